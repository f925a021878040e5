/* The map: entries as links in lists, and lines drawn between them. Without a focus it shows every problem by area; with
   one it shows an area, a problem or a mitigation between what leads to it and what it leads to.

   The boxes are laid out by the style sheet; the lines follow their places. So labels stay readable at any width, and
   a keyboard or a screen reader meets plain links. Loaded by kb-tools.js, on the map page only. */
"use strict";
window.kbMap = function (mount, data, { words, home, make, link, badge }) {
  const SVG = "http://www.w3.org/2000/svg";
  const KINDS = ["leads", "related", "addresses", "worsens"];
  const ZOOMS = [0.75, 0.87, 1, 1.15, 1.3];
  const entry = (id) => data.problems[id] || data.mitigations[id];
  const leadsTo = (id) => data.problems[id].leadsTo;
  const ledToBy = (id) => Object.keys(data.problems).filter((other) => leadsTo(other).includes(id));
  const related = (id) => Object.keys(data.problems).filter((other) => data.problems[id].related.includes(other) || data.problems[other].related.includes(id));
  const inArea = (area) => Object.keys(data.problems).filter((id) => data.problems[id].area === area);

  /* -- controls --------------------------------------------------------------------------------------------------- */

  const select = make("select", { id: "kb-map-focus" }, make("option", { value: "" }, words.tool_map_all),
    make("optgroup", { label: words.tool_map_areas }, ...Object.entries(data.areas).filter(([id]) => inArea(id).length)
      .map(([id, title]) => make("option", { value: `area:${id}` }, title))),
    ...Object.entries(data.areas).map(([area, title]) => make("optgroup", { label: title },
      ...inArea(area).map((id) => make("option", { value: id }, data.problems[id].title)))).filter((group) => group.children.length),
    make("optgroup", { label: words.tool_map_mitigations },
      ...Object.entries(data.mitigations).map(([id, m]) => make("option", { value: id }, m.title))));
  const open = make("a", { class: "kb-map-open", hidden: "" });
  const zoomed = (sign, label, step) => {
    const button = make("button", { type: "button", class: "kb-map-zoom", "aria-label": label, title: label }, sign);
    button.addEventListener("click", () => { zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + step)); resize(); });
    return button;
  };
  const controls = make("form", { class: "kb-filters" }, make("label", {}, make("span", {}, words.tool_map_focus), select), open,
    make("span", { class: "kb-map-zooms" }, zoomed("−", words.tool_map_smaller, -1), zoomed("+", words.tool_map_larger, 1)));
  const legend = make("p", { class: "kb-meta kb-map-legend" }, ...KINDS.map((kind) => make("span", { class: `kb-map-${kind}` }, words[`tool_map_${kind}`])));
  const board = make("div", { class: "kb-map", role: "group", "aria-label": words.tool_map_all });
  mount.append(controls, make("p", { class: "kb-meta" }, words.tool_map_help), legend, board);

  let zoom = 2, edges = [], nodes = new Map();

  /* -- views: groups of entries, and the lines between them --------------------------------------------------------- */

  function everything() {
    const groups = Object.entries(data.areas).map(([area, title]) => ({ title, ids: inArea(area), focus: `area:${area}` })).filter(({ ids }) => ids.length);
    return { view: "all", groups, lines: between(Object.keys(data.problems)) };
  }

  function areaView(area) {
    const own = inArea(area), outside = (ids) => [...new Set(ids)].filter((id) => !own.includes(id));
    const into = outside(own.flatMap(ledToBy)), out = outside(own.flatMap(leadsTo)).filter((id) => !into.includes(id));
    const groups = [
      { title: words.tool_map_into, ids: into, place: "left" }, { title: data.areas[area], ids: own, place: "middle" },
      { title: words.tool_map_out, ids: out, place: "right" }];
    const shown = between([...own, ...into, ...out]).filter(([a, b]) => own.includes(a) || own.includes(b));
    return { view: "area", groups, lines: shown };
  }

  function problemView(id) {
    const helps = data.edges.filter((edge) => edge.problem === id);
    const worse = Object.keys(data.mitigations).filter((m) => data.mitigations[m].worsens.includes(id));
    const causes = ledToBy(id), effects = leadsTo(id).filter((other) => !causes.includes(other));
    const near = related(id).filter((other) => !causes.includes(other) && !effects.includes(other));
    return {
      view: "entry",
      groups: [
        { title: words.tool_map_causes, ids: causes, place: "left" }, { title: "", ids: [id], place: "middle" },
        { title: words.tool_map_effects, ids: effects, place: "right" }, { title: words.tool_map_related_to, ids: near, place: "middle" },
        { title: words.tool_map_worse, ids: worse, place: "left" },
        { title: words.tool_map_helps, ids: helps.map((edge) => edge.mitigation), place: "below", notes: helps.map((edge) => [badge("effect", edge.effect, data.labels.effect[edge.effect]), " ", badge("grade", edge.grade, data.labels.grade[edge.grade])]) }],
      lines: [...between([id, ...causes, ...effects, ...near]).filter(([a, b]) => a === id || b === id),
        ...helps.map((edge) => [edge.mitigation, id, "addresses"]), ...worse.map((m) => [m, id, "worsens"])],
    };
  }

  function mitigationView(id) {
    const { worsens, requires } = data.mitigations[id];
    const acts = data.edges.filter((edge) => edge.mitigation === id);
    return {
      view: "entry",
      groups: [
        { title: words.tool_map_needs, ids: requires, place: "left" }, { title: "", ids: [id], place: "middle" },
        { title: words.tool_map_acts, ids: acts.map((edge) => edge.problem), place: "right", notes: acts.map((edge) => [badge("effect", edge.effect, data.labels.effect[edge.effect]), " ", badge("grade", edge.grade, data.labels.grade[edge.grade])]) },
        { title: words.tool_map_harms, ids: worsens, place: "right" }],
      lines: [...requires.map((m) => [m, id, "leads"]), ...acts.map((edge) => [id, edge.problem, "addresses"]), ...worsens.map((p) => [id, p, "worsens"])],
    };
  }

  /* The lines among some problems, each pair of related ones once. */
  function between(ids) {
    const shown = new Set(ids), lines = [];
    for (const id of ids) {
      for (const to of leadsTo(id)) if (shown.has(to)) lines.push([id, to, "leads"]);
      for (const to of data.problems[id].related) if (shown.has(to) && !(id > to && data.problems[to].related.includes(id))) lines.push([id, to, "related"]);
    }
    return lines;
  }

  /* -- drawing ------------------------------------------------------------------------------------------------------ */

  function show(moveFocus) {
    const focus = select.value;
    const { view, groups, lines } = !focus ? everything() : focus.startsWith("area:") ? areaView(focus.slice(5)) : data.problems[focus] ? problemView(focus) : mitigationView(focus);
    nodes = new Map();
    const columns = new Map();
    for (const { title, ids, place = "", notes, focus: opens } of groups) {
      if (!ids.length) continue;
      const head = title ? [make("h3", {}, opens ? go(opens, title) : title)] : [];
      const list = make("ul", {}, ...ids.map((id, i) => {
        const node = id === focus ? link(entry(id)) : go(id, entry(id).title);
        node.className = `kb-map-node kb-map-${data.problems[id] ? "problem" : "mitigation"}${id === focus ? " kb-map-center" : ""}`;
        node.tabIndex = -1;
        if (notes) node.append(make("small", {}, ...notes[i]));
        nodes.set(id, node);
        return make("li", {}, node);
      }));
      const column = columns.get(place || title) || make("div", { class: `kb-map-column kb-map-${place || "group"}` });
      columns.set(place || title, column);
      column.append(make("section", {}, ...head, list));
    }
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("aria-hidden", "true");
    for (const kind of KINDS) picture.append(marker(kind));
    edges = lines.map(([a, b, kind]) => {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", `kb-map-line kb-map-${kind}`);
      if (kind !== "related") path.setAttribute("marker-end", `url(#kb-map-${kind})`);
      picture.append(path);
      return { a, b, path };
    });
    board.className = `kb-map kb-map-view-${view}`;
    board.replaceChildren(picture, ...columns.values());
    board.dataset.nodes = nodes.size;
    open.hidden = !entry(focus);
    if (entry(focus)) { open.href = home + entry(focus).url; open.textContent = `${words.tool_map_open}: ${entry(focus).title}`; }
    const first = nodes.get(focus) || nodes.values().next().value;
    first.tabIndex = 0;
    if (moveFocus) first.focus();
    resize();
  }

  /* A link that turns the map to something. */
  function go(id, text) {
    const a = make("a", { href: `?focus=${encodeURIComponent(id)}` }, text);
    a.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      turn(id, true);
    });
    return a;
  }

  function turn(id, moveFocus) {
    select.value = id;
    const state = new URLSearchParams();
    if (id) state.set("focus", id);
    if (String(state) !== location.search.slice(1)) history.pushState(null, "", `${location.pathname}${id ? "?" + state : ""}`);
    show(moveFocus);
  }

  function marker(kind) {
    const element = document.createElementNS(SVG, "marker");
    for (const [name, value] of Object.entries({ id: `kb-map-${kind}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" })) element.setAttribute(name, value);
    const head = document.createElementNS(SVG, "path");
    head.setAttribute("d", "M0 0L8 4L0 8z");
    head.setAttribute("class", `kb-map-head kb-map-${kind}`);
    element.append(head);
    return element;
  }

  function resize() {
    board.style.fontSize = `${ZOOMS[zoom]}em`;
    const frame = board.getBoundingClientRect(), places = new Map();
    const x0 = frame.left - board.scrollLeft + board.clientLeft, y0 = frame.top - board.scrollTop + board.clientTop;
    for (const [id, node] of nodes) {
      const box = node.getBoundingClientRect();
      places.set(id, { left: box.left - x0, right: box.right - x0, top: box.top - y0, bottom: box.bottom - y0, list: node.closest("ul") });
    }
    const picture = board.querySelector("svg");
    picture.setAttribute("width", board.scrollWidth);
    picture.setAttribute("height", board.scrollHeight);
    for (const { a, b, path } of edges) path.setAttribute("d", course(places.get(a), places.get(b)));
  }

  /* From box to box: sideways where they stand side by side, down or up where not, round the side within a column. */
  function course(a, b) {
    const middle = (box) => (box.top + box.bottom) / 2, center = (box) => (box.left + box.right) / 2;
    const [ay, by, ax, bx] = [middle(a), middle(b), center(a), center(b)];
    if (a.right + 8 < b.left || b.right + 8 < a.left) {
      const right = a.left < b.left, from = right ? a.right : a.left, to = right ? b.left : b.right, bend = (to - from) / 2;
      return `M${from} ${ay}C${from + bend} ${ay} ${to - bend} ${by} ${to} ${by}`;
    }
    if (a.list === b.list) {
      const out = Math.min(46, 12 + Math.abs(by - ay) * 0.12), side = Math.max(a.right, b.right);
      return `M${a.right} ${ay}C${side + out} ${ay} ${side + out} ${by} ${b.right} ${by}`;
    }
    const down = a.top < b.top, from = down ? a.bottom : a.top, to = down ? b.top : b.bottom, bend = (to - from) / 2;
    return `M${ax} ${from}C${ax} ${from + bend} ${bx} ${to - bend} ${bx} ${to}`;
  }

  /* -- pointing and keys -------------------------------------------------------------------------------------------- */

  function light(id) {
    board.classList.toggle("kb-map-lit", Boolean(id));
    const near = new Set([id]);
    for (const { a, b, path } of edges) {
      const on = a === id || b === id;
      path.classList.toggle("kb-on", on);
      if (on) near.add(a).add(b);
    }
    for (const [other, node] of nodes) node.classList.toggle("kb-on", near.has(other));
  }
  const idOf = (target) => { for (const [id, node] of nodes) if (node === target.closest(".kb-map-node")) return id; return ""; };
  board.addEventListener("pointerover", (event) => light(idOf(event.target)));
  board.addEventListener("pointerleave", () => light(idOf(document.activeElement)));
  board.addEventListener("focusin", (event) => {
    const id = idOf(event.target);
    if (!id) return;
    for (const node of nodes.values()) node.tabIndex = -1;
    nodes.get(id).tabIndex = 0;
    light(id);
  });
  board.addEventListener("focusout", () => light(""));
  board.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && select.value) { event.preventDefault(); turn("", true); return; }
    const step = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[event.key];
    const from = nodes.get(idOf(event.target));
    if (!step || !from) return;
    event.preventDefault();
    const center = (node) => { const box = node.getBoundingClientRect(); return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]; };
    const [x, y] = center(from);
    let best = null, least = Infinity;
    for (const node of nodes.values()) {
      const [dx, dy] = [center(node)[0] - x, center(node)[1] - y];
      const ahead = dx * step[0] + dy * step[1], aside = Math.abs(dx * step[1]) + Math.abs(dy * step[0]);
      if (ahead > 4 && ahead + 2 * aside < least) { best = node; least = ahead + 2 * aside; }
    }
    if (best) { best.focus({ preventScroll: true }); best.scrollIntoView({ block: "nearest" }); }
  });

  const read = () => {
    const wanted = new URLSearchParams(location.search).get("focus") || "";
    select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
  };
  select.addEventListener("change", () => turn(select.value, false));
  controls.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => { read(); show(false); });
  new ResizeObserver(resize).observe(mount);
  read();
  show(false);
};
