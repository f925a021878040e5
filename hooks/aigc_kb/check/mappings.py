"""Mapping rows: edition, id and title must agree with the registry, row by row, and lead to a row of its page (KB50x)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from aigc_kb.check.registry import check
from aigc_kb.document.addresses import item_anchor
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.item import Item
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.kinds import KINDS
from aigc_kb.model.text import Text

UNKNOWN_FRAMEWORK: Final = Rule(
    "KB501",
    Text("未登记的框架", "Unknown framework"),
    Text("没有登记框架“{id}”{suggestion}", "there is no framework registry `{id}`{suggestion}"),
    Text("改成 data/frameworks/ 中的文件名（含版本）", "use the name of a file in data/frameworks/ (edition included)"),
    Text("只有登记过的版本才能逐条核对。", "Only a registered edition can be checked row by row."),
    bad=(
        "mappings:\n"
        "  - framework: bakers-2025\n"
        "    item: B1\n"
        "    title: Staling\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
    ),
    good=(
        "mappings:\n"
        "  - framework: bakers-2024\n"
        "    item: B1\n"
        "    title: Staling\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
    ),
)
UNKNOWN_ITEM: Final = Rule(
    "KB502",
    Text("框架里没有这个条目", "Unknown framework item"),
    Text("{framework} 没有条目“{item}”{suggestion}", "{framework} has no item `{item}`{suggestion}"),
    Text("查对版本和编号", "check edition and id"),
    Text("同一编号在不同版本里可能是不同的条目。", "The same id can be another item in another edition."),
    bad=(
        "mappings:\n"
        "  - framework: bakers-2024\n"
        "    item: B11\n"
        "    title: Staling\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
    ),
    good=(
        "mappings:\n"
        "  - framework: bakers-2024\n"
        "    item: B1\n"
        "    title: Staling\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
    ),
)
TITLE: Final = Rule(
    "KB503",
    Text("编号与标题对不上", "Item title does not match its id"),
    Text(
        "{framework} {item} 的标题是“{official}”，这里写的是“{found}”",
        "{framework} {item} is titled `{official}`, but the row says `{found}`",
    ),
    Text("改编号或改标题，使两者属于同一条目", "correct the id or the title so that both belong to one item"),
    Text(
        "编号和标题重复写，就是为了发现错位的对照行。",
        "Id and title are repeated on purpose: crosswalks rot otherwise.",
    ),
    bad=(
        "mappings:\n"
        "  - framework: bakers-2024\n"
        "    item: B2\n"
        "    title: Staling\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
    ),
    good=(
        "mappings:\n"
        "  - framework: bakers-2024\n"
        "    item: B2\n"
        "    title: Collapse\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
    ),
)
ROW_TWICE: Final = Rule(
    "KB504",
    Text("对照行重复", "Mapping row repeated"),
    Text("{framework} {item} 已经对照过", "{framework} {item} is already mapped"),
    Text("合并成一行", "merge the rows"),
    Text("一个条目对一个框架条目只有一种关系。", "An entry has one relation to an item."),
    bad=(
        "mappings:\n"
        "  - framework: bakers-2024\n"
        "    item: B1\n"
        "    title: Staling\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
        "  - framework: bakers-2024\n"
        "    item: B1\n"
        "    title: Staling\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
    ),
    good=(
        "mappings:\n"
        "  - framework: bakers-2024\n"
        "    item: B1\n"
        "    title: Staling\n"
        "    relation: exact\n"
        "    note: {zh: 说的是同一件事。, en: Both mean the same.}\n"
        "    by: editors\n"
        '    date: "2026-01-10"\n'
    ),
)
BOTH: Final = Rule(
    "KB505",
    Text("既有对照又说没有对应", "Both mapped and not mapped"),
    Text("{framework} 已有对照行，又写在 no_match 里", "{framework} has mapping rows and is listed under no_match"),
    Text("删掉其中之一", "remove one of the two"),
    Text("“没有对应”说的是整个框架。", "`no_match` is a statement about the whole framework."),
    bad="no_match:\n  - framework: bakers-2024\n    reason: {zh: 没有相应条目。, en: It has no such item.}\n",
    good="no_match: []\n",
)
SAME_ANCHOR: Final = Rule(
    "KB506",
    Text("两个条目的页内地址相同", "Two items with one anchor"),
    Text(
        "条目“{item}”与“{other}”的页内地址都是“{anchor}”",
        "the items `{item}` and `{other}` have the same anchor, `{anchor}`",
    ),
    Text(
        "改写其中一个编号：两者的差别不能只在大小写或标点",
        "write one of the ids differently: they must differ in more than case and punctuation",
    ),
    Text(
        "对照、搜索和自查的链接都靠页内地址找到条目所在的行。",
        "Mappings, search and the planner link to an item's row by its anchor.",
    ),
    bad=(
        "# frameworks/bakers-2024.yaml\n"
        "items:\n"
        "  - id: B1\n"
        "    list: troubles\n"
        "    title: {zh: 老化, en: Staling}\n"
        "    official_languages: [en]\n"
        "  - id: B1.1\n"
        "    list: troubles\n"
        "    title: {zh: 表皮变韧, en: Leathery crust}\n"
        "    official_languages: [en]\n"
        "  - id: b1-1\n"
        "    list: troubles\n"
        "    title: {zh: 塌陷, en: Collapse}\n"
        "    official_languages: [en]\n"
    ),
    good=(
        "# frameworks/bakers-2024.yaml\n"
        "items:\n"
        "  - id: B1\n"
        "    list: troubles\n"
        "    title: {zh: 老化, en: Staling}\n"
        "    official_languages: [en]\n"
        "  - id: B1.1\n"
        "    list: troubles\n"
        "    title: {zh: 表皮变韧, en: Leathery crust}\n"
        "    official_languages: [en]\n"
        "  - id: B1.2\n"
        "    list: troubles\n"
        "    title: {zh: 塌陷, en: Collapse}\n"
        "    official_languages: [en]\n"
    ),
)


def _mapped(store: Store) -> Iterator[Item[Any]]:
    for kind in KINDS:
        if kind.has("mappings"):
            yield from store.folder(kind.folder).values()


@check(UNKNOWN_FRAMEWORK)
def frameworks_are_registered(store: Store) -> Iterator[Finding]:
    known = store.ids.get("frameworks", {})
    for item in _mapped(store):
        for field in ("mappings", "no_match"):
            for index, row in enumerate(getattr(item.value, field)):
                if row.framework not in known:
                    params: dict[str, str | Text] = {
                        "id": row.framework,
                        "suggestion": did_you_mean(row.framework, known),
                    }
                    yield Finding(UNKNOWN_FRAMEWORK, item.place(field, index, "framework"), params)


@check(UNKNOWN_ITEM)
def mapped_items_exist(store: Store) -> Iterator[Finding]:
    for item in _mapped(store):
        for index, row in enumerate(item.value.mappings):
            framework = store.frameworks.get(row.framework)
            if framework is None:
                continue
            known = [entry.id for entry in framework.value.items]
            if row.item not in known:
                params: dict[str, str | Text] = {
                    "framework": row.framework,
                    "item": row.item,
                    "suggestion": did_you_mean(row.item, known),
                }
                yield Finding(UNKNOWN_ITEM, item.place("mappings", index, "item"), params)


@check(TITLE)
def mapped_titles_are_official(store: Store) -> Iterator[Finding]:
    titles = {
        (key, entry.id): entry.official_titles() for key, item in store.frameworks.items() for entry in item.value.items
    }
    for item in _mapped(store):
        for index, row in enumerate(item.value.mappings):
            official = titles.get((row.framework, row.item))
            if official and row.title not in official:
                params = {
                    "framework": row.framework,
                    "item": row.item,
                    "official": " / ".join(official),
                    "found": row.title,
                }
                yield Finding(TITLE, item.place("mappings", index, "title"), params)


@check(ROW_TWICE)
def rows_are_written_once(store: Store) -> Iterator[Finding]:
    for item in _mapped(store):
        seen: set[tuple[str, str]] = set()
        for index, row in enumerate(item.value.mappings):
            if (row.framework, row.item) in seen:
                params = {"framework": row.framework, "item": row.item}
                yield Finding(ROW_TWICE, item.place("mappings", index, "item"), params)
            seen.add((row.framework, row.item))
        told: set[tuple[str, str]] = set()
        for index, row in enumerate(item.value.no_match):
            if (row.framework, "") in told:
                params = {"framework": row.framework, "item": "no_match"}
                yield Finding(ROW_TWICE, item.place("no_match", index, "framework"), params)
            told.add((row.framework, ""))


@check(BOTH)
def mapped_or_not(store: Store) -> Iterator[Finding]:
    for item in _mapped(store):
        mapped = {row.framework for row in item.value.mappings}
        for index, row in enumerate(item.value.no_match):
            if row.framework in mapped:
                yield Finding(BOTH, item.place("no_match", index, "framework"), {"framework": row.framework})


@check(SAME_ANCHOR)
def item_anchors_are_unique(store: Store) -> Iterator[Finding]:
    """An id that is there twice is another rule's (KB511)."""
    for item in store.frameworks.values():
        ids: dict[str, str] = {}
        for index, entry in enumerate(item.value.items):
            anchor = item_anchor(entry.id)
            other = ids.setdefault(anchor, entry.id)
            if other != entry.id:
                params = {"item": entry.id, "other": other, "anchor": anchor}
                yield Finding(SAME_ANCHOR, item.place("items", index, "id"), params)
