"""The bibliography in three formats, each read by a library of its own."""

from __future__ import annotations

import json
import re
import warnings

import rispy
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from aigc_kb.document.citations import authors
from aigc_kb.export import Edition, Export
from aigc_kb.export.bibliography import INCOMPLETE
from aigc_kb.model.text import LANGS


def unlatex(text: str) -> str:
    """LaTeX text as plain words: what `cite.latex` wrote, and the braces that protect letters."""
    names = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
    names |= {"textbraceleft": "{", "textbraceright": "}"}
    text = re.sub(rf"\\({'|'.join(names)})\{{\}}", lambda m: f"\0{m.group(1)}\0", text)
    text = re.sub(r"\\([&%$#_])", lambda m: f"\1{ord(m.group(1))}\1", text)
    text = text.replace("{", "").replace("}", "")
    text = re.sub("\1([0-9]+)\1", lambda m: chr(int(m.group(1))), text)
    return re.sub("\0([a-z]+)\0", lambda m: names[m.group(1)], text)


def test_bibtex_holds_every_reference(edition: Edition, files: dict[str, Export]) -> None:
    data = parse_string(files["downloads/references.bib"].data.decode(), "bibtex")
    assert set(data.entries) == set(edition.kb.references)
    for key, ref in edition.kb.references.items():
        record = data.entries[key]
        assert unlatex(record.fields["title"]) == ref.title
        assert record.fields["date"] == ref.issued
        assert record.fields.get("url") == ref.URL
        assert record.fields.get("doi") == ref.DOI
        assert record.fields.get("eprint") == ref.archive_location
        named, more = authors(ref)
        people = record.persons["author"]
        assert len(people) == len(named) + more
        for person, author in zip(people, named, strict=False):
            whole = " ".join([*person.prelast_names, *person.last_names])
            assert unlatex(whole) == (author.literal or author.family), key
        both = " ".join(ref.x_note[lang] for lang in LANGS) if ref.x_note else ""
        assert unlatex(record.fields.get("note", "")).replace("\\", "") == both
        if ref.container_title:
            assert unlatex(record.fields.get("journal") or record.fields["booktitle"]) == ref.container_title


def test_ris_holds_every_reference(edition: Edition, files: dict[str, Export]) -> None:
    records = {record["id"]: record for record in rispy.loads(files["downloads/references.ris"].data.decode())}
    assert set(records) == set(edition.kb.references)
    for key, ref in edition.kb.references.items():
        record = records[key]
        assert record["title"] == ref.title
        assert record["year"] == ref.issued[:4]
        assert list(record.get("urls", [])) == ([ref.URL] if ref.URL else [])
        assert record.get("doi") == ref.DOI
        assert tuple(record.get("keywords", ())) == ref.keyword
        named, more = authors(ref)
        assert record["authors"] == [a.literal or ", ".join(x for x in (a.family, a.given) if x) for a in named]
        notes = [ref.x_note[lang] for lang in LANGS] if ref.x_note else []
        assert record.get("notes", []) == notes + [INCOMPLETE] * more


def test_csl_json_holds_every_field(edition: Edition, files: dict[str, Export]) -> None:
    items = {item["id"]: item for item in json.loads(files["downloads/references.csl.json"].data)}
    assert set(items) == set(edition.kb.references)
    for key, ref in edition.kb.references.items():
        item = items[key]
        for name in ("type", "title", "publisher", "number", "volume", "issue", "page", "archive", "archive_location"):
            assert item.get(name) == getattr(ref, name), (key, name)
        assert item.get("container-title") == ref.container_title
        assert (item.get("DOI"), item.get("URL")) == (ref.DOI, ref.URL)
        note = {lang: ref.x_note[lang] for lang in LANGS} if ref.x_note else None
        assert item["custom"].get("x_note") == note
        assert item.get("note") == (f"{note['zh']} {note['en']}" if note else None)
        assert item["issued"]["date-parts"] == [[int(part) for part in ref.issued.split("-")]]
        assert item["custom"]["x_read"] == ref.x_read
        assert item["custom"].get("x_read_at", []) == list(ref.x_read_at)
        assert item["custom"]["x_verified"].split("; ")[1:] == list(ref.x_read_at)
        assert item.get("keyword", "") == ", ".join(ref.keyword)


def test_a_citation_processor_reads_the_csl_json(edition: Edition, files: dict[str, Export]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py says which fields it does not know
        source = CiteProcJSON(json.loads(files["downloads/references.csl.json"].data))
    assert set(source) == {key.lower() for key in edition.kb.references}
