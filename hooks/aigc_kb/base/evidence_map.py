"""The cells of the map of the evidence: all links of one area with the mitigations of one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Evidence, Relations, addressed_in
from aigc_kb.base.verdicts import Verdict
from aigc_kb.model.entries import Mitigation, Problem
from aigc_kb.model.vocabulary import MITIGATION_KIND

Link = tuple[Mitigation, Problem, Evidence]


@dataclass(frozen=True, slots=True)
class Cell:
    area: str
    kind: str
    links: tuple[Link, ...]

    @property
    def studies(self) -> int:
        """How many studies there are; one that serves several links counts once."""
        return len({study.id for _, _, evidence in self.links for study, _ in evidence.findings})

    @property
    def tested(self) -> int:
        """How many of the links have a verdict that studies gave."""
        return sum(evidence.assessment.verdict != "untested" for _, _, evidence in self.links)

    @property
    def verdicts(self) -> Counter[Verdict]:
        return Counter(evidence.assessment.verdict for _, _, evidence in self.links)

    @property
    def verdict(self) -> Verdict:
        """What most of the tested links say; mixed where no verdict leads, untested where no link was tested."""
        return prevailing(evidence.assessment.verdict for _, _, evidence in self.links)


def prevailing(verdicts: Iterable[Verdict]) -> Verdict:
    """The commonest verdict but untested; mixed where two are equally common."""
    common = Counter(verdict for verdict in verdicts if verdict != "untested").most_common(2)
    if not common:
        return "untested"
    return "mixed" if len(common) == 2 and common[0][1] == common[1][1] else common[0][0]


def links_of(kb: KnowledgeBase, relations: Relations, area: str) -> list[Link]:
    """Every link of an area, best verdict first."""
    links = [(m, problem, relations.evidence[m.id, problem.id]) for problem, m, _ in addressed_in(kb, relations, area)]
    return sorted(links, key=lambda link: (link[2].rank, link[0].id, link[1].id))


def cells(kb: KnowledgeBase, relations: Relations) -> dict[tuple[str, str], Cell]:
    """(area, kind) -> its cell, area by area."""
    out = {}
    for area in kb.areas:
        links = links_of(kb, relations, area)
        for kind in MITIGATION_KIND.values:
            own = tuple(link for link in links if link[0].kind == kind)
            out[area, kind] = Cell(area, kind, own)
    return out
