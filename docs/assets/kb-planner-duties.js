/* The first part of the planner's result: what must be done. Loaded by kb-tools.js, on the planner's page only. */
"use strict";
/**
 * @param {ExploreData} data
 * @param {LawData} law
 */
function kbPlannerDuties(data, law) {
  const { words, make, joined, link } = kbTools;
  const { comma, colon } = data.marks;
  const questions = new Map(data.planner.questions.map((question) => [question[0], question]));
  const FEW = 8; // so many open duties are shown without being asked for
  const DAY = 24 * 60 * 60 * 1000;

  /**
   * @param {SortedDuties} duties
   * @param {Answers} answers
   * @param {string} day
   */
  function section(duties, answers, day) {
    const binding = duties.places.flatMap(({ force, coming }) => [...force, ...coming]);
    const out = make("section", { id: "planner-duties" });
    out.append(
      make("h2", {}, words.tool_must, " ", make("small", {}, kbShared.filled(words.tool_as_of, { date: day }))),
      make("p", { class: "kb-meta" }, words.tool_must_order),
    );
    if (!binding.length) out.append(make("p", { class: "kb-meta" }, words.tool_no_duties));
    out.append(
      ...duties.places.flatMap((place) => region(place, day)),
      ...softer(duties.softer, answers, day),
      ...others(duties.not, answers),
    );
    return out;
  }

  /**
   * @param {PlaceDuties} duties
   * @param {string} day
   */
  function region({ place, force, coming, open }, day) {
    /** @type {HTMLElement[]} */
    const out = [make("h3", { id: `planner-${place.toLowerCase().replace(/\W+/g, "-")}` }, law.places[place])];
    /** @type {[string, Standing[]][]} */
    const parts = [
      [words.tool_in_force, force],
      [words.tool_coming, coming],
    ];
    for (const [title, list] of parts) {
      if (list.length) out.push(make("h4", {}, `${title} (${list.length})`), rows(list, day));
    }
    if (open.length) {
      const fold = make(
        "details",
        { class: "kb-fold" },
        make("summary", {}, `${words.tool_if} (${open.length})`),
        rows(open, day),
      );
      fold.open = open.length <= FEW;
      out.push(fold);
    }
    return out;
  }

  /**
   * What binds nobody by itself: duties without force, and texts of the regions that were named.
   * @param {Standing[]} duties
   * @param {Answers} answers
   * @param {string} day
   */
  function softer(duties, answers, day) {
    const regions = answers[data.planner.asks.region] ?? [];
    const texts = [...new Set(regions.flatMap((region) => law.voluntary[region] ?? []))];
    if (!duties.length && !texts.length) return [];
    const links = texts.map((id) => make("li", {}, link(law.frameworks[id]), ` (${law.frameworks[id].binding})`));
    const more = links.length
      ? [make("p", { class: "kb-meta" }, words.tool_softer_texts), make("ul", {}, ...links)]
      : [];
    return [
      make("h3", { id: "planner-softer" }, words.tool_softer),
      ...(duties.length ? [rows(duties, day)] : []),
      ...more,
    ];
  }

  /**
   * What does not apply, by the question that decided.
   * @param {Standing[]} duties
   * @param {Answers} answers
   */
  function others(duties, answers) {
    if (!duties.length) return [];
    /** @type {Map<string, Standing[]>} */
    const reasons = new Map();
    for (const standing of duties) {
      const { question } = /** @type {Leaf} */ (standing.because);
      reasons.set(question, [...(reasons.get(question) ?? []), standing]);
    }
    const told = new Map(kbRegister.told(data, answers));
    const parts = [...reasons].flatMap(([question, list]) => {
      const title = /** @type {Question} */ (questions.get(question))[1];
      const said = kbShared.filled(words.tool_you_said, { answers: told.get(title) ?? "" });
      const items = list.map(({ duty }) =>
        make("li", { "data-item": kbRegister.key(duty), "data-state": "not" }, link(duty), " ", source(duty)),
      );
      return [make("p", {}, make("a", { href: `#q-${question}` }, title), " ", said), make("ul", {}, ...items)];
    });
    const fold = make("details", { class: "kb-fold kb-duties-not" });
    fold.append(make("summary", {}, `${words.tool_not} (${duties.length})`), ...parts);
    return [fold];
  }

  /**
   * @param {Standing[]} list
   * @param {string} day
   */
  function rows(list, day) {
    return make("ul", { class: "kb-duties" }, ...list.map((standing) => row(standing, day)));
  }

  /**
   * @param {Standing} standing
   * @param {string} day
   */
  function row(standing, day) {
    const { duty, state } = standing;
    const mark = { "data-item": kbRegister.key(duty), "data-state": state };
    const binds = make("p", {}, label(words.tool_binds), duty.binds.join(comma));
    const read = make("p", { class: `kb-duty-read${duty.readWell ? "" : " kb-duty-retold"}` });
    read.append(kbShared.filled(words.tool_read_on, { read: duty.read, date: duty.readOn }));
    const fulfilled = duty.fulfilledBy.map((id) => link(data.mitigations[id]));
    return make(
      "li",
      mark,
      when(standing, day),
      make(
        "div",
        { class: "kb-duty-what" },
        make("strong", {}, link(duty)),
        make("p", {}, duty.duty),
        ...facts(standing),
      ),
      make(
        "div",
        { class: "kb-duty-who" },
        ...(duty.must ? [] : [make("p", {}, duty.kind)]),
        ...(duty.binds.length ? [binds] : []),
        read,
        ...(fulfilled.length ? [make("p", {}, label(words.tool_fulfilled), ...joined(fulfilled, comma))] : []),
      ),
      ...(state === "applies" ? [kept(duty)] : []),
    );
  }

  /**
   * @param {Standing} standing
   * @param {string} day
   */
  function when({ duty, from }, day) {
    const out = make("div", { class: "kb-duty-when" });
    if (!from) return out;
    const days = Math.round((Date.parse(from) - Date.parse(day)) / DAY);
    const note = days > 0 ? kbShared.filled(words.tool_days, { n: days }) : words.tool_in_force;
    out.append(make("time", { datetime: from }, from), make("small", {}, note));
    if (duty.until) out.append(make("small", {}, kbShared.filled(words.tool_until, { date: duty.until })));
    return out;
  }

  /** @param {Standing} standing */
  function facts({ duty, open, granted, grace }) {
    const asked = open.map((id) => {
      return make("a", { href: `#q-${id}` }, /** @type {Question} */ (questions.get(id))[1]);
    });
    const soon = grace && kbShared.filled(words.tool_grace, { by: grace.by, date: grace.from });
    const late = granted && kbShared.filled(words.tool_granted, { by: granted.by, date: duty.from });
    /** @type {[string, (Node | string)[]][]} */
    const pairs = [
      [words.tool_depends, joined(asked, comma)],
      [words.tool_gate, duty.gate ? [duty.gate] : []],
      [words.tool_penalty, duty.penalty ? [duty.penalty] : []],
      [words.tool_transition, [late, soon].filter((text) => text !== null)],
    ];
    const said = pairs.filter(([, value]) => value.length);
    return [...said.map(([name, value]) => make("p", { class: "kb-duty-fact" }, label(name), ...value)), source(duty)];
  }

  /** @param {LawDuty} duty */
  function source(duty) {
    const text = make("a", { href: duty.source, rel: "external" }, words.tool_text);
    const { title } = law.frameworks[duty.framework];
    return make("small", { class: "kb-duty-source" }, `${title} ${duty.item} · `, text);
  }

  /** @param {string} name */
  function label(name) {
    return make("span", { class: "kb-meta" }, name + colon);
  }

  /* -- what the reader notes, kept in this browser ----------------------------------------------------------------- */

  const STORE = "kb-register";
  const STATUS = ["todo", "doing", "done", "waived"];

  /** @returns {Record<string, Kept>} */
  function notes() {
    try {
      return JSON.parse(localStorage.getItem(STORE) ?? "{}");
    } catch {
      return {}; // a browser that keeps nothing, or something else under this name
    }
  }

  /** @param {Record<string, Kept>} all */
  function keep(all) {
    try {
      localStorage.setItem(STORE, JSON.stringify({ ...notes(), ...all }));
    } catch {
      // nothing is kept, and the page works as before
    }
  }

  /** @param {LawDuty} duty */
  function kept(duty) {
    const key = kbRegister.key(duty);
    const now = notes()[key] ?? { status: STATUS[0], owner: "", due: "", note: "" };
    const named = (/** @type {string} */ name) => ({
      name,
      "aria-label": `${duty.title}${colon}${words[`tool_${name}`]}`,
    });
    const options = STATUS.map((value) => make("option", { value }, words[`tool_status_${value}`]));
    const status = make("select", named("status"), ...options);
    status.value = now.status;
    const fields = [
      make("input", { ...named("owner"), type: "text", placeholder: words.tool_owner, value: now.owner }),
      make("input", { ...named("due"), type: "date", title: words.tool_due, value: now.due }),
      make("input", { ...named("remark"), type: "text", placeholder: words.tool_remark, value: now.note }),
    ];
    const [owner, due, note] = fields;
    const out = make(
      "div",
      { class: "kb-duty-kept" },
      status,
      owner,
      make("label", {}, words.tool_due, " ", due),
      note,
    );
    out.addEventListener("change", () => {
      keep({ [key]: { status: status.value, owner: owner.value, due: due.value, note: note.value } });
    });
    return out;
  }

  return { section, notes, keep };
}
