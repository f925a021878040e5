"""Where rule functions are collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from aigc_kb.finding import Finding, Rule
from aigc_kb.load.store import Store

Check = Callable[[Store], Iterator[Finding]]

CHECKS: Final[list[tuple[Rule, Check]]] = []


def check(rule: Rule) -> Callable[[Check], Check]:
    """Register a function as the check of a rule."""

    def register(function: Check) -> Check:
        CHECKS.append((rule, function))
        return function

    return register
