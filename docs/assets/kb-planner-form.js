/* The planner's questions and what follows from the answers. Loaded by kb-tools.js, on the planner's page only. */
"use strict";
/** @param {ExploreData} data */
function kbPlannerForm(data) {
  const { mount, home, words, make, joined, link, badge, remember } = kbTools;
  const { comma, colon, semicolon } = data.marks;
  const form = make("form", { class: "kb-planner" });
  const result = make("div", { "aria-live": "polite" });
  const state = new URLSearchParams(location.search);
  for (const [id, title, multiple, options] of data.planner.questions) {
    const chosen = (state.get(id) ?? "").split(".");
    const boxes = options.map(([value, label]) => {
      const box = make("input", { type: multiple ? "checkbox" : "radio", name: id, value });
      box.checked = chosen.includes(value);
      return make("label", {}, box, " ", label);
    });
    form.append(make("fieldset", {}, make("legend", {}, title), ...boxes));
  }
  const reset = make("button", { type: "button" }, words.tool_reset);
  reset.addEventListener("click", () => {
    for (const box of form.querySelectorAll("input")) box.checked = false;
    show();
  });
  form.append(reset);
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  mount.append(form, result);
  show();

  /** @returns {Answers} */
  function answers() {
    /** @type {Answers} */
    const out = {};
    for (const box of form.querySelectorAll("input")) {
      if (box.checked) out[box.name] = [...(out[box.name] ?? []), box.value];
    }
    return out;
  }

  function show() {
    const given = answers();
    remember(Object.entries(given).map(([question, values]) => [question, values.join(".")]));
    if (!Object.keys(given).length) {
      result.replaceChildren(make("p", { class: "kb-meta" }, words.tool_answer));
      return;
    }
    const found = kbPlanner.plan(data, given);
    const items = frameworks(found.items);
    result.replaceChildren(
      make("h2", {}, words.tool_problems),
      make("ol", { class: "kb-plan" }, ...found.problems.map(problem)),
      make("h2", {}, words.tool_first),
      make("ol", { class: "kb-plan" }, ...found.mitigations.map(mitigation)),
      make("h2", {}, words.tool_items),
      ...(items.length ? items : [make("p", { class: "kb-meta" }, words.tool_no_region)]),
      downloads(given, found),
    );
  }

  /** @param {PlannedProblem} planned */
  function problem({ id, score, why, staged }) {
    const { severity } = data.problems[id];
    const notes = [kbShared.filled(words.tool_severity, { n: severity }), ...(staged ? [words.tool_stage] : [])];
    const reasons = why.map((reason) => make("li", {}, reason));
    return make(
      "li",
      {},
      make("strong", {}, link(data.problems[id])),
      " ",
      badge("count", "n", `${words.tool_score} ${score}`),
      make("ul", {}, ...reasons, make("li", { class: "kb-meta" }, notes.join(semicolon))),
    );
  }

  /** @param {PlannedMitigation} planned */
  function mitigation({ id, covers }) {
    const { cost } = data.mitigations[id];
    const parts = covers.map(({ problem, verdict, grade }) =>
      make(
        "span",
        {},
        link(data.problems[problem]),
        " ",
        badge("verdict", verdict, data.labels.verdict[verdict]),
        " ",
        badge("grade", grade, data.labels.grade[grade]),
      ),
    );
    return make(
      "li",
      {},
      make("strong", {}, link(data.mitigations[id])),
      " ",
      badge("level", cost, `${words.tool_cost}${colon}${data.labels.level[cost]}`),
      make("p", {}, words.tool_covers, colon, ...joined(parts, comma)),
    );
  }

  /** @param {PlannedItem[]} planned */
  function frameworks(planned) {
    return [...kbPlanner.grouped(planned)].flatMap(([framework, list]) => {
      const items = [...list].map(([item, ids]) => {
        const [title, url] = data.frameworks[framework].items[item];
        const problems = ids.map((id) => link(data.problems[id]));
        return make("li", {}, make("a", { href: home + url }, `${item} ${title}`), " — ", ...joined(problems, comma));
      });
      return [make("h3", {}, link(data.frameworks[framework])), make("ul", {}, ...items)];
    });
  }

  /**
   * Buttons that save the register as a file.
   * @param {Answers} given
   * @param {Plan} found
   */
  function downloads(given, found) {
    const buttons = [
      saving("Markdown", "md", "text/markdown", () => kbPlanner.markdown(data, found, words)),
      saving("CSV", "csv", "text/csv", () => kbPlanner.csv(data, found, words)),
      saving("JSON", "json", "application/json", () => JSON.stringify({ answers: given, ...found }, null, 2)),
    ];
    return make("p", { class: "kb-exports" }, words.tool_export, " ", ...buttons);
  }

  /**
   * @param {string} name
   * @param {string} ending
   * @param {string} type
   * @param {() => string} write
   */
  function saving(name, ending, type, write) {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      const href = URL.createObjectURL(new Blob([write()], { type }));
      make("a", { href, download: `register.${ending}` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    });
    return button;
  }
}
