"""Runs every rule over a store."""

from __future__ import annotations

from aigc_kb.check import ids, mappings, parity, registers, relations, text
from aigc_kb.check.registry import CHECKS
from aigc_kb.finding import Finding, Rule, tidy
from aigc_kb.load import rules as reading
from aigc_kb.load.store import Store

_MODULES = (ids, relations, text, registers, mappings, parity)


def run(store: Store) -> list[Finding]:
    """All findings of a store, those of reading included, in file order."""
    findings = list(store.findings)
    for _, function in CHECKS:
        findings.extend(function(store))
    return tidy(findings)


def catalogue() -> tuple[Rule, ...]:
    """Every rule there is, by code."""
    return tuple(sorted((*reading.RULES, *(rule for rule, _ in CHECKS)), key=lambda rule: rule.code))
