"""A YAML file as a tree that keeps its comments, for tools that rewrite files.

`load.source` reads for checking and forgets comments; this reads for writing. Own-line comments belong to the key or
list item below them, or, where a blank line or a smaller indent follows, to the one above; comments at the end of a
line belong to what stands on the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_HEADER = re.compile(r"[|>][^\n#]*?[ ](#[^\n]*)")
_SPACE = re.compile(r"(?:\s+|#[^\n]*)*")
_COMMENT = re.compile(r"(?:^|(?<=[\s\[\]{},]))#[^\n]*", re.MULTILINE)


@dataclass(slots=True)
class Tree:
    """A value: a map or list of slots, or a text."""

    kind: Literal["map", "list", "text"]
    start: int
    end: int = 0
    text: str = ""
    style: str = ""
    flow: bool = False
    slots: list[Slot] = field(default_factory=list)


@dataclass(slots=True)
class Slot:
    """A key with its value, or a list item; and the comments that belong to it."""

    key: Tree | None
    value: Tree
    line: int
    column: int
    head: list[str] = field(default_factory=list)
    trail: str = ""
    foot: list[str] = field(default_factory=list)
    blank: bool = False
    """Whether an empty line stands before it."""
    parent: Slot | None = None


@dataclass(slots=True)
class Document:
    header: list[str]
    """Comments about the whole file, before everything else."""
    root: Tree
    footer: list[str]


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    own_line: bool
    index: int


def read(text: str) -> Document:
    """The tree of a file that `load.source.parse` accepts."""
    reader = _Reader(text)
    events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            reader.root = reader.value(next(events), events, None)
            break
    for _ in events:
        pass
    return reader.attach()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.root = Tree("text", 0)
        self.slots: list[Slot] = []
        self.spans: list[tuple[int, int]] = []
        self.headers: list[_Comment] = []

    # -- the tree ---------------------------------------------------------------------------------------------------

    def value(self, event: Any, events: Iterator[Any], parent: Slot | None) -> Tree:
        start = event.start_mark.index
        if isinstance(event, yaml.ScalarEvent):
            self.spans.append((start, _end(event)))
            if event.style in ("|", ">") and (m := _BLOCK_HEADER.match(self.text, start)):
                self.headers.append(self.comment(m.start(1), m.group(1)))
            return Tree("text", start, _end(event), event.value, event.style or "")
        if isinstance(event, yaml.SequenceStartEvent):
            tree = Tree("list", start, flow=bool(event.flow_style))
            after = start
            child: Any
            while not isinstance(child := next(events), yaml.SequenceEndEvent):
                # A block item begins at its dash, the first thing after the item before that is no comment.
                at = child.start_mark.index if tree.flow else self.skip(after)
                slot = self.slot(at, None, parent)
                slot.value = self.value(child, events, slot)
                tree.slots.append(slot)
                after = slot.value.end
            tree.end = _end(child)
            return tree
        tree = Tree("map", start, flow=bool(event.flow_style))
        while not isinstance(child := next(events), yaml.MappingEndEvent):
            slot = self.slot(child.start_mark.index, self.value(child, events, parent), parent)
            slot.value = self.value(next(events), events, slot)
            tree.slots.append(slot)
        tree.end = _end(child)
        return tree

    def skip(self, index: int) -> int:
        """The first place from `index` on that is neither space nor comment."""
        match = _SPACE.match(self.text, index)
        return match.end() if match else index

    def slot(self, index: int, key: Tree | None, parent: Slot | None) -> Slot:
        line = bisect_right(self.starts, index) - 1
        slot = Slot(key, Tree("text", 0), line, index - self.starts[line], parent=parent)
        self.slots.append(slot)
        return slot

    # -- comments ---------------------------------------------------------------------------------------------------

    def comment(self, index: int, text: str) -> _Comment:
        line = bisect_right(self.starts, index) - 1
        column = index - self.starts[line]
        return _Comment(line, column, text.rstrip(), not self.lines[line][:column].strip(), index)

    def comments(self) -> list[_Comment]:
        """Whatever stands between scalars and begins with `#` after a space."""
        found = list(self.headers)
        at = 0
        for start, end in [*sorted(self.spans), (len(self.text), len(self.text))]:
            # A block scalar's span may reach past its last line; comments below it are not indented like its text.
            found += [self.comment(m.start(), m.group()) for m in _COMMENT.finditer(self.text, at, start)]
            at = max(at, end)
        return sorted(found, key=lambda c: c.index)

    def attach(self) -> Document:
        slots = sorted(self.slots, key=lambda s: (s.line, s.column))
        flows = [s.value for s in slots if s.value.flow]
        hidden = {id(inner) for flow in flows for inner in _inside(flow)}
        comments = self.comments()
        # Inside brackets only a comment that stands there makes the brackets' own items count.
        commented = {
            id(inner) for f in flows if any(f.start < c.index < f.end for c in comments) for inner in _inside(f)
        }
        anchors = [s for s in slots if id(s) not in hidden or id(s) in commented]
        document = Document([], self.root, [])
        for slot in anchors:
            above = slot.line - 1
            while above >= 0 and self.lines[above].lstrip().startswith("#") and self.is_comment(above, comments):
                above -= 1
            slot.blank = above >= 0 and not self.lines[above].strip()
        own = [c for c in comments if c.own_line]
        for group in _groups(own, self.lines):
            self.place(group, anchors, document)
        for c in comments:
            if not c.own_line:
                before = [s for s in anchors if (s.line, s.column) <= (c.line, c.column)]
                if before:
                    before[-1].trail = f"{before[-1].trail} {c.text}".strip()
                else:
                    document.header.append(c.text)
        return document

    def is_comment(self, line: int, comments: list[_Comment]) -> bool:
        return any(c.line == line and c.own_line for c in comments)

    def place(self, group: list[_Comment], anchors: list[Slot], document: Document) -> None:
        first, last = group[0], group[-1]
        texts = [c.text for c in group]
        before = [s for s in anchors if s.line < first.line]
        after = next((s for s in anchors if s.line > last.line), None)
        below = self.lines[last.line + 1].strip() if last.line + 1 < len(self.lines) else ""
        above = self.lines[first.line - 1].strip() if first.line else ""
        if not before:
            modelines = [t for t in texts if "yaml-language-server" in t]
            if after is None or not below:
                document.header += texts if not document.header else ["", *texts]
            else:
                document.header += modelines
                after.head += [t for t in texts if t not in modelines]
            return
        owner = before[-1]
        while owner.column > first.column and owner.parent is not None:
            owner = owner.parent
        if after is None:
            if above or owner.parent is not None:
                owner.foot += texts
            else:
                document.footer += texts if not document.footer else ["", *texts]
        elif (not below and above) or first.column > after.column:
            owner.foot += texts
        else:
            after.head += texts


def _end(event: Any) -> int:
    end: int = event.end_mark.index
    return end


def _inside(tree: Tree) -> Iterator[Slot]:
    for slot in tree.slots:
        yield slot
        yield from _inside(slot.value)


def _groups(comments: list[_Comment], lines: list[str]) -> Iterator[list[_Comment]]:
    """Comments on lines that follow each other at one indent."""
    group: list[_Comment] = []
    for comment in comments:
        if group and (comment.line, comment.column) != (group[-1].line + 1, group[-1].column):
            yield group
            group = []
        group.append(comment)
    if group:
        yield group
