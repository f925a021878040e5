"""The static JSON API under `api/v1/`.

Every answer is `{"meta": …, "data": …}`; `meta` holds the API's version, the content's version and date, the licence,
the totals and the address of the answer's JSON Schema. `ENDPOINTS` below is the table that the files, `openapi.json`
and the schemas are made from:

    index.json            what there is, the vocabularies and their labels
    problems.json         all problems, in short            problems/<id>.json     one problem, whole
    mitigations.json      all mitigations, in short         mitigations/<id>.json  one mitigation, whole
    cases.json            all cases, in short               cases/<id>.json        one case, whole
    paths.json            all reading paths, in short       paths/<id>.json        one reading path, whole
    areas.json            areas                             areas/<id>.json
    terms.json            terms                             terms/<id>.json
    references.json       the bibliography                  references/<id>.json
    studies.json          studies with their findings       studies/<id>.json
    frameworks.json       frameworks, without items         frameworks/<id>.json   one framework with its items
    full.json             all entries, whole
    relations.json        every relation between entries    matrix.json            problems by mitigations
    mappings.json         every mapping to a framework      changes.json           the log of changes
    versions.json         what changed from each published version to the next
    planner.json          the planner's questions and rules
    zh/…  en/…            all of the above, texts in one language (lists, full, relations, mappings, changes, versions)
    schema/<Name>.json    JSON Schemas of the answers       openapi.json           this table for programs
    schema/data/<name>.json  JSON Schemas of the data files, for editors
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from aigc_kb.export import answers, openapi
from aigc_kb.export.answers import ROOT, say
from aigc_kb.export.edition import Edition, Export
from aigc_kb.export.endpoints import API_VERSION, ENDPOINTS, Endpoint, schema_name
from aigc_kb.export.values import encode
from aigc_kb.guide import schema
from aigc_kb.model.entries import Entry
from aigc_kb.model.kinds import ENTRIES, PLAIN
from aigc_kb.model.text import LANGS, Lang, Text

JSON: Final = "application/json"


dump: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""A value as compact JSON. Indenting would leave the C encoder and take five times as long."""


def exports(edition: Edition) -> Iterator[Export]:
    """Every file of the API."""
    yield from _answers(edition)
    for name, answer in openapi.answer_schemas().items():
        address = f"{edition.url}{ROOT}schema/{name}.json"
        answer = {"$schema": schema.DIALECT, "$id": address, "title": name} | answer
        about = Text(f"JSON 模式：{name}", f"JSON Schema: {name}")
        yield Export(
            "api", f"{ROOT}schema/{name}.json", "application/schema+json", about, _bytes(dump(answer)), listed=False
        )
    for name, text in schema.documents(edition.kb.site, edition.kb.areas.values(), edition.url).items():
        title = schema.DOCUMENTS[name.removesuffix(".json")][1]
        about = Text(f"数据文件的 JSON Schema：{title.zh}", f"JSON Schema of the data files: {title.en}")
        yield Export("api", f"{schema.ADDRESS}{name}", "application/schema+json", about, text.encode())
    document = dump(openapi.document(edition))
    label = Text("接口说明（OpenAPI 3.1）", "Description of the API (OpenAPI 3.1)")
    yield Export("api", f"{ROOT}openapi.json", JSON, label, _bytes(document))


def _bytes(text: str) -> bytes:
    return f"{text}\n".encode()


