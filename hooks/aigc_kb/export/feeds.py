"""Atom feeds (RFC 4287) of verdicts that changed, and of what was created and changed: per language the whole, and each
area by itself. Beside them one of the days of duties that are to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from aigc_kb.base.calendar import Event, as_of, events
from aigc_kb.base.progress import verdict_changes
from aigc_kb.document.addresses import duties_feed_path, feed_path, item_anchor
from aigc_kb.export.calendar import about, event_url, place, summary
from aigc_kb.export.edition import HTML_LANG, Edition, Export, words
from aigc_kb.language.interface import UI
from aigc_kb.model.entries import Case, Entry, Mitigation, Problem
from aigc_kb.model.kinds import kind_of
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.model.versions import VerdictChange
from aigc_kb.model.vocabulary import VERDICT, label

MEDIA_TYPE: Final = "application/atom+xml"
MAX_ENTRIES: Final = 100
"""Entries of a feed, newest first; `changes.json` has all of them."""
NAMED_SINCE: Final = "2026-12-01"
"""The day from which duties have names of this form, as a tag URI wants one; it never changes."""


@dataclass(frozen=True, slots=True)
class News:
    """One entry of a feed."""

    updated: str
    published: str
    id: str
    title: Text
    summary: Text
    link: Text
    areas: tuple[str, ...]


def exports(edition: Edition) -> Iterator[Export]:
    kb = edition.kb
    # Of one day, changes of verdict come first.
    news = sorted((*_verdicts(edition), *_changes(edition)), key=lambda one: one.updated, reverse=True)
    for lang in LANGS:
        label = Text("更新订阅（Atom，中文）", "Feed of changes (Atom, Chinese)")
        if lang == "en":
            label = Text("更新订阅（Atom，英文）", "Feed of changes (Atom, English)")
        title = f"{kb.site.title[lang]} · {UI['changes'][lang]}"
        text = feed(edition, lang, title, feed_path(lang), "changes/", news)
        yield Export("atom", feed_path(lang), MEDIA_TYPE, label, text.encode(), lang=lang)
        for area in kb.areas.values():
            path = feed_path(lang, area.id)
            own = [one for one in news if area.id in one.areas]
            title = f"{kb.site.short_title[lang]} · {area.title[lang]}"
            text = feed(edition, lang, title, path, f"areas/{area.id}/", own)
            label = Text(f"更新订阅：{area.title.zh}", f"Feed of changes: {area.title.en}")
            yield Export("atom", path, MEDIA_TYPE, label, text.encode(), listed=False, lang=lang)
    yield from _of_duties(edition)


def _of_duties(edition: Edition) -> Iterator[Export]:
    """The days of duties to come, the soonest first; no feed where no duty has a day."""
    day, happening = as_of(edition.kb), events(edition.kb)
    news = [_day(edition, event) for event in happening if event.day >= day]
    label = Text("义务日期订阅（Atom）", "Feed of the days of duties (Atom)")
    for lang in LANGS if happening else ():
        title = f"{edition.kb.site.short_title[lang]} · {UI['duties'][lang]}"
        text = feed(edition, lang, title, duties_feed_path(lang), "duties/", news)
        yield Export("atom", duties_feed_path(lang), MEDIA_TYPE, label, text.encode(), lang=lang)


def _day(edition: Edition, event: Event) -> News:
    """A day of a duty. It is news again when its law is read again, and keeps its name when the day is moved."""
    framework, item, what = event.id
    read = event.item.read_on or event.framework.read_on
    return News(
        updated=read,
        published=read,
        id=f"tag:{urlsplit(edition.url).hostname},{NAMED_SINCE}:duties/{framework}/{item_anchor(item)}/{what}",
        title=_both(lambda lang: f"{event.day} · {place(edition, lang, event)} · {summary(lang, event)}"),
        summary=_both(lambda lang: "\n".join(about(edition, lang, event))),
        link=_both(lambda lang: event_url(edition, lang, event)),
        areas=(),
    )


def _changes(edition: Edition) -> Iterator[News]:
    """What was created and changed, newest first."""
    for number, (date, entry, what) in _numbered(edition):
        yield _change(edition, number, date, entry, what)


def _change(edition: Edition, number: int, date: str, entry: Entry, what: Text | None) -> News:
    kind, done = UI[kind_of(entry).name], UI["changed_on" if what else "created_on"]
    return News(
        updated=date,
        published=entry.created,
        id=tag_id(edition, date, entry, number),
        title=_both(lambda lang: f"{done[lang]} · {kind[lang]} · {entry.title[lang]}"),
        summary=_both(lambda lang: words((what or entry.summary)[lang])),
        link=_both(lambda lang: edition.entry_url(lang, entry)),
        areas=areas_of(edition, entry),
    )


def _verdicts(edition: Edition) -> Iterator[News]:
    """Links whose verdict changed since the newest version, then those of each version, newest first.

    What is not released yet has the name that it will keep: it is told once.
    """
    kb, dates = edition.kb, {version.version: version.date for version in edition.kb.versions}
    if kb.versions:
        for change in verdict_changes(kb, edition.relations):
            yield from _verdict(edition, change, kb.versions[0].date, edition.date)
    for version in kb.versions:
        for change in version.verdicts:
            yield from _verdict(edition, change, dates.get(version.since or "", version.date), version.date)


def _verdict(edition: Edition, change: VerdictChange, since: str, date: str) -> Iterator[News]:
    """A change of verdict, if its link is still there."""
    kb = edition.kb
    if (change.mitigation, change.problem) not in edition.relations.evidence:
        return
    mitigation, problem = kb.mitigations[change.mitigation], kb.problems[change.problem]
    before, after = (label(VERDICT, value) for value in (change.before, change.after))
    name = f"verdicts/{change.mitigation}/{change.problem}/{change.before}/{change.after}"
    yield News(
        updated=date,
        published=since,
        id=f"tag:{urlsplit(edition.url).hostname},{since}:{name}",
        title=_both(lambda lang: f"{UI['verdict_changed'][lang]} · {mitigation.title[lang]} → {problem.title[lang]}"),
        summary=_both(lambda lang: f"{before[lang]} → {after[lang]}"),
        link=_both(lambda lang: f"{edition.entry_url(lang, problem)}#by-{mitigation.id}"),
        areas=areas_of(edition, problem),
    )


def _both(say: Callable[[Lang], str]) -> Text:
    return Text(say("zh"), say("en"))


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


def _numbered(edition: Edition) -> Iterator[tuple[int, tuple[str, Entry, Text | None]]]:
    """Each change with its number in the entry's own log, 0 for its creation."""
    for date, entry, what in edition.changes():
        log = [(change.date, change.what) for change in entry.changes]
        yield (log.index((date, what)) + 1 if what else 0), (date, entry, what)


def tag_id(edition: Edition, date: str, entry: Entry, number: int) -> str:
    """A tag URI (RFC 4151) that never changes, whatever becomes of addresses."""
    return f"tag:{urlsplit(edition.url).hostname},{entry.created}:{kind_of(entry).folder}/{entry.id}/{number}/{date}"


def feed(edition: Edition, lang: Lang, title: str, path: str, page: str, news: list[News]) -> str:
    site = edition.kb.site
    newest = max((one.updated for one in news), default=edition.date)
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
    for one in news[:MAX_ENTRIES]:
        categories = "".join(
            f"<category term={quoteattr(area)} label={quoteattr(edition.kb.areas[area].title[lang])}/>"
            for area in one.areas
        )
        out.append(
            f"<entry><id>{escape(one.id)}</id><title>{escape(one.title[lang])}</title>"
            f"<updated>{one.updated}T00:00:00Z</updated><published>{one.published}T00:00:00Z</published>"
            f'<link rel="alternate" type="text/html" href={quoteattr(one.link[lang])}/>'
            f"{categories}<summary>{escape(one.summary[lang])}</summary></entry>"
        )
    out.append("</feed>")
    return "\n".join(out) + "\n"
