"""The law calendar: which days there are, how duties stand to them, and what the page and its drawing say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from aigc_kb.base.calendar import as_of, dated_duties, events, stage, years_after
from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.document import blocks as b
from aigc_kb.document.html import HtmlWriter
from aigc_kb.document.timeline import WIDTHS
from aigc_kb.model.frameworks import Framework, Item
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages.build import names
from aigc_kb.pages.duties import duties_page
from aigc_kb.site.search import records
from tests.conftest import changed
from tests.golden import bakery
from tests.unit.test_pages import context, parts, tables, words


def with_items(**fields: Any) -> KnowledgeBase:
    """The bakery with other values in its first duty."""
    framework = bakery().frameworks["bakers-2024"]
    items = tuple(replace(x, **fields) if x.id == "R1" else x for x in framework.items)
    return changed(bakery(), frameworks={**bakery().frameworks, framework.id: replace(framework, items=items)})


def without_duties() -> KnowledgeBase:
    def bare(framework: Framework) -> Framework:
        return replace(framework, items=tuple(item for item in framework.items if not item.is_duty))

    return changed(bakery(), frameworks={key: bare(x) for key, x in bakery().frameworks.items()})


def rule() -> Item:
    return next(item for _, item in dated_duties(bakery()) if item.id == "R1")


def test_a_duty_begins_its_grace_ends_and_it_ends() -> None:
    found = [(x.day, x.what, x.item.id, x.by) for x in events(bakery())]
    assert found == [
        ("2025-01-01", "start", "R1", ""),
        ("2025-01-01", "start", "R2", ""),
        ("2027-01-01", "grace", "R1", "Rule 9(2)"),
        ("2031-12-31", "end", "R1", ""),
    ]


def test_an_event_keeps_its_name_when_its_day_is_moved() -> None:
    moved = with_items(applies_from="2028-05-05")
    assert {x.id for x in events(moved)} == {x.id for x in events(bakery())}
    assert len({x.id for x in events(bakery())}) == 4


def test_the_day_is_that_of_the_data() -> None:
    assert as_of(bakery()) == max(entry.updated for entry in bakery().entries())
    assert as_of(with_items(read_on="2030-02-03")) == "2030-02-03"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-12-31", "later"),
        ("2024-01-01", "soon"),
        ("2024-12-31", "soon"),
        ("2025-01-01", "force"),
        ("2031-12-31", "force"),
        ("2032-01-01", "ended"),
    ],
)
def test_a_duty_stands_to_a_day(day: str, expected: str) -> None:
    assert stage(rule(), day) == expected


def test_a_year_after_a_leap_day_there_is_one_day_less() -> None:
    assert years_after("2024-02-29", 1) == "2025-02-28"
    assert years_after("2024-02-29", 4) == "2028-02-29"
    assert years_after("2026-12-01", -1) == "2025-12-01"


@pytest.mark.parametrize("lang", LANGS)
def test_every_duty_of_the_data_is_in_the_table_and_leads_to_its_item(lang: Lang, kb: KnowledgeBase) -> None:
    page = duties_page(context(kb, lang))
    (table,) = tables(page).values()
    wanted = [(framework.id, item) for framework, item in dated_duties(kb)]
    assert len(table.rows) == len(wanted)
    links = [link.to for link in parts(table.rows, b.Link)]
    for framework, item in wanted:
        assert any(isinstance(to, b.To) and to.path == f"frameworks/{framework}/" for to in links), item.id
    shown = words(context(kb, lang), table)
    for _, item in wanted:
        assert item.duty is None or item.duty[lang].split("[")[0].replace("|", "\\|") in shown, item.id


def test_what_comes_next_stands_at_the_top_the_soonest_first() -> None:
    kb = with_items(applies_from="2026-06-01", until="2026-12-24")
    text = words(context(kb), *duties_page(context(kb)).blocks)
    upper = text[: text.index("{#timeline}")]
    assert re.findall(r"\*\*(20[0-9-]+)\*\* (\w+)", upper) == [
        ("2026-06-01", "begins"),
        ("2026-12-24", "last"),
        ("2027-01-01", "grace"),
    ]


def test_the_table_begins_with_what_is_next_then_later_then_in_force() -> None:
    kb = with_items(applies_from="2029-06-01", until=None)
    (table,) = tables(duties_page(context(kb))).values()
    assert [dict(row.data)["when"] for row in table.rows] == ["later", "force"]
    assert [facet.name for facet in table.facets] == ["when", "place", "law", "binds", "kind", "binding", "read"]
    assert table.sortable


def test_a_law_without_a_day_in_the_months_drawn_is_named_below() -> None:
    def drawn_in(kb: KnowledgeBase) -> list[str]:
        return [
            track.title for drawing in parts(duties_page(context(kb)).blocks, b.Timeline) for track in drawing.tracks
        ]

    assert drawn_in(bakery()) == ["Bakers' framework"]
    old = with_items(transition=(), until=None)
    assert drawn_in(old) == []
    text = words(context(old), *duties_page(context(old)).blocks)
    assert "[Bakers' framework](../frameworks/bakers-2024/index.md) · earlier: 2" in text


def test_every_value_of_a_row_can_be_chosen(kb: KnowledgeBase) -> None:
    (table,) = tables(duties_page(context(kb))).values()
    offered = {facet.name: {value for value, _ in facet.options} for facet in table.facets}
    for row in table.rows:
        for name, values in row.data:
            if name in offered:
                assert set(values.split()) <= offered[name], (name, values)
    for facet in table.facets:
        assert len(facet.options) == len(offered[facet.name])


def test_a_base_without_duties_says_so() -> None:
    kb = without_duties()
    page = duties_page(context(kb))
    assert words(context(kb), *page.blocks) == "No duty with a date is registered."
    assert "page" not in {record.kind for record in records(kb, relate(kb), "en", "directory")}
    assert "page" in {record.kind for record in records(bakery(), relate(bakery()), "en", "directory")}


def drawn(*marks: tuple[str, str]) -> list[html.HtmlElement]:
    """The drawings, wide and narrow, of a line with some days."""
    track = b.Track("Bread <act>", b.To("frameworks/x/"), tuple(b.Mark(day, "start", word) for day, word in marks))
    block = b.Timeline("Bread", (track,), "2026-01-01", "2029-01-01", "2027-01-01", "2028-01-01", "as of")
    page = b.Page("en", "duties/", "", "", "", "", (block,))
    found: list[html.HtmlElement] = html.fromstring(HtmlWriter(page, names(bakery())).write().html).xpath("//svg")
    return found


def test_a_line_of_time_is_drawn_for_two_widths_and_says_what_is_past() -> None:
    pictures = drawn(("2026-06-01", "one"), ("2027-06-01", "two"))
    assert [picture.get("class") for picture in pictures] == [f"kb-timeline kb-timeline-{x}" for x, _ in WIDTHS]
    for picture, (_, width) in zip(pictures, WIDTHS, strict=True):
        points = {x.get("data-day"): x.get("class").split() for x in picture.xpath(".//g[@data-day]")}
        assert "kb-past" in points["2026-06-01"]
        assert "kb-past" not in points["2027-06-01"]
        assert all(0 <= float(text.get("x")) <= width for text in picture.xpath(".//g/text"))
        assert "Bread <act>" in " ".join(picture.itertext())


def test_labels_of_days_near_each_other_do_not_meet() -> None:
    days = [f"2027-{month:02}-0{day}" for month in (1, 2, 3) for day in (1, 5, 9)]
    for picture in drawn(*[(day, "3 duties") for day in days]):
        labels = [(float(x.get("y")), float(x.get("x"))) for x in picture.xpath(".//g[@class!='kb-today']/text")]
        assert len(labels) == len(days)
        rows = [y for y, _ in labels]
        assert len(set(rows)) == len(rows), "each needs a row of its own"


def test_the_last_days_are_written_to_the_left_so_that_nothing_is_cut() -> None:
    for picture in drawn(("2028-12-30", "3 duties")):
        (label,) = picture.xpath(".//g[@class!='kb-today']/text")
        assert label.get("text-anchor") == "end"
