"""The texts of a store and what stands in them, found once and shared by all rules.

Texts never change, so what was found in one holds: rules walk the texts one after another, and each is scanned once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from aigc_kb.language import markup
from aigc_kb.load.item import Item
from aigc_kb.load.store import Store
from aigc_kb.model.fields import Bilingual, EntryRef, FrameworkRef, ReferenceKey
from aigc_kb.model.finding import Place
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.model.walk import Keys

BLANK: Final = "\ufffc"
"""Stands for what is no prose (code, addresses, citations); it is neither a letter nor a space nor punctuation."""

_URL = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True, slots=True)
class Scan:
    """What one text in one language contains."""

    links: tuple[markup.EntryLink, ...]
    citations: tuple[markup.Citation, ...]
    webs: tuple[markup.WebLink, ...]
    code: tuple[str, ...]
    prose: str
    """The text with everything blanked that is not the author's own wording, positions kept."""


# Rules walk the texts one after another: a cache that is too small for all of them would never be hit.
@lru_cache(maxsize=1 << 20)
def scan(text: str) -> Scan:
    """What a text contains. Most texts have no markup at all, and cost one look."""
    if "`" not in text and "[" not in text and "://" not in text:
        return Scan((), (), (), (), text)
    linked, cited = markup.entry_links(text), markup.citations(text)
    webs, code = tuple(markup.web_links(text)), markup.code_spans(text)
    prose = list(text)
    if code:  # blanked code is told from spaces of the text by what stood there
        bare = markup.without_code(text)
        prose = [BLANK if b == " " and t != " " else b for b, t in zip(bare, text, strict=True)]
    for link in linked:
        words = 0 if link.words is None else len(link.raw) - 3 - link.raw.index("|")
        end = link.start + len(link.raw)
        _blank(prose, link.start, end - 2 - words)
        _blank(prose, end - 2, end)
    for citation in cited:
        _blank(prose, citation.start, citation.start + len(citation.raw))
    for web in webs:
        _blank(prose, web.start, web.start + 1)
        _blank(prose, web.start + 1 + len(web.words), web.start + len(web.raw))
    joined = "".join(prose)
    if "://" in joined:
        joined = _URL.sub(lambda m: BLANK * len(m.group()), joined)
    return Scan(linked, cited, webs, code, joined)


def _blank(chars: list[str], start: int, end: int) -> None:
    chars[start:end] = BLANK * (end - start)


@dataclass(frozen=True, slots=True)
class Passage:
    """One text in one language, and where it stands."""

    item: Item[Any]
    keys: Keys
    """With the language as the last key."""
    level: str
    lang: Lang
    text: str
    official: bool = False
    """Whether the wording is others'."""

    @property
    def field(self) -> str:
        return field_name(self.keys)

    def scan(self) -> Scan:
        return scan(self.text)

    def place(self) -> Place:
        """Where the passage starts."""
        return self.item.place(*self.keys)

    def at(self, needle: str, start: int) -> Place:
        """Where in the file the `needle` stands that begins at `start` of the text."""
        return self.item.place_in(self.keys, needle, self.text.count(needle, 0, start))


def field_name(keys: Keys) -> str:
    """A key path as the field's name, positions in lists left out."""
    return ".".join(key for key in keys if isinstance(key, str))


def found(item: Item[Any], wanted: type[EntryRef | ReferenceKey | FrameworkRef]) -> tuple[tuple[Keys, Any, Any], ...]:
    """Every reference of a kind in an item, as (key path, kind, value)."""
    return tuple(mention for mention in item.mentions if isinstance(mention[1], wanted))


def entry_texts(store: Store) -> Iterator[tuple[Item[Any], Keys, Bilingual, Text]]:
    """The bilingual texts of all entries."""
    for _, _, item in store.entries():
        for keys, kind, text in item.texts:
            yield item, keys, kind, text


def all_texts(store: Store) -> Iterator[tuple[Item[Any], Keys, Bilingual, Text]]:
    """The bilingual texts of everything, those of registers included."""
    for item in store.items():
        for keys, kind, text in item.texts:
            yield item, keys, kind, text


def own_texts(store: Store) -> Iterator[tuple[Item[Any], Keys, Bilingual, Text]]:
    """The bilingual texts of everything but the wording of others."""
    return (found for found in all_texts(store) if not found[2].official)


def item_passages(item: Item[Any]) -> Iterator[Passage]:
    """The texts of an item in each language."""
    for keys, kind, text in item.texts:
        for lang in LANGS:
            yield Passage(item, (*keys, lang), kind.markup, lang, text[lang], kind.official)


def entry_passages(store: Store) -> Iterator[Passage]:
    """Every text of the entries in each language: what contributors write."""
    for _, _, item in store.entries():
        yield from item_passages(item)


def passages(store: Store) -> Iterator[Passage]:
    """Every text of the store in each language, those of registers included."""
    for item in store.items():
        yield from item_passages(item)


def own_passages(store: Store) -> Iterator[Passage]:
    """Every text of the store in each language, but for the wording of others."""
    return (passage for passage in passages(store) if not passage.official)


def forget() -> None:
    """Drop all that is remembered of texts: for programs that check one state of the data after another."""
    markup.forget()
    scan.cache_clear()
