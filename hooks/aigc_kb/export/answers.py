"""The data of each answer of the JSON API: entries in short and whole, registers, relations, mappings, changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from aigc_kb.base.relations import sources, summary
from aigc_kb.document.addresses import entry_path, item_anchor, to_framework
from aigc_kb.export.edition import Edition
from aigc_kb.export.values import encode
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Address, Case, Entry, Harm, Mitigation, Path, Problem
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.kinds import ENTRIES, KINDS, kind_of
from aigc_kb.model.text import LANGS, Lang, Text

ROOT: Final = "api/v1/"


def totals(edition: Edition) -> dict[str, int]:
    kb = edition.kb
    return {
        **{kind.folder: len(kb.of(kind.cls)) for kind in KINDS},
        "areas": len(kb.areas),
        "edges": sum(len(m.addresses) for m in kb.mitigations.values()),
        "mappings": sum(len(x.mappings) for x in kb.measured()),
    }


def say(text: Text, lang: Lang | None) -> Any:
    return text[lang] if lang else {"zh": text.zh, "en": text.en}


def index(edition: Edition) -> dict[str, Any]:
    site = edition.kb.site
    closed = {
        "status": v.STATUS,
        "kind": v.MITIGATION_KIND,
        "maturity": v.MATURITY,
        "level": v.LEVEL,
        "effect": v.EFFECT,
        "grade": v.GRADE,
        "mapping_relation": v.MAPPING_RELATION,
        "reference_type": v.REFERENCE_TYPE,
    }
    vocabularies = {name: {value: say(text, None) for value, text in kind.labels} for name, kind in closed.items()}
    own = {"role": site.roles, "stage": site.stages, "modality": site.modalities}
    vocabularies |= {name: {x.id: say(x.title, None) for x in labels} for name, labels in own.items()}
    vocabularies["origin"] = {x.id: say(x.text, None) for x in site.origins}
    return {
        "title": say(site.title, None),
        "description": say(site.description, None),
        "publisher": say(site.publisher, None),
        "repository": site.repository,
        "openapi": f"{edition.url}{ROOT}openapi.json",
        "ids": {kind.folder: list(edition.kb.of(kind.cls)) for kind in ENTRIES},
        "vocabularies": vocabularies,
    }


def links(edition: Edition, path: str, api: str) -> dict[str, Any]:
    """Where else the same thing is: its pages and its API answer."""
    return {
        "html": {lang: edition.page_url(lang, path) for lang in LANGS},
        "json": f"{edition.url}{ROOT}{api}",
    }


def seen(read: str, at: tuple[str, ...], where: str | None = None) -> str:
    """How something was read, as one text: what `checked`, `x-verified` and `verified` say since they are no fields."""
    return "; ".join([v.label(v.READ, read).en, *([where] if where else []), *at])


def short_entry(edition: Edition, entry: Entry, lang: Lang | None) -> dict[str, Any]:
    """An entry in a list: its names, its summary and what lists are sorted and filtered by."""
    out: dict[str, Any] = {
        "id": entry.id,
        "type": kind_of(entry).name,
        "status": entry.status,
        "title": say(entry.title, lang),
        "summary": say(entry.summary, lang),
        "created": entry.created,
        "updated": entry.updated,
    }
    match entry:
        case Problem():
            out |= {"area": entry.area, "also_in": entry.also_in, "severity": entry.severity.level}
            out |= {key: list(getattr(entry.affects, key)) for key in ("roles", "stages", "modalities")}
        case Mitigation():
            out |= {"kind": entry.kind, "maturity": entry.maturity}
            out |= {"cost": entry.cost.level, "effort": entry.effort.level}
        case Case():
            out["when"] = entry.when
        case Path():
            out["roles"] = entry.roles
    out["links"] = links(edition, entry_path(entry), f"{kind_of(entry).folder}/{entry.id}.json")
    return out


def full_entry(edition: Edition, entry: Entry, lang: Lang | None = None) -> dict[str, Any]:
    """An entry with all its fields, and what follows from other entries under `derived`."""
    relations = edition.relations
    derived: dict[str, Any] = {"references": edition.references.get(entry.id, ())}
    match entry:
        case Problem():
            derived |= {
                "addressed_by": [m.id for m, _ in relations.addressed_by.get(entry.id, ())],
                "worsened_by": [m.id for m, _ in relations.worsened_by.get(entry.id, ())],
                "led_by": [key for key, _ in relations.led_by.get(entry.id, ())],
                "related": relations.related.get(entry.id, ()),
            }
        case Mitigation():
            derived |= {
                "required_by": relations.required_by.get(entry.id, ()),
                "alternatives": relations.alternatives.get(entry.id, ()),
            }
    derived |= {"cases": relations.shown_in.get(entry.id, ()), "paths": relations.on_paths.get(entry.id, ())}
    head = {"type": kind_of(entry).name}
    tail = {"links": links(edition, entry_path(entry), f"{kind_of(entry).folder}/{entry.id}.json"), "derived": derived}
    encoded: dict[str, Any] = encode(entry, lang)
    for row, fact in zip(encoded.get("facts", ()), getattr(entry, "facts", ()), strict=True):
        row["checked"] = seen(fact.read, fact.read_at, fact.where)
    if isinstance(entry, Mitigation):
        edges: tuple[Address | Harm, ...] = (*entry.addresses, *entry.worsens)
        rows = (*encoded["addresses"], *encoded.get("worsens", ()))
        for row, edge in zip(rows, edges, strict=True):
            row["evidence"] = evidence_value(edition, entry.id, edge, lang)
    return head | encoded | tail


def plain_value(edition: Edition, value: Any) -> dict[str, Any]:
    """A study, or anything else that has a page and is no entry, as it is in the data."""
    place = f"{kind_of(value).folder}/{value.id}"
    out: dict[str, Any] = encode(value)
    return out | {"links": links(edition, f"{place}/", f"{place}.json")}


def register(edition: Edition, folder: str, value: Any, lang: Lang | None = None) -> dict[str, Any]:
    """An area, a term or a reference."""
    out: dict[str, Any] = encode(value, lang)
    if folder == "references":
        if value.x_note:  # where the note stood before it had two languages
            out["note"] = value.x_note.en
        out["x-verified"] = seen(value.x_read, value.x_read_at)
        out["cited_in"] = edition.relations.cited_in.get(value.id, ())
        return out | {"links": links(edition, f"references/#ref-{value.id}", f"references/{value.id}.json")}
    if folder == "areas":
        out["problems"] = [p.id for p in edition.kb.problems.values() if p.area == value.id]
        return out | {"links": links(edition, f"areas/{value.id}/", f"areas/{value.id}.json")}
    return out | {"links": links(edition, f"terms/#term-{value.id}", f"terms/{value.id}.json")}


def framework_short(edition: Edition, framework: Framework, lang: Lang | None) -> dict[str, Any]:
    out: dict[str, Any] = encode(framework, lang)
    del out["items"]
    out["verified"] = seen(framework.read, framework.read_at)
    out["item_count"] = len(framework.items)
    return out | {"links": links(edition, to_framework(framework.id).path, f"frameworks/{framework.id}.json")}


def framework_value(edition: Edition, framework: Framework) -> dict[str, Any]:
    out: dict[str, Any] = encode(framework)
    out["verified"] = seen(framework.read, framework.read_at)
    for item in out["items"]:
        item["mapped"] = [entry for entry, _ in edition.relations.mapped.get((framework.id, item["id"]), ())]
    return out | {"links": links(edition, to_framework(framework.id).path, f"frameworks/{framework.id}.json")}


def relations(edition: Edition, lang: Lang | None) -> Iterator[dict[str, Any]]:
    """Every relation between entries as an edge `source —type→ target`, as it is written in the data."""
    kb = edition.kb
    for p in kb.problems.values():
        for edge in p.leads_to:
            yield _edge(p.id, "leads_to", edge.problem) | {"how": say(edge.how, lang)}
        for target in p.related:
            yield _edge(p.id, "related", target)
    for m in kb.mitigations.values():
        for address in m.addresses:
            yield _edge(m.id, "addresses", address.problem) | {
                "effect": address.effect,
                "how": say(address.how, lang),
                "evidence": evidence_value(edition, m.id, address, lang),
                "limits": say(address.limits, lang),
            }
        for harm in m.worsens:
            yield _edge(m.id, "worsens", harm.problem) | {
                "how": say(harm.how, lang),
                "evidence": evidence_value(edition, m.id, harm, lang),
            }
        for name, targets in (("requires", m.requires), ("alternative", m.alternatives)):
            for target in targets:
                yield _edge(m.id, name, target)
    for case in kb.cases.values():
        for shown in case.problems:
            yield _edge(case.id, "shows", shown.problem) | {"how": say(shown.how, lang)}
        for tried in case.mitigations:
            yield _edge(case.id, "tried", tried.mitigation) | {"how": say(tried.result, lang)}
    for path in kb.paths.values():
        for stop in path.stops:
            yield _edge(path.id, "includes", stop.entry) | {"how": say(stop.why, lang)}


def assessed(edition: Edition, mitigation: str, problem: str) -> dict[str, str]:
    """Verdict and grade of a link."""
    assessment = edition.relations.evidence[mitigation, problem].assessment
    return {"verdict": assessment.verdict, "grade": assessment.grade}


def evidence_value(edition: Edition, mitigation: str, edge: Address | Harm, lang: Lang | None) -> dict[str, Any]:
    """The evidence on a link: what it comes to, and the findings by study. `result` is the leading one in words; where
    a mitigation makes a problem worse and no study says so, there is none.
    """
    evidence = edition.relations.evidence[mitigation, edge.problem]
    years = [edition.kb.references[key].issued for key in evidence.references]
    result = summary(edge, evidence)
    return {
        **assessed(edition, mitigation, edge.problem),
        "strength": asdict(evidence.assessment.strength),
        "weaker": asdict(evidence.assessment.weaker),
        **({"result": say(result, lang)} if result.en else {}),
        "references": list(sources(edge, evidence)),
        "as_of": max(years, default=None),
        "findings": [{"study": study.id, "finding": finding.id} for study, finding in evidence.findings],
    }


RELATION_TYPES: Final = (
    "leads_to",
    "related",
    "addresses",
    "worsens",
    "requires",
    "alternative",
    "shows",
    "tried",
    "includes",
)


def _edge(source: str, kind: str, target: str) -> dict[str, Any]:
    return {"source": source, "type": kind, "target": target}


def matrix(edition: Edition) -> dict[str, Any]:
    return {
        "problems": list(edition.kb.problems),
        "mitigations": list(edition.kb.mitigations),
        "cells": [
            {"problem": a.problem, "mitigation": m.id, "effect": a.effect, **assessed(edition, m.id, a.problem)}
            for m in edition.kb.mitigations.values()
            for a in m.addresses
        ],
    }


def mappings(edition: Edition, lang: Lang | None) -> dict[str, Any]:
    kb = edition.kb
    titles = {(f.id, item.id): item.title for f in kb.frameworks.values() for item in f.items}
    pages = {key: edition.page_url(lang or "en", to_framework(key).path) for key in kb.frameworks}
    rows, gaps = [], []
    for entry in kb.measured():
        for row in entry.mappings:
            value = {"entry": entry.id, "entry_title": say(entry.title, lang)} | encode(row, lang)
            value["item_title"] = say(titles[row.framework, row.item], lang)
            value["item_url"] = f"{pages[row.framework]}#{item_anchor(row.item)}"
            rows.append(value)
        gaps += [{"entry": entry.id} | encode(gap, lang) for gap in entry.no_match]
    return {"mappings": rows, "no_match": gaps}


def changes(edition: Edition, lang: Lang | None) -> Iterator[dict[str, Any]]:
    created = Text("新建", "New")
    for date, entry, what in edition.changes():
        kind = "changed" if what else "created"
        yield {
            "date": date,
            "kind": kind,
            "id": entry.id,
            "type": kind_of(entry).name,
            "title": say(entry.title, lang),
            "what": say(what or created, lang),
        }
