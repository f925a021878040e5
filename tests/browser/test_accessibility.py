"""axe-core finds no WCAG 2.2 A or AA violation on any page type, in both languages and both themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import KINDS, open_page

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", KINDS)
def test_no_violations(browser: Browser, offline: Path, lang: str, path: str, scheme: str) -> None:
    page = open_page(browser, f"file://{offline}/{lang}/{path}index.html", scheme=scheme).page
    results = Axe().run(page, options=OPTIONS)
    found = [
        f"{violation['id']}: {node['target']} {node['failureSummary'][:300]}"
        for violation in results.response["violations"]
        for node in violation["nodes"][:3]
    ]
    assert found == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "map/index.html?focus=hallucination",
        "map/index.html?focus=area:technology",
        "map/index.html?focus=guardrails",
        "compare/index.html?problem=hallucination",
        "planner/index.html?modality=image&users=consumers&region=eu.us&role=maker&us-state=ca",
        "matrix/index.html?grade=study&role=engineer",
    ],
)
def test_no_violations_once_a_tool_is_used(browser: Browser, offline: Path, path: str, scheme: str) -> None:
    for width in (360, 1280):
        page = open_page(browser, f"file://{offline}/zh/{path}", scheme=scheme, width=width).page
        if path.startswith("map/"):
            page.locator(".kb-map-node").first.focus()  # its lines stand out, the rest steps back
        results = Axe().run(page, options=OPTIONS)
        assert [(v["id"], v["nodes"][0]["html"]) for v in results.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()


def test_no_violations_in_the_search_dialog(browser: Browser, offline: Path) -> None:
    for scheme in ("light", "dark"):
        page = open_page(browser, f"file://{offline}/zh/index.html", scheme=scheme).page
        page.keyboard.press("/")
        page.wait_for_selector("dialog[data-ready]")
        page.fill("#kb-search-input", "幻觉")
        results = Axe().run(page, options=OPTIONS)
        assert [v["id"] for v in results.response["violations"]] == []
        page.context.close()


def test_no_violations_on_landing_and_404(browser: Browser, offline: Path) -> None:
    for name in ("index.html", "404.html"):
        page = open_page(browser, f"file://{offline}/{name}").page
        results = Axe().run(page, options=OPTIONS)
        assert [v["id"] for v in results.response["violations"]] == [], name
        page.context.close()
