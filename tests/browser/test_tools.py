"""What the reader works with: search box, filters, compare, map, planner; over http and from disk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from aigc_kb import KnowledgeBase
from tests.browser.conftest import open_page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["disk", "http"])
def root(request: pytest.FixtureRequest) -> tuple[str, str]:
    """(address of the site, its scheme); from disk or over http."""
    if request.param == "disk":
        folder: Path = request.getfixturevalue("offline")
        return f"file://{folder}/", "file:"
    address: str = request.getfixturevalue("served")
    return address, address


def test_typing_finds_and_enter_opens(browser: Browser, root: tuple[str, str], kb: KnowledgeBase) -> None:
    address, home = root
    opened = open_page(browser, f"{address}zh/mitigations/roi-measurement/index.html", home=home)
    page = opened.page
    page.keyboard.press("/")
    page.wait_for_selector("dialog[data-ready]")
    page.keyboard.type("confabulation")
    first = page.locator("#kb-search-results [role=option]").first
    assert kb.problems["hallucination"].title.zh in first.inner_text()
    assert "难题" in first.inner_text(), "a result says what it is"
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/problems/hallucination/**")
    assert opened.trouble == []
    page.context.close()


def test_a_click_on_the_search_link_works_and_escape_closes(browser: Browser, root: tuple[str, str]) -> None:
    address, home = root
    page = open_page(browser, f"{address}en/index.html", home=home).page
    page.locator("[data-kb-search]").click()
    page.wait_for_selector("dialog[open]")
    page.fill("#kb-search-input", "qqxxyyzz")
    expect(page.locator(".kb-search-status")).to_have_text(re.compile("^Nothing"))
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    page.context.close()


def test_filters_narrow_the_table_and_live_in_the_address(
    browser: Browser, root: tuple[str, str], kb: KnowledgeBase
) -> None:
    address, home = root
    opened = open_page(browser, f"{address}en/problems/index.html", home=home)
    page = opened.page
    page.select_option("select[name=area]", "business")
    expected = sum("business" in (p.area, *p.also_in) for p in kb.problems.values())
    assert page.locator("tbody tr:not([hidden])").count() == expected
    assert "area=business" in page.url
    again = open_page(browser, page.url, home=home).page
    assert again.locator("tbody tr:not([hidden])").count() == expected
    assert opened.trouble == []
    page.context.close()
    again.context.close()


def test_tables_sort_by_any_column(browser: Browser, root: tuple[str, str], kb: KnowledgeBase) -> None:
    address, home = root
    page = open_page(browser, f"{address}en/problems/index.html", home=home).page
    page.locator("thead button", has_text="Problem").first.click()
    titles = page.locator("tbody th strong").all_inner_texts()
    assert sorted(titles, key=str.casefold) == titles
    assert page.locator("thead th[aria-sort=ascending]").count() == 1
    page.context.close()


def test_the_matrix_filters_rows_columns_and_cells(browser: Browser, root: tuple[str, str], kb: KnowledgeBase) -> None:
    address, home = root
    opened = open_page(browser, f"{address}zh/matrix/index.html?grade=study&kind=technical", home=home)
    page = opened.page
    expected = {
        (a.problem, m.id)
        for m in kb.mitigations.values()
        for a in m.addresses
        if m.kind == "technical" and a.evidence.grade == "study"
    }
    shown = page.locator("tbody tr:not([hidden]) td:not([hidden]):not(.kb-off) a")
    assert shown.count() == len(expected)
    assert page.locator("tbody tr:not([hidden])").count() == len({problem for problem, _ in expected})
    assert opened.trouble == []
    page.context.close()


def test_the_matrix_is_a_table_without_javascript(browser: Browser, root: tuple[str, str], kb: KnowledgeBase) -> None:
    address, home = root
    page = open_page(browser, f"{address}en/matrix/index.html", home=home, scripts=False).page
    assert page.locator("tbody td a").count() == sum(len(m.addresses) for m in kb.mitigations.values())
    assert page.locator("tbody tr").count() == len(kb.problems)
    page.context.close()


def test_compare_sets_mitigations_side_by_side(browser: Browser, root: tuple[str, str]) -> None:
    address, home = root
    opened = open_page(browser, f"{address}en/compare/index.html?problem=hallucination", home=home)
    page = opened.page
    assert page.locator(".kb-compare thead th").count() == 4
    page.locator(".kb-choices input:not(:checked)").first.check()
    assert page.locator(".kb-compare thead th").count() == 5
    assert page.locator(".kb-choices input:disabled").count() == page.locator(".kb-choices input:not(:checked)").count()
    assert "m=" in page.url
    assert opened.trouble == []
    page.context.close()


def test_the_map_draws_and_focuses(browser: Browser, root: tuple[str, str], kb: KnowledgeBase) -> None:
    address, home = root
    opened = open_page(browser, f"{address}zh/map/index.html", home=home)
    page = opened.page
    canvas = page.locator(".kb-map")
    expect(canvas).to_have_attribute("data-nodes", re.compile(r"^\d+$"))
    everything = int(canvas.get_attribute("data-nodes") or 0)
    assert everything >= len(kb.problems)
    page.select_option("#kb-map-focus", "hallucination")
    expect(canvas).not_to_have_attribute("data-nodes", str(everything))
    assert 1 < int(canvas.get_attribute("data-nodes") or 0) < everything
    assert "focus=hallucination" in page.url
    page.locator(".kb-map-open").click()
    page.wait_for_url("**/zh/problems/hallucination/**")
    assert opened.trouble == []
    page.context.close()


def test_the_map_has_a_list_that_says_the_same(browser: Browser, root: tuple[str, str], kb: KnowledgeBase) -> None:
    address, home = root
    page = open_page(browser, f"{address}en/map/index.html", home=home, scripts=False).page
    for problem in kb.problems.values():
        assert page.locator(f"article li strong a[href*='problems/{problem.id}/']").count() == 1
    page.context.close()
