"""Writes the site: what the engine made of the frames, filled, and everything else but what the engine itself writes.

The two languages and the data files are written at the same time, each by a process of its own where there are cores
for it. What lists the data files comes last. The same data gives the same bytes, however many processes there were.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path as FilePath

from aigc_kb import export
from aigc_kb.document import blocks as b
from aigc_kb.document.listing import Listing
from aigc_kb.export import llms
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages.build import entry_listing
from aigc_kb.site import crawl, explore, law, redirects, search
from aigc_kb.site.build import DOWNLOADS, Site, entry_folder
from aigc_kb.site.shell import Shells, entries, packed
from aigc_kb.system.files import Output
from aigc_kb.system.garbage import paused
from aigc_kb.system.processes import together

HOME = ""


def write(site: Site, shells: Shells, target: FilePath) -> None:
    """Write everything that the engine does not write.

    Raises OSError, KeyError for a shell not rendered, ValueError for an old address that leads nowhere.
    """
    writer = _Writer(site, shells, target)
    tasks: list[Callable[[], list[Listing]]] = [partial(writer.language, lang) for lang in LANGS]
    if site.exports:
        tasks.append(writer.data_files)
    with paused():
        by_task = together(tasks)
        of_pages, others = by_task[: len(LANGS)], by_task[len(LANGS) :]
        listed = [file for files in (*others, *of_pages) for file in files]
        if site.exports:
            listed += export.write([llms.entry_point(site.edition)], writer.out)
            listed += export.write([export.checksums(listed)], writer.out)
        for lang in LANGS:
            writer.page(site.downloads(lang, listed))
            writer.page(site.indexes[lang, HOME], listed)
    sitemap = crawl.sitemap(site.kb, site.edition.url)
    writer.out.write("robots.txt", crawl.robots(site.edition.url))
    writer.out.write("sitemap.xml", sitemap)
    writer.out.write("sitemap.xml.gz", crawl.packed(sitemap))
    if site.exports:  # last: it copies files, and writes over none
        write_redirects(site, target)


def write_redirects(site: Site, target: FilePath) -> None:
    """Write what leads on at every old address. Raises ValueError for a line of `urls.lock` that is no address."""
    redirects.write(target, redirects.moves(site.kb, site.data), site.style, site.edition.url)


def write_frames(shells: Shells, target: FilePath) -> None:
    """Write the shells alone, for a process that fills them later. Raises OSError."""
    Output(target.parent).write(target.name, packed(shells))


class _Writer:
    """Writes the parts of a site."""

    def __init__(self, site: Site, shells: Shells, target: FilePath) -> None:
        self.site = site
        self.shells = shells
        self.out = Output(target)

    def page(self, page: b.Page, listed: list[Listing] | None = None, shell: str | None = None) -> None:
        """Write a page into its shell, by default one of its own."""
        filled = self.shells[page.lang, page.path if shell is None else shell]
        self.out.write(f"{page.lang}/{page.path}index.html", filled.fill(self.site.values(page, listed or ())))

    def language(self, lang: Lang) -> list[Listing]:
        """Write the pages of a language but those that list the data files, the data files made from pages, and what
        scripts load. Returns what is to be listed."""
        site, twins = self.site, {}
        for (own, path), page in site.indexes.items():
            if own == lang and path != DOWNLOADS:
                twins[path] = llms.twin(page, site.edition.names) if site.exports else ""
                if path != HOME:
                    self.page(page)
        for listed in entry_listing(site.kb):
            page = site.entry_page(lang, listed.path)
            self.page(page, shell=entries(entry_folder(listed.path)))
            if site.exports:
                twins[listed.path] = llms.twin(page, site.edition.names)
        relations = site.edition.relations
        self.out.write(f"assets/data/search-{lang}.js", search.script(site.kb, relations, lang, site.style))
        self.out.write(f"assets/data/explore-{lang}.js", explore.script(site.kb, relations, lang, site.style))
        self.out.write(f"assets/data/law-{lang}.js", law.script(site.kb, lang, site.style))
        return export.write(llms.of_language(site.edition, lang, twins), self.out) if site.exports else []

    def data_files(self) -> list[Listing]:
        """Write the data files that are not made from pages. Returns what is to be listed."""
        formats = [name for name in export.FORMATS if name not in export.PAGE_FORMATS]
        return export.write(export.stream(self.site.edition, formats), self.out)
