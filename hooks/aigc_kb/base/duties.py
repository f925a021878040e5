"""Which duties a product has: the triggers of framework items, held against what a reader says about the product.

A condition has three values (Kleene's strong logic, "Introduction to Metamathematics", 1952, § 64): it holds, it does
not, or it is open, because a question was not answered. `docs/assets/kb-planner.js` says the same in the reader's
browser; both are tested with the same table (`tests/fixtures/conditions.json`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.model.conditions import Answered, Condition
from aigc_kb.model.frameworks import Framework, Item, Transition
from aigc_kb.model.registers import Planner

Answers = Mapping[str, Collection[str]]
"""Question -> the answers given. A question that is not there was not answered."""
State = Literal["applies", "open", "not"]


@dataclass(frozen=True, slots=True)
class Duty:
    """How an item of a framework stands to a product."""

    framework: Framework
    item: Item
    state: State
    open: tuple[str, ...] = ()
    """Questions on which it depends, if `open`."""
    because: Answered | None = None
    """The answers that decided, if `not`."""
    start: str = ""
    """The first day on which it applies to this product."""
    grace: Transition | None = None
    """Another first day, if it is open whether the product has it."""


class Questions:
    """The planner's questions as far as conditions need them: when each is asked."""

    def __init__(self, planner: Planner | None) -> None:
        self.asked_when = {question.id: question.asked_when for question in planner.questions} if planner else {}

    def evaluate(self, condition: Condition, answers: Answers) -> bool | None:
        """Whether a condition holds; None if that is open. A question that is not asked because of other answers is
        answered by none of its answers."""
        if isinstance(condition, Answered):
            asked = self.asked(condition.question, answers)
            given = answers.get(condition.question, ())
            if asked is False:
                return False
            return any(answer in condition.answers for answer in given) if given else None
        values = [self.evaluate(part, answers) for part in condition.parts]
        if condition.how == "not":
            return None if values[0] is None else not values[0]
        decisive = condition.how == "any"
        if decisive in values:
            return decisive
        return None if None in values else not decisive

    def asked(self, question: str, answers: Answers) -> bool | None:
        """Whether a question matters; None if that is open."""
        when = self.asked_when.get(question)
        return True if when is None else self.evaluate(when, answers)

    def open(self, condition: Condition, answers: Answers) -> Iterator[str]:
        """The questions to ask next, so that an open condition is decided; some may occur more than once."""
        if isinstance(condition, Answered):
            when = self.asked_when.get(condition.question)
            if when is not None and self.evaluate(when, answers) is None:
                yield from self.open(when, answers)
            elif self.evaluate(condition, answers) is None:
                yield condition.question
            return
        for part in condition.parts:
            if self.evaluate(part, answers) is None:
                yield from self.open(part, answers)

    def because(self, condition: Condition, answers: Answers) -> Answered:
        """The answers that decided a condition which is not open."""
        if isinstance(condition, Answered):
            when = self.asked_when.get(condition.question)
            if when is not None and self.evaluate(when, answers) is False:
                return self.because(when, answers)
            return condition
        value = self.evaluate(condition, answers)
        wanted = value if condition.how != "not" else not value
        return self.because(next(x for x in condition.parts if self.evaluate(x, answers) is wanted), answers)


def duties(kb: KnowledgeBase, answers: Answers, day: str) -> list[Duty]:
    """What must and should be done, what may have to be, and what need not, on a day (ISO) or from a later one; what
    has ended by then is left out. In the order in which it begins."""
    questions = Questions(kb.planner)
    found = [
        _stands(questions, framework, item, item.trigger, answers)
        for framework in kb.frameworks.values()
        for item in framework.items
        if item.is_duty and item.trigger is not None and not (item.until and item.until < day)
    ]
    return sorted(found, key=lambda duty: (duty.start, duty.framework.id))


def _stands(questions: Questions, framework: Framework, item: Item, trigger: Condition, answers: Answers) -> Duty:
    value = questions.evaluate(trigger, answers)
    start, grace = item.applies_from or "", None
    for transition in item.transition:
        holds = questions.evaluate(transition.when, answers)
        if holds:
            start = transition.applies_from
            break
        if holds is None:
            grace = grace or transition
    if value is False:
        return Duty(framework, item, "not", because=questions.because(trigger, answers), start=start)
    if value is None:
        asked = tuple(dict.fromkeys(questions.open(trigger, answers)))
        return Duty(framework, item, "open", open=asked, start=start, grace=grace)
    return Duty(framework, item, "applies", start=start, grace=grace)
