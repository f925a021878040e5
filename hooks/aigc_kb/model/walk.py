"""Every bilingual text of a value, with the key path under which it stands in YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aigc_kb.model.fields import Bilingual, ListOf, Obj, specs
from aigc_kb.model.text import Text

Keys = tuple[str | int, ...]


def texts(value: Any) -> Iterator[tuple[Keys, Bilingual, Text]]:
    """The bilingual texts of a model dataclass in canonical order, as (key path, kind, text)."""
    for spec in specs(type(value)):
        yield from _texts(getattr(value, spec.name), spec.kind, (spec.key,))


def _texts(value: Any, kind: object, at: Keys) -> Iterator[tuple[Keys, Bilingual, Text]]:
    if value is None:
        return
    if isinstance(kind, Bilingual):
        yield at, kind, value
    elif isinstance(kind, ListOf):
        for index, item in enumerate(value):
            yield from _texts(item, kind.item, (*at, index))
    elif isinstance(kind, Obj):
        for spec in specs(kind.cls):
            yield from _texts(getattr(value, spec.name), spec.kind, (*at, spec.key))


def find(value: Any, wanted: type[Any]) -> Iterator[tuple[Keys, Any, Any]]:
    """Every value of a field whose kind is of the type `wanted`, as (key path, kind, value)."""
    for spec in specs(type(value)):
        yield from _find(getattr(value, spec.name), spec.kind, (spec.key,), wanted)


def _find(value: Any, kind: object, at: Keys, wanted: type[Any]) -> Iterator[tuple[Keys, Any, Any]]:
    if value is None:
        return
    if isinstance(kind, wanted):
        yield at, kind, value
    if isinstance(kind, ListOf):
        for index, item in enumerate(value):
            yield from _find(item, kind.item, (*at, index), wanted)
    elif isinstance(kind, Obj):
        for spec in specs(kind.cls):
            yield from _find(getattr(value, spec.name), spec.kind, (*at, spec.key), wanted)
