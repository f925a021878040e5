"""The pages in a real browser, read from disk with no network and no JavaScript where that must suffice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from aigc_kb import KnowledgeBase

pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("KB_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        message = "no Chromium found: install it (Debian: apt-get install chromium) or set KB_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield instance
        instance.close()


def open_page(browser: Browser, url: str, *, scripts: bool = True, width: int = 1280) -> tuple[Page, list[str]]:
    """A page and what went wrong on it: console errors, and requests that leave the disk."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 800}, offline=True)
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda request: trouble.append(request.url) if not request.url.startswith(("file:", "data:")) else None,
    )
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return page, trouble


KINDS = (
    "",
    "problems/",
    "problems/hallucination/",
    "mitigations/",
    "mitigations/retrieval-augmented-generation/",
    "areas/technology/",
    "symptoms/",
    "matrix/",
    "frameworks/",
    "frameworks/nist-ai-600-1/",
    "terms/",
    "references/",
    "coverage/",
    "changes/",
    "method/",
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", KINDS)
def test_nothing_leaves_the_disk_and_nothing_fails(browser: Browser, offline: Path, lang: str, path: str) -> None:
    page, trouble = open_page(browser, f"file://{offline}/{lang}/{path}index.html")
    assert trouble == []
    assert page.locator("h1").count() == 1
    page.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways_on_a_small_phone(browser: Browser, offline: Path, lang: str, path: str) -> None:
    page, _ = open_page(browser, f"file://{offline}/{lang}/{path}index.html", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()


def test_the_switch_stays_on_the_entry_without_javascript(browser: Browser, offline: Path, kb: KnowledgeBase) -> None:
    entry = kb.problems["hallucination"]
    page, _ = open_page(browser, f"file://{offline}/zh/problems/{entry.id}/index.html", scripts=False)
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
        page, trouble = open_page(browser, f"file://{offline}/index.html", scripts=False)
        page.locator(f"a[hreflang^={lang}]").click()
        assert page.url.endswith(f"/{lang}/index.html")
        assert trouble == []
        page.context.close()


def test_a_citation_leads_to_its_reference(browser: Browser, offline: Path) -> None:
    page, _ = open_page(browser, f"file://{offline}/zh/problems/hallucination/index.html")
    link = page.locator(".kb-cite a").first
    anchor = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    assert page.locator(f"#{anchor}").is_visible()
    page.context.close()
