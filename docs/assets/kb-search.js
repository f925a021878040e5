/* Search. A linear scan over the records of `assets/data/search-<lang>.js`: no index, nothing segmented.

   A query is cut into words of Latin letters and digits, and runs of Chinese characters; a run counts as a whole and
   by its pairs of characters, so "客服机器人瞎编退款政策" finds a record that shares most of its pairs. A token is
   worth more the fewer records have it, and more in a title than in a text. What covers most of the query comes first.

   Loaded by kb.js when the reader first searches. Nothing here touches a page, so that tests can run it in Node. */
"use strict";

/**
 * What Python writes, `site/search.py`: per record its kind, address, title, other names, summary, symptoms, text, and
 * for a problem or a mitigation the best verdict on its links.
 * @typedef {[string, string, string, string[], string, string[], string, string?]} SearchRow
 */
/**
 * @typedef {object} SearchData
 * @property {string} lang
 * @property {Record<string, string>} labels of each kind of record
 * @property {Record<string, string>} verdicts labels of verdicts
 * @property {Record<string, number>} weights how much a match in each kind of record counts
 * @property {SearchRow[]} records
 */
/**
 * A record made ready: `fields` are its title, names, summary, symptoms and text in small letters, `exact` its title
 * and names.
 * @typedef {object} SearchRecord
 * @property {string} kind
 * @property {string} url
 * @property {string} title
 * @property {string} summary
 * @property {string[]} seen
 * @property {string} verdict empty where there is none
 * @property {number} weight
 * @property {string[]} fields
 * @property {Set<string>} exact
 */
/**
 * `words` are those of titles and names, gathered when the first misspelt word comes.
 * @typedef {{ records: SearchRecord[], words: string[] | null }} SearchIndex
 */
/**
 * A piece of a query; `stem` is what the forms of an English word share, or nothing.
 * @typedef {{ text: string, weight: number, han: boolean, stem: string }} Token
 */
/**
 * `share`: how much of the query the record covers, from 0 to 1.
 * @typedef {{ record: SearchRecord, score: number, share: number }} SearchResult
 */

