"""The rule by which findings become a grade and a verdict."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigc_kb.base.verdicts import CONTROLLED, DIRECTIONS, EXAMPLES, Direction, Evidence, assess

DESIGNS = (*sorted(CONTROLLED), "field-measurement", "observational", "survey", "audit")

evidence = st.builds(
    Evidence,
    study=st.sampled_from("ABCDEFGH"),
    direction=st.sampled_from(DIRECTIONS),
    design=st.sampled_from(DESIGNS),
    independent=st.booleans(),
    direct=st.booleans(),
    digest=st.booleans(),
)
findings = st.lists(evidence, max_size=12)

RANK = {"replicated": 0, "study": 1, "field": 2, "vendor": 3, "practice": 4, "opinion": 5}


def trial(study: str, direction: Direction, design: str = "randomised") -> Evidence:
    return Evidence(study, direction, design, independent=True, direct=True)


@given(findings, st.randoms())
def test_the_order_of_findings_does_not_matter(found: list[Evidence], dice: random.Random) -> None:
    shuffled = list(found)
    dice.shuffle(shuffled)
    assert assess(shuffled) == assess(found)


@given(findings)
def test_the_same_finding_twice_counts_once(found: list[Evidence]) -> None:
    assert assess([*found, *found]) == assess(found)


@given(findings)
def test_an_agreeing_independent_study_never_lowers_strength(found: list[Evidence]) -> None:
    before = assess(found)
    if before.strength.total == 0 or before.strength.leading == "mixed":
        return
    after = assess([*found, trial("new", before.strength.leading)])
    assert after.strength.leading == before.strength.leading
    assert getattr(after.strength, before.strength.leading) > getattr(before.strength, before.strength.leading)
    assert RANK[after.grade] <= RANK[before.grade]
    order = ["likely", "works"]
    if before.verdict in order:
        assert order.index(after.verdict) >= order.index(before.verdict)
    else:
        assert after.verdict == before.verdict


@given(findings)
def test_a_contrary_study_shows(found: list[Evidence]) -> None:
    before, after = assess(found), assess([*found, trial("new", "worse")])
    assert after.strength.worse == before.strength.worse + 1
    assert after.verdict != "works"


@given(findings)
def test_only_what_was_tested_directly_and_independently_works(found: list[Evidence]) -> None:
    if assess(found).verdict == "works":
        assert len({f.study for f in found if f.full and f.direction == "better"}) >= 2


@given(findings)
def test_a_digest_or_a_neighbour_alone_gives_no_grade(found: list[Evidence]) -> None:
    weak = [replace(f, direct=False) if index % 2 else replace(f, digest=True) for index, f in enumerate(found)]
    assert assess(weak).grade == "opinion"
    assert assess(weak, practice=True).grade == "practice"


@given(findings)
def test_every_study_is_counted_once(found: list[Evidence]) -> None:
    assessed = assess(found)
    assert assessed.strength.total + assessed.weaker.total == len({f.study for f in found})


@pytest.mark.parametrize(
    ("found", "grade", "verdict"),
    list(
        zip(
            EXAMPLES,
            (
                "opinion",
                "study",
                "replicated",
                "replicated",
                "study",
                "study",
                "study",
                "replicated",
                "field",
                "vendor",
                "vendor",
            ),
            (
                "untested",
                "likely",
                "works",
                "likely",
                "mixed",
                "mixed",
                "no-effect",
                "harmful",
                "likely",
                "untested",
                "likely",
            ),
            strict=True,
        )
    ),
)
def test_the_examples_of_the_method_page(found: tuple[Evidence, ...], grade: str, verdict: str) -> None:
    assessed = assess(found)
    assert (assessed.grade, assessed.verdict) == (grade, verdict)


def test_weaker_evidence_must_agree() -> None:
    near = [replace(trial(study, "better"), direct=False) for study in "AB"]
    assert assess(near).verdict == "likely"
    assert assess([*near, replace(trial("C", "none"), direct=False)]).verdict == "mixed"
    assert assess(near[:1]).verdict == "untested"


def test_a_study_that_found_both_is_mixed() -> None:
    assert assess([trial("A", "better"), trial("A", "none")]).strength.mixed == 1
