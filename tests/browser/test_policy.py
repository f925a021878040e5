"""No page breaks its own Content-Security-Policy, over http and from disk, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import KINDS

pytestmark = pytest.mark.browser

LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => violations.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
"""


def visit(page: Page, url: str) -> list[str]:
    """Open a page, its tool and its search box; everything that its policy refused meanwhile."""
    page.goto(url)
    if page.locator("[data-kb-tool]").count():
        page.wait_for_selector("[data-kb-tool][data-ready]")
    if page.locator("[data-kb-search]").count():
        page.keyboard.press("/")
        page.wait_for_selector("dialog[data-ready]")
    found: list[str] = page.evaluate("violations")
    return found


@pytest.fixture
def page(browser: Browser) -> Page:
    page = browser.new_context().new_page()
    page.add_init_script(LISTEN)
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_no_page_breaks_its_policy(page: Page, request: pytest.FixtureRequest, scheme: str, lang: str) -> None:
    folder: Path
    if scheme == "file":
        folder = request.getfixturevalue("offline")
        root = f"file://{folder}/"
    else:
        root = request.getfixturevalue("served")
    kinds = (*KINDS, "map/index.html?focus=hallucination#", "compare/index.html?problem=hallucination#")
    urls = [
        f"{root}index.html",
        *(f"{root}{lang}/{kind}{'' if kind.endswith('#') else 'index.html'}" for kind in kinds),
    ]
    assert {url: found for url in urls if (found := visit(page, url))} == {}
    page.context.close()


def test_what_the_policy_refuses_is_noticed(page: Page, offline: Path) -> None:
    visit(page, f"file://{offline}/en/index.html")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("void fetch('https://example.org/').catch(() => 0)")
    expect(page.locator("body")).not_to_have_css("color", "rgb(255, 0, 0)")
    page.wait_for_timeout(200)
    kinds = {violation.split()[0] for violation in page.evaluate("violations")}
    assert kinds == {"script-src-elem", "style-src-attr", "connect-src"}
    assert page.evaluate("window.ran") is None
    page.context.close()
