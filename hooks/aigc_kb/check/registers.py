"""References and framework registries: complete enough to be found, and consistent in themselves (KB41x, KB51x)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aigc_kb.check.pieces import TWO_ITEMS
from aigc_kb.check.registry import check
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Text

NO_IDENTIFIER: Final = Rule(
    "KB410",
    Text("文献查不到", "Reference that cannot be found"),
    Text("“{id}”没有 DOI、网址、典藏编号或编号", "`{id}` has no DOI, address, archive id or number"),
    Text("补上 DOI、URL、archive_location 或 number 之一", "add one of DOI, URL, archive_location or number"),
    Text("没有标识符，读者无从核对。", "Without an identifier nobody can look it up."),
    bad=(
        "# references/roe-2023-dough.yaml\n"
        "id: roe-2023-dough\n"
        "type: article-journal\n"
        "title: On dough\n"
        "author:\n"
        "  - literal: Guild of bakers\n"
        'issued: "2023"\n'
        "language: en\n"
        "x-authors: institutional\n"
        "x-read: primary\n"
    ),
    good=(
        "# references/roe-2023-dough.yaml\n"
        "id: roe-2023-dough\n"
        "type: article-journal\n"
        "title: On dough\n"
        "author:\n"
        "  - literal: Guild of bakers\n"
        'issued: "2023"\n'
        "URL: https://bread.example.org/dough\n"
        "language: en\n"
        "x-authors: institutional\n"
        "x-read: primary\n"
    ),
)
NAMELESS: Final = Rule(
    "KB411",
    Text("作者没有名字", "Author without a name"),
    Text("作者要写 family，或写 literal", "an author needs `family`, or `literal`"),
    Text(
        "个人写 family 和 given；机构或中文姓名写 literal",
        "a person has family and given; an institution or Chinese name has literal",
    ),
    Text("引文格式要知道姓和名。", "Citation styles need to know which part is the family name."),
    bad="# references/doe-2024-bread.yaml\nauthor:\n  - given: Jane\n",
    good="# references/doe-2024-bread.yaml\nauthor:\n  - family: Doe\n    given: Jane\n",
)
SAME_SOURCE: Final = Rule(
    "KB412",
    Text("同一来源登记了两次", "Source registered twice"),
    Text("“{id}”与“{other}”的{what}相同", "`{id}` has the same {what} as `{other}`"),
    Text("合并成一条", "merge the two"),
    Text("同一来源出现两次，引用次数和编号都会错。", "Counted twice, a source gets two numbers on one page."),
    bad="# references/roe-2023-dough.yaml (like doe-2024-bread)\ntitle: On dough\n",
    good="# references/roe-2023-dough.yaml (like doe-2024-bread)\ntitle: On dough\nDOI: 10.1234/dough\n",
)
UNKNOWN_ITEM_LIST: Final = Rule(
    "KB510",
    Text("条目的清单或上级不存在", "Item of an unknown list or parent"),
    Text(
        "条目“{item}”的 {field} 是“{value}”，登记表里没有{suggestion}",
        "item `{item}` has the {field} `{value}`, which is not in the registry{suggestion}",
    ),
    Text("改成已有的编号", "use an existing id"),
    Text("登记表要能画成树。", "The registry is shown as a tree."),
    bad=(
        "# frameworks/bakers-2024.yaml\n"
        "items:\n"
        "  - id: B1\n"
        "    list: trouble\n"
        "    title: {zh: 老化, en: Staling}\n"
        "    official_languages: [en]\n"
        "  - id: B2\n"
        "    list: troubles\n"
        "    title: {zh: 塌陷, en: Collapse}\n"
        "    official_languages: [en]\n"
    ),
    good=TWO_ITEMS,
)
REPEATED_ITEM: Final = Rule(
    "KB511",
    Text("条目编号重复", "Item id repeated"),
    Text("条目编号“{item}”出现了两次", "the item id `{item}` occurs twice"),
    Text("改正其中一个编号", "correct one of the ids"),
    Text("编号在一个框架内必须唯一。", "Ids are unique within a framework."),
    bad=(
        TWO_ITEMS + "  - id: B2\n    list: troubles\n    title: {zh: 酸败, en: Souring}\n    official_languages: [en]\n"
    ),
    good=(
        TWO_ITEMS + "  - id: B3\n    list: troubles\n    title: {zh: 酸败, en: Souring}\n    official_languages: [en]\n"
    ),
)
UNKNOWN_EDITION: Final = Rule(
    "KB512",
    Text("取代关系指向不存在的版本或条目", "Supersession of an unknown edition or item"),
    Text("登记表里没有“{value}”{suggestion}", "`{value}` is not in the registry{suggestion}"),
    Text("改成已登记的框架或条目编号", "use the id of a registered framework or item"),
    Text("新旧版本对照要两头都查得到。", "A migration between editions needs both ends."),
    bad="# frameworks/bakers-2026.yaml (like bakers-2024)\nsupersedes:\n  framework: bakers-2023\n  items: []\n",
    good=(
        "# frameworks/bakers-2026.yaml (like bakers-2024)\n"
        "supersedes:\n"
        "  framework: bakers-2024\n"
        "  items:\n"
        "    - old: B1\n"
        "      new: B1\n"
    ),
)


@check(NO_IDENTIFIER)
def references_can_be_found(store: Store) -> Iterator[Finding]:
    for key, item in store.references.items():
        ref = item.value
        if not (ref.DOI or ref.URL or ref.archive_location or ref.number):
            yield Finding(NO_IDENTIFIER, item.place("id"), {"id": key})


@check(NAMELESS)
def authors_have_names(store: Store) -> Iterator[Finding]:
    for item in store.references.values():
        for index, author in enumerate(item.value.author):
            if not (author.family or author.literal):
                yield Finding(NAMELESS, item.place("author", index))


@check(SAME_SOURCE)
def sources_are_registered_once(store: Store) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for key, item in store.references.items():
        ref = item.value
        marks = [("DOI", ref.DOI), ("archive_location", ref.archive_location)]
        for what, value in marks:
            if value is None:
                continue
            mark = (what, value.lower())
            if mark in seen:
                yield Finding(SAME_SOURCE, item.place(what), {"id": key, "other": seen[mark], "what": what})
            seen.setdefault(mark, key)


@check(UNKNOWN_ITEM_LIST)
def registry_items_have_their_place(store: Store) -> Iterator[Finding]:
    for item in store.frameworks.values():
        lists = {entry.id for entry in item.value.lists}
        ids = {entry.id for entry in item.value.items}
        for index, entry in enumerate(item.value.items):
            for field, value, known in (("list", entry.list, lists), ("parent", entry.parent, ids)):
                if value is not None and value not in known:
                    params: dict[str, str | Text] = {
                        "item": entry.id,
                        "field": field,
                        "value": value,
                        "suggestion": did_you_mean(value, known),
                    }
                    yield Finding(UNKNOWN_ITEM_LIST, item.place("items", index, field), params)


@check(REPEATED_ITEM)
def registry_ids_are_unique(store: Store) -> Iterator[Finding]:
    for item in store.frameworks.values():
        seen: set[str] = set()
        for index, entry in enumerate(item.value.items):
            if entry.id in seen:
                yield Finding(REPEATED_ITEM, item.place("items", index, "id"), {"item": entry.id})
            seen.add(entry.id)


@check(UNKNOWN_EDITION)
def editions_migrate_item_by_item(store: Store) -> Iterator[Finding]:
    for item in store.frameworks.values():
        supersedes = item.value.supersedes
        if supersedes is None:
            continue
        old = store.frameworks.get(supersedes.framework)
        if supersedes.framework not in store.ids.get("frameworks", {}):
            known = store.ids.get("frameworks", {})
            params: dict[str, str | Text] = {
                "value": supersedes.framework,
                "suggestion": did_you_mean(supersedes.framework, known),
            }
            yield Finding(UNKNOWN_EDITION, item.place("supersedes", "framework"), params)
        if old is None:
            continue
        for index, row in enumerate(supersedes.items):
            for field, value, edition in (("old", row.old, old), ("new", row.new, item)):
                known_items = [entry.id for entry in edition.value.items]
                if value not in known_items:
                    params = {"value": value, "suggestion": did_you_mean(value, known_items)}
                    yield Finding(UNKNOWN_EDITION, item.place("supersedes", "items", index, field), params)
