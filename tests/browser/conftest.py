"""A real browser, the site over http and from disk, and what every page type is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import web_server

CHROMIUM = os.environ.get("KB_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# One page of every type, below the language.
KINDS = (
    "",
    "problems/",
    "problems/hallucination/",
    "mitigations/",
    "mitigations/retrieval-augmented-generation/",
    "areas/technology/",
    "symptoms/",
    "planner/",
    "matrix/",
    "compare/",
    "map/",
    "cases/",
    "cases/air-canada-chatbot/",
    "paths/",
    "paths/founder/",
    "frameworks/",
    "frameworks/owasp-llm-2026/",
    "terms/",
    "references/",
    "downloads/",
    "duties/",
    "evidence/",
    "studies/",
    "studies/aggarwal-2023-adaptive-consistency/",
    "coverage/",
    "changes/",
    "about/",
    "method/",
    "contribute/",
    "rules/",
    "schema/",
    "offline/",
    "architecture/",
    "open-data/",
    "engines/",
)


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


@dataclass
class Opened:
    """A page, and everything that went wrong on it: console errors, and requests that leave the disk or the server."""

    page: Page
    trouble: list[str] = field(default_factory=list)


def open_page(
    browser: Browser,
    url: str,
    *,
    scripts: bool = True,
    width: int = 1280,
    scheme: str = "light",
    home: str = "file:",
) -> Opened:
    context = browser.new_context(
        java_script_enabled=scripts,
        viewport={"width": width, "height": 800},
        offline=home == "file:",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    opened = Opened(context.new_page())
    page, trouble = opened.page, opened.trouble
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((home, "data:", "blob:")) else trouble.append(r.url))
    page.goto(url)
    if scripts and page.locator("[data-kb-tool]").count():
        page.wait_for_selector("[data-kb-tool][data-ready]")
    return opened


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The published site over http; yields its address, ending in a slash."""
    with web_server(site) as address:
        yield address
