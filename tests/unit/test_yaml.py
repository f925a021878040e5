"""One tree for YAML: what is read is written back, and what is made by hand reads as it was meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aigc_kb.author.format import format_text
from aigc_kb.author.release import as_yaml
from aigc_kb.guide.sample import examples
from aigc_kb.load import comments, encode, writer
from aigc_kb.load.comments import Document
from aigc_kb.load.source import Builder, Node, Remarks, parse
from aigc_kb.load.store import load_store
from aigc_kb.model.entries import Fact, Problem
from aigc_kb.model.text import Text
from tests.conftest import DATA


def written(node: Node) -> str:
    return writer.document(Document([], node))


def test_every_value_of_the_sample_is_written_in_the_canonical_form(tmp_path: Path) -> None:
    examples.write("", tmp_path, "full")
    store = load_store(tmp_path)
    values = [item.value for folder in store.folders.values() for item in folder.values()]
    assert len(values) > 5
    for value in values:
        text = written(encode.tree(value))
        assert format_text(text, type(value)) == text
        (tmp_path / "problems" / "stale-bread.yaml").write_text(text, "utf-8")
        if isinstance(value, Problem):
            (tmp_path / "problems" / f"{value.id}.yaml").write_text(text, "utf-8")
            assert load_store(tmp_path).problems[value.id].value == value


def test_the_versions_are_written_as_they_are_kept() -> None:
    kept = load_store(DATA).versions
    assert kept is not None
    assert as_yaml(kept.value) == (DATA / "versions.yaml").read_text("utf-8")


def test_what_is_empty_is_left_out_unless_it_is_required() -> None:
    fact = Fact(claim=Text("甲", "A"), references=(), as_of="2026", read="primary")
    assert written(encode.tree(fact)) == 'claim:\n  zh: 甲\n  en: A\nreferences: []\nas_of: "2026"\nread: primary\n'


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (writer.text("no"), '"no"'),
        (writer.text("no", ""), "no"),
        (writer.text("a: b", ""), '"a: b"'),
        (writer.text("x", writer.ALWAYS), '"x"'),
        (writer.text('say "x"'), 'say "x"'),
        (writer.sequence([writer.text("a, b"), writer.text("c")], brackets=True), '["a, b", c]'),
        (writer.mapping({"zh": writer.text("甲？"), "en": writer.sequence([])}), "{zh: 甲？, en: []}"),
    ],
)
def test_a_value_on_one_line(node: Node, text: str) -> None:
    assert writer.flow(node) == text


def test_a_tree_made_by_hand_has_its_comments() -> None:
    node = writer.mapping(
        {"id": writer.text("a"), "names": writer.sequence([writer.mapping({"zh": writer.text("甲")})])},
        {
            "id": Remarks(trail="# the key"),
            "names": Remarks(head=["# all of them"], blank=True, foot=["# and no more"]),
        },
    )
    assert (
        written(node)
        == """\
id: a  # the key

# all of them
names:
  - zh: 甲
# and no more
"""
    )


def test_comments_are_read_only_where_they_are_asked_for() -> None:
    text = "# about it\nid: a  # the key\nlist:\n  # first\n  - b\n"
    source, _ = parse("x", text.encode())
    assert source is not None
    assert source.root.keys["id"].remarks is None
    read = comments.read(text).root
    assert read.keys["id"].remarks == Remarks(head=["# about it"], trail="# the key")
    assert read.values["list"].items[0].remarks == Remarks(head=["# first"])
    assert source.root.plain() == read.plain() == {"id": "a", "list": ["b"]}


def test_where_a_value_stands_in_the_text_is_kept_if_wanted() -> None:
    text = 'zh: "甲😀"\nlist: [a,\n  b]\nen: |\n  A\n'
    spans: dict[int, tuple[int, int]] = {}
    root = Builder("x", text, spans).build()
    assert root is not None

    def shown(node: Node) -> Any:
        start, end = spans[id(node)]
        return text[start:end]

    assert shown(root.values["zh"]) == '"甲😀"'
    assert shown(root.values["list"]) == "[a,\n  b]"
    assert shown(root.values["list"].items[1]) == "b"
    assert shown(root.values["en"]) == "|\n  A\n"
    assert shown(root) == text
