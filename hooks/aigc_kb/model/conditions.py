"""What a duty, a rule or a question depends on: a small condition over the answers that the planner gets.

{question: region, answers: [eu]}                 one of these answers was given
{all: [...]}    {any: [...]}    {not: ...}         of other conditions
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from aigc_kb.model.fields import ID_PATTERN, ListOf, Str, spec
from aigc_kb.model.text import Text

_WORDS: Final = Text("小写字母、数字和连字符", "lower-case letters, digits and hyphens")
ANSWER: Final = Str(r"[a-z0-9]+(?:-[a-z0-9]+)*", _WORDS)
"""The id of an answer; unlike other ids it names no file, and may begin with a digit, as an age does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One of some answers to a question was given."""

    question: str = spec(Str(ID_PATTERN, _WORDS), "问题编号", "Id of the question")
    answers: tuple[str, ...] = spec(
        ListOf(ANSWER, least=1, unique=True), "任选其一即满足", "Answers of which one is needed"
    )


How = Literal["all", "any", "not"]
HOW: Final[tuple[How, ...]] = ("all", "any", "not")


@dataclass(frozen=True, slots=True)
class Combined:
    """All of some conditions, any of them, or not the one."""

    how: How
    parts: tuple[Condition, ...]


Condition = Answered | Combined


def leaves(condition: Condition, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Answered]]:
    """The answers that a condition asks for, each with where it stands in it."""
    if isinstance(condition, Answered):
        yield at, condition
        return
    for i, part in enumerate(condition.parts):
        yield from leaves(part, (*at, condition.how, *(() if condition.how == "not" else (i,))))


def to_value(condition: Condition) -> Any:
    """A condition as JSON has it, in the form of the data files."""
    if isinstance(condition, Answered):
        return {"question": condition.question, "answers": list(condition.answers)}
    parts = [to_value(part) for part in condition.parts]
    return {condition.how: parts[0] if condition.how == "not" else parts}
