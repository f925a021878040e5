"""`kb fmt`: one way to write an entry file. Order of keys, quotes, one paragraph a line, spaces between scripts.

Nothing is lost: the result is read back and must hold the same values and comments, or the file is left alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import yaml

from aigc_kb.author import yamltree
from aigc_kb.author.yamltree import Document, Slot, Tree
from aigc_kb.check.scan import BLANK, scan
from aigc_kb.load.decode import misread_as
from aigc_kb.load.locks import ids_lock, published
from aigc_kb.load.source import parse
from aigc_kb.load.store import FOLDERS, IDS_LOCK
from aigc_kb.model import fields as f
from aigc_kb.model.files import class_of
from aigc_kb.model.finding import RefusedError

_ALWAYS: Final = '""'
"""A style: quoted whether or not it is needed."""
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]")
_RUN = re.compile(f"{BLANK}+")
_WIDE = re.compile("[，。：；？！、（）【】《》〈〉「」『』“”‘’～]")
_UNSAFE_START = re.compile(r"-(?:\s|$)|[?:,\[\]{}#&*!|>'\"%@`]|---|\.\.\.")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|[\n\t\x00-\x1f\x7f-\x9f]|^\s|\s$")


class NotFormattableError(Exception):
    """The file cannot be read, or could not be rewritten without loss."""


def format_text(text: str, cls: type[Any] | None = None) -> str:
    """A YAML file in its canonical form. Raises NotFormattableError if it has faults that hide what it says."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    source, findings = parse("", text.encode("utf-8"))
    if source is None or findings:
        raise NotFormattableError(findings[0].message("en") if findings else "unreadable")
    document = yamltree.read(text)
    wanted = _Canonical(cls).document(document)
    out = _Writer().document(wanted)
    if not _same(out, wanted) or _remarks(out) != _remarks(text):
        raise NotFormattableError("it could not be rewritten without loss")
    return out


def _same(out: str, wanted: Document) -> bool:
    try:
        return _values(yamltree.read(out).root) == _values(wanted.root)
    except yaml.YAMLError:
        return False


def _values(tree: Tree) -> object:
    if tree.kind == "map":
        return [(slot.key.text if slot.key else "", _values(slot.value)) for slot in tree.slots]
    if tree.kind == "list":
        return [_values(slot.value) for slot in tree.slots]
    return tree.text


def _remarks(text: str) -> Counter[str]:
    """Every comment of a file. Some move to the end of another line, so they are compared without their order."""
    document = yamltree.read(text)
    out = Counter(line for line in (*document.header, *document.footer) if line)

    def collect(tree: Tree) -> None:
        for slot in tree.slots:
            out.update(slot.head)
            out.update(slot.foot)
            out.update([slot.trail] if slot.trail else [])
            collect(slot.value)

    collect(document.root)
    return out


# -- what the file should say -----------------------------------------------------------------------------------------


class _Canonical:
    """The tree in its canonical form: keys in the model's order, texts as they should be written."""

    def __init__(self, cls: type[Any] | None) -> None:
        self.cls = cls

    def document(self, document: Document) -> Document:
        root = self.tree(document.root, f.Obj(self.cls) if self.cls else None)
        return replace(document, root=root)

    def tree(self, tree: Tree, kind: f.Kind | None, lang: str = "") -> Tree:
        if tree.kind == "map":
            return replace(tree, slots=self.slots(tree.slots, kind))
        if tree.kind == "list":
            item = kind.item if isinstance(kind, f.ListOf) else f.Str() if lang else None
            return replace(tree, slots=[replace(s, value=self.tree(s.value, item)) for s in tree.slots])
        # An escape in quotes may hold what the file's own characters do not.
        return self.scalar(replace(tree, text=unicodedata.normalize("NFC", tree.text)), kind, lang)

    def slots(self, slots: list[Slot], kind: f.Kind | None) -> list[Slot]:
        if isinstance(kind, f.Obj):
            specs = {spec.key: spec for spec in f.specs(kind.cls)}
            order = {key: index for index, key in enumerate(specs)}
            kinds: dict[str, f.Kind | None] = {key: spec.kind for key, spec in specs.items()}
        elif isinstance(kind, f.Bilingual | f.BilingualWords):
            order, kinds = {"zh": 0, "en": 1}, {"zh": kind, "en": kind}
        else:
            order, kinds = {}, {}
        out = []
        for slot in sorted(slots, key=lambda s: order.get(_key(s), len(order))):
            side = _key(slot) if isinstance(kind, f.Bilingual | f.BilingualWords) else ""
            out.append(replace(slot, value=self.tree(slot.value, kinds.get(_key(slot)), side)))
        return out

    def scalar(self, tree: Tree, kind: f.Kind | None, lang: str) -> Tree:
        if kind is None or (not tree.text and tree.style == ""):
            return tree
        if isinstance(kind, f.Int | f.Number | f.Bool):
            return tree
        if isinstance(kind, f.Date):  # quoted even where it need not be: half of all dates would be misread without
            return replace(tree, style=_ALWAYS)
        text = tree.text
        if isinstance(kind, f.Bilingual):
            text = text.rstrip("\n")
            if kind.markup == "block":
                text = unwrapped(text)
            if lang == "zh" and not kind.official:
                text = spaced(text)
            block = "\n" in text or (kind.markup == "block" and tree.style in ("|", ">"))
            return replace(tree, text=f"{text}\n" if block else text, style="|" if block else '"')
        return replace(tree, text=text, style="|" if "\n" in text else '"')


def _key(slot: Slot) -> str:
    return slot.key.text if slot.key else ""


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


