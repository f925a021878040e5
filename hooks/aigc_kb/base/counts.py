"""Counts of a knowledge base: how much there is and how well it is supported."""

from __future__ import annotations

from collections import Counter
from statistics import median

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Relations
from aigc_kb.base.verdicts import VERDICTS
from aigc_kb.language.measure import characters, words
from aigc_kb.model.entries import Case, Mitigation, Problem
from aigc_kb.model.kinds import KINDS
from aigc_kb.model.vocabulary import DIRECTION, GRADE


def counts(kb: KnowledgeBase, relations: Relations) -> dict[str, int | float]:
    """Named counts, in a fixed order."""
    addressing = [(m, a) for m in kb.mitigations.values() for a in m.addresses]
    edges = [relations.evidence[m.id, a.problem].assessment for m, a in addressing]
    grades = Counter(edge.grade for edge in edges)
    verdicts = Counter(edge.verdict for edge in edges)
    mapped = [x for entry in kb.measured() for x in entry.mappings]
    unmatched = [x for entry in kb.measured() for x in entry.no_match]
    cited = [kb.references[key] for key in relations.cited_in]
    facted: list[Problem | Mitigation | Case] = [*kb.measured(), *kb.cases.values()]
    out: dict[str, int | float] = {
        **{kind.folder: len(kb.of(kind.cls)) for kind in KINDS},
        "framework items": sum(len(f.items) for f in kb.frameworks.values()),
        "framework items mapped": len(relations.mapped),
        "references cited": len(cited),
        "references cited, Chinese": sum(r.language.startswith("zh") for r in cited),
        "mapping rows": len(mapped),
        "no_match findings": len(unmatched),
        "facts": sum(len(e.facts) for e in facted),
        "symptoms": sum(len(p.symptoms) for p in kb.problems.values()),
        "findings": sum(len(study.findings) for study in kb.studies.values()),
        "edges": sum(grades.values()),
        "edges with findings": sum(bool(relations.evidence[m.id, a.problem].findings) for m, a in addressing),
    }
    found = Counter(finding.direction for study in kb.studies.values() for finding in study.findings)
    out |= {f"findings, {direction}": found[direction] for direction in DIRECTION.values}
    out |= {f"edges, {verdict}": n for verdict, n in ((x, verdicts[x]) for x in VERDICTS)}
    out |= {f"edges, {grade}": grades[grade] for grade in GRADE.values}
    out |= {
        "worsens edges": sum(len(m.worsens) for m in kb.mitigations.values()),
        "median problem, zh characters": median(map(characters, kb.problems.values()) if kb.problems else [0]),
        "median problem, en words": median(map(words, kb.problems.values()) if kb.problems else [0]),
    }
    return out
