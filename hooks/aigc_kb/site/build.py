"""The site as a site engine sees it, without depending on one.

An engine (the MkDocs adapter) renders some fifty *shells* with its theme: one for each index page, and per language
and folder one for all entry pages, with a slot for everything that differs from page to page. The pages are shells
with their slots filled: the theme's template runs as often for five thousand entries as for fifty, and every page has
the theme's layout. What an entry's page says is remembered (see `memo`), and written anew only when it has changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path as FilePath
from typing import Final

from aigc_kb import export
from aigc_kb.base.kb import KnowledgeBase, load
from aigc_kb.base.relations import Relations, relate
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import UrlStyle, relative
from aigc_kb.document.html import HtmlWriter, TocItem
from aigc_kb.document.listing import Listing
from aigc_kb.document.names import Names
from aigc_kb.export import llms
from aigc_kb.export.jsonld import jsonld, jsonld_dataset, jsonld_terms, script_json
from aigc_kb.language.interface import UI
from aigc_kb.language.markup import plain
from aigc_kb.model.text import LANGS, Lang, other
from aigc_kb.pages.build import entry_listing, entry_page, index_page, index_pages, names
from aigc_kb.pages.context import Context
from aigc_kb.pages.downloads import downloads_page
from aigc_kb.site import crawl, explore, redirects, search
from aigc_kb.site.memo import Memo
from aigc_kb.site.shell import Frame, Shells, entries, slot
from aigc_kb.site.watched import WatchedBase, unwatched, watched
from aigc_kb.system.cache import Cache
from aigc_kb.system.garbage import paused
from aigc_kb.system.output import Output

# The interface strings that scripts show: everywhere, and on the pages of the tools besides.
_SCRIPT_WORDS: Final = (
    "search",
    "search_hint",
    "search_none",
    "search_loading",
    "search_count",
    "close",
    "filter_count",
    "filter_sort",
    "overdue",
)
_TOOL_WORDS: Final = (*_SCRIPT_WORDS, *(key for key in UI if key.startswith("tool_")))

# Kinds of page whose tables need the whole width.
_WIDE: Final = ("matrix",)

# What may scroll in a hand-written page, and so must be reached by keys.
_SCROLLS: Final = re.compile(r"(<pre><code|<table)\b")


@dataclass(slots=True)
class Site:
    """A loaded knowledge base with all that is needed to write its pages."""

    kb: KnowledgeBase
    relations: Relations
    names: Names
    style: UrlStyle
    url: str
    """Where the site is published, ending in a slash."""
    data: FilePath
    """The data directory, for the list of published addresses."""
    cache: Cache = field(default_factory=lambda: Cache.at(None))
    """What earlier builds worked out; the caller closes it."""
    exports: bool = True
    """Whether the data files are written, and with them the page that lists them."""
    listed: list[Listing] = field(default_factory=list)
    """The data files that go with the pages, written before the pages that list them."""
    shells: Shells = field(default_factory=dict)
    """What the engine made of the frames."""
    edition: export.Edition = field(init=False)
    base: WatchedBase = field(init=False)
    watched: export.Edition = field(init=False)
    """The edition that remembered work reads from."""
    memo: Memo = field(init=False)
    ahead: dict[str, dict[str, str]] = field(default_factory=dict)
    """Texts recalled before the exporter asks for them, while the page that they are made from is at hand."""
    _indexes: dict[tuple[Lang, str], b.Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Noting what is read costs something, and is for nothing where nothing is kept.
        base = self.base = (watched if self.cache.keeps else unwatched)(self.kb, self.relations, self.names)
        self.memo = Memo(self.cache, base.watch, f"{base.salt}/{self.url}")
        self.watched = export.Edition(base.kb, base.relations, self.url, build=self.entry_page, known_names=base.names)
        self.edition = export.Edition(
            self.kb, self.relations, self.url, recall=self.recall, known_names=self.names, built=self.indexes
        )

    @staticmethod
    def load(data: FilePath, style: UrlStyle, url: str, cache: Cache | None = None, *, exports: bool = True) -> Site:
        """Load a data directory. Raises DataError or NotADirectoryError."""
        cache = cache or Cache.at(None)
        kb = load(data, cache=cache)
        return Site(kb, relate(kb), names(kb), style, url if url.endswith("/") else f"{url}/", data, cache, exports)

    # -- pages --------------------------------------------------------------------------------------------------

    def index_page(self, lang: Lang, path: str) -> b.Page:
        """An index page. Raises KeyError if there is none."""
        ctx = Context(self.kb, self.relations, lang)
        if path == "downloads/":
            return downloads_page(ctx, self.listed, self.edition.date)
        return index_page(ctx, path)

    def indexes(self) -> dict[tuple[Lang, str], b.Page]:
        """The index pages by language and path; made once, since frames and pages both need them."""
        if not self._indexes:
            for lang in LANGS:
                ctx = Context(self.kb, self.relations, lang)
                pages = (*index_pages(ctx), downloads_page(ctx, self.listed, self.edition.date))
                self._indexes |= {(lang, page.path): page for page in pages}
        return self._indexes

    def entry_page(self, lang: Lang, path: str) -> b.Page:
        """The page of an entry, its reads noted."""
        context = Context(self.base.kb, self.base.relations, lang)
        return self.memo.shared(f"{lang}/{path}", lambda: entry_page(context, path))

    def entry_values(self, lang: Lang, path: str) -> dict[str, str]:
        """What the template shows of an entry's page, remembered from an earlier build or made."""
        unit = f"{self.style}/{lang}/{path}"
        return self.memo.recall(unit, lambda: self.values(self.entry_page(lang, path), self.watched))

    def recall(self, unit: str, make: export.Unit) -> dict[str, str]:
        """The texts of a unit of an export, remembered or made."""
        return self.ahead.pop(unit, None) or self.memo.recall(unit, lambda: make(self.watched))

    def frames(self) -> Iterator[Frame]:
        """The shells that the engine is to render."""
        for page in self.indexes().values():
            yield Frame(page.lang, page.path, page.path, False, page.kind, hidden_sidebars(page))
        for lang in LANGS:
            for folder, section in self.sections().items():
                yield Frame(lang, entries(folder), section, True, "", ())

    def sections(self) -> dict[str, str]:
        """Folder of entry pages -> index page under which the navigation shows it."""
        return {page.path.rsplit("/", 2)[0] + "/": page.section for page in entry_listing(self.kb)}

    # -- values of the template ---------------------------------------------------------------------------------

    def values(self, page: b.Page, edition: export.Edition) -> dict[str, str]:
        """What the template shows of a generated page, as HTML."""
        written = HtmlWriter(page, edition.names, self.style).write()
        source = f"{self.kb.site.repository}/edit/{self.kb.site.branch}/data/{page.source}" if page.source else ""
        return self.common(page.lang, page.path) | {
            "title": escape(page.title, quote=False),
            "title_tag": escape(self.window_title(page.title, page.lang, page.path)),
            "description": escape(page.description),
            "content": written.html,
            "toc": toc_html(written.toc, page.lang),
            "edit_url": escape(source),
            "kind": page.kind,
            "jsonld": self.structured_data(page, edition),
        }

    def structured_data(self, page: b.Page, edition: export.Edition) -> str:
        """The page's own part of the head: JSON-LD of an entry or, on the home page, of the whole; an area's feed."""
        key = page.path.rstrip("/").rpartition("/")[2]
        if page.kind in ("problem", "mitigation", "case", "path"):
            value = jsonld(edition, edition.kb.entry(key), page.lang)
        elif page.kind == "home":
            value = jsonld_dataset(edition, page.lang, [f for f in self.listed if f.path.startswith("downloads/")])
        elif page.kind == "terms":
            value = jsonld_terms(edition, page.lang)
        elif page.kind == "area":  # its own feed, which stands beside the page
            title = escape(f"{page.title} · {UI['changes'][page.lang]}")
            return f'<link rel="alternate" type="application/atom+xml" title="{title}" href="feed.xml">'
        else:
            return ""
        return f'<script type="application/ld+json">{script_json(value)}</script>'

    def filled(self, document: str) -> str:
        """A hand-written document with `{{ version }}` and `{{ date }}` filled in: what edition the reader has."""
        return self.edition.filled(document)

    def hand_written_values(
        self, lang: Lang, path: str, title: str, content: str, toc: tuple[TocItem, ...]
    ) -> dict[str, str]:
        """The same values for a page that the engine rendered itself."""
        return self.common(lang, path) | {
            "title": escape(title, quote=False),
            "title_tag": escape(self.window_title(title, lang, path)),
            "description": escape(self.kb.site.description[lang]),
            "content": _SCROLLS.sub(r'\1 tabindex="0"', content),
            "toc": toc_html(toc, lang),
            "edit_url": escape(f"{self.kb.site.repository}/edit/{self.kb.site.branch}/docs/{lang}/{path}index.md"),
            "kind": "document",
            "jsonld": "",
        }

    def shell_values(self, frame: Frame) -> dict[str, str]:
        """A slot for every value but those that the frame decides."""
        keys = (
            "title",
            "title_tag",
            "description",
            "content",
            "toc",
            "edit_url",
            "kind",
            "jsonld",
            "canonical",
            "twin_href",
        )
        return {key: slot(key) for key in keys} | ({"kind": frame.kind} if frame.kind else {})

    def common(self, lang: Lang, path: str) -> dict[str, str]:
        twin = relative(f"{lang}/{path}", f"{other(lang)}/{path}", self.style)
        return {
            "canonical": f"{self.url}{lang}/{path}",
            "twin_href": twin,
        }

    def fixed(self, lang: Lang) -> dict[str, str]:
        """What the template shows on every page of a language. `home_href` is relative to the landing page."""
        site = self.kb.site
        return {
            "lang": lang,
            "html_lang": "zh-Hans" if lang == "zh" else "en",
            "site_title": site.title[lang],
            "short_title": site.short_title[lang],
            "site_description": plain(site.description[lang]),
            "twin_lang": "zh-Hans" if lang == "en" else "en",
            "twin_name": UI["switch"][lang],
            "twin_short": UI["switch_short"][lang],
            "twin_label": UI["switch_label"][lang],
            "menu": UI["menu"][lang],
            "to_top": UI["to_top"][lang],
            "scheme": UI["scheme"][lang],
            "skip": UI["skip"][lang],
            "contents": UI["contents"][lang],
            "edit": UI["edit"][lang],
            "licence": site.licence,
            "licence_url": site.licence_url,
            "publisher": site.publisher[lang],
            "repository": site.repository,
            "report": UI["report"][lang],
            "search": UI["search"][lang],
            "feed_title": f"{site.short_title[lang]} · {UI['changes'][lang]}",
            "words": json.dumps({key: UI[key][lang] for key in _SCRIPT_WORDS}, ensure_ascii=False),
            "tool_words": json.dumps({key: UI[key][lang] for key in _TOOL_WORDS}, ensure_ascii=False),
            "home_href": relative("", f"{lang}/", self.style),
        }

    def window_title(self, title: str, lang: Lang, path: str) -> str:
        return title if not path else f"{title} · {self.kb.site.short_title[lang]}"

    # -- output -------------------------------------------------------------------------------------------------

    def write(self, target: FilePath) -> None:
        """Write everything but what the engine itself writes.

        Raises OSError, KeyError for a shell not rendered, ValueError for an old address that leads nowhere.
        """
        out = Output(target)
        with paused():
            for listed in entry_listing(self.kb):
                frame = entries(listed.path.rsplit("/", 2)[0] + "/")
                for lang in LANGS:
                    self.write_page(out, lang, listed.path, frame, self.entry_values(lang, listed.path))
                    if self.exports:
                        twin = llms.twin(self.edition, lang, listed.path)
                        self.ahead[llms.unit(lang, listed.path)] = {llms.TWIN: twin}
            if self.exports:
                self.listed = export.write(export.stream(self.edition), out)
            for (lang, path), page in self.indexes().items():
                # What the page of downloads lists has been written only now.
                shown = self.index_page(lang, path) if path == "downloads/" else page
                self.write_page(out, lang, path, path, self.values(shown, self.edition))
            self.write_scripts(out)
        sitemap = crawl.sitemap(self.kb, self.url)
        out.write("robots.txt", crawl.robots(self.url))
        out.write("sitemap.xml", sitemap)
        out.write("sitemap.xml.gz", crawl.packed(sitemap))
        if self.exports:
            self.write_redirects(target)

    def write_page(self, out: Output, lang: Lang, path: str, frame: str, values: Mapping[str, str]) -> None:
        out.write(f"{lang}/{path}index.html", self.shells[lang, frame].fill(values))

    def write_redirects(self, target: FilePath) -> None:
        """Write what leads on at every old address. To be called last: it copies files, and writes over none.

        Raises ValueError for a line of `urls.lock` that is no address.
        """
        redirects.write(target, redirects.moves(self.kb, self.data), self.style, self.url)

    def write_scripts(self, out: Output) -> None:
        """Write what the search box and the tools load, one script each per language."""
        for lang in LANGS:
            out.write(f"assets/data/search-{lang}.js", search.script(self.kb, lang, self.style))
            out.write(f"assets/data/explore-{lang}.js", explore.script(self.kb, self.relations, lang, self.style))


