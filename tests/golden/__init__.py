"""Golden pages: what a reader finds on every page of a small knowledge base, in both languages, kept as Markdown.

The base is the sample of the data format with every field filled in, and `bakery.yaml` laid over it, so that lists have
an order and gaps show. `test_pages.py` compares; a page that was meant to change is written anew by

    python -m tests.golden
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aigc_kb import KnowledgeBase, load
from aigc_kb.author.translate import accept
from aigc_kb.base.relations import relate
from aigc_kb.document.blocks import Page
from aigc_kb.document.listing import Listing
from aigc_kb.document.markdown import MarkdownWriter
from aigc_kb.guide.sample import examples
from aigc_kb.guide.sample.full import EVERY_FIELD
from aigc_kb.load.store import load_store
from aigc_kb.model.text import LANGS, Text
from aigc_kb.pages.build import all_pages, names
from aigc_kb.pages.context import Context
from aigc_kb.pages.downloads import downloads_page
from aigc_kb.system.files import write_all
from aigc_kb.version import __version__

HERE: Final = Path(__file__).parent
REFRESH: Final = "python -m tests.golden"

FILES: Final = (
    Listing("downloads/tables.csv", "text/csv", Text("全部表格", "All tables"), None, 1_234_567, "0f" * 32),
    Listing("en/book.md", "text/markdown", Text("全书", "The whole book"), "en", 89, "a1" * 32),
)
"""What the page of downloads lists here. The true files and their checksums change with every word of the base."""


@cache
def bakery() -> KnowledgeBase:
    """The knowledge base that the pages are about. One translation in it lags behind its source."""
    with TemporaryDirectory() as folder:
        examples.write(EVERY_FIELD + (HERE / "bakery.yaml").read_text(encoding="utf-8"), Path(folder))
        write_all(accept(load_store(Path(folder)))[1])
        problem = Path(folder) / "problems" / "soggy-base.yaml"
        problem.write_text(problem.read_text("utf-8").replace("底部没有烤干。", "底部没有烤干，还发黏。"), "utf-8")
        return load(folder)


@cache
def pages() -> dict[str, Page]:
    """Every generated page by the file that it is kept in, such as `zh/problems/stale-bread.md`."""
    kb, relations = bakery(), relate(bakery())
    downloads = [downloads_page(Context(kb, relations, lang), FILES, "2026-03-04") for lang in LANGS]
    return {
        f"{page.lang}/{page.path.rstrip('/') or 'home'}.md": page for page in (*all_pages(kb, relations), *downloads)
    }


def written(page: Page) -> str:
    """A page as Markdown. The version of the content stands as `{version}`: a release changes no page here."""
    return MarkdownWriter(page, names(bakery())).write().replace(__version__, "{version}")


def kept() -> set[str]:
    """The files that are there."""
    return {file.relative_to(HERE).as_posix() for lang in LANGS for file in (HERE / lang).rglob("*.md")}
