"""A YAML file as a tree that keeps its comments, for tools that rewrite files.

Comments on lines of their own belong to the key or list item below them, or, where a blank line or a smaller indent
follows, to the one above; comments at the end of a line belong to what stands on the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from aigc_kb.load.source import Builder, Node, Remarks

_BLOCK_HEADER = re.compile(r"[|>][^\n#]*?[ ](#[^\n]*)")
_SPACE = re.compile(r"(?:\s+|#[^\n]*)*")
_COMMENT = re.compile(r"(?:^|(?<=[\s\[\]{},]))#[^\n]*", re.MULTILINE)


@dataclass(slots=True)
class Document:
    """A file's tree, and the comments that belong to none of its nodes."""

    header: list[str]
    """Comments about the whole file, before everything else."""
    root: Node
    footer: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Slot:
    """A key or an item of a list: where it begins (from 0), and what it holds."""

    remarks: Remarks
    value: Node
    line: int
    column: int
    parent: _Slot | None
    inner: list[_Slot] = field(default_factory=list)

    def all_inside(self) -> Iterator[_Slot]:
        for slot in self.inner:
            yield slot
            yield from slot.all_inside()


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    own_line: bool
    index: int


def read(text: str) -> Document:
    """The tree of a file that `source.parse` accepts; every key and list item has its remarks."""
    spans: dict[int, tuple[int, int]] = {}
    root = Builder("", text, spans).build()
    assert root is not None, "what holds nothing is not accepted"
    return _Reader(text, root, spans).document()


class _Reader:
    def __init__(self, text: str, root: Node, spans: dict[int, tuple[int, int]]) -> None:
        self.text = text
        self.root = root
        self.spans = spans
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.slots: list[_Slot] = []
        self.scalars: list[tuple[int, int]] = []
        self.block_comments: list[_Comment] = []
        """Those beside the sign of a block text, which stand inside its span."""

    # -- what comments can belong to --------------------------------------------------------------------------------

    def walk(self, node: Node, parent: _Slot | None) -> None:
        start, end = self.spans[id(node)]
        if node.kind == "text":
            self.scalars.append((start, end))
            if node.style in ("|", ">") and (m := _BLOCK_HEADER.match(self.text, start)):
                self.block_comments.append(self.comment(m.start(1), m.group(1)))
        for key, value in node.values.items():
            self.walk(node.keys[key], parent)
            self.walk(value, self.slot(node.keys[key], self.spans[id(node.keys[key])][0], value, parent))
        after = start
        for item in node.items:
            # An item below others begins at its dash, the first thing after the item before that is no comment.
            at = self.spans[id(item)][0] if node.style else self.skip(after)
            self.walk(item, self.slot(item, at, item, parent))
            after = self.spans[id(item)][1]

    def skip(self, index: int) -> int:
        """The first place from `index` on that is neither space nor comment."""
        match = _SPACE.match(self.text, index)
        return match.end() if match else index

    def slot(self, named: Node, index: int, value: Node, parent: _Slot | None) -> _Slot:
        """A new slot, whose remarks stand at the node `named`: the key or the item."""
        line, column = self.place(index)
        named.remarks = Remarks()
        slot = _Slot(named.remarks, value, line, column, parent)
        self.slots.append(slot)
        if parent:
            parent.inner.append(slot)
        return slot

    def place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.starts, index) - 1
        return line, index - self.starts[line]

    # -- comments ---------------------------------------------------------------------------------------------------

    def comment(self, index: int, text: str) -> _Comment:
        line, column = self.place(index)
        return _Comment(line, column, text.rstrip(), not self.lines[line][:column].strip(), index)

    def comments(self) -> list[_Comment]:
        """Whatever stands between scalars and begins with `#` after a space."""
        found = list(self.block_comments)
        at = 0
        for start, end in [*sorted(self.scalars), (len(self.text), len(self.text))]:
            # A block scalar's span may reach past its last line; comments below it are not indented like its text.
            found += [self.comment(m.start(), m.group()) for m in _COMMENT.finditer(self.text, at, start)]
            at = max(at, end)
        return sorted(found, key=lambda c: c.index)

    def document(self) -> Document:
        self.walk(self.root, None)
        comments = self.comments()
        own_lines = {c.line for c in comments if c.own_line}
        anchors = self.anchors(comments)
        for slot in anchors:
            above = slot.line - 1
            while above in own_lines:
                above -= 1
            slot.remarks.blank = above >= 0 and not self.lines[above].strip()
        document = Document([], self.root)
        for group in _groups([c for c in comments if c.own_line]):
            self.place_group(group, anchors, document)
        for c in comments:
            if not c.own_line:
                before = [s for s in anchors if (s.line, s.column) <= (c.line, c.column)]
                if before:
                    before[-1].remarks.trail = f"{before[-1].remarks.trail} {c.text}".strip()
                else:
                    document.header.append(c.text)
        return document

    def anchors(self, comments: list[_Comment]) -> list[_Slot]:
        """The slots that a comment may belong to: inside brackets only a comment that stands there makes them count."""
        hidden: set[int] = set()
        shown: set[int] = set()
        for slot in self.slots:
            if slot.value.kind != "text" and slot.value.style:
                start, end = self.spans[id(slot.value)]
                commented = any(start < c.index < end for c in comments)
                (shown if commented else hidden).update(id(inner) for inner in slot.all_inside())
        wanted = [slot for slot in self.slots if id(slot) not in hidden or id(slot) in shown]
        return sorted(wanted, key=lambda s: (s.line, s.column))

    def place_group(self, group: list[_Comment], anchors: list[_Slot], document: Document) -> None:
        """Comments that follow each other go to the slot below them, or to one above."""
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
                after.remarks.head += [t for t in texts if t not in modelines]
            return
        owner = before[-1]
        while owner.column > first.column and owner.parent is not None:
            owner = owner.parent
        if after is None:
            if above or owner.parent is not None:
                owner.remarks.foot += texts
            else:
                document.footer += texts if not document.footer else ["", *texts]
        elif (not below and above) or first.column > after.column:
            owner.remarks.foot += texts
        else:
            after.remarks.head += texts


def _groups(comments: list[_Comment]) -> Iterator[list[_Comment]]:
    """Comments on lines that follow each other at one indent."""
    group: list[_Comment] = []
    for comment in comments:
        if group and (comment.line, comment.column) != (group[-1].line + 1, group[-1].column):
            yield group
            group = []
        group.append(comment)
    if group:
        yield group
