"""One YAML file as a tree of nodes that know where they stand.

The tree is built from libyaml's events, not from PyYAML's objects: so nothing is resolved by YAML 1.1's rules behind
the author's back, aliases are refused before anything could be expanded, and every value keeps its line and column.

This is the only reader of YAML. Who rewrites files reads them by `comments.read`, with the comments on the same nodes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Literal

import yaml

from aigc_kb.load import rules
from aigc_kb.model.finding import MOST, Finding, Place, Rule
from aigc_kb.model.text import Text

# Several times what the largest file and the longest text have. SECURITY.md states them; tests hold the time and memory
# that they leave to any input.
MAX_BYTES: Final = 512 * 1024
MAX_DEPTH: Final = 16
MAX_NODES: Final = 40_000
MAX_TEXT: Final = 10_000
"""Characters of one text; a spreadsheet's cell holds 32,767."""

KeyPath = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Control, format (bidirectional, zero-width), surrogate, private-use and unassigned characters.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_TAB = re.compile("\t")
# What follows a backslash in double quotes. Only these four stand for what can be written as it is: an escape such as
# `\u202e` would carry a character past the check of the file's own characters.
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_HARMLESS: Final = ('"', "\\", "n", "\n")


@dataclass(slots=True)
class Remarks:
    """The comments that belong to a key or to an item of a list, each with its `#`."""

    head: list[str] = field(default_factory=list)
    """On lines of their own before it."""
    trail: str = ""
    """On its line."""
    foot: list[str] = field(default_factory=list)
    """On lines of their own below its value."""
    blank: bool = False
    """Whether an empty line stands before it."""


@dataclass(slots=True)
class Node:
    """A YAML value with its place. `line` and `column` count from 1; those of a node that was not read are 0."""

    kind: Literal["map", "list", "text"]
    line: int = 0
    column: int = 0
    text: str = ""
    style: str = ""
    """How a text is written: "" plain, ' or " quoted, | or > block. How a map or list is: "" line by line, { or [ in
    brackets."""
    end_line: int = 0
    keys: dict[str, Node] = field(default_factory=dict)
    """For a map: where each key stands."""
    values: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    remarks: Remarks | None = None
    """Of a key or an item of a list, where comments were read."""

    def plain(self) -> Any:
        """The value as dictionaries, lists and texts."""
        if self.kind == "map":
            return {key: node.plain() for key, node in self.values.items()}
        return [node.plain() for node in self.items] if self.kind == "list" else self.text


# Most nodes are texts, which have nothing below them: they share what stays empty.
_LEAF: Final[tuple[dict[str, Node], dict[str, Node], list[Node]]] = ({}, {}, [])


@dataclass(slots=True)
class Source:
    """A file's text and tree. `path` is shown to people, relative to where the command runs.

    A source that comes from another process has left its tree there: it is built anew if a place is asked for.
    """

    path: str
    text: str
    tree: Node | None = None
    _lines: list[str] | None = field(default=None, repr=False, compare=False)

    @property
    def root(self) -> Node:
        if self.tree is None:
            self.tree = Builder(self.path, self.text).build()
        assert self.tree is not None, "only files that were parsed once become sources"
        return self.tree

    def __reduce__(self) -> tuple[type[Source], tuple[str, str]]:
        return Source, (self.path, self.text)

    def node(self, keys: KeyPath) -> Node:
        """The node at a key path; where the path leaves the tree, the last node on it."""
        node = self.root
        for key in keys:
            child: Node | None
            if isinstance(key, int):
                child = node.items[key] if node.kind == "list" and key < len(node.items) else None
            else:
                child = node.values.get(key) if node.kind == "map" else None
            if child is None:
                return node
            node = child
        return node

    def place(self, keys: KeyPath = ()) -> Place:
        node = self.node(keys)
        return Place(self.path, node.line, node.column)

    def place_in(self, keys: KeyPath, needle: str, occurrence: int = 0) -> Place:
        """Where the `occurrence`-th `needle` stands inside the value at `keys` (else where the value starts)."""
        node = self.node(keys)
        if self._lines is None:  # split once: a file with many faults is asked many times
            self._lines = self.text.split("\n")
        lines = self._lines
        for number in range(node.line, max(node.line, node.end_line) + 1):
            if number > len(lines):
                break
            start = node.column - 1 if number == node.line else 0
            while (at := lines[number - 1].find(needle, start)) >= 0:
                if occurrence == 0:
                    return Place(self.path, number, at + 1)
                occurrence -= 1
                start = at + len(needle)
        return Place(self.path, node.line, node.column)


def parse(path: str, data: bytes) -> tuple[Source | None, list[Finding]]:
    """Read one file. Returns the source, or None and the findings that say why not."""
    if len(data) > MAX_BYTES:
        return None, [_at(rules.SIZE, Place(path), limit=str(MAX_BYTES))]
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None, [_at(rules.ENCODING, Place(path), detail=Text("有字节序标记", "it has a byte-order mark"))]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        detail = f"0x{data[error.start]:02x}"
        return None, [_at(rules.ENCODING, Place(path, before.count(b"\n") + 1, column), detail=detail)]
    text = text.replace("\r\n", "\n")
    if findings := list(_suspect_characters(path, text)):
        return None, findings
    if not text.strip():
        return None, [_at(rules.EMPTY, Place(path))]
    builder = Builder(path, text)
    try:
        root = builder.build()
    except _RefusedError as refused:
        return None, [refused.finding]
    except yaml.YAMLError as error:
        return None, [_syntax(path, text, error)]
    if root is None:
        return None, [_at(rules.EMPTY, Place(path))]
    return Source(path, text, root), builder.findings


