"""The strip at the top of an entry: what the studies behind its links come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aigc_kb.document import blocks as b
from aigc_kb.document.html import HtmlWriter
from aigc_kb.model.text import Lang
from aigc_kb.pages.build import entry_page, names
from aigc_kb.pages.context import Context
from tests.conftest import changed
from tests.golden import bakery
from tests.unit.test_pages import context, parts, words


def strips(path: str, ctx: Context | None = None) -> list[b.Group]:
    blocks = entry_page(ctx or context(), path).blocks
    return [block for block in blocks if isinstance(block, b.Group) and block.role == "evidence"]


def lines(path: str, lang: Lang = "en") -> list[str]:
    (strip,) = strips(path, context(lang=lang))
    return [line for line in words(context(lang=lang), strip).splitlines() if line]


def test_a_strip_has_a_box_for_each_link_best_verdict_first_and_the_same_in_numbers() -> None:
    assert lines("problems/burnt-crust/") == [
        "Evidence on 2 mitigations",
        "- [**Alarm clock: Works**](../problems/burnt-crust/index.md#by-alarm-clock)",
        "- [**Oven thermometer: Likely works**](../problems/burnt-crust/index.md#by-thermometer)",
        "✔ Works 1, ✓ Likely works 1",
        "3 studies, 5 findings: ▲ Better 4, ▼ Worse 1; 5 of them direct. Newest study: 2024.",
    ]


def test_a_mitigation_counts_what_it_makes_worse_apart() -> None:
    said = lines("mitigations/sourdough/")
    assert said[0].startswith("Evidence on ")
    assert (
        said[-1]
        == "[What it makes worse](../mitigations/sourdough/index.md#worsens): 2 problems, 1 of them with studies"
    )


def test_without_studies_the_strip_says_so_and_when_was_searched() -> None:
    none = context(changed(bakery(), studies={}))
    (strip,) = strips("mitigations/sourdough/", none)
    assert "No study has tested any of it. Last searched: 2026-01-10." in words(none, strip)


def test_an_entry_without_links_has_no_strip() -> None:
    kb = bakery()
    lonely = replace(kb.mitigations["thermometer"], addresses=())
    ctx = context(changed(kb, mitigations={**kb.mitigations, lonely.id: lonely}))
    assert strips("mitigations/thermometer/", ctx) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_box_says_its_verdict_in_words_and_the_strip_has_a_name(lang: Lang) -> None:
    ctx = context(lang=lang)
    (strip,) = strips("problems/burnt-crust/", ctx)
    page = b.Page(lang, "problems/burnt-crust/", "", "", "", "", (strip,))
    html = HtmlWriter(page, names(ctx.kb)).write().html
    assert html.startswith('<section class="kb-evidence" aria-label="')
    assert 'href="#by-alarm-clock"' in html
    assert all(badge.label for badge in parts(strip, b.Badge))
