"""`kb render`: every generated page as a plain Markdown file, one tree per language."""

from __future__ import annotations

from pathlib import Path as FilePath

from aigc_kb.kb import KnowledgeBase
from aigc_kb.pages.build import all_pages, names
from aigc_kb.relate import relate
from aigc_kb.write.markdown import MarkdownWriter


def render(kb: KnowledgeBase, target: FilePath) -> int:
    """Write `<target>/<lang>/<page path>/index.md` for every page. Returns the number of files.

    Raises OSError if the target cannot be written.
    """
    known = names(kb)
    count = 0
    for page in all_pages(kb, relate(kb)):
        folder = target / page.lang / page.path
        folder.mkdir(parents=True, exist_ok=True)
        text = MarkdownWriter(page, known).write()
        (folder / "index.md").write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count
