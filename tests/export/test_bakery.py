"""Exports of the bakery, beside the golden files: what is listed, what a large base leaves out, forms of references."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import rispy

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.export import FORMATS, Edition, bibliography, llms, make, stream, tables
from aigc_kb.model import vocabulary as v
from aigc_kb.model.registers import Author
from aigc_kb.pages.build import entry_pages, names
from aigc_kb.pages.context import Context
from tests.conftest import changed
from tests.golden import bakery

URL = "https://bread.example.org/"


def edition(kb: KnowledgeBase | None = None) -> Edition:
    kb = kb or bakery()
    return Edition(kb, relate(kb), URL)


# -- which files there are ------------------------------------------------------------------------------------------------


def test_the_page_of_downloads_lists_what_a_reader_wants_by_hand_and_not_the_many_small_files() -> None:
    listed = [file.path for file in stream(edition()) if file.listed]
    data = [
        *(
            "problem",
            "mitigation",
            "case",
            "path",
            "study",
            "reference",
            "term",
            "framework",
            "areas",
            "site",
            "planner",
        ),
        "versions",
    ]
    assert sorted(listed) == sorted(
        [
            *(f"api/v1/{x}.json" for x in ("index", "full", "matrix", "planner", "problems", "mitigations", "cases")),
            *(f"api/v1/{x}.json" for x in ("paths", "studies", "areas", "terms", "references", "frameworks")),
            *(f"api/v1/{x}.json" for x in ("relations", "mappings", "changes", "versions", "openapi")),
            *(f"api/v1/schema/data/{x}.json" for x in data),
            *(
                f"downloads/{x}"
                for x in ("problems.csv", "mitigations.csv", "edges.csv", "worsens.csv", "findings.csv", "mappings.csv")
            ),
            *(f"downloads/evidence-map.{x}" for x in ("csv", "zh.svg", "en.svg")),
            *(f"downloads/{x}" for x in ("tables.xlsx", "mappings.sssom.tsv", "kb.ttl", "references.bib")),
            *(f"downloads/{x}" for x in ("references.ris", "references.csl.json", "SHA256SUMS")),
            *(f"{lang}/{x}" for lang in ("zh", "en") for x in ("duties.ics", "duties/feed.xml", "feed.xml")),
            *(f"{lang}/{x}" for lang in ("zh", "en") for x in ("llms.txt", "llms-full.txt")),
            "llms.txt",
        ]
    )


def test_a_format_can_be_had_alone(edition_files: dict[str, bytes]) -> None:
    for name in FORMATS:
        alone = make(bakery(), relate(bakery()), URL, formats=[name])
        assert alone, name
        assert {file.format for file in alone} == {name}
        assert all(file.data == edition_files[file.path] for file in alone)
    with pytest.raises(KeyError, match="docx, odt"):
        list(stream(edition(), ["odt", "csv", "docx"]))


@pytest.fixture(scope="module")
def edition_files() -> dict[str, bytes]:
    return {file.path: file.data for file in stream(edition())}


def test_a_file_says_what_it_is(edition_files: dict[str, bytes]) -> None:
    files = {file.path: file for file in stream(edition())}
    feed = files["zh/feed.xml"]
    assert (feed.format, feed.lang, feed.media_type) == ("atom", "zh", "application/atom+xml")
    sheet = files["downloads/problems.csv"].listing()
    assert (sheet.path, sheet.lang, sheet.size) == ("downloads/problems.csv", None, len(edition_files[sheet.path]))
    assert sheet.label.en == "Problems (CSV)"
    assert re.fullmatch("[0-9a-f]{64}", sheet.sha256)


def test_every_format_has_its_media_type() -> None:
    found: dict[str, set[str]] = {}
    for file in stream(edition()):
        found.setdefault(file.format, set()).add(file.media_type)
    assert found == {
        "api": {"application/json", "application/schema+json"},
        "csv": {"text/csv;charset=utf-8"},
        "xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        "sssom": {"text/tab-separated-values;charset=utf-8"},
        "skos": {"text/turtle;charset=utf-8"},
        "bibtex": {"application/x-bibtex"},
        "ris": {"application/x-research-info-systems"},
        "csl": {"application/vnd.citationstyles.csl+json"},
        "svg": {"image/svg+xml"},
        "atom": {"application/atom+xml"},
        "ics": {"text/calendar;charset=utf-8"},
        "markdown": {"text/markdown;charset=utf-8"},
        "llms": {"text/plain;charset=utf-8"},
        "checksums": {"text/plain;charset=utf-8"},
    }


def test_every_answer_has_a_schema_that_says_what_its_data_are() -> None:
    for file in stream(edition(), ["api"]):
        if re.fullmatch(r"api/v1/schema/\w+\.json", file.path):
            schema = json.loads(file.data)
            assert schema["required"] == ["meta", "data"]
            data = schema["properties"]["data"]
            item = data["items"] if data["type"] == "array" else data
            assert item["type"] == "object", file.path
            assert set(item["required"]) <= set(item["properties"])


def test_the_checksums_are_of_every_download_by_its_name(edition_files: dict[str, bytes]) -> None:
    lines = edition_files["downloads/SHA256SUMS"].decode().splitlines()
    files = {file.path: file for file in stream(edition()) if file.path.startswith("downloads/")}
    del files["downloads/SHA256SUMS"]
    assert lines == [f"{file.sha256}  {path.removeprefix('downloads/')}" for path, file in files.items()]


def test_a_base_without_planner_describes_none(edition_files: dict[str, bytes]) -> None:
    without = {file.path: file.data for file in stream(edition(replace(bakery(), planner=None)), ["api"])}
    assert "api/v1/planner.json" in edition_files
    assert "api/v1/planner.json" not in without
    assert "planner.json" in edition_files["api/v1/index.json"].decode()
    assert "planner.json" not in without["api/v1/index.json"].decode()
    assert "/planner.json" in json.loads(edition_files["api/v1/openapi.json"])["paths"]
    assert "/planner.json" not in json.loads(without["api/v1/openapi.json"])["paths"]


def test_an_edition_is_of_the_day_of_its_newest_change() -> None:
    assert edition().date == "2026-03-04"
    nothing = changed(bakery(), problems={}, mitigations={}, cases={}, paths={})
    assert edition(nothing).date == "1970-01-01"


# -- for language models: what does not fit ---------------------------------------------------------------------------------


def test_an_index_that_is_too_long_leaves_the_last_entries_out_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = llms.index(edition(), "en")
    assert "Left out" not in whole
    monkeypatch.setattr(llms, "MAX_INDEX", len(whole.encode()) + 500)
    assert llms.index(edition(), "en") == whole, "it fits"
    monkeypatch.setattr(llms, "MAX_INDEX", len(whole.encode()) + 500 - 150)
    short = llms.index(edition(), "en")
    assert len(short.encode()) < llms.MAX_INDEX
    assert whole.startswith(short.partition("\n## Reading paths")[0])
    assert "The first week of a bakery" not in short
    assert short.endswith("\n\nLeft out for length: 1 entry, see <https://bread.example.org/en/>\n")


def test_a_full_text_that_is_too_long_leaves_whole_entries_out_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = edition()
    ctx = Context(made.kb, made.relations, "en")
    twins = {page.path: llms.twin(page, names(made.kb)) for page in entry_pages(ctx)}
    whole = llms.full(made, "en", twins)
    assert b"Left out" not in whole
    assert whole.startswith(b"# Bread Problems\n\n> What goes wrong when you bake.\n\n")
    assert whole.count(b"\n---\n\n<https://bread.example.org/en/") == 13
    assert b"](https://bread.example.org/en/mitigations/small-batches/index.md#for-stale-bread)" in whole
    assert b"](#ref-doe-2024-bread)" in whole
    monkeypatch.setattr(llms, "MAX_FULL", len(whole) + 500)
    assert llms.full(made, "en", twins) == whole
    monkeypatch.setattr(llms, "MAX_FULL", len(whole) + 499)
    short = llms.full(made, "en", twins)
    assert short.count(b"\n---\n\n<https://bread.example.org/en/") == 12
    assert short.endswith(b"\n---\n\nLeft out for length: 1 entry, see <https://bread.example.org/en/>\n")


# -- tables ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("a;=1", "a; =1"),
        ("a\n+1", "a\n +1"),
        ("a;'\"@b", "a; '\"@b"),
        ("a;－b", "a; －b"),
        ("a;b\nc", "a;b\nc"),
        ("a=1", "a=1"),
        ("＝a", "'＝a"),
    ],
)
def test_no_part_of_a_cell_is_a_formula_where_a_semicolon_or_a_line_parts_cells(cell: str, written: str) -> None:
    assert tables.safe(cell) == written


# -- references -------------------------------------------------------------------------------------------------------------

# What BibTeX and RIS call each type; RIS in the words of the one who reads it.
TYPES = {
    "article": ("misc", "Unpublished work"),
    "article-journal": ("article", "Journal"),
    "article-magazine": ("article", "Magazine article"),
    "article-newspaper": ("article", "Newspaper"),
    "book": ("book", "Whole book"),
    "chapter": ("incollection", "Book chapter"),
    "dataset": ("misc", "Data file"),
    "legal_case": ("misc", "Case"),
    "legislation": ("misc", "Statute"),
    "paper-conference": ("inproceedings", "Conference paper"),
    "post": ("misc", "Blog"),
    "post-weblog": ("misc", "Blog"),
    "report": ("techreport", "Report"),
    "software": ("misc", "Computer program"),
    "standard": ("misc", "Standard"),
    "thesis": ("phdthesis", "Thesis/Dissertation"),
    "webpage": ("misc", "Web Page"),
}


@pytest.mark.parametrize("kind", v.REFERENCE_TYPE.values)
def test_every_type_of_source_has_its_name_in_every_format(kind: str) -> None:
    reference = replace(bakery().references["guild-2022-sales"], type=kind)
    bib, ris = TYPES[kind]
    record = bibliography.bibtex_record(reference)
    assert record.startswith(f"@{bib}{{guild-2022-sales,")
    assert (f"howpublished = {{{kind}}}" in record) == (bib == "misc")
    code = bibliography.ris_record(reference).splitlines()[0].removeprefix("TY  - ")
    assert rispy.TYPE_OF_REFERENCE_MAPPING[code] == ris
    assert bibliography.csl(reference)["type"] == kind


def test_a_container_and_a_publisher_have_the_field_that_the_type_wants() -> None:
    def fields(kind: str) -> set[str]:
        reference = replace(bakery().references["doe-2024-bread"], type=kind)
        return set(re.findall(r"^  (\w+) = ", bibliography.bibtex_record(reference), re.MULTILINE))

    assert {"journal", "publisher"} <= fields("article-journal")
    assert {"booktitle", "publisher"} <= fields("chapter")
    assert {"booktitle", "institution"} <= fields("report")
    assert {"booktitle", "school"} <= fields("thesis")


def test_a_list_of_authors_that_goes_on_says_so() -> None:
    more = replace(
        bakery().references["wang-2023-starch"],
        author=(Author(family="Doe", given="Jane"), Author(family="Roe"), Author(literal="et al.")),
    )
    assert "author = {Doe, Jane and Roe and others}" in bibliography.bibtex_record(more)
    ris = bibliography.ris_record(more)
    assert re.findall(r"^AU  - (.*)\r$", ris, re.MULTILINE) == ["Doe, Jane", "Roe"]
    assert f"N1  - {bibliography.INCOMPLETE}\r\n" in ris
    assert bibliography.csl(more)["author"] == [{"family": "Doe", "given": "Jane"}, {"family": "Roe"}]
    assert bibliography.INCOMPLETE not in bibliography.ris_record(bakery().references["wang-2023-starch"])


def test_an_identifier_cannot_end_its_field() -> None:
    odd = replace(bakery().references["doe-2024-bread"], DOI="10.1/{a}\\b")
    assert "doi = {10.1/ab}" in bibliography.bibtex_record(odd)


def test_pages_are_a_range_or_one() -> None:
    for written, latex, ends in (
        ("12–19", "12--19", ("12", "19")),
        ("7", "7", ("7", "")),
        ("e12-x", "e12-x", ("e12", "x")),
    ):
        reference = replace(bakery().references["doe-2024-bread"], page=written)
        assert f"pages = {{{latex}}}" in bibliography.bibtex_record(reference)
        ris = bibliography.ris_record(reference)
        assert f"SP  - {ends[0]}\r\n" in ris
        assert (f"EP  - {ends[1]}\r\n" in ris) == bool(ends[1])


# -- what earlier versions had ---------------------------------------------------------------------------------------


def test_fields_of_earlier_versions_say_in_words_what_the_new_ones_say() -> None:
    """The promise for `v1`: no field disappears. `checked`, `x-verified` and `verified` were free text."""
    kb = bakery()
    files = {file.path: file for file in make(kb, relate(kb), URL)}

    def data(path: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(files[f"api/v1/{path}.json"].data)["data"]
        return answer

    first, second = data("problems/stale-bread")["facts"]
    assert first["checked"] == "read at the source; table 2, p. 14"
    assert second["checked"] == "read in a report; https://news.example.org/bread; https://www.other.example.org"
    copied = "read in a faithful copy; https://copies.example.org/on-bread"
    assert data("references/wang-2023-starch")["x-verified"] == copied
    assert data("frameworks/bakers-2024")["verified"].startswith("read at the source")
    schema = json.loads(files["api/v1/schema/Problem.json"].data)["properties"]["data"]
    assert schema["properties"]["facts"]["items"]["properties"]["checked"]["deprecated"] is True
