const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const register = load(["kb-shared.js", "kb-register.js"], "kbRegister");

const DUTY = {
  ...{ framework: "act", item: "§ 1", title: 'The "day" is shown', url: "frameworks/act/#item-1", kind: "Must" },
  ...{
    source: "https://bread.example.org/act",
    binds: ["Provider", "Publisher"],
    gate: "wrapped",
    until: "2031-12-31",
  },
  ...{ penalty: "a penny", duty: "Print the day.", fulfilledBy: ["freeze"], read: "read", readOn: "2026-01-10" },
};
const standing = (duty, more) => ({ duty, state: "applies", open: [], from: "2025-01-01", ...more });
const SOFT = {
  ...DUTY,
  item: "§ 2",
  title: "Cloth",
  kind: "Should",
  penalty: "",
  gate: "",
  until: "",
  fulfilledBy: [],
};
const OPEN = { ...SOFT, item: "§ 3", title: "Salt", kind: "Must" };

/** A register with one duty of each part, and what a reader noted about the first. */
function given(kept = {}) {
  return {
    data: {
      problems: { stale: { title: "Stale bread", url: "problems/stale/" } },
      mitigations: { freeze: { title: "Freeze", url: "mitigations/freeze/" } },
      labels: { verdict: { works: "Works" } },
      marks: { comma: ", ", colon: ": ", semicolon: "; " },
      planner: {
        questions: [
          ["kind", "Which bread?", false, [["white", "White"]]],
          [
            "region",
            "Where?",
            true,
            [
              ["home", "Home"],
              ["abroad", "Abroad"],
            ],
          ],
          ["salt", "How salty?", false, [["very", "Very"]]],
        ],
      },
    },
    law: { places: { A: "Alpha" }, frameworks: { act: { title: "Bread Act" } } },
    answers: { region: ["home", "abroad"], kind: ["white"] },
    day: "2026-01-10",
    duties: {
      places: [
        { place: "A", force: [standing(DUTY)], coming: [], open: [standing(OPEN, { state: "open", open: ["salt"] })] },
      ],
      softer: [standing(SOFT)],
      not: [],
    },
    plan: {
      problems: [{ id: "stale", why: ["=1+1", "It is."] }],
      mitigations: [{ id: "freeze", covers: [{ problem: "stale", verdict: "works" }] }],
    },
    kept,
    address: "https://bread.example.org/en/",
    words: new Proxy({}, { get: (_, name) => (name === "tool_read_on" ? "{read}, {date}" : String(name)) }),
  };
}

const KEPT = { "act/§ 1": { status: "done", owner: "Ann", due: "2026-02-01", note: '-5 loaves, "all"\nof them' } };

test("the register as CSV has a mark of its encoding, quoted cells and Windows line ends", () => {
  const lines = register.csv(given()).split("\r\n");
  assert.ok(lines[0].startsWith('\ufeff"part","framework","item","title"'));
  assert.equal(lines.length, 1 + 5 + 1);
  assert.ok(lines[1].startsWith('"Must","act","§ 1","The ""day"" is shown","Print the day.","applies","2025-01-01"'));
  assert.ok(lines[1].includes('"a penny","wrapped","Freeze","read 2026-01-10",""'));
  assert.ok(lines[2].includes('"open"') && lines[2].includes('"How salty?"'));
  assert.ok(lines[4].startsWith('"problem","","stale","Stale bread","\'=1+1 | It is."'));
  assert.ok(lines[5].startsWith('"mitigation","","freeze","Freeze","Stale bread"'));
  for (const line of lines.slice(1, 6)) assert.ok(line.includes('"region=home.abroad&kind=white","2026-01-10"'), line);
});

test("a register that was saved is read again, whatever a reader noted", () => {
  const read = plain(register.read(register.csv(given(KEPT))));
  assert.deepEqual(read, { answers: "region=home.abroad&kind=white", kept: KEPT });
});

test("a register is read from what spreadsheets make of it", () => {
  const text = "item,framework,note,due,owner,status,more\n§ 1,act,,2026-02-01,Ann,doing,x\n§ 2,act,,,,,\n";
  const kept = { "act/§ 1": { status: "doing", owner: "Ann", due: "2026-02-01", note: "" } };
  assert.deepEqual(plain(register.read(text)), { answers: "", kept });
});

test("what is no register is not taken for one", () => {
  for (const text of ["", "\n", "a,b\n1,2\n", "{}", "framework,item\nact,1\n"]) assert.equal(register.read(text), null);
});

test("no spreadsheet takes a cell for a formula", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) assert.equal(register.cell(`${start}x`), `"'${start}x"`);
  assert.equal(register.cell("a=b"), '"a=b"');
});

test("the register as Markdown says day, answers, duties with all that is known, problems and mitigations", () => {
  const text = register.markdown(given(KEPT));
  assert.deepEqual(
    text.split("\n").filter((line) => line.startsWith("#")),
    [
      "# tool_register",
      "## tool_answers",
      "## tool_must",
      "### Alpha",
      "## tool_softer",
      "## tool_problems",
      "## tool_first",
    ],
  );
  assert.ok(text.includes("- Where? Home, Abroad"));
  assert.ok(
    text.includes(
      '- [x] **[The "day" is shown](https://bread.example.org/en/frameworks/act/#item-1)** Bread Act § 1:' +
        " Print the day. tool_from: 2025-01-01; tool_until_day: 2031-12-31;" +
        " tool_binds: Provider, Publisher; tool_gate: wrapped;" +
        " tool_penalty: a penny; tool_fulfilled: Freeze; tool_read: read, 2026-01-10;" +
        " tool_status: tool_status_done; tool_owner: Ann; tool_due: 2026-02-01; tool_remark: -5 loaves",
    ),
    text,
  );
  assert.ok(text.includes("- [ ] **[Salt]"));
  assert.ok(text.includes("tool_depends: How salty?"));
  assert.ok(text.includes("- [Stale bread](https://bread.example.org/en/problems/stale/): =1+1 It is."));
  assert.ok(text.includes("- [Freeze](https://bread.example.org/en/mitigations/freeze/): Stale bread (Works)"));
});
