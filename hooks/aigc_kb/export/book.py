"""The knowledge base as a book, EPUB 3 and PDF, whole or along one reading path; made for releases, not in a build.

    python -m aigc_kb.export.book DATA DIR [--path ID] [--lang zh|en] [--no-pdf]

One Markdown file is written from the same pages as the site; pandoc makes it an EPUB and an HTML page, Chromium prints
that page as PDF (bookmarks, page numbers, fonts embedded, links kept). Links between entries lead within the book,
others to the site. The EPUB is the same bytes for the same data; Chromium puts the day into its PDF.
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
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from aigc_kb.export.edition import HTML_LANG, Edition, words
from aigc_kb.kb import load
from aigc_kb.model.entries import Entry
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages import blocks as b
from aigc_kb.relate import relate
from aigc_kb.sitemap import entry_path
from aigc_kb.strings import UI
from aigc_kb.write import markdown

# CommonMark with attributes and tables; without the extensions that would read something into `$`, `~` and `:`.
_READER: Final = "commonmark_x-tex_math_dollars-subscript-superscript-strikeout-emoji-smart-task_lists"
_ANCHOR: Final = re.compile(r'<a id="([^"]+)"></a>')
_STYLE: Final = """
body { font-family: "Noto Serif", "Noto Serif CJK SC", serif; line-height: 1.5; }
table { border-collapse: collapse; font-size: 0.85em; width: 100%; }
th, td { border: 1px solid #999; padding: 0.2em 0.4em; vertical-align: top; text-align: left; }
a { color: #06c; text-decoration: none; overflow-wrap: anywhere; }
h1 { break-before: page; } h2 { break-before: page; } h3, h4 { break-after: avoid; }
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-center { content: counter(page); font-size: 9pt; } }
"""


class BookError(Exception):
    """A program that makes books is missing or failed."""


@dataclass(slots=True)
class ChapterWriter(markdown.MarkdownWriter):
    """Writes a page as a chapter: its anchors carry its name, links stay in the book where their target is in it."""

    chapters: frozenset[str] = frozenset()
    home: str = ""

    def chapter(self) -> str:
        body = self.blocks(self.page.blocks)
        body = _ANCHOR.sub(lambda m: f"[]{{#{slug(self.page.path)}--{m.group(1)}}}", body)
        return f"## {markdown.text(self.page.title)} {{#{slug(self.page.path)}}}\n\n{body}\n"

    def href(self, to: b.To | b.Web | b.Asset) -> str:
        if isinstance(to, b.Web):
            return to.url.replace("(", "%28").replace(")", "%29")
        if isinstance(to, b.Asset):  # files of the site stand beside the languages' homes
            return f"{self.home.rstrip('/').rpartition('/')[0]}/{to.path}"
        if to.path in self.chapters:
            return f"#{slug(to.path)}--{to.anchor}" if to.anchor else f"#{slug(to.path)}"
        return f"{self.home}{to.path}" + (f"#{to.anchor}" if to.anchor else "")

    def citation(self, cited: tuple[tuple[str, str | None], ...]) -> str:
        own = f"(#{slug(self.page.path)}--ref-"
        return markdown.MarkdownWriter.citation(self, cited).replace("(#ref-", own)

    def block(self, block: b.Block) -> str:
        if isinstance(block, b.Heading):
            name = f"{slug(self.page.path)}--{block.id}"
            return f"{'#' * (block.level + 1)} {markdown.text(block.text)} {{#{name}}}"
        # A break inside a table's cell has to be XHTML in an EPUB.
        return markdown.MarkdownWriter.block(self, block).replace("<br>", "<br/>")

    def bibliography(self) -> str:
        text = markdown.MarkdownWriter.bibliography(self)
        return re.sub(r"^## (.*) \{#references\}", rf"### \1 {{#{slug(self.page.path)}--references}}", text)


def slug(path: str) -> str:
    """A page's name within the book."""
    return path.strip("/").replace("/", "-")


def manuscript(edition: Edition, lang: Lang, path: str | None = None) -> str:
    """The book in Markdown. Raises KeyError for a reading path that does not exist."""
    kb = edition.kb
    parts = list(_parts(edition, lang, path))
    entries = [entry for _, group in parts for entry in group]
    chapters = frozenset(entry_path(entry) for entry in entries)
    about = kb.paths[path].summary[lang] if path else kb.site.description[lang]
    out = [f"{words(about)}\n", f"{edition.version} · {edition.date} · {kb.site.licence} · <{edition.url}>\n"]
    for heading, group in parts:
        out.append(f"# {markdown.text(heading)}\n")
        for entry in group:
            writer = ChapterWriter(
                edition.entry_page(lang, entry_path(entry)),
                edition.names,
                chapters=chapters,
                home=edition.page_url(lang, ""),
            )
            out.append(writer.chapter())
    return "\n".join(out)


def _parts(edition: Edition, lang: Lang, path: str | None) -> Iterator[tuple[str, list[Entry]]]:
    kb = edition.kb
    if path is not None:
        reading = kb.paths[path]
        stops = dict.fromkeys(stop.entry for stop in reading.stops)
        yield reading.title[lang], [reading, *(kb.entry(key) for key in stops)]
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


def pdf(edition: Edition, lang: Lang, text: str, target: Path, path: str | None = None) -> None:
    """Print the PDF by Chromium. Raises BookError."""
    browser = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), None)
    if browser is None:
        raise BookError("Chromium is not installed (Debian: apt-get install chromium fonts-noto-cjk)")
    title = edition.kb.paths[path].title[lang] if path else edition.kb.site.title[lang]
    with tempfile.TemporaryDirectory() as folder:
        page, style = Path(folder) / "book.html", Path(folder) / "style.html"
        style.write_text(f"<style>{_STYLE}</style>", encoding="utf-8")
        options = ["--to=html5", "--standalone", "--toc", "--toc-depth=2", f"--include-in-header={style}"]
        options += [f"--metadata=title={title}", f"--metadata=lang={HTML_LANG[lang]}"]
        _pandoc(options, text, page, edition.date)
        command = [browser, "--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses a sandbox to root, as in containers
        _run([*command, f"--print-to-pdf={target}", page.as_uri()])
    if not target.exists():
        raise BookError("Chromium wrote no PDF")


def _pandoc(options: list[str], text: str, target: Path, date: str) -> None:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        raise BookError("pandoc is not installed (Debian: apt-get install pandoc)")
    epoch = int(datetime.fromisoformat(f"{date}T00:00:00+00:00").timestamp())
    command = [pandoc, f"--from={_READER}", *options, f"--output={target}"]
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
    parser.add_argument("--path", help="a reading path's id instead of the whole 只含一条阅读路径")
    parser.add_argument("--lang", choices=LANGS, action="append", help="default: both 默认两种语言")
    parser.add_argument("--no-pdf", action="store_true")
    arguments = parser.parse_args(argv)
    kb = load(arguments.data)
    edition = Edition(kb, relate(kb), kb.site.url)
    arguments.dir.mkdir(parents=True, exist_ok=True)
    for lang in arguments.lang or LANGS:
        text = manuscript(edition, lang, arguments.path)
        stem = f"book-{edition.version}-{arguments.path + '-' if arguments.path else ''}{lang}"
        makers = {"epub": epub} if arguments.no_pdf else {"epub": epub, "pdf": pdf}
        for suffix, make in makers.items():
            target = arguments.dir / f"{stem}.{suffix}"
            print(f"{target} …", end=" ", flush=True, file=sys.stderr)
            start = time.monotonic()
            try:
                make(edition, lang, text, target, arguments.path)
            except BookError as error:
                print(f"\nbook: {error}", file=sys.stderr)
                return 2
            print(f"{target.stat().st_size / 1e6:.1f} MB, {time.monotonic() - start:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
