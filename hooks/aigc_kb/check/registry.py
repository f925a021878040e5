"""Where rule functions are collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from aigc_kb.finding import Finding, Rule
from aigc_kb.load.store import Store

Check = Callable[[Store], Iterator[Finding]]

CHECKS: Final[list[tuple[Rule, Check]]] = []
ALONE: Final[set[str]] = set()
"""Codes of the rules whose findings in a file follow from that file, the site's words and its terms alone."""


def check(rule: Rule, *, alone: bool = False) -> Callable[[Check], Check]:
    """Register a function as the check of a rule. `alone`: a file that passed it need not be looked at again."""

    def register(function: Check) -> Check:
        CHECKS.append((rule, function))
        if alone:
            ALONE.add(rule.code)
        return function

    return register
