"""`kb fmt`: one way to write an entry file. Order of keys, quotes, one paragraph a line, spaces between scripts.

Nothing is lost: the result is read back and must hold the same values and comments, or the file is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from aigc_kb.check.scan import BLANK, scan
from aigc_kb.load import writer
from aigc_kb.load.comments import Document, read
from aigc_kb.load.source import Node, parse
from aigc_kb.load.store import FOLDERS
from aigc_kb.model import fields as f
from aigc_kb.model.conditions import Answered
from aigc_kb.model.files import class_of
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import LANGS, Lang

_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]")
_RUN = re.compile(f"{BLANK}+")
_WIDE = re.compile("[，。：；？！、（）【】《》〈〉「」『』“”‘’～]")


class NotFormattableError(Exception):
    """The file cannot be read, or could not be rewritten without loss."""


def format_text(text: str, cls: type[Any] | None = None) -> str:
    """A YAML file in its canonical form. Raises NotFormattableError if it has faults that hide what it says."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    source, findings = parse("", text.encode("utf-8"))
    if source is None or findings:
        raise NotFormattableError(findings[0].message("en") if findings else "unreadable")
    document = read(text)
    wanted = canonical(document, cls)
    out = writer.document(wanted)
    again, faults = parse("", out.encode("utf-8"))
    if again is None or faults or not _same(again.root, wanted.root) or _remarks(read(out)) != _remarks(document):
        raise NotFormattableError("it could not be rewritten without loss")
    return out


def _same(one: Node, other: Node) -> bool:
    """Whether two trees hold the same keys in the same order, and the same texts."""
    return (
        (one.kind, one.text, list(one.values)) == (other.kind, other.text, list(other.values))
        and len(one.items) == len(other.items)
        and all(_same(value, other.values[key]) for key, value in one.values.items())
        and all(_same(*pair) for pair in zip(one.items, other.items, strict=True))
    )


def _remarks(document: Document) -> Counter[str]:
    """Every comment of a file. Some move to the end of another line, so they are compared without their order."""
    out = Counter(line for line in (*document.header, *document.footer) if line)

    def collect(node: Node) -> None:
        for named in (*node.keys.values(), *node.items):
            if named.remarks:
                out.update([*named.remarks.head, *named.remarks.foot])
                out.update([named.remarks.trail] if named.remarks.trail else [])
        for inner in (*node.values.values(), *node.items):
            collect(inner)

    collect(document.root)
    return out


# -- what the file should say -----------------------------------------------------------------------------------------


def canonical(document: Document, cls: type[Any] | None = None) -> Document:
    """The same file with its keys in the model's order and its texts as they should be written."""
    root = _CANONICAL.visit(f.Obj(cls), document.root) if cls else _normal(document.root)
    return replace(document, root=root)


def _normal(node: Node) -> Node:
    """A value of which no more is known: its characters are composed, all else stays."""
    if node.kind == "text":
        # An escape in quotes may hold what the file's own characters do not.
        return replace(node, text=unicodedata.normalize("NFC", node.text))
    values = {key: _normal(value) for key, value in node.values.items()}
    return replace(node, values=values, items=[_normal(item) for item in node.items])


def _ordered(node: Node, known: Mapping[str, Callable[[Node], Node]]) -> Node:
    """A map with the known keys first, in their order, and every value as its key wants it."""
    order = {key: index for index, key in enumerate(known)}
    keys = sorted(node.values, key=lambda key: order.get(key, len(order)))
    return replace(
        node,
        keys={key: node.keys[key] for key in keys},
        values={key: known.get(key, _normal)(node.values[key]) for key in keys},
    )


