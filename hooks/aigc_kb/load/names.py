"""Ids in data files: where fields and texts name an entry or a reference, and the files with other ids in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from aigc_kb.language import markup
from aigc_kb.load.item import Item
from aigc_kb.model.fields import EntryRef, ReferenceKey

NameKind = type[EntryRef] | type[ReferenceKey]


Span = tuple[int, int, str]
"""Where in the text of a file something begins and ends, and what replaces it."""


def spans(items: Sequence[Item[Any]], names: Mapping[str, str], kind: NameKind) -> list[Span]:
    """Where the ids of `names` stand in the file that some items stand in, in order, and what each leads to."""
    found = {span for item in items for span in _fields(item, names, kind)}
    return sorted(found | set(_texts(items[0].source.text, names, kind)))


def replaced(text: str, spans: Iterable[Span]) -> str:
    """A text with other words at some places, which are given in order."""
    for start, end, word in reversed(list(spans)):
        text = text[:start] + word + text[end:]
    return text


def _span(item: Item[Any], keys: tuple[str | int, ...], old: str, new: str) -> Span:
    """Where in the file the id stands that a field holds, quotes not counted, and what replaces it."""
    node = item.source.node(keys)
    lines = item.source.text.split("\n")
    start = sum(len(line) + 1 for line in lines[: node.line - 1]) + node.column - 1
    at = item.source.text.index(old, start)
    return at, at + len(old), new


def _fields(item: Item[Any], names: Mapping[str, str], kind: NameKind) -> Iterator[Span]:
    for keys, named_as, value in item.mentions:
        if isinstance(named_as, kind) and value in names:
            yield _span(item, (*item.at, *keys), value, names[value])


def _texts(text: str, names: Mapping[str, str], kind: NameKind) -> Iterator[Span]:
    """The ids in links or citations of a file, code left out; a citation counts only inside its brackets."""
    one = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    cited = kind is ReferenceKey
    pattern = re.compile(rf"(?<=@)(?:{one})(?![a-z0-9-])" if cited else rf"(?<=\[\[)(?:{one})(?=[\]|])")
    if not pattern.search(text):
        return
    bare = "\n".join(markup.without_code(line) for line in text.split("\n"))
    for match in pattern.finditer(bare):
        line = bare[bare.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not cited or line.rfind("[@") > line.rfind("]"):
            yield match.start(), match.end(), names[match.group()]
