"""Which duties a product has: conditions of three values, and what the sample's duties make of answers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigc_kb.base.duties import Answers, Questions, duties
from aigc_kb.model.conditions import Answered, Combined, Condition, leaves, to_value
from tests.golden import bakery

TABLE: dict[str, Any] = json.loads((Path(__file__).parents[1] / "fixtures/conditions.json").read_text("utf-8"))


def condition(value: Any) -> Condition:
    """A condition from its form in the table."""
    if "question" in value:
        return Answered(question=value["question"], answers=tuple(value["answers"]))
    ((how, parts),) = value.items()
    return Combined(how, tuple(condition(part) for part in ([parts] if how == "not" else parts)))


def asking(asked_when: dict[str, Condition]) -> Questions:
    questions = Questions(None)
    questions.asked_when = {**asked_when}
    return questions


QUESTIONS = asking({name: condition(when) for name, when in TABLE["asked_when"].items()})


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_a_condition_is_worth_what_the_table_says(case: dict[str, Any]) -> None:
    it = condition(case["condition"])
    assert to_value(it) == case["condition"]
    assert QUESTIONS.evaluate(it, case["answers"]) is case["value"]
    if case["value"] is None:
        assert list(QUESTIONS.open(it, case["answers"])) == case["open"]
    else:
        assert to_value(QUESTIONS.because(it, case["answers"])) == case["because"]


# -- what holds of all conditions -------------------------------------------------------------------------------------

OPTIONS = {"a": ("x", "y"), "b": ("x", "y", "z"), "c": ("x", "y")}
ASKED = asking({"c": Answered(question="a", answers=("x",))})
LEAF = st.sampled_from(sorted(OPTIONS)).flatmap(
    lambda q: st.sets(st.sampled_from(OPTIONS[q]), min_size=1).map(
        lambda given: Answered(question=q, answers=tuple(sorted(given)))
    )
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAF,
    lambda inner: (
        inner.map(lambda part: Combined("not", (part,)))
        | st.builds(Combined, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries({}, optional={q: st.sets(st.sampled_from(x), min_size=1) for q, x in OPTIONS.items()})


def no(part: Condition) -> Condition:
    return Combined("not", (part,))


@given(st.lists(CONDITIONS, min_size=1, max_size=3), ANSWERS)
def test_not_all_is_any_not(parts: list[Condition], answers: Answers) -> None:
    turned = tuple(no(part) for part in parts)
    for how, other in (("all", "any"), ("any", "all")):
        left = no(Combined(how, tuple(parts)))  # type: ignore[arg-type]
        right = Combined(other, turned)  # type: ignore[arg-type]
        assert ASKED.evaluate(left, answers) is ASKED.evaluate(right, answers)


@given(CONDITIONS, ANSWERS, st.sampled_from(["b", "c"]), st.data())
def test_an_answer_never_makes_a_decided_condition_open_or_turns_it(
    it: Condition, answers: Answers, question: str, data: st.DataObject
) -> None:
    """`a` decides whether `c` is asked, and so is not added: an answer to a question that is then not asked is void."""
    before = ASKED.evaluate(it, answers)
    if before is not None and question not in answers:
        more = data.draw(st.sets(st.sampled_from(OPTIONS[question]), min_size=1))
        assert ASKED.evaluate(it, {**answers, question: more}) is before


@given(CONDITIONS, ANSWERS)
def test_what_is_open_names_questions_and_what_is_decided_an_answer(it: Condition, answers: Answers) -> None:
    if ASKED.evaluate(it, answers) is None:
        asked = list(ASKED.open(it, answers))
        assert asked
        assert all(question not in answers for question in asked)
    else:
        decided = ASKED.because(it, answers)
        assert decided in [leaf for _, leaf in leaves(it)] or decided == ASKED.asked_when["c"]


@given(CONDITIONS, ANSWERS)
def test_answers_to_all_that_is_open_decide_a_condition(it: Condition, answers: Answers) -> None:
    told = dict(answers)
    for _ in range(len(OPTIONS) + 1):
        for question in ASKED.open(it, told):
            told[question] = {OPTIONS[question][0]}
    assert ASKED.evaluate(it, told) is not None


# -- duties -----------------------------------------------------------------------------------------------------------


def states(answers: Answers, day: str = "2026-01-10") -> dict[str, str]:
    return {duty.item.id: duty.state for duty in duties(bakery(), answers, day)}


def test_the_sample_s_duties_apply_are_open_or_do_not_apply() -> None:
    assert states({"region": ["home"], "kind": ["white"]}) == {"R1": "applies", "R2": "applies"}
    assert states({"region": ["home"], "kind": ["rye"]}) == {"R1": "open", "R2": "applies"}
    assert states({"region": ["abroad"], "kind": ["white"]}) == {"R1": "not", "R2": "applies"}
    assert states({}) == {"R1": "open", "R2": "open"}


def test_what_has_ended_is_left_out_and_what_begins_later_is_not() -> None:
    answers = {"region": ["home"], "kind": ["white"]}
    assert set(states(answers, "2031-12-31")) == {"R1", "R2"}
    assert set(states(answers, "2032-01-01")) == {"R2"}
    assert set(states(answers, "2020-01-01")) == {"R1", "R2"}


def test_a_transition_moves_the_first_day_and_says_so_while_it_is_open() -> None:
    answers = {"region": ["home"], "kind": ["white"]}

    def first(**more: list[str]) -> tuple[str, str | None]:
        (found,) = [x for x in duties(bakery(), {**answers, **more}, "2026-01-10") if x.item.id == "R1"]
        return found.start, found.grace.by if found.grace else None

    assert first() == ("2025-01-01", "Rule 9(2)")
    assert first(sliced=["yes"]) == ("2027-01-01", None)
    assert first(sliced=["no"]) == ("2025-01-01", None)


def test_without_a_planner_every_question_is_asked() -> None:
    kb = replace(bakery(), planner=None)
    assert {duty.state for duty in duties(kb, {"region": ["home"], "kind": ["white"]}, "2026-01-10")} == {"applies"}
