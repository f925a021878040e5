"""Texts of which one side was changed alone, so that the other was left behind (KB607).

Which sides belong together is kept as two hashes in `translations.lock`. A text is recognised by what it says, not by
its place, so moving a list item leaves nothing behind. Both languages are treated alike.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from aigc_kb.check.registry import check
from aigc_kb.load.decode import dotted
from aigc_kb.load.item import Item
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Lang, Text, other
from aigc_kb.model.walk import Keys

STALE: Final = Rule(
    "KB607",
    Text("一种语言落后了", "One language left behind"),
    Text(
        "“{field}”的{changed}改过了，{behind}还是旧的",
        "the {changed} text of `{field}` has changed, the {behind} one still says the old",
    ),
    Text(
        "把另一边也改好；若仍然成立，运行 kb translate accept {entry}",
        "update the other side; if it still holds, run `kb translate accept {entry}`",
    ),
    Text(
        "两种语言对等，一边改了，另一边也要跟上。", "The languages are equals: where one moves on, the other follows."
    ),
    "hint",
    bad=(
        "impact:\n  zh: 卖不掉的面包要捐。\n  en: What cannot be sold is thrown away.\n"
        "# translations.lock\nstale-bread impact 0200a05d1989 ada693551c05\n"
    ),
    good=(
        "impact:\n  zh: 卖不掉的面包要捐。\n  en: What cannot be sold is given away.\n"
        "# translations.lock\nstale-bread impact 0200a05d1989 ada693551c05\n"
    ),
)

_NAMES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}

State = Literal["fresh", "new", "stale", "changed"]


@dataclass(frozen=True, slots=True)
class Translation:
    """One text of an entry, the hashes of its two sides, and how the translation stands to its source."""

    entry: str
    keys: Keys
    hashes: tuple[str, str]
    """Of the source text (`i18n.source`) and of its translation."""
    state: State
    behind: Lang
    """The side that was left behind, if the text is stale; else the translation."""

    @property
    def path(self) -> str:
        return dotted(self.keys)


def digest(text: str) -> str:
    """A short hash of a text; spaces and line breaks do not count, so formatting changes nothing."""
    return hashlib.sha256(re.sub(r"\s+", "", text).encode()).hexdigest()[:12]


def translations(item: Item[Any], store: Store) -> Iterator[Translation]:
    """Every text of an entry with its state.

    fresh: as accepted. stale: one side was changed, the other was not. changed: both were. new: nothing like it was ever
    accepted.
    """
    entry, source = item.value.id, item.value.i18n.source
    accepted = store.accepted.get(entry, {})
    sources = {hashes[0] for hashes in accepted.values()}
    targets = {hashes[1] for hashes in accepted.values()}
    texts = [(keys, (digest(text[source]), digest(text[other(source)]))) for keys, _, text in item.texts]
    present = {side for _, hashes in texts for side in hashes}
    for keys, hashes in texts:
        state: State = "new"
        behind = other(source)
        if hashes[0] in sources and hashes[1] in targets:
            state = "fresh"
        elif hashes[0] in sources:
            state, behind = "stale", source
        elif hashes[1] in targets:
            state = "stale"
        elif present.isdisjoint(accepted.get(dotted(keys), present)):  # what stood here has not just moved
            state = "changed"
        yield Translation(entry, keys, hashes, state, behind)


@check(STALE)
def translations_follow_their_source(store: Store) -> Iterator[Finding]:
    for _, key, item in store.entries():
        if key not in store.accepted:
            continue
        for text in translations(item, store):
            if text.state == "stale":
                params: dict[str, str | Text] = {
                    "field": text.path,
                    "changed": _NAMES[other(text.behind)],
                    "behind": _NAMES[text.behind],
                    "entry": key,
                }
                yield Finding(STALE, item.place(*text.keys, text.behind), params)
