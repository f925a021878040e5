"""`kb fmt`: canonical, idempotent, and nothing is lost: no comment, no value."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from contextlib import nullcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigc_kb.author.format import NotFormattableError, format_text, spaced, unwrapped
from aigc_kb.guide.sample import sample
from aigc_kb.load.decode import Decoder
from aigc_kb.load.source import Node, parse
from aigc_kb.model.entries import Fact, Problem, Severity
from aigc_kb.model.files import class_of
from aigc_kb.model.registers import Term
from tests.conftest import DATA

SAMPLE = sample("small")

FACT = 'claim:\n  zh: 甲\n  en: A\nreferences: [a-b]\nas_of: "2026"\n'


def test_what_is_canonical_stays() -> None:
    assert format_text(FACT, Fact) == FACT


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ('as_of: "2026"\nreferences: [a-b]\nclaim: {en: A, zh: 甲}\n', 'claim: {zh: 甲, en: A}\nreferences: [a-b]\nas_of: "2026"\n'),
        (FACT.replace('"2026"', "2026-11-24"), FACT.replace('"2026"', '"2026-11-24"')),
        (FACT.replace('"2026"', "'2026'"), FACT),
        (FACT.replace("zh: 甲", 'zh: "甲"'), FACT),
        (FACT.replace("en: A", "en: no"), FACT.replace("en: A", 'en: "no"')),
        (FACT.replace("en: A", "en: '\"A\": b'"), FACT.replace("en: A", "en: '\"A\": b'")),
        (FACT.replace("en: A", "en: |\n    A"), FACT),
        (FACT.replace("en: A", "en: >\n    A\n    b"), FACT.replace("en: A", "en: A b")),
        (FACT.replace("en: A", "en: A\n    b"), FACT.replace("en: A", "en: A b")),
        (FACT.replace("\n", "\r\n"), FACT),
        (FACT.rstrip("\n"), FACT),
        (FACT + "\n\n\n", FACT),
        (FACT.replace("  zh", "      zh").replace("  en", "      en"), FACT),
        (FACT.replace(" [a-b]", "\n- a-b"), FACT.replace(" [a-b]", "\n  - a-b")),
        (FACT.replace("zh: 甲", "zh: 用AI写,很快"), FACT.replace("zh: 甲", "zh: 用 AI 写，很快")),
        (FACT.replace("en: A", "en: Cafe\u0301"), FACT.replace("en: A", "en: Café")),
    ],
)  # fmt: skip
def test_one_way_to_write_it(written: str, canonical: str) -> None:
    assert format_text(written, Fact) == canonical


def test_numbers_are_not_quoted() -> None:
    text = "level: 3\nbasis:\n  zh: 甲\n  en: A\n"
    assert format_text(text, Severity) == text


def test_comments_move_with_what_they_belong_to() -> None:
    text = """\
# yaml-language-server: $schema=x.json
# about the date
as_of: "2026"  # the year
# about the claim
claim:
  # the English side
  en: A  # an article
  zh: 甲
  # below the sides
references:
  # why this one
  - a-b  # the source
# the end
"""
    assert (
        format_text(text, Fact)
        == """\
# yaml-language-server: $schema=x.json

# about the claim
claim:
  zh: 甲
  # below the sides

  # the English side
  en: A  # an article
references:
  # why this one
  - a-b  # the source
# the end

