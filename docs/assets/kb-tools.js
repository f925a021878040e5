/* The pages that the reader works on: compare, planner, map. Each has a script of its own, loaded by this one, and all
   share the data of `assets/data/explore-<lang>.js`. State lives in the address; nothing is sent anywhere. */
"use strict";

/* -- the shape of the data, as `site/explore.py` writes it --------------------------------------------------------- */

/**
 * @typedef {object} ExploreProblem
 * @property {string} title
 * @property {string} url from the language's home
 * @property {string} summary
 * @property {string} area
 * @property {number} severity from 1 to 5
 * @property {string[]} modalities
 * @property {string[]} stages
 * @property {string[]} leadsTo
 * @property {string[]} related
 */
/**
 * @typedef {object} ExploreMitigation
 * @property {string} title
 * @property {string} url from the language's home
 * @property {string} summary
 * @property {string} kind
 * @property {string} maturity
 * @property {string} cost
 * @property {string} effort
 * @property {string} time
 * @property {string[]} worsens
 * @property {string[]} requires
 */
/**
 * What a mitigation does about a problem.
 * @typedef {object} ExploreEdge
 * @property {string} problem
 * @property {string} mitigation
 * @property {string} effect
 * @property {string} verdict
 * @property {string} grade
 * @property {string} how
 * @property {string} result
 * @property {string} limits
 */
/**
 * A question and the options of which one is needed.
 * @typedef {[string, string[]]} Wanted
 */
/** @typedef {{ question: string, answers: string[] }} Leaf */
/**
 * A condition over answers.
 * @typedef {Leaf | { all: Condition[] } | { any: Condition[] } | { not: Condition }} Condition
 */
/**
 * A question: its id, words, whether several options may be chosen, the options with their words, a sentence that
 * helps, and when it is asked.
 * @typedef {[string, string, boolean, [string, string][], string, Condition | null]} Question
 */
/**
 * `asks` names the questions that the planner itself knows; a rule gives points to problems and says why.
 * @typedef {object} ExplorePlanner
 * @property {{ modality: string, stage: string, region: string }} asks
 * @property {Question[]} questions
 * @property {[Wanted[], Record<string, number>, string][]} rules
 * @property {[Wanted[], string[]][]} exclusions
 */
/**
 * `labels` has the words of each closed list, in its order; `marks` the signs between words.
 * @typedef {object} ExploreData
 * @property {Record<string, ExploreProblem>} problems
 * @property {Record<string, ExploreMitigation>} mitigations
 * @property {ExploreEdge[]} edges
 * @property {Record<string, string>} areas
 * @property {Record<"effect" | "verdict" | "grade" | "level" | "kind" | "maturity", Record<string, string>>} labels
 * @property {Record<"verdict" | "grade" | "cost", Record<string, number>>} weights
 * @property {Record<"comma" | "colon" | "semicolon", string>} marks
 * @property {ExplorePlanner} planner
 */

/* -- and `site/law.py`, for the planner --------------------------------------------------------------------------- */

/**
 * Another first day for some products, and the provision that says so.
 * @typedef {{ when: Condition, from: string, by: string }} Transition
 */
/**
 * An item of a framework that a product can trigger. Days are ISO; what is not known is empty.
 * @typedef {object} LawDuty
 * @property {string} framework
 * @property {string} item
 * @property {string} title
 * @property {string} url from the language's home
 * @property {string} source address of its text
 * @property {boolean} must whether it binds
 * @property {string} kind in words
 * @property {string[]} binds whom, in words
 * @property {Condition} trigger
 * @property {string} gate
 * @property {string} from
 * @property {string} until
 * @property {Transition[]} transition
 * @property {string} penalty
 * @property {string} duty what must be done
 * @property {string[]} fulfilledBy mitigations
 * @property {string} read how its text was read, in words
 * @property {boolean} readWell
 * @property {string} readOn
 */
/** @typedef {{ title: string, url: string, place: string, binding: string }} LawFramework */
/**
 * @typedef {object} LawData
 * @property {LawDuty[]} duties
 * @property {Record<string, LawFramework>} frameworks
 * @property {Record<string, string>} places in their order
 * @property {Record<string, string[]>} voluntary region -> frameworks that bind nobody
 */

const kbTools = (() => {
  const { make, joined } = kbShared;
  const mount = kbShared.find("[data-kb-tool]", HTMLElement);
  const home = kbShared.folder(mount.dataset.home);
  const assets = `${home}../assets/`;
  const SCRIPTS = {
    compare: ["kb-compare.js"],
    planner: ["kb-planner.js", "kb-register.js", "kb-planner-duties.js", "kb-planner-form.js"],
    map: ["kb-graph.js", "kb-map.js"],
  };

  /**
   * @param {{ title: string, url: string }} entry
   * @param {string} text
   */
  function link(entry, text = entry.title) {
    return make("a", { href: home + entry.url }, text);
  }

  /**
   * @param {string} scale
   * @param {string} value
   * @param {string} label
   */
  function badge(scale, value, label) {
    return make("span", { class: `kb-badge kb-${scale} kb-${scale}-${value}` }, label);
  }

  /** @param {[string, string][]} state */
  function remember(state) {
    history.replaceState(null, "", kbShared.stated({ pathname: location.pathname, hash: "" }, state));
  }

  async function start() {
    const tool = /** @type {keyof typeof SCRIPTS} */ (mount.dataset.kbTool);
    const lang = document.documentElement.lang.slice(0, 2);
    const scripts = SCRIPTS[tool].map((name) => kbShared.load(assets + name));
    /** @type {ExploreData} */
    const data = await kbShared.data(`${assets}data/explore-${lang}.js`, "KB_EXPLORE");
    await Promise.all(scripts);
    const show = {
      compare: () => kbCompare(data),
      planner: async () => kbPlannerForm(data, await kbShared.data(`${assets}data/law-${lang}.js`, "KB_LAW")),
      map: () => kbMap(data),
    };
    await show[tool]();
    mount.dataset.ready = "true";
  }

  start();
  return { mount, home, words: kbShared.words(), make, joined, link, badge, remember };
})();
