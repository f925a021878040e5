"""What the search box searches: one small record per page, term and framework item, in one file per language.

The browser scans these records as they are (see `docs/assets/kb-search.js`): there is no index to build or to load, so
search is ready as soon as the file is, and a Chinese word is found wherever it stands, because nothing is segmented.
A record carries the names of both languages, so a query in either finds the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from aigc_kb.base.calendar import dated_duties
from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Evidence, Relations
from aigc_kb.document import citations
from aigc_kb.document.addresses import UrlStyle, entry_path, item_anchor, relative, study_path, to_framework
from aigc_kb.language.interface import UI
from aigc_kb.language.markup import plain
from aigc_kb.model.entries import Case, Entry, Mitigation, Path, Problem
from aigc_kb.model.kinds import KINDS, kind_of
from aigc_kb.model.text import Lang, other
from aigc_kb.model.vocabulary import VERDICT

KIND_WEIGHT: Final[dict[str, float]] = {
    **{kind.name: kind.weight for kind in KINDS if kind.weight},
    "area": 0.9,
    "term": 0.8,
    "item": 0.6,
    "page": 0.9,
}
"""Every kind of record, and how much a match in it counts."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that can be found. Texts are plain; `names` and `seen` hold both languages."""

    kind: str
    url: str
    """From the language's home, with an anchor if any."""
    title: str
    names: tuple[str, ...]
    """Other names: the other language's title, aliases, terms."""
    summary: str
    seen: tuple[str, ...]
    """Symptoms: what a reader would describe."""
    text: str
    """The rest, of least weight."""
    verdict: str = ""
    """The best verdict on the links of a problem or a mitigation, which a result shows behind its title."""


def records(kb: KnowledgeBase, relations: Relations, lang: Lang, style: UrlStyle) -> Iterator[Record]:
    """Everything that can be found on a language's side, entries first."""

    def url(path: str, anchor: str = "") -> str:
        link = relative(f"{lang}/", f"{lang}/{path}", style)
        return f"{link}#{anchor}" if anchor else link

    words = _words_of_entries(kb)
    verdicts = _best_verdicts(kb, relations)
    for entry in kb.entries():
        record = _entry(entry, lang, url(entry_path(entry)), words.get(entry.id, ()))
        yield replace(record, verdict=verdicts.get(entry.id, ""))
    for study in kb.studies.values():
        reference = kb.references[study.references[0]]
        title = f"{citations.short(reference, lang)} · {reference.title}"
        yield Record("study", url(study_path(study.id)), title, (study.id,), plain(study.setting[lang]), (), "")
    for area in kb.areas.values():
        path = f"areas/{area.id}/"
        yield Record("area", url(path), area.title[lang], (area.title[other(lang)],), plain(area.summary[lang]), (), "")
    for term in kb.terms.values():
        names = (term.word(other(lang)), *term.aliases.all())
        link = url("terms/", f"term-{term.id}")
        yield Record("term", link, term.word(lang), names, plain(term.definition[lang]), (), "")
    for framework in kb.frameworks.values():
        page = to_framework(framework.id).path
        names = (framework.title[other(lang)], framework.id, framework.edition)
        about = f"{framework.publisher[lang]} · {framework.status[lang]}"
        yield Record("framework", url(page), framework.title[lang], names, about, (), "")
        for item in framework.items:
            title = f"{item.id} {item.title[lang]}"
            names = (item.title[other(lang)],)
            yield Record("item", url(page, item_anchor(item.id)), title, names, framework.title[lang], (), "")
    if any(dated_duties(kb)):
        named, about = UI["duties"], UI["calendar_about"][lang]
        yield Record("page", url("duties/"), named[lang], (named[other(lang)],), about, (), "")


def _best_verdicts(kb: KnowledgeBase, relations: Relations) -> dict[str, str]:
    """Problem or mitigation -> the best verdict among the links by which something addresses it, or it something."""
    best: dict[str, Evidence] = {}
    for mitigation in kb.mitigations.values():
        for address in mitigation.addresses:
            evidence = relations.evidence[mitigation.id, address.problem]
            for key in (mitigation.id, address.problem):
                best[key] = min(best.get(key, evidence), evidence, key=lambda x: x.rank)
    return {key: evidence.assessment.verdict for key, evidence in best.items()}


def _words_of_entries(kb: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Entry -> the words of the terms that it treats."""
    out: dict[str, tuple[str, ...]] = {}
    for term in kb.terms.values():
        if term.entry:
            out[term.entry] = (*out.get(term.entry, ()), term.zh, term.en, *term.aliases.all())
    return out


def _entry(entry: Entry, lang: Lang, url: str, words: tuple[str, ...]) -> Record:
    title = entry.title[lang]
    names = dict.fromkeys((entry.title[other(lang)], *entry.aliases.all(), *words))
    names.pop(title, None)
    seen: tuple[str, ...] = ()
    text: list[str] = []
    match entry:
        case Problem():
            seen = tuple(plain(s[side]) for side in (lang, other(lang)) for s in entry.symptoms)
            text = [fact.claim[lang] for fact in entry.facts] + [m.name[lang] for m in entry.measure]
        case Mitigation():
            text = [fact.claim[lang] for fact in entry.facts] + [step[lang] for step in entry.steps]
        case Case():
            text = [entry.who[lang], *(fact.claim[lang] for fact in entry.facts)]
        case Path():
            text = [exercise.title[lang] for exercise in entry.exercises]
    return Record(
        kind_of(entry).name,
        url,
        title,
        tuple(names),
        plain(entry.summary[lang]),
        seen,
        " ".join(plain(t) for t in text),
    )


def script(kb: KnowledgeBase, relations: Relations, lang: Lang, style: UrlStyle) -> str:
    """The records as a script that a page loads when the reader first searches; works from disk, where fetch does not."""
    labels = {kind: UI[kind][lang] for kind in KIND_WEIGHT}
    rows = [
        [r.kind, r.url, r.title, list(r.names), r.summary, list(r.seen), r.text, *([r.verdict] if r.verdict else [])]
        for r in records(kb, relations, lang, style)
    ]
    verdicts = {verdict: text[lang] for verdict, text in VERDICT.labels}
    values = {"lang": lang, "labels": labels, "verdicts": verdicts, "weights": KIND_WEIGHT, "records": rows}
    data = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old scripts; they are refused in data, so JSON is a script as it is.
    return f"window.KB_SEARCH={data};\n"
