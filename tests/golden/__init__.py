"""Golden files: what a small knowledge base says, kept as text: every page in both languages, and what is given out.

The base is the sample of the data format with every field filled in, and `bakery.yaml` laid over it, so that lists have
an order and gaps show. `test_golden.py` compares; what was meant to change is written anew by

    python -m tests.golden

and read before it is committed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aigc_kb import KnowledgeBase, load
from aigc_kb.author.translate import accept
from aigc_kb.base.relations import relate
from aigc_kb.document.listing import Listing
from aigc_kb.document.markdown import MarkdownWriter
from aigc_kb.export import Edition, stream
from aigc_kb.export.book import manuscript
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from aigc_kb.model.text import LANGS, Text
from aigc_kb.pages.build import all_pages, names
from aigc_kb.pages.context import Context
from aigc_kb.pages.downloads import downloads_page
from aigc_kb.system.files import write_all

HERE: Final = Path(__file__).parent
REFRESH: Final = "python -m tests.golden"

FILES: Final = (
    Listing("downloads/tables.csv", "text/csv", Text("全部表格", "All tables"), None, 1_234_567, "0f" * 32),
    Listing("en/llms-full.txt", "text/plain", Text("全文", "Full text"), "en", 89, "a1" * 32),
)
"""What the page of downloads lists here. The true files and their checksums change with every word of the base."""

_EXPORTS: Final = re.compile(
    r"api/v1/(en/)?(index|areas|cases|changes|frameworks|mappings|matrix|mitigations|paths|planner|problems)\.json"
    r"|api/v1/(en/)?(references|relations|studies|terms|versions)\.json"
    r"|api/v1/\w+/(stale-bread|small-batches|empty-shelf|first-week|dough|shelf-life|doe-2024-bread|bakers-2024)\.json"
    r"|api/v1/studies/(doe-2024-staling|wang-2023-clocks)\.json"
    r"|api/v1/openapi\.json|api/v1/schema/(Index|EntryShortList|RelationList|StudyList|Matrix|Mappings|ChangeList)\.json"
    r"|downloads/.*\.(csv|tsv|ttl|bib|ris|json)|downloads/evidence-map\.en\.svg"
    r"|(en/|en/duties/|zh/areas/dough/)feed\.xml|zh/duties\.ics|(zh/|en/)?llms\.txt|(zh|en)/problems/stale-bread/index\.md"
)
"""The exports that are kept: each format, and of many files of one form, one. Other schemas are the model told again."""


@cache
def bakery() -> KnowledgeBase:
    """The knowledge base that it is all about. One translation in it lags behind its source."""
    with TemporaryDirectory() as folder:
        examples.write((HERE / "bakery.yaml").read_text(encoding="utf-8"), Path(folder), "full")
        write_all(accept(load_store(Path(folder)))[1])
        problem = Path(folder) / "problems" / "soggy-base.yaml"
        problem.write_text(problem.read_text("utf-8").replace("底部没有烤干。", "底部没有烤干，还发黏。"), "utf-8")
        return load(folder)


@cache
def pages() -> Mapping[str, str]:
    """Every generated page as Markdown, by the file that it is kept in, such as `pages/zh/problems/stale-bread.md`."""
    kb, relations = bakery(), relate(bakery())
    downloads = [downloads_page(Context(kb, relations, lang), FILES, "2026-03-04") for lang in LANGS]
    return {
        f"pages/{page.lang}/{page.path.rstrip('/') or 'home'}.md": _lasting(MarkdownWriter(page, names(kb)).write())
        for page in (*all_pages(kb, relations), *downloads)
    }


@cache
def exports() -> Mapping[str, str]:
    """What is given out in text formats, by the file that it is kept in; JSON with a line for each value."""
    edition = Edition(bakery(), relate(bakery()), bakery().site.url)
    files = {file.path: file.data for file in stream(edition) if _EXPORTS.fullmatch(file.path)}
    books = {f"{lang}/book-first-week.md": manuscript(edition, lang, "first-week") for lang in LANGS}
    texts = {path: _readable(path, data.decode()) for path, data in files.items()} | books
    return {f"exports/{path}": _lasting(text) for path, text in texts.items()}


def _readable(path: str, text: str) -> str:
    """JSON with a line for each value, and without the schemas that stand in files of their own as well."""
    if not path.endswith(".json"):
        return text
    value = json.loads(text)
    if isinstance(value, dict) and "openapi" in value:
        value["components"]["schemas"] = sorted(value["components"]["schemas"])
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _lasting(text: str) -> str:
    """A text with line ends that Git does not turn into others."""
    return text.replace("\r\n", "\n")


def kept(folder: str) -> list[str]:
    """The files that are there, by the names that `pages` and `exports` give them."""
    files = (HERE / folder).rglob("*.*")
    return sorted(file.relative_to(HERE).as_posix() for file in files if file.is_file())
