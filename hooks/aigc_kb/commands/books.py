"""`kb books`: the knowledge base and its reading paths as EPUB and PDF. Made for releases: it takes some minutes."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from aigc_kb.base.kb import load
from aigc_kb.base.relations import relate
from aigc_kb.commands.console import CLEAN, CannotRunError, both
from aigc_kb.export import book
from aigc_kb.export.edition import Edition
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.system.files import Output, make_folder

HELP: Final = both(
    "成书：EPUB 和 PDF（需要 pandoc 和 WeasyPrint）", "make the books, EPUB and PDF (needs pandoc and WeasyPrint)"
)
EXAMPLES: Final = ("kb books dist", "kb books dist --path first-week --only-paths --in zh --no-pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dir", type=Path, metavar="DIR", help=both("输出目录", "where to write"))
    parser.add_argument(
        "--path",
        dest="paths",
        metavar="ID",
        action="append",
        default=[],
        help=both("另做一本：某条阅读路径，可重复", "a book of a reading path besides; may be repeated"),
    )
    parser.add_argument("--only-paths", action="store_true", help=both("不要全书", "not the whole book"))
    parser.add_argument(
        "--in",
        dest="languages",
        choices=LANGS,
        action="append",
        help=both("只做这种语言（默认：两种）", "a book in this language (default: both)"),
    )
    parser.add_argument("--no-pdf", action="store_true", help=both("不要 PDF", "EPUB alone"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    kb = load(arguments.data)
    edition = Edition(kb, relate(kb), kb.site.url)
    for path in arguments.paths:
        if path not in kb.paths:
            hint = did_you_mean(path, kb.paths)
            raise RefusedError(f"没有阅读路径“{path}”{hint.zh}", f"there is no reading path `{path}`{hint.en}")
    make_folder(arguments.dir)  # now: not after minutes of work for nothing
    out = Output(arguments.dir)
    wanted: list[str | None] = [*([] if arguments.only_paths else [None]), *arguments.paths]
    jobs = [(path, language) for path in wanted for language in arguments.languages or LANGS]
    for number, (path, language) in enumerate(jobs, 1):
        try:
            _book(edition, language, path, out, f"[{number}/{len(jobs)}]", with_pdf=not arguments.no_pdf)
        except book.BookError as error:
            print(file=sys.stderr)
            raise CannotRunError(str(error)) from error
    return CLEAN


def _book(edition: Edition, lang: Lang, path: str | None, out: Output, step: str, *, with_pdf: bool) -> None:
    text = book.manuscript(edition, lang, path)
    stem = f"book-{edition.version}-{path + '-' if path else ''}{lang}"
    _make(step, f"{stem}.epub", out, lambda _: book.epub(edition, lang, text, path))
    if with_pdf:
        _make(step, f"{stem}.pdf", out, lambda progress: book.pdf(edition, lang, text, path, progress=progress))


def _make(step: str, name: str, out: Output, make: Callable[[book.Progress], bytes]) -> None:
    """Make one file and say how it goes: on a terminal the pages as they are set, elsewhere every hundredth, with the
    number of the pass."""
    terminal = sys.stderr.isatty()
    last = 0
    passes = 1  # the table of contents needs page numbers: WeasyPrint sets all pages again until they stay
    print(f"{step} {name} …", end=" ", flush=True, file=sys.stderr)
    start = time.monotonic()

    def progress(page: int) -> None:
        nonlocal last, passes
        if page <= last:
            passes += 1
        last = page
        if terminal:
            print(f"\r{step} {name} … {passes}: {page}", end=" ", flush=True, file=sys.stderr)
        elif page % 100 == 0:
            print(f"{passes}:{page}", end=" ", flush=True, file=sys.stderr)

    data = make(progress)
    out.write(name, data)
    print(f"{len(data) / 1e6:.1f} MB, {time.monotonic() - start:.0f} s", file=sys.stderr)
