"""Runs every rule over a store."""

from __future__ import annotations

from aigc_kb.check import (
    duplicates,
    figures,
    freshness,
    ids,
    mappings,
    parity,
    placeholders,
    registers,
    relations,
    terminology,
    text,
    translations,
    typography,
    uncited,
    unicode,
    unused,
)
from aigc_kb.check.registry import ALONE, CHECKS
from aigc_kb.load import rules as reading
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule, tidy
from aigc_kb.system.garbage import paused

# Importing a module registers its rules.
_MODULES = (
    duplicates,
    figures,
    freshness,
    ids,
    mappings,
    parity,
    placeholders,
    registers,
    relations,
    terminology,
    text,
    translations,
    typography,
    uncited,
    unicode,
    unused,
)


def run(store: Store, *, hints: bool = True) -> list[Finding]:
    """All findings of a store, those of reading included, in file order; without `hints`, errors alone.

    Files that `store.passed` names have no errors by the rules that look at each file alone, which leave them out.
    """
    findings = list(store.findings)
    unseen = store.without(store.passed) if store.passed else store
    with paused():
        for rule, function in CHECKS:
            if hints or rule.severity == "error":
                known = rule.code in ALONE and rule.severity == "error"
                findings.extend(function(unseen if known else store))
    return tidy(findings)


def catalogue() -> tuple[Rule, ...]:
    """Every rule there is, by code."""
    return tuple(sorted((*reading.RULES, *(rule for rule, _ in CHECKS)), key=lambda rule: rule.code))
