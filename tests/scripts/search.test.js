const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const search = load(["kb-search.js"], "kbSearch");

const texts = (query) => plain(search.tokens(query)).map((token) => token.text);
const WEIGHTS = { problem: 1.2, item: 0.6 };

/** An index of records in the form {title, ...}, each a problem unless it says otherwise. */
function index(...records) {
  const rows = records.map(({ kind = "problem", title, names = [], summary = "", seen = [], text = "" }) => [
    kind,
    `${title.toLowerCase().replaceAll(" ", "-")}/`,
    title,
    names,
    summary,
    seen,
    text,
  ]);
  return search.prepare({ lang: "en", labels: {}, weights: WEIGHTS, records: rows });
}

const found = (records, query) => plain(search.search(records, query, 20)).map(({ record }) => record.title);

/* -- tokens ------------------------------------------------------------------------------------------------------- */

test("an English query is cut into words without those that say nothing", () => {
  assert.deepEqual(texts("Why does the bot make up sources?"), ["bot", "sources"]);
});

test("a word with a hyphen or slash counts as a whole and, less, by its parts", () => {
  assert.deepEqual(
    plain(search.tokens("fine-tuning")).map(({ text, weight }) => [text, weight]),
    [
      ["fine-tuning", 1],
      ["fine", 0.7],
      ["tuning", 0.7],
    ],
  );
  assert.deepEqual(texts("read/write"), ["read/write", "read", "write"]);
  assert.deepEqual(texts("gpt-4.1"), ["gpt-4.1", "gpt", "4.1"]);
});

test("a word counts with the most that it is worth anywhere in the query", () => {
  for (const query of ["fine-tuning fine", "fine fine-tuning"]) {
    assert.equal(plain(search.tokens(query)).find(({ text }) => text === "fine").weight, 1, query);
  }
});

test("a run of Chinese counts more, the longer it is", () => {
  const weights = Object.fromEntries(plain(search.tokens("模型幻觉")).map(({ text, weight }) => [text, weight]));
  assert.ok(Math.abs(weights.模型幻觉 - 1.6) < 1e-9);
  assert.equal(weights.模型, 1);
});

test("a run of Chinese counts as a whole and by its pairs, a pair alone once", () => {
  assert.deepEqual(texts("模型幻觉"), ["模型幻觉", "模型", "型幻", "幻觉"]);
  assert.deepEqual(texts("幻觉"), ["幻觉"]);
  assert.deepEqual(texts("怎么办"), ["怎么办", "么办"], "a pair that says nothing is left out");
});

test("Chinese and Latin side by side are two pieces", () => {
  assert.deepEqual(texts("RAG评测"), ["rag", "评测"]);
});

test("full-width letters are what they look like", () => {
  assert.deepEqual(texts("ＲＡＧ"), ["rag"]);
});

test("nothing but signs is no query", () => {
  assert.deepEqual(texts("?! …"), []);
  assert.deepEqual(plain(search.rank(index({ title: "Bread" }), "?!", 5)), []);
});

test("forms of a word share a stem; short words and numbers have none", () => {
  assert.equal(search.stem("hallucinations"), search.stem("hallucinated"));
  assert.equal(search.stem("rag"), "");
  assert.equal(search.stem("gpt4all"), "");
});

test("edits are counted up to a limit; neighbours swapped are one", () => {
  assert.equal(search.distance("crust", "crust", 3), 0);
  assert.equal(search.distance("crust", "curst", 3), 1);
  assert.equal(search.distance("crust", "crusty", 3), 1);
  assert.equal(search.distance("crust", "trust", 3), 1);
  assert.equal(search.distance("crust", "bakery", 3), 3, "no further than the limit");
});

/* -- ranking ------------------------------------------------------------------------------------------------------ */

test("a title says more than other names, these more than symptoms, summary and text", () => {
  const records = index(
    { title: "E", text: "mouldy crust on loaves" },
    { title: "D", summary: "mouldy crust on loaves" },
    { title: "C", seen: ["mouldy crust on loaves"] },
    { title: "B", names: ["mouldy crust on loaves"] },
    { title: "mouldy crust on rolls" },
  );
  assert.deepEqual(found(records, "mouldy crust"), ["mouldy crust on rolls", "B", "C", "D", "E"]);
});

test("a word that few records have counts more than one that many have", () => {
  const records = index(
    { title: "Rare yeast" },
    { title: "Common bread" },
    { title: "Old bread" },
    { title: "New bread" },
  );
  assert.equal(found(records, "bread yeast")[0], "Rare yeast");
});

