"""Conditions with three values: the whole truth table, properties, and the duties that follow from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigc_kb import KnowledgeBase
from aigc_kb.base.duties import Duty, Questions, duties
from aigc_kb.model.conditions import Answered, Combined, Condition, to_value
from aigc_kb.model.frameworks import Framework, Transition
from aigc_kb.model.registers import Option, PlannerQuestion
from aigc_kb.model.text import Text
from tests.golden import bakery

TABLE: Final = Path(__file__).parents[1] / "fixtures" / "truth_table.json"
NAMES: Final = ("a", "b", "c")
GIVEN: Final = (("yes",), ("no",), None)
ALWAYS: Final = Questions(None)
"""Questions that are all asked, whatever was answered."""
NUMBERS: Final = {True: 1.0, None: 0.5, False: 0.0}


def leaf(question: str) -> Condition:
    return Answered(question=question, answers=("yes",))


def trees() -> list[Condition]:
    """Every tree of two leaves, each side and the whole turned or not, and those of three leaves beside each other."""
    sides: list[Condition] = [leaf("a"), leaf("b")]
    sides += [Combined("not", (side,)) for side in sides]
    pairs: list[Condition] = [Combined(how, pair) for how in ("all", "any") for pair in product(sides, sides)]
    triples = [Combined(how, tuple(map(leaf, NAMES))) for how in ("all", "any")]
    return [*sides, *pairs, *(Combined("not", (pair,)) for pair in pairs), *triples]


def answer_sets() -> list[dict[str, tuple[str, ...]]]:
    return [
        {name: value for name, value in zip(NAMES, row, strict=True) if value}
        for row in product(GIVEN, repeat=len(NAMES))
    ]


def by_number(condition: Condition, answers: Mapping[str, Any]) -> float:
    """The same logic told another way: false, unknown and true are 0, ½ and 1; `all` is the least, `any` the greatest."""
    if isinstance(condition, Answered):
        given_one = answers.get(condition.question)
        return NUMBERS[bool(set(condition.answers) & set(given_one)) if given_one else None]
    values = [by_number(part, answers) for part in condition.parts]
    return {"all": min(values), "any": max(values), "not": 1 - values[0]}[condition.how]


def table() -> dict[str, Any]:
    """What stands in the file: sets of answers, and for each condition its value under each of them."""
    sets = answer_sets()
    value = {number: name for name, number in NUMBERS.items()}
    rows = [[to_value(tree), [value[by_number(tree, answers)] for answers in sets]] for tree in trees()]
    return {"answers": sets, "conditions": rows}


def test_the_table_that_the_script_is_held_to_is_whole() -> None:
    assert json.loads(TABLE.read_text("utf-8")) == json.loads(json.dumps(table()))


def test_evaluate_follows_the_table() -> None:
    kept = json.loads(TABLE.read_text("utf-8"))
    for tree, (_, values) in zip(trees(), kept["conditions"], strict=True):
        assert [ALWAYS.evaluate(tree, answers) for answers in kept["answers"]] == values, to_value(tree)


# -- properties -------------------------------------------------------------------------------------------------------

CONDITIONS = st.recursive(
    st.builds(
        lambda question, answers: Answered(question=question, answers=tuple(sorted(answers))),
        st.sampled_from(NAMES),
        st.sets(st.sampled_from(["yes", "no", "some"]), min_size=1),
    ),
    lambda inner: st.one_of(
        st.builds(lambda part: Combined("not", (part,)), inner),
        st.builds(lambda how, parts: Combined(how, tuple(parts)), st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)  # fmt: skip
ANSWERS = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(["yes", "no", "some"]), min_size=1, max_size=2)
)


def question(name: str, asked_when: Condition | None = None) -> PlannerQuestion:
    options = tuple(Option(id=x, title=Text("选项", "Option")) for x in ("yes", "no", "some"))
    return PlannerQuestion(
        id=name, title=Text("问题", "Question"), multiple=True, asked_when=asked_when, options=options
    )


@given(CONDITIONS, ANSWERS, ANSWERS)
def test_more_answers_never_turn_a_settled_condition(condition: Condition, answers: Any, more: Any) -> None:
    value = ALWAYS.evaluate(condition, answers)
    assert value is None or ALWAYS.evaluate(condition, more | answers) is value


@given(CONDITIONS, ANSWERS)
def test_every_condition_has_the_value_that_counting_gives(condition: Condition, answers: Any) -> None:
    value = ALWAYS.evaluate(condition, answers)
    assert NUMBERS[value] == by_number(condition, answers)


@given(CONDITIONS, CONDITIONS, ANSWERS)
def test_all_and_any_are_each_others_mirror(one: Condition, two: Condition, answers: Any) -> None:
    mirrored = Combined("not", (Combined("any", (Combined("not", (one,)), Combined("not", (two,)))),))
    assert ALWAYS.evaluate(Combined("all", (one, two)), answers) is ALWAYS.evaluate(mirrored, answers)


@given(CONDITIONS, ANSWERS)
def test_an_open_condition_names_unanswered_questions_that_decide_it(condition: Condition, answers: Any) -> None:
    if ALWAYS.evaluate(condition, answers) is None:
        hanging = set(ALWAYS.open(condition, answers))
        assert hanging
        assert not hanging & set(answers)
        for answer in ("yes", "no", "some"):
            assert ALWAYS.evaluate(condition, answers | {name: [answer] for name in hanging}) is not None


def test_what_is_decided_already_is_not_asked() -> None:
    condition = Combined("all", (Combined("any", (leaf("a"), leaf("b"))), leaf("c")))
    assert list(ALWAYS.open(condition, {"a": ["yes"]})) == ["c"]


@given(CONDITIONS, ANSWERS)
def test_what_decided_a_condition_was_answered(condition: Condition, answers: Any) -> None:
    if ALWAYS.evaluate(condition, answers) is not None:
        assert ALWAYS.because(condition, answers).question in answers


# -- questions that follow from others --------------------------------------------------------------------------------

CHAIN = [question("a"), question("b", leaf("a")), question("c", leaf("b"))]


@pytest.fixture(scope="module")
def chain() -> Questions:
    planner = bakery().planner
    assert planner is not None
    return Questions(replace(planner, questions=tuple(CHAIN)))


def test_a_question_that_is_left_out_has_none_of_its_answers_whatever_was_once_given(chain: Questions) -> None:
    stale = {"a": ["no"], "b": ["yes"], "c": ["yes"]}
    assert [chain.asked(name, stale) for name in NAMES] == [True, False, False]
    assert [chain.evaluate(leaf(name), stale) for name in NAMES] == [False, False, False]
    assert chain.evaluate(Combined("not", (leaf("c"),)), stale) is True


def test_while_an_earlier_question_is_open_a_later_one_is_too(chain: Questions) -> None:
    assert [chain.asked(name, {}) for name in NAMES] == [True, None, None]
    assert chain.evaluate(leaf("c"), {}) is None


@pytest.mark.parametrize(("answers", "first"), [({}, "a"), ({"a": ["yes"]}, "b"), ({"a": ["yes"], "b": ["yes"]}, "c")])
def test_of_questions_that_follow_from_each_other_the_first_open_one_is_named(
    chain: Questions, answers: Any, first: str
) -> None:
    assert list(chain.open(leaf("c"), answers)) == [first]


@pytest.mark.parametrize(
    ("answers", "decider"),
    [
        ({"a": ["no"]}, "a"),
        ({"a": ["yes"], "b": ["no"]}, "b"),
        ({"a": ["yes"], "b": ["yes"], "c": ["no"]}, "c"),
    ],
)
def test_what_was_not_asked_is_explained_by_the_answer_that_left_it_out(
    chain: Questions, answers: Any, decider: str
) -> None:
    assert chain.because(leaf("c"), answers).question == decider


# -- duties -----------------------------------------------------------------------------------------------------------


def base(**changes: Any) -> KnowledgeBase:
    """The bakery with one law of one item: it binds whoever sells white bread abroad from 2026-06-01."""
    kb = bakery()
    assert kb.planner is not None
    planner = replace(kb.planner, questions=(*kb.planner.questions, question("old")))
    law = next(iter(kb.frameworks.values()))
    item = replace(
        law.items[0],
        kind="must",
        trigger=Combined("all", (Answered(question="region", answers=("abroad",)), WHITE)),
        applies_from="2026-06-01",
        transition=(Transition(when=leaf("old"), applies_from="2026-12-02", by="Art. 9"),),
    )
    law = replace(law, id="law", items=(replace(item, **changes),))
    return replace(kb, planner=planner, by_class={**kb.by_class, Framework: {"law": law}})


def outcome(answers: Mapping[str, Any], day: str = "2026-12-01", **changes: Any) -> Duty:
    (found,) = duties(base(**changes), answers, day)
    return found


WHITE = Answered(question="kind", answers=("white",))
HERE = {"kind": ["white"], "region": ["abroad"], "old": ["no"]}


def test_a_duty_applies_where_its_trigger_holds() -> None:
    found = outcome(HERE)
    assert (found.framework.id, found.state, found.open, found.because) == ("law", "applies", (), None)
    assert (found.start, found.grace) == ("2026-06-01", None)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [({"region": ["abroad"]}, ("kind",)), ({}, ("region", "kind")), ({"kind": ["white"]}, ("region",))],
)
def test_a_duty_that_hangs_on_open_questions_names_them(answers: Any, asked: tuple[str, ...]) -> None:
    found = outcome(answers)
    assert (found.state, found.open) == ("open", asked)


@pytest.mark.parametrize(
    ("answers", "decider"),
    [
        ({"kind": ["rye"]}, "kind"),
        ({"kind": ["rye"], "region": ["home"]}, "region"),
        (HERE | {"region": ["home"]}, "region"),
    ],
)
def test_a_duty_that_does_not_apply_says_which_answer_decided(answers: Any, decider: str) -> None:
    found = outcome(answers)
    assert found.state == "not"
    assert found.because is not None
    assert found.because.question == decider


def test_a_question_that_several_conditions_need_is_named_once() -> None:
    assert outcome({}, trigger=Combined("any", (WHITE, Answered(question="kind", answers=("rye",))))).open == ("kind",)


def test_of_several_answers_one_is_enough() -> None:
    assert outcome(HERE | {"region": ["home", "abroad"]}).state == "applies"


def test_grace_moves_the_first_day_for_products_that_have_it_and_is_named_while_open() -> None:
    graced = outcome(HERE | {"old": ["yes"]})
    assert (graced.start, graced.grace) == ("2026-12-02", None)
    for answers in ({"kind": ["white"], "region": ["abroad"]}, {"kind": ["white"]}):
        asked = outcome(answers)
        assert asked.start == "2026-06-01"
        assert asked.grace is not None
        assert (asked.grace.applies_from, asked.grace.by) == ("2026-12-02", "Art. 9")


def test_of_several_rules_of_grace_the_first_that_fits_counts() -> None:
    first, second = (
        Transition(when=leaf("old"), applies_from=day, by="Art. 9") for day in ("2027-01-01", "2028-01-01")
    )
    found = outcome(HERE | {"old": ["yes"]}, transition=(first, second))
    assert found.start == "2027-01-01"


def test_a_duty_is_over_the_day_after_its_last() -> None:
    assert outcome(HERE, until="2026-12-01").state == "applies"
    assert duties(base(until="2026-11-30"), HERE, "2026-12-01") == []


@pytest.mark.parametrize("change", [{"trigger": None}, {"kind": "voluntary"}, {"kind": "background"}, {"kind": None}])
def test_what_binds_nobody_or_has_no_trigger_is_no_duty(change: dict[str, Any]) -> None:
    assert duties(base(**change), HERE, "2026-12-01") == []


def test_duties_come_in_the_order_in_which_they_begin() -> None:
    kb = base()
    (law,) = kb.frameworks.values()
    dated = [replace(law.items[0], id=day, applies_from=day) for day in ("2027-01-01", "2020-05-05", "2026-06-01")]
    kb = replace(kb, by_class={**kb.by_class, Framework: {"law": replace(law, items=tuple(dated))}})
    assert [duty.start for duty in duties(kb, HERE, "2026-12-01")] == ["2020-05-05", "2026-06-01", "2027-01-01"]
