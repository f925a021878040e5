"""What stands around every page: light and dark, the menu by keyboard, what paper gets, and who should read what."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.export import Edition
from tests.browser.conftest import open_page

pytestmark = pytest.mark.browser


def background(page: Page) -> str:
    value: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return value


def test_the_scheme_follows_the_system_until_the_reader_chooses(browser: Browser, served: str) -> None:
    page = open_page(browser, f"{served}en/problems/hallucination/", scheme="dark", home=served).page
    dark = background(page)
    page.locator("[data-kb-scheme]").click()
    light = background(page)
    assert light != dark
    page.goto(f"{served}zh/matrix/")
    assert background(page) == light, "the choice holds on other pages"
    page.locator("[data-kb-scheme]").focus()
    page.keyboard.press("Enter")
    assert background(page) == dark
    page.context.close()


def test_the_menu_opens_by_keyboard_and_closes_with_escape(browser: Browser, offline: Path) -> None:
    page = open_page(browser, f"file://{offline}/en/problems/hallucination/index.html", width=360).page
    menu = page.locator("[data-kb-menu]")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-sidebar--primary a", has_text="Mitigations").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".md-sidebar--primary a", has_text="Mitigations").first).not_to_be_in_viewport()
    page.context.close()


def test_the_menu_opens_without_javascript(browser: Browser, offline: Path) -> None:
    page = open_page(browser, f"file://{offline}/zh/problems/hallucination/index.html", width=360, scripts=False).page
    page.locator("[data-kb-menu]").click()
    expect(page.locator(".md-sidebar--primary a", has_text="对策").first).to_be_in_viewport()
    page.context.close()


def test_the_contents_show_where_the_reader_is(browser: Browser, offline: Path) -> None:
    page = open_page(browser, f"file://{offline}/en/problems/hallucination/index.html").page
    page.evaluate("document.getElementById('causes').scrollIntoView()")
    expect(page.locator(".md-nav--secondary .md-nav__link--active")).to_have_attribute("href", "#causes")
    page.context.close()


def test_the_way_back_to_the_top_covers_nothing(browser: Browser, offline: Path) -> None:
    page = open_page(browser, f"file://{offline}/en/problems/hallucination/index.html", width=360).page
    button = page.locator("[data-kb-top]")
    expect(button).to_be_hidden()
    page.evaluate("scrollTo(0, 9000)")
    expect(button).to_be_visible()
    assert button.locator("xpath=ancestor::header").count() == 1
    button.click()
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == 0
    expect(button).to_be_hidden()
    page.context.close()


def test_paper_is_light_whatever_the_screen_shows_and_nothing_is_cut_off(browser: Browser, offline: Path) -> None:
    for path in ("problems/hallucination/", "matrix/"):
        page = open_page(browser, f"file://{offline}/zh/{path}index.html", scheme="dark", width=760).page
        page.emulate_media(media="print", color_scheme="dark")
        assert max(int(x) for x in background(page)[4:-1].split(",")) > 240
        assert page.evaluate("document.documentElement.scrollWidth") <= 760
        assert not page.locator(".md-header").is_visible()
        assert page.locator("article").is_visible()
        page.context.close()


def test_the_matrix_prints_every_relation_in_words(browser: Browser, offline: Path, kb: KnowledgeBase) -> None:
    page = open_page(browser, f"file://{offline}/en/matrix/index.html", width=760).page
    page.emulate_media(media="print")
    edges = sum(len(m.addresses) for m in kb.mitigations.values())
    for badge in (".kb-verdict", ".kb-grade"):
        widths = page.locator(f".kb-matrix td {badge}").evaluate_all("all => all.map(one => one.offsetWidth)")
        assert len(widths) == edges
        assert min(widths) > 40
    page.context.close()


def test_home_names_the_strongest_entries_for_each_role(browser: Browser, offline: Path, kb: KnowledgeBase) -> None:
    page = open_page(browser, f"file://{offline}/en/index.html").page
    relations = relate(kb)
    for role in kb.site.roles:
        concerned = {p.id for p in kb.problems.values() if role.id in p.affects.roles}
        row = page.locator(".kb-roles tbody tr", has=page.locator(f"a[href*='role={role.id}']"))
        problems = row.locator("td").nth(0).locator("a").evaluate_all("all => all.map(a => a.href.split('/').at(-2))")
        helpers = row.locator("td").nth(1).locator("a").evaluate_all("all => all.map(a => a.href.split('/').at(-2))")
        assert problems
        assert set(problems) <= concerned
        for helper in helpers:
            edges = [
                relations.evidence[helper, problem].assessment
                for problem in concerned
                for m, _ in relations.addressed_by.get(problem, ())
                if m.id == helper
            ]
            assert any(edge.verdict in ("works", "likely") for edge in edges)
    page.locator(".kb-roles a[href*='role=compliance']").click()
    expect(page.locator("select[name=role]")).to_have_value("compliance")
    page.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_offline_page_names_the_archive_with_version_and_date(
    browser: Browser, offline: Path, kb: KnowledgeBase, lang: str
) -> None:
    page = open_page(browser, f"file://{offline}/{lang}/offline/index.html").page
    words = page.locator("article").inner_text()
    assert f"aigc-kb-offline-{kb.version}.zip" in words
    assert Edition(kb, relate(kb), "").date in words
    assert "{{" not in words
    page.context.close()


@pytest.mark.parametrize(("day", "late"), [("2020-01-01", False), ("2099-01-01", True)])
def test_reviews_past_their_date_are_marked_on_the_day_of_reading(
    browser: Browser, offline: Path, day: str, late: bool
) -> None:
    page = browser.new_context().new_page()
    page.clock.set_fixed_time(day)
    page.goto(f"file://{offline}/zh/coverage/index.html")
    dates = page.locator(".kb-due")
    assert dates.count() > 0
    assert page.locator(".kb-late", has_text="已逾期").count() == (dates.count() if late else 0)
    page.context.close()
