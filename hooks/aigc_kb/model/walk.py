"""Every value of some kind in an entry, with the key path under which it stands in YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aigc_kb.model.fields import Bilingual, Kind, ListOf, Obj, Spec, specs
from aigc_kb.model.text import Text

Keys = tuple[str | int, ...]


def texts(value: Any) -> Iterator[tuple[Keys, Bilingual, Text]]:
    """The bilingual texts of a model dataclass in canonical order, as (key path, kind, text)."""
    return find(value, Bilingual)


def find(value: Any, wanted: Any) -> Iterator[tuple[Keys, Any, Any]]:
    """Every value of a field whose kind is of the type `wanted` (or one of several), as (key path, kind, value)."""
    for spec in _leading(type(value), wanted):
        yield from _find(getattr(value, spec.name), spec.kind, (spec.key,), wanted)


def _find(value: Any, kind: object, at: Keys, wanted: Any) -> Iterator[tuple[Keys, Any, Any]]:
    if value is None:
        return
    if isinstance(kind, wanted):
        yield at, kind, value
    if isinstance(kind, ListOf):
        item = kind.item
        if isinstance(item, wanted) and not isinstance(item, ListOf | Obj):
            for index, child in enumerate(value):
                yield (*at, index), item, child
        else:
            for index, child in enumerate(value):
                yield from _find(child, item, (*at, index), wanted)
    elif isinstance(kind, Obj):
        for spec in _leading(kind.cls, wanted):
            yield from _find(getattr(value, spec.name), spec.kind, (*at, spec.key), wanted)


_LEADING: dict[tuple[type[Any], Any], tuple[Spec, ...]] = {}


def _leading(cls: type[Any], wanted: Any) -> tuple[Spec, ...]:
    """The fields of a class that can hold such a value, at any depth; the others need not be looked at."""
    known = _LEADING.get((cls, wanted))
    if known is None:
        known = _LEADING[cls, wanted] = tuple(spec for spec in specs(cls) if _leads(spec.kind, wanted))
    return known


def _leads(kind: Kind, wanted: Any) -> bool:
    if isinstance(kind, wanted):
        return True
    if isinstance(kind, ListOf):
        return _leads(kind.item, wanted)
    return isinstance(kind, Obj) and bool(_leading(kind.cls, wanted))
