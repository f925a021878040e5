/* What the map shows for a focus, and where its lines run; kb-map.js draws it. Nothing here touches a page, so that
   tests can run it in Node. */
"use strict";

/**
 * A line from one entry to another: `leads`, `related`, `addresses` or `worsens`.
 * @typedef {[string, string, string]} Line
 */
/**
 * Entries under a heading. `opens`: what the heading turns the map to; `edges`: what is said at each entry.
 * @typedef {{ title: string, ids: string[], place: string, opens?: string, edges?: ExploreEdge[] }} Group
 */
/** @typedef {{ view: string, groups: Group[], lines: Line[] }} View */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */

const kbGraph = (() => {
  /**
   * The groups and lines for a focus: nothing (all problems), `area:<id>`, a problem or a mitigation.
   * @param {ExploreData} data
   * @param {string} focus
   * @param {Record<string, string>} words
   * @returns {View}
   */
  function view(data, focus, words) {
    if (!focus) return everything(data);
    if (focus.startsWith("area:")) return areaView(data, focus.slice("area:".length), words);
    return data.problems[focus] ? problemView(data, focus, words) : mitigationView(data, focus, words);
  }

  /**
   * @param {ExploreData} data
   * @param {string} area
   */
  function inArea(data, area) {
    return Object.keys(data.problems).filter((id) => data.problems[id].area === area);
  }

  /**
   * @param {ExploreData} data
   * @param {string} id
   */
  function ledToBy(data, id) {
    return Object.keys(data.problems).filter((other) => data.problems[other].leadsTo.includes(id));
  }

  /**
   * The problems related to one; a relation is written at either end.
   * @param {ExploreData} data
   * @param {string} id
   */
  function relatedTo(data, id) {
    return Object.keys(data.problems).filter(
      (other) => data.problems[id].related.includes(other) || data.problems[other].related.includes(id),
    );
  }

  /**
   * The lines among some problems, each pair of related ones once.
   * @param {ExploreData} data
   * @param {string[]} ids
   * @returns {Line[]}
   */
  function between(data, ids) {
    const shown = new Set(ids);
    /** @type {Line[]} */
    const lines = [];
    for (const id of ids) {
      for (const to of data.problems[id].leadsTo) if (shown.has(to)) lines.push([id, to, "leads"]);
      for (const to of data.problems[id].related) {
        const written = id > to && data.problems[to].related.includes(id);
        if (shown.has(to) && !written) lines.push([id, to, "related"]);
      }
    }
    return lines;
  }

  /**
   * @param {ExploreData} data
   * @returns {View}
   */
  function everything(data) {
    const groups = Object.entries(data.areas).map(([area, title]) => ({
      title,
      ids: inArea(data, area),
      place: "",
      opens: `area:${area}`,
    }));
    return { view: "all", groups: filled(groups), lines: between(data, Object.keys(data.problems)) };
  }

  /**
   * @param {ExploreData} data
   * @param {string} area
   * @param {Record<string, string>} words
   * @returns {View}
   */
  function areaView(data, area, words) {
    const own = inArea(data, area);
    /** @param {string[]} ids */
    const outside = (ids) => [...new Set(ids)].filter((id) => !own.includes(id));
    const into = outside(own.flatMap((id) => ledToBy(data, id)));
    const out = outside(own.flatMap((id) => data.problems[id].leadsTo)).filter((id) => !into.includes(id));
    const groups = [
      { title: words.tool_map_into, ids: into, place: "left" },
      { title: data.areas[area], ids: own, place: "middle" },
      { title: words.tool_map_out, ids: out, place: "right" },
    ];
    const lines = between(data, [...own, ...into, ...out]).filter(([a, b]) => own.includes(a) || own.includes(b));
    return { view: "area", groups: filled(groups), lines };
  }

  /**
   * @param {ExploreData} data
   * @param {string} id
   * @param {Record<string, string>} words
   * @returns {View}
   */
  function problemView(data, id, words) {
    const edges = data.edges.filter((edge) => edge.problem === id);
    const worse = Object.keys(data.mitigations).filter((m) => data.mitigations[m].worsens.includes(id));
    const causes = ledToBy(data, id);
    const effects = data.problems[id].leadsTo.filter((other) => !causes.includes(other));
    const near = relatedTo(data, id).filter((other) => !causes.includes(other) && !effects.includes(other));
    const groups = [
      { title: words.tool_map_causes, ids: causes, place: "left" },
      { title: "", ids: [id], place: "middle" },
      { title: words.tool_map_effects, ids: effects, place: "right" },
      { title: words.tool_map_related_to, ids: near, place: "middle" },
      { title: words.tool_map_worse, ids: worse, place: "left" },
      { title: words.tool_map_helps, ids: edges.map((edge) => edge.mitigation), place: "below", edges },
    ];
    /** @type {Line[]} */
    const lines = [
      ...between(data, [id, ...causes, ...effects, ...near]).filter(([a, b]) => a === id || b === id),
      ...edges.map((edge) => /** @type {Line} */ ([edge.mitigation, id, "addresses"])),
      ...worse.map((m) => /** @type {Line} */ ([m, id, "worsens"])),
    ];
    return { view: "entry", groups: filled(groups), lines };
  }

  /**
   * @param {ExploreData} data
   * @param {string} id
   * @param {Record<string, string>} words
   * @returns {View}
   */
  function mitigationView(data, id, words) {
    const { worsens, requires } = data.mitigations[id];
    const edges = data.edges.filter((edge) => edge.mitigation === id);
    const groups = [
      { title: words.tool_map_needs, ids: requires, place: "left" },
      { title: "", ids: [id], place: "middle" },
      { title: words.tool_map_acts, ids: edges.map((edge) => edge.problem), place: "right", edges },
      { title: words.tool_map_harms, ids: worsens, place: "right" },
    ];
    /** @type {Line[]} */
    const lines = [
      ...requires.map((m) => /** @type {Line} */ ([m, id, "leads"])),
      ...edges.map((edge) => /** @type {Line} */ ([id, edge.problem, "addresses"])),
      ...worsens.map((p) => /** @type {Line} */ ([id, p, "worsens"])),
    ];
    return { view: "entry", groups: filled(groups), lines };
  }

  /** @param {Group[]} groups */
  function filled(groups) {
    return groups.filter(({ ids }) => ids.length);
  }

  /* -- where things are on the board ------------------------------------------------------------------------------- */

  /**
   * The path of a line from box to box: sideways where they stand side by side, down or up where not, round the side
   * within a list.
   * @param {Box} a
   * @param {Box} b
   * @param {boolean} sameList
   */
  function course(a, b, sameList) {
    const [ax, ay] = center(a);
    const [bx, by] = center(b);
    if (a.right + 8 < b.left || b.right + 8 < a.left) {
      const [from, to] = a.left < b.left ? [a.right, b.left] : [a.left, b.right];
      const bend = (to - from) / 2;
      return `M${from} ${ay}C${from + bend} ${ay} ${to - bend} ${by} ${to} ${by}`;
    }
    if (sameList) {
      const out = Math.max(a.right, b.right) + Math.min(46, 12 + Math.abs(by - ay) * 0.12);
      return `M${a.right} ${ay}C${out} ${ay} ${out} ${by} ${b.right} ${by}`;
    }
    const [from, to] = a.top < b.top ? [a.bottom, b.top] : [a.top, b.bottom];
    const bend = (to - from) / 2;
    return `M${ax} ${from}C${ax} ${from + bend} ${bx} ${to - bend} ${bx} ${to}`;
  }

  /**
   * @param {Box} box
   * @returns {[number, number]}
   */
  function center(box) {
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  }

  /**
   * Which of some boxes an arrow key leads to: the nearest ahead, where aside counts twice. -1 where none is ahead.
   * @param {Box} from
   * @param {Box[]} boxes
   * @param {[number, number]} step one of the four directions
   */
  function ahead(from, boxes, [stepX, stepY]) {
    const [x, y] = center(from);
    let best = -1;
    let least = Infinity;
    boxes.forEach((box, i) => {
      const [dx, dy] = [center(box)[0] - x, center(box)[1] - y];
      const forward = dx * stepX + dy * stepY;
      const far = forward + 2 * (Math.abs(dx * stepY) + Math.abs(dy * stepX));
      if (forward <= 4 || far >= least) return;
      best = i;
      least = far;
    });
    return best;
  }

  return { view, inArea, course, ahead };
})();
