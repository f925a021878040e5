"""The whole as SKOS in Turtle: entries, terms, areas, framework items and the mappings between them.

Written by a small serializer of our own: rdflib needs more than ten times as long to serialize the same graph, besides
building it. rdflib reads it back in the tests. Every concept's address is that of its API answer with a fragment, so it leads
to data about the concept and is as stable as the API.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aigc_kb.document.addresses import item_anchor
from aigc_kb.export.answers import ROOT
from aigc_kb.export.edition import HTML_LANG, Edition, Export, words
from aigc_kb.model.entries import Address, Entry, Mitigation, Problem
from aigc_kb.model.kinds import ENTRIES, kind_of
from aigc_kb.model.text import LANGS, Lang, Text, Words

# The data's relations read "our entry <relation> the item": `broad` says that the item is the broader one.
MATCH: Final = {
    "exact": "exactMatch",
    "close": "closeMatch",
    "broad": "broadMatch",
    "narrow": "narrowMatch",
    "related": "relatedMatch",
}
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

Value = str
"""A term of Turtle: a prefixed name, an address in brackets, or a literal."""


def exports(edition: Edition) -> Iterator[Export]:
    label = Text("条目、术语、领域与框架（SKOS，Turtle）", "Entries, terms, areas and frameworks (SKOS, Turtle)")
    yield Export("skos", "downloads/kb.ttl", "text/turtle;charset=utf-8", label, turtle(edition).encode())


def prefixes(edition: Edition) -> dict[str, str]:
    """Prefix -> address, for SSSOM too."""
    api = f"{edition.url}{ROOT}"
    return {
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "kb": f"{edition.url}downloads/kb.ttl#",  # this file says what our own properties mean
        **{kind.name: f"{api}{kind.folder}/" for kind in ENTRIES},
        "area": f"{api}areas/",
        "term": f"{api}terms/",
        "item": f"{api}frameworks/",
        "scheme": f"{api}index.json#",
    }


def curie(entry: Entry) -> str:
    """An entry's prefixed name, for SSSOM; Turtle writes the whole address."""
    return f"{kind_of(entry).name}:{entry.id}.json#it"


def item_curie(framework: str, item: str) -> str:
    return f"item:{framework}.json#{item_anchor(item)}"


def _in(prefix: str, key: str) -> Value:
    return f"<{_FOLDERS[prefix]}/{key}.json#it>"


def _item(framework: str, item: str) -> Value:
    return f"<frameworks/{framework}.json#{item_anchor(item)}>"


_FOLDERS: Final = {kind.name: kind.folder for kind in ENTRIES} | {"area": "areas", "term": "terms"}


