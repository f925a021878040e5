"""What was worked out for a value, remembered by which value it is, for values that are costly to compare or hash.

    shown = ByIdentity[Reference, str]()
    shown.get(reference, "en", lambda: print_it(reference))

The value is kept beside the result, so that its identity is not given to another one meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

V = TypeVar("V")
R = TypeVar("R")

_KEPT: Final = 20_000
"""More than any knowledge base has of anything; a live preview, which loads the data again and again, begins anew."""


class ByIdentity(Generic[V, R]):
    """Results by value and a word that says which result."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[V, R]] = {}

    def get(self, value: V, which: str, make: Callable[[], R]) -> R:
        """The result for a value, made the first time."""
        known = self._known.get((id(value), which))
        if known is not None:
            return known[1]
        if len(self._known) >= _KEPT:
            self._known.clear()
        result = make()
        self._known[id(value), which] = (value, result)
        return result
