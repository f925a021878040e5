"""What the reader works with: search box, filters, compare, map, planner; over http and from disk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from aigc_kb import KnowledgeBase, relate
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
    evidence = relate(kb).evidence
    expected = {
        (a.problem, m.id)
        for m in kb.mitigations.values()
        for a in m.addresses
        if m.kind == "technical" and evidence[m.id, a.problem].assessment.grade == "study"
    }
    assert expected
    shown = page.locator("tbody tr:not([hidden]) td:not([hidden]):not(.kb-off) a")
    assert shown.count() == len(expected)
    assert page.locator("tbody tr:not([hidden])").count() == len({problem for problem, _ in expected})
    areas = {kb.problems[problem].area for problem, _ in expected}
    assert page.locator(".kb-part:not([hidden])").count() == len(areas), "an area in which nothing is left is hidden"
    page.locator(".kb-filters button").click()
    assert "grade" not in page.url
    assert page.locator("tbody tr[hidden], td[hidden], .kb-off, .kb-part[hidden]").count() == 0
    assert opened.trouble == []
    page.context.close()


def test_the_matrix_filters_by_everything_a_reader_may_ask(browser: Browser, root: tuple[str, str]) -> None:
    address, home = root
    page = open_page(browser, f"{address}en/matrix/index.html", home=home).page
    names = page.locator(".kb-filters select").evaluate_all("selects => selects.map(select => select.name)")
    assert {"area", "stage", "role", "modality", "verdict", "grade", "cost"} <= set(names)
    page.select_option("select[name=cost]", "low")
    page.select_option("select[name=role]", "engineer")
    assert "role=engineer" in page.url
    assert "cost=low" in page.url
    count = page.locator(".kb-filter-status").inner_text()
    again = open_page(browser, page.url, home=home).page
    assert again.locator(".kb-filter-status").inner_text() == count
    page.context.close()
    again.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_matrix_reads_without_javascript(
    browser: Browser, root: tuple[str, str], kb: KnowledgeBase, width: int
) -> None:
    address, home = root
    page = open_page(browser, f"{address}en/matrix/index.html", home=home, scripts=False, width=width).page
    assert page.locator("tbody td a").count() == sum(len(m.addresses) for m in kb.mitigations.values())
    assert page.locator("tbody tr").count() == len(kb.problems)
    assert not page.locator(".kb-filters").is_visible()
    cell = page.locator("tbody tr", has_text=kb.problems["hallucination"].title.en).locator("td a").first
    assert re.fullmatch(r"(Prevents|Reduces|Detects|Recovers) \w.*", cell.text_content() or ""), "words, not colour"
    page.context.close()


def test_the_matrix_keeps_its_heads_in_sight(browser: Browser, root: tuple[str, str]) -> None:
    address, home = root
    page = open_page(browser, f"{address}en/matrix/index.html", home=home).page
    frame = page.locator(".kb-matrix").first
    frame.evaluate("frame => frame.scrollTo(300, 300)")
    box = frame.bounding_box()
    column = frame.locator("thead th").nth(10).bounding_box()
    row = frame.locator("tbody th").nth(12).bounding_box()
    assert box
    assert column
    assert row
    assert abs(column["y"] - box["y"]) < 3
    assert abs(row["x"] - box["x"]) < 3
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
    board = page.locator(".kb-map")
    expect(board).to_have_attribute("data-nodes", str(len(kb.problems)))
    page.select_option("#kb-map-focus", "hallucination")
    helpers = [m.id for m in kb.mitigations.values() if any(a.problem == "hallucination" for a in m.addresses)]
    assert page.locator(".kb-map-below .kb-map-node").count() == len(helpers)
    assert page.locator(".kb-map-line.kb-map-addresses").count() == len(helpers)
    assert "focus=hallucination" in page.url
    page.go_back()
    expect(board).to_have_attribute("data-nodes", str(len(kb.problems)))
    page.go_forward()
    page.locator(".kb-map-open").click()
    page.wait_for_url("**/zh/problems/hallucination/**")
    assert opened.trouble == []
    page.context.close()


def test_the_map_is_used_by_keyboard_alone(browser: Browser, root: tuple[str, str], kb: KnowledgeBase) -> None:
    address, home = root
    opened = open_page(browser, f"{address}en/map/index.html", home=home)
    page = opened.page
    focused = "document.activeElement.textContent"
    page.locator(".kb-map-zoom").last.focus()
    while page.evaluate("document.activeElement.className").find("kb-map-node") < 0:
        page.keyboard.press("Tab")
    first = page.evaluate(focused)
    page.keyboard.press("ArrowDown")
    second = page.evaluate(focused)
    assert second != first
    assert page.locator(".kb-map-line.kb-on").count() > 0, "the lines of the entry stand out"
    page.keyboard.press("Enter")
    expect(page.locator(".kb-map-center")).to_have_text(second)
    assert page.evaluate(focused) == second, "the keyboard stays where it was"
    page.keyboard.press("Escape")
    expect(page.locator(".kb-map")).to_have_attribute("data-nodes", str(len(kb.problems)))
    assert opened.trouble == []
    page.context.close()


@pytest.mark.parametrize("focus", ["", "area:technology", "hallucination", "guardrails"])
def test_labels_of_the_map_can_be_read_and_do_not_overlap(browser: Browser, root: tuple[str, str], focus: str) -> None:
    address, home = root
    for width in (360, 1280):
        page = open_page(browser, f"{address}en/map/index.html?focus={focus}", home=home, width=width).page
        boxes = page.locator(".kb-map-node").evaluate_all(
            "nodes => nodes.map(n => [...Object.values(n.getBoundingClientRect().toJSON()), parseFloat(getComputedStyle(n).fontSize)])"
        )
        assert min(box[-1] for box in boxes) >= 11
        for i, (ax, ay, aw, ah, *_) in enumerate(boxes):
            for bx, by, bw, bh, *_ in boxes[i + 1 :]:
                assert ax + aw <= bx + 1 or bx + bw <= ax + 1 or ay + ah <= by + 1 or by + bh <= ay + 1
        page.context.close()


def test_the_map_has_a_list_that_says_the_same(browser: Browser, root: tuple[str, str], kb: KnowledgeBase) -> None:
    address, home = root
    page = open_page(browser, f"{address}en/map/index.html", home=home, scripts=False).page
    for problem in kb.problems.values():
        assert page.locator(f"article li strong a[href*='problems/{problem.id}/']").count() == 1
    page.context.close()
