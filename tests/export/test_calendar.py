"""The calendar of duties, read back by icalendar, and the feed of its days, by feedparser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import feedparser
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigc_kb.base.calendar import as_of, events
from aigc_kb.document.addresses import calendar_path, duties_feed_path
from aigc_kb.export import Edition, Export
from aigc_kb.export.calendar import calendar, event_url, exports, folded, summary
from aigc_kb.model.text import LANGS, Lang, Text
from tests.conftest import changed
from tests.export.conftest import URL


def read(data: bytes) -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(data)
    assert not found.errors
    assert all(not event.errors for event in found.events)
    return list(found.events)


@pytest.mark.parametrize("lang", LANGS)
def test_a_calendar_program_reads_every_day_of_every_duty(
    lang: Lang, edition: Edition, files: dict[str, Export]
) -> None:
    happening = events(edition.kb)
    found = read(files[calendar_path(lang)].data)
    assert len(found) == len(happening) > 100
    for event, wanted in zip(found, happening, strict=True):
        day = date.fromisoformat(wanted.day)
        assert event.decoded("DTSTART") == day
        assert event.decoded("DTEND") == day + timedelta(days=1)
        assert type(event.decoded("DTSTART")) is date, "all day"
        stamp = date.fromisoformat(wanted.item.read_on or wanted.framework.read_on)
        assert event.decoded("DTSTAMP") == datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC)
        assert str(event["SUMMARY"]) == summary(lang, wanted)
        assert str(event["URL"]) == event_url(edition, lang, wanted)
        assert wanted.framework.title[lang] in str(event["DESCRIPTION"]).split("\n")[0]
        assert str(event["TRANSP"]) == "TRANSPARENT"


def test_names_are_the_same_in_both_languages_and_each_is_there_once(files: dict[str, Export]) -> None:
    zh, en = ([str(event["UID"]) for event in read(files[calendar_path(lang)].data)] for lang in LANGS)
    assert zh == en
    assert len(set(zh)) == len(zh)


@pytest.mark.parametrize("lang", LANGS)
def test_lines_are_as_long_as_the_standard_allows(lang: Lang, files: dict[str, Export]) -> None:
    lines = files[calendar_path(lang)].data.split(b"\r\n")
    assert lines.pop() == b""
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=400))
def test_what_is_folded_reads_as_before(text: str) -> None:
    line = f"SUMMARY:{text}"
    made = folded(line)
    assert made.replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in made.split("\r\n"))


HOSTILE = 'A;B,C\\D\\n "E":F\nEND:VEVENT\nBEGIN:VEVENT 面包，' + "很长" * 60


def test_no_text_ends_an_event(edition: Edition) -> None:
    """A title cannot hold a line break; a calendar would not mind."""
    framework = edition.kb.frameworks["eu-ai-act"]
    items = tuple(replace(item, title=Text(HOSTILE, HOSTILE)) for item in framework.items if item.is_duty)[:1]
    kb = changed(edition.kb, frameworks={framework.id: replace(framework, items=items)})
    made = calendar(Edition(kb, edition.relations, URL), "en", events(kb))
    assert HOSTILE in str(read(made.encode())[0]["SUMMARY"])


def test_the_same_data_gives_the_same_calendar_whatever_the_day(
    edition: Edition, files: dict[str, Export], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")
    for file in exports(Edition(edition.kb, edition.relations, URL)):
        assert file.data == files[file.path].data


def test_without_duties_there_is_no_calendar(edition: Edition) -> None:
    kb = changed(edition.kb, frameworks={})
    assert list(exports(Edition(kb, edition.relations, URL))) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_reader_finds_the_days_to_come(lang: Lang, edition: Edition, files: dict[str, Export]) -> None:
    parsed = feedparser.parse(files[duties_feed_path(lang)].data)
    assert not parsed.bozo
    coming = [event for event in events(edition.kb) if event.day >= as_of(edition.kb)][:100]
    assert [entry.link for entry in parsed.entries] == [event_url(edition, lang, event) for event in coming]
    assert all(
        entry.title.startswith(event.day) and event.item.title[lang] in entry.title
        for entry, event in zip(parsed.entries, coming, strict=True)
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_links_the_calendar_and_the_feed(lang: Lang, files: dict[str, Export]) -> None:
    page = files[f"{lang}/duties/index.md"].data.decode()
    for path in (calendar_path(lang), duties_feed_path(lang)):
        assert f"](../../{path})" in page
