"""Every page and every export says what it said when it was last read and found good."""

from __future__ import annotations

import posixpath
import re

import pytest

from tests.golden import HERE, REFRESH, exports, kept, pages


@pytest.mark.parametrize("path", kept("pages"))
def test_a_page_says_what_was_approved(path: str) -> None:
    approved = (HERE / path).read_text(encoding="utf-8")
    assert pages()[path] == approved, f"if tests/golden/{path} shall say this, run: {REFRESH}"


@pytest.mark.parametrize("path", kept("exports"))
def test_an_export_says_what_was_approved(path: str) -> None:
    approved = (HERE / path).read_text(encoding="utf-8")
    assert exports()[path] == approved, f"if tests/golden/{path} shall say this, run: {REFRESH}"


def test_all_was_approved_and_nothing_is_gone() -> None:
    assert kept("pages") == sorted(pages()), f"if these shall be the pages, run: {REFRESH}"
    assert kept("exports") == sorted(exports()), f"if these shall be the exports, run: {REFRESH}"


def test_every_link_between_pages_leads_to_a_page_and_to_an_anchor_on_it() -> None:
    texts = {re.sub(r"^pages/(.*?)(/home)?\.md$", r"\1/index.md", path): text for path, text in pages().items()}
    anchors = {path: set(re.findall(r'\{#([^}\s]+)\}|<a id="([^"]+)">', text)) for path, text in texts.items()}
    lost = []
    for path, text in texts.items():
        for page, anchor in re.findall(r"\]\((?!https?:)([^)#]*\.md|)(?:#([^)]*))?\)", text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path
            if target not in texts or (anchor and not {(anchor, ""), ("", anchor)} & anchors[target]):
                lost.append(f"{path}: {page}#{anchor}")
    assert lost == []
