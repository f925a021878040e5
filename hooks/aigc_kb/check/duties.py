"""Duties of frameworks: complete enough that a planner can name them (KB53x)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aigc_kb.check.pieces import QUESTIONS, TWO_ITEMS
from aigc_kb.check.registry import check
from aigc_kb.load.store import Store
from aigc_kb.model.conditions import leaves
from aigc_kb.model.fields import Logic
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.registers import ASKS_STAGE
from aigc_kb.model.text import Text
from aigc_kb.model.walk import find

_NEEDED: Final = ("binds", "trigger", "applies_from", "duty", "text_read", "read_on")
_HEAD: Final = TWO_ITEMS + "    kind: must\n    binds: [provider]\n"
_FROM: Final = "    trigger: {question: region, answers: [home]}\n" + '    applies_from: "2025-01-01"\n'
_REST: Final = (
    "    duty: {zh: 标明出炉日期。, en: Say when a loaf was baked.}\n"
    "    text_read: primary\n"
    '    read_on: "2026-01-10"\n'
)
_STAGES: Final = (
    "# site.yaml\n"
    "stages:\n"
    "  - id: bake\n"
    "    title: {zh: 烘烤, en: Bake}\n"
    "  - id: sell\n"
    "    title: {zh: 售卖, en: Sell}\n" + QUESTIONS + "  - id: stage\n"
    "    title: {zh: 走到哪一步, en: How far along is it}\n"
    "    multiple: false\n"
    "    options:\n"
    "      - id: bake\n"
    "        title: {zh: 烘烤, en: Bake}\n"
    "      - id: sell\n"
    "        title: {zh: 售卖, en: Sell}\n"
)

INCOMPLETE: Final = Rule(
    "KB530",
    Text("义务没有写全", "Duty that is not complete"),
    Text("义务“{item}”缺少 {fields}", "the duty `{item}` lacks {fields}"),
    Text(
        "补上；说不准的，kind 写 background 并在 note 里说明",
        "add them; if they are not known, make it `background` and say so in `note`",
    ),
    Text(
        "自查要告诉读者：约束谁、什么产品、从哪天起、要做什么、我们读的是什么文本。",
        "The planner tells whom it binds, which products, from which day, what to do, and how its text was read.",
    ),
    bad=_HEAD + _REST,
    good=_HEAD + _FROM + _REST,
)
ENDS_FIRST: Final = Rule(
    "KB531",
    Text("义务先结束后开始", "Duty that ends before it begins"),
    Text("“{item}”{until} 结束，{start} 才开始", "`{item}` ends on {until} and begins on {start}"),
    Text("改正其中一个日期", "correct one of the dates"),
    Text("这样的义务哪天都不适用。", "Such a duty applies on no day."),
    bad=_HEAD + _FROM + '    until: "2024-12-31"\n' + _REST,
    good=_HEAD + _FROM + '    until: "2029-12-31"\n' + _REST,
)
HIDDEN_BY_STAGE: Final = Rule(
    "KB532",
    Text("义务随阶段出现和消失", "Duty that comes and goes with the stage"),
    Text("“{item}”取决于“{question}”", "`{item}` depends on `{question}`"),
    Text("删去这个条件", "remove this condition"),
    Text(
        "还没走到那一步的人也要知道将来要做什么；阶段只决定先后，不决定有没有义务。",
        "Who is not that far along has to know what will be due: a stage puts duties in order and never hides one.",
    ),
    bad=_HEAD + _FROM.replace("region, answers: [home]", "stage, answers: [bake]") + _REST + _STAGES,
    good=_HEAD + _FROM + _REST + _STAGES,
)


@check(INCOMPLETE, alone=True)
def duties_are_complete(store: Store) -> Iterator[Finding]:
    for framework in store.frameworks.values():
        for i, item in enumerate(framework.value.items):
            missing = [name for name in _NEEDED if not getattr(item, name)]
            if item.is_duty and missing:
                params = {"item": item.id, "fields": ", ".join(missing)}
                yield Finding(INCOMPLETE, framework.place("items", i, "kind"), params)


@check(ENDS_FIRST, alone=True)
def duties_begin_before_they_end(store: Store) -> Iterator[Finding]:
    for framework in store.frameworks.values():
        for i, item in enumerate(framework.value.items):
            starts = [item.applies_from, *(transition.applies_from for transition in item.transition)]
            late = [start for start in starts if start and item.until and start > item.until]
            if late:
                params = {"item": item.id, "until": item.until or "", "start": late[0]}
                yield Finding(ENDS_FIRST, framework.place("items", i, "until"), params)


@check(HIDDEN_BY_STAGE, alone=True)
def duties_do_not_hang_on_the_stage(store: Store) -> Iterator[Finding]:
    for framework in store.frameworks.values():
        for at, _, condition in find(framework.value, (Logic,)):
            for where, leaf in leaves(condition, at):
                if leaf.question == ASKS_STAGE:
                    item = framework.value.items[int(at[1])]
                    params = {"item": item.id, "question": leaf.question}
                    yield Finding(HIDDEN_BY_STAGE, framework.place(*where, "question"), params)
