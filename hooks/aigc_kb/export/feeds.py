"""Atom feeds (RFC 4287) of what was created and changed: per language the whole, and each area by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from aigc_kb.document.addresses import feed_path
from aigc_kb.export.edition import HTML_LANG, Edition, Export, words
from aigc_kb.language.interface import UI
from aigc_kb.model.entries import Case, Entry, Mitigation, Problem
from aigc_kb.model.kinds import kind_of
from aigc_kb.model.text import LANGS, Lang, Text

MEDIA_TYPE: Final = "application/atom+xml"
MAX_ENTRIES: Final = 100
"""Entries of a feed, newest first; `changes.json` has all of them."""


def exports(edition: Edition) -> Iterator[Export]:
    kb = edition.kb
    areas = {entry.id: areas_of(edition, entry) for entry in kb.entries()}
    rows = [(date, entry, what, tag_id(edition, date, entry, n)) for n, (date, entry, what) in _numbered(edition)]
    for lang in LANGS:
        label = Text("更新订阅（Atom，中文）", "Feed of changes (Atom, Chinese)")
        if lang == "en":
            label = Text("更新订阅（Atom，英文）", "Feed of changes (Atom, English)")
        title = f"{kb.site.title[lang]} · {UI['changes'][lang]}"
        text = feed(edition, lang, title, feed_path(lang), "changes/", rows, areas)
        yield Export("atom", feed_path(lang), MEDIA_TYPE, label, text.encode(), lang=lang)
        for area in kb.areas.values():
            path = feed_path(lang, area.id)
            own = [row for row in rows if area.id in areas[row[1].id]]
            title = f"{kb.site.short_title[lang]} · {area.title[lang]}"
            text = feed(edition, lang, title, path, f"areas/{area.id}/", own, areas)
            about = Text(f"更新订阅：{area.title.zh}", f"Feed of changes: {area.title.en}")
            yield Export("atom", path, MEDIA_TYPE, about, text.encode(), listed=False, lang=lang)


def areas_of(edition: Edition, entry: Entry) -> tuple[str, ...]:
    """The areas that an entry concerns: a problem's own, those of the problems that others address or show."""
    problems = edition.kb.problems
    match entry:
        case Problem():
            found = [entry.area, *entry.also_in]
        case Mitigation():
            found = [problems[address.problem].area for address in entry.addresses]
        case Case():
            found = [problems[shown.problem].area for shown in entry.problems]
        case _:
            found = [problems[stop.entry].area for stop in entry.stops if stop.entry in problems]
    return tuple(dict.fromkeys(found))


Row = tuple[str, Entry, Text | None, str]


def _numbered(edition: Edition) -> Iterator[tuple[int, tuple[str, Entry, Text | None]]]:
    """Each change with its number in the entry's own log, 0 for its creation."""
    for date, entry, what in edition.changes():
        log = [(change.date, change.what) for change in entry.changes]
        yield (log.index((date, what)) + 1 if what else 0), (date, entry, what)


def tag_id(edition: Edition, date: str, entry: Entry, number: int) -> str:
    """A tag URI (RFC 4151) that never changes, whatever becomes of addresses."""
    return f"tag:{urlsplit(edition.url).hostname},{entry.created}:{kind_of(entry).folder}/{entry.id}/{number}/{date}"


def feed(
    edition: Edition,
    lang: Lang,
    title: str,
    path: str,
    page: str,
    rows: list[Row],
    areas: dict[str, tuple[str, ...]],
) -> str:
    site = edition.kb.site
    newest = rows[0][0] if rows else edition.date
    out = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{HTML_LANG[lang]}">',
        f"<id>{escape(edition.url + path)}</id>",
        f"<title>{escape(title)}</title>",
        f"<subtitle>{escape(words(site.description[lang]))}</subtitle>",
        f"<updated>{newest}T00:00:00Z</updated>",
        f"<author><name>{escape(site.publisher[lang])}</name><uri>{escape(site.repository)}</uri></author>",
        f"<rights>{escape(site.licence)}</rights>",
        f'<link rel="self" type="{MEDIA_TYPE}" href={quoteattr(edition.url + path)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(edition.page_url(lang, page))}/>',
    ]
    for date, entry, what, name in rows[:MAX_ENTRIES]:
        kind = UI[kind_of(entry).name][lang]
        done = UI["changed_on" if what else "created_on"][lang]
        summary = words(what[lang]) if what else words(entry.summary[lang])
        categories = "".join(
            f"<category term={quoteattr(area)} label={quoteattr(edition.kb.areas[area].title[lang])}/>"
            for area in areas[entry.id]
        )
        out.append(
            f"<entry><id>{escape(name)}</id><title>{escape(f'{done} · {kind} · {entry.title[lang]}')}</title>"
            f"<updated>{date}T00:00:00Z</updated><published>{entry.created}T00:00:00Z</published>"
            f'<link rel="alternate" type="text/html" href={quoteattr(edition.entry_url(lang, entry))}/>'
            f"{categories}<summary>{escape(summary)}</summary></entry>"
        )
    out.append("</feed>")
    return "\n".join(out) + "\n"
