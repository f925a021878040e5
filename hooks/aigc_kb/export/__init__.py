"""Everything that the knowledge base is given out as, besides its pages: one module per format.

    kb = load("data")
    listed = write(stream(Edition(kb, relate(kb), "https://…/")), Output("site"))

What `write` returns is for the page that lists the files with size and checksum. Imports `pages`, `base` and below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Relations
from aigc_kb.document.listing import Listing
from aigc_kb.export import api, bibliography, calendar, feeds, figures, llms, skos, sssom, tables
from aigc_kb.export.edition import Edition, Export
from aigc_kb.model.text import Text
from aigc_kb.system.files import Output
from aigc_kb.system.garbage import paused

FORMATS: Final[Mapping[str, tuple[Text, Callable[[Edition], Iterator[Export]]]]] = {
    "api": (Text("JSON 接口", "JSON API"), api.exports),
    "csv": (Text("CSV 表格", "CSV tables"), tables.exports),
    "xlsx": (Text("XLSX 工作簿", "XLSX workbook"), tables.exports),
    "sssom": (Text("SSSOM 对照", "SSSOM mappings"), sssom.exports),
    "skos": (Text("SKOS（Turtle）", "SKOS (Turtle)"), skos.exports),
    "bibtex": (Text("BibTeX 文献", "BibTeX bibliography"), bibliography.exports),
    "ris": (Text("RIS 文献", "RIS bibliography"), bibliography.exports),
    "csl": (Text("CSL-JSON 文献", "CSL-JSON bibliography"), bibliography.exports),
    "svg": (Text("SVG 图", "SVG figures"), figures.exports),
    "atom": (Text("Atom 订阅", "Atom feeds"), feeds.exports),
    "ics": (Text("法规日历（iCalendar）", "Law calendar (iCalendar)"), calendar.exports),
    "markdown": (Text("各页的 Markdown 版本", "Markdown twins of the pages"), llms.exports),
    "llms": (Text("llms.txt", "llms.txt"), llms.exports),
}
"""The formats by name, as in `kb export FORMAT`. Several may come from one exporter, which then runs once."""

PAGE_FORMATS: Final = ("markdown", "llms")
"""Those made from the pages, by `llms`."""

CHECKSUMS: Final = "downloads/SHA256SUMS"


def stream(edition: Edition, formats: Iterable[str] | None = None) -> Iterator[Export]:
    """Every exported file, in a fixed order, one at a time: together they are larger than all pages.

    Raises KeyError for a format that does not exist.
    """
    wanted = set(FORMATS) if formats is None else set(formats)
    exporters = dict.fromkeys(FORMATS[name][1] for name in FORMATS if name in wanted)
    if unknown := wanted - set(FORMATS):
        raise KeyError(", ".join(sorted(unknown)))
    listings = []
    with paused():
        for exporter in exporters:
            for file in exporter(edition):
                if file.format in wanted:
                    if formats is None and file.listed:
                        listings.append(file.listing())
                    yield file
    if formats is None:
        yield checksums(listings)


def checksums(files: Iterable[Listing]) -> Export:
    """The checksums of the files below `downloads/`, as `sha256sum --check` reads them."""
    folder = CHECKSUMS.rpartition("/")[0] + "/"
    lines = [f"{file.sha256}  {file.path.removeprefix(folder)}\n" for file in files if file.path.startswith(folder)]
    label = Text("校验和（SHA-256）", "Checksums (SHA-256)")
    return Export("checksums", CHECKSUMS, "text/plain;charset=utf-8", label, "".join(lines).encode())


def make(
    kb: KnowledgeBase, relations: Relations, base_url: str, *, formats: Iterable[str] | None = None
) -> list[Export]:
    """All files of `stream` for a knowledge base as it stands."""
    return list(stream(Edition(kb, relations, base_url), formats))


def write(files: Iterable[Export], out: Output) -> list[Listing]:
    """Write the files; returns those that a page lists. Raises OSError where that is not possible."""
    listed = []
    for file in files:
        out.write(file.path, file.data)
        if file.listed:
            listed.append(file.listing())
    return listed


__all__ = ["CHECKSUMS", "FORMATS", "PAGE_FORMATS", "Edition", "Export", "checksums", "make", "stream", "write"]
