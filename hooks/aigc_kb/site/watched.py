"""A knowledge base whose reads are noted, for `memo`: what a page was made from is what its builder looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from typing import Any, Final

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Relations
from aigc_kb.document.names import Names
from aigc_kb.model.entries import Case, Mitigation, Path, Problem
from aigc_kb.model.registers import Framework, Reference
from aigc_kb.site.memo import Watch

_FOLDERS: Final[Mapping[type[Any], str]] = {
    Problem: "problems",
    Mitigation: "mitigations",
    Case: "cases",
    Path: "paths",
    Reference: "references",
    Framework: "frameworks",
}
_TABLES: Final = (*_FOLDERS.values(), "areas", "files")


@dataclass(frozen=True, slots=True)
class WatchedBase:
    """A knowledge base, its relations and names, all to be read in place of the originals."""

    watch: Watch
    kb: KnowledgeBase
    relations: Relations
    names: Names
    salt: str
    """A digest of what is read without being watched: the site's words and the terms, which every page may mention."""


def watched(kb: KnowledgeBase, relations: Relations, names: Names) -> WatchedBase:
    """The same knowledge base, noting what is read from it."""
    watch = Watch(lambda value: _fingerprint(value, kb.digests))
    registers: dict[str, Any] = {table: watch.add(table, getattr(kb, table)) for table in _TABLES}
    seen = replace(kb, **registers)
    tables: dict[str, Any] = {
        f.name: watch.add(f"relations.{f.name}", getattr(relations, f.name)) for f in fields(relations)
    }
    called = replace(
        names,
        paths=watch.add("paths_of", names.paths),
        titles={lang: watch.add(f"titles.{lang}", titles) for lang, titles in names.titles.items()},
        references=watch.add("references", names.references),
    )
    salt = _hash(repr((kb.site, tuple(kb.terms.values()), kb.planner)))
    return WatchedBase(watch, seen, replace(relations, **tables), called, salt)


def unwatched(kb: KnowledgeBase, relations: Relations, names: Names) -> WatchedBase:
    """The same, without noting anything: for where nothing is remembered."""
    return WatchedBase(Watch(repr), kb, relations, names, "")


def _fingerprint(value: Any, digests: Mapping[str, Mapping[str, str]]) -> str:
    """Of an entry or register its file's digest; of anything else a digest of its parts."""
    if isinstance(value, str):
        return _hash(value)
    if isinstance(value, tuple):
        return _hash(",".join(_fingerprint(each, digests) for each in value))
    if folder := _FOLDERS.get(type(value)):
        return digests[folder][value.id]
    return _hash(repr(value))


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
