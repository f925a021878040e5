"""The knowledge base: checked, frozen, and the one thing that everything downstream is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, TypeVar

from aigc_kb import check
from aigc_kb.check.translations import translations
from aigc_kb.load.item import Item
from aigc_kb.load.store import Store
from aigc_kb.model.entries import Case, Entry, Mitigation, Path, Problem
from aigc_kb.model.finding import Finding
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.kinds import BY_FOLDER, ENTRIES, KINDS
from aigc_kb.model.registers import Area, Jurisdiction, Planner, Reference, Site, Term
from aigc_kb.model.studies import Study
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
    """All entries and registers by id, in file-name order (areas in their own order)."""

    site: Site
    areas: Mapping[str, Area]
    by_class: Mapping[type[Any], Mapping[str, Any]]
    """Class of a kind (`model.kinds`) -> id -> value; `of` gives them typed."""
    planner: Planner | None
    versions: tuple[Version, ...]
    """Published versions of the content, newest first."""
    files: Mapping[str, str]
    """Entry or registry id -> its file, relative to the data directory."""
    released: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(mitigation, problem) -> its verdict in the newest published version, as far as that kept them."""
    stale: tuple[str, ...] = ()
    """The entries with a translation that its source has left behind."""

    @property
    def version(self) -> str | None:
        """The newest published version of the content; None before the first."""
        return self.versions[0].version if self.versions else None

    def of(self, cls: type[T]) -> Mapping[str, T]:
        """All there is of one kind, given by its class, by id."""
        return self.by_class[cls]

    def folder(self, name: str) -> Mapping[str, Any]:
        """The same by the name of its folder; areas too, which stand in one file."""
        return self.areas if name == "areas" else self.by_class[BY_FOLDER[name].cls]

    @property
    def problems(self) -> Mapping[str, Problem]:
        return self.of(Problem)

    @property
    def mitigations(self) -> Mapping[str, Mitigation]:
        return self.of(Mitigation)

    @property
    def cases(self) -> Mapping[str, Case]:
        return self.of(Case)

    @property
    def paths(self) -> Mapping[str, Path]:
        return self.of(Path)

    @property
    def studies(self) -> Mapping[str, Study]:
        return self.of(Study)

    @property
    def references(self) -> Mapping[str, Reference]:
        return self.of(Reference)

    @property
    def terms(self) -> Mapping[str, Term]:
        return self.of(Term)

    @property
    def frameworks(self) -> Mapping[str, Framework]:
        return self.of(Framework)

    def place(self, framework: Framework) -> Jurisdiction:
        """Where a framework applies."""
        return next(place for place in self.site.jurisdictions if place.id == framework.jurisdiction)

    def entries(self) -> Iterator[Entry]:
        """The entries, kind by kind."""
        for kind in ENTRIES:
            yield from self.of(kind.cls).values()

    def measured(self) -> Iterator[Problem | Mitigation]:
        """Problems and mitigations: the entries that have facts and mappings."""
        for kind in ENTRIES:
            if kind.has("mappings"):
                yield from self.of(kind.cls).values()

    def entry(self, key: str) -> Entry:
        """The entry of an id. Raises KeyError if there is none."""
        for kind in ENTRIES:
            if found := self.of(kind.cls).get(key):
                entry: Entry = found
                return entry
        raise KeyError(key)


def load(data: str | FilePath) -> KnowledgeBase:
    """Load, check and freeze a data directory.

    Raises NotADirectoryError if there is none, DataError if the data has faults (hints do not count, nor what the
    knowledge base asks of itself).
    """
    store, errors = check.read(FilePath(data), hints=False, standards=False)
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
    return KnowledgeBase(
        site=store.site.value,
        areas=_values(store.areas),
        by_class={kind.cls: _values(store.folder(kind.folder)) for kind in KINDS},
        planner=store.planner.value if store.planner else None,
        versions=store.versions.value.versions if store.versions else (),
        released=store.released,
        stale=tuple(dict.fromkeys(_stale(store))),
        files={key: f"{kind.folder}/{key}.yaml" for kind in KINDS if kind.page for key in store.folder(kind.folder)},
    )
