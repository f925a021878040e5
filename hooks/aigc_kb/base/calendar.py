"""The days of duties: when each begins, when grace ends, when it ends, and how that stands to the day of the data.

Nothing here asks the clock. The same data gives the same pages on every day; what day it is, the reader's browser adds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.model.frameworks import Framework, Item

What = Literal["start", "grace", "end"]
Stage = Literal["soon", "later", "force", "ended"]


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which something changes about a duty."""

    day: str
    what: What
    """`start`: from this day on; `grace`: from this day on for some products as well; `end`: the last day of it."""
    framework: Framework
    item: Item
    by: str = ""
    """The provision that gives grace."""
    number: int = 0
    """Which of several grace periods of a duty."""

    @property
    def id(self) -> tuple[str, str, str]:
        """What it is, whatever day it is moved to: framework, item and sort of event."""
        return self.framework.id, self.item.id, f"{self.what}-{self.number}" if self.number else self.what


def dated_duties(kb: KnowledgeBase) -> Iterator[tuple[Framework, Item]]:
    """Every duty with a first day, in the order of the data."""
    for framework in kb.frameworks.values():
        for item in framework.items:
            if item.is_duty and item.applies_from:
                yield framework, item


def events(kb: KnowledgeBase) -> list[Event]:
    """All days of all duties, the earliest first."""
    found: list[Event] = []
    for framework, item in dated_duties(kb):
        found.append(Event(item.applies_from or "", "start", framework, item))
        for number, grace in enumerate(item.transition):
            found.append(Event(grace.applies_from, "grace", framework, item, grace.by, number))
        if item.until:
            found.append(Event(item.until, "end", framework, item))
    return sorted(found, key=lambda event: event.day)


def as_of(kb: KnowledgeBase) -> str:
    """The newest day on which an entry was changed or a law was read."""
    days = [entry.updated for entry in kb.entries()]
    for framework in kb.frameworks.values():
        days += [framework.read_on, *(item.read_on for item in framework.items if item.read_on)]
    return max(days, default="1970-01-01")


def years_after(day: str, years: int) -> str:
    """The same day some years later, or before; 28 February for one that the year does not have."""
    old = date.fromisoformat(day)
    try:
        return old.replace(year=old.year + years).isoformat()
    except ValueError:
        return old.replace(year=old.year + years, day=28).isoformat()


def stage(item: Item, day: str) -> Stage:
    """How a duty stands on a day: begins within twelve months or later, is in force, or has ended."""
    if item.until and item.until < day:
        return "ended"
    start = item.applies_from or ""
    if start <= day:
        return "force"
    return "soon" if start <= years_after(day, 1) else "later"