const kbSearch = (() => {
  const FIELD_WEIGHTS = [12, 9, 3, 5, 1]; // title, names, summary, symptoms, text
  const WHOLE_NAME_WEIGHT = 40; // a token that is a name by itself says more than any field
  const STOP = new Set(
    (
      "a an and are as at be but by can do does for from get has have how i if in into is it its me my no not " +
      "of on or our so that the their them then they this to too was we what when where which who why will with " +
      "you your about after again all also am any anyone back been being did don't each every gets getting go " +
      "going got had just keep keeps let lets like made make makes many more most much need never new now off " +
      "once one only other out over own really same say says she should some still such than there these thing " +
      "things those up us use used using very want wants way were while would he him his her ask asks " +
      "怎么 什么 为何 如何 我们 你们 他们 一个 没有 可以 不能 怎样 为什么"
    ).split(" "),
  );
  const HAN = /[\u3400-\u9fff]/;
  const LETTER = /[\p{L}\p{N}]/u;
  // Runs of Chinese characters, or words of other letters with the signs that hold their parts together.
  const WORD = "(?:(?![\\u3400-\\u9fff])[\\p{L}\\p{N}])+";
  const PARTS = new RegExp(`[\\u3400-\\u9fff]+|${WORD}(?:[-.:/'’]${WORD})*`, "gu");
  const ENDINGS =
    /(?:isation|ization|ations?|ating|ated|ates?|ings?|ments?|ness|ies|ied|ers?|ed|es|s|y|ion|ions|al|ly)$/;

  /**
   * Small letters, one form of each character.
   * @param {string} text
   */
  function normal(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /**
   * A query in pieces.
   * @param {string} query
   * @returns {Token[]}
   */
  function tokens(query) {
    /** @type {Map<string, Token>} */
    const out = new Map();
    /** @type {(text: string, weight: number, han: boolean) => void} */
    const add = (text, weight, han) => {
      if (!text || STOP.has(text) || (out.get(text)?.weight ?? 0) >= weight) return;
      out.set(text, { text, weight, han, stem: han ? "" : stem(text) });
    };
    for (const part of normal(query).match(PARTS) ?? []) {
      if (!HAN.test(part)) {
        add(part, 1, false);
        if (/[-/]/.test(part)) for (const word of part.split(/[-/]/)) add(word, 0.7, false);
      } else if (part.length <= 2) {
        add(part, 1, true);
      } else {
        add(part, 0.8 + part.length * 0.2, true);
        for (let i = 0; i + 2 <= part.length; i++) add(part.slice(i, i + 2), 1, true);
      }
    }
    return [...out.values()];
  }

  /**
   * The part of an English word that its forms share.
   * @param {string} word
   */
  function stem(word) {
    return word.length < 5 || /\d/.test(word) ? "" : word.replace(ENDINGS, "").slice(0, 12);
  }

  /**
   * Whether a character leaves a word whole that stands beside it.
   * @param {string} character
   */
  function parts(character) {
    return !LETTER.test(character) || HAN.test(character);
  }

  /**
   * How well a token matches a field: 1 whole word, 0.8 start of a word, 0.5 shared stem; Chinese anywhere.
   * @param {string} field
   * @param {Token} token
   */
  function quality(field, { text, han, stem }) {
    if (han) return field.includes(text) ? 1 : 0;
    let best = 0;
    for (let at = field.indexOf(text); at >= 0; at = field.indexOf(text, at + 1)) {
      if (at > 0 && !parts(field[at - 1])) continue;
      if (parts(field[at + text.length] ?? "")) return 1;
      if (text.length >= 2) best = 0.8;
    }
    if (best || stem.length < 4) return best;
    for (let at = field.indexOf(stem); at >= 0; at = field.indexOf(stem, at + 1)) {
      if (at === 0 || !LETTER.test(field[at - 1])) return 0.5;
    }
    return 0;
  }

  /**
   * The data made ready to be searched.
   * @param {SearchData} data
   * @returns {SearchIndex}
   */
  function prepare(data) {
    const records = data.records.map(([kind, url, title, names, summary, seen, text, verdict = ""]) => ({
      kind,
      url,
      title,
      summary,
      seen,
      verdict,
      weight: data.weights[kind] ?? 1,
      fields: [title, names.join(" \n "), summary, seen.join(" \n "), text].map(normal),
      exact: new Set([title, ...names].map(normal)),
    }));
    return { records, words: null };
  }

  /**
   * How well a record has a token, in its best field; 0 where it has not.
   * @param {SearchRecord} record
   * @param {Token} token
   */
  function strength(record, token) {
    let best = 0;
    for (let f = 0; f < FIELD_WEIGHTS.length; f++) {
      best = Math.max(best, quality(record.fields[f], token) * FIELD_WEIGHTS[f]);
    }
    return best && record.exact.has(token.text) ? WHOLE_NAME_WEIGHT : best;
  }

  /**
   * The records that have something of a query, best first.
   * @param {SearchIndex} index
   * @param {string} query
   * @param {number} limit
   * @returns {SearchResult[]}
   */
  function rank(index, query, limit = 20) {
    const { records } = index;
    const wanted = tokens(query).map((token) => respelt(index, token));
    if (!wanted.length) return [];
    const whole = normal(query).trim();
    const hits = wanted.map(() => 0);
    /** @type {[SearchRecord, number[]][]} */
    const found = [];
    for (const record of records) {
      const row = wanted.map((token) => strength(record, token));
      row.forEach((value, i) => {
        if (value) hits[i]++;
      });
      if (row.some(Boolean)) found.push([record, row]);
    }
    const rarity = wanted.map((token, i) => token.weight * Math.log(1 + records.length / (1 + hits[i])));
    // A whole Chinese run that nothing has is no reason to rank its parts low.
    const total = rarity.reduce((sum, value, i) => sum + (hits[i] ? value : 0), 0) || 1;
    const scored = found.map(([record, row]) => {
      let score = 0;
      let covered = 0;
      row.forEach((value, i) => {
        if (!value) return;
        score += rarity[i] * Math.sqrt(value);
        covered += rarity[i];
      });
      const share = covered / total;
      score *= share * share * record.weight;
      if (record.exact.has(whole)) score *= record.fields[0] === whole ? 3 : 2.4;
      return { record, score, share };
    });
    scored.sort((a, b) => b.score - a.score || (a.record.url < b.record.url ? -1 : 1));
    return scored.slice(0, limit);
  }

  /**
   * An English word that no record has is taken for the nearest word of a title or name: one slip, or two in long
   * words.
   * @param {SearchIndex} index
   * @param {Token} token
   * @returns {Token}
   */
  function respelt(index, token) {
    if (token.han || token.text.length < 5 || /\d/.test(token.text)) return token;
    if (index.records.some((record) => record.fields.some((field) => quality(field, token)))) return token;
    index.words ??= [
      ...new Set(index.records.flatMap(({ exact }) => [...exact].flatMap((name) => name.match(/[a-z]{4,}/g) ?? []))),
    ];
    const limit = token.text.length >= 7 ? 2 : 1;
    let best = "";
    let least = limit + 1;
    for (const word of index.words) {
      if (Math.abs(word.length - token.text.length) > limit) continue;
      const edits = distance(token.text, word, least);
      if (edits < least) {
        least = edits;
        best = word;
      }
    }
    return best ? { ...token, text: best, stem: stem(best) } : token;
  }

  /**
   * Edits (insert, delete, replace, swap neighbours) between two words; stops counting at `limit`.
   * @param {string} a
   * @param {string} b
   * @param {number} limit
   */
  function distance(a, b, limit) {
    /** @type {number[]} */
    let before = [];
    let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        row.push(Math.min(previous[j] + 1, row[j - 1] + 1, replaced, swapped ? before[j - 2] + 1 : Infinity));
      }
      if (Math.min(...row) >= limit) return limit;
      before = previous;
      previous = row;
    }
    return previous[b.length];
  }

  /**
   * Every run of three characters of a text.
   * @param {string} text
   */
  function trigrams(text) {
    return new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3)));
  }

  /**
   * When nothing matches: names that look like the query, for slips of the finger.
   * @param {SearchIndex} index
   * @param {string} query
   * @param {number} limit
   * @returns {SearchResult[]}
   */
  function near(index, query, limit) {
    const mine = trigrams(normal(query).trim());
    if (mine.size < 2) return [];
    const scored = [];
    for (const record of index.records) {
      let best = 0;
      for (const name of record.exact) {
        if (HAN.test(name)) continue;
        const theirs = trigrams(name);
        const shared = [...mine].filter((gram) => theirs.has(gram)).length;
        best = Math.max(best, (2 * shared) / (mine.size + theirs.size));
      }
      if (best > 0.45) scored.push({ record, score: best * record.weight, share: best });
    }
    return scored.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  /**
   * What to show for a query: ranked records, after look-alikes where next to nothing matches.
   * @param {SearchIndex} index
   * @param {string} query
   * @param {number} limit
   * @returns {SearchResult[]}
   */
  function search(index, query, limit = 20) {
    const results = rank(index, query, limit);
    if (results.length && results[0].share > 0.2) return results;
    return [...near(index, query, limit), ...results].slice(0, limit);
  }

  /* -- what a result shows ----------------------------------------------------------------------------------------- */

  /**
   * The summary, or the symptom that fits the query better.
   * @param {SearchRecord} record
   * @param {string[]} wanted
   */
  function snippet(record, wanted) {
    /** @type {(text: string) => number} */
    const count = (text) => wanted.filter((token) => normal(text).includes(token)).length;
    // The second half of the symptoms is in the other language.
    const texts = [record.summary, ...record.seen.slice(0, record.seen.length / 2)];
    const best = texts.reduce((best, text) => (count(text) > count(best) ? text : best));
    return best.length > 140 ? `${best.slice(0, 140)}…` : best;
  }

  /**
   * A text in pieces, each with whether it is to be marked because the query has it.
   * @param {string} text
   * @param {string[]} wanted
   * @returns {[string, boolean][]}
   */
  function marked(text, wanted) {
    const lower = normal(text);
    if (lower.length !== text.length) return [[text, false]]; // places would not be the same
    const spans = [];
    for (const token of wanted) {
      for (let at = lower.indexOf(token); at >= 0; at = lower.indexOf(token, at + 1))
        spans.push([at, at + token.length]);
    }
    spans.sort((a, b) => a[0] - b[0]);
    /** @type {[string, boolean][]} */
    const out = [];
    let end = 0;
    for (const [from, to] of spans) {
      if (to <= end) continue;
      const start = Math.max(from, end);
      out.push([text.slice(end, start), false], [text.slice(start, to), true]);
      end = to;
    }
    return [...out, [text.slice(end), false]];
  }

  return { prepare, rank, search, tokens, normal, stem, distance, snippet, marked };
})();
