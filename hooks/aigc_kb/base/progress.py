"""What moves from version to version: verdicts that changed, and the evidence that each area still lacks."""

from __future__ import annotations

from collections.abc import Mapping

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Relations, addressed_in
from aigc_kb.model.versions import Debt, VerdictChange
from aigc_kb.model.vocabulary import SECOND_HAND


def verdicts(relations: Relations) -> dict[tuple[str, str], str]:
    """The verdict of every link by which a mitigation addresses a problem."""
    return {
        (mitigation.id, problem): relations.evidence[mitigation.id, problem].assessment.verdict
        for problem, pairs in relations.addressed_by.items()
        for mitigation, _ in pairs
    }


def verdict_changes(kb: KnowledgeBase, relations: Relations) -> tuple[VerdictChange, ...]:
    """The links that have another verdict than in the newest version; a link that is new, or gone, has not changed."""
    renamed = _renamed(kb)
    before = {(renamed.get(m, m), renamed.get(p, p)): verdict for (m, p), verdict in kb.released.items()}
    return tuple(
        VerdictChange(mitigation=m, problem=p, before=before[m, p], after=now)
        for (m, p), now in sorted(verdicts(relations).items())
        if before.get((m, p), now) != now
    )


def _renamed(kb: KnowledgeBase) -> Mapping[str, str]:
    """Former id -> the id that it has now."""
    return {former: entry.id for entry in kb.measured() for former in entry.former_ids}


def debts(kb: KnowledgeBase, relations: Relations) -> tuple[Debt, ...]:
    """What evidence each area lacks, in the order of the areas."""
    return tuple(_debt(kb, relations, area) for area in kb.areas)


def _debt(kb: KnowledgeBase, relations: Relations, area: str) -> Debt:
    links = [(a, relations.evidence[m.id, problem.id]) for problem, m, a in addressed_in(kb, relations, area)]
    findings = [finding for _, evidence in links for _, finding in evidence.findings]
    return Debt(
        area=area,
        links=len(links),
        untested=sum(evidence.assessment.verdict == "untested" for _, evidence in links),
        unsearched=sum(not evidence.findings and not address.searched for address, evidence in links),
        findings=len(findings),
        second_hand=sum(finding.read in SECOND_HAND for finding in findings),
    )
