"""The knowledge base as a book, EPUB 3 and PDF, whole or along one reading path; made for releases, not in a build.

    python -m aigc_kb.export.book DATA DIR [--path ID] [--lang zh|en] [--no-pdf]

One Markdown file is written from the same pages as the site; pandoc makes it an EPUB and an HTML page, WeasyPrint sets
that page as PDF (bookmarks, page numbers, running heads, fonts embedded, links kept). Links between entries lead within
the book, others to the site. Same data and tools, same bytes.

WeasyPrint and not Chromium, which writes CJK fonts as Type 3 and some of their characters as look-alikes (U+2F64 for
U+7528), so that a reader cannot search for them; and it has no page numbers in a table of contents.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from aigc_kb.base.kb import load
from aigc_kb.base.relations import relate
from aigc_kb.document import blocks as b
from aigc_kb.document import markdown
from aigc_kb.document.addresses import entry_path
from aigc_kb.export.edition import HTML_LANG, Edition, words
from aigc_kb.language.interface import UI
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Entry
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages.build import entry_page

# CommonMark with attributes and tables; without the extensions that would read something into `$`, `~` and `:`.
_READER: Final = "commonmark_x-tex_math_dollars-subscript-superscript-strikeout-emoji-smart-task_lists"
_ANCHOR: Final = re.compile(r'<a id="([^"]+)"></a>')
_PAGE: Final = re.compile(r"Step 5 - Creating layout - Page ([0-9]+)")
# The book's own gate, on pandoc's tree: whatever a text holds, no markup of its own reaches the EPUB or the page that
# is set as the PDF (which could draw a file of the machine in). The line breaks are ours.
_GATE: Final = """
function RawInline(e)
  if e.text == "<br/>" then return pandoc.LineBreak() end
  return pandoc.Str(e.text)
end
function RawBlock(e) return pandoc.Para({pandoc.Str(e.text)}) end
function Image(e) return e.caption end
function Link(e)
  if not (e.target:match("^https?://") or e.target:match("^#")) then return e.content end
  e.attributes = {}
  return e
