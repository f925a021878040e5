/* The planner's questions and what follows from the answers. Loaded by kb-tools.js, on the planner's page only. */
"use strict";
/**
 * @param {ExploreData} data
 * @param {LawData} law
 */
function kbPlannerForm(data, law) {
  const { mount, home, words, make, joined, link, badge, remember } = kbTools;
  const { comma, colon, semicolon } = data.marks;
  const { questions } = data.planner;
  const part = kbPlannerDuties(data, law);
  const form = make("form", { class: "kb-planner", id: "planner-questions" });
  const status = make("p", { class: "kb-plan-status", role: "status" });
  const result = make("div", { class: "kb-plan-result" });
  const state = new URLSearchParams(location.search);

  const fieldsets = questions.map(([id, title, multiple, options, help]) => {
    const boxes = options.map(([value, words]) =>
      make("label", {}, make("input", { type: multiple ? "checkbox" : "radio", name: id, value }), " ", words),
    );
    const hint = help ? [make("p", { class: "kb-meta" }, help)] : [];
    return make("fieldset", { id: `q-${id}`, tabindex: -1 }, make("legend", {}, title), ...hint, ...boxes);
  });
  const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  const day = make("input", { type: "date", name: "day", required: "" });
  const reset = make("button", { type: "button" }, words.tool_reset);
  reset.addEventListener("click", () => choose(new URLSearchParams()));
  form.append(...fieldsets, make("label", {}, words.tool_day, " ", day), reset);
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  mount.append(make("div", { class: "kb-plan-page" }, form, make("div", {}, status, result)));
  choose(state);

  /**
   * Fill the form in.
   * @param {URLSearchParams} chosen
   */
  function choose(chosen) {
    for (const box of boxes()) box.checked = (chosen.get(box.name) ?? "").split(".").includes(box.value);
    day.value = chosen.get("day") ?? today;
    show();
  }

  /** @returns {NodeListOf<HTMLInputElement>} */
  function boxes() {
    return form.querySelectorAll("fieldset input");
  }

  /** @returns {Answers} the answers to questions that are asked */
  function answers() {
    /** @type {Answers} */
    const out = {};
    for (const box of boxes()) {
      if (box.checked) out[box.name] = [...(out[box.name] ?? []), box.value];
    }
    return kbPlanner.counted(questions, out);
  }

  function show() {
    const given = answers();
    const { asked } = kbPlanner.conditions(questions);
    const shown = questions.filter(([id]) => asked(id, given));
    for (const fieldset of fieldsets) fieldset.hidden = !shown.some(([id]) => fieldset.id === `q-${id}`);
    const when = day.value || today;
    /** @type {[string, string][]} */
    const told = Object.entries(given).map(([question, values]) => [question, values.join(".")]);
    remember([...told, ["day", when === today ? "" : when]]);
    if (!told.length) {
      status.replaceChildren();
      result.replaceChildren(make("p", { class: "kb-meta" }, words.tool_answer));
      return;
    }
    const standings = kbPlanner.stand(questions, law.duties, given, when);
    const duties = kbPlanner.sorted(law, standings, when);
    const applying = duties.places.flatMap(({ force, coming }) => [...force, ...coming]);
    const open = duties.places.flatMap((place) => place.open);
    const required = [...new Set(applying.flatMap(({ duty }) => duty.fulfilledBy))];
    const plan = kbPlanner.plan(data, given, required);
    const waiting = new Set(open.flatMap((standing) => standing.open));
    const counts = {
      must: applying.length,
      open: open.length,
      questions: waiting.size,
      problems: plan.problems.length,
    };
    status.replaceChildren(kbShared.filled(words.tool_plan_status, counts));
    result.replaceChildren(
      summary(given),
      notice(shown.filter(([id]) => waiting.has(id))),
      exports(given, when, duties, plan),
      part.section(duties, given, when),
      make(
        "section",
        { id: "planner-problems" },
        make("h2", {}, words.tool_problems),
        make("ol", { class: "kb-plan" }, ...plan.problems.map(problem)),
      ),
      make(
        "section",
        { id: "planner-mitigations" },
        make("h2", {}, words.tool_first),
        ...askedAnyway(required),
        make("ol", { class: "kb-plan" }, ...plan.mitigations.map(mitigation)),
      ),
    );
  }

  /**
   * The answers, which stay in sight where the questions do not.
   * @param {Answers} given
   */
  function summary(given) {
    const several = questions.filter(([id, , multiple]) => multiple && given[id]).map(([id]) => id);
    const values = kbRegister
      .told(data, Object.fromEntries(several.map((id) => [id, given[id]])))
      .map(([, value]) => value);
    const count = kbShared.filled(words.tool_answer_count, { n: Object.keys(given).length });
    const change = make("a", { href: "#planner-questions" }, words.tool_change);
    return make("p", { class: "kb-plan-answers" }, change, `${values.join(" · ")} ${count}`);
  }

  /**
   * That this is no legal advice, and the questions on which duties depend.
   * @param {Question[]} missing
   */
  function notice(missing) {
    const links = missing.map(([id, title]) => make("a", { href: `#q-${id}` }, title));
    const open = links.length ? [make("p", {}, words.tool_unanswered, colon, ...joined(links, comma))] : [];
    return make("div", { class: "kb-plan-notice" }, make("p", {}, words.tool_notice), ...open);
  }

  /** @param {PlannedProblem} planned */
  function problem({ id, why, staged }) {
    const { severity } = data.problems[id];
    const notes = [kbShared.filled(words.tool_severity, { n: severity }), ...(staged ? [words.tool_stage] : [])];
    const reasons = why.map((reason) => make("li", {}, reason));
    const best = data.edges.find((edge) => edge.problem === id && data.weights.verdict[edge.verdict]);
    const first = best
      ? [
          make("span", { class: "kb-meta" }, words.tool_try + colon),
          link(data.mitigations[best.mitigation]),
          " ",
          badge("verdict", best.verdict, data.labels.verdict[best.verdict]),
        ]
      : [];
    return make(
      "li",
      {},
      make("strong", {}, link(data.problems[id])),
      " ",
      make("span", { class: "kb-meta" }, notes.join(semicolon)),
      make("ul", {}, ...reasons),
      make("p", {}, ...first),
    );
  }

  /** @param {PlannedMitigation} planned */
  function mitigation({ id, covers }) {
    const { cost, worsens } = data.mitigations[id];
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
    const harms = worsens.map((harmed) => link(data.problems[harmed]));
    return make(
      "li",
      {},
      make("strong", {}, link(data.mitigations[id])),
      " ",
      badge("level", cost, `${words.tool_cost}${colon}${data.labels.level[cost]}`),
      make("p", {}, words.tool_covers, colon, ...joined(parts, comma)),
      ...(harms.length ? [make("p", { class: "kb-meta" }, words.tool_worsens, colon, ...joined(harms, comma))] : []),
    );
  }

  /**
   * The mitigations that a duty asks for, and that do not compete.
   * @param {string[]} required
   */
  function askedAnyway(required) {
    if (!required.length) return [];
    const links = required.map((id) => link(data.mitigations[id]));
    return [make("p", { class: "kb-meta" }, words.tool_required, colon, ...joined(links, comma))];
  }

  /* -- the register, as a file ------------------------------------------------------------------------------------- */

  /**
   * Buttons that save the register, print it, and read it again.
   * @param {Answers} given
   * @param {string} when
   * @param {SortedDuties} duties
   * @param {Plan} plan
   */
  function exports(given, when, duties, plan) {
    const address = new URL(home, location.href).href;
    const register = () => ({ data, law, answers: given, day: when, duties, plan, kept: part.notes(), address, words });
    const print = make("button", { type: "button" }, words.tool_print);
    print.addEventListener("click", () => window.print());
    const file = make("input", { type: "file", accept: ".csv,text/csv" });
    file.addEventListener("change", () => bring(file));
    const buttons = [
      saving("Markdown", "md", "text/markdown", () => kbRegister.markdown(register())),
      saving("CSV", "csv", "text/csv", () => kbRegister.csv(register())),
      print,
    ];
    const box = make("p", { class: "kb-exports" }, words.tool_export, " ", ...buttons);
    box.append(
      make("label", {}, words.tool_import, " ", file),
      " ",
      make("small", { class: "kb-meta" }, words.tool_kept),
    );
    return box;
  }

  /**
   * Read a register that was saved.
   * @param {HTMLInputElement} file
   */
  async function bring(file) {
    const read = kbRegister.read((await file.files?.[0]?.text()) ?? "");
    if (!read) {
      status.replaceChildren(words.tool_import_failed);
      return;
    }
    part.keep(read.kept);
    choose(new URLSearchParams(read.answers));
    status.replaceChildren(kbShared.filled(words.tool_imported, { n: Object.keys(read.kept).length }));
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
