/* The pages that the reader works on: compare, planner, map. They share the data of `assets/data/explore-<lang>.js`.
   State lives in the address; nothing is sent anywhere. `kbPlanner.plan` is pure, so that tests can run it. */
"use strict";
(function (root) {
  const GRADES = ["replicated", "study", "field", "vendor", "practice", "opinion"];
  const GRADE_VALUE = { replicated: 1, study: 0.85, field: 0.8, vendor: 0.55, practice: 0.5, opinion: 0.35 };
  const COST_VALUE = { low: 1, medium: 0.85, high: 0.7 };

  /* answers: {question: [option, …]}. Returns {problems: [{id, score, why}], mitigations: [{id, score, covers}], items}. */
  function plan(data, answers) {
    const given = (question) => answers[question] || [];
    const problems = [];
    const holds = ([when]) => when.every(([question, wanted]) => wanted.some((a) => given(question).includes(a)));
    const fired = data.planner.rules.filter(holds);
    const excluded = new Set(data.planner.exclusions.filter(holds).flatMap(([, ids]) => ids));
    for (const [id, problem] of Object.entries(data.problems)) {
      const modalities = given("modality");
      if (excluded.has(id)) continue;
      if (modalities.length && !problem.modalities.some((m) => modalities.includes(m))) continue;
      const why = [];
      let points = 0;
      for (const [, raises, reason] of fired) {
        if (raises[id]) { points += raises[id]; why.push({ reason, points: raises[id] }); }
      }
      const staged = given("stage").some((stage) => problem.stages.includes(stage));
      if (!points) continue;
      why.sort((a, b) => b.points - a.points);
      problems.push({ id, score: 2 * points + problem.severity + (staged ? 1 : 0), why: why.map((w) => w.reason), staged });
    }
    problems.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    const top = problems.slice(0, 12);
    const score = new Map(top.map((p) => [p.id, p.score]));
    const helpers = new Map();
    for (const edge of data.edges) {
      if (!score.has(edge.problem)) continue;
      const entry = helpers.get(edge.mitigation) || { id: edge.mitigation, score: 0, covers: [] };
      entry.score += score.get(edge.problem) * GRADE_VALUE[edge.grade];
      entry.covers.push({ problem: edge.problem, grade: edge.grade, effect: edge.effect });
      helpers.set(edge.mitigation, entry);
    }
    const mitigations = [...helpers.values()];
    for (const entry of mitigations) {
      entry.score *= COST_VALUE[data.mitigations[entry.id].cost];
      entry.covers.sort((a, b) => GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade));
    }
    mitigations.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    const items = [];
    const frameworks = new Set(given("region").flatMap((region) => data.planner.frameworks[region] || []));
    for (const framework of frameworks) {
      for (const { id } of top) {
        for (const [f, item] of data.problems[id].items) if (f === framework) items.push({ framework, item, problem: id });
      }
    }
    return { problems: top, mitigations: mitigations.slice(0, 10), items };
  }
  root.kbPlanner = { plan };

  if (typeof document === "undefined") return;
  const mount = document.querySelector("[data-kb-tool]");
  if (!mount) return;
  const words = JSON.parse(document.getElementById("kb-words").textContent);
  const lang = document.documentElement.lang.slice(0, 2);
  const home = mount.dataset.home.replace(/index\.html$/, "");
  const assets = home + "../assets/";
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const script = (src) => new Promise((resolve, reject) => {
    const element = make("script", { src });
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
  const link = (entry, text) => make("a", { href: home + entry.url }, text || entry.title);
  const badge = (scale, value, label) => make("span", { class: `kb-badge kb-${scale} kb-${scale}-${value}` }, label);
  const remember = (state) => history.replaceState(null, "", `${location.pathname}${String(state) ? "?" + state : ""}`);
  const joined = (parts) => parts.flatMap((part, i) => (i ? [lang === "zh" ? "、" : ", ", part] : [part]));

  script(`${assets}data/explore-${lang}.js`).then(async () => {
    await ({ compare, planner, map })[mount.dataset.kbTool](window.KB_EXPLORE);
    mount.dataset.ready = "true";
  });

  /* -- compare ---------------------------------------------------------------------------------------------------- */

  function compare(data) {
    const byProblem = new Map();
    for (const edge of data.edges) byProblem.set(edge.problem, [...(byProblem.get(edge.problem) || []), edge]);
    const state = new URLSearchParams(location.search);
    const select = make("select", { id: "kb-compare-problem" }, make("option", { value: "" }, words.tool_pick));
    for (const [area, title] of Object.entries(data.areas)) {
      const group = make("optgroup", { label: title });
      for (const [id, problem] of Object.entries(data.problems)) {
        if (problem.area === area && byProblem.has(id)) group.append(make("option", { value: id }, problem.title));
      }
      if (group.children.length) select.append(group);
    }
    const choices = make("fieldset", { class: "kb-choices" });
    const result = make("div", { "aria-live": "polite" });
    mount.append(make("form", { class: "kb-filters" }, make("label", {}, make("span", {}, words.tool_choose_problem), select), choices), result);

    function offer(chosen) {
      const edges = byProblem.get(select.value) || [];
      choices.hidden = !edges.length;
      choices.replaceChildren(make("legend", {}, words.tool_choose_mitigations), ...edges.map((edge, i) => {
        const box = make("input", { type: "checkbox", value: edge.mitigation });
        box.checked = chosen ? chosen.includes(edge.mitigation) : i < 3;
        box.addEventListener("change", show);
        return make("label", {}, box, " ", data.mitigations[edge.mitigation].title);
      }));
      show();
    }

    function show() {
      const picked = [...choices.querySelectorAll("input:checked")].map((box) => box.value);
      for (const box of choices.querySelectorAll("input")) box.disabled = !box.checked && picked.length >= 4;
      const next = new URLSearchParams();
      if (select.value) { next.set("problem", select.value); if (picked.length) next.set("m", picked.join(".")); }
      remember(next);
      if (picked.length < 2) { result.replaceChildren(make("p", { class: "kb-meta" }, select.value ? words.tool_pick_two : "")); return; }
      const edges = picked.map((id) => byProblem.get(select.value).find((edge) => edge.mitigation === id));
      const list = (ids) => (ids.length ? joined(ids.map((id) => link(data.problems[id]))) : [words.tool_none]);
      const rows = [
        [words.tool_effect, (e) => [badge("effect", e.effect, data.labels.effect[e.effect])]],
        [words.tool_evidence, (e) => [badge("grade", e.grade, data.labels.grade[e.grade])]],
        [words.tool_how, (e) => [e.how]],
        [words.tool_result, (e) => [e.result]],
        [words.tool_limits, (e) => [e.limits]],
        [words.tool_cost, (e, m) => [data.labels.level[m.cost]]],
        [words.tool_effort, (e, m) => [data.labels.level[m.effort]]],
        [words.tool_time, (e, m) => [m.time]],
        [words.tool_maturity, (e, m) => [data.labels.maturity[m.maturity]]],
        [words.tool_worsens, (e, m) => list(m.worsens)],
      ];
      const heads = edges.map((e) => data.mitigations[e.mitigation]);
      const table = make("table", { class: "kb-grid" },
        make("caption", {}, data.problems[select.value].title),
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, words.tool_property), ...heads.map((m) => make("th", { scope: "col" }, link(m))))),
        make("tbody", {}, ...rows.map(([label, cell]) => make("tr", {}, make("th", { scope: "row" }, label),
          ...edges.map((e, i) => make("td", { "data-label": heads[i].title }, ...cell(e, heads[i])))))));
      result.replaceChildren(make("div", { class: "kb-table kb-compare", role: "region", tabindex: "0", "aria-label": data.problems[select.value].title }, table));
    }

    select.addEventListener("change", () => offer());
    if (byProblem.has(state.get("problem"))) select.value = state.get("problem");
    offer(state.get("m") ? state.get("m").split(".") : null);
  }

  /* -- planner ---------------------------------------------------------------------------------------------------- */

  function planner(data) {
    const form = make("form", { class: "kb-planner" });
    const result = make("div", { "aria-live": "polite" });
    const state = new URLSearchParams(location.search);
    for (const [id, title, multiple, options] of data.planner.questions) {
      const chosen = (state.get(id) || "").split(".");
      form.append(make("fieldset", {}, make("legend", {}, title), ...options.map(([value, label]) => {
        const box = make("input", { type: multiple ? "checkbox" : "radio", name: id, value });
        box.checked = chosen.includes(value);
        return make("label", {}, box, " ", label);
      })));
    }
    const reset = make("button", { type: "button" }, words.tool_reset);
    reset.addEventListener("click", () => { form.reset(); for (const box of form.querySelectorAll("input")) box.checked = false; show(); });
    form.append(reset);
    form.addEventListener("change", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    mount.append(form, result);
    show();

    function answers() {
      const out = {};
      for (const box of form.querySelectorAll("input:checked")) (out[box.name] = out[box.name] || []).push(box.value);
      return out;
    }

    function show() {
      const given = answers();
      const next = new URLSearchParams();
      for (const [question, values] of Object.entries(given)) next.set(question, values.join("."));
      remember(next);
      if (!Object.keys(given).length) { result.replaceChildren(make("p", { class: "kb-meta" }, words.tool_answer)); return; }
      const found = plan(data, given);
      const title = (key) => make("h2", {}, words[key]);
      const problems = make("ol", { class: "kb-plan" }, ...found.problems.map((p) => {
        const problem = data.problems[p.id];
        const notes = [words.tool_severity.replace("{n}", problem.severity), ...(p.staged ? [words.tool_stage] : [])];
        return make("li", {}, make("strong", {}, link(problem)), " ", badge("count", "n", `${words.tool_score} ${p.score}`),
          make("ul", {}, ...p.why.map((reason) => make("li", {}, reason)), make("li", { class: "kb-meta" }, notes.join(lang === "zh" ? "；" : "; "))));
      }));
      const mitigations = make("ol", { class: "kb-plan" }, ...found.mitigations.map((m) => {
        const mitigation = data.mitigations[m.id];
        return make("li", {}, make("strong", {}, link(mitigation)), " ", badge("level", mitigation.cost, `${words.tool_cost}${lang === "zh" ? "：" : ": "}${data.labels.level[mitigation.cost]}`),
          make("p", {}, words.tool_covers, lang === "zh" ? "：" : ": ", ...joined(m.covers.map((c) => make("span", {}, link(data.problems[c.problem]), " ", badge("grade", c.grade, data.labels.grade[c.grade]))))));
      }));
      const items = new Map();
      for (const { framework, item, problem } of found.items) {
        const list = items.get(framework) || new Map();
        list.set(item, [...(list.get(item) || []), problem]);
        items.set(framework, list);
      }
      const frameworks = [...items].flatMap(([framework, list]) => [make("h3", {}, link(data.frameworks[framework])),
        make("ul", {}, ...[...list].map(([item, ids]) => {
          const [text, url] = data.frameworks[framework].items[item];
          return make("li", {}, make("a", { href: home + url }, `${item} ${text}`), " — ", ...joined(ids.map((id) => link(data.problems[id]))));
        }))]);
      result.replaceChildren(title("tool_problems"), problems, title("tool_first"), mitigations, title("tool_items"),
        ...(frameworks.length ? frameworks : [make("p", { class: "kb-meta" }, words.tool_no_region)]), exports(data, given, found));
    }

    function exports(data, given, found) {
      const cell = (text) => `"${String(text).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
      const formats = {
        Markdown: ["md", "text/markdown", () => [
          `# ${words.tool_problems}`, "", ...found.problems.map((p, i) => `${i + 1}. **${data.problems[p.id].title}** (${words.tool_score} ${p.score})\n${p.why.map((w) => `   - ${w}`).join("\n")}`),
          "", `# ${words.tool_first}`, "", ...found.mitigations.map((m, i) => `${i + 1}. **${data.mitigations[m.id].title}**: ${m.covers.map((c) => `${data.problems[c.problem].title} (${data.labels.grade[c.grade]})`).join("; ")}`),
          "", `# ${words.tool_items}`, "", ...found.items.map((x) => `- ${data.frameworks[x.framework].title} ${x.item} ${data.frameworks[x.framework].items[x.item][0]} ← ${data.problems[x.problem].title}`), ""].join("\n")],
        CSV: ["csv", "text/csv", () => "\ufeff" + [["problem", "title", words.tool_score, words.tool_why, words.tool_first].map(cell).join(","),
          ...found.problems.map((p) => [p.id, data.problems[p.id].title, p.score, p.why.join(" | "),
            found.mitigations.filter((m) => m.covers.some((c) => c.problem === p.id)).map((m) => data.mitigations[m.id].title).join(" | ")].map(cell).join(","))].join("\r\n") + "\r\n"],
        JSON: ["json", "application/json", () => JSON.stringify({ answers: given, ...found }, null, 2)],
      };
      return make("p", { class: "kb-exports" }, words.tool_export, " ", ...Object.entries(formats).map(([name, [ending, type, write]]) => {
        const button = make("button", { type: "button" }, name);
        button.addEventListener("click", () => {
          const anchor = make("a", { href: URL.createObjectURL(new Blob([write()], { type })), download: `register.${ending}` });
          anchor.click();
          setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
        });
        return button;
      }));
    }
  }

  /* -- map: a script of its own ------------------------------------------------------------------------------------- */

  function map(data) {
    return script(`${assets}kb-map.js`).then(() => window.kbMap(mount, data, { words, home, make, link, badge }));
  }
})(typeof window === "undefined" ? globalThis : window);
