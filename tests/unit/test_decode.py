"""Decoding: each fault found at its place, all faults of a file together."""

from __future__ import annotations

import pytest

from aigc_kb.load.decode import Decoder, is_date, is_web_address, misread_as
from aigc_kb.load.source import parse
from aigc_kb.model.entries import Fact, Severity
from aigc_kb.model.registers import Term

FACT = """\
claim:
  zh: 甲
  en: A
references: [a-b]
as_of: "2026-11"
read: primary
"""


def faults(cls: type, text: str) -> list[tuple[str, int, int]]:
    source, findings = parse("x.yaml", text.encode())
    assert source is not None
    decoder = Decoder(source, {})
    decoder.decode(cls)
    return [(f.code, f.place.line, f.place.column) for f in (*findings, *decoder.findings)]


def test_a_whole_value_has_no_fault() -> None:
    assert faults(Fact, FACT) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  en: A\n", "", [("KB208", 2, 3)]),
        ("en: A", "en: ''", [("KB204", 3, 7)]),
        ("en: A", "fr: A", [("KB202", 3, 3), ("KB208", 2, 3)]),
        ("[a-b]", "[]", [("KB209", 4, 13)]),
        ("[a-b]", "[a, a]", [("KB211", 4, 17)]),
        ("[a-b]", "a-b", [("KB203", 4, 13)]),
        ('"2026-11"', '"2026-13"', [("KB206", 5, 8)]),
        ('"2026-11"', '"2026-02-30"', [("KB206", 5, 8)]),
        ('"2026-11"', "2026-11-24", [("KB108", 5, 8)]),
        ("as_of", "as_off", [("KB202", 5, 1), ("KB201", 1, 1)]),
        ("zh: 甲", "zh: no", [("KB108", 2, 7)]),
        ("zh: 甲", "zh: 1.10", [("KB108", 2, 7)]),
        ("zh: 甲", "zh: {a: b}", [("KB203", 2, 7)]),
    ],
)
def test_fault_and_place(old: str, new: str, expected: list[tuple[str, int, int]]) -> None:
    assert old in FACT
    assert faults(Fact, FACT.replace(old, new)) == expected


def test_all_faults_are_reported_together() -> None:
    text = FACT.replace("  en: A\n", "").replace("[a-b]", "[]").replace('"2026-11"', "soon")
    assert [code for code, _, _ in faults(Fact, text)] == ["KB208", "KB209", "KB206"]


@pytest.mark.parametrize("level", ["0", "6", '"3"', "3.0", "three", "03"])
def test_levels_are_whole_numbers_in_range(level: str) -> None:
    assert faults(Severity, f"level: {level}\nbasis:\n  zh: 甲\n  en: A\n")[0][1:] == (1, 8)


def test_suggestions_name_the_nearest_field() -> None:
    source, _ = parse("x.yaml", b"id: a\nzh: b\nen: c\ndefinitoin: d\n")
    assert source is not None
    decoder = Decoder(source, {})
    decoder.decode(Term)
    assert "did you mean definition?" in decoder.findings[0].message("en")
    assert "是不是 definition" in decoder.findings[0].message("zh")


@pytest.mark.parametrize(
    "text", ["yes", "No", "on", "TRUE", "~", "null", "12", "1.10", "012", "0x1f", "1e3", "12:30:45", ".nan", ".inf"]
)
def test_what_yaml_misreads_is_known(text: str) -> None:
    assert misread_as(text) is not None


@pytest.mark.parametrize("text", ["GPT-4", "norway", "1.2.3", "12 个", "2026 年", "v1", "a:b"])
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert misread_as(text) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "ftp://x.org",
        'https://x.org/"onload',
        "x",
    ],
)
def test_only_web_addresses_pass(url: str) -> None:
    assert not is_web_address(url)


@pytest.mark.parametrize(
    ("text", "day", "partial"),
    [
        ("2026-11-24", True, True),
        ("2024-02-29", True, True),
        ("2000-02-29", True, True),
        ("2100-02-29", False, False),
        ("2026-02-29", False, False),
        ("2026-06-31", False, False),
        ("2026-11", False, True),
        ("2026", False, True),
        ("2026-13", False, False),
        ("20261124", False, False),
        ("2026-W48-2", False, False),
        ("soon", False, False),
    ],
)
def test_a_date_is_a_day_of_the_calendar_or_where_that_is_allowed_a_month_or_a_year(
    text: str, day: bool, partial: bool
) -> None:
    assert is_date(text) is day
    assert is_date(text, partial=True) is partial
