"""The map of the evidence: its cells, the page, and the picture to take away."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from aigc_kb import relate
from aigc_kb.base.evidence_map import cells, prevailing
from aigc_kb.base.verdicts import Verdict
from aigc_kb.document import blocks as b
from aigc_kb.document import chart
from aigc_kb.document.bubble_map import bubble_map
from aigc_kb.document.html import HtmlWriter
from aigc_kb.model import vocabulary as v
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages.build import index_page, names
from aigc_kb.pages.evidence_map import drawing
from tests.conftest import changed
from tests.golden import bakery
from tests.unit.test_pages import context, parts, tables, words


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [
        ([], "untested"),
        (["untested", "untested"], "untested"),
        (["likely", "untested", "untested"], "likely"),
        (["likely", "likely", "harmful"], "likely"),
        (["works", "harmful"], "mixed"),
        (["mixed", "mixed", "works"], "mixed"),
    ],
)
def test_a_cell_says_what_most_of_its_tested_links_say(verdicts: list[Verdict], verdict: Verdict) -> None:
    assert prevailing(verdicts) == verdict


def test_a_study_that_serves_several_links_of_a_cell_counts_once() -> None:
    kb = bakery()
    cell = cells(kb, relate(kb))["storage", "process"]
    rows = [study.id for _, _, evidence in cell.links for study, _ in evidence.findings]
    assert cell.studies == len(set(rows)) == 2
    links = sum(len(x.links) for x in cells(kb, relate(kb)).values())
    assert links == sum(len(m.addresses) for m in kb.mitigations.values()), "every link is in one cell"


def test_the_map_has_kinds_by_areas_and_a_cell_opens_to_its_links() -> None:
    table = tables(index_page(context(), "evidence/"))["Map of the evidence"]
    assert [words(context(), *row.cells[0].blocks) for row in table.rows] == [
        text.en for _, text in v.MITIGATION_KIND.labels
    ]
    cell = table.rows[0].cells[1]
    (link,) = parts(cell, b.Link)
    assert link.to == b.To("evidence/", "area-storage", "kind=technical")
    (bubble,) = parts(cell, b.Bubble)
    assert (bubble.number, bubble.tone, bubble.share) == (2, "likely", 1)


def test_a_cell_with_mitigations_and_no_study_is_named_a_gap() -> None:
    none = context(changed(bakery(), studies={}))
    table = tables(index_page(none, "evidence/"))["Map of the evidence"]
    assert words(none, *table.rows[0].cells[1].blocks).splitlines() == [
        "[**Gap**](../evidence/index.md#area-storage)",
        "",
        "1 link, 0 studies",
    ]
    assert not list(parts(table, b.Bubble))


def test_links_are_filtered_by_role_year_and_who_paid() -> None:
    page = index_page(context(), "evidence/")
    (filtered,) = [x for x in page.blocks if isinstance(x, b.Filtered)]
    facets = {facet.name: [value for value, _ in facet.options] for facet in filtered.facets}
    assert facets["year"] == ["2024", "2023", "2022"]
    assert facets["paid"] == list(v.INDEPENDENCE.values)
    rows = [dict(row.data) for _, table in filtered.parts for row in table.rows]
    assert {row["paid"] for row in rows} >= {"", "independent"}
    assert all(set(row["year"].split()) <= set(facets["year"]) for row in rows)
    assert all(set(row["role"].split()) <= set(facets["role"]) for row in rows)


def test_a_link_that_opens_this_page_with_a_filter_keeps_the_filter() -> None:
    page = b.Page("en", "evidence/", "", "", "", "", (b.p(b.Link(b.To("evidence/", "a", "kind=data"), ("x",))),))
    html = HtmlWriter(page, names(bakery())).write().html
    assert 'href="./?kind=data#a"' in html


@pytest.mark.parametrize("lang", LANGS)
def test_the_picture_is_whole_and_says_its_source(lang: Lang) -> None:
    svg = bubble_map(drawing(context(lang=lang), "Bakers & co, 2024.3.1"))
    root = ElementTree.fromstring(svg)
    said = ["".join(x.itertext()) for x in root.iter("{http://www.w3.org/2000/svg}text")]
    assert said[-1] == "Bakers & co, 2024.3.1"
    assert {area.title[lang] for area in bakery().areas.values()} <= set(said)
    assert "prefers-color-scheme:dark" in svg
    width, height = (float(x) for x in root.attrib["viewBox"].split()[2:])
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(text.attrib["x"]) <= width
        assert 0 <= float(text.attrib["y"]) <= height


def test_a_bubble_grows_with_its_number_and_a_stack_shares_its_width() -> None:
    assert chart.radius(1) < chart.radius(4) < chart.radius(40) <= chart.radius(4000)
    made = chart.draw(b.Stack((("works", "✔", 1), ("untested", "◌", 3)), "Works 1, Untested 3"))
    assert 'aria-label="Works 1, Untested 3"' in made
    first, second = (
        float(x.partition('"')[0]) for x in made.split('height="22"')[0:2] for x in [x.rpartition('width="')[2]]
    )
    assert first < second


def test_an_area_without_links_owes_nothing() -> None:
    kb = bakery()
    ctx = context(replace(kb, areas={"counter": kb.areas["counter"]}))
    (row,) = tables(index_page(ctx, "evidence/"))["Evidence debt"].rows
    assert words(ctx, *row.cells[1].blocks, *row.cells[2].blocks).split() == ["–", "–"]
