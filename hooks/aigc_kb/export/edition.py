"""What every exporter gets and what every exporter gives: an edition of the knowledge base in, exported files out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Relations
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import entry_path
from aigc_kb.document.listing import Listing
from aigc_kb.document.names import Names
from aigc_kb.language.markup import plain
from aigc_kb.model.entries import Entry
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.model.versions import UNRELEASED
from aigc_kb.pages.build import entry_pages, index_pages, names
from aigc_kb.pages.context import Context
from aigc_kb.pages.method import PARTS

_PLACEHOLDER: Final = re.compile(r"\{\{ (\w+) \}\}")
HTML_LANG: Final[dict[Lang, str]] = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Export:
    """One exported file. `data` is kept, so that a page can name size and checksum before anything is written."""

    format: str
    """The name in `FORMATS`, as in `kb export FORMAT`."""
    path: str
    """Below the site's folder, with `/` between parts."""
    media_type: str
    label: Text
    """What the file is, for the downloads page."""
    data: bytes = field(repr=False)
    listed: bool = True
    """Whether the downloads page names it; the many small files (one per entry, one per page) are not."""
    lang: Lang | None = None
    """The language of its texts, or None for both."""

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        return len(self.data)

    def listing(self) -> Listing:
        return Listing(self.path, self.media_type, self.label, self.lang, self.size, self.sha256)


@dataclass(frozen=True)
class Edition:
    """A knowledge base as published: with its relations, its address and its version.

    Nothing here asks the clock: an edition's date is that of the newest change in the data, so the same data gives
    the same bytes.
    """

    kb: KnowledgeBase
    relations: Relations
    url: str
    """Where the site is published, ending in a slash."""

    @property
    def version(self) -> str:
        """The version of the content."""
        return self.kb.version or UNRELEASED

    @cached_property
    def names(self) -> Names:
        """What texts can link to."""
        return names(self.kb)

    @cached_property
    def date(self) -> str:
        """The newest `updated` of all entries."""
        return max((entry.updated for entry in self.kb.entries()), default="1970-01-01")

    @cached_property
    def contexts(self) -> dict[Lang, Context]:
        """What pages are made from, by language."""
        return {lang: Context(self.kb, self.relations, lang) for lang in LANGS}

    def pages(self, lang: Lang) -> Iterator[b.Page]:
        """Every generated page of a language but the one that lists the data files."""
        yield from index_pages(self.contexts[lang])
        yield from entry_pages(self.contexts[lang])

    @property
    def references(self) -> Mapping[str, tuple[str, ...]]:
        """Entry -> the references that it cites, in key order."""
        return self.relations.cites

    def filled(self, document: str, lang: Lang) -> str:
        """A hand-written document with its placeholders filled in: `{{ version }}` and `{{ date }}`, which say what
        edition the reader has, and the parts that are made from the code (`pages.method.PARTS`)."""

        def fill(place: re.Match[str]) -> str:
            name = place[1]
            if name in PARTS:
                return PARTS[name](lang)
            return {"version": self.version, "date": self.date}.get(name, place[0])

        return _PLACEHOLDER.sub(fill, document)

    def page_url(self, lang: Lang, path: str) -> str:
        return f"{self.url}{lang}/{path}"

    def entry_url(self, lang: Lang, entry: Entry) -> str:
        return f"{self.url}{lang}/{entry_path(entry)}"

    def changes(self) -> Iterator[tuple[str, Entry, Text | None]]:
        """Every logged change as (date, entry, what), newest first; None is the entry's creation."""
        rows: list[tuple[str, Entry, Text | None]] = []
        for entry in self.kb.entries():
            rows.append((entry.created, entry, None))
            rows += [(change.date, entry, change.what) for change in entry.changes]
        yield from sorted(rows, key=lambda row: (row[0], row[1].id), reverse=True)


def words(text: str) -> str:
    """A contributor's text without its markup. Most texts have none, and looking is cheaper than removing."""
    return plain(text) if "[" in text or "*" in text or "`" in text else text.strip()
