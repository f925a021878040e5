"""CSV and XLSX, read back with the standard library's reader and with openpyxl."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigc_kb.export import Edition, Export, tables, xlsx
from aigc_kb.language.markup import plain

NAMES = ("problems", "mitigations", "edges", "worsens", "findings", "evidence-map", "mappings")


def read(files: dict[str, Export], name: str) -> list[dict[str, str]]:
    text = files[f"downloads/{name}.csv"].data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def unescaped(cell: str) -> str:
    cell = re.sub(r"(?<=[;\n]) (?=[\"']*[=+\-@])", "", cell)
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t\r" and cell[1:] else cell


def test_excel_sees_utf_8(files: dict[str, Export]) -> None:
    for name in NAMES:
        assert files[f"downloads/{name}.csv"].data.startswith(b"\xef\xbb\xbf")


def test_csv_holds_every_row_in_both_languages(edition: Edition, files: dict[str, Export]) -> None:
    kb = edition.kb
    problems = {row["id"]: row for row in read(files, "problems")}
    assert list(problems) == list(kb.problems)
    for problem in kb.problems.values():
        row = problems[problem.id]
        assert (row["title_zh"], row["title_en"]) == (problem.title.zh, problem.title.en)
        assert unescaped(row["causes_zh"]) == plain(problem.causes.zh)
        assert unescaped(row["symptoms_en"]).split("\n") == [plain(s.en) for s in problem.symptoms]
        assert int(row["severity"]) == problem.severity.level
        assert row["url_zh"].endswith(f"/zh/problems/{problem.id}/")
    mitigations = read(files, "mitigations")
    assert [row["id"] for row in mitigations] == list(kb.mitigations)
    evidence = edition.relations.evidence
    links = [(m.id, a.problem, a.effect) for m in kb.mitigations.values() for a in m.addresses]
    assessed = [evidence[mitigation, problem].assessment for mitigation, problem, _ in links]
    edges = [(*link, x.verdict, x.grade) for link, x in zip(links, assessed, strict=True)]
    columns = ("mitigation", "problem", "effect", "verdict", "grade")
    assert [tuple(r[name] for name in columns) for r in read(files, "edges")] == edges
    found = [(study.id, x.id, x.direction, x.read) for study in kb.studies.values() for x in study.findings]
    assert [(r["study"], r["finding"], r["direction"], r["read"]) for r in read(files, "findings")] == found
    rows = [(x.id, m.framework, m.item, m.relation) for x in kb.measured() for m in x.mappings]
    assert [(r["entry"], r["framework"], r["item"], r["relation"]) for r in read(files, "mappings")] == rows


@pytest.mark.parametrize("name", ["problems", "mitigations"])
def test_every_column_says_what_the_json_api_says(name: str, files: dict[str, Export]) -> None:
    """The API is checked against the data field by field; so each cell of each promised column is, too."""
    entries = {entry["id"]: entry for entry in json.loads(files["api/v1/full.json"].data)["data"][name]}
    # Columns whose name is not the path of the field.
    paths = {
        "roles": "affects.roles",
        "stages": "affects.stages",
        "modalities": "affects.modalities",
        "severity": "severity.level",
        "severity_basis": "severity.basis",
        "cost": "cost.level",
        "cost_drivers": "cost.drivers",
        "effort": "effort.level",
        "effort_who": "effort.who",
        "references": "derived.references",
        "url": "links.html",
    }
    seen = set()
    for row in read(files, name):
        for column, cell in row.items():
            field, _, lang = column.rpartition("_") if column.endswith(("_zh", "_en")) else (column, "", "")
            value: Any = entries[row["id"]]
            if field == "mitigations":
                assert int(cell) == len(value["derived"]["addressed_by"])
                continue
            for key in paths.get(field, field).split("."):
                value = (value or {}).get(key)
            if isinstance(value, list) and value and isinstance(value[0], dict):
                targets = [item.get("problem") or item.get("name") or plain(item[lang]) for item in value]
                expected = ("\n" if lang else "; ").join(targets)
            elif isinstance(value, dict):
                side = value[lang]
                expected = "; ".join(side) if isinstance(side, list) else plain(side)
            else:
                expected = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            assert unescaped(cell) == expected, (row["id"], column)
            seen.add(column)
    assert len(seen) >= len(row) - 1


def test_the_table_of_findings_has_the_numbers_as_the_studies_give_them(
    edition: Edition, files: dict[str, Export]
) -> None:
    def shown(number: float | None) -> str:
        return "" if number is None else str(number)

    rows = iter(read(files, "findings"))
    for study in edition.kb.studies.values():
        for finding in study.findings:
            row, effect = next(rows), finding.effect
            low, high = effect.interval if effect and effect.interval else (None, None)
            numbers = (effect.before, effect.after, effect.change) if effect else (None, None, None)
            names = ("effect_from", "effect_to", "effect_change", "effect_low", "effect_high")
            assert [row[name] for name in names] == [shown(x) for x in (*numbers, low, high)], (study.id, finding.id)
            assert row["effect_unit_en"] == (effect.unit.en if effect else "")
            assert row["n"] == (str(study.sample.n) if study.sample else "")
            assert (row["mitigation"], row["problem"]) == (finding.mitigation, finding.problem)
            assert row["direct"] == ("true" if finding.direct else "false")
    assert not list(rows)


def test_links_name_their_findings_at_the_right_end_and_what_the_mitigation_worsens(
    edition: Edition, files: dict[str, Export]
) -> None:
    evidence = edition.relations.evidence
    rows = read(files, "edges")
    assert list(rows[0])[-5:] == ["references", "findings", "searched_on", "worsens", "worsens_findings"]

    def named(mitigation: str, problem: str) -> list[str]:
        return [f"{study.id}/{finding.id}" for study, finding in evidence[mitigation, problem].findings]

    for row in rows:
        mitigation = edition.kb.mitigations[row["mitigation"]]
        assert row["findings"] == "; ".join(named(mitigation.id, row["problem"]))
        harms = [harm.problem for harm in mitigation.worsens]
        assert row["worsens"] == "; ".join(harms)
        assert row["worsens_findings"] == "; ".join(key for harm in harms for key in named(mitigation.id, harm))
        (address,) = [a for a in mitigation.addresses if a.problem == row["problem"]]
        assert row["searched_on"] == max((search.on for search in address.searched), default="")
    worsens = [(m.id, harm.problem) for m in edition.kb.mitigations.values() for harm in m.worsens]
    worse = read(files, "worsens")
    assert [(row["mitigation"], row["problem"]) for row in worse] == worsens
    for row, link in zip(worse, worsens, strict=True):
        assert row["verdict"] == evidence[link].assessment.verdict
        assert row["findings"] == "; ".join(named(*link))


def test_the_table_of_links_counts_studies_by_direction_and_names_the_sources(
    edition: Edition, files: dict[str, Export]
) -> None:
    for row in read(files, "edges"):
        mitigation = edition.kb.mitigations[row["mitigation"]]
        (address,) = [a for a in mitigation.addresses if a.problem == row["problem"]]
        link = edition.relations.evidence[mitigation.id, address.problem]
        strength = link.assessment.strength
        counted = [int(row[f"studies_{way}"]) for way in ("better", "none", "worse", "mixed")]
        assert counted == [strength.better, strength.none, strength.worse, strength.mixed]
        assert int(row["studies_other"]) == link.assessment.weaker.total
        practised = address.practice.references if address.practice else ()
        assert row["references"] == "; ".join(link.references or practised)


def test_xlsx_holds_what_the_csv_holds(edition: Edition, files: dict[str, Export]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["downloads/tables.xlsx"].data))
    assert tuple(book.sheetnames) == NAMES
    for table in tables.tables(edition):
        rows = [
            tuple("" if cell is None else cell for cell in row) for row in book[table.name].iter_rows(values_only=True)
        ]
        assert rows[0] == table.head
        assert rows[1:] == list(table.rows)
    assert str(book.properties.created)[:10] == edition.date


def test_no_cell_of_a_csv_is_a_formula(files: dict[str, Export]) -> None:
    for name in NAMES:
        for row in csv.reader(io.StringIO(files[f"downloads/{name}.csv"].data.decode("utf-8-sig"), newline="")):
            run = [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
            assert not [cell for cell in run if not re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell)], "but numbers below zero"


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "- 列表"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert tables.safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-12", "3.5", "text", "", 7])
def test_what_is_harmless_stays(cell: str | int) -> None:
    assert tables.safe(cell) == cell


# Every character that a data file may hold, and a few that it may not: of control characters, line breaks alone.
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff") | st.just("\n")
)


@given(st.lists(st.tuples(TEXT, st.integers(-(10**9), 10**9), TEXT | st.just("_x0041_ & <b>")), max_size=5))
def test_any_text_survives_a_workbook(rows: list[tuple[str, int, str]]) -> None:
    data = xlsx.workbook([xlsx.Sheet("a", ("x", "y", "z"), rows)], "2026-01-01")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["a"]
    found = [
        tuple("" if cell is None else cell for cell in row) for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    # openpyxl leaves the format's escapes as they are.
    assert [(a.replace("_x005F_", "_"), n, b.replace("_x005F_", "_")) for a, n, b in found] == rows


def test_what_looks_like_an_escape_of_the_format_is_escaped_itself() -> None:
    data = xlsx.workbook([xlsx.Sheet("a", ("x",), [("_x0041_",), ("_x00",)])], "2026-01-01")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shared = archive.read("xl/sharedStrings.xml").decode()
    assert "<t>_x005F_x0041_</t>" in shared
    assert "<t>_x00</t>" in shared


@pytest.mark.parametrize(("text", "kept"), [(" a", True), ("a ", True), ("a\n", True), ("a b", False)])
def test_blanks_at_either_end_of_a_cell_are_to_be_kept(text: str, kept: bool) -> None:
    """Readers of the format may drop them where it is not said."""
    data = xlsx.workbook([xlsx.Sheet("a", ("x",), [(text,)])], "2026-01-01")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shared = archive.read("xl/sharedStrings.xml").decode()
    assert (f'<t xml:space="preserve">{text}</t>' in shared) == kept
    assert (f"<t>{text}</t>" in shared) != kept


def test_a_text_too_long_for_a_cell_is_an_error() -> None:
    with pytest.raises(ValueError, match="32767"):
        xlsx.workbook([xlsx.Sheet("a", ("x",), [("x" * 32_768,)])], "2026-01-01")


def test_a_workbook_has_no_date_but_its_own(files: dict[str, Export]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["downloads/tables.xlsx"].data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
