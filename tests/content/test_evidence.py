"""How much is known about whether mitigations help: counted, printed, and as much as was promised."""

from __future__ import annotations

from collections import Counter

import pytest

from aigc_kb import KnowledgeBase, relate
from aigc_kb.base.verdicts import DIRECTIONS, VERDICTS
from aigc_kb.model.vocabulary import GRADE, READ, SECOND_HAND
from aigc_kb.pages.context import Context
from aigc_kb.pages.reading import is_law_or_money
from tests.conftest import DATA, ROOT

ours = pytest.mark.skipif(DATA.resolve() != ROOT / "data", reason="another knowledge base")


@ours
def test_site_yaml_asks_for_the_studies_that_were_promised(kb: KnowledgeBase) -> None:
    """`kb check` holds them (KB711); here they are seen not to be lowered."""
    asked = kb.site.thresholds.totals
    assert asked.studies >= 400
    assert asked.findings >= 550
    assert asked.studied_problems >= len(kb.problems) - 8
    promised = {
        "technology": 80,
        **dict.fromkeys(("data", "safety-security", "people-society"), 65),
        **dict.fromkeys(("product", "market"), 60),
        "business": 50,
        "law-governance": 35,
    }
    percent = {row.area: row.percent for row in asked.studied}
    assert percent.keys() == promised.keys() == kb.areas.keys()
    assert {area for area in promised if percent[area] < promised[area]} == set()


def test_the_share_of_links_with_a_finding_is_as_asked_in_every_area(kb: KnowledgeBase) -> None:
    relations = relate(kb)
    links = [(m.id, a.problem) for m in kb.mitigations.values() for a in m.addresses]
    studied = [link for link in links if relations.evidence[link].findings]
    total, found = (Counter(kb.problems[problem].area for _, problem in pairs) for pairs in (links, studied))
    for area in total:
        print(f"{area:16} {found[area]:4} of {total[area]:4} links: {found[area] / total[area]:.0%}")
    asked = {row.area: row.percent for row in kb.site.thresholds.totals.studied}
    assert {area for area, percent in asked.items() if 100 * found[area] < percent * total[area]} == set()


def test_problems_without_a_single_finding_are_few(kb: KnowledgeBase) -> None:
    relations = relate(kb)
    bare = [
        key
        for key in kb.problems
        if not any(relations.evidence[m.id, key].findings for m, _ in relations.addressed_by.get(key, ()))
    ]
    print(f"{len(bare)} problems without a finding: {bare}")
    assert len(kb.problems) - len(bare) >= kb.site.thresholds.totals.studied_problems


def test_how_facts_were_read_is_told_and_few_are_second_hand(kb: KnowledgeBase) -> None:
    """`kb check` holds the share (KB717); here it is printed, in all and for law and money."""
    facts = [fact for entry in (*kb.measured(), *kb.cases.values()) for fact in entry.facts]
    ctx = Context(kb, relate(kb), "en")
    for name, group in (("facts", facts), ("law or money", [x for x in facts if is_law_or_money(ctx, x)])):
        read = Counter(fact.read for fact in group)
        second = sum(read[way] for way in SECOND_HAND)
        ways = ", ".join(f"{way} {read[way]}" for way in READ.values)
        print(f"{len(group)} {name}: {ways}; second-hand {second / max(1, len(group)):.1%}")
    assert 100 * sum(fact.read in SECOND_HAND for fact in facts) <= kb.site.thresholds.totals.second_hand * len(facts)


@ours
def test_site_yaml_allows_no_more_second_hand_facts_than_there_are(kb: KnowledgeBase) -> None:
    """The aim is 15 %; what has been reached is not given up again."""
    assert kb.site.thresholds.totals.second_hand <= 19


def test_findings_in_every_direction_are_told(kb: KnowledgeBase) -> None:
    """No quota: null and negative findings enter whenever found. The counts are printed."""
    studies, findings = kb.studies, [x for study in kb.studies.values() for x in study.findings]
    directions = Counter(x.direction for x in findings)
    print(f"{len(studies)} studies with {len(findings)} findings")
    for name, words in (
        ("by direction", {way: directions[way] for way in DIRECTIONS}),
        ("read", {way: Counter(x.read for x in findings)[way] for way in READ.values}),
        ("by what they are", Counter(study.design for study in studies.values())),
        ("independence", Counter(study.independence for study in studies.values())),
        ("direct", Counter(str(x.direct) for x in findings)),
    ):
        print(f"{name}: " + ", ".join(f"{key} {n}" for key, n in words.items()))
    evidence = relate(kb).evidence
    assessed = [evidence[m.id, a.problem].assessment for m in kb.mitigations.values() for a in m.addresses]
    for name, values in (("verdict", VERDICTS), ("grade", GRADE.values)):
        count = Counter(getattr(x, name) for x in assessed)
        print(f"links by {name}: " + ", ".join(f"{value} {count[value]}" for value in values))
    assert len(studies) >= kb.site.thresholds.totals.studies
    assert len(findings) >= kb.site.thresholds.totals.findings
    assert sum(directions.values()) == len(findings)
