"""Reading YAML: exact places, and refusal of everything that could be misread or misused."""

from __future__ import annotations

import pytest

from aigc_kb.load.source import MAX_BYTES, MAX_DEPTH, parse


def codes(text: str | bytes) -> list[tuple[str, int, int]]:
    data = text.encode("utf-8") if isinstance(text, str) else text
    _, findings = parse("x.yaml", data)
    return [(f.code, f.place.line, f.place.column) for f in findings]


def test_nodes_know_where_they_stand() -> None:
    source, findings = parse("x.yaml", "a:\n  - b: 中文 c\n    d: |\n      one\n      two [[x]]\n".encode())
    assert findings == []
    assert source is not None
    assert str(source.place(("a", 0, "b"))) == "x.yaml:2:8"
    assert str(source.place_in(("a", 0, "d"), "[[x]]")) == "x.yaml:5:11"


def test_wide_characters_count_one_column_each() -> None:
    source, _ = parse("x.yaml", "中文: {值: 甲, 乙: 丙}\n".encode())
    assert source is not None
    assert str(source.place(("中文", "乙"))) == "x.yaml:1:15"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("KB110", 1, 1)]),
        ("# only a comment\n", [("KB110", 1, 1)]),
        ("? {a: b}\n: c\n", [("KB106", 1, 3)]),
        ("a: 1\na: 2\n", [("KB107", 2, 1)]),
        ("a: &x 1\n", [("KB106", 1, 4)]),
        ("a: *x\n", [("KB106", 1, 4)]),
        ("a: !!python/object:os.system x\n", [("KB106", 1, 4)]),
        ("--- 1\n--- 2\n", [("KB106", 2, 1)]),
        ("? [a]\n: b\n", [("KB106", 1, 3)]),
        ("a:\n\tb: 1\n", [("KB103", 2, 1)]),
        ("a: x\u200by\n", [("KB102", 1, 5)]),
        ("a: \u202eevil\n", [("KB102", 1, 4)]),
        ("a: x\x00\n", [("KB102", 1, 5)]),
        ("a: [1, 2\n", [("KB105", 2, 1)]),
        ("a: b: c\n", [("KB105", 1, 5)]),
        (b"\xef\xbb\xbfa: 1\n", [("KB101", 1, 1)]),
        (b"\xff\xfea\x00", [("KB101", 1, 1)]),
        (b"ok: 1\nbad: \xff\n", [("KB101", 2, 6)]),
        (b"x" * (MAX_BYTES + 1), [("KB104", 1, 1)]),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), [("KB109", 1, MAX_DEPTH + 1)]),
    ],
)
def test_refused_with_its_place(text: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    assert codes(text) == expected


def test_windows_line_endings_are_read() -> None:
    source, findings = parse("x.yaml", b"a: 1\r\nb: |\r\n  c\r\n")
    assert findings == []
    assert source is not None
    assert source.root.values["b"].text == "c\n"
