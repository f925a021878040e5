/* The scripts on the data that Python writes for this knowledge base: the planner's questions mean what the script
   takes them for. KB_SCRIPT_DATA names the folder of the data scripts; tests/scripts/test_scripts.py sets it. */
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { load, plain } = require("./load.js");

const FOLDER = process.env.KB_SCRIPT_DATA;
const written = (name, variable) => plain(load([path.join(FOLDER, name)], `window.${variable}`));

for (const lang of FOLDER ? ["zh", "en"] : []) {
  const planner = load(["kb-planner.js"], "kbPlanner");
  const data = written(`explore-${lang}.js`, "KB_EXPLORE");
  const law = written(`law-${lang}.js`, "KB_LAW");
  const { asks, questions, rules, exclusions } = data.planner;
  const options = Object.fromEntries(questions.map(([id, , , list]) => [id, list.map(([option]) => option)]));
  // One answer to every question that sets off as much as it can, but for the answers given.
  const everything = (answers) => ({ ...options, ...answers });
  const plan = (answers) => plain(planner.plan(data, everything(answers)));

  test(`${lang}: the questions that the script knows are asked`, () => {
    for (const question of Object.values(asks)) assert.ok(options[question], question);
  });

  test(`${lang}: every kind of output that can be answered leaves problems of that kind, and no others`, () => {
    for (const modality of options[asks.modality]) {
      const { problems } = plan({ [asks.modality]: [modality] });
      assert.ok(problems.length, modality);
      for (const { id } of problems) assert.ok(data.problems[id].modalities.includes(modality), `${modality}: ${id}`);
    }
  });

  test(`${lang}: every stage that can be answered is one that problems show at`, () => {
    const stages = new Set(Object.values(data.problems).flatMap((problem) => problem.stages));
    for (const stage of options[asks.stage]) {
      assert.ok(stages.has(stage), stage);
      for (const { id, staged } of plan({ [asks.stage]: [stage] }).problems) {
        assert.equal(staged, data.problems[id].stages.includes(stage), `${stage}: ${id}`);
      }
    }
  });

  test(`${lang}: every region that can be answered has its texts that bind nobody`, () => {
    assert.deepEqual(new Set(options[asks.region]), new Set(Object.keys(law.voluntary)));
  });

  test(`${lang}: a duty stands in a framework of a place, and what fulfils it is known`, () => {
    assert.ok(law.duties.length);
    for (const { framework, item, fulfilledBy } of law.duties) {
      assert.ok(law.places[law.frameworks[framework].place], `${framework}/${item}`);
      for (const id of fulfilledBy) assert.ok(data.mitigations[id], id);
    }
  });

  test(`${lang}: duties stand to products as Python says`, () => {
    const told = JSON.parse(fs.readFileSync(path.join(FOLDER, "duties.json"), "utf8"));
    assert.ok(told.length);
    for (const { answers, day, duties } of told) {
      const found = planner.stand(questions, law.duties, answers, day).map((each) => ({
        ...{ item: `${each.duty.framework}/${each.duty.item}`, state: each.state, open: each.open },
        ...{ because: each.because, start: each.from, grace: each.grace?.by ?? null },
      }));
      const known = new Set(duties.map(({ item }) => item)); // Python does not look at what is voluntary
      assert.deepEqual(plain(found.filter(({ item }) => known.has(item))), duties);
    }
  });

  test(`${lang}: every condition can be met by answers that are offered`, () => {
    const conditions = [...rules, ...exclusions].flatMap(([when]) => when);
    assert.ok(conditions.length);
    for (const [question, wanted] of conditions) {
      for (const answer of wanted) assert.ok(options[question].includes(answer), `${question}: ${answer}`);
    }
  });

  test(`${lang}: every score is a number`, () => {
    const { problems, mitigations } = plan({});
    assert.ok(problems.length && mitigations.length);
    for (const { id, score } of [...problems, ...mitigations]) assert.ok(Number.isFinite(score), id);
  });

  test(`${lang}: every entry is found by its own title`, () => {
    const search = load(["kb-search.js"], "kbSearch");
    const records = written(`search-${lang}.js`, "KB_SEARCH");
    const index = search.prepare(records);
    for (const { title, url } of Object.values(data.problems)) {
      const [first] = search.search(index, title, 1);
      assert.equal(first.record.url, url, title);
    }
  });
}
