"""The API's description for programs: OpenAPI 3.1, and a JSON Schema for each answer, made from the endpoint table."""

from __future__ import annotations

from typing import Any

from aigc_kb.export.answers import RELATION_TYPES, ROOT, totals
from aigc_kb.export.edition import Edition
from aigc_kb.export.endpoints import ENDPOINTS, Endpoint, schema_name
from aigc_kb.export.values import TEXT, schema
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Mapping, Mitigation, NoMatch, Problem
from aigc_kb.model.fields import DATE_PATTERN, ID_PATTERN
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.kinds import ENTRIES, PLAIN, EntryKind
from aigc_kb.model.registers import Area, Planner, Reference, Term
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.model.versions import Version

Schema = dict[str, Any]

STABILITY = (
    "Within v1 no address disappears, no field is removed, renamed or given another meaning. Fields, endpoints and "
    "values of open vocabularies may be added: ignore what you do not know. A breaking change becomes v2 under another "
    "address, and v1 stays for at least twelve months after it. Ids are never re-used; a renamed entry lists its old "
    "ids in `former_ids`."
)


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _fields(**properties: Schema) -> Schema:
    """An object whose properties are all required."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _with(base: Schema, **properties: Schema) -> Schema:
    """An object with more required properties than `base`."""
    return base | {
        "properties": base["properties"] | properties,
        "required": [*base["required"], *properties],
    }


STRING: Schema = {"type": "string"}
ID: Schema = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
DATE: Schema = {"type": "string", "pattern": f"^{DATE_PATTERN}$"}
URI: Schema = {"type": "string", "format": "uri"}
COUNT: Schema = {"type": "integer", "minimum": 0}
IDS = _array(ID)
TALLY = _fields(**dict.fromkeys(v.DIRECTION.values, COUNT))
LINKS = _fields(html=_fields(zh=URI, en=URI), json=URI)


def _evidence(text: Schema) -> Schema:
    """What is derived for a link between a mitigation and a problem. Where no study shows that a mitigation makes a
    problem worse, there is no `result`.
    """
    derived = _fields(
        verdict={"enum": list(v.VERDICT.values)},
        grade={"enum": list(v.GRADE.values)},
        strength=TALLY,
        weaker=TALLY,
        references=IDS,
        as_of={"type": ["string", "null"]},
        findings=_array(_fields(study=ID, finding=ID)),
    )
    return derived | {"properties": derived["properties"] | {"result": text}}


def data_schema(name: str, lang: Lang | None) -> Schema:
    """The schema of the `data` of an endpoint; with `lang`, of its form in one language."""
    bilingual = lang is None
    text: Schema = TEXT if bilingual else STRING
    for entry_kind in ENTRIES:
        if name == entry_kind.cls.__name__:
            return _entry_schema(entry_kind, bilingual)
    for kind in PLAIN:
        if name == kind.cls.__name__:
            return _with(schema(kind.cls, bilingual=bilingual), links=LINKS)
    match name:
        case "EntryShort":
            return _fields(
                id=ID,
                type={"enum": [kind.name for kind in ENTRIES]},
                status={"enum": list(v.STATUS.values)},
                title=text,
                summary=text,
                created=DATE,
                updated=DATE,
                links=LINKS,
            )
        case "Area":
            return _with(schema(Area, bilingual=bilingual), problems=IDS, links=LINKS)
        case "Term":
            return _with(schema(Term, bilingual=bilingual), links=LINKS)
        case "Reference":
            whole = schema(Reference, bilingual=bilingual)
            old = {"note": STRING | {"description": "The English side of `x-note`, as in earlier versions"}}
            whole = whole | {"properties": whole["properties"] | old}
            return _with(whole, cited_in=IDS, links=LINKS, **{"x-verified": _earlier("x-read")})
        case "Framework":
            return _with(schema(Framework, bilingual=bilingual), links=LINKS, verified=_earlier("read"))
        case "FrameworkShort":
            whole = schema(Framework, bilingual=bilingual)
            required = [key for key in whole["required"] if key != "items"]
            properties = {key: value for key, value in whole["properties"].items() if key != "items"}
            return _with(
                whole | {"properties": properties, "required": required},
                item_count=COUNT,
                links=LINKS,
                verified=_earlier("read"),
            )
        case "Full":
            return _fields(**{kind.folder: _array(_entry_schema(kind, bilingual)) for kind in ENTRIES})
        case "Relation":
            relation = _fields(source=ID, type={"enum": list(RELATION_TYPES)}, target=ID)
            more = {
                "effect": {"enum": list(v.EFFECT.values)},
                "how": text,
                "evidence": _evidence(text),
                "limits": text,
            }
            return relation | {"properties": relation["properties"] | more}
        case "Matrix":
            cell = _fields(
                problem=ID,
                mitigation=ID,
                effect={"enum": list(v.EFFECT.values)},
                verdict={"enum": list(v.VERDICT.values)},
                grade={"enum": list(v.GRADE.values)},
            )
            return _fields(problems=IDS, mitigations=IDS, cells=_array(cell))
        case "Mappings":
            row = _with(schema(Mapping, bilingual=bilingual), entry=ID, entry_title=text, item_title=text, item_url=URI)
            gap = _with(schema(NoMatch, bilingual=bilingual), entry=ID)
            return _fields(mappings=_array(row), no_match=_array(gap))
        case "Change":
            kinds: Schema = {"enum": ["created", "changed"]}
            return _fields(
                date=DATE, kind=kinds, id=ID, type={"enum": [kind.name for kind in ENTRIES]}, title=text, what=text
            )
        case "Version":
            return schema(Version, bilingual=bilingual)
        case "Planner":
            return schema(Planner)
        case "Index":
            endpoint = _fields(path=STRING, about=TEXT, by_language={"type": "boolean"})
            labels: Schema = {"type": "object", "additionalProperties": TEXT}
            return _fields(
                title=TEXT,
                description=TEXT,
                publisher=TEXT,
                repository=URI,
                openapi=URI,
                endpoints=_array(endpoint),
                ids={"type": "object", "additionalProperties": IDS},
                vocabularies={"type": "object", "additionalProperties": labels},
            )
    raise KeyError(name)


def _earlier(field: str) -> Schema:
    """A field of earlier versions, which says in one text what another field and those beside it say."""
    return STRING | {"deprecated": True, "description": f"As in earlier versions; `{field}` says it field by field"}


def _entry_schema(kind: EntryKind, bilingual: bool) -> Schema:
    """The schema of an entry as `answers.full_entry` gives it."""
    derived = {"references": _array(STRING), "cases": IDS, "paths": IDS}
    if kind.cls is Problem:
        derived |= {"addressed_by": IDS, "worsened_by": IDS, "led_by": IDS, "related": IDS}
    if kind.cls is Mitigation:
        derived |= {"required_by": IDS, "alternatives": IDS}
    whole = schema(kind.cls, bilingual=bilingual)
    if kind.cls is Mitigation:
        evidence = _evidence(TEXT if bilingual else STRING)
        links = {name: whole["properties"][name] for name in ("addresses", "worsens")}
        more = {name: link | {"items": _with(link["items"], evidence=evidence)} for name, link in links.items()}
        whole = whole | {"properties": whole["properties"] | more}
    if "facts" in whole["properties"]:
        facts = whole["properties"]["facts"]
        rows = {"facts": facts | {"items": _with(facts["items"], checked=_earlier("read"))}}
        whole = whole | {"properties": whole["properties"] | rows}
    name: Schema = {"const": kind.name}
    return _with(whole, type=name, links=LINKS, derived=_fields(**derived))


def _meta(edition: Edition | None = None) -> Schema:
    counts = totals(edition) if edition else {}
    return _fields(
        api=STRING,
        version=STRING,
        generated=DATE,
        languages=_array({"enum": list(LANGS)}),
        licence=STRING,
        licence_url=URI,
        attribution=TEXT,
        source=URI,
        schema=URI,
        totals=_fields(**dict.fromkeys(counts, COUNT)) if counts else {"type": "object", "additionalProperties": COUNT},
    )


def answer_schemas() -> dict[str, Schema]:
    """The schema of every kind of answer by name, envelope included."""
    out: dict[str, Schema] = {}
    for endpoint in ENDPOINTS:
        for lang in (None, "zh") if endpoint.by_language else (None,):
            data = data_schema(endpoint.data, "zh" if lang else None)
            data = _array(data) if endpoint.many else data
            out[schema_name(endpoint, "zh" if lang else None)] = _fields(meta=_meta(), data=data)
    return out


def document(edition: Edition) -> dict[str, Any]:
    """The OpenAPI document."""
    site = edition.kb.site
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        if endpoint.path == "planner.json" and edition.kb.planner is None:
            continue
        paths[f"/{endpoint.path}"] = _operation(edition, endpoint, None)
        if endpoint.by_language:
            for lang in LANGS:
                paths[f"/{lang}/{endpoint.path}"] = _operation(edition, endpoint, lang)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.title.en} · {site.title.zh}",
            "version": "1.0.0",
            "summary": "Every fact of the knowledge base as static JSON files, in Chinese and English.",
            "description": f"{site.description.en}\n\n{STABILITY}",
            "license": {"name": site.licence, "identifier": site.licence},
            "contact": {"name": site.publisher.en, "url": site.repository},
        },
        "servers": [{"url": f"{edition.url}{ROOT}".rstrip("/")}],
        "security": [],  # open to everyone
        "paths": paths,
        "components": {"schemas": answer_schemas()},
    }


def _operation(edition: Edition, endpoint: Endpoint, lang: Lang | None) -> dict[str, Any]:
    words = endpoint.path.removesuffix(".json").replace("/{id}", " one").replace("/", " ").split()
    name = "get" + "".join(word.capitalize() for word in words) + (lang or "").capitalize()
    answer = {
        "description": endpoint.about.en,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema_name(endpoint, lang)}"}}},
    }
    language = {"zh": " (texts in Chinese)", "en": " (texts in English)"}[lang] if lang else ""
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": f"{endpoint.about.en}{language} · {endpoint.about.zh}",
        "tags": [endpoint.path.split("/")[0].removesuffix(".json")],
        "responses": {
            "200": answer,
            "4XX": {
                "description": "A static server's refusal, such as too many requests.",
                "content": {"text/html": {}},
            },
        },
    }
    if "{id}" in endpoint.path:
        folder = endpoint.path.partition("/")[0]
        known = list(edition.kb.folder(folder))[:3]
        operation["parameters"] = [
            {
                "name": "id",
                "in": "path",
                "required": True,
                "description": "The id, as in the list; it never changes its meaning.",
                "schema": {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9.\-]*$"},
                "examples": {key: {"value": key} for key in known},
            }
        ]
        operation["responses"]["404"] = {"description": "There is no such id.", "content": {"text/html": {}}}
    return {"get": operation}
