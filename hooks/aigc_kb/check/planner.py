"""The planner: every condition can hold, every answer leads somewhere, and its page finds the questions it asks for (KB52x)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from aigc_kb.check.pieces import KIND_ANSWERS, KIND_QUESTION, QUESTIONS, REGION_ANSWERS, REGION_QUESTION
from aigc_kb.check.registry import check
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.item import Item
from aigc_kb.load.source import KeyPath
from aigc_kb.load.store import Store
from aigc_kb.model.conditions import Answered, leaves
from aigc_kb.model.fields import Logic
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.registers import ASKS_MODALITY, ASKS_REGION, ASKS_STAGE, Exclusion, Planner, PlannerRule
from aigc_kb.model.text import Text
from aigc_kb.model.walk import find

UNKNOWN_ANSWER: Final = Rule(
    "KB520",
    Text("自查规则指向不存在的问题或选项", "Planner rule with an unknown question or answer"),
    Text("没有“{value}”这个{what}{suggestion}", "there is no {what} `{value}`{suggestion}"),
    Text("改成已有的编号", "use an id that exists"),
    Text("条件写错的规则永远不会生效。", "A rule with a wrong condition never applies."),
    bad=(
        "# planner.yaml\n"
        "rules:\n"
        "  - id: white-goes-stale\n"
        "    when:\n"
        "      - question: kind\n"
        "        answers: [wheat]\n"
        "    raises:\n"
        "      - problem: stale-bread\n"
        "        points: 2\n"
        "    why: {zh: 白面包老化最快。, en: White bread goes stale first.}\n"
    ),
    good=(
        "# planner.yaml\n"
        "rules:\n"
        "  - id: white-goes-stale\n"
        "    when:\n"
        "      - question: kind\n"
        "        answers: [white]\n"
        "    raises:\n"
        "      - problem: stale-bread\n"
        "        points: 2\n"
        "    why: {zh: 白面包老化最快。, en: White bread goes stale first.}\n"
    ),
)


MISSING_QUESTION: Final = Rule(
    "KB521",
    Text("自查缺一个必问的问题", "Planner without a question that it relies on"),
    Text("自查没有编号为“{value}”的问题{suggestion}", "the planner has no question with the id `{value}`{suggestion}"),
    Text("补上这个问题，或改回它的编号", "add the question, or give it back its id"),
    Text(
        "自查页面按这些编号找回答：缺了哪个，难题不再按模态筛选、不再看阶段，或不再列出地区的框架。",
        "The planner's page looks for answers by these ids: without one, problems are no longer sifted by kind of output"
        " or favoured by stage, or no region's frameworks are listed.",
    ),
    bad=KIND_QUESTION + KIND_ANSWERS,
    good=QUESTIONS,
)
NAMES_NOTHING: Final = Rule(
    "KB522",
    Text("自查选项没有对应", "Planner answer that names nothing"),
    Text("“{value}”不是{what}{suggestion}", "`{value}` is no {what}{suggestion}"),
    Text("改成已有的编号，或补上缺的那一头", "use an id that exists, or add what is missing at the other end"),
    Text(
        "地区的选项与框架清单、模态和阶段的选项与 site.yaml 要对得上，否则选了也没有结果。",
        "Regions must agree with the lists of frameworks, kinds of output and stages with site.yaml; an answer that names"
        " nothing finds nothing.",
    ),
    bad=(
        "# planner.yaml\n"
        "frameworks:\n"
        "  - region: home\n"
        "    ids: [bakers-2024]\n"
        "  - region: abroads\n"
        "    ids: [bakers-2024]\n"
    ),
    good=(
        "# planner.yaml\n"
        "frameworks:\n"
        "  - region: home\n"
        "    ids: [bakers-2024]\n"
        "  - region: abroad\n"
        "    ids: [bakers-2024]\n"
    ),
)


LATER_QUESTION: Final = Rule(
    "KB523",
    Text("问题取决于还没问的问题", "Question that depends on a later one"),
    Text("“{id}”取决于“{other}”，可它还没问到", "`{id}` depends on `{other}`, which has not been asked by then"),
    Text("把“{other}”移到前面", "move `{other}` in front of it"),
    Text("问题按次序问，只能取决于前面的回答。", "Questions come in order and can depend on earlier answers only."),
    bad=(
        KIND_QUESTION
        + "    asked_when: {question: region, answers: [abroad]}\n"
        + KIND_ANSWERS
        + REGION_QUESTION
        + REGION_ANSWERS
    ),
    good=(
        KIND_QUESTION
        + KIND_ANSWERS
        + REGION_QUESTION
        + "    asked_when: {question: kind, answers: [rye]}\n"
        + REGION_ANSWERS
    ),
)
IDLE_QUESTION: Final = Rule(
    "KB524",
    Text("白问的问题", "Question that makes no difference"),
    Text("没有规则、义务或其他问题用到“{id}”的回答", "no rule, duty or other question uses the answer to `{id}`"),
    Text("写上用它的条件，或删掉这个问题", "write a condition that uses it, or remove the question"),
    Text("多问一句，读者就多一分不耐烦。", "Every question costs readers patience."),
    "hint",
    bad=(
        QUESTIONS + "  - id: oven\n"
        "    title: {zh: 用什么烤箱, en: Which oven}\n"
        "    multiple: false\n"
        "    options:\n"
        "      - id: gas\n"
        "        title: {zh: 燃气, en: Gas}\n"
        "      - id: wood\n"
        "        title: {zh: 柴火, en: Wood}\n"
    ),
    good=QUESTIONS,
)


@check(UNKNOWN_ANSWER)
def planner_conditions_can_hold(store: Store) -> Iterator[Finding]:
    if store.planner is None:
        return
    planner = store.planner
    options = {q.id: [option.id for option in q.options] for q in planner.value.questions}
    for item, at, condition in _conditions(store):
        if condition.question not in options:
            yield _unknown(item, (*at, "question"), Text("问题", "question"), condition.question, options)
            continue
        for k, value in enumerate(condition.answers):
            known = options[condition.question]
            if value not in known:
                yield _unknown(item, (*at, "answers", k), Text("选项", "answer"), value, known)
    known_frameworks = store.ids.get("frameworks", {})
    for i, row in enumerate(planner.value.frameworks):
        for k, key in enumerate(row.ids):
            if key not in known_frameworks:
                yield _unknown(planner, ("frameworks", i, "ids", k), Text("框架", "framework"), key, known_frameworks)


def _unknown(item: Item[Any], at: KeyPath, what: Text, value: str, known: Iterable[str]) -> Finding:
    params: dict[str, str | Text] = {"value": value, "what": what, "suggestion": did_you_mean(value, known)}
    return Finding(UNKNOWN_ANSWER, item.place(*at), params)


def _conditions(store: Store) -> Iterator[tuple[Item[Any], KeyPath, Answered]]:
    """The answers that rules, exclusions, questions and duties ask for, each with where it stands."""
    planner = store.planner
    if planner is None:
        return
    conditional: dict[str, tuple[PlannerRule | Exclusion, ...]]
    conditional = {"rules": planner.value.rules, "exclusions": planner.value.exclusions}
    for field, rules in conditional.items():
        for i, rule in enumerate(rules):
            for j, condition in enumerate(rule.when):
                yield planner, (field, i, "when", j), condition
    items: list[Item[Any]] = [planner, *store.frameworks.values()]
    for item in items:
        for at, _, condition in find(item.value, (Logic,)):
            yield from ((item, where, leaf) for where, leaf in leaves(condition, at))


@check(LATER_QUESTION)
def questions_follow_what_they_depend_on(store: Store) -> Iterator[Finding]:
    if store.planner is None:
        return
    asked: set[str] = set()
    for i, question in enumerate(store.planner.value.questions):
        for at, leaf in leaves(question.asked_when, ("questions", i, "asked_when")) if question.asked_when else ():
            if leaf.question not in asked:
                params = {"id": question.id, "other": leaf.question}
                yield Finding(LATER_QUESTION, store.planner.place(*at, "question"), params)
        asked.add(question.id)


@check(IDLE_QUESTION)
def questions_make_a_difference(store: Store) -> Iterator[Finding]:
    if store.planner is None:
        return
    used = {leaf.question for _, _, leaf in _conditions(store)} | {ASKS_MODALITY, ASKS_REGION, ASKS_STAGE}
    for i, question in enumerate(store.planner.value.questions):
        if question.id not in used:
            yield Finding(IDLE_QUESTION, store.planner.place("questions", i, "id"), {"id": question.id})


@check(MISSING_QUESTION)
def planner_asks_what_its_page_relies_on(store: Store) -> Iterator[Finding]:
    """A question is needed where it makes a difference: there are several kinds of output, stages, or any frameworks."""
    if store.planner is None or store.site is None:
        return
    site, planner = store.site.value, store.planner
    asked = [question.id for question in planner.value.questions]
    needed = {
        ASKS_MODALITY: len(site.modalities) > 1,
        ASKS_STAGE: len(site.stages) > 1,
        ASKS_REGION: bool(planner.value.frameworks),
    }
    for question, is_needed in needed.items():
        if is_needed and question not in asked:
            params: dict[str, str | Text] = {"value": question, "suggestion": did_you_mean(question, asked)}
            yield Finding(MISSING_QUESTION, planner.place("questions"), params)


@check(NAMES_NOTHING)
def planner_answers_name_something(store: Store) -> Iterator[Finding]:
    if store.planner is None or store.site is None:
        return
    site, planner = store.site.value, store.planner
    regions = [row.region for row in planner.value.frameworks]
    named = {
        ASKS_MODALITY: ([x.id for x in site.modalities], Text(" site.yaml 里的模态", "modality of site.yaml")),
        ASKS_STAGE: ([x.id for x in site.stages], Text(" site.yaml 里的阶段", "stage of site.yaml")),
        ASKS_REGION: (regions, Text("列有框架的地区", "region that frameworks are listed for")),
    }
    for i, question in enumerate(planner.value.questions):
        known, what = named.get(question.id, ([], Text("", "")))
        if not known:  # a question of the rules alone, or regions without frameworks
            continue
        offered = [option.id for option in question.options]
        for j in _strangers(offered, known):
            yield _names_nothing(planner, ("questions", i, "options", j, "id"), offered[j], known, what)
        if question.id == ASKS_REGION:
            what = Text("地区问题的选项", "answer about regions")
            for j in _strangers(regions, offered):
                yield _names_nothing(planner, ("frameworks", j, "region"), regions[j], offered, what)


def _strangers(values: Sequence[str], known: Sequence[str]) -> Iterator[int]:
    """The places of the values that are not known."""
    return (i for i, value in enumerate(values) if value not in known)


def _names_nothing(planner: Item[Planner], at: KeyPath, value: str, known: Sequence[str], what: Text) -> Finding:
    params: dict[str, str | Text] = {"value": value, "what": what, "suggestion": did_you_mean(value, known)}
    return Finding(NAMES_NOTHING, planner.place(*at), params)
