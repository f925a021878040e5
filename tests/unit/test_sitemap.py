"""Addresses: relative links between pages, and the listing that stands for pages not yet built."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.check.mappings import item_anchors_are_unique
from aigc_kb.document.addresses import item_anchor, relative
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
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


# Ids as registries write them, in such pieces that many differ in case and punctuation alone.
ITEM_ID = st.lists(st.sampled_from(["A", "a", "1", "10", "第十条", "第九条", "u7b2c"]), min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from([".", "-", ":", " ", ""]).map(lambda sign: sign.join(words))
)
FRAMEWORK = "frameworks/bakers-2024.yaml"
ITEM = "  - id: {id}\n    list: troubles\n    title: {{zh: 老化, en: Staling}}\n    official_languages: [en]\n"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample knowledge base, whose framework a test may rewrite."""
    folder = tmp_path_factory.mktemp("sample")
    examples.write("", folder)
    return folder


def about_anchors(sample: Path, ids: list[str]) -> list[tuple[str, str]]:
    """What the rule says of a framework with these items: the line of each finding, and its message."""
    items = "items:\n" + "".join(ITEM.format(id=json.dumps(key, ensure_ascii=False)) for key in ids)
    file = sample / FRAMEWORK
    file.write_text(examples.overlay(examples.files("")[FRAMEWORK], items), encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    found = item_anchors_are_unique(load_store(sample, shown=""))
    return [(lines[f.place.line - 1], f.message("en")) for f in found]


@given(ids=st.lists(ITEM_ID, min_size=1, max_size=6, unique=True))
def test_items_with_one_anchor_are_a_finding_and_others_are_none(sample: Path, ids: list[str]) -> None:
    """Where the rule finds nothing, every item of a framework has an anchor of its own."""
    anchors = [item_anchor(key) for key in ids]
    assert all(re.fullmatch("item-[a-z0-9-]+", anchor) for anchor in anchors)
    late = [key for index, key in enumerate(ids) if anchors[index] in anchors[:index]]
    found = about_anchors(sample, ids)
    assert [line for line, _ in found] == [f"  - id: {json.dumps(key, ensure_ascii=False)}" for key in late]


@pytest.mark.parametrize("other", ["A-1", "a 1", "a.1", "A:1"])
def test_ids_that_differ_in_case_and_punctuation_only_have_one_anchor(sample: Path, other: str) -> None:
    words = f"the items `{other}` and `A.1` have the same anchor, `item-a-1`"
    assert about_anchors(sample, ["A.1", "B", other]) == [(f'  - id: "{other}"', words)]


@pytest.mark.parametrize(
    ("one", "two"), [("第九条", "第十条"), ("LLM01:2025", "LLM10:2025"), ("2.3-伦理", "2.3-法律"), ("A.1", "A.11")]
)
def test_ids_that_differ_in_a_letter_or_a_figure_have_two_anchors(sample: Path, one: str, two: str) -> None:
    assert item_anchor(one) != item_anchor(two)
    assert about_anchors(sample, [one, two]) == []


def test_the_anchors_that_are_published_stay_as_they_are() -> None:
    assert item_anchor("LLM01:2025") == "item-llm01-2025"
    assert item_anchor("第十条") == "item-u7b2cu5341u6761"


def test_the_listing_is_the_pages(kb: KnowledgeBase) -> None:
    pages = [(page.path, page.section, page.updated) for page in entry_pages(Context(kb, relate(kb), "en"))]
    assert [(x.path, x.section, x.updated) for x in entry_listing(kb)] == pages
