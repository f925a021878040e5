"""The drawing of facts for a re-check: the same seed draws the same facts, and more of them continue the fewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.sample_facts import Claim, claims, draw, findings, main

from aigc_kb import load
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "minimal" / "data"


def claim(number: int) -> Claim:
    return Claim("entry", f"facts[{number:02}]", "事实", "fact", (), "2026", "")


POPULATION = [claim(number) for number in range(1, 41)]


def test_the_same_seed_draws_the_same_facts_whatever_their_order() -> None:
    assert draw(POPULATION, 7, 10) == draw(POPULATION[::-1], 7, 10)
    assert draw(POPULATION, 7, 10) != draw(POPULATION, 8, 10)


def test_a_larger_sample_continues_a_smaller_one_without_repeating() -> None:
    forty = draw(POPULATION, 7, 40)
    assert draw(POPULATION, 7, 10) == forty[:10]
    assert sorted(forty) == POPULATION


def test_more_facts_than_there_are_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="41 claims asked for, 40 there are"):
        draw(POPULATION, 7, 41)


def test_every_fact_of_the_data_is_in_the_population_once() -> None:
    kb = load(EXAMPLE)
    facts = list(claims(kb))
    assert len(facts) == sum(len(entry.facts) for entry in (*kb.measured(), *kb.cases.values()))
    assert len(set(facts)) == len(facts)


def test_every_finding_of_the_data_is_in_the_population_once() -> None:
    kb = load(EXAMPLE)
    found = list(findings(kb))
    assert len(found) == sum(len(study.findings) for study in kb.studies.values())
    assert len(set(found)) == len(found)


def test_the_command_prints_what_it_drew(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(EXAMPLE), "--of", "facts", "--seed", "1", "--count", "1"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("population ")
    assert "1. " in printed
    assert "references: " in printed


def test_faulty_data_and_too_large_a_count_are_refused(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--seed", "1"]) == 2
    assert main([str(EXAMPLE), "--seed", "1", "--count", "100000"]) == 2