# about the date
as_of: "2026"  # the year
"""
    )


def test_a_comment_in_brackets_opens_them() -> None:
    text = FACT.replace("[a-b]", "[\n    a-b, # why\n    c-d\n  ]")
    assert format_text(text, Fact) == FACT.replace(" [a-b]", "\n  - a-b  # why\n  - c-d")


def test_a_comment_at_a_block_text_stays() -> None:
    text = "causes:  # first\n  zh: |  # second\n    甲\n    # no comment\n  # third\n  en: |\n    A\n# fourth\n"
    out = format_text(text, Problem)
    assert all(f"# {word}" in out for word in ("first", "second", "third", "fourth", "no comment"))
    assert format_text(out, Problem) == out


def test_empty_lines_between_keys_are_kept_single() -> None:
    assert format_text("id: a\n\n\nzh: b\n\nen: c\n") == "id: a\n\nzh: b\n\nen: c\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", "one two"),
        ("一行\n两行", "一行两行"),
        ("一行 AI\n两行", "一行 AI两行"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("- one\n  more\n- two", "- one more\n- two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("one  \ntwo", "one  \ntwo"),
        ("one\\\ntwo", "one\\\ntwo"),
        ("one\n- two", "one\n- two"),
    ],
)
def test_a_paragraph_is_one_line(text: str, expected: str) -> None:
    assert unwrapped(text) == expected
    assert unwrapped(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用AI写", "用 AI 写"),
        ("好,坏", "好，坏"),
        ("见[[ai-slop|AI垃圾]]和`a,b中文`", "见[[ai-slop|AI 垃圾]]和`a,b中文`"),
        ("引用[@a-2024, p.12]后", "引用[@a-2024, p.12]后"),
        ("见[AI指南](https://x.org/中文a,b)", "见[AI 指南](https://x.org/中文a,b)"),
        ("见 https://x.org/a,b?c=d 处", "见 https://x.org/a,b?c=d 处"),
        ("“不知道”与答错", "“不知道”与答错"),
        ("按GB/T 45654-2025：5 类", "按 GB/T 45654-2025：5 类"),
        ("甲组 3：1，乙组 12：30", "甲组 3：1，乙组 12：30"),
        ("输入输出比约 100:1", "输入输出比约 100:1"),
    ],
)
def test_spaces_and_signs_in_chinese(text: str, expected: str) -> None:
    assert spaced(text) == expected
    assert spaced(expected) == expected


def test_names_in_alias_lists_and_official_titles_are_left_alone() -> None:
    term = "id: a\nzh: AI模型\nen: a\naliases: {zh: [AI模型], en: []}\n"
    assert format_text(term, Term) == term
    assert class_of("frameworks/x.yaml") is not None
    framework = "title: {zh: AI框架, en: a}\n"
    assert format_text(framework, class_of("frameworks/x.yaml")) == framework


@pytest.mark.parametrize("text", ["", "a: [", "a: 1\na: 2\n", "a: &x 1\n", "a: \u200b\n", "\ta: 1\n"])
def test_a_file_with_faults_is_left_to_the_check(text: str) -> None:
    with pytest.raises(NotFormattableError):
        format_text(text)


@pytest.mark.parametrize("path", sorted(SAMPLE))
def test_the_sample_keeps_its_meaning(path: str) -> None:
    if path.endswith(".yaml"):
        cls = class_of(path)
        assert cls is not None
        out = format_text(SAMPLE[path], cls)
        assert decoded(out, cls) == decoded(SAMPLE[path], cls)


@pytest.mark.parametrize("folder", ["problems", "mitigations", "cases", "paths", "frameworks"])
def test_real_files_keep_their_comments_and_reach_a_fixed_point(folder: str) -> None:
    for file in sorted((DATA / folder).glob("*.yaml"))[::5]:
        text = file.read_text("utf-8")
        out = format_text(text, class_of(f"{folder}/{file.name}"))
        assert format_text(out, class_of(f"{folder}/{file.name}")) == out
        assert Counter(comments(out)) == Counter(comments(text))


def decoded(text: str, cls: type[Any]) -> Any:
    source, findings = parse("x", text.encode())
    assert source is not None, findings
    words = {"area": ("storage",), "role": ("baker",), "stage": ("bake",), "modality": ("loaf",), "origin": ()}
    return Decoder(source, words).decode(cls)


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]


# -- any file whatsoever --------------------------------------------------------------------------------------------

# What the loader refuses although it counts as a letter, a mark or a sign: fillers and selectors of variants.
HIDDEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufffc\ufffd" + "".join(
    map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)
characters = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"], exclude_characters=HIDDEN)
texts = st.one_of(
    st.text(characters, min_size=1, max_size=12),
    st.sampled_from(["no", "1.10", "~", "a: b", "a #b", "#x", "- x", "'q'", '"q"', "@k", "中文,a", "2026-01-01", "|", "a\nb", "x\n\ny"]),
)  # fmt: skip
keys = st.sampled_from(["zh", "en", "id", "claim", "as_of", "references", "other", "b-c"])
values = st.recursive(
    texts,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip
remarks = st.lists(st.sampled_from(["# one", "#two", "# 三: x", "#  - four: 'five'"]), max_size=2)


@st.composite
def documents(draw: st.DrawFn, escapes: bool = False) -> str:
    """A YAML file with comments and empty lines in every kind of place, written in every style.

    With `escapes`, some texts have their letters written as `\\u4e2d`, which the loader refuses.
    """
    lines: list[str] = []

    def head(indent: str) -> None:
        if draw(st.integers(0, 3)) == 0:
            lines.append("")
        for remark in draw(remarks):
            lines.append(f"{indent}{remark}")
            if draw(st.integers(0, 4)) == 0:
                lines.append("")

    def tail() -> str:
        return "  # beside" if draw(st.integers(0, 4)) == 0 else ""

    def write(value: Any, start: str, indent: str) -> None:
        if isinstance(value, dict) and value and draw(st.booleans()):
            lines.append(f"{start}{tail()}")
            for key, inner in value.items():
                head(f"{indent}  ")
                write(inner, f"{indent}  {key}:", f"{indent}  ")
        elif isinstance(value, list) and value and draw(st.booleans()):
            lines.append(f"{start}{tail()}")
            for inner in value:
                head(f"{indent}  ")
                write(inner, f"{indent}  -", f"{indent}  ")
        elif isinstance(value, str) and value.isalpha() and value.isascii() and draw(st.booleans()):
            style = draw(st.sampled_from([" |{t}\n{i}    {v}", " {v}{t}", " >-\n{i}    {v}"]))
            lines.append(start + style.format(t=tail() if "\n" not in style or "|" in style else "", i=indent, v=value))
        else:
            lines.append(f"{start} {json.dumps(value, ensure_ascii=escapes and draw(st.booleans()))}{tail()}")

    root = draw(st.dictionaries(keys, values, min_size=1, max_size=4))
    for key, value in root.items():
        head("")
        write(value, f"{key}:", "")
    head("")
    return "\n".join(lines) + "\n"


def meaning(node: Node) -> Any:
    if node.kind == "map":
        return {key: meaning(child) for key, child in node.values.items()}
    if node.kind == "list":
        return [meaning(child) for child in node.items]
    return unicodedata.normalize("NFC", node.text)


def test_a_colon_before_a_question_mark_is_quoted_between_brackets() -> None:
    assert format_text('zh: ["0:?"]\n') == 'zh: ["0:?"]\n'


@settings(max_examples=400, deadline=None)
@given(documents())
def test_no_value_and_no_comment_is_ever_lost(text: str) -> None:
    before, faults = parse("x", text.encode())
    assert before is not None
    assert not faults
    out = format_text(text)
    after, faults = parse("x", out.encode())
    assert after is not None
    assert not faults
    assert meaning(after.root) == meaning(before.root)
    assert out.count("# beside") == text.count("# beside")
    assert Counter(comments(out)) == Counter(comments(text))


@settings(max_examples=400, deadline=None)
@given(documents())
def test_formatting_twice_changes_nothing(text: str) -> None:
    for cls in (None, Fact):
        once = format_text(text, cls)
        assert format_text(once, cls) == once


@settings(max_examples=200, deadline=None)
@given(documents(escapes=True))
def test_a_file_is_refused_if_and_only_if_it_cannot_be_read(text: str) -> None:
    source, faults = parse("x", text.encode())
    with pytest.raises(NotFormattableError) if source is None or faults else nullcontext():
        format_text(text)