# -- how it is written ------------------------------------------------------------------------------------------------


class _Writer:
    """Writes a tree as lines, two spaces a level."""

    def document(self, document: Document) -> str:
        body = self.block(document.root, "") if document.root.kind != "text" else [scalar(document.root)]
        header = [*document.header, *([""] if document.header and self.breaks(document) else [])]
        footer = ["", *document.footer] if document.footer else []
        lines = [line.rstrip() if not line.strip() else line for line in (*header, *body, *footer)]
        return "\n".join(lines).strip("\n") + "\n"

    def breaks(self, document: Document) -> bool:
        """Whether an empty line must part the header from the first key's own comments."""
        slots = document.root.slots
        return any("yaml-language-server" not in line for line in document.header) or bool(slots and slots[0].head)

    def block(self, tree: Tree, indent: str) -> list[str]:
        out: list[str] = []
        ended = False  # a comment below a value must be parted from what follows, or it would go with that
        for index, slot in enumerate(tree.slots):
            if index and (slot.blank or ended):
                out.append("")
            out += self.slot(slot, tree.kind, indent)
            ended = bool(slot.foot) or self.ends_with_foot(slot.value)
        return out

    def ends_with_foot(self, tree: Tree) -> bool:
        if not tree.slots or not self.is_block(tree):
            return False
        last = tree.slots[-1]
        return bool(last.foot) or self.ends_with_foot(last.value)

    def slot(self, slot: Slot, kind: str, indent: str) -> list[str]:
        head, foot = list(slot.head), [f"{indent}{line}" for line in slot.foot]
        inner = slot.value
        if kind == "list" and self.is_block(inner) and inner.kind == "map":
            # What stands above the first key of an item stands above the item.
            first = inner.slots[0]
            head += first.head
            inner = replace(inner, slots=[replace(first, head=[]), *inner.slots[1:]])
            if not slot.trail:
                lines = self.block(inner, f"{indent}  ")
                lines[0] = f"{indent}- {lines[0].lstrip()}"
                return [*(f"{indent}{line}" for line in head), *lines, *foot]
        start = f"{indent}-" if kind == "list" else f"{indent}{_plain_key(slot)}:"
        trail = f"  {slot.trail}" if slot.trail else ""
        lines = [f"{indent}{line}" for line in head]
        if self.is_block(inner):
            return [*lines, f"{start}{trail}", *self.block(inner, f"{indent}  "), *foot]
        if inner.kind == "text" and inner.style == "|" and _fits_literal(inner.text):
            mark = "|" if inner.text.endswith("\n") else "|-"
            body = inner.text.removesuffix("\n").split("\n")
            return [*lines, f"{start} {mark}{trail}", *(f"{indent}  {line}" if line else "" for line in body), *foot]
        value = flow(inner)
        return [*lines, f"{start}{' ' if value else ''}{value}{trail}", *foot]

    def is_block(self, tree: Tree) -> bool:
        """Whether a map or list is written line by line: unless its author used brackets and they can hold it."""
        return bool(tree.kind != "text" and tree.slots and not (tree.flow and _fits_flow(tree)))


def _plain_key(slot: Slot) -> str:
    assert slot.key is not None, "a slot of a map has a key"
    return scalar(replace(slot.key, style='"')) if slot.key.text else '""'


def _fits_flow(tree: Tree) -> bool:
    return all(
        not (slot.head or slot.trail or slot.foot)
        and (not slot.key or _fits_flow(slot.key))
        and ("\n" not in slot.value.text)
        and _fits_flow(slot.value)
        for slot in tree.slots
    )


def _fits_literal(text: str) -> bool:
    """Whether a text can stand in a literal block and come back the same."""
    body = text.removesuffix("\n")
    return bool(
        body
        and not body.startswith((" ", "\n"))
        and not body.endswith("\n")
        and not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", body)
        and all(line.strip() or not line for line in body.split("\n"))
    )


def flow(tree: Tree) -> str:
    """A value on one line."""
    if tree.kind == "text":
        return scalar(tree)
    if tree.kind == "list":
        return "[" + ", ".join(_inline(slot.value) for slot in tree.slots) + "]"
    return "{" + ", ".join(f"{_inline(slot.key)}: {_inline(slot.value)}" for slot in tree.slots if slot.key) + "}"


def _inline(tree: Tree) -> str:
    return scalar(tree, inside=True) if tree.kind == "text" else flow(tree)


def scalar(tree: Tree, *, inside: bool = False) -> str:
    """A text without quotes where every reader of YAML takes it for the same text, else in quotes."""
    text = tree.text
    if tree.style == "":
        if text == "" or not _needs_quotes(text, inside=inside):
            return "" if text == "" and not inside else text or "''"
        return _quoted(text)
    if tree.style == _ALWAYS or misread_as(text) or _needs_quotes(text, inside=inside):
        return _quoted(text)
    return text


def _needs_quotes(text: str, *, inside: bool) -> bool:
    return bool(
        not text
        or _UNSAFE_START.match(text)
        or _UNSAFE.search(text)
        or not text.isprintable()
        # Between brackets libyaml also ends a plain text at a colon before a sign, as in `0:?`.
        or (inside and re.search(r"[,\[\]{}]|:$|:[?,\[\]{}]|\?", text))
    )


def _quoted(text: str) -> str:
    if ('"' in text or "\\" in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


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
    lock = root / IDS_LOCK
    current = lock.read_text(encoding="utf-8") if lock.exists() else ""
    if (wanted := ids_lock(current, published(root))) != current:
        changes[lock] = wanted
    return changes, unread
