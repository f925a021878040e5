"""Relations between entries: they lead somewhere, make sense, and are written once (KB31x)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from aigc_kb.check.registry import check
from aigc_kb.check.scan import found
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.item import Item
from aigc_kb.load.store import Store
from aigc_kb.model.fields import EntryRef
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.kinds import BY_NAME
from aigc_kb.model.text import Text
from aigc_kb.model.walk import Keys

UNKNOWN: Final = Rule(
    "KB310",
    Text("指向不存在的条目", "Relation to an unknown entry"),
    Text("没有名为“{id}”的{type}{suggestion}", "there is no {type} `{id}`{suggestion}"),
    Text("改成已有的 id，或先新建这个条目", "use an existing id, or create the entry first"),
    Text("断掉的关系会让页面缺链接。", "A broken relation leaves a page without its link."),
    bad="related: [wasted-flower]\n",
    good="related: [wasted-flour]\n",
)
SELF: Final = Rule(
    "KB311",
    Text("指向自己", "Relation to itself"),
    Text("“{id}”的 {field} 指向自己", "`{field}` of `{id}` points to the entry itself"),
    Text("删掉这一项", "remove this item"),
    Text("条目不能导致、替代或依赖自己。", "An entry cannot cause, replace or require itself."),
    bad="related: [stale-bread]\n",
    good="related: [wasted-flour]\n",
)
TWICE: Final = Rule(
    "KB312",
    Text("同一关系写了两次", "Relation written twice"),
    Text("{field} 到“{id}”的关系已写在 {other}", "the relation {field} to `{id}` is already written at {other}"),
    Text("只留一处；另一边由程序补上", "keep one; the other side is filled in by the code"),
    Text("关系只写一次，才不会两处说法不一。", "Written once, a relation cannot contradict itself."),
    bad="related: [wasted-flour]\n# problems/wasted-flour.yaml\nrelated: [stale-bread]\n",
    good="related: [wasted-flour]\n# problems/wasted-flour.yaml\nrelated: []\n",
)
CONTRADICTION: Final = Rule(
    "KB313",
    Text("前提与替代矛盾", "Contradictory relations"),
    Text("“{id}”既是前提又是替代", "`{id}` is both required and an alternative"),
    Text("只留其一", "keep one of the two"),
    Text("能替代它的东西不会是它的前提。", "What can stand in for a measure is not what it needs first."),
    bad="# mitigations/sourdough.yaml\nrequires: [small-batches]\nalternatives: [small-batches]\n",
    good="# mitigations/sourdough.yaml\nrequires: [small-batches]\nalternatives: []\n",
)
CYCLE: Final = Rule(
    "KB314",
    Text("前提成环", "Requirements form a circle"),
    Text("requires 成环：{path}", "`requires` goes round in a circle: {path}"),
    Text("去掉其中一条", "remove one of the relations"),
    Text("互为前提的措施谁也没法先做。", "Measures that require each other can never be started."),
    bad=(
        "# mitigations/sourdough.yaml\n"
        "requires: [small-batches]\n"
        "alternatives: []\n"
        "# mitigations/small-batches.yaml\n"
        "requires: [sourdough]\n"
    ),
    good=(
        "# mitigations/sourdough.yaml\n"
        "requires: [small-batches]\n"
        "alternatives: []\n"
        "# mitigations/small-batches.yaml\n"
        "requires: []\n"
    ),
)
UNHELPED: Final = Rule(
    "KB316",
    Text("问题没有任何对策", "Problem without mitigation"),
    Text("没有措施针对“{id}”", "no mitigation addresses `{id}`"),
    Text(
        "在某个措施的 addresses 里写上它；确实无解就保持 draft",
        "address it from a mitigation; where nothing helps yet, keep the status `draft`",
    ),
    Text("读者来找的是办法。", "Readers come for what helps."),
    bad="# problems/wasted-flour.yaml\nstatus: reviewed\n",
    good="# problems/wasted-flour.yaml\nstatus: draft\n",
)
DATES: Final = Rule(
    "KB317",
    Text("日期次序不对", "Dates out of order"),
    Text(
        "{later}（{later_date}）早于 {earlier}（{earlier_date}）",
        "`{later}` ({later_date}) is before `{earlier}` ({earlier_date})",
    ),
    Text("改正其中一个日期", "correct one of the dates"),
    Text("创建、改动、审校、复审依次发生。", "Creation, change and review follow in this order."),
    bad='created: "2026-01-10"\nupdated: "2025-12-24"\n',
    good='created: "2025-12-24"\nupdated: "2026-01-10"\n',
)


BOTH_WAYS: Final = Rule(
    "KB318",
    Text("既缓解又加重", "Addresses and worsens the same problem"),
    Text("对“{id}”既写了 addresses 又写了 worsens", "`{id}` is listed under both `addresses` and `worsens`"),
    Text(
        "若两者都成立，在 limits 和 how 里写清各在何时；否则删掉一条",
        "if both hold, say in `limits` and `how` when each does; else remove one",
    ),
    Text("读者要知道什么情况下它帮忙、什么情况下它添乱。", "Readers need to know when it helps and when it harms."),
    "hint",
    bad=(
        "# mitigations/small-batches.yaml\nworsens:\n  - problem: stale-bread\n"
        "    how: {zh: 小面包干得快。, en: Small loaves dry out sooner.}\n"
    ),
    good=(
        "# mitigations/small-batches.yaml\nworsens:\n  - problem: wasted-flour\n"
        "    how: {zh: 每次开炉都撒面粉。, en: Every batch is dusted with flour.}\n"
    ),
)


@check(UNKNOWN)
def relations_lead_somewhere(store: Store) -> Iterator[Finding]:
    for item, keys, kind, target in _references(store):
        types = [BY_NAME[name] for name in kind.types]
        folders = [type_.folder for type_ in types]
        if not any(target in store.ids.get(folder, {}) for folder in folders):
            known = [key for folder in folders for key in store.ids.get(folder, {})]
            params: dict[str, str | Text] = {
                "id": target,
                "type": _either([type_.label for type_ in types]),
                "suggestion": did_you_mean(target, known),
            }
            yield Finding(UNKNOWN, item.place(*keys), params)


def _references(store: Store) -> Iterator[tuple[Item[Any], Keys, EntryRef, str]]:
    for item in store.items():
        for keys, kind, target in found(item, EntryRef):
            yield item, keys, kind, target


def _either(names: list[Text]) -> Text:
    return Text(zh="或".join(n.zh for n in names), en=" or ".join(n.en for n in names))


@check(SELF)
def no_relation_to_itself(store: Store) -> Iterator[Finding]:
    for _, key, item in store.entries():
        for keys, _, target in found(item, EntryRef):
            if target == key:
                yield Finding(SELF, item.place(*keys), {"id": key, "field": str(keys[0])})


@check(TWICE)
def relations_are_written_once(store: Store) -> Iterator[Finding]:
    for _, _, item in store.entries():
        seen: dict[tuple[str, str], Keys] = {}
        for keys, _, target in found(item, EntryRef):
            field = str(keys[0])
            if (field, target) in seen and field != "stops":
                other = str(item.place(*seen[field, target]))
                yield Finding(TWICE, item.place(*keys), {"field": field, "id": target, "other": other})
            seen.setdefault((field, target), keys)
    for field, items in (("related", store.problems), ("alternatives", store.mitigations)):
        for key, item in items.items():
            for index, target in enumerate(getattr(item.value, field)):
                back = items.get(target)
                if back is not None and key in getattr(back.value, field) and key < target:
                    other = str(back.place(field, getattr(back.value, field).index(key)))
                    yield Finding(TWICE, item.place(field, index), {"field": field, "id": target, "other": other})


@check(CONTRADICTION)
def required_is_no_alternative(store: Store) -> Iterator[Finding]:
    for item in store.mitigations.values():
        for index, target in enumerate(item.value.requires):
            if target in item.value.alternatives:
                yield Finding(CONTRADICTION, item.place("requires", index), {"id": target})


@check(CYCLE)
def requirements_form_no_circle(store: Store) -> Iterator[Finding]:
    graph = {key: item.value.requires for key, item in store.mitigations.items()}
    done: set[str] = set()
    for start in graph:
        stack: list[tuple[str, list[str]]] = [(start, [start])]
        while stack:
            node, trail = stack.pop()
            if node in done:
                continue
            for target in graph.get(node, ()):
                if target == start and target != node:
                    item = store.mitigations[start]
                    yield Finding(CYCLE, item.place("requires"), {"path": " → ".join([*trail, start])})
                elif target not in trail:
                    stack.append((target, [*trail, target]))
        done.add(start)


@check(UNHELPED)
def problems_are_addressed(store: Store) -> Iterator[Finding]:
    addressed = {a.problem for item in store.mitigations.values() for a in item.value.addresses}
    # A mitigation that is there but broken may address anything: then the question cannot be answered.
    if len(store.mitigations) < len(store.ids.get("mitigations", {})):
        return
    for key, item in store.problems.items():
        if item.value.status == "reviewed" and key not in addressed:
            yield Finding(UNHELPED, item.place("id"), {"id": key})


@check(DATES)
def dates_are_in_order(store: Store) -> Iterator[Finding]:
    for _, _, item in store.entries():
        for earlier, later in (("created", "updated"), ("created", "reviewed"), ("reviewed", "review_by")):
            first, second = getattr(item.value, earlier), getattr(item.value, later)
            if second < first:
                params = {"earlier": earlier, "earlier_date": first, "later": later, "later_date": second}
                yield Finding(DATES, item.place(later), params)


@check(BOTH_WAYS)
def help_and_harm_are_told_apart(store: Store) -> Iterator[Finding]:
    for item in store.mitigations.values():
        addressed = {a.problem for a in item.value.addresses}
        for index, edge in enumerate(item.value.worsens):
            if edge.problem in addressed:
                yield Finding(BOTH_WAYS, item.place("worsens", index, "problem"), {"id": edge.problem})
