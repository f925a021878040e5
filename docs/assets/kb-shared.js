/* What the scripts of a page share; loaded before the others. What does not make, find or load something touches no
   page, so that tests can run it in Node. */
"use strict";

/**
 * What a row, column or cell is marked with: a facet's values, with spaces between them.
 * @typedef {Record<string, string | undefined>} Marks
 */
/**
 * One facet and the value that is wanted of it.
 * @typedef {{ name: string, value: string }} Choice
 */
/**
 * A table's marks. An empty cell, and the first of a row, is null.
 * @typedef {{ columns: Marks[], rows: { marks: Marks, cells: (Marks | null)[] }[] }} TableMarks
 */

const kbShared = (() => {
  /* -- elements ---------------------------------------------------------------------------------------------------- */

  /**
   * A new element with its attributes and children. An attribute that is empty or null is set empty.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {Record<string, string | number>} attributes
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[T]}
   */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return element;
  }

  /**
   * The first element that a selector finds. Throws an Error where there is none of that type.
   * @template {Element} T
   * @param {string} selector
   * @param {new () => T} type
   * @param {ParentNode} within
   * @returns {T}
   */
  function find(selector, type, within = document) {
    const element = within.querySelector(selector);
    if (element instanceof type) return element;
    throw new Error(`this page has no ${selector}`);
  }

  /**
   * Loads a script of this site. Several are loaded side by side and run in the order of the calls.
   * @param {string} src
   * @returns {Promise<void>}
   */
  function load(src) {
    return new Promise((resolve, reject) => {
      const element = make("script", { src });
      element.async = false;
      element.addEventListener("load", () => resolve());
      element.addEventListener("error", () => reject(new Error(`${src} cannot be loaded`)));
      document.head.append(element);
    });
  }

  /**
   * What a data script of this site puts into a global variable.
   * @param {string} src
   * @param {string} name
   * @returns {Promise<any>}
   */
  async function data(src, name) {
    await load(src);
    return Reflect.get(window, name);
  }

  /**
   * The words of the interface that the page hands over.
   * @returns {Record<string, string>}
   */
  function words() {
    return JSON.parse(find("#kb-words", HTMLScriptElement).textContent);
  }

  /* -- texts and addresses ----------------------------------------------------------------------------------------- */

  /**
   * A text with its gaps, `{name}`, filled in.
   * @param {string} text
   * @param {Record<string, string | number>} values
   */
  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? String(values[name]) : gap));
  }

  /**
   * The parts with a mark between any two of them.
   * @template T
   * @param {T[]} parts
   * @param {string} mark
   * @returns {(T | string)[]}
   */
  function joined(parts, mark) {
    return parts.flatMap((part, i) => (i ? [mark, part] : [part]));
  }

  /**
   * The folder in which a page stands: from disk, addresses name the page itself.
   * @param {string | undefined} href
   */
  function folder(href) {
    return (href ?? "").replace(/index\.html$/, "");
  }

  /**
   * The address of this page with a state after the question mark, in which empty values are left out.
   * @param {{ pathname: string, hash: string }} location
   * @param {Iterable<[string, string]>} state
   */
  function stated(location, state) {
    const search = new URLSearchParams([...state].filter(([, value]) => value)).toString();
    return `${location.pathname}${search && `?${search}`}${location.hash}`;
  }

  /* -- tables: which rows, columns and cells a choice of facets leaves --------------------------------------------- */

  /**
   * Whether something has every value that is wanted.
   * @param {Marks} marks
   * @param {Choice[]} wanted
   */
  function fits(marks, wanted) {
    return wanted.every(({ name, value }) => (marks[name] ?? "").split(" ").includes(value));
  }

  /**
   * Which rows, cells and columns are left. A row that fits stays, unless columns or cells are chosen among and none of
   * its cells is left; a column stays while a cell of it is left.
   * @param {TableMarks} table
   * @param {{ row: Choice[], column: Choice[], cell: Choice[] }} wanted
   */
  function narrowed(table, wanted) {
    const columns = table.columns.map((marks) => fits(marks, wanted.column));
    const cells = table.rows.map((row) =>
      row.cells.map((marks, i) => marks !== null && columns[i] && fits(marks, wanted.cell)),
    );
    const someCell = wanted.column.length + wanted.cell.length > 0;
    const rows = table.rows.map((row, r) => fits(row.marks, wanted.row) && (!someCell || cells[r].includes(true)));
    return { rows, cells, columns: table.columns.map((_, i) => cells.some((row, r) => rows[r] && row[i])) };
  }

  return { make, find, load, data, words, filled, joined, folder, stated, fits, narrowed };
})();
