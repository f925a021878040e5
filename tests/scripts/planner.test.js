const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const planner = load(["kb-planner.js"], "kbPlanner");

const problem = (more) => ({
  title: "T",
  modalities: ["loaf"],
  stages: ["bake"],
  severity: 1,
  items: [],
  ...more,
});

/** Data in which `kind` is asked with options `white` and `rye`; each rule gives the points named. */
function data({ problems, rules = [], exclusions = [], edges = [], mitigations = {}, frameworks = {}, asks = {} }) {
  return {
    problems,
    mitigations,
    edges,
    frameworks: { bakers: { title: "Bakers", items: { B1: ["Staling", "bakers/#b1"] } } },
    labels: { verdict: { works: "Works", harmful: "Harmful" }, grade: { best: "Best", good: "Good", weak: "Weak" } },
    weights: {
      verdict: { works: 1, harmful: 0 },
      grade: { best: 1, good: 0.8, weak: 0.1 },
      cost: { low: 1, high: 0.5 },
    },
    planner: {
      asks: { modality: "modality", stage: "stage", region: "region", ...asks },
      rules,
      exclusions,
      frameworks,
    },
  };
}

const WHITE = [["kind", ["white"]]];
const plan = (given, answers) => plain(planner.plan(data(given), answers));
const ids = (list) => list.map(({ id }) => id);

test("a problem comes if a rule that holds gives it points, and says why", () => {
  const given = {
    problems: { stale: problem({ severity: 3 }), mould: problem() },
    rules: [
      [WHITE, { stale: 2 }, "White bread goes stale."],
      [[["kind", ["rye"]]], { mould: 5 }, "Rye gets mouldy."],
    ],
  };
  assert.deepEqual(plan(given, { kind: ["white"] }).problems, [
    { id: "stale", score: 2 * 2 + 3, why: ["White bread goes stale."], staged: false },
  ]);
  assert.deepEqual(plan(given, {}).problems, []);
});

test("one answer of several is enough for a condition, and every condition must hold", () => {
  const when = [
    ["kind", ["white", "rye"]],
    ["sold", ["shop"]],
  ];
  const given = { problems: { stale: problem() }, rules: [[when, { stale: 1 }, "Because."]] };
  assert.equal(plan(given, { kind: ["rye"] }).problems.length, 0);
  assert.equal(plan(given, { kind: ["rye"], sold: ["market", "shop"] }).problems.length, 1);
});

test("reasons stand by their points, the strongest first", () => {
  const given = {
    problems: { stale: problem() },
    rules: [
      [WHITE, { stale: 1 }, "weak"],
      [WHITE, { stale: 4 }, "strong"],
    ],
  };
  const [stale] = plan(given, { kind: ["white"] }).problems;
  assert.deepEqual(stale.why, ["strong", "weak"]);
  assert.equal(stale.score, 2 * 5 + 1);
});

test("the stage counts one, and a problem of another kind of output does not come", () => {
  const given = {
    problems: { stale: problem(), flat: problem({ modalities: ["cake"] }) },
    rules: [[WHITE, { stale: 1, flat: 1 }, "Because."]],
  };
  const [stale, ...others] = plan(given, { kind: ["white"], modality: ["loaf"], stage: ["bake"] }).problems;
  assert.deepEqual([stale.id, stale.staged, stale.score], ["stale", true, 4]);
  assert.deepEqual(others, []);
  assert.equal(plan(given, { kind: ["white"] }).problems.length, 2, "without an answer nothing is left out");
});

test("an exclusion takes a problem off the list", () => {
  const given = {
    problems: { stale: problem() },
    rules: [[WHITE, { stale: 5 }, "Because."]],
    exclusions: [[[["sold", ["never"]]], ["stale"]]],
  };
  assert.equal(plan(given, { kind: ["white"] }).problems.length, 1);
  assert.equal(plan(given, { kind: ["white"], sold: ["never"] }).problems.length, 0);
});

test("the ids of the questions that the planner knows come with the data", () => {
  const given = {
    problems: { stale: problem({ items: [["bakers", "B1"]] }), flat: problem({ modalities: ["cake"] }) },
    rules: [[WHITE, { stale: 1, flat: 1 }, "Because."]],
    frameworks: { home: ["bakers"] },
    asks: { modality: "dough", stage: "step", region: "place" },
  };
  const found = plan(given, { kind: ["white"], dough: ["loaf"], step: ["bake"], place: ["home"] });
  assert.deepEqual(ids(found.problems), ["stale"]);
  assert.ok(found.problems[0].staged);
  assert.equal(found.items.length, 1);
  const other = plan(given, { kind: ["white"], modality: ["loaf"], stage: ["bake"], region: ["home"] });
  assert.equal(other.problems.length, 2);
  assert.deepEqual(other.items, []);
});

test("at most twelve problems come, equal ones by id", () => {
  const problems = Object.fromEntries(
    Array.from({ length: 14 }, (_, i) => [`p${String(i).padStart(2, "0")}`, problem()]),
  );
  const points = Object.fromEntries(Object.keys(problems).map((id) => [id, 1]));
  const found = plan({ problems, rules: [[WHITE, points, "Because."]] }, { kind: ["white"] });
  assert.deepEqual(ids(found.problems), Object.keys(problems).slice(0, 12));
});

