"""`kb translate`: which translations their source has left behind, and taking stock of those that hold.

The states themselves are told by `check.translations`; here they are listed and accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from aigc_kb.check.translations import State, Translation, translations
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.item import Item
from aigc_kb.load.locks import translations_lock
from aigc_kb.load.store import TRANSLATIONS_LOCK, Store
from aigc_kb.model.finding import Place, RefusedError


def status(store: Store, ids: Collection[str] = ()) -> tuple[Counter[State], list[tuple[Place, Translation]]]:
    """How many texts are in each state, and each that needs a look with the place of its translation."""
    counted: Counter[State] = Counter()
    listed = []
    for key in _wanted(store, ids):
        item = _entries(store)[key]
        for text in translations(item, store):
            counted[text.state] += 1
            if text.state in ("stale", "changed"):
                listed.append((item.place(*text.keys, text.behind), text))
    return counted, listed


def accept(store: Store, ids: Collection[str] = ()) -> tuple[int, dict[Path, str | None]]:
    """Take every translation of the entries (all without `ids`) as rendering its source: how many lines are new or
    other than before, and what to write. Lines of entries that are gone, and of fields that are gone, are dropped."""
    present = _entries(store)
    accepted = {key: dict(store.accepted[key]) for key in present if key in store.accepted}
    changed = 0
    for key in _wanted(store, ids):
        now = {text.path: text.hashes for text in translations(present[key], store)}
        before = accepted.get(key, {})
        changed += sum(before.get(path) != hashes for path, hashes in now.items())
        accepted[key] = now
    return changed, {store.root / TRANSLATIONS_LOCK: translations_lock(accepted | _unread(store))}


def settled(store: Store) -> dict[Path, str | None]:
    """What to write once a change is merged: two sides that came together belong together; of a text of which one side
    was changed alone, what was accepted stays, so that the other side goes on being asked for."""
    accepted: dict[str, dict[str, tuple[str, str]]] = {}
    for key, item in _entries(store).items():
        before = store.accepted.get(key, {})
        lines = accepted[key] = {}
        for text in translations(item, store):
            if text.state != "stale":
                lines[text.path] = text.hashes
                continue
            side = 1 if text.behind != item.value.i18n.source else 0
            kept = next(pair for pair in before.values() if pair[side] == text.hashes[side])
            lines[text.path] = kept
    return {store.root / TRANSLATIONS_LOCK: translations_lock(accepted | _unread(store))}


def _unread(store: Store) -> dict[str, dict[str, tuple[str, str]]]:
    """What was accepted of entries that cannot be read now: they are not gone, so their lines stay."""
    keys = {key for folder in store.ids.values() for key in folder} - set(_entries(store))
    return {key: dict(store.accepted[key]) for key in keys if key in store.accepted}


def _entries(store: Store) -> dict[str, Item[Any]]:
    return {key: item for _, key, item in store.entries()}


def _wanted(store: Store, ids: Collection[str]) -> Iterator[str]:
    known = _entries(store)
    for key in ids:
        if key not in known:
            hint = did_you_mean(key, known)
            raise RefusedError(f"没有可读的条目“{key}”{hint.zh}", f"there is no readable entry `{key}`{hint.en}")
    yield from ids or known
