"""The planner: every condition can hold, every answer leads somewhere, and its page finds the questions it asks for (KB52x)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.source import KeyPath
from aigc_kb.load.store import Item, Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.registers import ASKS_MODALITY, ASKS_REGION, ASKS_STAGE, Exclusion, Planner, PlannerRule
from aigc_kb.model.text import Text

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
    bad=(
        "# planner.yaml\n"
        "questions:\n"
        "  - id: kind\n"
        "    title: {zh: 烤什么, en: What do you bake}\n"
        "    multiple: false\n"
        "    options:\n"
        "      - id: white\n"
        "        title: {zh: 白面包, en: White bread}\n"
        "      - id: rye\n"
        "        title: {zh: 黑麦面包, en: Rye bread}\n"
    ),
    good=(
        "# planner.yaml\n"
        "questions:\n"
        "  - id: kind\n"
        "    title: {zh: 烤什么, en: What do you bake}\n"
        "    multiple: false\n"
        "    options:\n"
        "      - id: white\n"
        "        title: {zh: 白面包, en: White bread}\n"
        "      - id: rye\n"
        "        title: {zh: 黑麦面包, en: Rye bread}\n"
        "  - id: region\n"
        "    title: {zh: 卖到哪里, en: Where is it sold}\n"
        "    multiple: true\n"
        "    options:\n"
        "      - id: home\n"
        "        title: {zh: 本地, en: At home}\n"
        "      - id: abroad\n"
        "        title: {zh: 外地, en: Abroad}\n"
    ),
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


@check(UNKNOWN_ANSWER)
def planner_conditions_can_hold(store: Store) -> Iterator[Finding]:
    if store.planner is None:
        return
    planner = store.planner
    options = {q.id: [option.id for option in q.options] for q in planner.value.questions}
    question, answer = Text("问题", "question"), Text("选项", "answer")
    conditional: list[tuple[str, int, PlannerRule | Exclusion]]
    conditional = [("rules", i, rule) for i, rule in enumerate(planner.value.rules)]
    conditional += [("exclusions", i, exclusion) for i, exclusion in enumerate(planner.value.exclusions)]
    for field, i, rule in conditional:
        for j, condition in enumerate(rule.when):
            at = (field, i, "when", j)
            if condition.question not in options:
                params: dict[str, str | Text] = {"value": condition.question, "what": question}
                params["suggestion"] = did_you_mean(condition.question, options)
                yield Finding(UNKNOWN_ANSWER, planner.place(*at, "question"), params)
                continue
            for k, value in enumerate(condition.answers):
                known = options[condition.question]
                if value not in known:
                    params = {"value": value, "what": answer, "suggestion": did_you_mean(value, known)}
                    yield Finding(UNKNOWN_ANSWER, planner.place(*at, "answers", k), params)
    for i, row in enumerate(planner.value.frameworks):
        known_frameworks = store.ids.get("frameworks", {})
        for k, key in enumerate(row.ids):
            if key not in known_frameworks:
                params = {"value": key, "what": Text("框架", "framework")}
                params["suggestion"] = did_you_mean(key, known_frameworks)
                yield Finding(UNKNOWN_ANSWER, planner.place("frameworks", i, "ids", k), params)


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