const HELPED = {
  problems: { stale: problem(), mould: problem(), other: problem() },
  rules: [[WHITE, { stale: 2, mould: 1 }, "Because."]],
  mitigations: {
    freeze: { title: "Freeze", cost: "low" },
    bag: { title: "Bag", cost: "high" },
    pray: { title: "Pray", cost: "low" },
  },
  edges: [
    { problem: "mould", mitigation: "freeze", verdict: "works", grade: "weak", effect: "reduces" },
    { problem: "stale", mitigation: "freeze", verdict: "works", grade: "best", effect: "prevents" },
    { problem: "stale", mitigation: "bag", verdict: "works", grade: "good", effect: "reduces" },
    { problem: "other", mitigation: "pray", verdict: "works", grade: "best", effect: "prevents" },
  ],
};

test("a mitigation counts by the problems it helps with, the weight of its evidence, and its cost", () => {
  const { problems, mitigations } = plan(HELPED, { kind: ["white"] });
  const [stale, mould] = problems;
  assert.deepEqual(ids(mitigations), ["freeze", "bag"], "nothing for problems that did not come");
  assert.equal(mitigations[0].score, stale.score * 1 + mould.score * 0.1);
  assert.equal(mitigations[1].score, stale.score * 0.8 * 0.5);
});

test("what a mitigation covers stands by grade, best first, in the order of the data", () => {
  const [freeze] = plan(HELPED, { kind: ["white"] }).mitigations;
  assert.deepEqual(
    freeze.covers.map((cover) => cover.grade),
    ["best", "weak"],
  );
});

test("what was tested and does harm is not recommended, however strong the evidence", () => {
  const edges = HELPED.edges.map((edge) => ({ ...edge, verdict: edge.mitigation === "freeze" ? "harmful" : "works" }));
  const { mitigations } = plan({ ...HELPED, edges }, { kind: ["white"] });
  assert.deepEqual(ids(mitigations), ["bag"]);
});

const MAPPED = {
  problems: {
    stale: problem({
      title: "Stale bread",
      items: [
        ["bakers", "B1"],
        ["others", "O1"],
      ],
    }),
  },
  rules: [[WHITE, { stale: 1 }, "Because."]],
  frameworks: { home: ["bakers"], abroad: ["bakers", "others"] },
};

test("items come of the frameworks of the regions named, each once", () => {
  assert.deepEqual(plan(MAPPED, { kind: ["white"] }).items, []);
  assert.deepEqual(plan(MAPPED, { kind: ["white"], region: ["home"] }).items, [
    { framework: "bakers", item: "B1", problem: "stale" },
  ]);
  assert.equal(plan(MAPPED, { kind: ["white"], region: ["home", "abroad"] }).items.length, 2);
  assert.deepEqual(plan(MAPPED, { kind: ["white"], region: ["nowhere"] }).items, []);
});

test("items are grouped by framework, and by item the problems", () => {
  const items = [
    { framework: "a", item: "1", problem: "p" },
    { framework: "b", item: "1", problem: "p" },
    { framework: "a", item: "1", problem: "q" },
  ];
  const groups = [...planner.grouped(items)].map(([framework, list]) => [framework, Object.fromEntries(list)]);
  assert.deepEqual(plain(groups), [
    ["a", { 1: ["p", "q"] }],
    ["b", { 1: ["p"] }],
  ]);
});

/* -- the register ------------------------------------------------------------------------------------------------- */

const WORDS = {
  tool_problems: "Problems",
  tool_first: "First",
  tool_items: "Items",
  tool_score: "Score",
  tool_why: "Why",
};

test("the register as Markdown names problems with reasons, mitigations with grades, and items", () => {
  const given = data({
    ...MAPPED,
    mitigations: { freeze: { title: "Freeze", cost: "low" } },
    edges: [{ problem: "stale", mitigation: "freeze", verdict: "works", grade: "best", effect: "prevents" }],
  });
  const found = planner.plan(given, { kind: ["white"], region: ["home"] });
  assert.equal(
    planner.markdown(given, found, WORDS),
    [
      "# Problems",
      "",
      "1. **Stale bread** (Score 3)\n   - Because.",
      "",
      "# First",
      "",
      "1. **Freeze**: Stale bread (Works, Best)",
      "",
      "# Items",
      "",
      "- Bakers B1 Staling ← Stale bread",
      "",
    ].join("\n"),
  );
});

test("the register as CSV has a mark of its encoding, quoted cells and Windows line ends", () => {
  const given = data({
    problems: { stale: problem({ title: 'The "best" bread' }) },
    rules: [[WHITE, { stale: 1 }, "=1+1"]],
  });
  const found = planner.plan(given, { kind: ["white"] });
  assert.equal(
    planner.csv(given, found, WORDS),
    '\ufeff"problem","title","Score","Why","First"\r\n"stale","The ""best"" bread","3","\'=1+1",""\r\n',
  );
});

test("no spreadsheet takes a cell for a formula", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) assert.equal(planner.cell(`${start}x`), `"'${start}x"`);
  assert.equal(planner.cell("a=b"), '"a=b"');
});
