/* The planner: from what a reader says about a product to duties, problems and mitigations. Nothing here touches a
   page, so that tests can run it in Node. Weights and ids of questions come with the data. */
"use strict";

/**
 * What was answered: question -> the options chosen.
 * @typedef {Record<string, string[]>} Answers
 */
/** @typedef {{ id: string, score: number, why: string[], staged: boolean }} PlannedProblem */
/** @typedef {{ problem: string, verdict: string, grade: string, effect: string }} Cover */
/** @typedef {{ id: string, score: number, covers: Cover[] }} PlannedMitigation */
/** @typedef {{ problems: PlannedProblem[], mitigations: PlannedMitigation[] }} Plan */
/**
 * How a duty stands to a product: `open` are the questions on which it depends, `because` the answers that decided,
 * `from` the first day for this product, `grace` another first day: granted (`by`), or open whether it is.
 * @typedef {object} Standing
 * @property {LawDuty} duty
 * @property {"applies" | "open" | "not"} state
 * @property {string[]} open
 * @property {Leaf | null} because
 * @property {string} from
 * @property {Transition | null} granted
 * @property {Transition | null} grace
 */

/**
 * The binding duties of a place: in force on the day, to come, and those that depend on open questions.
 * @typedef {{ place: string, force: Standing[], coming: Standing[], open: Standing[] }} PlaceDuties
 */
/** @typedef {{ places: PlaceDuties[], softer: Standing[], not: Standing[] }} SortedDuties */

