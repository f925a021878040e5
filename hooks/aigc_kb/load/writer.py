"""A tree as YAML text: the only writer of YAML. Two spaces a level; nothing is folded, so a paragraph is a line.

Trees come from `comments.read`, or are made by `text`, `mapping` and `sequence`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from aigc_kb.load.comments import Document
from aigc_kb.load.decode import misread_as
from aigc_kb.load.source import Node, Remarks

ALWAYS: Final = '""'
"""The style of a text that is quoted whether or not it needs to be."""
IF_NEEDED: Final = '"'
"""The style of a text that is quoted where some reader of YAML would take it for something else."""

_UNSAFE_START = re.compile(r"-(?:\s|$)|[?:,\[\]{}#&*!|>'\"%@`]|---|\.\.\.")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|[\n\t\x00-\x1f\x7f-\x9f]|^\s|\s$")
# Between brackets libyaml also ends a plain text at a colon before a sign, as in `0:?`.
_UNSAFE_INSIDE = re.compile(r"[,\[\]{}]|:$|:[?,\[\]{}]|\?")


# -- making trees -----------------------------------------------------------------------------------------------------


def text(words: str, style: str = IF_NEEDED) -> Node:
    """A text; `style` as in `Node`, or ALWAYS. Plain (""), it is quoted only where it must be."""
    return Node("text", text=words, style=style)


def mapping(
    values: Mapping[str, Node], remarks: Mapping[str, Remarks] | None = None, *, brackets: bool = False
) -> Node:
    """A map; `remarks` are the comments of its keys."""
    keys = {key: Node("text", text=key, remarks=(remarks or {}).get(key)) for key in values}
    return Node("map", style="{" if brackets else "", keys=keys, values=dict(values))


def sequence(items: Iterable[Node], *, brackets: bool = False) -> Node:
    return Node("list", style="[" if brackets else "", items=list(items))


# -- writing them -----------------------------------------------------------------------------------------------------


def document(written: Document) -> str:
    """A whole file."""
    root = written.root
    body = lines(root) if root.kind != "text" else [_scalar(root)]
    header = [*written.header, *([""] if _header_is_parted(written) else [])]
    footer = ["", *written.footer] if written.footer else []
    out = [line.rstrip() if not line.strip() else line for line in (*header, *body, *footer)]
    return "\n".join(out).strip("\n") + "\n"


def _header_is_parted(written: Document) -> bool:
    """Whether an empty line must part the header from the first key's own comments."""
    first = next(_parts(written.root), None)
    beside = any("yaml-language-server" not in line for line in written.header)
    return bool(written.header) and (beside or bool(first and first[1].head))


def lines(node: Node, indent: str = "") -> list[str]:
    """A map or list, line by line."""
    out: list[str] = []
    ended = False  # a comment below a value must be parted from what follows, or it would go with that
    for index, (key, remarks, value) in enumerate(_parts(node)):
        if index and (remarks.blank or ended):
            out.append("")
        out += _part(key, remarks, value, indent)
        ended = bool(remarks.foot) or _ends_with_foot(value)
    return out


_NO_REMARKS: Final = Remarks()


def _parts(node: Node) -> Iterator[tuple[Node | None, Remarks, Node]]:
    """The keys of a map with their values, or the items of a list (key None), each with its comments."""
    for key, value in node.values.items():
        yield node.keys[key], node.keys[key].remarks or _NO_REMARKS, value
    for item in node.items:
        yield None, item.remarks or _NO_REMARKS, item


def _ends_with_foot(node: Node) -> bool:
    if not _is_block(node):
        return False
    *_, (_, remarks, value) = _parts(node)
    return bool(remarks.foot) or _ends_with_foot(value)


def _part(key: Node | None, remarks: Remarks, value: Node, indent: str) -> list[str]:
    """A key with its value, or an item of a list."""
    foot = [f"{indent}{line}" for line in remarks.foot]
    head = remarks.head
    if key is None and value.kind == "map" and _is_block(value):
        # What stands above the first key of an item stands above the item.
        first = next(iter(value.keys))
        of_first = value.keys[first].remarks or _NO_REMARKS
        head = [*head, *of_first.head]
        bare = replace(value.keys[first], remarks=replace(of_first, head=[]))
        value = replace(value, keys={**value.keys, first: bare})
        if not remarks.trail:
            body = lines(value, f"{indent}  ")
            body[0] = f"{indent}- {body[0].lstrip()}"
            return [*(f"{indent}{line}" for line in head), *body, *foot]
    start = f"{indent}-" if key is None else f"{indent}{_key(key)}:"
    trail = f"  {remarks.trail}" if remarks.trail else ""
    above = [f"{indent}{line}" for line in head]
    if _is_block(value):
        return [*above, f"{start}{trail}", *lines(value, f"{indent}  "), *foot]
    if value.kind == "text" and value.style == "|" and _fits_literal(value.text):
        mark = "|" if value.text.endswith("\n") else "|-"
        body = value.text.removesuffix("\n").split("\n")
        return [*above, f"{start} {mark}{trail}", *(f"{indent}  {line}" if line else "" for line in body), *foot]
    flat = flow(value)
    return [*above, f"{start}{' ' if flat else ''}{flat}{trail}", *foot]


def _is_block(node: Node) -> bool:
    """Whether a map or list is written line by line: unless its author used brackets and they can hold it."""
    return bool((node.values or node.items) and not (node.style and _fits_brackets(node)))


def _fits_brackets(node: Node) -> bool:
    return all(
        not (remarks.head or remarks.trail or remarks.foot) and "\n" not in value.text and _fits_brackets(value)
        for _, remarks, value in _parts(node)
    )


def _fits_literal(words: str) -> bool:
    """Whether a text can stand in a literal block and come back the same."""
    body = words.removesuffix("\n")
    return bool(
        body
        and not body.startswith((" ", "\n"))
        and not body.endswith("\n")
        and not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", body)
        and all(line.strip() or not line for line in body.split("\n"))
    )


def _key(key: Node) -> str:
    return _scalar(replace(key, style=IF_NEEDED)) if key.text else '""'


def flow(node: Node) -> str:
    """A value on one line."""
    return _scalar(node) if node.kind == "text" else inside(node)


def inside(node: Node) -> str:
    """A value on one line as it stands between brackets."""
    if node.kind == "text":
        return _scalar(node, inside=True)
    if node.kind == "list":
        return "[" + ", ".join(inside(item) for item in node.items) + "]"
    return "{" + ", ".join(f"{inside(node.keys[key])}: {inside(value)}" for key, value in node.values.items()) + "}"


def _scalar(node: Node, *, inside: bool = False) -> str:
    """A text without quotes where every reader of YAML takes it for the same text, else in quotes."""
    words = node.text
    if node.style == "":
        if words == "":
            return "''" if inside else ""
        return _quoted(words) if _needs_quotes(words, inside=inside) else words
    if node.style == ALWAYS or misread_as(words) or _needs_quotes(words, inside=inside):
        return _quoted(words)
    return words


def _needs_quotes(words: str, *, inside: bool) -> bool:
    return bool(
        not words
        or _UNSAFE_START.match(words)
        or _UNSAFE.search(words)
        or not words.isprintable()
        or (inside and _UNSAFE_INSIDE.search(words))
    )


def _quoted(words: str) -> str:
    if ('"' in words or "\\" in words) and "'" not in words and words.isprintable():
        return f"'{words}'"
    return json.dumps(words, ensure_ascii=False)
