"""What the findings on one link between a mitigation and a problem come to: a tally, a grade and a verdict.

The rule is one pure function of the findings, which the method page prints with `EXAMPLES`. It keeps two questions
apart: how strong the evidence is (the grade) and what it says (the verdict). Both follow from counts that stand beside
them, as Conservation Evidence and the EEF Teaching and Learning Toolkit do for their fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

Direction = Literal["better", "none", "worse", "mixed"]
DIRECTIONS: Final[tuple[Direction, ...]] = get_args(Direction)

Verdict = Literal["works", "likely", "mixed", "no-effect", "harmful", "untested"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)

CONTROLLED: Final = frozenset({"randomised", "quasi-experiment", "before-after", "benchmark", "simulation", "review"})
"""Designs that compare with and without the mitigation; all others observe."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one finding weighs on one link."""

    study: str
    """Findings of one study count once."""
    direction: Direction
    design: str
    independent: bool
    """Whether nobody who makes or sells what is tested paid for it or wrote it."""
    direct: bool
    """Whether the mitigation itself was tested on this problem."""
    digest: bool = False
    """Whether it was read in somebody's summary only."""

    @property
    def full(self) -> bool:
        """Whether it carries a verdict by itself: independent, direct, and read at the source or a copy of it."""
        return self.independent and self.direct and not self.digest


@dataclass(frozen=True, slots=True)
class Tally:
    """How many studies say what."""

    better: int = 0
    none: int = 0
    worse: int = 0
    mixed: int = 0

    @property
    def total(self) -> int:
        return self.better + self.none + self.worse + self.mixed

    @property
    def leading(self) -> Direction:
        """What more than half of the studies say, else mixed."""
        for direction in DIRECTIONS:
            if 2 * getattr(self, direction) > self.total:
                return direction
        return "mixed"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the evidence on a link comes to."""

    grade: str
    verdict: Verdict
    strength: Tally
    """Independent studies that tested the mitigation on the problem directly."""
    weaker: Tally
    """All other studies: by a vendor, on something near, or read in a digest."""


def assess(findings: Iterable[Evidence], *, practice: bool = False) -> Assessment:
    """The grade and verdict of a link. `practice`: whether common practice stands behind it. The order of the findings
    does not matter.

    A study counts once: if its findings differ, as mixed. Studies that carry a verdict by themselves decide alone: more
    than half must say the same, else the verdict is mixed, and it is `works` only if two say so and none found harm.
    Where there is no such study the weaker ones speak, but it takes two, and they must agree.
    """
    findings = tuple(findings)
    strength = _tally(f for f in findings if f.full)
    studied = {f.study for f in findings if f.full}
    weaker = _tally(f for f in findings if not f.full and f.study not in studied)
    return Assessment(_grade(findings, strength, practice=practice), _verdict(strength, weaker), strength, weaker)


def _tally(findings: Iterable[Evidence]) -> Tally:
    said: dict[str, set[Direction]] = {}
    for finding in findings:
        said.setdefault(finding.study, set()).add(finding.direction)
    counts = dict.fromkeys(DIRECTIONS, 0)
    for directions in said.values():
        counts[next(iter(directions)) if len(directions) == 1 else "mixed"] += 1
    return Tally(**counts)


def _verdict(strength: Tally, weaker: Tally) -> Verdict:
    if strength.total:
        leading = strength.leading
    elif weaker.total >= 2:
        leading = weaker.leading if getattr(weaker, weaker.leading) == weaker.total else "mixed"
    else:
        return "untested"
    match leading:
        case "better":
            return "works" if strength.better >= 2 and not strength.worse else "likely"
        case "none":
            return "no-effect"
        case "worse":
            return "harmful"
    return "mixed"


def _grade(findings: tuple[Evidence, ...], strength: Tally, *, practice: bool) -> str:
    """The strongest of the six grades that the findings allow."""
    full = [f for f in findings if f.full]
    if max(strength.better, strength.none, strength.worse) >= 2:
        return "replicated"
    if any(f.design in CONTROLLED for f in full):
        return "study"
    if full:
        return "field"
    if any(f.direct and not f.digest for f in findings):
        return "vendor"
    return "practice" if practice else "opinion"


def _example(*rows: tuple[str, Direction, str, bool, bool]) -> tuple[Evidence, ...]:
    return tuple(Evidence(*row) for row in rows)


EXAMPLES: Final[tuple[tuple[Evidence, ...], ...]] = (
    (),
    _example(("A", "better", "randomised", True, True)),
    _example(("A", "better", "randomised", True, True), ("B", "better", "benchmark", True, True)),
    _example(
        ("A", "better", "randomised", True, True),
        ("B", "better", "benchmark", True, True),
        ("C", "worse", "benchmark", True, True),
    ),
    _example(("A", "better", "benchmark", True, True), ("B", "worse", "randomised", True, True)),
    _example(("A", "better", "randomised", True, True), ("A", "none", "randomised", True, True)),
    _example(("A", "none", "randomised", True, True)),
    _example(("A", "worse", "randomised", True, True), ("B", "worse", "observational", True, True)),
    _example(("A", "better", "observational", True, True)),
    _example(("A", "better", "benchmark", False, True)),
    _example(("A", "better", "benchmark", False, True), ("B", "better", "randomised", True, False)),
)
"""Worked examples for the method page: study, direction, design, independent, direct."""