class _Canonical(f.Visitor[[Node], Node]):
    """Kind -> how a node is written. A node that is not as its kind wants it is left to the check."""

    def one_line(self, kind: f.Kind, node: Node) -> Node:
        """A text that is quoted where it must be."""
        node = _normal(node)
        if node.kind != "text" or _is_empty(node):
            return node
        return replace(node, style="|" if "\n" in node.text else writer.IF_NEEDED)

    string = url = one_of = vocabulary = entry_ref = reference_key = framework_ref = one_line

    def unquoted(self, kind: f.Kind, node: Node) -> Node:
        return _normal(node)

    integer = number = boolean = unquoted

    def date(self, kind: f.Date, node: Node) -> Node:
        node = _normal(node)
        # Quoted even where it need not be: half of all dates would be misread without.
        return node if node.kind != "text" or _is_empty(node) else replace(node, style=writer.ALWAYS)

    def bilingual(self, kind: f.Bilingual, node: Node) -> Node:
        if node.kind != "map":
            return self.one_line(kind, node)
        return _ordered(node, {lang: partial(self.side, kind, lang) for lang in LANGS})

    def side(self, kind: f.Bilingual, lang: Lang, node: Node) -> Node:
        """A text in one language."""
        node = _normal(node)
        if node.kind != "text" or _is_empty(node):
            return node
        text = node.text.rstrip("\n")
        if kind.markup == "block":
            text = unwrapped(text)
        if lang == "zh" and not kind.official:
            text = spaced(text)
        block = "\n" in text or (kind.markup == "block" and node.style in ("|", ">"))
        return replace(node, text=f"{text}\n" if block else text, style="|" if block else writer.IF_NEEDED)

    def bilingual_words(self, kind: f.BilingualWords, node: Node) -> Node:
        if node.kind != "map":
            return self.one_line(kind, node)
        return _ordered(node, {lang: partial(self.list_of, f.ListOf(f.Str())) for lang in LANGS})

    def list_of(self, kind: f.ListOf, node: Node) -> Node:
        if node.kind != "list":
            return self.one_line(kind, node)
        return replace(node, items=[self.visit(kind.item, item) for item in node.items])

    def logic(self, kind: f.Logic, node: Node) -> Node:
        if node.kind != "map" or "question" in node.values:
            return self.obj(f.Obj(Answered), node)
        parts = {
            how: self.list_of(f.ListOf(kind), value) if value.kind == "list" else self.logic(kind, value)
            for how, value in node.values.items()
        }
        return replace(node, values=parts)

    def obj(self, kind: f.Obj, node: Node) -> Node:
        if node.kind != "map":
            return self.one_line(kind, node)
        return _ordered(node, {spec.key: partial(self.visit, spec.kind) for spec in f.specs(kind.cls)})


_CANONICAL: Final = _Canonical()


def _is_empty(node: Node) -> bool:
    """Whether nothing at all is written there."""
    return not node.text and node.style == ""


def unwrapped(text: str) -> str:
    """A block text with one paragraph or list item a line. Marked line breaks and code stay."""
    out: list[str] = []
    for line in text.split("\n"):
        before = out[-1] if out else ""
        joins = (
            before.strip()
            and line.strip()
            and not _ITEM.match(line)
            and not before.endswith(("  ", "\\"))
            and not before.startswith("    ")
            and not (line.startswith("    ") and not _ITEM.match(before))
        )
        if not joins:
            out.append(line)
            continue
        rest = line.lstrip()
        tight = _CJK.match(before[-1]) or _CJK.match(rest[0])
        out[-1] = f"{before}{'' if tight else ' '}{rest}"
    return "\n".join(out)


def spaced(text: str) -> str:
    """A Chinese text with spaces between scripts and full-width punctuation; code, links and citations as they are."""
    import autocorrect_py  # here, because only rewriting needs it, and every run of `kb` would pay for it

    prose = scan(text).prose
    kept = [text[m.start() : m.end()] for m in _RUN.finditer(prose)]
    out = autocorrect_py.format(_RUN.sub(BLANK, prose))
    if out.count(BLANK) != len(kept) or _letters(out) != _letters(_RUN.sub(BLANK, prose)):
        return text
    parts = _wide_kept(_RUN.sub(BLANK, prose), out).split(BLANK)
    return "".join(part + (kept[i] if i < len(kept) else "") for i, part in enumerate(parts))


def _wide_kept(before: str, after: str) -> str:
    """The corrected text with every full-width sign that its author wrote.

    Between digits autocorrect takes `：` for a clock's colon; in Chinese prose it is punctuation ("2025：5 类").
    """
    written = [char for char in before if not char.isspace()]
    if len(written) != sum(not char.isspace() for char in after):  # signs were joined or parted: no telling which
        return after if _WIDE.findall(before) == _WIDE.findall(after) else before
    signs = iter(written)
    return "".join(char if char.isspace() else _wider(next(signs), char) for char in after)


def _wider(before: str, after: str) -> str:
    return before if _WIDE.fullmatch(before) else after


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def formatted(root: Path, files: Iterable[Path] = ()) -> tuple[dict[Path, str | None], dict[Path, str]]:
    """Files that are not in canonical form with what they should be, and files that could not be read.

    Without `files` all data files. Raises NotADirectoryError, and RefusedError for a file outside the data.
    """
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    changes: dict[Path, str | None] = {}
    unread: dict[Path, str] = {}
    for path in files or [
        *sorted(root.glob("*.yaml")),
        *(p for folder in FOLDERS for p in sorted((root / folder).glob("*.yaml"))),
    ]:
        try:
            relative = path.resolve().relative_to(root.resolve()).as_posix()
        except ValueError:
            raise RefusedError(
                f"{path} 不在数据目录 {root} 里", f"{path} is not in the data directory {root}"
            ) from None
        if relative.endswith(".lock"):
            continue
        try:
            text = path.read_bytes().decode("utf-8")
            new = format_text(text, class_of(relative))
        except (NotFormattableError, UnicodeDecodeError) as error:
            unread[path] = str(error)
        else:
            if new != text:
                changes[path] = new
    return changes, unread