test("kinds of records count as the data say, and any other counts one", () => {
  const records = index(
    { title: "Crust a", kind: "item" },
    { title: "Crust b", kind: "unheard-of" },
    { title: "Crust c", kind: "problem" },
  );
  assert.deepEqual(found(records, "crust"), ["Crust c", "Crust b", "Crust a"]);
});

test("a whole word says more than the start of one, and this more than another form", () => {
  const records = index({ title: "Fermented rye" }, { title: "Fermentingly rye" }, { title: "Fermenting rye" });
  const ranked = plain(search.rank(records, "fermenting", 5)).map(({ record }) => record.title);
  assert.deepEqual(ranked, ["Fermenting rye", "Fermentingly rye", "Fermented rye"]);
});

test("a word that is a name by itself says more than one in a title", () => {
  const records = index({ title: "Crust of rye" }, { title: "Hard outside", names: ["crust"] });
  assert.equal(found(records, "crust trouble")[0], "Hard outside");
});

test("as the title the whole query counts more than as another name", () => {
  const records = index({ title: "A loaf", names: ["bread"] }, { title: "Bread" });
  assert.deepEqual(found(records, "bread"), ["Bread", "A loaf"]);
});

test("the whole query as a name comes first, as the title before all", () => {
  const records = index(
    { title: "Stale bread and old rolls" },
    { title: "Hard crust", names: ["stale bread"] },
    { title: "Stale bread" },
  );
  assert.deepEqual(found(records, "stale bread").slice(0, 2), ["Stale bread", "Hard crust"]);
});

test("a Chinese question finds the record that shares most of its pairs", () => {
  const records = index({ title: "退款政策" }, { title: "客服机器人", seen: ["机器人瞎编了退款政策"] });
  assert.equal(found(records, "客服机器人瞎编退款政策")[0], "客服机器人");
});

test("the start of a word matches, the middle of one does not", () => {
  assert.deepEqual(found(index({ title: "Breadcrumbs" }), "bread"), ["Breadcrumbs"]);
  assert.deepEqual(plain(search.rank(index({ title: "Gingerbread" }), "bread", 5)), []);
});

test("slips of the finger find the word that was meant: one, or two in long words", () => {
  const records = index({ title: "Fermentation" }, { title: "Crust" });
  assert.deepEqual(found(records, "crusr"), ["Crust"]);
  assert.deepEqual(found(records, "fermantatoin"), ["Fermentation"]);
  assert.deepEqual(found(records, "crxxx"), []);
});

test("where nothing matches, names that look alike come", () => {
  assert.deepEqual(found(index({ title: "Sour dough" }, { title: "Rye" }), "sourdough"), ["Sour dough"]);
});

test("look-alikes come first where no record has more than a little of the query", () => {
  const words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];
  const apart = words.map((word) => ({ title: `${word} bread` }));
  const alike = { title: words.map((word) => `x${word}`).join(" ") };
  assert.equal(found(index(...apart, alike), words.join(" "))[0], alike.title);
});

test("equal records stand in the order of their addresses, and no more come than were asked for", () => {
  const records = index({ title: "Crust z" }, { title: "Crust y" }, { title: "Crust x" });
  const rows = plain(search.search(records, "crust", 2));
  assert.deepEqual(
    rows.map(({ record }) => record.title),
    ["Crust x", "Crust y"],
  );
  assert.ok(rows.every(({ share }) => share === 1));
});

/* -- what a result shows ------------------------------------------------------------------------------------------- */

test("a result shows the symptom that fits best, in its own language, or else the summary", () => {
  const [record] = index({
    title: "Stale bread",
    summary: "It turns hard.",
    seen: ["It resists the knife.", "早上切不动 knife"],
  }).records;
  assert.equal(search.snippet(record, ["knife", "早上", "切不"]), "It resists the knife.");
  assert.equal(search.snippet(record, ["nothing"]), "It turns hard.");
});

test("a long text is cut", () => {
  const [record] = index({ title: "T", summary: "x".repeat(200) }).records;
  assert.equal(search.snippet(record, []), `${"x".repeat(140)}…`);
});

test("what the query has is marked, overlaps once, and nothing of the text is lost", () => {
  const pieces = plain(search.marked("Crusty Crust", ["crust", "rus", "rusty"]));
  assert.deepEqual(pieces, [
    ["", false],
    ["Crust", true],
    ["", false],
    ["y", true],
    [" ", false],
    ["Crust", true],
    ["", false],
  ]);
  assert.equal(pieces.map(([text]) => text).join(""), "Crusty Crust");
});

test("a text whose small letters are longer is left unmarked", () => {
  assert.deepEqual(plain(search.marked("ﬁne crust", ["crust"])), [["ﬁne crust", false]]);
});
