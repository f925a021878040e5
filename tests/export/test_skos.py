"""SKOS: parsed by rdflib, counted by SPARQL; and the JSON-LD of pages as RDF."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rdflib

from aigc_kb.base.verdicts import VERDICTS
from aigc_kb.export import Edition, Export
from aigc_kb.export.jsonld import jsonld, jsonld_dataset, jsonld_terms
from aigc_kb.export.skos import MATCH
from aigc_kb.model.text import LANGS

SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")


@pytest.fixture(scope="module")
def graph(files: dict[str, Export]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files["downloads/kb.ttl"].data, format="turtle")


def count(graph: rdflib.Graph, where: str) -> int:
    for row in graph.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}"):
        return int(row[0])  # type: ignore[index, arg-type]
    raise AssertionError("no answer")


def test_every_concept_has_one_preferred_label_in_each_language(edition: Edition, graph: rdflib.Graph) -> None:
    kb = edition.kb
    concepts = len(list(kb.entries())) + len(kb.terms) + len(kb.areas)
    concepts += sum(len(f.items) for f in kb.frameworks.values())
    assert count(graph, "?c a skos:Concept") == concepts
    for tag in ("zh-Hans", "en"):
        assert count(graph, f'?c a skos:Concept ; skos:prefLabel ?l FILTER(lang(?l) = "{tag}")') == concepts


def test_every_edge_and_mapping_is_there(edition: Edition, graph: rdflib.Graph) -> None:
    kb = edition.kb
    links = [(m.id, a.problem) for m in kb.mitigations.values() for a in m.addresses]
    edges = [edition.relations.evidence[link].assessment for link in links]
    all_of_it = "?m kb:edge ?e . ?e kb:problem ?p ; kb:effect ?x ; kb:verdict ?v ; kb:grade ?g"
    assert count(graph, all_of_it) == len(edges)
    opinions = sum(edge.grade == "opinion" for edge in edges)
    assert count(graph, '?m kb:edge ?e . ?e kb:grade "opinion"') == opinions
    for verdict in VERDICTS:
        assert count(graph, f'?m kb:edge ?e . ?e kb:verdict "{verdict}"') == sum(x.verdict == verdict for x in edges)
    for relation, name in MATCH.items():
        rows = {(x.id, m.framework, m.item) for x in kb.measured() for m in x.mappings if m.relation == relation}
        own = f"?s skos:{name} ?o . ?o skos:inScheme ?f . ?s skos:inScheme scheme:entries"
        assert count(graph, own) == len(rows), name


def test_every_problem_is_below_its_area_and_leads_where_it_leads(edition: Edition, graph: rdflib.Graph) -> None:
    kb = edition.kb
    for area in kb.areas.values():
        found = count(graph, f"?p skos:broader ?a . ?a skos:prefLabel {json.dumps(area.title.en)}@en")
        assert found == sum(p.area == area.id for p in kb.problems.values())
    assert count(graph, "?p kb:leadsTo ?q") == sum(len({e.problem for e in p.leads_to}) for p in kb.problems.values())


def test_words_come_back_as_they_are(edition: Edition, graph: rdflib.Graph) -> None:
    for entry in edition.kb.entries():
        found = list(graph.subjects(rdflib.DCTERMS.identifier, rdflib.Literal(entry.id)))
        assert len(found) == 1
        labels = {(str(x), getattr(x, "language", "")) for x in graph.objects(found[0], SKOS.prefLabel)}
        assert labels == {(entry.title.zh, "zh-hans"), (entry.title.en, "en")} or labels == {
            (entry.title.zh, "zh-Hans"),
            (entry.title.en, "en"),
        }
        aliases = {str(x) for x in graph.objects(found[0], SKOS.altLabel)}
        assert aliases == set(entry.aliases.all())


def test_concepts_are_addressed_by_their_api_answers(graph: rdflib.Graph, files: dict[str, Export]) -> None:
    from tests.export.conftest import URL

    for concept in graph.subjects(rdflib.RDF.type, SKOS.Concept):
        assert str(concept).partition("#")[0].removeprefix(URL) in files


def as_graph(value: dict[str, Any]) -> rdflib.Graph:
    """JSON-LD as RDF, without fetching schema.org's context: its terms all stand in its own namespace."""
    local = value | {"@context": {"@vocab": "https://schema.org/"}}
    return rdflib.Graph().parse(data=json.dumps(local), format="json-ld")


@pytest.mark.parametrize("lang", LANGS)
def test_json_ld_of_every_entry_is_rdf_with_what_schema_org_asks(lang: Any, edition: Edition) -> None:
    schema = rdflib.Namespace("https://schema.org/")
    for entry in list(edition.kb.entries())[::7]:
        value = jsonld(edition, entry, lang)
        graph = as_graph(value)
        page = rdflib.URIRef(edition.entry_url(lang, entry))
        assert str(graph.value(page, schema.headline)) == entry.title[lang]
        assert str(graph.value(page, schema.dateModified)) == entry.updated
        assert graph.value(page, schema.license) is not None
        cited = list(graph.objects(page, schema.citation))
        assert len(cited) == len(edition.references.get(entry.id, []))


def test_json_ld_of_terms_and_downloads(edition: Edition, files: dict[str, Export]) -> None:
    terms = as_graph(jsonld_terms(edition, "zh"))
    assert len(list(terms.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/DefinedTerm")))) == len(
        edition.kb.terms
    )
    data = jsonld_dataset(edition, "en", [file.listing() for file in files.values() if file.listed])
    paths = {item["contentUrl"].removeprefix(edition.url) for item in data["distribution"]}
    in_english = {path for path in files if path.startswith("downloads/") and ".zh." not in path}
    assert in_english <= paths
    assert "downloads/evidence-map.zh.svg" not in paths, "the Chinese page names that"
    assert "zh/feed.xml" not in paths


def test_nothing_in_json_ld_can_end_a_script(edition: Edition) -> None:
    """The page puts it into a script element: `<` must not be there unescaped. See `script_json`."""
    from aigc_kb.export.jsonld import script_json

    hostile = {"name": "</script><script>alert(1)</script><!--"}
    assert "<" not in script_json(hostile)
    assert json.loads(script_json(hostile)) == hostile
