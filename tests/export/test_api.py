"""The JSON API: read back into the model, checked against its own description, and driven by a real client."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from schemathesis.checks import CheckFunction
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from aigc_kb.base.relations import sources, summary
from aigc_kb.export import Edition, Export
from aigc_kb.export.answers import ROOT
from aigc_kb.export.endpoints import ENDPOINTS
from aigc_kb.model import fields as f
from aigc_kb.model.conditions import Answered, Combined
from aigc_kb.model.kinds import ENTRIES, kind_of
from aigc_kb.model.text import LANGS, Lang, Text, Words
from tests.conftest import ROOT as REPOSITORY
from tests.export.conftest import URL


def read(files: dict[str, Export], name: str) -> Any:
    return json.loads(files[f"{ROOT}{name}"].data)


def decode(kind: f.Kind, value: Any) -> Any:
    """The model value of a JSON value: a second reading of the field descriptions, independent of the encoder."""
    match kind:
        case f.Obj():
            known = {s.key: s for s in f.specs(kind.cls)}
            return kind.cls(**{known[k].name: decode(known[k].kind, v) for k, v in value.items() if k in known})
        case f.ListOf():
            return tuple(decode(kind.item, item) for item in value)
        case f.Logic():
            if "question" in value:
                return decode(f.Obj(Answered), value)
            ((how, parts),) = value.items()
            return Combined(how, tuple(decode(kind, part) for part in (parts if how != "not" else [parts])))
        case f.Bilingual():
            return Text(**value)
        case f.BilingualWords():
            return Words(zh=tuple(value["zh"]), en=tuple(value["en"]))
    return value


def test_every_entry_comes_back_as_it_is_in_the_data(edition: Edition, files: dict[str, Export]) -> None:
    entries = list(edition.kb.entries())
    for entry in entries:
        answer = read(files, f"{kind_of(entry).folder}/{entry.id}.json")
        assert decode(f.Obj(type(entry)), answer["data"]) == entry
    whole = read(files, "full.json")["data"]
    assert [decode(f.Obj(kind.cls), x) for kind in ENTRIES for x in whole[kind.folder]] == entries


@pytest.mark.parametrize("folder", ["areas", "terms", "references", "studies", "frameworks"])
def test_every_register_comes_back_as_it_is_in_the_data(
    folder: str, edition: Edition, files: dict[str, Export]
) -> None:
    values = edition.kb.folder(folder)
    for key, value in values.items():
        assert decode(f.Obj(type(value)), read(files, f"{folder}/{key}.json")["data"]) == value
    assert [item["id"] for item in read(files, f"{folder}.json")["data"]] == list(values)


@pytest.mark.parametrize("lang", LANGS)
def test_answers_in_one_language_say_what_the_bilingual_ones_say(lang: Lang, files: dict[str, Export]) -> None:
    def narrowed(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"zh", "en"}:
                return value[lang]
            return {key: x if key in ("links", "item_url") else narrowed(x) for key, x in value.items()}
        return [narrowed(x) for x in value] if isinstance(value, list) else value

    def without_address(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: without_address(x) for k, x in value.items() if k != "item_url"}
        return [without_address(x) for x in value] if isinstance(value, list) else value

    for endpoint in ENDPOINTS:
        if endpoint.by_language:
            both, one = read(files, endpoint.path), read(files, f"{lang}/{endpoint.path}")
            assert without_address(one["data"]) == without_address(narrowed(both["data"])), endpoint.path
            assert one["meta"]["languages"] == [lang]


def test_the_matrix_and_the_relations_hold_every_edge(edition: Edition, files: dict[str, Export]) -> None:
    links = [(m.id, a.problem) for m in edition.kb.mitigations.values() for a in m.addresses]
    assessed = {link: edition.relations.evidence[link].assessment for link in links}
    edges = {(*link, x.verdict, x.grade) for link, x in assessed.items()}
    cells = read(files, "matrix.json")["data"]["cells"]
    assert {(c["mitigation"], c["problem"], c["verdict"], c["grade"]) for c in cells} == edges
    rows = [r for r in read(files, "relations.json")["data"] if r["type"] == "addresses"]
    assert {(r["source"], r["target"], r["evidence"]["verdict"], r["evidence"]["grade"]) for r in rows} == edges
    harms = [r for r in read(files, "relations.json")["data"] if r["type"] == "worsens"]
    for row in harms:
        link = edition.relations.evidence[row["source"], row["target"]]
        named = [{"study": study.id, "finding": finding.id} for study, finding in link.findings]
        assert (row["evidence"]["verdict"], row["evidence"]["findings"]) == (link.assessment.verdict, named)
        assert ("result" in row["evidence"]) == bool(named)
    assert any(row["evidence"]["findings"] for row in harms)
    shown = {(c.id, p.problem) for c in edition.kb.cases.values() for p in c.problems}
    assert {(r["source"], r["target"]) for r in read(files, "relations.json")["data"] if r["type"] == "shows"} == shown


def test_a_mitigation_shows_the_evidence_on_each_link_with_verdict_strength_and_findings(
    edition: Edition, files: dict[str, Export]
) -> None:
    for mitigation in edition.kb.mitigations.values():
        shown = read(files, f"mitigations/{mitigation.id}.json")["data"]["addresses"]
        for address, value in zip(mitigation.addresses, shown, strict=True):
            link = edition.relations.evidence[mitigation.id, address.problem]
            evidence = value["evidence"]
            assert (evidence["verdict"], evidence["grade"]) == (link.assessment.verdict, link.assessment.grade)
            for name in ("strength", "weaker"):
                tally = getattr(link.assessment, name)
                assert evidence[name] == {way: getattr(tally, way) for way in ("better", "none", "worse", "mixed")}
            found = [(study.id, finding.id) for study, finding in link.findings]
            assert [(x["study"], x["finding"]) for x in evidence["findings"]] == found
            assert evidence["references"] == list(sources(address, link))
            assert evidence["result"] == {lang: summary(address, link)[lang] for lang in LANGS}
            issued = [edition.kb.references[key].issued for key in link.references]
            assert evidence["as_of"] == max(issued, default=None)


def test_every_finding_of_the_answers_is_in_the_study_that_they_name(files: dict[str, Export]) -> None:
    studies = {study["id"]: study for study in read(files, "studies.json")["data"]}
    rows = [row for row in read(files, "relations.json")["data"] if row["type"] == "addresses"]
    named = [(row, x) for row in rows for x in row["evidence"]["findings"]]
    assert named
    for row, x in named:
        (finding,) = [one for one in studies[x["study"]]["findings"] if one["id"] == x["finding"]]
        assert (finding["mitigation"], finding["problem"]) == (row["source"], row["target"])


def test_the_envelope_names_version_date_licence_totals_and_schema(edition: Edition, files: dict[str, Export]) -> None:
    for path, file in files.items():
        if file.format != "api" or file.media_type != "application/json" or path.endswith("openapi.json"):
            continue
        meta = json.loads(file.data)["meta"]
        assert meta["generated"] == max(entry.updated for entry in edition.kb.entries())
        assert meta["version"] == edition.version
        assert meta["licence"] == edition.kb.site.licence
        assert meta["totals"]["problems"] == len(edition.kb.problems)
        assert meta["schema"].removeprefix(URL) in files, path


def test_every_answer_follows_its_published_schema(files: dict[str, Export]) -> None:
    schemas: dict[str, Draft202012Validator] = {}
    for path, file in files.items():
        if file.media_type == "application/schema+json":
            schema = json.loads(file.data)
            Draft202012Validator.check_schema(schema)
            schemas[schema["$id"]] = Draft202012Validator(schema)
            assert schema["$id"] == f"{URL}{path}"
    checked = set()
    for path, file in files.items():
        if path.startswith(ROOT) and file.media_type == "application/json" and not path.endswith("openapi.json"):
            answer = json.loads(file.data)
            name = answer["meta"]["schema"]
            # Entries one by one are in full.json; its forms in one language say the same (see above).
            if (path.count("/") < 3 or name not in checked) and "/zh/full" not in path:
                errors = [error.message[:200] for error in schemas[name].iter_errors(answer)]
                assert errors == [], path
            checked.add(name)
    assert checked <= set(schemas)


def test_the_schemas_of_the_data_files_are_published_where_they_say(files: dict[str, Export]) -> None:
    """The first line of every new entry names the address, so that editors find the schema."""
    published = {path: file.data.decode() for path, file in files.items() if path.startswith(f"{ROOT}schema/data/")}
    assert {path.rpartition("/")[2] for path in published} == {p.name for p in (REPOSITORY / "schema").glob("*.json")}
    for path, text in published.items():
        Draft202012Validator.check_schema(json.loads(text))
        own = (REPOSITORY / "schema" / path.rpartition("/")[2]).read_text("utf-8")
        assert json.loads(text) == json.loads(own) | {"$id": f"{URL}{path}"}


def test_links_of_answers_lead_to_answers_and_pages(edition: Edition, files: dict[str, Export]) -> None:
    pages = {f"{URL}{page.lang}/{page.path}" for lang in LANGS for page in edition.pages(lang)}
    for name in ("problems", "mitigations", "cases", "paths", "areas", "terms", "references", "studies", "frameworks"):
        for item in read(files, f"{name}.json")["data"]:
            assert item["links"]["json"].removeprefix(URL) in files
            assert {link.partition("#")[0] for link in item["links"]["html"].values()} <= pages


def test_the_header_lists_every_endpoint() -> None:
    from aigc_kb.export import api

    for endpoint in ENDPOINTS:
        shown = endpoint.path.replace("{id}", "<id>")
        assert shown in (api.__doc__ or ""), shown


def test_the_description_is_valid_openapi(files: dict[str, Export]) -> None:
    document = read(files, "openapi.json")
    validate(document)
    assert document["openapi"] == "3.1.0"
    described = {path.strip("/") for path in document["paths"]}
    served = {endpoint.path for endpoint in ENDPOINTS if endpoint.path != "planner.json"}
    assert served <= described
    ids = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(set(ids)) == len(ids)


def test_a_client_made_from_the_description_gets_what_it_promises(server: str, files: dict[str, Export]) -> None:
    """Schemathesis calls every operation of the description on a server that knows nothing but files."""
    document = read(files, "openapi.json")
    schema = schemathesis.openapi.from_dict(document)
    checks: list[CheckFunction] = [status_code_conformance, content_type_conformance, response_schema_conformance]
    called = 0
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        known = document["paths"][operation.path]["get"].get("parameters", [])
        values = [list(p["examples"])[i] for p in known for i in range(len(p["examples"]))] or [None]
        for value in [*values, *(["no-such-id"] if known else [])]:
            case = operation.Case(path_parameters={"id": value} if value else {})
            try:
                response = case.call_and_validate(base_url=f"{server}/{ROOT.rstrip('/')}", checks=checks)
            except FailureGroup as failure:
                pytest.fail(f"{operation.path} {value}: {failure}")
            assert response.status_code == (404 if value == "no-such-id" else 200)
            called += 1
    assert called >= len(document["paths"])
