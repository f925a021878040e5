"""What a link leads to, and the kind of class that pages are described with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def block(cls: type[T]) -> type[T]:
    """A value class whose fields nobody sets again. The type checker sees to that: where Python itself does, making
    a value takes three times as long, and a large site is made of millions.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


@block
class To:
    """A page of this site in the current language, by its path (`problems/<id>/`), with an anchor or a query."""

    path: str
    anchor: str = ""
    query: str = ""
    """Filters that the page shall open with, such as `role=baker`."""


@block
class Web:
    """An address outside this site."""

    url: str


@block
class Asset:
    """A file of the site outside the languages, by its path from the site's root."""

    path: str