def _suspect_characters(path: str, text: str) -> Iterator[Finding]:
    for match in islice(_SUSPECT.finditer(text), MOST):
        char = match.group()
        params = {"char": f"U+{ord(char):04X}", "name": unicodedata.name(char, "control")}
        yield Finding(rules.CHARACTER, _place_of(path, text, match.start()), params)
    for match in islice(_TAB.finditer(text), MOST):
        yield Finding(rules.TAB, _place_of(path, text, match.start()))


def _place_of(path: str, text: str, index: int) -> Place:
    return Place(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _syntax(path: str, text: str, error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "?")
    lines = text.count("\n") + 1
    line, column = (min(mark.line + 1, lines), mark.column + 1) if mark else (1, 1)
    return Finding(rules.SYNTAX, Place(path, line, column), {"detail": detail})


def _at(rule: Rule, place: Place, **params: str | Text) -> Finding:
    return Finding(rule, place, params)


class _RefusedError(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


class Builder:
    """Builds nodes from the event stream, within fixed bounds of depth and number.

    `spans` is filled with where each node stands in the text, start and end by the node's identity.
    """

    def __init__(self, path: str, text: str, spans: dict[int, tuple[int, int]] | None = None) -> None:
        self.path = path
        self.text = text
        self.spans = spans
        self.next = _Loader(text).get_event
        self.count = 0
        # libyaml places the end of an unfinished document one line after the file.
        self.last_line = text.count("\n") + 1
        self.findings: list[Finding] = []

    def build(self) -> Node | None:
        root: Node | None = None
        while (event := self.next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.refuse(rules.FEATURE, event, what=Text("多个 YAML 文档", "several documents"))
                root = self.value(self.next(), 1)
            elif isinstance(event, yaml.StreamEndEvent):
                break
        return root

    def value(self, event: Any, depth: int) -> Node:
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            self.refuse_size(event)
        if event.anchor or event.tag:
            self.refuse_feature(event)
        kind, mark = type(event), event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if line > self.last_line:
            line = self.last_line
        if kind is yaml.ScalarEvent:
            if event.style == '"':
                self.escapes(event)
            if len(event.value) > MAX_TEXT:
                self.refuse(rules.BOUNDS, event, what=Text("一段文字的字数", "length of a text"), limit=str(MAX_TEXT))
            keys, values, items = _LEAF
            style, end = event.style or "", event.end_mark.line + 1
            node = Node("text", line, column, event.value, style, end, keys, values, items)
            if self.spans is not None:
                self.spans[id(node)] = (mark.index, event.end_mark.index)
            return node
        following = self.next
        if kind is yaml.SequenceStartEvent:
            node = Node("list", line, column, "", "[" if event.flow_style else "")
            while type(child := following()) is not yaml.SequenceEndEvent:
                node.items.append(self.value(child, depth + 1))
            if self.spans is not None and child.end_mark is not None:
                self.spans[id(node)] = (mark.index, child.end_mark.index)
            return node
        node = Node("map", line, column, "", "{" if event.flow_style else "")
        keys, values = node.keys, node.values
        while (kind := type(event := following())) is not yaml.MappingEndEvent:
            if kind is not yaml.ScalarEvent and kind is not yaml.AliasEvent:
                self.refuse(rules.FEATURE, event, what=Text("列表或映射作键", "a list or map as key"))
            key = self.value(event, depth + 1)
            value = self.value(following(), depth + 1)
            if key.text in keys:
                before = str(keys[key.text].line)
                place = Place(self.path, key.line, key.column)
                if len(self.findings) < MOST:
                    self.findings.append(_at(rules.DUPLICATE_KEY, place, key=key.text, first=before))
                continue
            keys[key.text] = key
            values[key.text] = value
        if self.spans is not None:
            self.spans[id(node)] = (mark.index, event.end_mark.index)
        return node

    def refuse_size(self, event: Any) -> None:
        if self.count > MAX_NODES:
            self.refuse(rules.BOUNDS, event, what=Text("节点数", "number of nodes"), limit=str(MAX_NODES))
        self.refuse(rules.BOUNDS, event, what=Text("嵌套", "nesting"), limit=str(MAX_DEPTH))

    def refuse_feature(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(rules.FEATURE, event, what=Text(f"别名 *{event.anchor}", f"alias *{event.anchor}"))
        if event.anchor:
            self.refuse(rules.FEATURE, event, what=Text(f"锚点 &{event.anchor}", f"anchor &{event.anchor}"))
        self.refuse(rules.FEATURE, event, what=Text(f"标签 {event.tag}", f"tag {event.tag}"))

    def escapes(self, event: Any) -> None:
        """Refuse a text in double quotes that spells a character out instead of writing it."""
        start, end = event.start_mark.index + 1, event.end_mark.index - 1
        for escape in _ESCAPE.finditer(self.text, start, end):
            if escape.group(1) not in _HARMLESS:
                shown = escape.group()
                finding = _at(
                    rules.FEATURE,
                    _place_of(self.path, self.text, escape.start()),
                    what=Text(f"转义 {shown}", f"the escape {shown}"),
                )
                raise _RefusedError(finding)

    def refuse(self, rule: Rule, event: Any, **params: str | Text) -> None:
        mark = event.start_mark
        line = min(mark.line + 1, self.last_line)
        raise _RefusedError(_at(rule, Place(self.path, line, mark.column + 1), **params))
