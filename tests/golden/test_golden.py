"""Every page and every export says what it said when it was last read and found good."""

from __future__ import annotations

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
