const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const graph = load(["kb-graph.js"], "kbGraph");

const problem = (title, area, leadsTo, related = []) => ({ title, area, leadsTo, related });
const DATA = {
  areas: { storage: "Storage", dough: "Dough", room: "Room", empty: "Empty" },
  problems: {
    stale: problem("Stale bread", "storage", ["waste"]),
    waste: problem("Waste", "storage", ["cold"], ["mould"]),
    mould: problem("Mould", "storage", ["waste"], ["stale", "waste"]),
    flat: problem("Flat loaves", "dough", ["stale"], ["stale"]),
    cold: problem("Cold room", "room", ["stale", "flat"]),
  },
  mitigations: {
    freeze: { title: "Freeze", worsens: ["waste"], requires: ["label"] },
    label: { title: "Label", worsens: [], requires: [] },
  },
  edges: [{ problem: "stale", mitigation: "freeze", effect: "prevents", verdict: "works", grade: "study" }],
};
// Every word is its own name.
const WORDS = new Proxy({}, { get: (_, name) => String(name) });

const view = (focus) => plain(graph.view(DATA, focus, WORDS));
const groups = (focus) => view(focus).groups.map(({ title, ids, place }) => [title, ids, place]);
const lines = (focus) =>
  view(focus)
    .lines.map((line) => line.join(" "))
    .sort();

test("without a focus every problem stands under its area, whose heading turns the map to it", () => {
  assert.equal(view("").view, "all");
  assert.deepEqual(groups(""), [
    ["Storage", ["stale", "waste", "mould"], ""],
    ["Dough", ["flat"], ""],
    ["Room", ["cold"], ""],
  ]);
  assert.equal(view("").groups[0].opens, "area:storage");
});

test("every cause is a line, and a relation that both ends state is one", () => {
  assert.deepEqual(lines(""), [
    "cold flat leads",
    "cold stale leads",
    "flat stale leads",
    "flat stale related",
    "mould stale related",
    "mould waste leads",
    "mould waste related",
    "stale waste leads",
    "waste cold leads",
  ]);
});

test("an area stands between what leads into it and what it leads to", () => {
  assert.deepEqual(groups("area:dough"), [
    ["tool_map_into", ["cold"], "left"],
    ["Dough", ["flat"], "middle"],
    ["tool_map_out", ["stale"], "right"],
  ]);
  assert.deepEqual(lines("area:dough"), ["cold flat leads", "flat stale leads", "flat stale related"]);
});

test("what leads into an area and out of it stands on the left alone", () => {
  assert.deepEqual(groups("area:storage"), [
    ["tool_map_into", ["flat", "cold"], "left"],
    ["Storage", ["stale", "waste", "mould"], "middle"],
  ]);
  assert.ok(!lines("area:storage").includes("cold flat leads"), "no lines among others");
});

test("a problem stands among causes, effects, related ones, and what helps or harms", () => {
  assert.deepEqual(groups("stale"), [
    ["tool_map_causes", ["flat", "cold"], "left"],
    ["", ["stale"], "middle"],
    ["tool_map_effects", ["waste"], "right"],
    ["tool_map_related_to", ["mould"], "middle"],
    ["tool_map_helps", ["freeze"], "below"],
  ]);
  assert.deepEqual(view("stale").groups.at(-1).edges, DATA.edges, "with what is said of each mitigation");
  assert.ok(lines("stale").includes("freeze stale addresses"));
  assert.ok(!lines("stale").includes("mould waste leads"), "only its own lines");
});

test("a related problem that is a cause too stands among the causes", () => {
  assert.deepEqual(groups("waste"), [
    ["tool_map_causes", ["stale", "mould"], "left"],
    ["", ["waste"], "middle"],
    ["tool_map_effects", ["cold"], "right"],
    ["tool_map_worse", ["freeze"], "left"],
  ]);
});

test("a mitigation stands between what it needs and what it does", () => {
  assert.deepEqual(groups("freeze"), [
    ["tool_map_needs", ["label"], "left"],
    ["", ["freeze"], "middle"],
    ["tool_map_acts", ["stale"], "right"],
    ["tool_map_harms", ["waste"], "right"],
  ]);
  assert.deepEqual(lines("freeze"), ["freeze stale addresses", "freeze waste worsens", "label freeze leads"]);
});

/* -- where things are ---------------------------------------------------------------------------------------------- */

const box = (left, top, width = 100, height = 20) => ({ left, top, right: left + width, bottom: top + height });

test("a line leaves a box on the side where the other stands", () => {
  assert.equal(graph.course(box(0, 0), box(200, 40), false), "M100 10C150 10 150 50 200 50");
  assert.equal(graph.course(box(200, 40), box(0, 0), false), "M200 50C150 50 150 10 100 10");
});

test("a line goes down or up between boxes above each other, and round the side within a list", () => {
  assert.equal(graph.course(box(0, 0), box(0, 100), false), "M50 20C50 60 50 60 50 100");
  assert.equal(graph.course(box(0, 100), box(0, 0), false), "M50 100C50 60 50 60 50 20");
  assert.equal(graph.course(box(0, 0), box(0, 100), true), "M100 10C124 10 124 110 100 110");
});

test("an arrow key leads to the nearest box ahead; what stands aside counts twice", () => {
  const boxes = [box(0, 0), box(0, 100), box(60, 60), box(200, 0)];
  assert.equal(graph.ahead(boxes[0], boxes, [0, 1]), 1);
  assert.equal(graph.ahead(boxes[0], boxes, [1, 0]), 2);
  assert.equal(graph.ahead(boxes[0], boxes, [0, -1]), -1, "nothing is ahead");
});
