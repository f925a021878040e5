"""Characters that look like what they are not: other normal forms, mixed scripts, ids that read alike (KB303, KB34x)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from aigc_kb.check.registry import check
from aigc_kb.load.item import Item
from aigc_kb.load.store import ENTRY_FOLDERS, FOLDERS, Store
from aigc_kb.model.finding import MOST, Finding, Place, Rule
from aigc_kb.model.text import Text

ALIKE: Final = Rule(
    "KB303",
    Text("看起来一样的 id", "Ids that read alike"),
    Text("id“{id}”与“{other}”难以分辨", "the id `{id}` is hard to tell from `{other}`"),
    Text("另取一个一眼能分清的 id", "choose an id that cannot be mistaken"),
    Text(
        "只差 0 与 o、1 与 l、连字符或复数的 id，写链接时迟早会用错。",
        "Ids that differ by 0 and o, 1 and l, a hyphen or a plural s will be mixed up in links.",
    ),
    bad=(
        "# problems/stale-breads.yaml (like stale-bread)\n"
        "title: {zh: 外皮变软, en: Soft crust}\naliases: {zh: [], en: []}\n"
    ),
    good=(
        "# problems/soft-crust.yaml (like stale-bread)\n"
        "title: {zh: 外皮变软, en: Soft crust}\naliases: {zh: [], en: []}\n"
    ),
)
NOT_NFC: Final = Rule(
    "KB340",
    Text("字符不是 NFC 形式", "Characters not in normal form C"),
    Text("“{found}”由基字和附加符号拼成，不是一个字符", "`{found}` is put together from a letter and combining marks"),
    Text("改成单个字符；kb fmt 会代劳", "write it as one character; `kb fmt` does it"),
    Text(
        "看起来相同的字，编码不同就搜不到、比不上。",
        "What looks the same but is encoded otherwise is not found by search.",
    ),
    bad="measure:\n  - name: {zh: 咖啡馆指数, en: Cafe\u0301 index}\n    how: {zh: 数面包。, en: Count loaves.}\n",
    good="measure:\n  - name: {zh: 咖啡馆指数, en: Café index}\n    how: {zh: 数面包。, en: Count loaves.}\n",
)
MIXED: Final = Rule(
    "KB341",
    Text("混用形近字母", "Look-alike letters mixed"),
    Text("“{found}”里混有{script}字母 {char}", "`{found}` mixes in the {script} letter {char}"),
    Text("改成拉丁字母", "use the Latin letter"),
    Text(
        "形近字母能冒充别的词，也让搜索和链接失效。",
        "Look-alike letters can pass one word off as another, and break search and links.",
    ),
    bad="impact:\n  zh: 卖不掉的面包要扔。\n  en: Unsold br\u0435ad is thrown away.\n",
    good="impact:\n  zh: 卖不掉的面包要扔。\n  en: Unsold bread is thrown away.\n",
)

_LATIN_GREEK: Final = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχ"
_MIXED = re.compile(
    rf"[A-Za-z]*(?:[A-Za-z][\u0400-\u052f{_LATIN_GREEK}]|[\u0400-\u052f{_LATIN_GREEK}][A-Za-z])[A-Za-z]*"
)
_FOREIGN = re.compile(rf"[\u0400-\u052f{_LATIN_GREEK}]")
_COMBINED = re.compile(r"\S[\u0300-\u036f\u3099\u309a]+")
_SKELETON = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "-": None})


def _skeleton(key: str) -> str:
    """An id as a hasty reader sees it."""
    words = [word.removesuffix("s") for word in key.lower().split("-")]
    return "".join(words).replace("rn", "m").replace("vv", "w").translate(_SKELETON)


@check(ALIKE)
def ids_can_be_told_apart(store: Store) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for folder in ENTRY_FOLDERS:
        for key, path in store.ids.get(folder, {}).items():
            other = seen.setdefault(_skeleton(key), key)
            if other.lower() != key.lower():
                yield Finding(ALIKE, Place(path), {"id": key, "other": other})


def _sources(store: Store) -> Iterator[Item[Any]]:
    """One item for each file that could be read."""
    seen: set[str] = set()
    items = [item for folder in FOLDERS for item in store.folder(folder).values()]
    items += store.areas.values()
    items += [item for item in (store.site, store.planner, store.versions) if item]
    for item in items:
        if item.source.path not in seen:
            seen.add(item.source.path)
            yield item


def _place(item: Item[Any], index: int) -> Place:
    text = item.source.text
    return Place(item.source.path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


@check(NOT_NFC, alone=True)
def characters_are_composed(store: Store) -> Iterator[Finding]:
    for item in _sources(store):
        text = item.source.text
        if unicodedata.is_normalized("NFC", text):
            continue
        for match in islice(_COMBINED.finditer(text), MOST):
            if not unicodedata.is_normalized("NFC", match.group()):
                yield Finding(NOT_NFC, _place(item, match.start()), {"found": match.group()})


@check(MIXED, alone=True)
def letters_are_of_one_script(store: Store) -> Iterator[Finding]:
    for item in _sources(store):
        text = item.source.text
        if not _FOREIGN.search(text):
            continue
        for match in islice(_MIXED.finditer(text), MOST):
            char = _FOREIGN.search(match.group())
            assert char is not None, "the pattern holds such a letter"
            cyrillic = char.group() >= "\u0400"
            params: dict[str, str | Text] = {
                "found": match.group(),
                "script": Text("西里尔", "Cyrillic") if cyrillic else Text("希腊", "Greek"),
                "char": f"U+{ord(char.group()):04X}",
            }
            yield Finding(MIXED, _place(item, match.start() + char.start()), params)