end
local function bare(e) e.attributes = {}; return e end
Span, Div, Header, Code, CodeBlock = bare, bare, bare, bare, bare
"""
_STYLE: Final = """
html { font: 10pt/1.55 "Noto Serif CJK SC", serif; color: #111; }
/* Latin first where the text is: quotation marks of a CJK font are as wide as its characters. */
:lang(en) { font-family: "Noto Serif", "Liberation Serif", "DejaVu Serif", "Noto Serif CJK SC", serif; }
h1, h2, h3, h4 { line-height: 1.3; break-after: avoid; }
h1 { break-before: page; font-size: 24pt; margin-top: 60mm; text-align: center; bookmark-level: 1; }
h2 { break-before: page; font-size: 17pt; string-set: chapter content(); bookmark-level: 2; }
h3 { font-size: 12.5pt; margin: 1.4em 0 0.4em; bookmark-level: 3; }
p, ul, ol { margin: 0.5em 0; orphans: 2; widows: 2; }
ul, ol { padding-left: 1.4em; }
li > p { margin: 0.2em 0; }
table { border-collapse: collapse; font-size: 0.82em; width: 100%; margin: 0.8em 0; }
th, td { border: 0.4pt solid #aaa; padding: 0.25em 0.4em; vertical-align: top; text-align: left; }
th { background: #f0f2f5; }
thead { display: table-header-group; }
a { color: #0b5cad; text-decoration: none; overflow-wrap: anywhere; }
code { font-family: "Noto Sans Mono CJK SC", monospace; font-size: 0.9em; }
.meta { break-before: avoid; color: #555; font-size: 0.85em; margin-top: 1.5em; border-top: 0.4pt solid #aaa; padding-top: 0.4em; }
header { text-align: center; break-after: page; padding-top: 70mm; }
header .title { font-size: 30pt; margin: 0; break-before: auto; bookmark-level: none; }
header .subtitle { font-size: 12pt; color: #444; margin: 1.2em 10mm 3em; }
#TOC { break-after: page; }
#TOC > ul { padding: 0; }
#TOC ul { list-style: none; }
#TOC > ul > li { margin-top: 0.8em; font-weight: bold; }
#TOC > ul > li > ul { font-weight: normal; padding-left: 1em; }
#TOC a { color: inherit; }
#TOC a::after { content: leader(". ") target-counter(attr(href url), page); }
#toc-title { break-before: auto; margin: 0 0 0.5em; text-align: left; font-size: 17pt; bookmark-level: none; string-set: none; }
@page { size: A4; margin: 20mm 18mm 20mm;
  @bottom-center { content: counter(page); font-size: 9pt; color: #555; }
  @top-right { content: string(chapter); font-size: 8pt; color: #777; } }
@page :first { @bottom-center { content: none; } }
"""


Progress = Callable[[int], None]
"""Told the number of each page that is set."""


class BookError(Exception):
    """A program that makes books is missing or failed."""


@dataclass(slots=True)
class ChapterWriter(markdown.MarkdownWriter):
    """Writes a page as a chapter: its anchors carry its name, links stay in the book where their target is in it."""

    chapters: frozenset[str] = frozenset()
    home: str = ""

    def chapter(self) -> str:
        blocks = self.page.blocks
        # The site's last section is for readers at a screen: how to cite, edit and report. A line says what is left.
        end = next((n for n, x in enumerate(blocks) if isinstance(x, b.Heading) and x.id == "about"), len(blocks))
        body = self.blocks(blocks[:end])
        body = _ANCHOR.sub(lambda m: f"[]{{#{slug(self.page.path)}--{m.group(1)}}}", body)
        address = f"{self.home}{self.page.path}"
        meta = f"::: meta\n{self.page.updated or ''} · <{address}>\n:::"
        return f"## {markdown.text(self.page.title)} {{#{slug(self.page.path)}}}\n\n{body}\n\n{meta}\n"

    def href(self, to: b.To | b.Web | b.Asset) -> str:
        if isinstance(to, b.Web):
            return markdown.MarkdownWriter.href(self, to)
        if isinstance(to, b.Asset):  # files of the site stand beside the languages' homes
            return f"{self.home.rstrip('/').rpartition('/')[0]}/{to.path}"
        if to.path in self.chapters:
            return f"#{slug(to.path)}--{to.anchor}" if to.anchor else f"#{slug(to.path)}"
        return f"{self.home}{to.path}" + (f"#{to.anchor}" if to.anchor else "")

    def citation(self, cited: tuple[tuple[str, str | None], ...]) -> str:
        own = f"(#{slug(self.page.path)}--ref-"
        return markdown.MarkdownWriter.citation(self, cited).replace("(#ref-", own)

    def emph(self, node: b.Emph) -> str:
        # Chinese is never slanted; a book's style cannot see the language of a title as the site's can.
        chinese = any(isinstance(child, b.Foreign) and child.lang == "zh" for child in node.children)
        return self.inlines(node.children) if chinese else markdown.MarkdownWriter.emph(self, node)

    def heading(self, block: b.Heading) -> str:
        return f"{'#' * (block.level + 1)} {markdown.text(block.text)} {{#{slug(self.page.path)}--{block.id}}}"

    def cell(self, cell: b.Cell) -> str:
        # A break has to be XHTML in an EPUB.
        return markdown.MarkdownWriter.cell(self, cell).replace("<br>", "<br/>")

    def table(self, block: b.Table) -> str:
        # In a chapter every table stands under a heading that says what its caption says.
        return markdown.MarkdownWriter.table(self, block).partition("\n\n")[2]

    def bibliography(self, block: b.Bibliography) -> str:
        text = markdown.MarkdownWriter.bibliography(self, block)
        return re.sub(r"^## (.*) \{#references\}", rf"### \1 {{#{slug(self.page.path)}--references}}", text)


def slug(path: str) -> str:
    """A page's name within the book."""
    return path.strip("/").replace("/", "-")


def manuscript(edition: Edition, lang: Lang, path: str | None = None) -> str:
    """The book in Markdown. Raises KeyError for a reading path that does not exist."""
    parts = list(_parts(edition, lang, path))
    entries = [entry for _, group in parts for entry in group]
    chapters = frozenset(entry_path(entry) for entry in entries)
    out = [_preface(edition, lang)]
    for heading, group in parts:
        out.append(f"# {markdown.text(heading)}\n")
        for entry in group:
            writer = ChapterWriter(
                entry_page(edition.contexts[lang], entry_path(entry)),
                edition.names,
                chapters=chapters,
                home=edition.page_url(lang, ""),
            )
            out.append(writer.chapter())
    return "\n".join(out)


def _preface(edition: Edition, lang: Lang) -> str:
    """Which edition this is and what the grades of evidence mean, which the site says when one points at them."""
    site = edition.kb.site
    where = UI["book_edition"][lang].format(
        version=edition.version, date=edition.date, licence=site.licence, url=edition.page_url(lang, "")
    )
    rows = "\n".join(
        f"| **{markdown.text(label[lang])}** | {markdown.text(v.GRADE_MEANING[grade][lang])} |"
        for grade, label in v.GRADE.labels
    )
    head = f"| {UI['grade'][lang]} | {UI['meaning'][lang]} |\n| --- | --- |"
    return (
        f"# {UI['book_about'][lang]} {{#about-this-book}}\n\n{where}\n\n{UI['book_grades'][lang]}\n\n{head}\n{rows}\n"
    )


def _parts(edition: Edition, lang: Lang, path: str | None) -> Iterator[tuple[str, list[Entry]]]:
    kb = edition.kb
    if path is not None:
        reading = kb.paths[path]
        stops = dict.fromkeys(stop.entry for stop in reading.stops)
        yield UI["path"][lang], [reading]
        yield UI["path_stops"][lang], [kb.entry(key) for key in stops]
        return
    for area in kb.areas.values():
        yield area.title[lang], [p for p in kb.problems.values() if p.area == area.id]
    for folder in ("mitigations", "cases", "paths"):
        group: list[Entry] = list(getattr(kb, folder).values())
        if group:
            yield UI[folder][lang], group


def epub(edition: Edition, lang: Lang, text: str, target: Path, path: str | None = None) -> None:
    """Make the EPUB. Raises BookError."""
    site = edition.kb.site
    title = edition.kb.paths[path].title[lang] if path else site.title[lang]
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{edition.url}{lang}/{path or ''}")
    metadata = {
        "title": title,
        "author": site.publisher[lang],
        "lang": HTML_LANG[lang],
        "date": edition.date,
        "rights": site.licence,
        "identifier": f"urn:uuid:{name}",
    }
    options = [f"--metadata={key}={value}" for key, value in metadata.items()]
    # Chapters stand on level 2; the time of the data, not of the run, goes into the archive.
    _pandoc([*options, "--to=epub3", "--toc", "--toc-depth=2", "--epub-chapter-level=2"], text, target, edition.date)
    _repack(target)


def _repack(archive: Path) -> None:
    """Write a zip anew without the times of the run, which pandoc leaves in its entries."""
    with zipfile.ZipFile(archive) as old:
        files = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in files:  # `mimetype` stays first and uncompressed, as the format wants it
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system = 3
            new.writestr(info, data)


def pdf(
    edition: Edition, lang: Lang, text: str, target: Path, path: str | None = None, *, progress: Progress | None = None
) -> None:
    """Set the PDF by WeasyPrint; `progress` is told each page. Raises BookError."""
    setter = shutil.which("weasyprint")
    if setter is None:
        raise BookError("WeasyPrint is not installed (Debian: apt-get install weasyprint fonts-noto-cjk)")
    site = edition.kb.site
    reading = edition.kb.paths[path] if path else None
    metadata = {
        "title": (reading.title if reading else site.title)[lang],
        "subtitle": words((reading.summary if reading else site.description)[lang]),
        "author": site.publisher[lang],
        "date": f"{edition.version} · {edition.date} · {site.licence}",
        "lang": HTML_LANG[lang],
        "toc-title": UI["contents_book"][lang],
    }
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "book.html"
        (Path(folder) / "style.css").write_text(_STYLE, encoding="utf-8")
        options = ["--to=html5", "--standalone", "--toc", "--toc-depth=2", "--css=style.css"]
        options += [f"--metadata={key}={value}" for key, value in metadata.items()]
        _pandoc(options, text, page, edition.date)
        with subprocess.Popen(  # noqa: S603 - a list, no shell
            [setter, "--verbose", str(page), str(target)],
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as run:
            assert run.stderr is not None, "it was asked for"
            last = ""
            for line in run.stderr:
                last = line
                if progress is not None and (m := _PAGE.search(line)):
                    progress(int(m.group(1)))
        if run.returncode or not target.exists():
            raise BookError(f"weasyprint: {last.strip()[-500:]}")


def _pandoc(options: list[str], text: str, target: Path, date: str) -> None:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        raise BookError("pandoc is not installed (Debian: apt-get install pandoc)")
    epoch = int(datetime.fromisoformat(f"{date}T00:00:00+00:00").timestamp())
    with tempfile.TemporaryDirectory() as folder:
        gate = Path(folder) / "gate.lua"
        gate.write_text(_GATE, encoding="utf-8")
        command = [pandoc, f"--from={_READER}", f"--lua-filter={gate}", *options, f"--output={target}"]
        _run(command, text, {"SOURCE_DATE_EPOCH": str(epoch)})


def _run(command: list[str], text: str = "", env: dict[str, str] | None = None) -> None:
    run = subprocess.run(  # noqa: S603 - a list, no shell
        command, input=text, capture_output=True, text=True, encoding="utf-8", env=os.environ | (env or {}), check=False
    )
    if run.returncode:
        raise BookError(f"{Path(command[0]).name}: {run.stderr.strip()[-500:]}")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m aigc_kb.export.book", description="Books: EPUB and PDF. 成书")
    parser.add_argument("data")
    parser.add_argument("dir", type=Path)
    parser.add_argument("--path", action="append", help="a reading path's id; may be repeated 阅读路径，可重复")
    parser.add_argument("--only-paths", action="store_true", help="not the whole book 不要全书")
    parser.add_argument("--lang", choices=LANGS, action="append", help="default: both 默认两种语言")
    parser.add_argument("--no-pdf", action="store_true")
    arguments = parser.parse_args(argv)
    kb = load(arguments.data)
    edition = Edition(kb, relate(kb), kb.site.url)
    wanted: list[str | None] = [*([] if arguments.only_paths else [None]), *(arguments.path or ())]
    if unknown := [path for path in wanted if path is not None and path not in kb.paths]:
        print(f"book: no such reading path: {', '.join(unknown)}", file=sys.stderr)
        return 2
    try:
        arguments.dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"book: cannot write {arguments.dir}: {error.strerror or error}", file=sys.stderr)
        return 2
    jobs = [(path, lang) for path in wanted for lang in arguments.lang or LANGS]
    for number, (path, lang) in enumerate(jobs, 1):
        try:
            _book(edition, lang, path, arguments.dir, f"[{number}/{len(jobs)}]", with_pdf=not arguments.no_pdf)
        except BookError as error:
            print(f"\nbook: {error}", file=sys.stderr)
            return 2
    return 0


def _book(edition: Edition, lang: Lang, path: str | None, folder: Path, step: str, *, with_pdf: bool) -> None:
    text = manuscript(edition, lang, path)
    stem = f"book-{edition.version}-{path + '-' if path else ''}{lang}"
    _made(step, folder / f"{stem}.epub", lambda file, _: epub(edition, lang, text, file, path))
    if with_pdf:
        _made(step, folder / f"{stem}.pdf", lambda file, told: pdf(edition, lang, text, file, path, progress=told))


def _made(step: str, target: Path, make: Callable[[Path, Progress], None]) -> None:
    """Make one file and say how it goes: on a terminal the pages as they are set, elsewhere every hundredth, with the number of the pass."""
    terminal = sys.stderr.isatty()
    last = 0
    passes = 1  # the table of contents needs page numbers: WeasyPrint sets all pages again until they stay
    print(f"{step} {target.name} …", end=" ", flush=True, file=sys.stderr)
    start = time.monotonic()

    def told(page: int) -> None:
        nonlocal last, passes
        if page <= last:
            passes += 1
        last = page
        if terminal:
            print(f"\r{step} {target.name} … {passes}: {page}", end=" ", flush=True, file=sys.stderr)
        elif page % 100 == 0:
            print(f"{passes}:{page}", end=" ", flush=True, file=sys.stderr)

    make(target, told)
    print(f"{target.stat().st_size / 1e6:.1f} MB, {time.monotonic() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
