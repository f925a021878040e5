const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { load, plain } = require("./load.js");

const planner = load(["kb-planner.js"], "kbPlanner");

const problem = (more) => ({
  title: "T",
  modalities: ["loaf"],
  stages: ["bake"],
  severity: 1,
  ...more,
});

/** Data in which `kind` is asked with options `white` and `rye`; each rule gives the points named. */
function data({ problems, rules = [], exclusions = [], edges = [], mitigations = {}, asks = {} }) {
  return {
    problems,
    mitigations,
    edges,
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
    problems: { stale: problem(), flat: problem({ modalities: ["cake"] }) },
    rules: [[WHITE, { stale: 1, flat: 1 }, "Because."]],
    asks: { modality: "dough", stage: "step", region: "place" },
  };
  const found = plan(given, { kind: ["white"], dough: ["loaf"], step: ["bake"] });
  assert.deepEqual(ids(found.problems), ["stale"]);
  assert.ok(found.problems[0].staged);
  const other = plan(given, { kind: ["white"], modality: ["loaf"], stage: ["bake"] });
  assert.equal(other.problems.length, 2);
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

test("what a duty asks for does not compete", () => {
  const all = ids(plan(HELPED, { kind: ["white"] }).mitigations);
  assert.deepEqual(all, ["freeze", "bag"]);
  assert.deepEqual(ids(plain(planner.plan(data(HELPED), { kind: ["white"] }, ["freeze"])).mitigations), ["bag"]);
});

/* -- conditions --------------------------------------------------------------------------------------------------- */

const TABLE = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "fixtures", "conditions.json"), "utf8"));
const asking = (asked) => Object.entries(asked).map(([id, when]) => [id, "", false, [], "", when]);

for (const { name, condition, answers, value, open, because } of TABLE.cases) {
  test(`a condition: ${name}`, () => {
    const it = planner.conditions(asking(TABLE.asked_when));
    assert.equal(it.evaluate(condition, answers), value);
    if (value === null) assert.deepEqual(plain(it.open(condition, answers)), open);
    else assert.deepEqual(plain(it.because(condition, answers)), because);
  });
}

test("every condition of the truth table has the value under every set of answers that Python gives it", () => {
  const whole = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "fixtures", "truth_table.json"), "utf8"));
  const { evaluate } = planner.conditions([]);
  for (const [condition, values] of whole.conditions) {
    const found = whole.answers.map((answers) => evaluate(condition, answers));
    assert.deepEqual(found, values, JSON.stringify(condition));
  }
  assert.ok(whole.conditions.length * whole.answers.length > 1000);
});

test("what was said to a question that is not asked does not count, nor what hangs on it", () => {
  const asked = {
    region: null,
    sliced: { question: "region", answers: ["home"] },
    thin: { question: "sliced", answers: ["yes"] },
  };
  const said = { thin: ["yes"], sliced: ["yes"], region: ["abroad"], unknown: ["x"] };
  assert.deepEqual(plain(planner.counted(asking(asked), said)), { region: ["abroad"] });
  assert.deepEqual(plain(planner.counted(asking(asked), { ...said, region: ["home"] })), {
    region: ["home"],
    sliced: ["yes"],
    thin: ["yes"],
  });
  assert.deepEqual(plain(planner.counted(asking(asked), { sliced: ["yes"], region: [] })), {});
});

/* -- duties ------------------------------------------------------------------------------------------------------- */

const HOME = { question: "region", answers: ["home"] };
const SLICED = { question: "sliced", answers: ["yes"] };
const duty = (more) => ({ framework: "act", item: "1", must: true, trigger: HOME, from: "2025-01-01", ...more });
const stand = (duties, answers, day = "2026-01-10") => {
  const list = duties.map((each) => ({ until: "", transition: [], ...duty(each) }));
  return planner.stand(asking({ region: null, sliced: HOME }), list, answers, day);
};

test("a duty applies, is open and says on what, or does not apply and says why", () => {
  const states = (answers) => stand([{}], answers).map(({ state, open, because }) => plain([state, open, because]));
  assert.deepEqual(states({ region: ["home"] }), [["applies", [], null]]);
  assert.deepEqual(states({}), [["open", ["region"], null]]);
  assert.deepEqual(states({ region: ["moon"] }), [["not", [], HOME]]);
});

test("duties come in the order in which they begin; what has ended is left out", () => {
  const list = [
    { item: "late", from: "2027-01-01" },
    { item: "ended", until: "2025-12-31" },
    { item: "early", from: "2020-01-01", until: "2026-01-10" },
    { item: "other", framework: "able", from: "2027-01-01" },
  ];
  const order = (day) => stand(list, {}, day).map((each) => each.duty.item);
  assert.deepEqual(order("2026-01-10"), ["early", "other", "late"]);
  assert.deepEqual(order("2025-12-31"), ["early", "ended", "other", "late"]);
});

test("a transition gives another first day, and says so while it is open", () => {
  const list = [{ transition: [{ when: SLICED, from: "2027-01-01", by: "Rule 9" }] }];
  const first = (answers) => stand(list, answers).map(({ from, granted, grace }) => [from, granted?.by, grace?.by]);
  assert.deepEqual(first({ region: ["home"] }), [["2025-01-01", undefined, "Rule 9"]]);
  assert.deepEqual(first({ region: ["home"], sliced: ["yes"] }), [["2027-01-01", "Rule 9", undefined]]);
  assert.deepEqual(first({ region: ["home"], sliced: ["no"] }), [["2025-01-01", undefined, undefined]]);
});

test("duties are sorted by place, day and force", () => {
  const law = {
    places: { B: "Beta", A: "Alpha", C: "Gamma" },
    frameworks: { act: { place: "A" }, code: { place: "B" } },
  };
  const list = [
    { item: "now" },
    { item: "today", from: "2026-01-10" },
    { item: "soon", from: "2026-01-11" },
    { item: "open", trigger: SLICED },
    { item: "soft", must: false },
    { item: "soft-not", must: false, trigger: { not: HOME } },
    { item: "not", framework: "code", trigger: { not: HOME } },
    { item: "there", framework: "code" },
  ];
  const sorted = planner.sorted(law, stand(list, { region: ["home"] }), "2026-01-10");
  const items = (standings) => plain(standings.map((each) => each.duty.item));
  assert.deepEqual(
    plain(sorted.places.map((each) => [each.place, items(each.force), items(each.coming), items(each.open)])),
    [
      ["B", ["there"], [], []],
      ["A", ["now", "today"], ["soon"], ["open"]],
    ],
  );
  assert.deepEqual(items(sorted.softer), ["soft"]);
  assert.deepEqual(items(sorted.not), ["not"]);
});
