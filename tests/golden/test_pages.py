"""Every page says what it said when it was last read and found good."""

from __future__ import annotations

import pytest

from tests.golden import HERE, REFRESH, kept, pages, written


@pytest.mark.parametrize("path", sorted(kept()))
def test_a_page_says_what_was_approved(path: str) -> None:
    approved = (HERE / path).read_text(encoding="utf-8")
    assert written(pages()[path]) == approved, f"if tests/golden/{path} shall say this, run: {REFRESH}"


def test_every_page_was_approved_and_none_is_gone() -> None:
    assert kept() == pages().keys(), f"if these shall be the pages, run: {REFRESH}"
