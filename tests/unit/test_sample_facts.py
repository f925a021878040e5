"""The drawing of facts for a re-check: the same seed draws the same facts, and more of them continue the fewer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scripts.sample_facts import Claim, carries_figure, claims, draw, findings, main

from aigc_kb import load
from aigc_kb.guide.sample import examples
from aigc_kb.guide.sample.full import EVERY_FIELD
from aigc_kb.model.entries import Practice
from aigc_kb.model.text import Text
from tests.conftest import ROOT, changed
from tests.golden import bakery

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


@pytest.mark.parametrize(
    ("en", "found"),
    [("It fell by 12%.", True), ("It fell [@doe-2025-fall].", False), ("See [[mitigation:top-10]].", False)],
)
def test_digits_of_citations_and_links_are_no_figures(en: str, found: bool) -> None:
    assert carries_figure(Text("无", en)) is found


def test_every_fact_of_the_data_is_in_the_population_once() -> None:
    kb = load(EXAMPLE)
    facts = [one for one in claims(kb) if one.field.startswith("facts")]
    assert len(facts) == sum(len(entry.facts) for entry in (*kb.measured(), *kb.cases.values()))
    assert len(set(facts)) == len(facts)


def test_a_practice_is_in_the_population_where_it_names_a_source_and_a_figure() -> None:
    kb = bakery()
    small = kb.mitigations["small-batches"]
    assert not [one for one in claims(kb) if one.field.startswith("addresses")], "its practice carries no figure"
    practice = Practice(
        text=Text("九成的摊位这样做，即 90%。", "It is 90% of stalls."), references=("guild-2022-sales",)
    )
    addresses = (small.addresses[0], replace(small.addresses[1], practice=practice))
    figured = changed(kb, mitigations={small.id: replace(small, addresses=addresses)})
    (found,) = [one for one in claims(figured) if one.field.startswith("addresses")]
    assert (found.entry, found.field, found.en) == ("small-batches", "addresses[02]", "It is 90% of stalls.")
    assert found.references == ("guild-2022-sales",)


def test_every_finding_of_every_study_is_in_the_population_once() -> None:
    drawn = list(findings(bakery()))
    assert len(drawn) == sum(len(study.findings) for study in bakery().studies.values()) > 10
    assert len(set(drawn)) == len(drawn)


def test_a_finding_is_drawn_with_all_that_can_be_wrong_about_it() -> None:
    found = {(one.entry, one.field): one for one in findings(bakery())}
    clock = found["wang-2023-clocks", "findings[clock]"]
    assert (clock.references, clock.as_of, clock.checked) == (("wang-2023-starch",), "2022", "primary, abstract")
    assert clock.more == (
        "link: alarm-clock -> burnt-crust, better",
        "test: direct, quasi-experiment, independent, 12500 loaves",
        "numbers: 12 -> 8 %",
    )
    assert found["doe-2024-ovens", "findings[clock]"].more[2] == "numbers: -2.5 loaves [-4, -1]"
    cakes = found["guild-2022-digest", "findings[cakes]"]
    assert cakes.more[1:] == ("test: indirect, survey, independent, sample not given", "numbers: -")


def test_findings_are_drawn_where_they_are_asked_for_and_leave_the_facts_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples.write(EVERY_FIELD, tmp_path)
    assert main([str(tmp_path), "--seed", "1", "--count", "2"]) == 0
    facts = capsys.readouterr().out
    assert "findings" not in facts
    assert main([str(tmp_path), "--seed", "1", "--count", "2", "--findings", "2"]) == 0
    both = capsys.readouterr().out
    assert both.startswith(facts.rstrip("\n") + "\n\nfindings: population 2, seed 1, drawn 2\n")
    assert both.count("doe-2024-staling findings[") == 2
    assert main([str(tmp_path), "--seed", "1", "--count", "2", "--findings", "3"]) == 2


def test_the_command_prints_what_it_drew(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(EXAMPLE), "--seed", "1", "--count", "1"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("population ")
    assert "1. " in printed
    assert "references: " in printed


def test_faulty_data_and_too_large_a_count_are_refused(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--seed", "1"]) == 2
    assert main([str(EXAMPLE), "--seed", "1", "--count", "100000"]) == 2
