"""The knowledge base as a book, EPUB 3 and PDF, whole or along one reading path; made for releases, not in a build.

One Markdown file is written from the same pages as the site; pandoc makes it an EPUB and an HTML page, WeasyPrint sets
that page as PDF (bookmarks, page numbers, running heads, fonts embedded, links kept). Links between entries lead within
the book, others to the site. Same data and tools, same bytes.

WeasyPrint and not Chromium, which writes CJK fonts as Type 3 and some of their characters as look-alikes (U+2F64 for
U+7528), so that a reader cannot search for them; and it has no page numbers in a table of contents.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aigc_kb.document import blocks as b
from aigc_kb.document import markdown
from aigc_kb.document.addresses import entry_path
from aigc_kb.export.edition import HTML_LANG, Edition, words
from aigc_kb.language.interface import UI
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Entry, Problem
from aigc_kb.model.fields import OneOf
from aigc_kb.model.kinds import ENTRIES
from aigc_kb.model.text import Lang, Text
from aigc_kb.pages.build import entry_page
from aigc_kb.system.files import temporary_folder

# How pandoc reads: CommonMark with attributes and tables, without the extensions that would read something into `$`, `~` and `:`.
_INPUT_FORMAT: Final = "commonmark_x-tex_math_dollars-subscript-superscript-strikeout-emoji-smart-task_lists"
_ANCHOR: Final = re.compile(r'<a id="([^"]+)"></a>')
_PAGE: Final = re.compile(r"Step 5 - Creating layout - Page ([0-9]+)")
# A filter on the tree that pandoc has read: whatever a text holds, no markup of its own reaches the EPUB or the page that
# is set as the PDF (which could draw a file of the machine in). The line breaks are ours.
_FILTER: Final = """
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
    """Paths of the pages that are in the book."""
    home: str = ""
    """Address of the site in the book's language, which links out of the book begin with."""

    def chapter(self) -> str:
        """The page as a chapter: heading, body, and a line with its date and address."""
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
    """Which edition this is and what verdicts and grades mean, which the site says when one points at them."""
    site = edition.kb.site
    where = UI["book_edition"][lang].format(
        version=edition.version, date=edition.date, licence=site.licence, url=edition.page_url(lang, "")
    )
    verdicts = _meanings("verdict", v.VERDICT, v.VERDICT_MEANING, lang)
    grades = _meanings("grade", v.GRADE, v.GRADE_MEANING, lang)
    return f"# {UI['book_about'][lang]} {{#about-this-book}}\n\n{where}\n\n{verdicts}\n{grades}"


def _meanings(name: str, kind: OneOf, meaning: Mapping[str, Text], lang: Lang) -> str:
    """A closed list as a table of what its values mean, below the sentence `book_<name>s`."""
    rows = "".join(
        f"| **{markdown.text(label[lang])}** | {markdown.text(meaning[value][lang])} |\n"
        for value, label in kind.labels
    )
    return f"{UI[f'book_{name}s'][lang]}\n\n| {UI[name][lang]} | {UI['meaning'][lang]} |\n| --- | --- |\n{rows}"


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
    for kind in ENTRIES:
        group: list[Entry] = list(kb.of(kind.cls).values())
        if group and kind.cls is not Problem:  # they stand in the parts of their areas
            yield UI[kind.folder][lang], group


def epub(edition: Edition, lang: Lang, text: str, path: str | None = None) -> bytes:
    """A manuscript as EPUB. Raises BookError."""
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
    options += ["--to=epub3", "--toc", "--toc-depth=2", "--epub-chapter-level=2"]
    return _without_times(_pandoc(options, text, edition.date))


def _without_times(archive: bytes) -> bytes:
    """A zip without the times of the run, which pandoc leaves in its entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():  # `mimetype` stays first and uncompressed, as the format wants it
            info = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system = 3
            new.writestr(info, old.read(entry))
    return made.getvalue()


def pdf(edition: Edition, lang: Lang, text: str, path: str | None = None, *, progress: Progress | None = None) -> bytes:
    """A manuscript as PDF, set by WeasyPrint; `progress` is told each page. Raises BookError."""
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
    options = ["--to=html5", "--standalone", "--toc", "--toc-depth=2", "--css=style.css"]
    options += [f"--metadata={key}={value}" for key, value in metadata.items()]
    page = _pandoc(options, text, edition.date).decode()
    with temporary_folder({"book.html": page, "style.css": _STYLE}) as folder:
        target = folder / "book.pdf"
        with subprocess.Popen(  # noqa: S603 - a list, no shell
            [setter, "--verbose", str(folder / "book.html"), str(target)],
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
        return target.read_bytes()


def _pandoc(options: list[str], text: str, date: str) -> bytes:
    """What pandoc makes of a manuscript. Raises BookError."""
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        raise BookError("pandoc is not installed (Debian: apt-get install pandoc)")
    epoch = int(datetime.fromisoformat(f"{date}T00:00:00+00:00").timestamp())
    with temporary_folder({"filter.lua": _FILTER}) as folder:
        # `-`: standard output, which pandoc would not use for an EPUB by itself
        command = [pandoc, f"--from={_INPUT_FORMAT}", f"--lua-filter={folder / 'filter.lua'}", *options, "--output=-"]
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch)}
        run = subprocess.run(command, input=text.encode(), capture_output=True, env=environment, check=False)  # noqa: S603 - a list, no shell
    if run.returncode:
        raise BookError(f"pandoc: {run.stderr.decode(errors='replace').strip()[-500:]}")
    return run.stdout
