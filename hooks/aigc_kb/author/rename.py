"""Another id for an entry or a reference, with everything that names it, hand-written pages included.

An entry keeps the old id in `former_ids`, so that its old address goes on working. Renaming back takes it out again; an
id that was published meanwhile (it stands in `ids.lock`) stays as a former id, others vanish without a trace.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aigc_kb.author import handwritten
from aigc_kb.author.ids import refuse_unusable
from aigc_kb.load.item import Item
from aigc_kb.load.names import NameKind, replaced, spans
from aigc_kb.load.store import ENTRY_FOLDERS, FOLDERS, TRANSLATIONS_LOCK, Store
from aigc_kb.model.fields import EntryRef, ReferenceKey
from aigc_kb.model.finding import RefusedError


def rename_entry(store: Store, old: str, new: str) -> dict[Path, str | None]:
    """What to write. Raises RefusedError where the rename is impossible or the data is not fit for it."""
    folder = _folder_of(store, old)
    _refuse_clash(store, folder, old, new)
    kind = ReferenceKey if folder == "references" else EntryRef
    texts = renamed_texts(store, {old: new}, kind)
    entry = store.folder(folder)[old]
    root, shown = store.root, _shown_root(entry, folder)
    changes: dict[Path, str | None] = {root / path.removeprefix(shown): text for path, text in texts.items()}
    before, after = root / folder / f"{old}.yaml", root / folder / f"{new}.yaml"
    text = re.sub(
        rf"^(id: *['\"]?){old}(?=['\"]? *(?:#.*)?$)",
        rf"\g<1>{new}",
        changes.pop(before, None) or entry.source.text,
        flags=re.MULTILINE,
    )
    if folder in ENTRY_FOLDERS:
        text = _with_former(text, entry, old, new, published=_published(store, folder, old))
        changes |= _locks(store, folder, old, new)
    return {**changes, **handwritten.renamed(root, folder, old, new), before: None, after: text}


def _folder_of(store: Store, old: str) -> str:
    for folder in (*ENTRY_FOLDERS, "references"):
        if old in store.ids.get(folder, {}):
            if old not in store.folder(folder):
                path = store.ids[folder][old]
                raise RefusedError(f"{path} 有错，先修好再改名", f"{path} has faults: mend them before renaming")
            return folder
    raise RefusedError(f"没有条目或文献“{old}”", f"there is no entry or reference `{old}`")


def _refuse_clash(store: Store, folder: str, old: str, new: str) -> None:
    refuse_unusable(new)
    if old == new:
        raise RefusedError("新旧 id 相同", "the old and the new id are the same")
    folders = ENTRY_FOLDERS if folder in ENTRY_FOLDERS else (folder,)
    for other in folders:
        if new in store.ids.get(other, {}):
            path = store.ids[other][new]
            raise RefusedError(f"id“{new}”已被 {path} 占用", f"the id `{new}` is taken by {path}")
    if folder in ENTRY_FOLDERS:
        own = store.folder(folder)[old].value.former_ids
        for _, key, item in store.entries():
            if new in item.value.former_ids and key != old:
                raise RefusedError(
                    f"“{new}”曾是“{key}”的 id，不能改作他用", f"`{new}` is a former id of `{key}` and is never re-used"
                )
        if new not in own and any(k == new and f in ENTRY_FOLDERS for _, f, k in store.locked):
            raise RefusedError(
                f"id“{new}”发布过，不能改作他用", f"the id `{new}` was published before and is never re-used"
            )
    for name in FOLDERS:
        for key, path in store.ids.get(name, {}).items():
            if key not in store.folder(name):
                raise RefusedError(
                    f"{path} 有错，里面可能提到“{old}”，先修好再改名",
                    f"{path} has faults and may name `{old}`: mend them before renaming",
                )


def entry_folder(store: Store, key: str) -> str:
    """The folder of an entry. Raises RefusedError where there is none, or it has faults."""
    folder = _folder_of(store, key)
    if folder not in ENTRY_FOLDERS:
        raise RefusedError(f"“{key}”是文献，不是条目", f"`{key}` is a reference, not an entry")
    return folder


def _shown_root(entry: Item[Any], folder: str) -> str:
    """What stands before `problems/…` in the paths shown to people."""
    return entry.source.path.rpartition(f"{folder}/")[0]


def renamed_texts(store: Store, names: Mapping[str, str], kind: NameKind) -> dict[str, str]:
    """The files that name an entry or a reference, by the path shown to people, with its new id."""
    files: dict[str, list[Item[Any]]] = defaultdict(list)
    for item in store.items():
        files[item.source.path].append(item)
    found = {path: spans(items, names, kind) for path, items in files.items()}
    return {path: replaced(files[path][0].source.text, places) for path, places in found.items() if places}


def _published(store: Store, folder: str, key: str) -> bool:
    return any((f, k) == (folder, key) for _, f, k in store.locked)


def _with_former(text: str, entry: Item[Any], old: str, new: str, *, published: bool) -> str:
    """The entry's file with the old id among its former ids, and the new one taken out if it was there."""
    former: tuple[str, ...] = entry.value.former_ids
    returning = new in former
    wanted = [key for key in former if key != new]
    if published or not returning:
        wanted.append(old)
    return with_former_ids(text, wanted)


def with_former_ids(text: str, wanted: list[str]) -> str:
    """An entry's file with these former ids; a comment on their line stays."""
    line = f"former_ids: [{', '.join(wanted)}]"
    return re.sub(
        r"^former_ids:(?:.*\n(?:[ ]*-.*\n)*)", lambda m: f"{line}{_comment(m.group())}\n", text, flags=re.MULTILINE
    )


def _comment(block: str) -> str:
    match = re.search(r"\s+#[^\n]*", block.split("\n")[0])
    return match.group() if match else ""


def _locks(store: Store, folder: str, old: str, new: str) -> dict[Path, str | None]:
    """The lock of translations names the entry by its new id. `ids.lock` is left to `kb lock`: until then the new id
    is not published, and renaming back leaves no trace of it."""
    lock = store.root / TRANSLATIONS_LOCK
    if old not in store.accepted:
        return {}
    text = lock.read_text(encoding="utf-8")
    lines = [re.sub(rf"^{old} ", f"{new} ", line) for line in text.splitlines()]
    head = [line for line in lines if line.startswith("#")]
    return {lock: "".join(f"{line}\n" for line in (*head, *sorted(line for line in lines if line not in head)))}
