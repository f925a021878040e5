/* The planner: from what a reader says about a product to problems, mitigations and framework items. Nothing here
   touches a page, so that tests can run it in Node. Weights and ids of questions come with the data. */
"use strict";

/**
 * What was answered: question -> the options chosen.
 * @typedef {Record<string, string[]>} Answers
 */
/** @typedef {{ id: string, score: number, why: string[], staged: boolean }} PlannedProblem */
/** @typedef {{ problem: string, verdict: string, grade: string, effect: string }} Cover */
/** @typedef {{ id: string, score: number, covers: Cover[] }} PlannedMitigation */
/** @typedef {{ framework: string, item: string, problem: string }} PlannedItem */
/** @typedef {{ problems: PlannedProblem[], mitigations: PlannedMitigation[], items: PlannedItem[] }} Plan */

const kbPlanner = (() => {
  const MOST_PROBLEMS = 12;
  const MOST_MITIGATIONS = 10;

  /** @type {(a: { id: string, score: number }, b: { id: string, score: number }) => number} */
  const byScore = (a, b) => b.score - a.score || (a.id < b.id ? -1 : 1);

  /**
   * What concerns a product, best first: at most twelve problems, the ten mitigations that do most about them, and the
   * framework items that go with these problems in the regions named.
   * @param {ExploreData} data
   * @param {Answers} answers
   * @returns {Plan}
   */
  function plan(data, answers) {
    const problems = concerns(data, answers);
    return { problems, mitigations: helpers(data, problems), items: items(data, answers, problems) };
  }

  /**
   * The problems that rules give points to, two for each point, one for each level of severity and one for the stage.
   * @param {ExploreData} data
   * @param {Answers} answers
   * @returns {PlannedProblem[]}
   */
  function concerns(data, answers) {
    const { asks, rules, exclusions } = data.planner;
    /** @param {Condition[]} when */
    const holds = (when) => when.every(([question, wanted]) => wanted.some((a) => answers[question]?.includes(a)));
    const fired = rules.filter(([when]) => holds(when));
    const excluded = new Set(exclusions.filter(([when]) => holds(when)).flatMap(([, ids]) => ids));
    const modalities = answers[asks.modality] ?? [];
    const stages = answers[asks.stage] ?? [];
    const out = [];
    for (const [id, problem] of Object.entries(data.problems)) {
      if (excluded.has(id)) continue;
      if (modalities.length && !problem.modalities.some((m) => modalities.includes(m))) continue;
      const raised = fired.filter(([, points]) => points[id]);
      if (!raised.length) continue;
      raised.sort(([, a], [, b]) => b[id] - a[id]);
      const points = raised.reduce((sum, [, each]) => sum + each[id], 0);
      const staged = stages.some((stage) => problem.stages.includes(stage));
      const why = raised.map(([, , reason]) => reason);
      out.push({ id, score: 2 * points + problem.severity + (staged ? 1 : 0), why, staged });
    }
    return out.sort(byScore).slice(0, MOST_PROBLEMS);
  }

  /**
   * The mitigations of some problems: what counts is the problems' scores, what the evidence says and how
   * good it is, and the cost.
   * @param {ExploreData} data
   * @param {PlannedProblem[]} problems
   * @returns {PlannedMitigation[]}
   */
  function helpers(data, problems) {
    const scores = new Map(problems.map(({ id, score }) => [id, score]));
    /** @type {Map<string, PlannedMitigation>} */
    const found = new Map();
    for (const { problem, mitigation, verdict, grade, effect } of data.edges) {
      const score = scores.get(problem);
      const weight = data.weights.verdict[verdict] * data.weights.grade[grade];
      if (score === undefined || !weight) continue; // tested, and of no use
      const entry = found.get(mitigation) ?? { id: mitigation, score: 0, covers: [] };
      entry.score += score * weight;
      entry.covers.push({ problem, verdict, grade, effect });
      found.set(mitigation, entry);
    }
    const grades = Object.keys(data.labels.grade); // best first
    for (const entry of found.values()) {
      entry.score *= data.weights.cost[data.mitigations[entry.id].cost];
      entry.covers.sort((a, b) => grades.indexOf(a.grade) - grades.indexOf(b.grade));
    }
    return [...found.values()].sort(byScore).slice(0, MOST_MITIGATIONS);
  }

  /**
   * The items that the problems are mapped to, of the frameworks that apply in the regions named.
   * @param {ExploreData} data
   * @param {Answers} answers
   * @param {PlannedProblem[]} problems
   * @returns {PlannedItem[]}
   */
  function items(data, answers, problems) {
    const { asks, frameworks } = data.planner;
    const apply = new Set((answers[asks.region] ?? []).flatMap((region) => frameworks[region] ?? []));
    return [...apply].flatMap((framework) =>
      problems.flatMap(({ id }) =>
        data.problems[id].items
          .filter(([theirs]) => theirs === framework)
          .map(([, item]) => ({ framework, item, problem: id })),
      ),
    );
  }

  /**
   * Items by framework: framework -> item -> the problems that are mapped to it.
   * @param {PlannedItem[]} planned
   */
  function grouped(planned) {
    /** @type {Map<string, Map<string, string[]>>} */
    const out = new Map();
    for (const { framework, item, problem } of planned) {
      const list = out.get(framework) ?? new Map();
      list.set(item, [...(list.get(item) ?? []), problem]);
      out.set(framework, list);
    }
    return out;
  }

  /* -- the register, to take away ---------------------------------------------------------------------------------- */

  /**
   * @param {ExploreData} data
   * @param {Plan} found
   * @param {Record<string, string>} words
   */
  function markdown(data, found, words) {
    const problems = found.problems.map((p, i) => {
      const why = p.why.map((reason) => `   - ${reason}`);
      return [`${i + 1}. **${data.problems[p.id].title}** (${words.tool_score} ${p.score})`, ...why].join("\n");
    });
    const mitigations = found.mitigations.map((m, i) => {
      const covers = m.covers.map(
        (c) => `${data.problems[c.problem].title} (${data.labels.verdict[c.verdict]}, ${data.labels.grade[c.grade]})`,
      );
      return `${i + 1}. **${data.mitigations[m.id].title}**: ${covers.join("; ")}`;
    });
    const mapped = found.items.map(({ framework, item, problem }) => {
      const { title, items } = data.frameworks[framework];
      return `- ${title} ${item} ${items[item][0]} ← ${data.problems[problem].title}`;
    });
    /** @type {[string, string[]][]} */
    const parts = [
      [words.tool_problems, problems],
      [words.tool_first, mitigations],
      [words.tool_items, mapped],
    ];
    return parts.flatMap(([title, lines]) => [`# ${title}`, "", ...lines, ""]).join("\n");
  }

  /**
   * One row a problem. It starts with a byte order mark, by which spreadsheets know the encoding.
   * @param {ExploreData} data
   * @param {Plan} found
   * @param {Record<string, string>} words
   */
  function csv(data, found, words) {
    const rows = found.problems.map(({ id, score, why }) => {
      const helping = found.mitigations.filter((m) => m.covers.some((cover) => cover.problem === id));
      const titles = helping.map((m) => data.mitigations[m.id].title);
      return [id, data.problems[id].title, score, why.join(" | "), titles.join(" | ")];
    });
    const head = ["problem", "title", words.tool_score, words.tool_why, words.tool_first];
    return `\ufeff${[head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
  }

  /**
   * A quoted cell of CSV that no spreadsheet takes for a formula.
   * @param {string | number} value
   */
  function cell(value) {
    return `"${String(value)
      .replace(/^[=+\-@\t\r]/, "'$&")
      .replace(/"/g, '""')}"`;
  }

  return { plan, grouped, markdown, csv, cell };
})();