def _answers(edition: Edition) -> Iterator[Export]:
    kb = edition.kb
    meta = _Meta(edition)
    table = {endpoint.path: endpoint for endpoint in ENDPOINTS}

    def answer(name: str, data: str, lang: Lang | None = None, key: str = "") -> Export:
        endpoint = table[name]
        path = f"{ROOT}{lang}/{name}" if lang else f"{ROOT}{name.replace('{id}', key)}"
        text = f'{{"meta":{meta.of(endpoint, lang)},"data":{data}}}\n'
        listed = not key and lang is None
        return Export("api", path, JSON, endpoint.about, text.encode(), listed=listed, lang=lang)

    # An entry is encoded once; the lists and the full answer are spliced together from the same text.
    yield answer("index.json", dump(answers.index(edition) | {"endpoints": _endpoints(edition)}))
    folders = {kind.folder: tuple(kb.of(kind.cls)) for kind in ENTRIES}
    texts_of = {entry.id: _entry_texts(edition, entry) for entry in kb.entries()}
    for folder, ids in folders.items():
        for key in ids:
            yield answer(f"{folder}/{{id}}.json", texts_of[key]["full"], key=key)
    for lang in (None, *LANGS):
        full = {name: _array(texts_of[key][_name("full", lang)] for key in ids) for name, ids in folders.items()}
        yield answer("full.json", _object(full), lang)
    for folder, values in (("areas", kb.areas), ("terms", kb.terms), ("references", kb.references)):
        texts = {key: dump(answers.register(edition, folder, value)) for key, value in values.items()}
        yield answer(f"{folder}.json", _array(texts.values()))
        for key, text in texts.items():
            yield answer(f"{folder}/{{id}}.json", text, key=key)
    for kind in PLAIN:
        texts = {key: dump(answers.plain_value(edition, value)) for key, value in kb.of(kind.cls).items()}
        yield answer(f"{kind.folder}.json", _array(texts.values()))
        for key, text in texts.items():
            yield answer(f"{kind.folder}/{{id}}.json", text, key=key)
    for framework in kb.frameworks.values():
        yield answer("frameworks/{id}.json", dump(answers.framework_value(edition, framework)), key=framework.id)
    yield answer("matrix.json", dump(answers.matrix(edition)))
    if kb.planner is not None:
        yield answer("planner.json", dump(encode(kb.planner)))
    for lang in (None, *LANGS):
        for folder, ids in folders.items():
            yield answer(f"{folder}.json", _array(texts_of[key][_name("short", lang)] for key in ids), lang)
        yield answer(
            "frameworks.json", dump([answers.framework_short(edition, x, lang) for x in kb.frameworks.values()]), lang
        )
        yield answer("relations.json", dump(list(answers.relations(edition, lang))), lang)
        yield answer("mappings.json", dump(answers.mappings(edition, lang)), lang)
        yield answer("changes.json", dump(list(answers.changes(edition, lang))), lang)
        yield answer("versions.json", dump([encode(version, lang) for version in kb.versions]), lang)
        if lang:
            yield answer(
                "areas.json", dump([answers.register(edition, "areas", x, lang) for x in kb.areas.values()]), lang
            )
            yield answer(
                "terms.json", dump([answers.register(edition, "terms", x, lang) for x in kb.terms.values()]), lang
            )


def _entry_texts(edition: Edition, entry: Entry) -> dict[str, str]:
    """An entry, whole and in short, with both languages and with one."""
    texts = {}
    for lang in (None, *LANGS):
        texts[_name("full", lang)] = dump(answers.full_entry(edition, entry, lang))
        texts[_name("short", lang)] = dump(answers.short_entry(edition, entry, lang))
    return texts


def _name(what: str, lang: Lang | None) -> str:
    return f"{what}.{lang}" if lang else what


def _endpoints(edition: Edition) -> list[dict[str, Any]]:
    return [
        {"path": f"{edition.url}{ROOT}{x.path}", "about": say(x.about, None), "by_language": x.by_language}
        for x in ENDPOINTS
        if x.path != "planner.json" or edition.kb.planner is not None
    ]


def _array(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"


def _object(texts: Mapping[str, str]) -> str:
    return "{" + ",".join(f'"{key}":{text}' for key, text in texts.items()) + "}"


class _Meta:
    """The envelope's head; made once per schema."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.totals = answers.totals(edition)
        self.known: dict[str, str] = {}

    def of(self, endpoint: Endpoint, lang: Lang | None) -> str:
        name = schema_name(endpoint, lang)
        text = self.known.get(name + (lang or ""))
        if text is None:
            site = self.edition.kb.site
            meta = {
                "api": API_VERSION,
                "version": self.edition.version,
                "generated": self.edition.date,
                "languages": [lang] if lang else list(LANGS),
                "licence": site.licence,
                "licence_url": site.licence_url,
                "attribution": {"zh": site.title.zh, "en": site.title.en},
                "source": self.edition.url,
                "schema": f"{self.edition.url}{ROOT}schema/{name}.json",
                "totals": self.totals,
            }
            text = self.known[name + (lang or "")] = dump(meta)
        return text