def turtle(edition: Edition) -> str:
    names = prefixes(edition) | {
        "dct": "http://purl.org/dc/terms/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    head = [f"@base <{edition.url}{ROOT}> .", *(f"@prefix {name}: <{address}> ." for name, address in names.items())]
    return "\n".join(head) + "\n\n" + "\n".join(_statements(edition))


def _statements(edition: Edition) -> Iterator[str]:
    kb, site = edition.kb, edition.kb.site
    yield from _vocabulary()
    yield _node(
        "scheme:entries",
        "skos:ConceptScheme",
        ("dct:title", _both(site.title)),
        ("dct:description", _both(site.description)),
        ("dct:publisher", _both(site.publisher)),
        ("dct:license", [f"<{site.licence_url}>"]),
        ("dct:modified", [_day(edition.date)]),
        ("owl:versionInfo", [_literal(edition.version)]),
    )
    yield _node("scheme:terms", "skos:ConceptScheme", ("dct:title", _both(Text("术语", "Terms"))))
    for area in kb.areas.values():
        yield _node(
            _in("area", area.id),
            "skos:Concept",
            ("skos:topConceptOf", ["scheme:entries"]),
            ("skos:inScheme", ["scheme:entries"]),
            ("skos:prefLabel", _both(area.title)),
            ("skos:definition", _both(area.summary)),
        )
    for entry in kb.entries():
        yield _entry(edition, entry)
    for term in kb.terms.values():
        matches = [_in("problem" if term.entry in kb.problems else "mitigation", term.entry)] if term.entry else []
        yield _node(
            _in("term", term.id),
            "skos:Concept",
            ("skos:inScheme", ["scheme:terms"]),
            ("skos:prefLabel", _both(Text(term.zh, term.en))),
            ("skos:altLabel", _aliases(term.aliases)),
            ("skos:hiddenLabel", _aliases(term.forbidden)),
            ("skos:definition", _both(term.definition)),
            ("skos:relatedMatch", matches),
        )
    for framework in kb.frameworks.values():
        scheme = f"scheme:{framework.id}"
        yield _node(
            scheme,
            "skos:ConceptScheme",
            ("dct:title", _both(framework.title)),
            ("dct:publisher", _both(framework.publisher)),
            ("dct:issued", [_literal(framework.date)]),
            ("owl:versionInfo", [_literal(framework.edition)]),
            ("dct:source", [f"<{framework.url}>"]),
        )
        ids = {item.id for item in framework.items}
        for item in framework.items:
            yield _node(
                _item(framework.id, item.id),
                "skos:Concept",
                ("skos:inScheme", [scheme]),
                ("skos:notation", [_literal(item.id)]),
                ("skos:prefLabel", _both(item.title)),
                ("skos:broader", [_item(framework.id, item.parent)] if item.parent in ids and item.parent else []),
            )


def _vocabulary() -> Iterator[str]:
    """Our own properties, under SKOS's."""
    for name, zh, en in (
        ("addresses", "针对", "addresses"),
        ("worsens", "加重", "makes worse"),
        ("leadsTo", "导致", "leads to"),
        ("requires", "以……为前提", "requires"),
    ):
        parent = ("rdfs:subPropertyOf", ["skos:semanticRelation"])
        yield _node(f"kb:{name}", "rdf:Property", ("rdfs:label", _both(Text(zh, en))), parent)


def _entry(edition: Edition, entry: Entry) -> str:
    properties: list[tuple[str, list[Value]]] = [
        ("skos:inScheme", ["scheme:entries"]),
        ("dct:type", [_literal(kind_of(entry).name)]),
        ("dct:identifier", [_literal(entry.id)]),
        ("skos:prefLabel", _both(entry.title)),
        ("skos:altLabel", _aliases(entry.aliases)),
        ("skos:definition", _both(entry.summary)),
        ("dct:created", [_day(entry.created)]),
        ("dct:modified", [_day(entry.updated)]),
        ("rdfs:seeAlso", [f"<{edition.entry_url(lang, entry)}>" for lang in LANGS]),
    ]
    keys = edition.references.get(entry.id, ())
    properties.append(("dct:references", [f"<references/{key}.json>" for key in keys]))
    match entry:
        case Problem():
            properties += [
                ("skos:broader", [_in("area", entry.area)]),
                ("kb:alsoIn", [_in("area", area) for area in entry.also_in]),
                ("kb:severity", [str(entry.severity.level)]),
                ("kb:leadsTo", [_in("problem", edge.problem) for edge in entry.leads_to]),
                ("skos:related", [_in("problem", key) for key in entry.related]),
            ]
        case Mitigation():
            properties += [
                ("kb:kind", [_literal(entry.kind)]),
                ("kb:maturity", [_literal(entry.maturity)]),
                ("kb:addresses", [_in("problem", a.problem) for a in entry.addresses]),
                ("kb:edge", [_edge(edition, entry.id, a) for a in entry.addresses]),
                ("kb:worsens", [_in("problem", edge.problem) for edge in entry.worsens]),
                ("kb:requires", [_in("mitigation", key) for key in entry.requires]),
                ("skos:related", [_in("mitigation", key) for key in entry.alternatives]),
            ]
    if isinstance(entry, Problem | Mitigation):
        for relation, name in MATCH.items():
            targets = [_item(row.framework, row.item) for row in entry.mappings if row.relation == relation]
            properties.append((f"skos:{name}", targets))
    return _node(_in(kind_of(entry).name, entry.id), "skos:Concept", *properties)


def _edge(edition: Edition, mitigation: str, address: Address) -> Value:
    """An edge with its effect, and the verdict and grade of its evidence, as a node without a name."""
    assessment = edition.relations.evidence[mitigation, address.problem].assessment
    effect, verdict, grade = (_literal(x) for x in (address.effect, assessment.verdict, assessment.grade))
    problem = _in("problem", address.problem)
    return f"[ kb:problem {problem} ; kb:effect {effect} ; kb:verdict {verdict} ; kb:grade {grade} ]"


def _node(subject: Value, kind: Value, *properties: tuple[str, list[Value]]) -> str:
    lines = [f"{subject} a {kind}"]
    lines += [f"  {name} {', '.join(values)}" for name, values in properties if values]
    return " ;\n".join(lines) + " .\n"


def _literal(text: str) -> Value:
    return f'"{text.translate(_ESCAPES)}"'


def _day(date: str) -> Value:
    return f'"{date}"^^xsd:date'


def _tagged(text: str, lang: Lang) -> Value:
    return f"{_literal(text)}@{HTML_LANG[lang]}"


def _both(text: Text) -> list[Value]:
    return [_tagged(words(text[lang]), lang) for lang in LANGS]


def _aliases(names: Words) -> list[Value]:
    return [_tagged(word, lang) for lang in LANGS for word in names[lang]]
