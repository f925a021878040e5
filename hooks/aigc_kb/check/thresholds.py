"""What the knowledge base asks of its own content, by `thresholds` in `site.yaml` (KB71x)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from statistics import median
from typing import Any, Final

from aigc_kb.check.pieces import TWO_ITEMS
from aigc_kb.check.registry import check
from aigc_kb.check.studies import studied_links
from aigc_kb.language.measure import characters, references_of, words
from aigc_kb.load.item import Item
from aigc_kb.load.store import FOLDERS, Store
from aigc_kb.model import fields as f
from aigc_kb.model.entries import Fact, Mitigation, Path, Problem
from aigc_kb.model.finding import Finding, Place, Rule
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.kinds import KINDS
from aigc_kb.model.studies import Study
from aigc_kb.model.text import LANGS, Text
from aigc_kb.model.thresholds import FrameworkThresholds, Thresholds

MESSAGE: Final = Text("{what}：{found}，至少要有 {least}", "{what}: {found}, where at least {least} are asked for")
REMEDY: Final = Text(
    "补足内容；若要求不合适，改 site.yaml 的 thresholds",
    "add what is missing, or change `thresholds` in site.yaml if they ask too much",
)

TOO_SMALL: Final = Rule(
    "KB711",
    Text("整体未达到自定的要求", "The whole is less than is asked for"),
    MESSAGE,
    REMEDY,
    Text(
        "知识库在 site.yaml 里写明自己至少要有多少内容，少了就是倒退。",
        "A knowledge base says in site.yaml how much there must be of it; less would be a step back.",
    ),
    bad="# site.yaml\nthresholds:\n  totals: {problems: 3}\n",
    good="# site.yaml\nthresholds:\n  totals: {problems: 2}\n",
)
INCOMPLETE: Final = Rule(
    "KB712",
    Text("条目未达到自定的要求", "Entry with less than is asked for"),
    MESSAGE,
    Text(
        "补足内容，或把条目标为草稿；若要求不合适，改 site.yaml 的 thresholds",
        "add what is missing, or mark the entry as a draft; change `thresholds` in site.yaml if they ask too much",
    ),
    Text("审校过的条目应当完整；草稿可以以后再补。", "A reviewed entry is complete; a draft may be filled in later."),
    bad="# site.yaml\nthresholds:\n  problem: {symptoms: 2}\n# problems/stale-bread.yaml\nstatus: reviewed\n",
    good=(
        "# site.yaml\nthresholds:\n  problem: {symptoms: 2}\n"
        "# problems/stale-bread.yaml\n"
        "status: reviewed\n"
        "symptoms:\n"
        "  - {zh: 早上切不动。, en: It resists the knife in the morning.}\n"
        "  - {zh: 面包芯掉渣。, en: The crumb falls apart.}\n"
    ),
)
UNCONNECTED: Final = Rule(
    "KB713",
    Text("难题与其他内容的联系未达到自定的要求", "Problem with fewer connections than are asked for"),
    MESSAGE,
    REMEDY,
    Text(
        "只有现象而没有对策、来源或对照的难题，帮不上读者。",
        "A problem without mitigations, sources or counterparts elsewhere is of little help.",
    ),
    bad=(
        "# site.yaml\nthresholds:\n  problem: {primary_references: 1}\n"
        "# references/doe-2024-bread.yaml\ntype: webpage\n"
        "# problems/stale-bread.yaml\nstatus: reviewed\n"
    ),
    good=(
        "# site.yaml\nthresholds:\n  problem: {primary_references: 1}\n# problems/stale-bread.yaml\nstatus: reviewed\n"
    ),
)
UNJUDGED: Final = Rule(
    "KB714",
    Text("框架条目没有判断", "Framework item that nobody judged"),
    Text(
        "没有条目对照“{item}”，它不是义务，也没写不收的理由",
        "no entry is mapped to `{item}`, it is no duty, and no reason sets it aside",
    ),
    Text(
        "给合适的条目加一行对照，写明义务（kind、duty），或写 out_of_scope",
        "map an entry to it, say what duty it is (`kind`, `duty`), or write `out_of_scope`",
    ),
    Text(
        "空着的一项可能是遗漏，也可能不相关，读者分不清。",
        "An open item may be a gap or beside the point: nobody can tell.",
    ),
    bad=("# site.yaml\nthresholds:\n  framework: {judged: [bakers-2024]}\n" + TWO_ITEMS),
    good=(
        "# site.yaml\nthresholds:\n  framework: {judged: [bakers-2024]}\n"
        + TWO_ITEMS
        + "    out_of_scope: {zh: 本库只谈出炉以后的事。, en: We treat only what happens after the oven.}\n"
    ),
)
SHORT_REASON: Final = Rule(
    "KB715",
    Text("不收的理由太短", "Reason that is too short"),
    MESSAGE,
    Text("写明为什么不收这一项", "say why this item is set aside"),
    Text("放在哪一项都合适的套话，等于没有判断。", "A formula that fits every item judges none."),
    bad=(
        "# site.yaml\nthresholds:\n  framework: {reason_letters: 30}\n"
        + TWO_ITEMS
        + "    out_of_scope: {zh: 不谈。, en: Not treated.}\n"
    ),
    good=(
        "# site.yaml\nthresholds:\n  framework: {reason_letters: 30}\n"
        + TWO_ITEMS
        + "    out_of_scope: {zh: 本库只谈出炉以后的事。, en: We treat only what happens after the oven.}\n"
    ),
)

PRIMARY: Final = frozenset(
    (
        "article",
        "article-journal",
        "paper-conference",
        "thesis",
        "report",
        "dataset",
        "standard",
        "legislation",
        "legal_case",
    )
)
"""Types of sources that measure, decide or rule themselves, as opposed to pages that report on such a source."""


def less_than_asked(rule: Rule, place: Place, what: Text, found: float, least: int) -> Finding:
    return Finding(rule, place, {"what": what, "found": f"{found:g}", "least": str(least)})


def _missed(
    thresholds: object, amounts: Mapping[str, Callable[[Any], float]], of: Any
) -> Iterator[tuple[str, Text, float, int]]:
    """The thresholds that something does not reach: name, meaning, what there is, what is asked for. Only what is asked
    for is counted."""
    for spec in f.specs(type(thresholds)):
        least = getattr(thresholds, spec.name)
        if spec.name in amounts and least and (found := amounts[spec.name](of)) < least:
            yield spec.name, spec.doc, found, least


def asked_of(store: Store) -> Thresholds:
    return store.site.value.thresholds if store.site else Thresholds()


def all_read(store: Store) -> bool:
    """Whether no file is broken: else what is missing may stand in it."""
    return all(len(store.folder(folder)) == len(store.ids.get(folder, {})) for folder in FOLDERS)


# -- the whole -----------------------------------------------------------------------------------------------------


def _files(folder: str, store: Store) -> int:
    return len(store.folder(folder))


_TOTALS: Final[Mapping[str, Callable[[Store], float]]] = {
    **{kind.folder: partial(_files, kind.folder) for kind in KINDS},
    "references": lambda store: len(store.references),
    "findings": lambda store: sum(len(item.value.findings) for item in store.of(Study).values()),
    "studied_problems": lambda store: len({problem for _, problem in studied_links(store)}),
    "founding_areas": lambda store: sum(item.value.founding for item in store.areas.values()),
    "origins": lambda store: len(store.site.value.origins) if store.site else 0,
    "median_characters": lambda store: _median(store, characters),
    "median_words": lambda store: _median(store, words),
}


def _median(store: Store, length: Callable[[Problem], int]) -> float:
    return median([length(item.value) for item in store.problems.values()] or [0])


@check(TOO_SMALL, standard=True)
def the_whole_is_large_enough(store: Store) -> Iterator[Finding]:
    if store.site is None or not all_read(store):
        return
    asked, place = asked_of(store).totals, store.site.place
    for name, what, found, least in _missed(asked, _TOTALS, store):
        yield less_than_asked(TOO_SMALL, place("thresholds", "totals", name), what, found, least)
    in_area = Counter(item.value.area for item in store.problems.values())
    for area, item in store.areas.items():
        if item.value.founding and in_area[area] < asked.founding_area_problems:
            what = Text(f"“{item.value.title.zh}”的难题", f"problems in `{area}`")
            yield less_than_asked(TOO_SMALL, item.place("id"), what, in_area[area], asked.founding_area_problems)
    answers = Counter(origin for item in store.problems.values() for origin in item.value.origin)
    for index, origin in enumerate(store.site.value.origins):
        if answers[origin.id] < asked.origin_problems:
            what = Text(f"回应 {origin.id} 的难题", f"problems that answer {origin.id}")
            where = place("origins", index, "id")
            yield less_than_asked(TOO_SMALL, where, what, answers[origin.id], asked.origin_problems)
    yield from _readers_and_languages(store)


def _readers_and_languages(store: Store) -> Iterator[Finding]:
    assert store.site is not None, "looked at before"
    asked, place = asked_of(store).totals, store.site.place
    readers = Counter(role for item in store.of(Path).values() for role in item.value.roles)
    for index, role in enumerate(asked.readers):
        if not readers[role]:
            what = Text(f"给“{role}”的阅读路径", f"reading paths for `{role}`")
            yield less_than_asked(TOO_SMALL, place("thresholds", "totals", "readers", index), what, 0, 1)
    if asked.cited:
        keys = {key for _, _, item in store.entries() for key in references_of(item.value)}
        languages = Counter(store.references[k].value.language[:2] for k in keys if k in store.references)
        for index, row in enumerate(asked.cited):
            if languages[row.language] < row.least:
                what = Text(f"引用的“{row.language}”文献", f"sources in `{row.language}` that are cited")
                where = place("thresholds", "totals", "cited", index)
                yield less_than_asked(TOO_SMALL, where, what, languages[row.language], row.least)


# -- entries -------------------------------------------------------------------------------------------------------


def _has_number(fact: Fact) -> bool:
    return all(any(char.isdigit() for char in fact.claim[lang]) for lang in LANGS)


_OF_PROBLEM: Final[Mapping[str, Callable[[Problem], int]]] = {
    "symptoms": lambda problem: len(problem.symptoms),
    "measure": lambda problem: len(problem.measure),
    "facts": lambda problem: sum(map(_has_number, problem.facts)),
    "questions": lambda problem: len(problem.questions),
    "references": lambda problem: len(references_of(problem)),
    "mappings": lambda problem: len(problem.mappings) + len(problem.no_match),
    "characters": characters,
    "words": words,
}
_OF_MITIGATION: Final[Mapping[str, Callable[[Mitigation], int]]] = {
    "steps": lambda mitigation: len(mitigation.steps),
    "worsens": lambda mitigation: len(mitigation.worsens),
    "limits": lambda mitigation: min(len(address.limits.zh) for address in mitigation.addresses),
    "drivers": lambda mitigation: len(mitigation.cost.drivers.zh),
    "characters": characters,
    "words": words,
}


@check(INCOMPLETE, alone=True, standard=True)
def reviewed_entries_are_complete(store: Store) -> Iterator[Finding]:
    asked = asked_of(store)
    for items, thresholds, amounts in (
        (store.problems, asked.problem, _OF_PROBLEM),
        (store.mitigations, asked.mitigation, _OF_MITIGATION),
    ):
        for item in _reviewed(items):
            for name, what, found, least in _missed(thresholds, amounts, item.value):
                yield less_than_asked(INCOMPLETE, _place(item, name), what, found, least)


def _reviewed(items: Mapping[str, Item[Any]]) -> Iterator[Item[Any]]:
    return (item for item in items.values() if item.value.status == "reviewed")


def _place(item: Item[Any], name: str) -> Place:
    """The field of that name, else the entry's id."""
    return item.place(name if name in f.by_key(type(item.value)) else "id")


