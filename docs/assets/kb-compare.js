/* Mitigations of a problem side by side. Loaded by kb-tools.js, on the page for comparing only. */
"use strict";
/** @param {ExploreData} data */
function kbCompare(data) {
  const { mount, words, make, joined, link, badge, remember } = kbTools;
  /** @type {Map<string, ExploreEdge[]>} */
  const byProblem = new Map();
  for (const edge of data.edges) byProblem.set(edge.problem, [...(byProblem.get(edge.problem) ?? []), edge]);

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
  const label = make("label", {}, make("span", {}, words.tool_choose_problem), select);
  mount.append(make("form", { class: "kb-filters" }, label, choices), result);

  /**
   * Offers the mitigations of the problem; the first three are chosen, or those named.
   * @param {string[] | null} chosen
   */
  function offer(chosen) {
    const edges = byProblem.get(select.value) ?? [];
    const boxes = edges.map(({ mitigation }, i) => {
      const box = make("input", { type: "checkbox", value: mitigation });
      box.checked = chosen ? chosen.includes(mitigation) : i < 3;
      box.addEventListener("change", show);
      return make("label", {}, box, " ", data.mitigations[mitigation].title);
    });
    choices.hidden = !edges.length;
    choices.replaceChildren(make("legend", {}, words.tool_choose_mitigations), ...boxes);
    show();
  }

  function show() {
    const boxes = [...choices.querySelectorAll("input")];
    const picked = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const box of boxes) box.disabled = !box.checked && picked.length >= 4;
    remember([
      ["problem", select.value],
      ["m", select.value && picked.join(".")],
    ]);
    const edges = (byProblem.get(select.value) ?? []).filter((edge) => picked.includes(edge.mitigation));
    if (edges.length >= 2) result.replaceChildren(table(edges));
    else result.replaceChildren(make("p", { class: "kb-meta" }, select.value ? words.tool_pick_two : ""));
  }

  /** @param {ExploreEdge[]} edges */
  function table(edges) {
    const heads = edges.map((edge) => data.mitigations[edge.mitigation]);
    /** @param {string[]} ids */
    const list = (ids) =>
      ids.length
        ? joined(
            ids.map((id) => link(data.problems[id])),
            data.marks.comma,
          )
        : [words.tool_none];
    /** @type {[string, (edge: ExploreEdge, mitigation: ExploreMitigation) => (Node | string)[]][]} */
    const rows = [
      [words.tool_effect, ({ effect }) => [badge("effect", effect, data.labels.effect[effect])]],
      [
        words.tool_evidence,
        ({ verdict, grade }) => [
          badge("verdict", verdict, data.labels.verdict[verdict]),
          " ",
          badge("grade", grade, data.labels.grade[grade]),
        ],
      ],
      [words.tool_how, ({ how }) => [how]],
      [words.tool_result, (edge) => [edge.result]],
      [words.tool_limits, ({ limits }) => [limits]],
      [words.tool_cost, (_, { cost }) => [data.labels.level[cost]]],
      [words.tool_effort, (_, { effort }) => [data.labels.level[effort]]],
      [words.tool_time, (_, { time }) => [time]],
      [words.tool_maturity, (_, { maturity }) => [data.labels.maturity[maturity]]],
      [words.tool_worsens, (_, { worsens }) => list(worsens)],
    ];
    const { title } = data.problems[select.value];
    const columns = heads.map((mitigation) => make("th", { scope: "col" }, link(mitigation)));
    const head = make("tr", {}, make("th", { scope: "col" }, words.tool_property), ...columns);
    const body = rows.map(([name, cell]) => {
      const cells = edges.map((edge, i) => make("td", { "data-label": heads[i].title }, ...cell(edge, heads[i])));
      return make("tr", {}, make("th", { scope: "row" }, name), ...cells);
    });
    return make(
      "div",
      { class: "kb-table kb-compare", role: "region", tabindex: "0", "aria-label": title },
      make(
        "table",
        { class: "kb-grid" },
        make("caption", {}, title),
        make("thead", {}, head),
        make("tbody", {}, ...body),
      ),
    );
  }

  select.addEventListener("change", () => offer(null));
  const state = new URLSearchParams(location.search);
  const wanted = state.get("problem") ?? "";
  if (byProblem.has(wanted)) select.value = wanted;
  offer(state.get("m")?.split(".") ?? null);
}
