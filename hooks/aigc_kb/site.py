"""The site as a site engine sees it, without depending on one.

An engine (the MkDocs adapter) renders a few real pages with its theme: the index pages, and per language and section
one *shell*, a page in which everything that differs between entries is a slot. Entry pages are shells with their
slots filled. So the theme's template runs some forty times, not once per entry, and every page has the theme's layout.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path as FilePath
from typing import Final
from xml.sax.saxutils import escape as xml_escape

from aigc_kb import explore, export, search
from aigc_kb.collector import paused
from aigc_kb.export import Export
from aigc_kb.export.jsonld import jsonld, jsonld_dataset, jsonld_terms, script_json
from aigc_kb.kb import KnowledgeBase, load
from aigc_kb.markup import plain
from aigc_kb.model.text import LANGS, Lang, other
from aigc_kb.pages import blocks as b
from aigc_kb.pages.build import entry_listing, entry_pages, index_pages, names
from aigc_kb.pages.context import Context
from aigc_kb.pages.downloads import downloads_page
from aigc_kb.relate import Relations, relate
from aigc_kb.sitemap import UrlStyle, entry_path, relative
from aigc_kb.strings import UI
from aigc_kb.write.html import HtmlWriter, Names, TocItem

_NAVIGATION: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("home", ("",)),
    ("problems", ("problems/",)),
    ("mitigations", ("mitigations/",)),
    ("find", ("symptoms/", "planner/", "matrix/", "compare/", "map/", "coverage/", "changes/")),
    ("library", ("cases/", "paths/", "frameworks/", "terms/", "references/", "downloads/")),
    ("about", ("about/", "method/", "fact-check/", "contribute/", "offline/", "architecture/")),
)

# The interface strings that scripts show.
_SCRIPT_WORDS: Final = (
    "search",
    "search_hint",
    "search_none",
    "search_loading",
    "search_count",
    "close",
    "filter_all",
    "filter_reset",
    "filter_count",
    "filter_sort",
    *(key for key in UI if key.startswith("tool_")),
)

# Kinds of page whose tables need the whole width.
_WIDE: Final = ("matrix",)

_SLOT: Final = re.compile(r"KBSLOT-([a-z_]+)-KBSLOT")


def slot(name: str) -> str:
    """The placeholder of a value in a shell. Plain letters, so that no template escapes it."""
    return f"KBSLOT-{name}-KBSLOT"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page cut at its slots."""

    literals: tuple[str, ...]
    slots: tuple[str, ...]

    @staticmethod
    def cut(rendered: str) -> Shell:
        parts = _SLOT.split(rendered)
        return Shell(tuple(parts[::2]), tuple(parts[1::2]))

    def fill(self, values: Mapping[str, str]) -> str:
        """The page. Raises KeyError if a slot has no value."""
        out = [self.literals[0]]
        for name, literal in zip(self.slots, self.literals[1:], strict=True):
            out += (values[name], literal)
        return "".join(out)


@dataclass(frozen=True, slots=True)
class NavItem:
    """An item of a language's navigation: a page, or a section of pages."""

    title: str
    path: str | None
    children: tuple[NavItem, ...] = ()


