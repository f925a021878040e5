"""The days of duties as a calendar (iCalendar, RFC 5545): per language, all-day events that calendar programs subscribe to.

Written here and not by a library, because eight properties, folding and escaping are all it takes; `icalendar` reads it
back in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from aigc_kb.base.calendar import Event, events
from aigc_kb.document.addresses import calendar_path, item_anchor, to_framework
from aigc_kb.export.edition import Edition, Export, words
from aigc_kb.language.interface import UI, comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.text import LANGS, Lang, Text

MEDIA_TYPE: Final = "text/calendar;charset=utf-8"
OCTETS: Final = 75
"""Longest line, in bytes without its end (RFC 5545, 3.1)."""


def exports(edition: Edition) -> Iterator[Export]:
    """The calendar of each language; none where no duty has a date, since a calendar must not be empty."""
    happening = events(edition.kb)
    if not happening:
        return
    label = Text("法规日历（iCalendar）", "Law calendar (iCalendar)")
    for lang in LANGS:
        text = calendar(edition, lang, happening)
        yield Export("ics", calendar_path(lang), MEDIA_TYPE, label, text.encode(), lang=lang)


def calendar(edition: Edition, lang: Lang, happening: list[Event]) -> str:
    """The file of a language."""
    site = edition.kb.site
    name = f"{site.short_title[lang]} · {UI['duties'][lang]}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(site.publisher.en)}//{_text(site.short_title.en)}//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"DESCRIPTION:{_text(UI['calendar_about'][lang])}",
        f"URL:{edition.page_url(lang, 'duties/')}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1W",
    ]
    for event in happening:
        lines += _event(edition, lang, event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(edition: Edition, lang: Lang, event: Event) -> Iterator[str]:
    item, day = event.item, date.fromisoformat(event.day)
    host = urlsplit(edition.url).hostname
    framework, key, what = event.id
    read = (item.read_on or event.framework.read_on).replace("-", "")
    yield "BEGIN:VEVENT"
    yield f"UID:{framework}.{item_anchor(key)}.{what}@{host}"
    yield f"DTSTAMP:{read}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary(lang, event))}"
    yield f"DESCRIPTION:{_text(chr(10).join(about(edition, lang, event)))}"
    yield f"URL:{event_url(edition, lang, event)}"
    yield f"CATEGORIES:{_text(place(edition, lang, event))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def summary(lang: Lang, event: Event) -> str:
    """What happens to which duty."""
    done = UI[f"event_{event.what}"][lang]
    return f"{done}{label_sep(lang)}{event.item.id} {event.item.title[lang]}"


def about(edition: Edition, lang: Lang, event: Event) -> Iterator[str]:
    """The duty in lines of plain text: of which law, what is to be done, by whom, what a breach costs, how it was read."""
    item = event.item
    yield f"{event.framework.title[lang]} · {place(edition, lang, event)}"
    if event.by:
        yield f"{UI['event_grace'][lang]}{label_sep(lang)}{event.by}"
    if item.duty:
        yield words(item.duty[lang])
    force = [v.label(v.DUTY_KIND, item.kind)] if item.kind else []
    if event.framework.binding:
        force.append(v.label(v.BINDING, event.framework.binding))
    read = [v.label(v.TEXT_READ, item.text_read)] if item.text_read else []
    for key, value in (
        ("duties_binds", comma(lang).join(v.label(v.BOUND, bound)[lang] for bound in item.binds)),
        ("duties_binding", comma(lang).join(label[lang] for label in force)),
        ("duties_gate", words(item.gate[lang]) if item.gate else ""),
        ("duties_penalty", words(item.penalty[lang]) if item.penalty else ""),
        ("duties_read", comma(lang).join([*(label[lang] for label in read), item.read_on or ""])),
    ):
        if value:
            yield f"{UI[key][lang]}{label_sep(lang)}{value}"
    yield UI["calendar_no_advice"][lang]


def event_url(edition: Edition, lang: Lang, event: Event) -> str:
    """Where the duty stands on the page of its law."""
    to = to_framework(event.framework.id, item_anchor(event.item.id))
    return f"{edition.page_url(lang, to.path)}#{to.anchor}"


def place(edition: Edition, lang: Lang, event: Event) -> str:
    """Where the law applies."""
    return edition.kb.place(event.framework).title[lang]


def _text(value: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, the second and later ones after a blank; no character is cut."""
    pieces, size = [""], 0
    for char in line:
        wide = len(char.encode())
        if size + wide > OCTETS:
            pieces.append("")
            size = 1  # the blank
        pieces[-1] += char
        size += wide
    return "\r\n ".join(pieces)