const kbPlanner = (() => {
  const MOST_PROBLEMS = 12;
  const MOST_MITIGATIONS = 10;

  /** @type {(a: { id: string, score: number }, b: { id: string, score: number }) => number} */
  const byScore = (a, b) => b.score - a.score || (a.id < b.id ? -1 : 1);

  /**
   * What concerns a product, best first: at most twelve problems, and the ten mitigations that do most about them but
   * for those that a duty asks for anyway.
   * @param {ExploreData} data
   * @param {Answers} answers
   * @param {string[]} required
   * @returns {Plan}
   */
  function plan(data, answers, required = []) {
    const problems = concerns(data, answers);
    return { problems, mitigations: helpers(data, problems, required) };
  }

  /**
   * The problems that rules give points to, two for each point, one for each level of severity and one for the stage.
   * @param {ExploreData} data
   * @param {Answers} answers
   * @returns {PlannedProblem[]}
   */
  function concerns(data, answers) {
    const { asks, rules, exclusions } = data.planner;
    /** @param {Wanted[]} when */
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
   * @param {string[]} required
   * @returns {PlannedMitigation[]}
   */
  function helpers(data, problems, required) {
    const scores = new Map(problems.map(({ id, score }) => [id, score]));
    /** @type {Map<string, PlannedMitigation>} */
    const found = new Map();
    for (const { problem, mitigation, verdict, grade, effect } of data.edges) {
      const score = scores.get(problem);
      const weight = data.weights.verdict[verdict] * data.weights.grade[grade];
      if (score === undefined || !weight || required.includes(mitigation)) continue; // no weight: tested, of no use
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

  /* -- conditions and duties, as base/duties.py has them ----------------------------------------------------------- */

  /**
   * What some questions make of conditions. A condition holds or does not (true, false), or is open (null).
   * @param {Question[]} questions
   */
  function conditions(questions) {
    const whens = new Map(questions.map(([id, , , , , when]) => [id, when]));

    /**
     * A question that is not asked because of other answers is answered by none of its answers.
     * @param {Condition} condition
     * @param {Answers} answers
     * @returns {boolean | null}
     */
    function evaluate(condition, answers) {
      if ("question" in condition) {
        if (asked(condition.question, answers) === false) return false;
        const given = answers[condition.question] ?? [];
        return given.length ? given.some((answer) => condition.answers.includes(answer)) : null;
      }
      const values = parts(condition).map((part) => evaluate(part, answers));
      if ("not" in condition) return values[0] === null ? null : !values[0];
      const decisive = "any" in condition;
      if (values.includes(decisive)) return decisive;
      return values.includes(null) ? null : !decisive;
    }

    /**
     * Whether a question matters.
     * @param {string} question
     * @param {Answers} answers
     * @returns {boolean | null}
     */
    function asked(question, answers) {
      const when = whens.get(question);
      return when ? evaluate(when, answers) : true;
    }

    /**
     * The questions to ask next, so that an open condition is decided; some may occur more than once.
     * @param {Condition} condition
     * @param {Answers} answers
     * @returns {string[]}
     */
    function open(condition, answers) {
      if (evaluate(condition, answers) !== null) return [];
      if (!("question" in condition)) return parts(condition).flatMap((part) => open(part, answers));
      const when = whens.get(condition.question);
      return when && evaluate(when, answers) === null ? open(when, answers) : [condition.question];
    }

    /**
     * The answers that decided a condition which is not open.
     * @param {Condition} condition
     * @param {Answers} answers
     * @returns {Leaf}
     */
    function because(condition, answers) {
      if ("question" in condition) {
        const when = whens.get(condition.question);
        return when && evaluate(when, answers) === false ? because(when, answers) : condition;
      }
      const value = evaluate(condition, answers);
      const wanted = "not" in condition ? !value : value;
      const decided = parts(condition).find((part) => evaluate(part, answers) === wanted);
      return because(/** @type {Condition} */ (decided), answers);
    }

    return { evaluate, asked, open, because };
  }

  /**
   * @param {Exclude<Condition, Leaf>} condition
   * @returns {Condition[]}
   */
  function parts(condition) {
    if ("not" in condition) return [condition.not];
    return "all" in condition ? condition.all : condition.any;
  }

  /**
   * The answers to questions that are asked; what was said to one that other answers took away does not count.
   * @param {Question[]} questions in their order: each depends on earlier ones only
   * @param {Answers} answers
   */
  function counted(questions, answers) {
    const { asked } = conditions(questions);
    /** @type {Answers} */
    const out = {};
    for (const [id] of questions) {
      if (answers[id]?.length && asked(id, out)) out[id] = answers[id];
    }
    return out;
  }

  /**
   * How each duty stands to a product on a day (ISO) or from a later one, in the order in which they begin; what has
   * ended by then is left out.
   * @param {Question[]} questions
   * @param {LawDuty[]} duties
   * @param {Answers} answers
   * @param {string} day
   * @returns {Standing[]}
   */
  function stand(questions, duties, answers, day) {
    const logic = conditions(questions);
    const found = duties
      .filter(({ until }) => !until || until >= day)
      .map((duty) => {
        const value = logic.evaluate(duty.trigger, answers);
        const changes = duty.transition.map((change) => ({ change, holds: logic.evaluate(change.when, answers) }));
        const first = changes.findIndex(({ holds }) => holds);
        const granted = changes[first]?.change ?? null;
        const unsettled = changes.slice(0, first < 0 ? changes.length : first).find(({ holds }) => holds === null);
        /** @type {Standing} */
        const standing = {
          duty,
          state: value === null ? "open" : value ? "applies" : "not",
          open: value === null ? [...new Set(logic.open(duty.trigger, answers))] : [],
          because: value === false ? logic.because(duty.trigger, answers) : null,
          from: granted?.from ?? duty.from,
          granted,
          grace: value === false ? null : (unsettled?.change ?? null),
        };
        return standing;
      });
    /** @type {(a: string, b: string) => number} */
    const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    return found.sort((a, b) => order(a.from, b.from) || order(a.duty.framework, b.duty.framework));
  }

  /**
   * Duties by place, what binds nobody by itself, and what does not apply.
   * @param {LawData} law
   * @param {Standing[]} standings
   * @param {string} day
   * @returns {SortedDuties}
   */
  function sorted(law, standings, day) {
    const binding = standings.filter(({ duty, state }) => duty.must && state !== "not");
    const places = Object.keys(law.places).map((place) => {
      const here = binding.filter(({ duty }) => law.frameworks[duty.framework].place === place);
      const applies = here.filter(({ state }) => state === "applies");
      return {
        place,
        force: applies.filter(({ from }) => from <= day),
        coming: applies.filter(({ from }) => from > day),
        open: here.filter(({ state }) => state === "open"),
      };
    });
    return {
      places: places.filter(({ force, coming, open }) => force.length + coming.length + open.length),
      softer: standings.filter(({ duty, state }) => !duty.must && state !== "not"),
      not: standings.filter(({ duty, state }) => duty.must && state === "not"),
    };
  }

  return { plan, conditions, counted, stand, sorted };
})();
