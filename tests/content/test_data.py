"""The data itself: clean, and complete enough to be worth publishing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeVar

from aigc_kb import KnowledgeBase, check
from aigc_kb.base.counts import counts, lengths
from aigc_kb.base.relations import references_of, relate
from aigc_kb.check import unused
from aigc_kb.load.store import Store
from aigc_kb.model.entries import Entry, Fact
from aigc_kb.model.vocabulary import GRADES_NEEDING_REFERENCES
from aigc_kb.model.walk import texts

AnyEntry = TypeVar("AnyEntry", bound=Entry)


def test_the_data_has_no_findings(store: Store) -> None:
    findings = [f for f in check.run(store) if f.rule.severity == "error"]
    assert [f"{f.place}: {f.code} {f.message('en')}" for f in findings] == []


# Sources that measure, decide or rule themselves, as opposed to pages that report on such a source.
PRIMARY = frozenset(
    {
        "article",
        "article-journal",
        "paper-conference",
        "thesis",
        "report",
        "dataset",
        "standard",
        "legislation",
        "legal_case",
    }
)


def test_amounts(kb: KnowledgeBase) -> None:
    """The size that the founding issue asks of the content; every number is printed (`pytest -s`)."""
    numbers = counts(kb, relate(kb))
    for name, value in numbers.items():
        print(f"{name:32} {value:>8g}")
    least = {
        "problems": 75,
        "mitigations": 68,
        "cases": 24,
        "paths": 8,
        "terms": 150,
        "references": 350,
        "references cited, Chinese": 70,
        "median problem, en words": 700,
        "median problem, zh characters": 1100,
    }
    assert {name: numbers[name] for name, value in least.items() if numbers[name] < value} == {}


def test_every_reference_and_every_term_is_in_use(store: Store) -> None:
    idle = [f for f in check.run(store) if f.rule in (unused.REFERENCE, unused.TERM)]
    assert [f"{f.place}: {f.message('en')}" for f in idle] == []


def test_each_founding_area_has_eight_problems(kb: KnowledgeBase) -> None:
    areas = Counter(problem.area for problem in kb.problems.values())
    for area, number in areas.most_common():
        print(f"{area:32} {number:>8}")
    founding = [area.id for area in kb.areas.values() if area.founding]
    assert len(founding) == 4
    assert {area: areas[area] for area in founding if areas[area] < 8} == {}


def test_every_founding_statement_has_its_entry(kb: KnowledgeBase) -> None:
    answers = relate(kb).answers
    for origin in kb.site.origins:
        print(f"{origin.id:6} {', '.join(answers.get(origin.id, ()))}")
    assert [origin.id for origin in kb.site.origins] == [f"S{number:02}" for number in range(1, 25)]
    assert [origin.id for origin in kb.site.origins if not answers.get(origin.id)] == []


def test_there_is_a_path_for_every_kind_of_reader(kb: KnowledgeBase) -> None:
    readers = {"product-manager", "engineer", "founder", "compliance", "student", "researcher"}
    assert readers <= {role for path in kb.paths.values() for role in path.roles}
    assert readers | {"hands-on-project"} <= set(kb.paths)


def test_problems_are_complete(kb: KnowledgeBase) -> None:
    relations = relate(kb)
    short = []
    for problem in reviewed(kb.problems.values()):
        zh, en = lengths(problem)
        cited = references_of(problem)
        needs = {
            "symptoms": len(problem.symptoms) >= 4,
            "measures": len(problem.measure) >= 2,
            "facts with a number in both languages": sum(map(has_number, problem.facts)) >= 4,
            "references": len(cited) >= 5,
            "primary references": sum(kb.references[key].type in PRIMARY for key in cited) >= 2,
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


def reviewed(entries: Iterable[AnyEntry]) -> Iterator[AnyEntry]:
    """What is held to the whole measure: a draft may be merged and filled in later, as the guide says."""
    return (entry for entry in entries if entry.status != "draft")


def has_number(fact: Fact) -> bool:
    return all(any(char.isdigit() for char in text) for text in (fact.claim.zh, fact.claim.en))


def test_no_two_entries_say_the_same_in_the_same_words(kb: KnowledgeBase) -> None:
    """Runs of 12 Chinese characters or 7 English words that a pair shares, by the shorter entry's runs.

    A case tells in full what the problem it shows sums up, hence the wider bound for pairs with a case.
    """
    runs = {entry.id: runs_of(entry) for entry in (*kb.measured(), *kb.cases.values())}
    shares = {
        pair: max(len(x & y) / min(len(x), len(y)) for x, y in zip(runs[pair[0]], runs[pair[1]], strict=True))
        for pair in combinations(sorted(runs), 2)
    }
    for pair, share in sorted(shares.items(), key=lambda item: -item[1])[:10]:
        print(f"{share:7.1%} {' ~ '.join(pair)}")
    assert [pair for pair, share in shares.items() if share > (0.08 if kb.cases.keys() & {*pair} else 0.04)] == []


def runs_of(entry: Entry) -> tuple[set[str], set[str]]:
    """The runs of an entry in Chinese and in English, links and citations left out."""
    zh, en = set[str](), set[str]()
    for _, _, text in texts(entry):
        characters = re.sub(r"[^\u4e00-\u9fff0-9]", "", LINK.sub("", text.zh))
        zh |= {characters[i : i + 12] for i in range(len(characters) - 11)}
        words = re.findall(r"[a-z0-9']+", LINK.sub("", text.en).lower())
        en |= {" ".join(words[i : i + 7]) for i in range(len(words) - 6)}
    return zh, en


LINK = re.compile(r"\[@[^\]]*\]|\[\[[^\]]*\]\]")


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
    for mitigation in reviewed(kb.mitigations.values()):
        zh, en = lengths(mitigation)
        needs = {
            "steps": len(mitigation.steps) >= 4,
            "limits": all(len(address.limits.zh) >= 10 for address in mitigation.addresses),
            "what it worsens": bool(mitigation.worsens),
            "result of the evidence": all(len(address.evidence.result.zh) >= 10 for address in mitigation.addresses),
            "references of the evidence": all(
                address.evidence.references
                for address in mitigation.addresses
                if address.evidence.grade in GRADES_NEEDING_REFERENCES
            ),
            "drivers of the cost": len(mitigation.cost.drivers.zh) >= 20 and bool(mitigation.cost.as_of),
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
