"""Two entries made one, and an entry that no longer holds: what names them follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aigc_kb.author import handwritten
from aigc_kb.author.format import canonical
from aigc_kb.author.rename import entry_folder, renamed_texts, with_former_ids
from aigc_kb.load import writer
from aigc_kb.load.comments import read
from aigc_kb.load.source import Node
from aigc_kb.load.store import Store
from aigc_kb.model import fields as f
from aigc_kb.model.files import class_of
from aigc_kb.model.finding import RefusedError
from aigc_kb.system.clock import today


def merge(store: Store, gone: str, kept: str) -> dict[Path, str | None]:
    """What to write so that one entry takes the place of another: its file goes, everything that named it names the one
    that stays, and its addresses lead there. Its texts are not carried over: what is worth keeping must be moved first.

    A list of ids names the entry that stays once. In its own file nothing names it: a link between the two ends with
    them. Where another file has links with texts of their own to both, both stay, and `kb check` asks to make one of
    them. Raises RefusedError unless both are entries of one kind, without faults."""
    folder = _common_folder(store, gone, kept)
    item, staying = store.folder(folder)[gone], store.folder(folder)[kept]
    texts = renamed_texts(store, {gone: kept}, f.EntryRef)
    texts.pop(item.source.path, None)
    texts.setdefault(staying.source.path, staying.source.text)
    own = [gone, *item.value.former_ids, *staying.value.former_ids]
    texts[staying.source.path] = with_former_ids(texts[staying.source.path], list(dict.fromkeys(own)))
    changes: dict[Path, str | None] = {}
    shown = item.source.path.removesuffix(f"{folder}/{gone}.yaml")
    for path, text in texts.items():
        relative = path.removeprefix(shown)
        cls = class_of(relative)
        changes[store.root / relative] = _once(text, cls, kept, own=path == staying.source.path) if cls else text
    return {
        **changes,
        **handwritten.renamed(store.root, folder, gone, kept),
        store.root / folder / f"{gone}.yaml": None,
    }


def retire(store: Store, key: str, successor: str) -> dict[Path, str | None]:
    """What to write so that an entry says that it no longer holds and what takes its place. It keeps its page and its
    links. Raises RefusedError unless both are entries of one kind, without faults."""
    folder = _common_folder(store, key, successor)
    cls = type(store.folder(folder)[key].value)
    if "replaced_by" not in f.by_key(cls):
        raise RefusedError(
            f"“{key}”不能停用，只有难题和对策可以", f"`{key}` cannot be retired: only problems and mitigations can"
        )
    document = read(store.folder(folder)[key].source.text)
    new = writer.mapping(
        {
            "status": writer.text("deprecated"),
            "replaced_by": writer.text(successor),
            "updated": writer.text(f"{today():%Y-%m-%d}", writer.ALWAYS),
        }
    )
    document.root.keys = new.keys | document.root.keys  # what is there keeps its comments
    document.root.values |= new.values
    return {store.root / folder / f"{key}.yaml": writer.document(canonical(document, cls))}


def _common_folder(store: Store, first: str, second: str) -> str:
    """The folder of two entries of one kind. Raises RefusedError if they are not that."""
    folder = entry_folder(store, first)
    if first == second or entry_folder(store, second) != folder:
        raise RefusedError(
            f"“{first}”和“{second}”不是同一类的两个条目", f"`{first}` and `{second}` are not two entries of one kind"
        )
    return folder


def _once(text: str, cls: type[Any], key: str, *, own: bool) -> str:
    """A file in whose lists of ids one stands once; not at all in its own file. What needs no change stays as it is."""
    document = read(text)
    return writer.document(document) if _drop_repeats(document.root, cls, key, own=own) else text


def _drop_repeats(node: Node, cls: type[Any], key: str, *, own: bool) -> bool:
    changed = False
    for spec in f.specs(cls):
        child = node.values.get(spec.key)
        if child is None:
            continue
        if isinstance(spec.kind, f.Obj):
            changed |= _drop_repeats(child, spec.kind.cls, key, own=own)
        elif isinstance(spec.kind, f.ListOf) and isinstance(spec.kind.item, f.Obj):
            for item in child.items:
                changed |= _drop_repeats(item, spec.kind.item.cls, key, own=own)
            if own and (to_itself := {id(item) for item in child.items if _names(item, spec.kind.item.cls, key)}):
                child.items = [item for item in child.items if id(item) not in to_itself]
                changed = True
        elif isinstance(spec.kind, f.ListOf) and isinstance(spec.kind.item, f.EntryRef):
            same = [item for item in child.items if item.text == key]
            dropped = {id(item) for item in (same if own else same[1:])}
            child.items = [item for item in child.items if id(item) not in dropped]
            changed |= bool(dropped)
    return changed


def _names(node: Node, cls: type[Any], key: str) -> bool:
    """Whether an item of a list is a link to an entry."""
    return any(
        isinstance(spec.kind, f.EntryRef) and spec.key in node.values and node.values[spec.key].text == key
        for spec in f.specs(cls)
    )
