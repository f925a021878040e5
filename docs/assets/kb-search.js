/* Search. A linear scan over the records of `assets/data/search-<lang>.js`: no index, nothing segmented.

   A query is cut into words of Latin letters and digits, and runs of Chinese characters; a run counts as a whole and
   by its pairs of characters, so "客服机器人瞎编退款政策" finds a record that shares most of its pairs. A token is
   worth more the fewer records have it, and more in a title than in a text. What covers most of the query comes first.

   `kbSearch.rank(records, query, limit)` is pure, so that tests can run it without a page. */
"use strict";
(function (root) {
  const WEIGHTS = [12, 9, 3, 5, 1]; // title, names, summary, symptoms, text
  const KIND = { problem: 1.25, mitigation: 1.15, case: 0.95, path: 0.95, area: 0.9, term: 0.8, framework: 0.9, item: 0.6 };
  const STOP = new Set(
    ("a an and are as at be but by can do does for from get has have how i if in into is it its me my no not of on or our " +
      "so that the their them then they this to too was we what when where which who why will with you your " +
      "about after again all also am any anyone back been being did don't each every gets getting go going got had just keep keeps let " +
      "lets like made make makes many more most much need never new now off once one only other out over own really same say says she " +
      "should some still such than there these thing things those up us use used using very want wants way were while would he him his her ask asks " +
      "怎么 什么 为何 如何 我们 你们 他们 一个 没有 可以 不能 怎样 为什么").split(" ")
  );
  const HAN = /[\u3400-\u9fff]/;

  function normal(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /* A query as tokens {text, weight, han, stem}. */
  function tokens(query) {
    const out = new Map();
    const add = (text, weight, han, stem) => {
      if (text && !STOP.has(text) && !(out.has(text) && out.get(text).weight >= weight)) out.set(text, { text, weight, han, stem });
    };
    for (const part of normal(query).match(/[\u3400-\u9fff]+|[\p{L}\p{N}]+(?:[-.:/'’][\p{L}\p{N}]+)*/gu) || []) {
      if (!HAN.test(part)) {
        const words = part.includes("-") || part.includes("/") ? [part, ...part.split(/[-/]/)] : [part];
        for (const word of words) add(word, word === part ? 1 : 0.7, false, stem(word));
        continue;
      }
      if (part.length <= 2) { add(part, 1, true); continue; }
      add(part, 0.8 + part.length * 0.2, true);
      for (let i = 0; i + 2 <= part.length; i++) add(part.slice(i, i + 2), 1, true);
    }
    return [...out.values()];
  }

  /* The part of an English word that its forms share. */
  function stem(word) {
    if (word.length < 5 || /\d/.test(word)) return "";
    return word.replace(/(?:isation|ization|ations?|ating|ated|ates?|ings?|ments?|ness|ies|ied|ers?|ed|es|s|y|ion|ions|al|ly)$/, "").slice(0, 12);
  }

  /* How well a token matches a field: 1 whole word, 0.8 start of a word, 0.5 shared stem; Chinese anywhere. */
  function quality(field, token) {
    const { text, han } = token;
    let at = field.indexOf(text);
    if (han) return at < 0 ? 0 : 1;
    let best = 0;
    while (at >= 0) {
      const before = at === 0 ? "" : field[at - 1];
      const after = field[at + text.length] || "";
      if (!/[\p{L}\p{N}]/u.test(before) || HAN.test(before)) {
        if (!/[\p{L}\p{N}]/u.test(after) || HAN.test(after)) return 1;
        best = Math.max(best, text.length >= 2 ? 0.8 : 0);
      }
      at = field.indexOf(text, at + 1);
    }
    if (!best && token.stem && token.stem.length >= 4) {
      at = field.indexOf(token.stem);
      while (at >= 0) {
        if (at === 0 || !/[\p{L}\p{N}]/u.test(field[at - 1])) return 0.5;
        at = field.indexOf(token.stem, at + 1);
      }
    }
    return best;
  }

  /* Records once prepared: lower-cased fields beside the originals. */
  function prepare(data) {
    return data.records.map(([kind, url, title, names, summary, seen, text]) => ({
      kind, url, title, names, summary, seen, text,
      fields: [normal(title), normal(names.join(" \n ")), normal(summary), normal(seen.join(" \n ")), normal(text)],
      exact: [normal(title), ...names.map(normal)],
      names1: new Set([normal(title), ...names.map(normal)]),
    }));
  }

  function rank(records, query, limit) {
    const wanted = tokens(query).map((token) => respelt(records, token));
    if (!wanted.length) return [];
    const whole = normal(query).trim();
    // How many records have each token, and how well each record has it.
    const hits = wanted.map(() => 0);
    const found = [];
    for (const record of records) {
      let any = false;
      const row = wanted.map((token, i) => {
        let best = 0;
        for (let f = 0; f < record.fields.length; f++) {
          const q = quality(record.fields[f], token);
          if (q) best = Math.max(best, q * WEIGHTS[f]);
        }
        // A token that is one of the record's names, whole, says more than any other place.
        if (best && record.names1.has(token.text)) best = 40;
        if (best) { hits[i]++; any = true; }
        return best;
      });
      if (any) found.push([record, row]);
    }
    const rarity = wanted.map((token, i) => token.weight * Math.log(1 + records.length / (1 + hits[i])));
    // A whole Chinese run that nothing has is no reason to rank its parts low.
    const total = rarity.reduce((sum, value, i) => sum + (hits[i] ? value : 0), 0) || 1;
    const scored = found.map(([record, row]) => {
      let score = 0, covered = 0;
      row.forEach((value, i) => {
        if (!value) return;
        score += rarity[i] * Math.sqrt(value);
        covered += rarity[i];
      });
      const share = covered / total;
      score *= share * share * (KIND[record.kind] || 1);
      if (record.exact.includes(whole)) score *= record.exact[0] === whole ? 3 : 2.4;
      return { record, score, share };
    });
    scored.sort((a, b) => b.score - a.score || (a.record.url < b.record.url ? -1 : 1));
    return scored.slice(0, limit || 20);
  }

  /* An English word that no record has is taken for the nearest word of a title or name: one slip, or two in long words. */
  function respelt(records, token) {
    if (token.han || token.text.length < 5 || /\d/.test(token.text)) return token;
    if (!records.words) {
      const words = new Set();
      for (const record of records) for (const name of record.exact) for (const word of name.match(/[a-z]{4,}/g) || []) words.add(word);
      records.words = [...words];
    }
    if (records.some((record) => record.fields.some((field) => quality(field, token)))) return token;
    const limit = token.text.length >= 7 ? 2 : 1;
    let best = null, least = limit + 1;
    for (const word of records.words) {
      if (Math.abs(word.length - token.text.length) > limit) continue;
      const d = distance(token.text, word, least);
      if (d < least) { least = d; best = word; }
    }
    return best ? { ...token, text: best, stem: stem(best) } : token;
  }

  /* Edits (insert, delete, replace, swap neighbours) between two words; stops counting at `limit`. */
  function distance(a, b, limit) {
    let before = null, previous = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        let d = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (before && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2] + 1);
        row.push(d);
      }
      if (Math.min(...row) >= limit) return limit;
      before = previous;
      previous = row;
    }
    return previous[b.length];
  }

  /* When nothing matches: names that look like the query, for slips of the finger. */
  function near(records, query, limit) {
    const grams = (text) => { const s = new Set(); for (let i = 0; i + 3 <= text.length; i++) s.add(text.slice(i, i + 3)); return s; };
    const mine = grams(normal(query).trim());
    if (mine.size < 2) return [];
    const scored = [];
    for (const record of records) {
      let best = 0;
      for (const name of record.exact) {
        if (HAN.test(name)) continue;
        const theirs = grams(name);
        let shared = 0;
        for (const gram of mine) if (theirs.has(gram)) shared++;
        best = Math.max(best, (2 * shared) / (mine.size + theirs.size));
      }
      if (best > 0.45) scored.push({ record, score: best * (KIND[record.kind] || 1), share: best });
    }
    return scored.sort((a, b) => b.score - a.score).slice(0, limit || 20);
  }

  function search(records, query, limit) {
    const results = rank(records, query, limit);
    return results.length && results[0].share > 0.2 ? results : near(records, query, limit).concat(results).slice(0, limit || 20);
  }

  root.kbSearch = { prepare, rank, search, tokens, normal };
})(typeof window === "undefined" ? globalThis : window);
