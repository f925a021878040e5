const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const shared = load(["kb-shared.js"], "kbShared");

test("gaps of a text are filled by name, and what has no value stays", () => {
  assert.equal(shared.filled("{n} of {total} rows", { n: 0, total: 12 }), "0 of 12 rows");
  assert.equal(shared.filled("{n}, {n} and {other}", { n: 1 }), "1, 1 and {other}");
});

test("a value is put in as it is, whatever signs it has", () => {
  assert.equal(shared.filled("Sort by {name}", { name: "$& {name} $1" }), "Sort by $& {name} $1");
});

test("a mark stands between parts, not before or after", () => {
  assert.deepEqual(plain(shared.joined(["a", "b", "c"], "、")), ["a", "、", "b", "、", "c"]);
  assert.deepEqual(plain(shared.joined([], ", ")), []);
});

test("the folder of a page is found from disk and over http", () => {
  assert.equal(shared.folder("../../index.html"), "../../");
  assert.equal(shared.folder("../../"), "../../");
  assert.equal(shared.folder("index.html"), "");
  assert.equal(shared.folder(undefined), "");
  assert.equal(shared.folder("../myindex.html.old/"), "../myindex.html.old/");
});

test("the state of a page goes into its address, without what is empty", () => {
  const here = { pathname: "/en/problems/", hash: "#top" };
  const state = [
    ["area", "law & order"],
    ["role", ""],
    ["grade", "研究"],
  ];
  const address = shared.stated(here, state);
  assert.equal(address, "/en/problems/?area=law+%26+order&grade=%E7%A0%94%E7%A9%B6#top");
  assert.equal(new URLSearchParams(address.split(/[?#]/)[1]).get("area"), "law & order");
  assert.equal(shared.stated(here, [["role", ""]]), "/en/problems/#top", "no question mark without a state");
});

test("something fits if it has every value that is wanted, among others", () => {
  const marks = { role: "engineer buyer", stage: "build" };
  assert.ok(shared.fits(marks, []));
  assert.ok(shared.fits(marks, [{ name: "role", value: "buyer" }]));
  assert.ok(!shared.fits(marks, [{ name: "role", value: "buy" }]), "no part of a word");
  assert.ok(!shared.fits(marks, [{ name: "area", value: "law" }]), "no mark, no fit");
  const both = [
    { name: "role", value: "buyer" },
    { name: "stage", value: "launch" },
  ];
  assert.ok(!shared.fits(marks, both));
});

/* Two problems, two mitigations: the first problem has both, the second has the second only. */
const TABLE = {
  columns: [{}, { kind: "technical" }, { kind: "process" }],
  rows: [
    { marks: { area: "data" }, cells: [null, { grade: "study" }, { grade: "opinion" }] },
    { marks: { area: "law" }, cells: [null, null, { grade: "study" }] },
  ],
};

/** What is left for choices in the form facet: value. */
function left({ row = {}, column = {}, cell = {} }) {
  const choices = (of) => Object.entries(of).map(([name, value]) => ({ name, value }));
  return plain(shared.narrowed(TABLE, { row: choices(row), column: choices(column), cell: choices(cell) }));
}

test("without a choice every row and every filled cell is left", () => {
  assert.deepEqual(left({}), {
    rows: [true, true],
    cells: [
      [false, true, true],
      [false, false, true],
    ],
    columns: [false, true, true],
  });
});

test("a choice of rows takes away the columns that only other rows fill", () => {
  assert.deepEqual(left({ row: { area: "law" } }).rows, [false, true]);
  assert.deepEqual(left({ row: { area: "law" } }).columns, [false, false, true]);
});

test("a choice of columns takes away the rows that have nothing in them", () => {
  const { rows, columns } = left({ column: { kind: "technical" } });
  assert.deepEqual(rows, [true, false]);
  assert.deepEqual(columns, [false, true, false]);
});

test("a choice of cells leaves the rows and columns that have such a cell", () => {
  const { rows, cells, columns } = left({ cell: { grade: "study" } });
  assert.deepEqual(rows, [true, true]);
  assert.deepEqual(cells[0], [false, true, false]);
  assert.deepEqual(columns, [false, true, true]);
});

test("choices of columns and cells must meet in one cell", () => {
  assert.deepEqual(left({ column: { kind: "technical" }, cell: { grade: "opinion" } }).rows, [false, false]);
});

test("a table whose rows alone are marked keeps its rows though it has no cells", () => {
  const table = { columns: [], rows: [{ marks: { area: "law" }, cells: [] }] };
  const wanted = { row: [{ name: "area", value: "law" }], column: [], cell: [] };
  assert.deepEqual(plain(shared.narrowed(table, wanted)), { rows: [true], cells: [[]], columns: [] });
});
