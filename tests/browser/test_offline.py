"""Read from disk with no network: every page type works, and nothing leaves the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from aigc_kb import KnowledgeBase
from tests.browser.conftest import KINDS, open_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", KINDS)
def test_nothing_leaves_the_disk_and_nothing_fails(browser: Browser, offline: Path, lang: str, path: str) -> None:
    opened = open_page(browser, f"file://{offline}/{lang}/{path}index.html", width=360)
    opened.page.wait_for_timeout(150)
    assert opened.trouble == []
    assert opened.page.locator("h1").count() == 1
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360, "no page scrolls sideways on a phone"
    opened.page.context.close()


def test_the_switch_stays_on_the_entry_without_javascript(browser: Browser, offline: Path, kb: KnowledgeBase) -> None:
    entry = kb.problems["hallucination"]
    page = open_page(browser, f"file://{offline}/zh/problems/{entry.id}/index.html", scripts=False).page
    assert page.locator("h1").inner_text() == entry.title.zh
    page.locator(".kb-switch a").click()
    assert page.url.endswith(f"/en/problems/{entry.id}/index.html")
    assert page.locator("h1").inner_text() == entry.title.en
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".kb-switch a").click()
    assert page.url.endswith(f"/zh/problems/{entry.id}/index.html")
    page.context.close()


def test_the_landing_page_leads_to_both_languages_without_javascript(browser: Browser, offline: Path) -> None:
    for lang in ("zh", "en"):
        opened = open_page(browser, f"file://{offline}/index.html", scripts=False)
        opened.page.locator(f"a[hreflang^={lang}]").click()
        assert opened.page.url.endswith(f"/{lang}/index.html")
        assert opened.trouble == []
        opened.page.context.close()


def test_a_citation_leads_to_its_reference(browser: Browser, offline: Path) -> None:
    page = open_page(browser, f"file://{offline}/zh/problems/hallucination/index.html").page
    link = page.locator(".kb-cite a").first
    anchor = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    assert page.locator(f"[id='{anchor}']").is_visible()
    page.context.close()
