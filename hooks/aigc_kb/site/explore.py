"""What the comparing, planning and mapping pages work on: entries and their links, in one script per language.

Loaded by those pages only. Texts are plain; addresses are relative to the language's home.
"""

from __future__ import annotations

import json
from typing import Any

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Relations, summary
from aigc_kb.document.addresses import UrlStyle, entry_path, relative
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.language.markup import plain
from aigc_kb.model import vocabulary as v
from aigc_kb.model.conditions import to_value
from aigc_kb.model.fields import OneOf
from aigc_kb.model.registers import ASKS_MODALITY, ASKS_REGION, ASKS_STAGE
from aigc_kb.model.text import Lang, Text

_SEMICOLON = Text("；", "; ")


def script(kb: KnowledgeBase, relations: Relations, lang: Lang, style: UrlStyle) -> str:
    """`window.KB_EXPLORE = {...};`"""
    data = json.dumps(dataset(kb, relations, lang, style), ensure_ascii=False, separators=(",", ":"))
    return f"window.KB_EXPLORE={data};\n"


def dataset(kb: KnowledgeBase, relations: Relations, lang: Lang, style: UrlStyle) -> dict[str, Any]:
    """Problems, mitigations, the edges between them, the planner's questions and rules, and every word and weight that the
    scripts need, as JSON values. `docs/assets/kb-tools.js` says the shape of each.
    """

    def url(path: str, anchor: str = "") -> str:
        link = relative(f"{lang}/", f"{lang}/{path}", style)
        return f"{link}#{anchor}" if anchor else link

    def labels(kind: OneOf) -> dict[str, str]:
        return {value: text[lang] for value, text in kind.labels}

    problems = {
        p.id: {
            "title": p.title[lang],
            "url": url(entry_path(p)),
            "summary": plain(p.summary[lang]),
            "area": p.area,
            "severity": p.severity.level,
            "modalities": p.affects.modalities,
            "stages": p.affects.stages,
            "leadsTo": [edge.problem for edge in p.leads_to],
            "related": p.related,
        }
        for p in kb.problems.values()
    }
    mitigations = {
        m.id: {
            "title": m.title[lang],
            "url": url(entry_path(m)),
            "summary": plain(m.summary[lang]),
            "kind": m.kind,
            "maturity": m.maturity,
            "cost": m.cost.level,
            "effort": m.effort.level,
            "time": plain(m.time_to_effect[lang]),
            "worsens": [edge.problem for edge in m.worsens],
            "requires": m.requires,
        }
        for m in kb.mitigations.values()
    }
    edges = [
        {
            "problem": problem,
            "mitigation": mitigation.id,
            "effect": address.effect,
            "verdict": relations.evidence[mitigation.id, problem].assessment.verdict,
            "grade": relations.evidence[mitigation.id, problem].assessment.grade,
            "how": plain(address.how[lang]),
            "result": plain(summary(address, relations.evidence[mitigation.id, problem])[lang]),
            "limits": plain(address.limits[lang]),
        }
        for problem, pairs in relations.addressed_by.items()
        for mitigation, address in pairs
    ]
    return {
        "problems": problems,
        "mitigations": mitigations,
        "edges": edges,
        "areas": {area.id: area.title[lang] for area in kb.areas.values()},
        "labels": {
            "effect": labels(v.EFFECT),
            "verdict": labels(v.VERDICT),
            "grade": labels(v.GRADE),
            "level": labels(v.LEVEL),
            "kind": labels(v.MITIGATION_KIND),
            "maturity": labels(v.MATURITY),
        },
        "weights": {
            "verdict": {verdict: v.VERDICT_WEIGHT[verdict] for verdict in v.VERDICT.values},
            "grade": {grade: v.GRADE_WEIGHT[grade] for grade in v.GRADE.values},
            "cost": {level: v.COST_WEIGHT[level] for level in v.LEVEL.values},
        },
        "marks": {"comma": comma(lang), "colon": label_sep(lang), "semicolon": _SEMICOLON[lang]},
        "planner": _planner(kb, lang),
    }


def _planner(kb: KnowledgeBase, lang: Lang) -> dict[str, Any]:
    """The planner's questions and rules; none where the knowledge base has no planner."""
    asks = {"modality": ASKS_MODALITY, "stage": ASKS_STAGE, "region": ASKS_REGION}
    if kb.planner is None:
        return {"asks": asks, "questions": [], "rules": [], "exclusions": []}
    return {
        "asks": asks,
        "questions": [
            [
                q.id,
                q.title[lang],
                q.multiple,
                [[option.id, option.title[lang]] for option in q.options],
                plain(q.help[lang]) if q.help else "",
                to_value(q.asked_when) if q.asked_when else None,
            ]
            for q in kb.planner.questions
        ],
        "rules": [
            [
                [[condition.question, condition.answers] for condition in rule.when],
                {raised.problem: raised.points for raised in rule.raises},
                plain(rule.why[lang]),
            ]
            for rule in kb.planner.rules
        ],
        "exclusions": [
            [[[condition.question, condition.answers] for condition in exclusion.when], exclusion.problems]
            for exclusion in kb.planner.exclusions
        ],
    }
