"""Everything that the knowledge base is given out as, besides its pages: one module per format.

    kb = load("data")
    files = export_all(kb, relate(kb), Path("site"), "https://…/")

`make` gives the files without writing them, for the page that lists them with size and checksum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Final

from aigc_kb.collector import paused
from aigc_kb.export import api, bibliography, feeds, llms, skos, sssom, tables
from aigc_kb.export.edition import Edition, Export
from aigc_kb.kb import KnowledgeBase
from aigc_kb.model.text import Text
from aigc_kb.pages import blocks as b
from aigc_kb.relate import Relations

FORMATS: Final[Mapping[str, tuple[Text, Callable[[Edition], Iterator[Export]]]]] = {
    "api": (Text("JSON 接口", "JSON API"), api.exports),
    "csv": (Text("CSV 表格", "CSV tables"), tables.exports),
    "xlsx": (Text("XLSX 工作簿", "XLSX workbook"), tables.exports),
    "sssom": (Text("SSSOM 对照", "SSSOM mappings"), sssom.exports),
    "skos": (Text("SKOS（Turtle）", "SKOS (Turtle)"), skos.exports),
    "bibtex": (Text("BibTeX 文献", "BibTeX bibliography"), bibliography.exports),
    "ris": (Text("RIS 文献", "RIS bibliography"), bibliography.exports),
    "csl": (Text("CSL-JSON 文献", "CSL-JSON bibliography"), bibliography.exports),
    "atom": (Text("Atom 订阅", "Atom feeds"), feeds.exports),
    "markdown": (Text("各页的 Markdown 版本", "Markdown twins of the pages"), llms.exports),
    "llms": (Text("llms.txt", "llms.txt"), llms.exports),
}
"""The formats by name, as in `kb export FORMAT`. Several may come from one exporter, which then runs once."""

CHECKSUMS: Final = "downloads/SHA256SUMS"


def make(
    kb: KnowledgeBase,
    relations: Relations,
    base_url: str,
    *,
    pages: Iterable[b.Page] | None = None,
    formats: Iterable[str] | None = None,
) -> list[Export]:
    """Every exported file, in a fixed order, not yet written. `pages` saves building them a second time.

    Raises KeyError for a format that does not exist.
    """
    edition = Edition(kb, relations, base_url, built=tuple(pages) if pages is not None else None)
    wanted = set(FORMATS) if formats is None else set(formats)
    exporters = dict.fromkeys(FORMATS[name][1] for name in FORMATS if name in wanted)
    if unknown := wanted - set(FORMATS):
        raise KeyError(", ".join(sorted(unknown)))
    with paused():
        files = [file for exporter in exporters for file in exporter(edition) if file.format in wanted]
    if formats is None:
        files.append(_checksums(files))
    return files


def write(files: Iterable[Export], target: FilePath) -> None:
    """Write the files below a folder. Raises OSError where that is not possible."""
    made: set[str] = set()
    for file in files:
        folder, _, name = file.path.rpartition("/")
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        with open(target / folder / name, "wb", buffering=0) as out:  # noqa: PTH123 - write_bytes buffers
            out.write(file.data)


def export_all(
    kb: KnowledgeBase,
    relations: Relations,
    target: FilePath,
    base_url: str,
    *,
    pages: Iterable[b.Page] | None = None,
) -> list[Export]:
    """Make every export and write it below `target`. Raises OSError where it cannot be written."""
    files = make(kb, relations, base_url, pages=pages)
    write(files, target)
    return files


def _checksums(files: list[Export]) -> Export:
    """Checksums of the downloads, as `sha256sum --check` reads them."""
    lines = [f"{f.sha256}  {f.path.removeprefix('downloads/')}\n" for f in files if f.path.startswith("downloads/")]
    label = Text("校验和（SHA-256）", "Checksums (SHA-256)")
    return Export("checksums", CHECKSUMS, "text/plain;charset=utf-8", label, "".join(lines).encode())


__all__ = ["CHECKSUMS", "FORMATS", "Edition", "Export", "export_all", "make", "write"]
