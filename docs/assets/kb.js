/* What pages do beyond being read. Everything works without it; nothing here is fetched from elsewhere. */
"use strict";
(() => {
  const { make, find, filled, folder, stated } = kbShared;
  const words = kbShared.words();

  /* -- what stands around every page ------------------------------------------------------------------------------- */

  const scheme = find("[data-kb-scheme]", HTMLElement);
  scheme.hidden = false;
  scheme.addEventListener("click", () => {
    const next = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
    document.body.dataset.mdColorScheme = next;
    try {
      localStorage.setItem("kb-scheme", next);
    } catch {
      /* not remembered, then */
    }
  });

  const label = document.querySelector("[data-kb-menu]");
  if (label instanceof HTMLLabelElement) drawerMenu(label); // a frame without a drawer has none

  /**
   * The menu is a checkbox and a label, so that it opens without JavaScript; a keyboard needs a button.
   * @param {HTMLLabelElement} label
   */
  function drawerMenu(label) {
    const drawer = find(`#${label.htmlFor}`, HTMLInputElement);
    const { title } = label;
    const menu = make(
      "button",
      { type: "button", class: label.className, title, "aria-label": title, "data-kb-menu": "" },
      ...label.childNodes,
    );
    label.replaceWith(menu);
    /** @param {boolean} open */
    const opened = (open) => {
      drawer.checked = open;
      menu.setAttribute("aria-expanded", String(open));
    };
    opened(drawer.checked);
    drawer.addEventListener("change", () => opened(drawer.checked));
    menu.addEventListener("click", () => opened(!drawer.checked));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked) return;
      opened(false);
      menu.focus();
    });
    find(".md-sidebar--primary", HTMLElement).addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) opened(false);
    });
  }

  // In the header, where it covers nothing.
  const top = find("[data-kb-top]", HTMLElement);
  top.addEventListener("click", () => {
    scrollTo(0, 0);
    find("header a", HTMLAnchorElement).focus();
  });
  addEventListener(
    "scroll",
    () => {
      top.hidden = scrollY < 2 * innerHeight;
    },
    { passive: true },
  );

  // Which section is being read: the last heading that has come into the upper part of the window.
  /** @type {Map<string, HTMLAnchorElement>} */
  const contents = new Map();
  for (const link of document.querySelectorAll(".md-nav--secondary a[href^='#']")) {
    if (link instanceof HTMLAnchorElement) contents.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        for (const link of contents.values()) link.classList.remove("md-nav__link--active");
        contents.get(target.id)?.classList.add("md-nav__link--active");
      }
    },
    { rootMargin: "-10% 0px -70% 0px" },
  );
  for (const id of contents.keys()) {
    const heading = document.getElementById(id);
    if (heading) seen.observe(heading);
  }

  // A built page does not know the day on which it is read.
  const today = new Date().toISOString().slice(0, 10);
  for (const due of document.querySelectorAll(".kb-due")) {
    if (due.textContent >= today) continue;
    due.classList.add("kb-late");
    due.append(` ${words.overdue}`);
  }

  for (const near of document.querySelectorAll(".kb-today")) {
    if (!(near instanceof SVGElement)) continue;
    const days = (Date.parse(today) - Date.parse(near.dataset.day ?? "")) / 864e5;
    if (days < 0) continue; // a clock that is behind the data
    near.setAttribute("transform", `translate(${days * Number(near.dataset.step)})`);
    find("text", SVGElement, near).textContent = filled(words.calendar_today, { day: today });
  }
  for (const point of document.querySelectorAll(".kb-point")) {
    if (point instanceof SVGElement && (point.dataset.day ?? "") <= today) point.classList.add("kb-past");
  }
  for (const day of document.querySelectorAll(".kb-day")) {
    if (day.textContent > today) continue;
    day.classList.add("kb-gone");
    day.append(` ${words.calendar_past}`);
  }
  for (const row of document.querySelectorAll(".kb-dated tbody tr")) {
    if (!(row instanceof HTMLTableRowElement)) continue;
    const { when, from = "", until = "" } = row.dataset;
    const now = until && until < today ? "ended" : from <= today ? "force" : when;
    if (now === when) continue;
    row.dataset.when = now;
    const badge = find(".kb-stage", HTMLElement, row);
    badge.className = `kb-badge kb-stage kb-stage-${now}`;
    badge.textContent = words[`stage_${now}`];
  }

  /* -- tables: filters whose state is in the address, and sorting -------------------------------------------------- */

  for (const box of document.querySelectorAll("[data-kb-filtered]")) filters(box);
  for (const box of document.querySelectorAll("[data-kb-sortable]")) sorting(find("table", HTMLTableElement, box));

  /**
   * A table's cells with their marks, as `kbShared.narrowed` wants them. `part` goes where the table is empty.
   * @param {HTMLTableElement} table
   * @param {boolean} grid whether columns and cells are marked too
   */
  function read(table, grid) {
    const [head] = table.rows;
    const rows = [...table.tBodies[0].rows];
    return {
      part: table.closest(".kb-part"),
      head,
      rows,
      marks: {
        columns: grid ? [...head.cells].map((cell) => cell.dataset) : [],
        rows: rows.map((row) => ({
          marks: row.dataset,
          cells: grid ? [...row.cells].map((cell, i) => (i && cell.firstChild ? cell.dataset : null)) : [],
        })),
      },
    };
  }

  /**
   * Filters of one table or several; the form stands before them. A facet is of rows, columns or cells.
   * @param {Element} box
   */
  function filters(box) {
    const form = /** @type {HTMLFormElement} */ (box.previousElementSibling);
    const selects = [...form.querySelectorAll("select")];
    const reset = find("button", HTMLButtonElement, form);
    const status = find("output", HTMLOutputElement, form);
    const grid = selects.some((select) => select.dataset.of !== "row");
    const tables = [...box.querySelectorAll("table")].map((table) => read(table, grid));
    const total = tables.reduce((sum, { rows }) => sum + rows.length, 0);
    form.addEventListener("change", () => {
      remember();
      apply();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    reset.addEventListener("click", (event) => {
      event.preventDefault();
      for (const select of selects) select.value = "";
      remember();
      apply();
      selects[0].focus(); // the button is gone
    });

    /** @param {string} of */
    const chosen = (of) => selects.filter((select) => select.dataset.of === of && select.value);
    let narrowed = false;

    function apply() {
      const any = selects.some((select) => select.value);
      // With nothing to hide and nothing hidden the cells are left alone.
      const shown = any || narrowed ? tables.reduce((sum, table) => sum + narrow(table, any), 0) : total;
      narrowed = any;
      reset.hidden = !any;
      status.textContent = filled(words.filter_count, { n: shown, total });
    }

    /**
     * Hides what is not wanted. Returns how many rows are left.
     * @param {ReturnType<typeof read>} table
     * @param {boolean} any whether anything is chosen
     */
    function narrow({ part, head, rows, marks }, any) {
      const wanted = { row: chosen("row"), column: chosen("column"), cell: chosen("cell") };
      const left = kbShared.narrowed(marks, wanted);
      rows.forEach((row, r) => {
        row.hidden = !left.rows[r];
        left.cells[r].forEach((keep, i) => {
          row.cells[i].classList.toggle("kb-off", !keep && marks.rows[r].cells[i] !== null);
        });
      });
      const gone = left.columns.map((keep, i) => i > 0 && any && !keep);
      for (const row of [head, ...rows]) {
        gone.forEach((off, i) => {
          row.cells[i].hidden = off;
        });
      }
      const shown = left.rows.filter(Boolean).length;
      if (part instanceof HTMLElement) part.hidden = !shown;
      return shown;
    }

    function remember() {
      history.replaceState(
        null,
        "",
        stated(
          location,
          selects.map(({ name, value }) => [name, value]),
        ),
      );
    }

    const state = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = state.get(select.name);
      if (value && [...select.options].some((option) => option.value === value)) select.value = value;
    }
    apply();
  }

  /** @param {HTMLTableElement} table */
  function sorting(table) {
    const [top] = table.rows;
    const [body] = table.tBodies;
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    /** @type {(row: HTMLTableRowElement, i: number) => string} */
    const key = (row, i) => row.cells[i].dataset.sort || row.cells[i].textContent.trim();
    [...top.cells].forEach((head, i) => {
      const title = filled(words.filter_sort, { name: head.textContent });
      const button = make("button", { type: "button", title }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of top.cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * compare(key(a, i), key(b, i))));
      });
    });
  }

  /* -- search dialog ----------------------------------------------------------------------------------------------- */

  const opener = document.querySelector("[data-kb-search]");
  if (opener instanceof HTMLAnchorElement) searchDialog(opener);

  /** @param {HTMLAnchorElement} link */
  function searchDialog(link) {
    const home = folder(link.dataset.home);
    const input = make("input", {
      type: "search",
      id: "kb-search-input",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "go",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": "kb-search-results",
      "aria-label": words.search,
      placeholder: words.search_hint,
    });
    const list = make("div", { id: "kb-search-results", role: "listbox", "aria-label": words.search });
    const status = make("p", { class: "kb-search-status", role: "status" });
    const close = make("button", { type: "button", class: "kb-search-close", "aria-label": words.close }, "×");
    const bar = make("div", { class: "kb-search-bar" }, input, close);
    const dialog = make("dialog", { class: "kb-search", "aria-label": words.search }, bar, status, list);
    document.body.append(dialog);
    let asked = false;
    /** @type {ReturnType<typeof kbSearch.prepare> | null} */
    let index = null;
    /** @type {Record<string, string>} */
    let labels = {};
    /** @type {Record<string, string>} */
    let verdicts = {};
    /** @type {ReturnType<typeof kbSearch.search>} */
    let results = [];
    let active = -1;

    const load = async () => {
      if (asked) return;
      asked = true;
      status.textContent = words.search_loading;
      const records = link.dataset.kbSearch ?? ""; // in assets/data/; the engine stands above it
      const engine = kbShared.load(records.replace(/data\/[^/]*$/, "kb-search.js"));
      /** @type {SearchData} */
      const data = await kbShared.data(records, "KB_SEARCH");
      await engine;
      index = kbSearch.prepare(data);
      labels = data.labels;
      verdicts = data.verdicts;
      dialog.dataset.ready = "true";
      show();
    };
    const open = () => {
      load();
      if (!dialog.open) dialog.showModal();
      input.select();
      input.focus();
    };

    link.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    link.addEventListener("pointerenter", load, { once: true });
    link.addEventListener("focus", load, { once: true });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => link.focus());
    document.addEventListener("keydown", (event) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        (/^(?:input|textarea|select)$/i.test(target.tagName) || target.isContentEditable);
      if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        open();
      }
    });
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // an input method is still choosing characters
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!["Escape", "Enter"].includes(event.key) && !(step && results.length)) return;
      event.preventDefault();
      if (step) mark((active + step + results.length) % results.length);
      else if (event.key === "Escape") dialog.close();
      else if (results.length) location.href = home + results[Math.max(active, 0)].record.url;
    });

    /** @param {number} chosen */
    function mark(chosen) {
      [...list.children].forEach((item, i) => {
        item.setAttribute("aria-selected", String(i === chosen));
      });
      active = chosen;
      const item = list.children[chosen];
      input.setAttribute("aria-activedescendant", item ? item.id : "");
      item?.scrollIntoView({ block: "nearest" });
    }

    function show() {
      if (!index) return;
      const query = input.value;
      results = query.trim() ? kbSearch.search(index, query) : [];
      const wanted = kbSearch.tokens(query).map((token) => token.text);
      list.replaceChildren(...results.map(({ record }, i) => item(record, i, wanted)));
      const count = results.length ? filled(words.search_count, { n: results.length }) : words.search_none;
      status.textContent = query.trim() ? count : words.search_hint;
      mark(results.length ? 0 : -1);
    }

    /** @param {SearchRecord} record */
    function verdict(record) {
      const name = `kb-badge kb-verdict kb-verdict-${record.verdict}`;
      return record.verdict ? [" ", make("span", { class: name }, verdicts[record.verdict])] : [];
    }

    /**
     * @param {SearchRecord} record
     * @param {number} i
     * @param {string[]} wanted
     */
    function item(record, i, wanted) {
      return make(
        "a",
        { href: home + record.url, tabindex: "-1", role: "option", id: `kb-result-${i}`, "aria-selected": "false" },
        make("span", { class: `kb-kind kb-kind-${record.kind}` }, labels[record.kind]),
        make("span", { class: "kb-search-title" }, ...marked(record.title, wanted), ...verdict(record)),
        make("span", { class: "kb-search-text" }, ...marked(kbSearch.snippet(record, wanted), wanted)),
      );
    }

    /**
     * @param {string} text
     * @param {string[]} wanted
     */
    function marked(text, wanted) {
      return kbSearch.marked(text, wanted).map(([piece, hit]) => (hit ? make("mark", {}, piece) : piece));
    }
  }
})();
