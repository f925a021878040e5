"""Hostile text in every field of a small knowledge base, given out in every format: it stays text."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import shutil
from typing import Any

import openpyxl
import pytest
import rdflib
import rispy
from lxml import etree, html
from pybtex.database.input import bibtex

from aigc_kb import KnowledgeBase, load
from aigc_kb.base.relations import relate
from aigc_kb.document import blocks as b
from aigc_kb.document import diagram as svg
from aigc_kb.export import Edition, Export, book, make
from aigc_kb.export.jsonld import jsonld, jsonld_dataset, jsonld_terms, script_json
from aigc_kb.model.entries import Mitigation, Problem
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.registers import Reference, Term
from aigc_kb.model.text import LANGS, Text
from tests.conftest import ROOT
from tests.poison import PAYLOADS, poisoned

URL = "https://kb.example/site/"
SMALL = load(ROOT / "examples" / "minimal" / "data")
REFERENCE = next(iter(SMALL.references))

OWN = [
    "=cmd|'/c calc'!A1",
    "+SUM(1;1)",
    "@SUM(A1)",
    "＝1＋1",
    "harmless;=HYPERLINK(0)",
    'harmless;"=1+1',
    "]]><entry/>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "&#0;&#x1F;",
    "--><script>window.pwned=1</script><!--",
    "</script><script>window.pwned=1</script>",
    "<!--<script>",
    "</title></text><script>window.pwned=1</script>",
    '""" . <urn:x> a <urn:y> . """',
    "}, title = {x}} @string{x = {y}} @book{z, title={",
    "\\input{/etc/passwd} $\\write18{id}$",
    "```\n<script>window.pwned=1</script>",
    "{{< include /etc/passwd >}} ![](file:///etc/passwd)",
    "[x](javascript:pwned) [y](file:///etc/passwd) [z](data:text/html,x)",
    "`<script>window.pwned=1</script>`{=html}",
    "::: {onclick=pwned}\nx\n:::",
    "_x0041_ _x000D_",
]


def small(payload: str) -> KnowledgeBase:
    """The example with the payload in every text; links and citations of a payload lead to what it has."""
    text = re.sub(r"@[a-z0-9-]{6,}", f"@{REFERENCE}", payload.replace("hallucination", "close-passes"))

    def all_of(values: Any) -> Any:
        return {key: poisoned(value, text) for key, value in values.items()}

    one_line = text.replace("\n", " ")
    return dataclasses.replace(
        SMALL,
        site=poisoned(SMALL.site, text),
        areas=all_of(SMALL.areas),
        by_class={
            **SMALL.by_class,
            Problem: all_of(SMALL.problems),
            Mitigation: all_of(SMALL.mitigations),
            Framework: all_of(SMALL.frameworks),
            Term: all_of(SMALL.terms),
            Reference: {
                key: dataclasses.replace(ref, title=one_line, publisher=one_line, x_note=Text(one_line, one_line))
                for key, ref in SMALL.references.items()
            },
        },
    )


def exported(payload: str) -> tuple[Edition, dict[str, Export]]:
    kb = small(payload)
    relations = relate(kb)
    return Edition(kb, relations, URL), {file.path: file for file in make(kb, relations, URL)}


HONEST = exported("plain words")[1]


def shape(root: etree._Element) -> list[str]:
    return [element.tag for element in root.iter() if isinstance(element.tag, str)]


@pytest.mark.parametrize("payload", [*PAYLOADS, *OWN])
def test_a_payload_is_data_in_every_format(payload: str) -> None:
    edition, files = exported(payload)
    assert files.keys() == HONEST.keys()
    for path, file in files.items():
        honest = HONEST[path].data
        if path.endswith(".xml"):
            assert b"<!ENTITY" not in file.data
            assert shape(etree.fromstring(file.data)) == shape(etree.fromstring(honest)), path
        elif path.endswith(".json"):
            json.loads(file.data)
        elif path.endswith(".tsv"):
            tables = [data.decode().splitlines() for data in (file.data, honest)]
            assert [row.count("\t") for row in tables[0]] == [row.count("\t") for row in tables[1]]
        elif path.endswith(".csv"):
            no_formula(file.data.decode("utf-8-sig"))
        elif path.endswith(".xlsx"):
            workbook = openpyxl.load_workbook(io.BytesIO(file.data))
            assert [c for sheet in workbook for row in sheet.iter_rows() for c in row if c.data_type == "f"] == []
        elif path.endswith(".ttl"):
            assert len(rdflib.Graph().parse(data=file.data, format="turtle")) > 20
        elif path.endswith(".bib"):
            assert fields(file) == fields(HONEST[path])
        elif path.endswith(".ris"):
            assert len(rispy.loads(file.data.decode())) == len(SMALL.references)
    for lang in LANGS:
        for entry in edition.kb.entries():
            one_script(jsonld(edition, entry, lang))
        one_script(jsonld_terms(edition, lang))
        one_script(jsonld_dataset(edition, lang, [file.listing() for file in files.values()]))


def fields(file: Export) -> dict[str, set[str]]:
    """Key of a BibTeX record -> names of its fields."""
    entries = bibtex.Parser().parse_string(file.data.decode()).entries
    return {key: set(entry.fields) for key, entry in entries.items()}


def no_formula(text: str) -> None:
    """Whatever a spreadsheet takes for the separator."""
    for delimiter in (",", ";"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                assert not re.match(r"[=+@＝＋－＠\t\r\n]|-(?![0-9.]+$)", cell), (delimiter, cell)


def one_script(value: dict[str, Any]) -> None:
    """The element holds the value and nothing else, and ends where it should."""
    page = html.fromstring(
        f'<html><body><script type="application/ld+json">{script_json(value)}</script><p>after</p></body></html>'
    )
    assert [element.tag for element in page.iter()] == ["html", "body", "script", "p"]
    assert json.loads(page.find(".//script").text) == value


def test_a_payload_is_text_in_a_drawing() -> None:
    to = b.To("problems/x/")
    for payload in [*PAYLOADS, *OWN]:
        block = b.Diagram(payload, payload, ((payload, to),), ((payload, to),), payload, payload)
        root = etree.fromstring(svg.diagram(block, lambda _: "#"))
        names = {etree.QName(element).localname for element in root.iter()}
        assert names == {"svg", "text", "tspan", "path", "rect", "a", "g"}, payload
        assert {name for element in root.iter() for name in element.attrib if name.startswith("on")} == set()
        assert str(root.get("aria-label")).split() == payload.split()


ALLOWED = {"html", "body", "div", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "a", "em", "strong", "br"}
ALLOWED |= {
    "code",
    "pre",
    "span",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "colgroup",
    "col",
    "blockquote",
    "hr",
    "dl",
    "dt",
    "dd",
}


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("lang", LANGS)
def test_a_book_has_no_markup_but_its_own(lang: str) -> None:
    """All payloads in one manuscript, and what a frame, image or attachment could fetch from the disk is not there."""
    parts = []
    for payload in [*PAYLOADS, *OWN]:
        kb = small(payload)
        parts.append(book.manuscript(Edition(kb, relate(kb), URL), lang))  # type: ignore[arg-type]
    for part in ("\n\n".join(parts), *parts[-len(OWN) :]):
        text = book._pandoc(["--to=html5"], part, "2026-01-01").decode("utf-8")
        page = html.fromstring(f"<html><body>{text}</body></html>")
        assert {element.tag for element in page.iter()} - ALLOWED == set()
        attributes = {name for element in page.iter() for name in element.attrib}
        assert attributes <= {"id", "class", "href", "title", "type", "style", "start", "data-cites"}
        assert {style for element in page.iter() if (style := element.get("style"))} <= {"text-align: left;"}
        assert [a.get("href") for a in page.iter("a") if not re.match(r"#|https?://", a.get("href", "#"))] == []