@check(UNCONNECTED, standard=True)
def reviewed_problems_are_connected(store: Store) -> Iterator[Finding]:
    asked = asked_of(store).problem
    if not all_read(store):
        return
    addressed = Counter(address.problem for item in store.mitigations.values() for address in item.value.addresses)
    related = _related(store)
    amounts: Mapping[str, Callable[[Problem], int]] = {
        "mitigations": lambda problem: addressed[problem.id],
        "relations": lambda problem: related[problem.id],
        "primary_references": lambda problem: sum(
            store.references[key].value.type in PRIMARY for key in references_of(problem) if key in store.references
        ),
    }
    for item in _reviewed(store.problems):
        for _, what, found, least in _missed(asked, amounts, item.value):
            yield less_than_asked(UNCONNECTED, item.place("id"), what, found, least)
    if asked.both_sides_of is not None:
        yield from _one_sided(store, asked.both_sides_of)


def _related(store: Store) -> Counter[str]:
    """How many relations to other problems each problem has, its own and those that others name."""
    count = Counter[str]()
    for key, item in store.problems.items():
        for other in (*(edge.problem for edge in item.value.leads_to), *item.value.related):
            count.update((key, other))
    return count


def _one_sided(store: Store, jurisdiction: str) -> Iterator[Finding]:
    """The problems that are compared with frameworks of one side only."""
    for item in _reviewed(store.problems):
        compared = {row.framework for row in item.value.mappings} | {row.framework for row in item.value.no_match}
        inside = {
            store.frameworks[key].value.jurisdiction == jurisdiction for key in compared if key in store.frameworks
        }
        if inside != {True, False}:
            what = Text(
                f"对照的框架（{jurisdiction} 和别处）",
                f"sides of the frameworks compared ({jurisdiction} and elsewhere)",
            )
            yield less_than_asked(UNCONNECTED, item.place("mappings"), what, len(inside), 2)


