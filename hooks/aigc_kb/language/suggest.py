"""A suggestion for a mistyped word."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from aigc_kb.model.text import Text


class _Patience:
    """How many suggestions are still looked for. Each takes milliseconds, and a hostile file could ask for thousands."""

    MOST: Final = 200
    LONGEST: Final = 100
    left = MOST


def with_new_patience() -> None:
    """To be called before a data directory is read."""
    _Patience.left = _Patience.MOST


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """A suggestion to append to a message; empty where nothing known comes near, or very many were made already."""
    if _Patience.left <= 0 or len(word) > _Patience.LONGEST:
        return Text("", "")
    _Patience.left -= 1
    match = get_close_matches(word, known, n=1, cutoff=0.6)
    return Text(f"，是不是 {match[0]}？", f"; did you mean {match[0]}?") if match else Text("", "")
