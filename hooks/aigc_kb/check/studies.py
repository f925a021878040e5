"""Rules about studies and about what stands behind a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.load.store import Store
from aigc_kb.model.entries import Mitigation
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.studies import Study
from aigc_kb.model.text import Text

_STUDY = (
    "# studies/doe-2024-staling.yaml\n"
    "findings:\n"
    "  - id: hardness\n"
    "    mitigation: {mitigation}\n"
    "    problem: {problem}\n"
    "    measures: quality\n"
    "    outcome: {{zh: 隔天的硬度, en: Hardness a day later}}\n"
    "    direction: better\n"
    "    direct: {direct}\n"
    "{more}"
    "    text: {{zh: 老化更慢。, en: Staling was slower.}}\n"
    "    read: primary\n"
    "    where: abstract\n"
)


def _example(mitigation: str = "sourdough", problem: str = "stale-bread", direct: str = "true", more: str = "") -> str:
    return _STUDY.format(mitigation=mitigation, problem=problem, direct=direct, more=more)


_ADDRESS = (
    "# mitigations/small-batches.yaml\n"
    "addresses:\n"
    "  - problem: stale-bread\n"
    "    effect: prevents\n"
    "    how: {{zh: 没有隔夜的面包。, en: No bread is kept overnight.}}\n"
    "{said}"
    "    limits: {{zh: 傍晚可能缺货。, en: The shelf may be empty in the evening.}}\n"
)
_PRACTICE = "    practice:\n      text: {zh: 面包店普遍这样做。, en: Bakeries commonly do so.}\n"
_SEARCHED = (
    "    searched:\n"
    '      - on: "2026-01-10"\n'
    "        where: {zh: 烘焙期刊, en: baking journals}\n"
    "        terms: [small batches staling]\n"
)

UNSUPPORTED: Final = Rule(
    "KB315",
    Text("没有说凭什么", "A link that nothing stands behind"),
    Text(
        "“{problem}”这一条既没有研究的发现，也没有通行做法和判断",
        "nothing stands behind the link to `{problem}`: no finding, no practice, no judgement",
    ),
    Text(
        "加一项研究（kb new study），或写 practice，或在 judgement 里写明是编者判断",
        "add a study (`kb new study`), or `practice`, or say in `judgement` that it is the editors' view",
    ),
    Text("读者要能看到这条对策凭什么说有用。", "Readers must see why the mitigation is said to help."),
    bad=_ADDRESS.format(said=_SEARCHED),
    good=_ADDRESS.format(said=_PRACTICE + _SEARCHED),
)
UNSEARCHED: Final = Rule(
    "KB323",
    Text("说没有研究，却没有写查过什么", "No study, and no search that found none"),
    Text(
        "“{problem}”这一条没有研究，也没有写查过什么",
        "the link to `{problem}` has no study, and does not say what was searched",
    ),
    Text(
        "加一项研究（kb new study），或在 searched 里写日期、地方和检索词",
        "add a study (`kb new study`), or write date, place and terms of a search under `searched`",
    ),
    Text(
        "“没有人测过”和别的论断一样，要让人能核对、能再查。",
        "That nobody has measured something is a claim like any other: it must be possible to check and to repeat it.",
    ),
    bad=_ADDRESS.format(said=_PRACTICE),
    good=_ADDRESS.format(said=_PRACTICE + _SEARCHED),
)
NO_LINK: Final = Rule(
    "KB350",
    Text("发现不在任何一条联系上", "A finding on no link"),
    Text(
        "“{mitigation}”没有写它针对或加重“{problem}”",
        "`{mitigation}` lists `{problem}` neither under `addresses` nor under `worsens`",
    ),
    Text("在那条对策里加上这条联系，或改这里的编号", "add the link to the mitigation, or change the ids here"),
    Text("没有联系的发现不会出现在任何条目上。", "A finding without a link appears on no entry."),
    bad=_example(problem="wasted-flour"),
    good=_example(),
)
TWICE: Final = Rule(
    "KB351",
    Text("同一项研究里编号重复", "Two findings with one id"),
    Text("编号“{id}”在这项研究里用了两次", "the id `{id}` is used twice in this study"),
    Text("给其中一个换个编号", "give one of them another id"),
    Text("链接按编号指到单个发现。", "Links lead to single findings by their ids."),
    bad=_example() + _example().partition("findings:\n")[2],
    good=_example() + _example().partition("findings:\n")[2].replace("id: hardness", "id: crumb"),
)
INDIRECT: Final = Rule(
    "KB352",
    Text("直接与否没有说清", "Indirect without a reason"),
    Text("direct 与 indirect 对不上", "`direct` and `indirect` do not agree"),
    Text(
        "direct 为 false 时在 indirect 里写差在哪里；为 true 时不写 indirect",
        "where `direct` is false, say in `indirect` what differs; where it is true, leave `indirect` out",
    ),
    Text(
        "间接证据分量轻，读者要知道差在哪里。",
        "Indirect evidence weighs less, and readers must know in what it differs.",
    ),
    bad=_example(direct="false"),
    good=_example(direct="false", more="    indirect: {zh: 试的是酵母面团。, en: A yeast dough was tried.}\n"),
)
EFFECT: Final = Rule(
    "KB353",
    Text("数字不全", "Numbers that are not whole"),
    Text(
        "effect 要么有 from 和 to，要么有 change；区间写下限、上限两个数",
        "`effect` needs `from` and `to`, or `change`; an interval has two numbers, the lower first",
    ),
    Text("按原文补全，原文没有就去掉 effect", "complete it from the source, or leave `effect` out"),
    Text("半截数字画不成图，也算不了。", "Half a number can be neither drawn nor reckoned with."),
    bad=_example(more="    effect:\n      from: 8\n      unit: {zh: 牛顿, en: newtons}\n      kind: score\n"),
    good=_example(
        more="    effect:\n      from: 8\n      to: 4\n      unit: {zh: 牛顿, en: newtons}\n      kind: score\n"
    ),
)


def studied(store: Store) -> set[tuple[str, str]]:
    """The pairs of mitigation and problem that findings are about."""
    return {(f.mitigation, f.problem) for item in store.of(Study).values() for f in item.value.findings}


def links(store: Store) -> list[tuple[str, str]]:
    """Mitigation and problem, for every problem that a mitigation addresses."""
    return [(key, x.problem) for key, item in store.of(Mitigation).items() for x in item.value.addresses]


def studied_links(store: Store) -> list[tuple[str, str]]:
    """Those of them that a finding is about."""
    found = studied(store)
    return [link for link in links(store) if link in found]


@check(UNSUPPORTED)
def links_say_why(store: Store) -> Iterator[Finding]:
    found = studied(store)
    for key, item in store.of(Mitigation).items():
        for index, address in enumerate(item.value.addresses):
            if not (address.practice or address.judgement or (key, address.problem) in found):
                yield Finding(UNSUPPORTED, item.place("addresses", index), {"problem": address.problem})


@check(UNSEARCHED)
def absences_were_searched(store: Store) -> Iterator[Finding]:
    found = studied(store)
    for key, item in store.of(Mitigation).items():
        for index, address in enumerate(item.value.addresses):
            if not address.searched and (key, address.problem) not in found:
                yield Finding(UNSEARCHED, item.place("addresses", index), {"problem": address.problem})


@check(NO_LINK)
def findings_are_on_links(store: Store) -> Iterator[Finding]:
    mitigations = {key: item.value for key, item in store.of(Mitigation).items()}
    links = {(key, a.problem) for key, m in mitigations.items() for a in m.addresses}
    links |= {(key, x.problem) for key, m in mitigations.items() for x in m.worsens}
    for item in store.of(Study).values():
        for index, finding in enumerate(item.value.findings):
            # Ids that do not exist are another rule's finding.
            if finding.mitigation in mitigations and (finding.mitigation, finding.problem) not in links:
                params = {"mitigation": finding.mitigation, "problem": finding.problem}
                yield Finding(NO_LINK, item.place("findings", index, "problem"), params)


@check(TWICE, alone=True)
def findings_have_ids_of_their_own(store: Store) -> Iterator[Finding]:
    for item in store.of(Study).values():
        seen: set[str] = set()
        for index, finding in enumerate(item.value.findings):
            if finding.id in seen:
                yield Finding(TWICE, item.place("findings", index, "id"), {"id": finding.id})
            seen.add(finding.id)


@check(INDIRECT, alone=True)
def indirect_findings_say_why(store: Store) -> Iterator[Finding]:
    for item in store.of(Study).values():
        for index, finding in enumerate(item.value.findings):
            if finding.direct == (finding.indirect is not None):
                yield Finding(INDIRECT, item.place("findings", index, "direct"))


@check(EFFECT, alone=True)
def effects_are_whole(store: Store) -> Iterator[Finding]:
    for item in store.of(Study).values():
        for index, finding in enumerate(item.value.findings):
            if (effect := finding.effect) is None:
                continue
            levels = effect.before is not None and effect.after is not None
            half = (effect.before is None) != (effect.after is None)
            low_first = len(effect.interval) in (0, 2) and list(effect.interval) == sorted(effect.interval)
            if half or levels == (effect.change is not None) or not low_first:
                yield Finding(EFFECT, item.place("findings", index, "effect"))
