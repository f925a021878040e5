/* What pages do beyond being read. Everything works without it; nothing here is fetched from elsewhere. */
"use strict";
(function () {
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const words = JSON.parse(document.getElementById("kb-words").textContent);

  /* -- what stands around every page ------------------------------------------------------------------------------ */

  const scheme = document.querySelector("[data-kb-scheme]");
  scheme.hidden = false;
  scheme.addEventListener("click", () => {
    const next = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
    document.body.dataset.mdColorScheme = next;
    try { localStorage.setItem("kb-scheme", next); } catch { /* not remembered, then */ }
  });

  // The menu is a checkbox and a label, so that it opens without JavaScript; a keyboard needs a button.
  const label = document.querySelector("[data-kb-menu]");
  const drawer = document.getElementById(label.htmlFor);
  const menu = make("button", { type: "button", class: label.className, title: label.title, "aria-label": label.title, "data-kb-menu": "" }, ...label.childNodes);
  label.replaceWith(menu);
  const opened = (open) => { drawer.checked = open; menu.setAttribute("aria-expanded", String(open)); };
  opened(drawer.checked);
  drawer.addEventListener("change", () => opened(drawer.checked));
  menu.addEventListener("click", () => opened(!drawer.checked));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && drawer.checked) { opened(false); menu.focus(); } });
  document.querySelector(".md-sidebar--primary").addEventListener("click", (event) => { if (event.target.closest("a")) opened(false); });

  // In the header, where it covers nothing.
  const top = document.querySelector("[data-kb-top]");
  top.addEventListener("click", () => { scrollTo(0, 0); document.querySelector(".md-logo").focus(); });
  addEventListener("scroll", () => { top.hidden = scrollY < 2 * innerHeight; }, { passive: true });

  // Which section is being read: the last heading that has come into the upper part of the window.
  const contents = new Map([...document.querySelectorAll(".md-nav--secondary a[href^='#']")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      for (const a of contents.values()) a.classList.remove("md-nav__link--active");
      contents.get(target.id).classList.add("md-nav__link--active");
    }
  }, { rootMargin: "-10% 0px -70% 0px" });
  for (const id of contents.keys()) { const heading = document.getElementById(id); if (heading) seen.observe(heading); }

  // A built page does not know the day on which it is read.
  const today = new Date().toISOString().slice(0, 10);
  for (const due of document.querySelectorAll(".kb-due")) {
    if (due.textContent < today) { due.classList.add("kb-late"); due.append(` ${words.overdue}`); }
  }

  /* -- tables: filters whose state is in the address, and sorting -------------------------------------------------- */

  for (const box of document.querySelectorAll("[data-kb-filtered]")) filters(box);
  for (const box of document.querySelectorAll("[data-kb-sortable]")) sorting(box);

  /* `box` is a table's frame, or holds several tables; its form stands before it. A facet is of rows, columns or cells. */
  function filters(box) {
    const form = box.previousElementSibling;
    const tables = [...box.querySelectorAll("table")].map((table) => ({
      part: table.closest(".kb-part"), head: table.tHead.rows[0], columns: [...table.tHead.rows[0].cells], rows: [...table.tBodies[0].rows],
    }));
    const total = tables.reduce((sum, { rows }) => sum + rows.length, 0);
    const selects = [...form.querySelectorAll("select")];
    const reset = form.querySelector("button");
    const status = form.querySelector("output");
    const grid = selects.some((select) => select.dataset.of !== "row");
    form.addEventListener("change", () => { remember(); apply(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    reset.addEventListener("click", (event) => {
      event.preventDefault();
      for (const select of selects) select.value = "";
      remember();
      apply();
      selects[0].focus(); // the button is gone
    });

    const chosen = (of) => selects.filter((select) => select.dataset.of === of && select.value);
    const fits = (element, wanted) => wanted.every(({ name, value }) => (element.dataset[name] || "").split(" ").includes(value));

    let narrowed = false;

    function apply() {
      const any = selects.some((select) => select.value);
      if (!any && !narrowed) { report(total); return; } // nothing to hide and nothing hidden: leave the cells alone
      narrowed = any;
      report(tables.reduce((sum, table) => sum + narrow(table), 0));
    }

    /* Hides what does not fit; a row that lost all its cells goes, and so does a column. Returns how many rows are left. */
    function narrow({ part, head, columns, rows }) {
      const byRow = chosen("row"), byColumn = chosen("column"), byCell = chosen("cell");
      const used = new Set();
      let shown = 0;
      for (const row of rows) {
        let visible = fits(row, byRow);
        if (visible && grid) {
          let some = false;
          [...row.cells].forEach((cell, i) => {
            if (!i || !cell.firstChild) return;
            const keep = fits(columns[i], byColumn) && fits(cell, byCell);
            cell.classList.toggle("kb-off", !keep);
            if (keep) { some = true; used.add(i); }
          });
          visible = some || !(byColumn.length || byCell.length);
        }
        row.hidden = !visible;
        if (visible) shown++;
      }
      if (grid) {
        const off = columns.map((column, i) => Boolean(i && narrowed && !used.has(i)));
        for (const row of [head, ...rows]) [...row.cells].forEach((cell, i) => { cell.hidden = off[i]; });
      }
      if (part) part.hidden = !shown;
      return shown;
    }

    function report(shown) {
      reset.hidden = !selects.some((select) => select.value);
      status.textContent = words.filter_count.replace("{n}", shown).replace("{total}", total);
    }

    function remember() {
      const state = new URLSearchParams();
      for (const { name, value } of selects) if (value) state.set(name, value);
      history.replaceState(null, "", `${location.pathname}${String(state) ? "?" + state : ""}${location.hash}`);
    }

    const state = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = state.get(select.name);
      if (value && [...select.options].some((option) => option.value === value)) select.value = value;
    }
    apply();
  }

  function sorting(box) {
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const key = (row, i) => row.cells[i].dataset.sort || row.cells[i].textContent.trim();
    [...table.tHead.rows[0].cells].forEach((head, i) => {
      const button = make("button", { type: "button", title: words.filter_sort.replace("{name}", head.textContent) }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * compare(key(a, i), key(b, i))));
      });
    });
  }

  /* -- search dialog ---------------------------------------------------------------------------------------------- */

  const opener = document.querySelector("[data-kb-search]");
  if (opener) searchDialog(opener);

  function searchDialog(link) {
    const home = link.dataset.home.replace(/index\.html$/, "");
    const input = make("input", {
      type: "search", id: "kb-search-input", autocomplete: "off", spellcheck: "false", enterkeyhint: "go", role: "combobox",
      "aria-expanded": "true", "aria-controls": "kb-search-results", "aria-label": words.search, placeholder: words.search_hint,
    });
    const list = make("div", { id: "kb-search-results", role: "listbox", "aria-label": words.search });
    const status = make("p", { class: "kb-search-status", role: "status" });
    const close = make("button", { type: "button", class: "kb-search-close", "aria-label": words.close }, "×");
    const dialog = make("dialog", { class: "kb-search", "aria-label": words.search },
      make("div", { class: "kb-search-bar" }, input, close), status, list);
    document.body.append(dialog);
    let records = null, active = -1, results = [];

    const load = () => {
      if (records || document.getElementById("kb-search-data")) return;
      status.textContent = words.search_loading;
      const script = make("script", { id: "kb-search-data", src: link.dataset.kbSearch });
      script.addEventListener("load", () => {
        records = window.kbSearch.prepare(window.KB_SEARCH);
        dialog.dataset.ready = "true";
        show();
      });
      document.head.append(script);
    };
    const open = () => { load(); if (!dialog.open) dialog.showModal(); input.select(); input.focus(); };
    const go = (index) => { if (results[index]) location.href = home + results[index].record.url; };

    link.addEventListener("click", (event) => { event.preventDefault(); open(); });
    link.addEventListener("pointerenter", load, { once: true });
    link.addEventListener("focus", load, { once: true });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => link.focus());
    document.addEventListener("keydown", (event) => {
      const typing = /^(?:input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
      if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        open();
      }
    });
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // an input method is still choosing characters
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && results.length) { event.preventDefault(); mark((active + step + results.length) % results.length); }
      else if (event.key === "Escape") { event.preventDefault(); dialog.close(); }
      else if (event.key === "Enter") { event.preventDefault(); go(Math.max(active, 0)); }
    });

    function mark(index) {
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
      active = index;
      const item = list.children[index];
      input.setAttribute("aria-activedescendant", item ? item.id : "");
      if (item) item.scrollIntoView({ block: "nearest" });
    }

    function show() {
      if (!records) return;
      const query = input.value;
      results = query.trim() ? window.kbSearch.search(records, query, 20) : [];
      const tokens = window.kbSearch.tokens(query).map((token) => token.text);
      list.replaceChildren(...results.map((result, i) => item(result.record, i, tokens)));
      status.textContent = !query.trim() ? words.search_hint : results.length ? words.search_count.replace("{n}", results.length) : words.search_none;
      mark(results.length ? 0 : -1);
    }

    function item(record, index, tokens) {
      // The symptom that fits best says more than the summary does.
      const lower = window.kbSearch.normal;
      const fits = (text) => tokens.filter((token) => lower(text).includes(token)).length;
      const texts = [record.summary, ...record.seen.slice(0, record.seen.length / 2)];
      const snippet = texts.reduce((best, text) => (fits(text) > fits(best) ? text : best), texts[0] || "");
      return make("a", { href: home + record.url, tabindex: "-1", role: "option", id: `kb-result-${index}`, "aria-selected": "false" },
        make("span", { class: `kb-kind kb-kind-${record.kind}` }, window.KB_SEARCH.labels[record.kind]),
        make("span", { class: "kb-search-title" }, ...marked(record.title, tokens)),
        make("span", { class: "kb-search-text" }, ...marked(snippet.length > 140 ? snippet.slice(0, 140) + "…" : snippet, tokens)));
    }

    function marked(text, tokens) {
      const lower = window.kbSearch.normal(text);
      if (lower.length !== text.length) return [text];
      const spans = [];
      for (const token of tokens) for (let at = lower.indexOf(token); at >= 0; at = lower.indexOf(token, at + 1)) spans.push([at, at + token.length]);
      spans.sort((a, b) => a[0] - b[0]);
      const out = [];
      let end = 0;
      for (const [from, to] of spans) {
        if (to <= end) continue;
        const start = Math.max(from, end);
        out.push(text.slice(end, start), make("mark", {}, text.slice(start, to)));
        end = to;
      }
      return [...out, text.slice(end)];
    }
  }
})();
