"""What a file's contents can do to a report: a value is quoted in messages, and a CI runner reads them."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest

from aigc_kb.check.report import FORMATS, Format, render
from aigc_kb.load import rules
from aigc_kb.load.source import parse
from aigc_kb.model.finding import Finding, Place

VALUES = [
    "x\n::error file=README.md,line=1::forged",
    "x\n  ::add-mask::the",
    "x\r::stop-commands::endtoken",
    "##[add-mask]the",
    "\x1b[2Jgone",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\u202egnp.exe",
    "a%0A::error::b",
    "\x9b31m",
    "\u2028::warning::x",
]


def findings(value: str) -> list[Finding]:
    params = {"key": "title", "expected": "text", "found": value, "value": value, "what": value}
    return [Finding(rule, Place(f"data/{value}.yaml", 3, 7), params) for rule in (rules.WRONG_TYPE, rules.FORMAT)]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("form", FORMATS)
def test_a_quoted_value_stays_within_its_line(form: Format, value: str) -> None:
    out = render(findings(value), form, "en")
    if form in ("json", "sarif"):
        json.loads(out)
        return
    assert all(char == "\n" or char.isprintable() for char in out), "nothing that a terminal obeys"
    assert len(out.splitlines()) == len(render(findings("x"), form, "en").splitlines()), "no line of its own"
    if form == "github":
        for line in out.splitlines():
            command, _, said = line.removeprefix("::").partition("::")
            assert command.startswith("error file=data/")
            assert command.count(",") == 3, "file, line, column and title, no property more"
            assert "%0A::" not in said or "%250A" in said
    else:
        assert "##[" not in out, "a command anywhere in a line for GitHub's runner"
        assert not [line for line in out.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("value", VALUES)
def test_sarif_names_the_file_by_a_valid_address(value: str) -> None:
    result = json.loads(render(findings(value), "sarif", "en"))["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert all(char.isprintable() and char not in ' <>"\\^`{|}' for char in uri)
    assert unquote(uri) == f"data/{value}.yaml"


def test_chinese_and_its_spaces_are_shown_as_they_are() -> None:
    assert "标题　里有　空格" in render(findings("标题　里有　空格"), "text", "zh")


@pytest.mark.parametrize("escape", [r"\x1b", r"\e", r"\0", r"\u202e", r"\uE000", r"\U000E0041", r"\N", r"\L", r"\t"])
@pytest.mark.parametrize("frame", ['a: "x{}"\n', '"{}": x\n', 'a: ["y", "中文{}"]\n', '{{a: "b\n  {}"}}\n'])
def test_no_escape_brings_in_what_the_file_may_not_hold(escape: str, frame: str) -> None:
    text = frame.format(escape)
    source, found = parse("x.yaml", text.encode())
    assert source is None
    at = text.index("\\")
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    assert [(f.code, f.place.line, f.place.column) for f in found] == [("KB106", line, column)]
    assert escape in found[0].message("en")


@pytest.mark.parametrize("text", [r'"a \"b\" c"', r'"a\\u202e"', r'"a\nb"', '"a\\\n  b"', r"'a\u202e'", r"a\u202e"])
def test_quotes_backslashes_and_line_ends_may_be_escaped(text: str) -> None:
    source, found = parse("x.yaml", f"a: {text}\n".encode())
    assert found == []
    assert source is not None
    assert source.root.values["a"].text.isascii()
