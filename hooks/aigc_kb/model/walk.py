"""Every value of some kind in an entry, with the key path under which it stands in YAML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from aigc_kb.model.fields import Bilingual, Kind, ListOf, Obj, Visitor, specs
from aigc_kb.model.text import Text

Keys = tuple[str | int, ...]
Found = tuple[Keys, Any, Any]
Finder = Callable[[Any, Keys, list[Found]], None]
"""Appends what it finds in a value at a key path."""


def texts(value: Any) -> Iterator[tuple[Keys, Bilingual, Text]]:
    """The bilingual texts of a model dataclass in canonical order, as (key path, kind, text)."""
    return find(value, Bilingual)


def find(value: Any, wanted: Any) -> Iterator[Found]:
    """Every value whose kind is of the type `wanted` (or one of several), as (key path, kind, value).

    Lists and objects are looked through, not found.
    """
    found: list[Found] = []
    if finder := _finder(type(value), wanted):
        finder(value, (), found)
    return iter(found)


_FINDERS: dict[tuple[type[Any], Any], Finder | None] = {}


def _finder(cls: type[Any], wanted: Any) -> Finder | None:
    """Finds in values of a class; None where there can be nothing, at any depth."""
    if (cls, wanted) not in _FINDERS:
        _FINDERS[cls, wanted] = _Finders(wanted).obj(Obj(cls))
    return _FINDERS[cls, wanted]


class _Finders(Visitor[[], Finder | None]):
    """Kind -> what finds in its values, made once a class: fields that can hold nothing wanted are not looked at."""

    def __init__(self, wanted: Any) -> None:
        self.wanted = wanted

    def one(self, kind: Kind) -> Finder | None:
        """Of a value without parts."""
        if not isinstance(kind, self.wanted):
            return None
        return lambda value, at, found: found.append((at, kind, value))

    string = integer = number = boolean = date = url = one_of = vocabulary = one
    entry_ref = reference_key = framework_ref = bilingual = bilingual_words = logic = one

    def list_of(self, kind: ListOf) -> Finder | None:
        item = self.visit(kind.item)
        if item is None:
            return None

        def find_in_list(values: Any, at: Keys, found: list[Found]) -> None:
            for index, value in enumerate(values):
                item(value, (*at, index), found)

        return find_in_list

    def obj(self, kind: Obj) -> Finder | None:
        plan = [(s.name, s.key, finder) for s in specs(kind.cls) if (finder := self.visit(s.kind))]
        if not plan:
            return None

        def find_in_object(value: Any, at: Keys, found: list[Found]) -> None:
            for name, key, finder in plan:
                field = getattr(value, name)
                if field is not None:
                    finder(field, (*at, key), found)

        return find_in_object
