"""Atom feeds, read by feedparser and checked for what RFC 4287 requires."""

from __future__ import annotations

import re
from dataclasses import replace

import feedparser
import pytest
from lxml import etree

from aigc_kb.document.addresses import duties_feed_path, feed_path
from aigc_kb.export import Edition, Export
from aigc_kb.export.feeds import MAX_ENTRIES, areas_of
from aigc_kb.export.feeds import exports as feeds_of
from aigc_kb.model.entries import Change
from aigc_kb.model.text import LANGS, Lang, Text
from tests.conftest import changed
from tests.export.conftest import URL

ATOM = "{http://www.w3.org/2005/Atom}"


def feeds(files: dict[str, Export]) -> dict[str, bytes]:
    return {path: file.data for path, file in files.items() if file.format == "atom"}


def test_there_is_a_feed_per_language_and_area_and_one_of_duties(edition: Edition, files: dict[str, Export]) -> None:
    expected = {feed_path(lang, area) for lang in LANGS for area in (None, *edition.kb.areas)}
    assert set(feeds(files)) == expected | {duties_feed_path(lang) for lang in LANGS}


def test_feeds_have_what_the_standard_requires(files: dict[str, Export]) -> None:
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    for path, data in feeds(files).items():
        root = etree.fromstring(data)
        assert root.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert len(root.findall(f"{ATOM}{name}")) == 1, (path, name)
        assert root.find(f"{ATOM}author/{ATOM}name").text
        assert root.find(f"{ATOM}link[@rel='self']").get("href") == URL + path
        ids = []
        for entry in root.findall(f"{ATOM}entry"):
            for name in ("id", "title", "updated"):
                assert len(entry.findall(f"{ATOM}{name}")) == 1, (path, name)
            assert stamp.fullmatch(entry.findtext(f"{ATOM}updated"))
            assert re.fullmatch(r"tag:[^,]+,\d{4}-\d\d-\d\d:\S+", entry.findtext(f"{ATOM}id"))
            assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
            ids.append(entry.findtext(f"{ATOM}id"))
        assert len(set(ids)) == len(ids), path


def test_a_feed_has_the_newest_hundred_changes(edition: Edition) -> None:
    assert MAX_ENTRIES == 100
    entry = next(iter(edition.kb.problems.values()))
    log = tuple(
        Change(date=f"2030-{n // 28 + 1:02}-{n % 28 + 1:02}", what=Text("改。", f"Change {n}.")) for n in range(120)
    )
    busy = replace(entry, changes=log)
    kb = changed(edition.kb, problems={**edition.kb.problems, entry.id: busy})
    (made,) = [f for f in feeds_of(Edition(kb, edition.relations, URL)) if f.path == feed_path("en")]
    found = [item.summary for item in feedparser.parse(made.data).entries]
    assert found == [f"Change {n}." for n in range(119, 19, -1)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_reader_finds_the_newest_changes(lang: Lang, edition: Edition, files: dict[str, Export]) -> None:
    parsed = feedparser.parse(files[feed_path(lang)].data)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    changes = list(edition.changes())
    assert len(parsed.entries) == min(len(changes), MAX_ENTRIES)
    for item, (date, entry, _) in zip(parsed.entries, changes, strict=False):
        assert entry.title[lang] in item.title
        assert item.updated.startswith(date)
        assert item.link == edition.entry_url(lang, entry)
        assert {tag.term for tag in item.get("tags", [])} == set(areas_of(edition, entry))


def test_an_area_s_feed_has_its_entries_only(edition: Edition, files: dict[str, Export]) -> None:
    for area in edition.kb.areas.values():
        parsed = feedparser.parse(files[feed_path("en", area.id)].data)
        expected = [entry.title.en for _, entry, _ in edition.changes() if area.id in areas_of(edition, entry)]
        assert len(parsed.entries) == min(len(expected), MAX_ENTRIES)
        assert all(title in item.title for item, title in zip(parsed.entries, expected, strict=False))


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_changes_links_every_feed_and_every_area_its_own(
    lang: Lang, edition: Edition, files: dict[str, Export]
) -> None:
    page = files[f"{lang}/changes/index.md"].data.decode()
    for path in feeds(files).keys() - {duties_feed_path(lang) for lang in LANGS}:
        assert (f"](../../{path})" in page) == path.startswith(f"{lang}/")
    for area in edition.kb.areas:
        own = files[f"{lang}/areas/{area}/index.md"].data.decode()
        assert f"](../../../{feed_path(lang, area)})" in own
