"""Everything that follows from the entries but is written in none of them: mirrored relations, use of references,
coverage. Computed once per knowledge base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.language.measure import references_of
from aigc_kb.model.entries import Address, Mitigation, ProblemEdge
from aigc_kb.model.entries import Mapping as MappingRow
from aigc_kb.model.registers import Item as FrameworkItem
from aigc_kb.model.vocabulary import EFFECT, GRADE

K = TypeVar("K")
V = TypeVar("V")

_GRADE_RANK: Final = {value: rank for rank, value in enumerate(GRADE.values)}
_EFFECT_RANK: Final = {value: rank for rank, value in enumerate(EFFECT.values)}


@dataclass(frozen=True, slots=True)
class Relations:
    """Backlinks by id. Lists are in a fixed, meaningful order (best evidence first, else file-name order)."""

    addressed_by: Mapping[str, tuple[tuple[Mitigation, Address], ...]]
    """Problem -> the mitigations that address it."""
    worsened_by: Mapping[str, tuple[tuple[Mitigation, ProblemEdge], ...]]
    led_by: Mapping[str, tuple[tuple[str, ProblemEdge], ...]]
    """Problem -> the problems that lead to it, with the edge as they state it."""
    related: Mapping[str, tuple[str, ...]]
    """Problem -> related problems, both directions."""
    alternatives: Mapping[str, tuple[str, ...]]
    """Mitigation -> alternatives, both directions."""
    required_by: Mapping[str, tuple[str, ...]]
    shown_in: Mapping[str, tuple[str, ...]]
    """Problem or mitigation -> cases."""
    on_paths: Mapping[str, tuple[str, ...]]
    """Entry -> reading paths that include it."""
    cited_in: Mapping[str, tuple[str, ...]]
    """Reference -> entries that cite it."""
    cites: Mapping[str, tuple[str, ...]]
    """Entry -> references that it cites, in key order."""
    mapped: Mapping[tuple[str, str], tuple[tuple[str, MappingRow], ...]]
    """(framework, item) -> entries mapped to it, with the row."""
    items: Mapping[tuple[str, str], FrameworkItem]
    """(framework, item) -> the item."""
    unmatched: Mapping[str, tuple[str, ...]]
    """Framework -> entries that state a `no_match` with it."""
    answers: Mapping[str, tuple[str, ...]]
    """Founding statement -> problems that answer it."""


def relate(kb: KnowledgeBase) -> Relations:
    """Derive the relations of a knowledge base."""
    addressed: dict[str, list[tuple[Mitigation, Address]]] = defaultdict(list)
    worsened: dict[str, list[tuple[Mitigation, ProblemEdge]]] = defaultdict(list)
    required: dict[str, list[str]] = defaultdict(list)
    for mitigation in kb.mitigations.values():
        for address in mitigation.addresses:
            addressed[address.problem].append((mitigation, address))
        for edge in mitigation.worsens:
            worsened[edge.problem].append((mitigation, edge))
        for target in mitigation.requires:
            required[target].append(mitigation.id)
    for pairs in addressed.values():
        pairs.sort(key=lambda pair: (grade_rank(pair[1]), _EFFECT_RANK[pair[1].effect], pair[0].id))

    led: dict[str, list[tuple[str, ProblemEdge]]] = defaultdict(list)
    answers: dict[str, list[str]] = defaultdict(list)
    for problem in kb.problems.values():
        for edge in problem.leads_to:
            led[edge.problem].append((problem.id, edge))
        for statement in problem.origin:
            answers[statement].append(problem.id)

    mapped: dict[tuple[str, str], list[tuple[str, MappingRow]]] = defaultdict(list)
    unmatched: dict[str, list[str]] = defaultdict(list)
    for measured in kb.measured():
        for row in measured.mappings:
            mapped[row.framework, row.item].append((measured.id, row))
        for gap in measured.no_match:
            unmatched[gap.framework].append(measured.id)

    shown: dict[str, list[str]] = defaultdict(list)
    for case in kb.cases.values():
        for target in (*(x.problem for x in case.problems), *(x.mitigation for x in case.mitigations)):
            shown[target].append(case.id)
    on_paths: dict[str, list[str]] = defaultdict(list)
    for path in kb.paths.values():
        for stop in path.stops:
            if path.id not in on_paths[stop.entry]:
                on_paths[stop.entry].append(path.id)

    cited: dict[str, list[str]] = defaultdict(list)
    cites = {entry.id: tuple(sorted(references_of(entry))) for entry in kb.entries()}
    for entry_id, keys in cites.items():
        for key in keys:
            cited[key].append(entry_id)

    return Relations(
        addressed_by=_frozen(addressed),
        worsened_by=_frozen(worsened),
        led_by=_frozen(led),
        related=_symmetric({p.id: p.related for p in kb.problems.values()}),
        alternatives=_symmetric({m.id: m.alternatives for m in kb.mitigations.values()}),
        required_by=_frozen(required),
        shown_in=_frozen(shown),
        on_paths=_frozen(on_paths),
        cited_in=_frozen(cited),
        cites=cites,
        mapped=_frozen(mapped),
        items={(framework.id, item.id): item for framework in kb.frameworks.values() for item in framework.items},
        unmatched=_frozen(unmatched),
        answers=_frozen(answers),
    )


def grade_rank(address: Address) -> int:
    """0 for the best evidence grade."""
    return _GRADE_RANK[address.evidence.grade]


def best_grade(addresses: tuple[Address, ...]) -> str:
    """The best evidence grade among some edges (at least one)."""
    return min(addresses, key=grade_rank).evidence.grade


def _symmetric(links: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    both: dict[str, list[str]] = defaultdict(list)
    for source, targets in links.items():
        for target in targets:
            for a, b in ((source, target), (target, source)):
                if b not in both[a]:
                    both[a].append(b)
    return _frozen(both)


def _frozen(lists: Mapping[K, list[V]]) -> dict[K, tuple[V, ...]]:
    return {key: tuple(values) for key, values in lists.items()}
