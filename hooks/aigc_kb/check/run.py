"""Runs every rule over a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aigc_kb.check import (
    duplicates,
    duties,
    figures,
    freshness,
    ids,
    mappings,
    parity,
    placeholders,
    planner,
    reading,
    registers,
    relations,
    site,
    studied,
    studies,
    terminology,
    text,
    thresholds,
    translations,
    typography,
    uncited,
    unicode,
    unused,
)
from aigc_kb.check.registry import ALONE, CHECKS, STANDARDS
from aigc_kb.load import rules
from aigc_kb.load.store import Store, load_store
from aigc_kb.model.finding import Finding, Rule, tidy
from aigc_kb.system.garbage import paused

# Importing a module registers its rules.
_MODULES = (
    duplicates,
    duties,
    figures,
    freshness,
    ids,
    mappings,
    parity,
    placeholders,
    planner,
    reading,
    registers,
    relations,
    site,
    studied,
    studies,
    terminology,
    text,
    thresholds,
    translations,
    typography,
    uncited,
    unicode,
    unused,
)


def run(store: Store, *, hints: bool = True) -> list[Finding]:
    """All findings of a store, those of reading included, in file order; without `hints`, errors alone."""
    with paused():
        return tidy([*_read(store, hints=hints), *_findings(store, hints=hints)])


def read(
    root: Path,
    *,
    shown: str | None = None,
    hints: bool = True,
    standards: bool = True,
    before: Store | None = None,
) -> tuple[Store, list[Finding]]:
    """A data directory as `load_store` reads it, and all findings as `run` gives them; without `standards`, not what the
    knowledge base asks of itself: data that miss it can be shown all the same.

    The rules that look at one file alone are run where the file is read. `before` is a store without errors: what has
    not changed since is not read again.
    """

    def look(share: Store) -> list[Finding]:
        return list(_findings(share, hints=hints, standards=standards, alone=True))

    with paused():
        store = load_store(root, shown=shown, look=look, before=before)
        return store, tidy(
            [*_read(store, hints=hints), *_findings(store, hints=hints, standards=standards, alone=False)]
        )


def _read(store: Store, *, hints: bool) -> list[Finding]:
    """What was found while reading."""
    return [found for found in store.findings if hints or found.rule.severity == "error"]


def _findings(store: Store, *, hints: bool, standards: bool = True, alone: bool | None = None) -> Iterator[Finding]:
    """What the rules find, or of them only those that look at one file `alone`, or only the others."""
    for rule, function in CHECKS:
        wanted = (hints or rule.severity == "error") and (standards or rule.code not in STANDARDS)
        if wanted and alone in (None, rule.code in ALONE):
            yield from function(store)


def catalogue() -> tuple[Rule, ...]:
    """Every rule there is, by code."""
    return tuple(sorted((*rules.RULES, *(rule for rule, _ in CHECKS)), key=lambda rule: rule.code))
