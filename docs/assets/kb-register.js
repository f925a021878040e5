/* The planner's register: what a reader takes away as Markdown or CSV, and brings back. Nothing here touches a page, so
   that tests can run it in Node. */
"use strict";

/**
 * What a reader notes about a duty.
 * @typedef {{ status: string, owner: string, due: string, note: string }} Kept
 */
/**
 * All that a register is about; `address` is the home of the language.
 * @typedef {object} Registered
 * @property {ExploreData} data
 * @property {LawData} law
 * @property {Answers} answers
 * @property {string} day
 * @property {SortedDuties} duties
 * @property {Plan} plan
 * @property {Record<string, Kept>} kept by the key of a duty
 * @property {string} address
 * @property {Record<string, string>} words
 */

const kbRegister = (() => {
  const NOTES = /** @type {const} */ (["status", "owner", "due", "note"]);
  const COLUMNS = [
    ...["part", "framework", "item", "title", "what", "state", "from", "until", "binds", "penalty", "gate"],
    ...["fulfilled_by", "text_read", "depends_on", "page", "source", "answers", "day", ...NOTES],
  ];

  /** @param {{ framework: string, item: string }} duty */
  const key = ({ framework, item }) => `${framework}/${item}`;

  /**
   * Every question answered, with the answers, in words.
   * @param {ExploreData} data
   * @param {Answers} answers
   * @returns {[string, string][]}
   */
  function told(data, answers) {
    return data.planner.questions
      .filter(([id]) => answers[id])
      .map(([id, title, , options]) => {
        const given = options.filter(([option]) => answers[id].includes(option)).map(([, words]) => words);
        return [title, given.join(data.marks.comma)];
      });
  }

  /**
   * The questions on which a duty depends, in words.
   * @param {ExploreData} data
   * @param {Standing} standing
   */
  function open(data, standing) {
    return data.planner.questions.filter(([id]) => standing.open.includes(id)).map(([, title]) => title);
  }

  /** @param {Answers} answers */
  function query(answers) {
    return new URLSearchParams(Object.entries(answers).map(([id, given]) => [id, given.join(".")])).toString();
  }

  /** @param {Registered} register */
  function shown({ duties }) {
    const binding = duties.places.flatMap(({ force, coming, open }) => [...force, ...coming, ...open]);
    return [...binding, ...duties.softer];
  }

  /* -- CSV --------------------------------------------------------------------------------------------------------- */

  /**
   * One row a duty, problem or mitigation. It starts with a byte order mark, by which spreadsheets know the encoding.
   * @param {Registered} register
   */
  function csv(register) {
    const { data, answers, day, plan, kept, address } = register;
    const common = { answers: query(answers), day };
    /** @type {Record<string, string>[]} */
    const rows = shown(register).map((standing) => {
      const { duty } = standing;
      return {
        part: duty.kind,
        ...{ framework: duty.framework, item: duty.item, title: duty.title, what: duty.duty, state: standing.state },
        ...{ from: standing.from, until: duty.until, binds: duty.binds.join(" | "), penalty: duty.penalty },
        gate: duty.gate,
        fulfilled_by: duty.fulfilledBy.map((id) => data.mitigations[id].title).join(" | "),
        text_read: `${duty.read} ${duty.readOn}`,
        depends_on: open(data, standing).join(" | "),
        ...{ page: address + duty.url, source: duty.source },
        ...kept[key(duty)],
        ...common,
      };
    });
    for (const { id, why } of plan.problems) {
      const { title, url } = data.problems[id];
      rows.push({ part: "problem", item: id, title, what: why.join(" | "), page: address + url, ...common });
    }
    for (const { id, covers } of plan.mitigations) {
      const { title, url } = data.mitigations[id];
      const what = covers.map(({ problem }) => data.problems[problem].title).join(" | ");
      rows.push({ part: "mitigation", item: id, title, what, page: address + url, ...common });
    }
    const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ""))];
    return `\ufeff${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
  }

  /**
   * A quoted cell of CSV that no spreadsheet takes for a formula.
   * @param {string} value
   */
  function cell(value) {
    return `"${value.replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  }

  /**
   * What a CSV file says: the answers, and what was noted about each duty. Null if it is none of ours.
   * @param {string} text
   * @returns {{ answers: string, kept: Record<string, Kept> } | null}
   */
  function read(text) {
    const [head, ...rows] = table(text.replace(/^\ufeff/, ""));
    if (!head || !["framework", "item", ...NOTES].every((column) => head.includes(column))) return null;
    /** @type {Record<string, Kept>} */
    const kept = {};
    let answers = "";
    for (const row of rows) {
      const of = Object.fromEntries(head.map((column, i) => [column, (row[i] ?? "").replace(/^'(?=[=+\-@\t\r])/, "")]));
      answers ||= of.answers ?? "";
      const { framework, item, status, owner, due, note } = of;
      if (framework && NOTES.some((name) => of[name])) kept[key({ framework, item })] = { status, owner, due, note };
    }
    return { answers, kept };
  }

  /**
   * The cells of CSV, line by line; within quotes there may be commas, line ends and doubled quotes.
   * @param {string} text
   */
  function table(text) {
    /** @type {string[][]} */
    const rows = [[]];
    for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
      rows[rows.length - 1].push(quoted === undefined ? bare : quoted.replace(/""/g, '"'));
      if (end !== "," && end) rows.push([]);
    }
    return rows.filter((row) => row.some((value) => value));
  }

  /* -- Markdown ---------------------------------------------------------------------------------------------------- */

  /** @param {Registered} register */
  function markdown(register) {
    const { data, law, answers, day, duties, plan, words, address } = register;
    const { colon } = data.marks;
    const entry = (/** @type {{ title: string, url: string }} */ { title, url }) => `- [${title}](${address}${url})`;
    const must = duties.places.flatMap(({ place, force, coming, open }) => {
      return [
        `### ${law.places[place]}`,
        "",
        ...[...force, ...coming, ...open].map((each) => line(register, each)),
        "",
      ];
    });
    const problems = plan.problems.map(({ id, why }) => `${entry(data.problems[id])}${colon}${why.join(" ")}`);
    const mitigations = plan.mitigations.map(({ id, covers }) => {
      const names = covers.map((c) => `${data.problems[c.problem].title} (${data.labels.verdict[c.verdict]})`);
      return `${entry(data.mitigations[id])}${colon}${names.join(data.marks.comma)}`;
    });
    /** @type {[string, string[]][]} */
    const parts = [
      [words.tool_answers, told(data, answers).map(([title, given]) => `- ${title} ${given}`)],
      [words.tool_must, must],
      [words.tool_softer, duties.softer.map((standing) => line(register, standing))],
      [words.tool_problems, problems],
      [words.tool_first, mitigations],
    ];
    const head = [
      `# ${words.tool_register}`,
      "",
      kbShared.filled(words.tool_as_of, { date: day }),
      "",
      words.tool_notice,
    ];
    return [...head, ...parts.flatMap(([title, lines]) => ["", `## ${title}`, "", ...lines])].join("\n");
  }

  /**
   * @param {Registered} register
   * @param {Standing} standing
   */
  function line({ data, law, kept, address, words }, standing) {
    const { duty, from } = standing;
    const { colon, comma, semicolon } = data.marks;
    const done = kept[key(duty)];
    const facts = [
      [words.tool_from, from],
      [words.tool_until_day, duty.until],
      [words.tool_depends, open(data, standing).join(comma)],
      [words.tool_binds, duty.binds.join(comma)],
      [words.tool_gate, duty.gate],
      [words.tool_penalty, duty.penalty],
      [words.tool_fulfilled, duty.fulfilledBy.map((id) => data.mitigations[id].title).join(comma)],
      [words.tool_read, kbShared.filled(words.tool_read_on, { read: duty.read, date: duty.readOn })],
      [words.tool_status, done && words[`tool_status_${done.status}`]],
      [words.tool_owner, done?.owner],
      [words.tool_due, done?.due],
      [words.tool_remark, done?.note.replace(/\s+/g, " ")],
    ];
    const said = facts.filter(([, value]) => value).map(([name, value]) => `${name}${colon}${value}`);
    const title = `[${duty.title}](${address}${duty.url})`;
    const where = `${law.frameworks[duty.framework].title} ${duty.item}`;
    const box = done?.status === "done" ? "[x]" : "[ ]";
    return `- ${box} **${title}** ${where}${colon}${duty.duty} ${said.join(semicolon)}`;
  }

  return { key, told, query, csv, read, markdown, cell };
})();
