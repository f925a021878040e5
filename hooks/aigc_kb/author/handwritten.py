"""What the hand-written pages beside a data directory say of an entry: the part of `kb rename` that is not data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path


def pages(data: Path) -> Iterator[Path]:
    """The Markdown files in `docs/` next to a data directory, in a fixed order; a link out of it is not followed."""
    docs = data.resolve().parent / "docs"
    shown = data.parent / "docs"
    for file in sorted(docs.rglob("*.md")):
        if not file.is_symlink() and file.is_file():
            yield shown / file.relative_to(docs)


def renamed(data: Path, folder: str, old: str, new: str) -> dict[Path, str]:
    """The pages that link to an entry (or cite a reference), with their links led to its new id. Code is included:
    a sample should go on working."""
    link = rf"(?<=\b{folder}/){old}(?=[/#.)\s\"'`<>]|$)|(?<=\[\[){old}(?=[\]|])"
    cited = rf"(?<=@){old}(?![a-z0-9-])|(?<=#ref-){old}(?![a-z0-9-])"
    pattern = re.compile(f"{link}|{cited}" if folder == "references" else link, re.MULTILINE)
    changes = {}
    for path in pages(data):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        if (changed := pattern.sub(new, text)) != text:
            changes[path] = changed
    return changes


def mentions(data: Path, key: str) -> Iterator[str]:
    """The places, as `path:line`, where the pages still say an id outside links: someone has to look."""
    pattern = re.compile(rf"(?<![a-z0-9-]){key}(?![a-z0-9-])")
    for path in pages(data):
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), 1):
            if pattern.search(line):
                yield f"{path}:{number}"
