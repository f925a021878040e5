/* The map: entries as links in lists, and lines drawn between them. Without a focus it shows every problem by area;
   with one it shows an area, a problem or a mitigation between what leads to it and what it leads to.

   The boxes are laid out by the style sheet; the lines follow their places. So labels stay readable at any width, and
   a keyboard or a screen reader meets plain links. Loaded by kb-tools.js, on the map page only. */
"use strict";
/** @param {ExploreData} data */
function kbMap(data) {
  const { mount, home, words, make, link, badge } = kbTools;
  const SVG = "http://www.w3.org/2000/svg";
  const KINDS = ["leads", "related", "addresses", "worsens"];
  const ZOOMS = [0.75, 0.87, 1, 1.15, 1.3];
  /** @param {string} id */
  const entry = (id) => data.problems[id] ?? data.mitigations[id];

  /* -- controls ---------------------------------------------------------------------------------------------------- */

  const areas = Object.entries(data.areas).filter(([area]) => kbGraph.inArea(data, area).length);
  /** @type {(label: string, options: [string, string][]) => HTMLOptGroupElement} */
  const group = (label, options) =>
    make("optgroup", { label }, ...options.map(([value, text]) => make("option", { value }, text)));
  /** @type {(id: string) => [string, string]} */
  const named = (id) => [id, entry(id).title];
  const select = make(
    "select",
    { id: "kb-map-focus" },
    make("option", { value: "" }, words.tool_map_all),
    group(
      words.tool_map_areas,
      areas.map(([area, title]) => [`area:${area}`, title]),
    ),
    ...areas.map(([area, title]) => group(title, kbGraph.inArea(data, area).map(named))),
    group(words.tool_map_mitigations, Object.keys(data.mitigations).map(named)),
  );
  const open = make("a", { class: "kb-map-open", hidden: "" });
  /** @type {(sign: string, label: string, step: number) => HTMLButtonElement} */
  const zooming = (sign, label, step) => {
    const attributes = { type: "button", class: "kb-map-zoom", "aria-label": label, title: label };
    const button = make("button", attributes, sign);
    button.addEventListener("click", () => {
      zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + step));
      resize();
    });
    return button;
  };
  const controls = make(
    "form",
    { class: "kb-filters" },
    make("label", {}, make("span", {}, words.tool_map_focus), select),
    open,
    make(
      "span",
      { class: "kb-map-zooms" },
      zooming("−", words.tool_map_smaller, -1),
      zooming("+", words.tool_map_larger, 1),
    ),
  );
  const legend = KINDS.map((kind) => make("span", { class: `kb-map-${kind}` }, words[`tool_map_${kind}`]));
  const board = make("div", { class: "kb-map", role: "group", "aria-label": words.tool_map_all });
  mount.append(
    controls,
    make("p", { class: "kb-meta" }, words.tool_map_help),
    make("p", { class: "kb-meta kb-map-legend" }, ...legend),
    board,
  );

  let zoom = 2;
  /** @type {{ a: string, b: string, path: SVGElement }[]} */
  let edges = [];
  /** @type {Map<string, HTMLAnchorElement>} */
  let nodes = new Map();
  let picture = drawn("svg", {});

  /* -- drawing ----------------------------------------------------------------------------------------------------- */

  /** @param {boolean} moveFocus */
  function show(moveFocus) {
    const focus = select.value;
    const { view, groups, lines } = kbGraph.view(data, focus, words);
    nodes = new Map();
    /** @type {Map<string, HTMLElement>} */
    const columns = new Map();
    for (const group of groups) {
      const key = group.place || group.title;
      const column = columns.get(key) ?? make("div", { class: `kb-map-column kb-map-${group.place || "group"}` });
      columns.set(key, column);
      column.append(section(group, focus));
    }
    picture = drawn("svg", { "aria-hidden": "true" });
    picture.append(...KINDS.map(marker));
    edges = lines.map(([a, b, kind]) => {
      const path = drawn("path", { class: `kb-map-line kb-map-${kind}` });
      if (kind !== "related") path.setAttribute("marker-end", `url(#kb-map-${kind})`);
      picture.append(path);
      return { a, b, path };
    });
    board.className = `kb-map kb-map-view-${view}`;
    board.replaceChildren(picture, ...columns.values());
    board.dataset.nodes = String(nodes.size);
    const shown = entry(focus);
    open.hidden = !shown;
    if (shown) {
      open.href = home + shown.url;
      open.textContent = `${words.tool_map_open}: ${shown.title}`;
    }
    const first = nodes.get(focus) ?? [...nodes.values()][0];
    first.tabIndex = 0;
    if (moveFocus) first.focus();
    resize();
  }

  /**
   * A heading with its entries.
   * @param {Group} group
   * @param {string} focus
   */
  function section({ title, ids, opens, edges: said }, focus) {
    const items = ids.map((id, i) => {
      const node = id === focus ? link(entry(id)) : turning(id, entry(id).title);
      const kind = data.problems[id] ? "problem" : "mitigation";
      node.className = `kb-map-node kb-map-${kind}${id === focus ? " kb-map-center" : ""}`;
      node.tabIndex = -1;
      if (said) node.append(make("small", {}, ...badges(said[i])));
      nodes.set(id, node);
      return make("li", {}, node);
    });
    const head = title ? [make("h3", {}, opens ? turning(opens, title) : title)] : [];
    return make("section", {}, ...head, make("ul", {}, ...items));
  }

  /** @param {ExploreEdge} edge */
  function badges({ effect, verdict }) {
    return [
      badge("effect", effect, data.labels.effect[effect]),
      " ",
      badge("verdict", verdict, data.labels.verdict[verdict]),
    ];
  }

  /**
   * A link that turns the map to something.
   * @param {string} id
   * @param {string} text
   */
  function turning(id, text) {
    const a = make("a", { href: `?focus=${encodeURIComponent(id)}` }, text);
    a.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      turn(id, true);
    });
    return a;
  }

  /**
   * @param {string} id
   * @param {boolean} moveFocus
   */
  function turn(id, moveFocus) {
    select.value = id;
    const { pathname, search } = location;
    const address = kbShared.stated({ pathname, hash: "" }, [["focus", id]]);
    if (address !== pathname + search) history.pushState(null, "", address);
    show(moveFocus);
  }

  /**
   * An element of a drawing.
   * @param {string} tag
   * @param {Record<string, string | number>} attributes
   */
  function drawn(tag, attributes) {
    const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    return element;
  }

  /** @param {string} kind */
  function marker(kind) {
    const size = { viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" };
    const element = drawn("marker", { id: `kb-map-${kind}`, ...size });
    element.append(drawn("path", { d: "M0 0L8 4L0 8z", class: `kb-map-head kb-map-${kind}` }));
    return element;
  }

  function resize() {
    board.style.setProperty("--kb-zoom", String(ZOOMS[zoom]));
    const frame = board.getBoundingClientRect();
    const x = frame.left - board.scrollLeft + board.clientLeft;
    const y = frame.top - board.scrollTop + board.clientTop;
    /** @type {Map<string, { box: Box, list: Element | null }>} */
    const places = new Map();
    for (const [id, node] of nodes) {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      const box = { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
      places.set(id, { box, list: node.closest("ul") });
    }
    picture.setAttribute("width", String(board.scrollWidth));
    picture.setAttribute("height", String(board.scrollHeight));
    for (const { a, b, path } of edges) {
      const [from, to] = [places.get(a), places.get(b)];
      if (from && to) path.setAttribute("d", kbGraph.course(from.box, to.box, from.list === to.list));
    }
  }

  /* -- pointing and keys ------------------------------------------------------------------------------------------- */

  /** @param {string} id */
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

  /** @param {EventTarget | null} target */
  function idOf(target) {
    const over = target instanceof Element ? target.closest(".kb-map-node") : null;
    return [...nodes].find(([, node]) => node === over)?.[0] ?? "";
  }

  board.addEventListener("pointerover", (event) => light(idOf(event.target)));
  board.addEventListener("pointerleave", () => light(idOf(document.activeElement)));
  board.addEventListener("focusin", (event) => {
    const id = idOf(event.target);
    const reached = nodes.get(id);
    if (!reached) return;
    for (const node of nodes.values()) node.tabIndex = -1;
    reached.tabIndex = 0;
    light(id);
  });
  board.addEventListener("focusout", () => light(""));
  board.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && select.value) {
      event.preventDefault();
      turn("", true);
      return;
    }
    /** @type {Record<string, [number, number]>} */
    const steps = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };
    const step = steps[event.key];
    const from = nodes.get(idOf(event.target));
    if (!step || !from) return;
    event.preventDefault();
    const all = [...nodes.values()];
    const boxes = all.map((node) => node.getBoundingClientRect());
    const next = all[kbGraph.ahead(from.getBoundingClientRect(), boxes, step)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  });

  function read() {
    const wanted = new URLSearchParams(location.search).get("focus") ?? "";
    select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
  }
  select.addEventListener("change", () => turn(select.value, false));
  controls.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => {
    read();
    show(false);
  });
  new ResizeObserver(resize).observe(mount);
  read();
  show(false);
}
