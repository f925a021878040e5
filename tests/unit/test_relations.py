"""What follows from the entries though none of them says it: both ends of a relation, orders, uses, counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aigc_kb import DataError, load
from aigc_kb.base.counts import counts
from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Relations, relate, summary
from aigc_kb.base.verdicts import Tally
from aigc_kb.guide.sample import examples
from aigc_kb.language.measure import characters, references_of, words
from aigc_kb.model.entries import Entry
from aigc_kb.model.text import Text
from tests.conftest import changed
from tests.golden import bakery


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return bakery()


@pytest.fixture(scope="module")
def relations() -> Relations:
    return relate(bakery())


def lengths(entry: Entry) -> tuple[int, int]:
    return characters(entry), words(entry)


def test_what_is_related_is_related_both_ways(kb: KnowledgeBase, relations: Relations) -> None:
    assert kb.problems["stale-bread"].related == ("under-proofing",)
    assert kb.problems["under-proofing"].related == ()
    assert relations.related["stale-bread"] == ("under-proofing",)
    assert relations.related["under-proofing"] == ("stale-bread",)
    assert "soggy-base" not in relations.related


def test_a_relation_that_both_sides_state_is_there_once(kb: KnowledgeBase) -> None:
    both = replace(kb.problems["under-proofing"], related=("stale-bread", "soggy-base"))
    related = relate(changed(kb, problems={**kb.problems, both.id: both})).related
    assert related["stale-bread"] == ("under-proofing",)
    assert related["under-proofing"] == ("stale-bread", "soggy-base")
    assert related["soggy-base"] == ("under-proofing",)


def test_alternatives_are_alternatives_to_each_other(relations: Relations) -> None:
    assert relations.alternatives == {"sourdough": ("small-batches",), "small-batches": ("sourdough",)}


def test_mitigations_of_a_problem_stand_by_verdict_then_grade_then_effect_then_id(relations: Relations) -> None:
    found = {problem: [m.id for m, _ in pairs] for problem, pairs in relations.addressed_by.items()}
    assert found == {
        # likely, mixed, untested, no effect: the verdict counts before the grade
        "stale-bread": ["sourdough", "small-batches", "starter-care", "thermometer"],
        # works, likely
        "burnt-crust": ["alarm-clock", "thermometer"],
        "wasted-flour": ["small-batches"],
        "soggy-base": ["alarm-clock"],
    }


def test_of_one_verdict_the_stronger_grade_stands_first_then_the_effect(kb: KnowledgeBase) -> None:
    small = kb.mitigations["small-batches"]
    stale = small.addresses[1]
    untested = replace(small, id="untested", addresses=(replace(stale, practice=None, effect="prevents"),))
    practice = replace(small, id="practice", addresses=(replace(stale, effect="recovers"),))
    reduces = replace(small, id="again", addresses=(replace(stale, practice=None, effect="reduces"),))
    relations = relate(changed(kb, mitigations={m.id: m for m in (reduces, untested, practice)}))
    assert [m.id for m, _ in relations.addressed_by["stale-bread"]] == ["practice", "untested", "again"]


def test_mitigations_of_one_verdict_and_grade_stand_by_effect(kb: KnowledgeBase) -> None:
    first, *_ = kb.mitigations["starter-care"].addresses
    twins = {
        effect: replace(kb.mitigations["starter-care"], id=effect, addresses=(replace(first, effect=effect),))
        for effect in ("recovers", "detects", "reduces", "prevents")
    }
    relations = relate(changed(kb, mitigations=twins, studies={}))
    assert [m.id for m, _ in relations.addressed_by["stale-bread"]] == ["prevents", "reduces", "detects", "recovers"]


def test_mitigations_of_one_grade_and_effect_stand_by_id(kb: KnowledgeBase) -> None:
    prevents = kb.mitigations["small-batches"]
    twins = {key: replace(prevents, id=key) for key in ("b", "a", "c")}
    relations = relate(changed(kb, mitigations=twins))
    assert [m.id for m, _ in relations.addressed_by["stale-bread"]] == ["a", "b", "c"]


def test_each_relation_is_known_from_its_other_end(relations: Relations) -> None:
    assert {key: [m.id for m, _ in pairs] for key, pairs in relations.worsened_by.items()} == {
        "under-proofing": ["small-batches", "sourdough"],
        "burnt-crust": ["sourdough"],
    }
    assert {key: [problem for problem, _ in pairs] for key, pairs in relations.led_by.items()} == {
        "wasted-flour": ["soggy-base", "stale-bread"],
        "burnt-crust": ["stale-bread"],
        "stale-bread": ["wasted-flour"],
    }
    assert relations.led_by["burnt-crust"][0][1].problem == "burnt-crust"
    assert relations.required_by == {"starter-care": ("sourdough",), "thermometer": ("alarm-clock",)}
    assert relations.shown_in == {
        "burnt-crust": ("burnt-market",),
        "stale-bread": ("empty-shelf",),
        "small-batches": ("empty-shelf",),
    }
    assert relations.on_paths == {"stale-bread": ("first-week",)}
    assert relations.answers == {"S01": ("stale-bread",)}


def test_a_path_that_comes_by_twice_is_named_once(kb: KnowledgeBase) -> None:
    path = kb.paths["first-week"]
    twice = replace(path, stops=path.stops * 2)
    assert relate(changed(kb, paths={path.id: twice})).on_paths == {"stale-bread": ("first-week",)}


def test_rows_and_gaps_are_known_from_the_framework(relations: Relations) -> None:
    assert {item: [key for key, _ in rows] for item, rows in relations.mapped.items()} == {
        ("bakers-2024", "B1"): ["stale-bread", "small-batches"],
        ("guild-2020", "B2"): ["burnt-crust"],
        ("guild-2020", "B1"): ["burnt-crust"],
    }
    assert relations.unmatched == {"bakers-2024": ("burnt-crust", "wasted-flour"), "guild-2020": ("small-batches",)}
    assert relations.items["bakers-2024", "B1.1"].title.en == "Leathery crust"
    assert len(relations.items) == 10


def test_a_reference_is_cited_by_fields_and_by_texts(kb: KnowledgeBase, relations: Relations) -> None:
    stale = kb.problems["stale-bread"]
    assert references_of(stale) == {"doe-2024-bread", "wang-2023-starch", "guild-2022-sales"}
    assert relations.cites["stale-bread"] == ("doe-2024-bread", "guild-2022-sales", "wang-2023-starch")
    in_text = replace(stale, facts=(), measure=(), causes=Text("甲[@k-one; @k-two]。", "A [@k-one; @k-two]."))
    assert references_of(in_text) == {"k-one", "k-two"}
    assert relations.cites["soggy-base"] == ()
    assert relations.cited_in["wang-2023-starch"] == ("stale-bread", "alarm-clock", "thermometer")
    assert "able-2021-ovens" not in relations.cited_in


def test_a_reference_of_a_study_is_cited_by_the_mitigation_that_it_tested(kb: KnowledgeBase) -> None:
    assert references_of(kb.mitigations["thermometer"]) == frozenset(), "its file names none"
    assert relate(kb).cites["thermometer"] == ("doe-2024-bread", "guild-2022-sales", "wang-2023-starch")
    assert relate(changed(kb, studies={})).cites["thermometer"] == ()


def test_grade_and_verdict_of_a_link_follow_from_the_studies_alone(relations: Relations) -> None:
    assessed = {pair: (x.assessment.grade, x.assessment.verdict) for pair, x in relations.evidence.items()}
    assert assessed == {
        ("alarm-clock", "burnt-crust"): ("replicated", "works"),
        ("alarm-clock", "soggy-base"): ("vendor", "harmful"),
        ("small-batches", "wasted-flour"): ("opinion", "untested"),
        ("small-batches", "stale-bread"): ("study", "mixed"),
        ("sourdough", "stale-bread"): ("study", "likely"),
        ("starter-care", "stale-bread"): ("practice", "untested"),
        ("thermometer", "burnt-crust"): ("replicated", "likely"),
        ("thermometer", "stale-bread"): ("field", "no-effect"),
        # What it makes worse
        ("small-batches", "under-proofing"): ("opinion", "untested"),
        ("sourdough", "burnt-crust"): ("field", "harmful"),
        ("sourdough", "under-proofing"): ("opinion", "untested"),
    }


def test_there_is_evidence_for_every_pair_that_is_addressed_or_worsened(kb: KnowledgeBase) -> None:
    edges = {(m.id, edge.problem) for m in kb.mitigations.values() for edge in m.addresses}
    edges |= {(m.id, edge.problem) for m in kb.mitigations.values() for edge in m.worsens}
    assert set(relate(kb).evidence) == edges


def test_a_lower_rank_is_a_better_verdict_then_a_stronger_grade(relations: Relations) -> None:
    ranks = {pair: x.rank for pair, x in relations.evidence.items()}
    assert ranks["small-batches", "wasted-flour"] == (3, 5), "untested, opinion"
    assert ranks["small-batches", "stale-bread"] == (2, 1), "mixed, study"
    assert sorted(ranks, key=lambda pair: ranks[pair])[:3] == [
        ("alarm-clock", "burnt-crust"),
        ("thermometer", "burnt-crust"),
        ("sourdough", "stale-bread"),
    ]


def test_the_strength_counts_studies_by_direction_and_the_weaker_ones_apart(relations: Relations) -> None:
    burnt = relations.evidence["thermometer", "burnt-crust"].assessment
    assert (burnt.strength, burnt.weaker) == (Tally(better=2, worse=1), Tally())
    stale = relations.evidence["small-batches", "stale-bread"].assessment
    assert (stale.strength, stale.weaker) == (Tally(mixed=1), Tally(better=1)), "the digest is the weaker one"
    soggy = relations.evidence["alarm-clock", "soggy-base"].assessment
    assert (soggy.strength, soggy.weaker) == (Tally(), Tally(worse=2)), "a vendor's, and an indirect one"


def test_direct_and_independent_findings_stand_first_then_by_study(relations: Relations) -> None:
    found = {pair: [study.id for study, _ in x.findings] for pair, x in relations.evidence.items()}
    assert found["thermometer", "burnt-crust"] == ["doe-2024-ovens", "guild-2022-ovens", "wang-2023-clocks"]
    assert found["small-batches", "stale-bread"] == ["doe-2024-staling", "guild-2022-digest"]
    assert found["sourdough", "stale-bread"] == ["doe-2024-sourdough", "doe-2024-staling"], "the indirect one last"
    assert found["alarm-clock", "soggy-base"] == ["clockmaker-2022", "guild-2022-digest"], "the vendor's was direct"


def test_a_link_is_summed_up_by_its_first_finding_else_the_practice_else_the_judgement(
    kb: KnowledgeBase, relations: Relations
) -> None:
    waste, stale = kb.mitigations["small-batches"].addresses
    tested, untested = (relations.evidence["small-batches", x] for x in ("stale-bread", "wasted-flour"))
    assert summary(stale, tested).en == "Less bread was thrown away but some went short."
    assert summary(stale, untested).en == "Most stalls on the market do so."
    assert summary(waste, untested).en == "We think so."
    assert summary(replace(waste, judgement=None), untested) == Text("", "")


def test_an_entry_is_found_by_its_id_whatever_it_is(kb: KnowledgeBase) -> None:
    for key in ("stale-bread", "sourdough", "empty-shelf", "first-week"):
        assert kb.entry(key).id == key
    with pytest.raises(KeyError, match="no-such-thing"):
        kb.entry("no-such-thing")
    assert [entry.id for entry in kb.entries()] == [
        *("burnt-crust", "soggy-base", "stale-bread", "under-proofing", "wasted-flour"),
        *("alarm-clock", "small-batches", "sourdough", "starter-care", "thermometer"),
        *("burnt-market", "empty-shelf", "first-week"),
    ]
    assert [entry.id for entry in kb.measured()] == [*kb.problems, *kb.mitigations]
    assert kb.files["empty-shelf"] == "cases/empty-shelf.yaml"
    assert kb.files["law-2025"] == "frameworks/law-2025.yaml"


def test_an_entry_lags_behind_if_one_of_its_texts_does_and_was_accepted_once(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert kb.stale == ("soggy-base",), "of which one text was changed on one side"
    examples.write("", tmp_path)
    assert load(tmp_path).stale == (), "what was never accepted is new"


def test_the_counts_are_what_can_be_counted_by_hand(kb: KnowledgeBase, relations: Relations) -> None:
    assert counts(kb, relations) == {
        "problems": 5,
        "mitigations": 5,
        "cases": 2,
        "paths": 1,
        "terms": 2,
        "frameworks": 3,
        "framework items": 10,
        "framework items mapped": 3,
        "references": 4,
        "references cited": 3,
        "references cited, Chinese": 1,
        "mapping rows": 4,
        "no_match findings": 3,
        "facts": 4,
        "symptoms": 6,
        "studies": 7,
        "findings": 13,
        "edges": 8,
        "edges with findings": 6,
        "findings, better": 7,
        "findings, none": 1,
        "findings, worse": 4,
        "findings, mixed": 1,
        "edges, works": 1,
        "edges, likely": 2,
        "edges, mixed": 1,
        "edges, no-effect": 1,
        "edges, harmful": 1,
        "edges, untested": 2,
        "edges, replicated": 2,
        "edges, study": 2,
        "edges, field": 1,
        "edges, vendor": 1,
        "edges, practice": 1,
        "edges, opinion": 1,
        "worsens edges": 3,
        "median problem, zh characters": 44,
        "median problem, en words": 36,
    }


def test_a_length_is_in_han_characters_and_in_english_words_without_citations(kb: KnowledgeBase) -> None:
    before = lengths(kb.problems["soggy-base"])
    told = replace(kb.problems["soggy-base"], causes=Text("", ""))
    rest = lengths(told)
    assert before == (rest[0] + len("烤得太多"), rest[1] + 4)  # Too much is baked
    cited = replace(told, causes=Text("共 12 个字，很少[@a-b]。", "It isn’t 12.5% more [@a-b, p. 3]."))
    assert lengths(cited) == (rest[0] + 5, rest[1] + 4)


def test_the_median_of_no_problems_is_nothing(kb: KnowledgeBase) -> None:
    empty = changed(kb, problems={}, mitigations={}, cases={}, paths={})
    found = counts(empty, relate(empty))
    assert found["median problem, zh characters"] == found["median problem, en words"] == found["edges"] == 0


def test_faults_are_all_told_and_the_first_is_named(tmp_path: Path) -> None:
    examples.write("severity: {level: 9, basis: {zh: 坏。, en: Bad.}}\nstatus: final\n", tmp_path)
    with pytest.raises(DataError, match=r"^2 finding\(s\), first: .*stale-bread\.yaml:\d+:\d+: KB2\d\d ") as caught:
        load(tmp_path)
    assert len(caught.value.findings) == 2


def test_there_must_be_a_directory(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        load(tmp_path / "nowhere")