def hidden_sidebars(page: b.Page) -> tuple[str, ...]:
    """The theme's sidebars that a page does without: those that would be empty, and all on wide tables."""
    wide = page.kind in _WIDE
    empty = not any(isinstance(block, b.Heading | b.Bibliography) for block in page.blocks)
    return tuple(name for name, hide in (("navigation", wide), ("toc", wide or empty)) if hide)


def toc_html(toc: tuple[TocItem, ...], lang: Lang) -> str:
    """The table of contents in the theme's own markup, so that its script follows the reader."""
    if not toc:
        return ""
    out: list[str] = []
    nested = False
    for item in toc:
        link = f'<a href="#{item.id}" class="md-nav__link"><span class="md-ellipsis">{escape(item.text, quote=False)}</span></a>'
        if item.level == 2:
            if nested:
                out.append("</ul></nav>")
                nested = False
            out += ["</li>" if out else "", f'<li class="md-nav__item">{link}']
        else:
            if not nested:
                out.append(f'<nav class="md-nav" aria-label="{escape(item.text)}"><ul class="md-nav__list">')
                nested = True
            out.append(f'<li class="md-nav__item">{link}</li>')
    out.append("</ul></nav></li>" if nested else "</li>")
    title = escape(UI["contents"][lang], quote=False)
    return (
        f'<label class="md-nav__title" for="__toc"><span class="md-nav__icon md-icon"></span>{title}</label>'
        f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{"".join(out)}</ul>'
    )
