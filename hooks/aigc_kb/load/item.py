"""A decoded value, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from aigc_kb.load.source import KeyPath, Source
from aigc_kb.model.fields import Bilingual, EntryRef, FrameworkRef, ReferenceKey
from aigc_kb.model.finding import Place
from aigc_kb.model.text import Text
from aigc_kb.model.walk import Keys, find, texts

T = TypeVar("T")


@dataclass(frozen=True)
class Item(Generic[T]):
    """A decoded value, the file it stands in, and where in that file."""

    value: T
    source: Source
    at: KeyPath = ()

    @cached_property
    def texts(self) -> tuple[tuple[Keys, Bilingual, Text], ...]:
        """The bilingual texts of the value, as (key path, kind, text)."""
        return tuple(texts(self.value))

    @cached_property
    def mentions(self) -> tuple[tuple[Keys, Any, Any], ...]:
        """Every entry, reference or framework that a field names, as (key path, kind, id)."""
        return tuple(find(self.value, (EntryRef, ReferenceKey, FrameworkRef)))

    def __reduce__(self) -> tuple[type[Item[T]], tuple[T, Source, KeyPath]]:
        return type(self), (self.value, self.source, self.at)  # what was found in it is found anew

    def place(self, *keys: str | int) -> Place:
        return self.source.place((*self.at, *keys))

    def place_in(self, keys: KeyPath, needle: str, occurrence: int = 0) -> Place:
        return self.source.place_in((*self.at, *keys), needle, occurrence)
