"""`kb render`: every page as a plain Markdown file, one tree per language, for engines other than ours.

    <target>/<lang>/<page path>/index.md

Links lead to the other files' `index.md`, as MkDocs, ProperDocs and Zensical want them. Hugo takes a page with pages
below it from `_index.md` and leaves links as they are, so for Hugo they lead to the published folders instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Final, Literal, get_args

from aigc_kb import export
from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.document import blocks as b
from aigc_kb.document import markdown
from aigc_kb.document.addresses import relative
from aigc_kb.document.markdown import MarkdownWriter
from aigc_kb.model.text import LANGS
from aigc_kb.pages.build import all_pages
from aigc_kb.pages.context import Context
from aigc_kb.pages.downloads import downloads_page
from aigc_kb.system.files import Output

Engine = Literal["markdown", "hugo"]
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)

_INDEX: Final = re.compile(r"(\]\((?![a-z]+:)[^)#\s]*?)index\.md([)#])")


@dataclass(slots=True)
class FolderWriter(MarkdownWriter):
    """Writes links to the published folders."""

    def href(self, to: b.To | b.Web | b.Asset) -> str:
        if isinstance(to, b.To) and not (to.path == self.page.path and to.anchor):
            link = relative(self.page.path, to.path, "directory")
            return f"{link}#{to.anchor}" if to.anchor else link
        return MarkdownWriter.href(self, to)


def render(kb: KnowledgeBase, target: FilePath, *, engine: Engine = "markdown", docs: FilePath | None = None) -> int:
    """Write every page below `target`, and the hand-written ones of the folder `docs`. Returns the number of files.

    Raises OSError if the target cannot be written or `docs` not read.
    """
    files = dict(_files(kb, engine))
    if docs is not None:
        files |= _hand_written(kb, docs, engine)
        if engine == "markdown":  # Hugo leads from `/` to its first language by itself
            links = "\n".join(f"- [{markdown.text(kb.site.title[lang])}]({lang}/index.md)" for lang in LANGS)
            files["index.md"] = f"# {markdown.text(kb.site.title.zh)} · {markdown.text(kb.site.title.en)}\n\n{links}\n"
    folders = {path.rpartition("/")[0] for path in files}
    above = {folder.rpartition("/")[0] for folder in folders}
    out = Output(target)
    for path, text in files.items():
        folder, _, name = path.rpartition("/")
        if engine == "hugo" and folder in above:
            name = "_index.md"
        out.write(f"{folder}/{name}" if folder else name, text)
    return len(files)


def _files(kb: KnowledgeBase, engine: Engine) -> Iterator[tuple[str, str]]:
    """Every generated page as (`zh/problems/index.md`, its text)."""
    relations = relate(kb)
    writer = FolderWriter if engine == "hugo" else MarkdownWriter
    edition = export.Edition(kb, relations, kb.site.url)
    listed = [file.listing() for file in export.stream(edition) if file.listed]
    downloads = [downloads_page(Context(kb, relations, lang), listed, edition.date) for lang in LANGS]
    for page in (*all_pages(kb, relations), *downloads):
        yield f"{page.lang}/{page.path}index.md", writer(page, edition.names).write()


def _hand_written(kb: KnowledgeBase, docs: FilePath, engine: Engine) -> Iterator[tuple[str, str]]:
    edition = export.Edition(kb, relate(kb), kb.site.url)
    for lang in LANGS:
        for file in sorted((docs / lang).rglob("index.md")):
            text = edition.filled(file.read_text(encoding="utf-8"), lang)
            yield file.relative_to(docs).as_posix(), _INDEX.sub(_folder, text) if engine == "hugo" else text


def _folder(m: re.Match[str]) -> str:
    """`](../method/index.md#a)` as `](../method/#a)`; of the page itself, `./`."""
    head = m.group(1)
    return f"{head}{'./' if head.endswith('(') else ''}{m.group(2)}"
