"""The site as a site engine sees it, without depending on one.

An engine (the MkDocs adapter) renders some fifty *shells* with its theme: one for each index page, and per language
and folder one for all entry pages, with a slot for everything that differs from page to page. The pages are shells
with their slots filled (`write.py`): the theme's template runs as often for five thousand entries as for fifty, and
every page has the theme's layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Final

from aigc_kb.base.kb import KnowledgeBase, load
from aigc_kb.base.relations import relate
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import UrlStyle
from aigc_kb.document.html import TocItem
from aigc_kb.document.listing import Listing
from aigc_kb.export import Edition
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages.build import entry_listing, entry_page, index_pages
from aigc_kb.pages.downloads import downloads_page
from aigc_kb.site import values
from aigc_kb.site.shell import Frame, entries, slot

DOWNLOADS: Final = "downloads/"
"""The page that lists the data files, whose sizes are known only when they are written."""

# Kinds of page whose tables need the whole width.
_WIDE: Final = ("matrix", "evidence")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the engine's template is told of a page."""

    lang: Lang | None
    """The page's language; None for the landing page, which has a template of its own."""
    values: dict[str, object]
    """What the template knows as `kb`."""
    section: str = ""
    """The source of the page that the navigation shows as active; "" for the page itself."""
    hidden: tuple[str, ...] = ()
    """The theme's sidebars that the page does without."""


@dataclass(frozen=True)
class Site:
    """A knowledge base as a site: its pages, and the frames that an engine renders for them."""

    edition: Edition
    style: UrlStyle
    data: FilePath
    """The data directory, for the list of published addresses."""
    exports: bool = True
    """Whether the data files are written, and with them the page that lists them."""

    @staticmethod
    def load(data: FilePath, style: UrlStyle, url: str | None = None, *, exports: bool = True) -> Site:
        """Load a data directory. Raises DataError or NotADirectoryError."""
        return Site.of(load(data), data, style, url, exports=exports)

    @staticmethod
    def of(kb: KnowledgeBase, data: FilePath, style: UrlStyle, url: str | None = None, *, exports: bool = True) -> Site:
        """The site of a knowledge base, published at `url`, or else at the address in its data."""
        address = url or kb.site.url
        return Site(Edition(kb, relate(kb), f"{address.rstrip('/')}/"), style, data, exports)

    @property
    def kb(self) -> KnowledgeBase:
        return self.edition.kb

    # -- pages --------------------------------------------------------------------------------------------------

    @cached_property
    def indexes(self) -> dict[tuple[Lang, str], b.Page]:
        """The index pages by language and path; that of the data files lists none yet."""
        pages = [page for lang in LANGS for page in (*index_pages(self.edition.contexts[lang]), self.downloads(lang))]
        return {(page.lang, page.path): page for page in pages}

    def downloads(self, lang: Lang, listed: Sequence[Listing] = ()) -> b.Page:
        """The page that lists the data files."""
        return downloads_page(self.edition.contexts[lang], listed, self.edition.date)

    def entry_page(self, lang: Lang, path: str) -> b.Page:
        """The page of an entry, an area or a framework. Raises KeyError if there is none."""
        return entry_page(self.edition.contexts[lang], path)

    def values(self, page: b.Page, listed: Sequence[Listing] = ()) -> dict[str, str]:
        """What fills the slots of a generated page."""
        return values.generated(self.edition, page, self.style, listed)

    def publishes(self, source: str) -> bool:
        """Whether a hand-written page is one of the site's: the landing page, and what stands in the folders of its
        documents."""
        lang, _, path = source.partition("/")
        return lang not in LANGS or path.partition("/")[0] in {document.id for document in self.kb.site.documents}

    # -- frames, for the engine ---------------------------------------------------------------------------------

    @cached_property
    def frames(self) -> dict[str, Frame]:
        """The shells that the engine is to render, by the sources that it is given for them."""
        frames = [
            Frame(page.lang, page.path, page.path, False, page.kind, hidden_sidebars(page))
            for page in self.indexes.values()
        ]
        sections = {entry_folder(page.path): page.section for page in entry_listing(self.kb)}
        for lang in LANGS:
            frames += [Frame(lang, entries(folder), section, True, "", ()) for folder, section in sections.items()]
        return {frame.source: frame for frame in frames}

    def shown(self, source: str, title: str, content: str, headings: Iterator[TocItem]) -> Shown:
        """What the template is told of the engine's page that comes from a source, as the engine rendered it."""
        if frame := self.frames.get(source):
            lang = frame.lang
            own = {key: slot(key) for key in values.SLOTS} | ({"kind": frame.kind} if frame.kind else {})
            section, hidden = frame.section_source, frame.hidden
        elif (found := language(source)) is not None:
            lang = found
            path = source.partition("/")[2].removesuffix("index.md")
            toc = tuple(item for item in headings if item.level in (2, 3))
            own = values.hand_written(self.edition, lang, path, title, content, toc, self.style)
            section, hidden = "", () if toc else ("toc",)
        else:
            return Shown(None, {lang: values.fixed(self.edition, lang, self.style) for lang in LANGS})
        return Shown(lang, {**values.fixed(self.edition, lang, self.style), **own}, section, hidden)


def language(source: str) -> Lang | None:
    """The language of a page by the first folder of its source, None for the landing page."""
    folder = source.partition("/")[0]
    return next((lang for lang in LANGS if lang == folder), None)


def entry_folder(path: str) -> str:
    """The folder of an entry's page: `problems/` for `problems/x/`."""
    return path.rsplit("/", 2)[0] + "/"


def hidden_sidebars(page: b.Page) -> tuple[str, ...]:
    """The theme's sidebars that a page does without: those that would be empty, and all on wide tables."""
    wide = page.kind in _WIDE
    empty = not any(isinstance(block, b.Heading | b.Bibliography) for block in page.blocks)
    return tuple(name for name, hide in (("navigation", wide), ("toc", wide or empty)) if hide)
