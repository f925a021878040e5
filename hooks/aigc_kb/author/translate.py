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
from aigc_kb.load.locks import translations_lock
from aigc_kb.load.store import TRANSLATIONS_LOCK, Item, Store
from aigc_kb.model.finding import Place, RefusedError
from aigc_kb.model.text import other


def status(store: Store, ids: Collection[str] = ()) -> tuple[Counter[State], list[tuple[Place, Translation]]]:
    """How many texts are in each state, and each that needs a look with the place of its translation."""
    counted: Counter[State] = Counter()
    listed = []
    for key in _wanted(store, ids):
        item = _entries(store)[key]
        for text in translations(item, store):
            counted[text.state] += 1
            if text.state in ("stale", "changed"):
                listed.append((item.place(*text.keys, other(text.source)), text))
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
    # An entry that cannot be read now is not gone: its lines stay.
    unread = {key for folder in store.ids.values() for key in folder} - set(present)
    accepted |= {key: dict(store.accepted[key]) for key in unread if key in store.accepted}
    return changed, {store.root / TRANSLATIONS_LOCK: translations_lock(accepted)}


def _entries(store: Store) -> dict[str, Item[Any]]:
    return {key: item for _, key, item in store.entries()}


def _wanted(store: Store, ids: Collection[str]) -> Iterator[str]:
    known = _entries(store)
    for key in ids:
        if key not in known:
            hint = did_you_mean(key, known)
            raise RefusedError(f"没有可读的条目“{key}”{hint.zh}", f"there is no readable entry `{key}`{hint.en}")
    yield from ids or known