@dataclass(slots=True)
class Site:
    """A loaded knowledge base with all that is needed to write its pages."""

    kb: KnowledgeBase
    relations: Relations
    names: Names
    style: UrlStyle
    url: str
    """Where the site is published, ending in a slash."""
    exports: list[Export] = field(default_factory=list)
    """The data files that go with the pages, made before them: a page lists their sizes and checksums."""
    edition: export.Edition = field(init=False)
    """One for all pages: it remembers which references each entry cites."""
    shells: dict[tuple[Lang, str], Shell] = field(default_factory=dict)
    """(language, section folder such as `problems/`) -> shell."""

    @staticmethod
    def load(data: FilePath, style: UrlStyle, url: str) -> Site:
        """Load a data directory. Raises DataError or NotADirectoryError."""
        kb = load(data)
        relations = relate(kb)
        address = url if url.endswith("/") else f"{url}/"
        return Site(kb, relations, names(kb), style, address, export.make(kb, relations, address))

    # -- pages --------------------------------------------------------------------------------------------------

    def index_pages(self) -> Iterator[b.Page]:
        listed = [(f.path, f.label, f.lang, f.size, f.sha256) for f in self.exports if f.listed]
        for lang in LANGS:
            ctx = Context(self.kb, self.relations, lang)
            yield from index_pages(ctx)
            yield downloads_page(ctx, listed, self.edition.date)

    def __post_init__(self) -> None:
        self.edition = export.Edition(self.kb, self.relations, self.url)

    def entry_pages(self) -> Iterator[b.Page]:
        for lang in LANGS:
            yield from entry_pages(Context(self.kb, self.relations, lang))

    def sections(self) -> dict[str, str]:
        """Folder of entry pages -> index page under which the navigation shows it."""
        return {page.path.rsplit("/", 2)[0] + "/": page.section for page in entry_listing(self.kb)}

    def navigation(self, lang: Lang) -> tuple[NavItem, ...]:
        """The navigation of a language; a section with one page is that page."""
        page_names = {path: path.rstrip("/") or "home" for _, paths in _NAVIGATION for path in paths}
        items = []
        for name, paths in _NAVIGATION:
            pages = tuple(NavItem(UI[page_names[path]][lang], path) for path in paths)
            items.append(pages[0] if len(pages) == 1 else NavItem(UI[name][lang], None, pages))
        return tuple(items)

    # -- values of the template ---------------------------------------------------------------------------------

    def values(self, page: b.Page) -> dict[str, str]:
        """What the template shows of a generated page, as HTML."""
        written = HtmlWriter(page, self.names, self.style).write()
        source = f"{self.kb.site.repository}/edit/{self.kb.site.branch}/data/{page.source}" if page.source else ""
        return self.common(page.lang, page.path) | {
            "title": escape(page.title, quote=False),
            "title_tag": escape(self.window_title(page.title, page.lang, page.path)),
            "description": escape(page.description),
            "content": written.html,
            "toc": toc_html(written.toc, page.lang),
            "edit_url": escape(source),
            "kind": page.kind,
            "jsonld": self.structured_data(page),
        }

    def structured_data(self, page: b.Page) -> str:
        """The page's JSON-LD: an entry's own, or the description of the whole on the home page."""
        key = page.path.rstrip("/").rpartition("/")[2]
        edition = self.edition
        if page.kind in ("problem", "mitigation", "case", "path"):
            value = jsonld(edition, self.kb.entry(key), page.lang)
        elif page.kind == "home":
            value = jsonld_dataset(edition, page.lang, [f for f in self.exports if f.path.startswith("downloads/")])
        elif page.kind == "terms":
            value = jsonld_terms(edition, page.lang)
        else:
            return ""
        return f'<script type="application/ld+json">{script_json(value)}</script>'

    def hand_written_values(
        self, lang: Lang, path: str, title: str, content: str, toc: tuple[TocItem, ...]
    ) -> dict[str, str]:
        """The same values for a page that the engine rendered itself."""
        return self.common(lang, path) | {
            "title": escape(title, quote=False),
            "title_tag": escape(self.window_title(title, lang, path)),
            "description": escape(self.kb.site.description[lang]),
            "content": content,
            "toc": toc_html(toc, lang),
            "edit_url": escape(f"{self.kb.site.repository}/edit/{self.kb.site.branch}/docs/{lang}/{path}index.md"),
            "kind": "document",
            "jsonld": "",
        }

    def shell_values(self) -> dict[str, str]:
        """A slot for every value."""
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
        return {key: slot(key) for key in keys}

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
            "twin_label": UI["switch_label"][lang],
            "skip": UI["skip"][lang],
            "contents": UI["contents"][lang],
            "edit": UI["edit"][lang],
            "licence": site.licence,
            "licence_url": site.licence_url,
            "publisher": site.publisher[lang],
            "repository": site.repository,
            "report": UI["report"][lang],
            "search": UI["search"][lang],
            "words": json.dumps({key: UI[key][lang] for key in _SCRIPT_WORDS}, ensure_ascii=False),
            "home_href": relative("", f"{lang}/", self.style),
        }

    def hidden_sidebars(self, values: Mapping[str, str], *, in_section: bool) -> list[str]:
        """The theme's sidebars that a page does without: those that would be empty, and all on wide tables."""
        hidden = []
        if not in_section or values["kind"] in _WIDE:
            hidden.append("navigation")
        if not values["toc"] or values["kind"] in _WIDE:
            hidden.append("toc")
        return hidden

    def window_title(self, title: str, lang: Lang, path: str) -> str:
        return title if not path else f"{title} · {self.kb.site.short_title[lang]}"

    # -- output -------------------------------------------------------------------------------------------------

    def write_entries(self, target: FilePath) -> list[str]:
        """Fill the shells for all entry pages and write them below `target`. Returns the page paths, language first."""
        written = []
        with paused():
            for page in self.entry_pages():
                shell = self.shells[page.lang, page.path.rsplit("/", 2)[0] + "/"]
                folder = target / page.lang / page.path
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "index.html").write_text(shell.fill(self.values(page)), encoding="utf-8", newline="\n")
                written.append(f"{page.lang}/{page.path}")
        return written

    def write_redirects(self, target: FilePath) -> None:
        """Write a page at every former address, so that old links still lead to the entry; no script is needed."""
        for entry in self.kb.entries():
            path = entry_path(entry)
            for former in entry.former_ids:
                old = f"{path.split('/')[0]}/{former}/"
                for lang in LANGS:
                    folder = target / lang / old
                    folder.mkdir(parents=True, exist_ok=True)
                    link = relative(f"{lang}/{old}", f"{lang}/{path}", self.style)
                    title = escape(entry.title[lang])
                    (folder / "index.html").write_text(
                        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{title}</title>'
                        f'<link rel="canonical" href="{self.url}{lang}/{path}">'
                        f'<meta http-equiv="refresh" content="0; url={link}"><p><a href="{link}">{title}</a></p></html>\n',
                        encoding="utf-8",
                        newline="\n",
                    )

    def write_exports(self, target: FilePath) -> None:
        """Write the data files below `target`."""
        export.write(self.exports, target)

    def write_scripts(self, target: FilePath) -> None:
        """Write what the search box and the tools load, one script each per language."""
        folder = target / "assets" / "data"
        folder.mkdir(parents=True, exist_ok=True)
        for lang in LANGS:
            records = search.script(self.kb, lang, self.style)
            (folder / f"search-{lang}.js").write_text(records, encoding="utf-8", newline="\n")
            data = explore.script(self.kb, self.relations, lang, self.style)
            (folder / f"explore-{lang}.js").write_text(data, encoding="utf-8", newline="\n")

    def robots(self) -> str:
        """`robots.txt`: everyone may read everything."""
        return f"User-agent: *\nAllow: /\nSitemap: {self.url}sitemap.xml\n"

    def sitemap(self) -> str:
        """`sitemap.xml` with the hreflang alternates of each page."""
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
        ]
        pages: dict[str, str | None] = {path: None for _, paths in _NAVIGATION for path in paths}
        pages |= {page.path: page.updated for page in entry_listing(self.kb)}
        for lang in LANGS:
            for path, updated in pages.items():
                lines.append(f"<url><loc>{xml_escape(f'{self.url}{lang}/{path}')}</loc>")
                if updated:
                    lines.append(f"<lastmod>{updated}</lastmod>")
                for code, address in (("zh-Hans", f"zh/{path}"), ("en", f"en/{path}"), ("x-default", f"en/{path}")):
                    href = xml_escape(self.url + address)
                    lines.append(f'<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>')
                lines.append("</url>")
        lines.append("</urlset>")
        return "\n".join(lines) + "\n"


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
