"""The knowledge base: checked, frozen, and the one thing that everything downstream is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TypeVar

from aigc_kb import check
from aigc_kb.check.translations import translations
from aigc_kb.load.store import Item, Store
from aigc_kb.model.entries import Case, Entry, Mitigation, Path, Problem
from aigc_kb.model.finding import Finding
from aigc_kb.model.registers import Area, Framework, Planner, Reference, Site, Term
from aigc_kb.model.versions import Version

T = TypeVar("T")


class DataError(Exception):
    """The data has faults. `findings` are all of them, in file order."""

    def __init__(self, findings: list[Finding]) -> None:
        first = findings[0]
        super().__init__(f"{len(findings)} finding(s), first: {first.place}: {first.code} {first.message('en')}")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All entries and registers by id, in file-name order (areas and terms in their own order)."""

    site: Site
    areas: Mapping[str, Area]
    problems: Mapping[str, Problem]
    mitigations: Mapping[str, Mitigation]
    cases: Mapping[str, Case]
    paths: Mapping[str, Path]
    terms: Mapping[str, Term]
    references: Mapping[str, Reference]
    frameworks: Mapping[str, Framework]
    planner: Planner | None
    versions: tuple[Version, ...]
    """Published versions of the content, newest first."""
    files: Mapping[str, str]
    """Entry or registry id -> its file, relative to the data directory."""
    stale: tuple[str, ...] = ()
    """The entries with a translation that its source has left behind."""

    def entries(self) -> Iterator[Entry]:
        """Problems, mitigations, cases and paths, in that order."""
        yield from self.problems.values()
        yield from self.mitigations.values()
        yield from self.cases.values()
        yield from self.paths.values()

    def measured(self) -> Iterator[Problem | Mitigation]:
        """Problems and mitigations: the entries that have facts and mappings."""
        yield from self.problems.values()
        yield from self.mitigations.values()

    def entry(self, key: str) -> Entry:
        """The entry of an id. Raises KeyError if there is none."""
        for group in (self.problems, self.mitigations, self.cases, self.paths):
            if key in group:
                return group[key]
        raise KeyError(key)


def load(data: str | FilePath) -> KnowledgeBase:
    """Load, check and freeze a data directory.

    Raises NotADirectoryError if there is none, DataError if the data has faults (hints do not count).
    """
    store, errors = check.read(FilePath(data), hints=False)
    if errors:
        raise DataError(errors)
    return freeze(store)


def _values(items: Mapping[str, Item[T]]) -> dict[str, T]:
    return {key: item.value for key, item in items.items()}


def _stale(store: Store) -> Iterator[str]:
    for _, key, item in store.entries():
        if key in store.accepted and any(text.state == "stale" for text in translations(item, store)):
            yield key


def freeze(store: Store) -> KnowledgeBase:
    """The knowledge base of a store without errors."""
    assert store.site is not None, "a store without errors has a site"

    folders = ("problems", "mitigations", "cases", "paths", "frameworks")
    return KnowledgeBase(
        site=store.site.value,
        areas=_values(store.areas),
        problems=_values(store.problems),
        mitigations=_values(store.mitigations),
        cases=_values(store.cases),
        paths=_values(store.paths),
        terms=_values(store.terms),
        references=_values(store.references),
        frameworks=_values(store.frameworks),
        planner=store.planner.value if store.planner else None,
        versions=store.versions.value.versions if store.versions else (),
        stale=tuple(dict.fromkeys(_stale(store))),
        files={key: f"{folder}/{key}.yaml" for folder in folders for key in store.folder(folder)},
    )
