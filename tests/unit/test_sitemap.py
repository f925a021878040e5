"""Addresses: relative links between pages, and the listing that stands for pages not yet built."""

from __future__ import annotations

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.document.addresses import item_anchor, relative
from aigc_kb.pages.build import entry_listing, entry_pages
from aigc_kb.pages.context import Context


@pytest.mark.parametrize(
    ("source", "target", "directory", "file"),
    [
        ("a/b/", "a/c/", "../c/", "../c/index.html"),
        ("a/b/", "a/b/", "./", "index.html"),
        ("", "zh/", "zh/", "zh/index.html"),
        ("zh/x/y/", "en/x/y/", "../../../en/x/y/", "../../../en/x/y/index.html"),
        ("zh/", "", "../", "../index.html"),
    ],
)
def test_relative_links(source: str, target: str, directory: str, file: str) -> None:
    assert relative(source, target, "directory") == directory
    assert relative(source, target, "file") == file


def test_item_anchors_are_ascii_and_distinct() -> None:
    ids = ["LLM01:2025", "LLM01-2025", "第十条", "2.3-伦理", "Art. 4"]
    anchors = [item_anchor(i) for i in ids if i != "LLM01-2025"]
    assert all(anchor.isascii() for anchor in anchors)
    assert len(set(anchors)) == len(anchors)


def test_the_listing_is_the_pages(kb: KnowledgeBase) -> None:
    pages = [(page.path, page.section, page.updated) for page in entry_pages(Context(kb, relate(kb), "en"))]
    assert [(x.path, x.section, x.updated) for x in entry_listing(kb)] == pages
