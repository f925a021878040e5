"""The data itself: clean, and complete enough to be worth publishing."""

from __future__ import annotations

from collections import Counter

from aigc_kb import KnowledgeBase, check
from aigc_kb.load.store import Store
from aigc_kb.relate import references_of, relate
from aigc_kb.stats import counts, lengths


def test_the_data_has_no_findings(store: Store) -> None:
    findings = [f for f in check.run(store) if f.rule.severity == "error"]
    assert [f"{f.place}: {f.code} {f.message('en')}" for f in findings] == []


def test_counts(kb: KnowledgeBase) -> None:
    numbers = counts(kb, relate(kb))
    for name, value in numbers.items():
        print(f"{name:32} {value:>8g}")
    assert numbers["problems"] >= 12
    assert numbers["mitigations"] >= 14


def test_each_founding_area_has_three_problems(kb: KnowledgeBase) -> None:
    areas = Counter(problem.area for problem in kb.problems.values())
    founding = [area.id for area in kb.areas.values() if area.founding]
    assert len(founding) == 4
    assert all(areas[area] >= 3 for area in founding), areas


def test_problems_are_complete(kb: KnowledgeBase) -> None:
    relations = relate(kb)
    short = []
    for problem in kb.problems.values():
        zh, en = lengths(problem)
        needs = {
            "symptoms": len(problem.symptoms) >= 4,
            "measures": len(problem.measure) >= 2,
            "facts": len(problem.facts) >= 4,
            "references": len(references_of(problem)) >= 5,
            "mitigations": len(relations.addressed_by.get(problem.id, ())) >= 3,
            "relations": bool(
                problem.leads_to or relations.related.get(problem.id) or relations.led_by.get(problem.id)
            ),
            "questions": len(problem.questions) >= 2,
            "mapped or not": bool(problem.mappings or problem.no_match),
            "words": en >= 700,
            "characters": zh >= 1100,
        }
        short += [f"{problem.id}: {name}" for name, met in needs.items() if not met]
    assert short == []


def test_mappings_look_both_west_and_east(kb: KnowledgeBase) -> None:
    one_sided = []
    for problem in kb.problems.values():
        judged = {row.framework for row in problem.mappings} | {row.framework for row in problem.no_match}
        chinese = {key for key in judged if kb.frameworks[key].jurisdiction == "CN"}
        if not chinese or chinese == judged:
            one_sided.append(problem.id)
    assert one_sided == []


def test_mitigations_are_complete(kb: KnowledgeBase) -> None:
    short = []
    for mitigation in kb.mitigations.values():
        zh, en = lengths(mitigation)
        needs = {
            "steps": len(mitigation.steps) >= 4,
            "limits": all(len(address.limits.zh) >= 10 for address in mitigation.addresses),
            "words": en >= 400,
            "characters": zh >= 600,
        }
        short += [f"{mitigation.id}: {name}" for name, met in needs.items() if not met]
    assert short == []


def test_every_published_id_is_locked(store: Store) -> None:
    """`data/ids.lock` lists what must never vanish; a new entry is added to it."""
    locked = {(folder, key) for _, folder, key in store.locked}
    published = {(f, k) for f in ("problems", "mitigations", "cases", "paths", "frameworks") for k in store.ids[f]}
    assert published <= locked, sorted(published - locked)


def test_references_say_where_they_were_seen(kb: KnowledgeBase) -> None:
    relations = relate(kb)
    vague = [key for key in relations.cited_in if len(kb.references[key].x_verified) < 15]
    assert vague == []


def test_no_machine_paths_or_private_names_in_data(store: Store) -> None:
    for folder in ("problems", "mitigations", "cases", "paths", "references", "frameworks"):
        for item in store.folder(folder).values():
            assert "/work/" not in item.source.text, item.source.path
            assert "/tmp/" not in item.source.text, item.source.path
