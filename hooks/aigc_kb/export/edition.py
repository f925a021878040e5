"""What every exporter gets and what every exporter gives: an edition of the knowledge base in, exported files out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from aigc_kb.kb import KnowledgeBase
from aigc_kb.markup import plain
from aigc_kb.model.entries import Case, Entry, Mitigation, Path, Problem
from aigc_kb.model.text import Lang, Text
from aigc_kb.pages import blocks as b
from aigc_kb.pages.build import all_pages
from aigc_kb.relate import Relations
from aigc_kb.sitemap import entry_path
from aigc_kb.version import __version__

KIND: Final[dict[type, str]] = {Problem: "problem", Mitigation: "mitigation", Case: "case", Path: "path"}
FOLDER: Final[dict[type, str]] = {Problem: "problems", Mitigation: "mitigations", Case: "cases", Path: "paths"}
HTML_LANG: Final[dict[Lang, str]] = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
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

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


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
    version: str = __version__
    built: tuple[b.Page, ...] | None = None
    """The pages, where the caller has built them already."""

    @cached_property
    def date(self) -> str:
        """The newest `updated` of all entries."""
        return max((entry.updated for entry in self.kb.entries()), default="1970-01-01")

    @cached_property
    def pages(self) -> tuple[b.Page, ...]:
        return self.built if self.built is not None else tuple(all_pages(self.kb, self.relations))

    @property
    def references(self) -> Mapping[str, tuple[str, ...]]:
        """Entry -> the references that it cites, in key order."""
        return self.relations.cites

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
