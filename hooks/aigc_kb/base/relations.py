"""Everything that follows from the entries but is written in none of them: mirrored relations, use of references,
coverage. Computed once per knowledge base."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.verdicts import Assessment, assess
from aigc_kb.base.verdicts import Evidence as Weight
from aigc_kb.language.measure import references_of
from aigc_kb.model.entries import Address, Harm, Mitigation, Problem, ProblemEdge
from aigc_kb.model.entries import Mapping as MappingRow
from aigc_kb.model.frameworks import Item as FrameworkItem
from aigc_kb.model.studies import Study, StudyFinding
from aigc_kb.model.text import Text
from aigc_kb.model.vocabulary import EFFECT, GRADE, VERDICT

K = TypeVar("K")
V = TypeVar("V")

_GRADE_RANK: Final = {value: rank for rank, value in enumerate(GRADE.values)}
_VERDICT_RANK: Final = {value: rank for rank, value in enumerate(VERDICT.values)}
_EFFECT_RANK: Final = {value: rank for rank, value in enumerate(EFFECT.values)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What studies found on one pair of mitigation and problem, and what it comes to."""

    assessment: Assessment
    findings: tuple[tuple[Study, StudyFinding], ...]
    """Direct and independent ones first; of these one in the leading direction, then one in each other, and so on."""

    @property
    def rank(self) -> tuple[int, int]:
        """Lower for a better verdict, then for a stronger grade."""
        return _VERDICT_RANK[self.assessment.verdict], _GRADE_RANK[self.assessment.grade]

    @property
    def references(self) -> tuple[str, ...]:
        """The references of its studies, each once."""
        return tuple(dict.fromkeys(key for study, _ in self.findings for key in study.references))


@dataclass(frozen=True, slots=True)
class Relations:
    """Backlinks by id. Lists are in a fixed, meaningful order (best verdict first, else file-name order)."""

    addressed_by: Mapping[str, tuple[tuple[Mitigation, Address], ...]]
    """Problem -> the mitigations that address it."""
    worsened_by: Mapping[str, tuple[tuple[Mitigation, Harm], ...]]
    evidence: Mapping[tuple[str, str], Evidence]
    """(mitigation, problem) -> the evidence, for every pair that a mitigation addresses or worsens."""
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
    worsened: dict[str, list[tuple[Mitigation, Harm]]] = defaultdict(list)
    evidence = _evidence(kb)
    required: dict[str, list[str]] = defaultdict(list)
    for mitigation in kb.mitigations.values():
        for address in mitigation.addresses:
            addressed[address.problem].append((mitigation, address))
        for harm in mitigation.worsens:
            worsened[harm.problem].append((mitigation, harm))
        for target in mitigation.requires:
            required[target].append(mitigation.id)
    for pairs in addressed.values():
        pairs.sort(
            key=lambda pair: (evidence[pair[0].id, pair[1].problem].rank, _EFFECT_RANK[pair[1].effect], pair[0].id)
        )

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
    for (mitigation_id, _), link in evidence.items():
        cites[mitigation_id] = tuple(sorted({*cites[mitigation_id], *link.references}))
    for entry_id, keys in cites.items():
        for key in keys:
            cited[key].append(entry_id)

    return Relations(
        addressed_by=_frozen(addressed),
        worsened_by=_frozen(worsened),
        evidence=evidence,
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


def _evidence(kb: KnowledgeBase) -> dict[tuple[str, str], Evidence]:
    found: dict[tuple[str, str], list[tuple[Study, StudyFinding]]] = defaultdict(list)
    for study in kb.studies.values():
        for finding in study.findings:
            found[finding.mitigation, finding.problem].append((study, finding))
    practised = {(m.id, a.problem) for m in kb.mitigations.values() for a in m.addresses if a.practice is not None}
    pairs = [(m.id, edge.problem) for m in kb.mitigations.values() for edge in m.addresses]
    pairs += [(m.id, edge.problem) for m in kb.mitigations.values() for edge in m.worsens]
    return {pair: _assessed(found.get(pair, []), practice=pair in practised) for pair in pairs}


def _assessed(findings: list[tuple[Study, StudyFinding]], *, practice: bool) -> Evidence:
    weighed = [(weight(study, finding), (study, finding)) for study, finding in findings]
    weighed.sort(key=lambda row: row[1][0].id)
    assessment = assess([w for w, _ in weighed], practice=practice)
    leading = (assessment.strength if assessment.strength.total else assessment.weaker).leading
    seen: Counter[tuple[bool, bool, str]] = Counter()
    order: list[tuple[bool, bool, int, bool, int]] = []
    for one, _ in weighed:
        alike = (not one.full, not one.direct, one.direction)
        order.append((not one.full, not one.direct, seen[alike], one.direction != leading, len(order)))
        seen[alike] += 1
    return Evidence(assessment, tuple(weighed[at][1] for *_, at in sorted(order)))


def addressed_in(kb: KnowledgeBase, relations: Relations, area: str) -> Iterator[tuple[Problem, Mitigation, Address]]:
    """Every link to a problem of an area, problem by problem, in the order of its mitigations."""
    for problem in kb.problems.values():
        if problem.area == area:
            yield from ((problem, *pair) for pair in relations.addressed_by.get(problem.id, ()))


def summary(edge: Address | Harm, evidence: Evidence) -> Text:
    """What is known about a link in a few words: its first finding, else the practice, else the judgement."""
    if evidence.findings:
        return evidence.findings[0][1].text
    if isinstance(edge, Harm):
        return Text("", "")
    if edge.practice is not None:
        return edge.practice.text
    return edge.judgement or Text("", "")


def sources(edge: Address | Harm, evidence: Evidence) -> tuple[str, ...]:
    """The references behind a link: those of its studies, else those of the practice."""
    practice = edge.practice if isinstance(edge, Address) else None
    return evidence.references or (practice.references if practice else ())


def weight(study: Study, finding: StudyFinding) -> Weight:
    """What a finding weighs on its link."""
    return Weight(
        study.id,
        finding.direction,  # type: ignore[arg-type] # the closed list has the same four
        study.design,
        study.independence == "independent",
        finding.direct,
        finding.read == "digest",
    )


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