# -- items of frameworks -------------------------------------------------------------------------------------------


@check(UNJUDGED, standard=True)
def items_are_judged(store: Store) -> Iterator[Finding]:
    asked = asked_of(store).framework
    if not (asked.judged or asked.others) or not all_read(store):
        return
    rows = (
        row
        for folder in ("problems", "mitigations")
        for item in store.folder(folder).values()
        for row in item.value.mappings
    )
    mapped = {(row.framework, row.item) for row in rows}
    for key, item in store.frameworks.items():
        excused = _excused(item.value, asked)
        for index, entry in enumerate(item.value.items):
            said = entry.out_of_scope or entry.duty or entry.kind in ("background", "definition")
            if not (said or entry.id in excused or (key, entry.id) in mapped):
                yield Finding(UNJUDGED, item.place("items", index, "id"), {"item": entry.id})


def _excused(framework: Framework, asked: FrameworkThresholds) -> set[str]:
    """The items of a framework that may be left open."""
    if framework.id in asked.judged:
        return set()
    if not asked.others:
        return {item.id for item in framework.items}
    groups = {listing.id for listing in framework.lists if listing.headings}
    headings = {item.parent for item in framework.items if item.parent}
    return headings | {item.id for item in framework.items if item.list in groups}


@check(SHORT_REASON, alone=True, standard=True)
def reasons_say_something(store: Store) -> Iterator[Finding]:
    asked = asked_of(store).framework
    least = {"zh": asked.reason_characters, "en": asked.reason_letters}
    docs = {spec.name: spec.doc for spec in f.specs(FrameworkThresholds)}
    what = {"zh": docs["reason_characters"], "en": docs["reason_letters"]}
    for item in store.frameworks.values():
        for index, entry in enumerate(item.value.items):
            for lang in LANGS:
                if entry.out_of_scope and (length := len(entry.out_of_scope[lang].strip())) < least[lang]:
                    place = item.place("items", index, "out_of_scope", lang)
                    yield less_than_asked(SHORT_REASON, place, what[lang], length, least[lang])
