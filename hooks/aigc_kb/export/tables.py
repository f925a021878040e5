"""Tables for spreadsheets: problems, mitigations, their links, findings and mappings, each as CSV and together in XLSX.

Both languages stand side by side in columns `…_zh` and `…_en`. CSV is UTF-8 with a byte order mark (without it Excel
shows Chinese as noise) and CRLF lines (RFC 4180). A cell that a spreadsheet would take for a formula gets an
apostrophe in front, in CSV only: XLSX cells say that they are text. Inside a cell a blank does it, after a
semicolon and after a line break: where the semicolon separates cells, a spreadsheet sees the next one begin there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from aigc_kb.base.evidence_map import Cell as MapCell
from aigc_kb.base.evidence_map import cells
from aigc_kb.base.relations import Evidence, sources, summary
from aigc_kb.base.verdicts import DIRECTIONS, VERDICTS, Verdict
from aigc_kb.export import xlsx
from aigc_kb.export.edition import Edition, Export, words
from aigc_kb.model.entries import Address, Harm, Mitigation
from aigc_kb.model.studies import Study, StudyFinding
from aigc_kb.model.text import LANGS, Text

# The full-width signs too: spreadsheets in Chinese and Japanese take what is typed in them for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NEXT_CELL: Final = re.compile(r"([;\n])(?=[\"']*[=+\-@＝＋－＠])")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of the same width."""

    name: str
    label: Text
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or with `bilingual` a pair of them; `value` reads it from a row's subject."""

    name: str
    value: Callable[[Any], Any]
    bilingual: bool = False


def one(name: str, value: Callable[[Any], Any]) -> Column:
    return Column(name, value)


def pair(name: str, value: Callable[[Any], Any]) -> Column:
    """A text or words in both languages, or a list of texts."""
    return Column(name, value, bilingual=True)


def table(name: str, label: Text, columns: tuple[Column, ...], subjects: Iterator[Any]) -> Table:
    head: list[str] = []
    for column in columns:
        head += [f"{column.name}_{lang}" for lang in LANGS] if column.bilingual else [column.name]
    rows = []
    for subject in subjects:
        row: list[Cell] = []
        for column in columns:
            value = column.value(subject)
            if column.bilingual:
                row += [_in_language(value, 0), _in_language(value, 1)]
            else:
                row.append(_cell(value))
        rows.append(tuple(row))
    return Table(name, label, tuple(head), tuple(rows))


def _in_language(value: Any, side: int) -> str:
    lang = LANGS[side]
    if isinstance(value, tuple):  # a list of texts: one a line
        return "\n".join(words(text[lang]) for text in value)
    side_value = value[lang]
    return "; ".join(side_value) if isinstance(side_value, tuple) else words(side_value)


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(value)
    return value if isinstance(value, int | float) else str(value)


def tables(edition: Edition) -> tuple[Table, ...]:
    """The tables. Texts are without markup; the JSON API has them as they are written."""
    kb = edition.kb
    problems = kb.problems

    def evidence(edge: tuple[Mitigation, Address | Harm]) -> Evidence:
        return edition.relations.evidence[edge[0].id, edge[1].problem]

    def findings_of(edge: tuple[Mitigation, Address | Harm]) -> tuple[str, ...]:
        return tuple(f"{study.id}/{finding.id}" for study, finding in evidence(edge).findings)

    dates = (
        one("created", lambda x: x.created),
        one("updated", lambda x: x.updated),
        one("reviewed", lambda x: x.reviewed),
        one("review_by", lambda x: x.review_by),
    )
    address = pair("url", lambda x: Text(edition.entry_url("zh", x), edition.entry_url("en", x)))
    names = (
        one("id", lambda x: x.id),
        one("status", lambda x: x.status),
        pair("title", lambda x: x.title),
        pair("aliases", lambda x: x.aliases),
        pair("summary", lambda x: x.summary),
    )
    problem_columns = (
        *names,
        one("area", lambda p: p.area),
        one("also_in", lambda p: p.also_in),
        one("severity", lambda p: p.severity.level),
        pair("severity_basis", lambda p: p.severity.basis),
        one("roles", lambda p: p.affects.roles),
        one("stages", lambda p: p.affects.stages),
        one("modalities", lambda p: p.affects.modalities),
        pair("symptoms", lambda p: p.symptoms),
        pair("causes", lambda p: p.causes),
        pair("impact", lambda p: p.impact),
        one("leads_to", lambda p: tuple(edge.problem for edge in p.leads_to)),
        one("related", lambda p: p.related),
        one("mitigations", lambda p: len(edition.relations.addressed_by.get(p.id, ()))),
        one("origin", lambda p: p.origin),
        one("references", lambda p: tuple(edition.references.get(p.id, ()))),
        *dates,
        address,
    )
    mitigation_columns = (
        *names,
        one("kind", lambda m: m.kind),
        one("maturity", lambda m: m.maturity),
        one("cost", lambda m: m.cost.level),
        pair("cost_drivers", lambda m: m.cost.drivers),
        one("effort", lambda m: m.effort.level),
        one("effort_who", lambda m: m.effort.who),
        pair("time_to_effect", lambda m: m.time_to_effect),
        pair("how_it_works", lambda m: m.how_it_works),
        pair("steps", lambda m: m.steps),
        pair("use_when", lambda m: m.use_when),
        pair("avoid_when", lambda m: m.avoid_when),
        one("worsens", lambda m: tuple(edge.problem for edge in m.worsens)),
        one("requires", lambda m: m.requires),
        one("alternatives", lambda m: m.alternatives),
        one("tools", lambda m: tuple(tool.name for tool in m.tools)),
        one("references", lambda m: tuple(edition.references.get(m.id, ()))),
        *dates,
        address,
    )
    mitigation_names = (one("mitigation", lambda e: e[0].id), pair("mitigation_title", lambda e: e[0].title))
    problem_names = (
        one("problem", lambda e: e[1].problem),
        pair("problem_title", lambda e: problems[e[1].problem].title),
    )
    assessed = (
        one("verdict", lambda e: evidence(e).assessment.verdict),
        one("grade", lambda e: evidence(e).assessment.grade),
        *(one(f"studies_{way}", partial(_studies, edition, way)) for way in DIRECTIONS),
        one("studies_other", lambda e: evidence(e).assessment.weaker.total),
    )
    how = pair("how", lambda e: e[1].how)
    result = pair("result", lambda e: summary(e[1], evidence(e)))
    cited = (
        one("as_of", lambda e: max((kb.references[key].issued for key in evidence(e).references), default=None)),
        one("references", lambda e: sources(e[1], evidence(e))),
        one("findings", findings_of),
    )
    edge_columns = (
        *mitigation_names,
        one("effect", lambda e: e[1].effect),
        *problem_names,
        *assessed,
        how,
        result,
        pair("limits", lambda e: e[1].limits),
        *cited,
        one("searched_on", lambda e: max((search.on for search in e[1].searched), default=None)),
        one("worsens", lambda e: tuple(harm.problem for harm in e[0].worsens)),
        one("worsens_findings", lambda e: tuple(key for harm in e[0].worsens for key in findings_of((e[0], harm)))),
    )
    harm_columns = (*mitigation_names, *problem_names, *assessed, how, result, *cited)
    study_columns = (
        one("study", lambda row: row[0].id),
        one("finding", lambda row: row[1].id),
        one("reference", lambda row: row[0].references[0]),
        one("year", lambda row: kb.references[row[0].references[0]].issued[:4]),
        one("design", lambda row: row[0].design),
        one("independence", lambda row: row[0].independence),
        one("n", lambda row: row[0].sample.n if row[0].sample else None),
        pair("unit", lambda row: row[0].sample.unit if row[0].sample else Text("", "")),
        pair("setting", lambda row: row[0].setting),
        one("mitigation", lambda row: row[1].mitigation),
        one("problem", lambda row: row[1].problem),
        one("measures", lambda row: row[1].measures),
        pair("outcome", lambda row: row[1].outcome),
        one("direction", lambda row: row[1].direction),
        one("direct", lambda row: "true" if row[1].direct else "false"),
        *(one(f"effect_{name}", partial(_effect, name=key)) for name, key in EFFECT_COLUMNS),
        pair("effect_unit", lambda row: row[1].effect.unit if row[1].effect else Text("", "")),
        one("effect_kind", lambda row: row[1].effect.kind if row[1].effect else None),
        pair("text", lambda row: row[1].text),
        one("read", lambda row: row[1].read),
        one("where", lambda row: row[1].where),
    )
    items = {(f.id, item.id): item for f in kb.frameworks.values() for item in f.items}
    mapping_columns = (
        one("entry", lambda e: e[0].id),
        pair("entry_title", lambda e: e[0].title),
        one("relation", lambda e: e[1].relation),
        one("framework", lambda e: e[1].framework),
        one("edition", lambda e: kb.frameworks[e[1].framework].edition),
        one("item", lambda e: e[1].item),
        one("official_title", lambda e: e[1].title),
        pair("item_title", lambda e: items[e[1].framework, e[1].item].title),
        pair("note", lambda e: e[1].note),
        one("by", lambda e: e[1].by),
        one("date", lambda e: e[1].date),
    )
    map_columns = (
        one("area", lambda cell: cell.area),
        pair("area_title", lambda cell: kb.areas[cell.area].title),
        one("kind", lambda cell: cell.kind),
        one("links", lambda cell: len(cell.links)),
        one("links_tested", lambda cell: cell.tested),
        one("studies", lambda cell: cell.studies),
        one("verdict", lambda cell: cell.verdict if cell.links else None),
        *(one(f"links_{name.replace('-', '_')}", partial(_with_verdict, name)) for name in VERDICTS),
    )
    edges = ((m, a) for m in kb.mitigations.values() for a in m.addresses)
    harms = ((m, harm) for m in kb.mitigations.values() for harm in m.worsens)
    map_cells = cells(kb, edition.relations).values()
    findings = ((study, finding) for study in kb.studies.values() for finding in study.findings)
    rows = ((entry, row) for entry in kb.measured() for row in entry.mappings)
    return (
        table("problems", Text("难题", "Problems"), problem_columns, iter(kb.problems.values())),
        table("mitigations", Text("对策", "Mitigations"), mitigation_columns, iter(kb.mitigations.values())),
        table("edges", Text("难题与对策的关系", "Problem–mitigation links"), edge_columns, edges),
        table("worsens", Text("对策加重的难题", "Problems that mitigations make worse"), harm_columns, harms),
        table("findings", Text("研究的发现", "Findings of studies"), study_columns, findings),
        table("evidence-map", Text("证据图", "Map of the evidence"), map_columns, iter(map_cells)),
        table("mappings", Text("框架对照", "Framework mappings"), mapping_columns, rows),
    )


EFFECT_COLUMNS: Final = (("from", "before"), ("to", "after"), ("change", "change"), ("low", 0), ("high", 1))
"""Columns of a finding's numbers: the field of its effect, or the place in its interval."""


def _studies(edition: Edition, direction: str, edge: tuple[Mitigation, Address | Harm]) -> int:
    count: int = getattr(edition.relations.evidence[edge[0].id, edge[1].problem].assessment.strength, direction)
    return count


def _with_verdict(verdict: Verdict, cell: MapCell) -> int:
    return cell.verdicts[verdict]


def _effect(row: tuple[Study, StudyFinding], name: str | int) -> float | None:
    effect = row[1].effect
    if effect is None:
        return None
    if isinstance(name, int):
        return effect.interval[name] if effect.interval else None
    value: float | None = getattr(effect, name)
    return value


def safe(value: Cell) -> Cell:
    """A CSV cell that no spreadsheet runs as a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    if (";" in value or "\n" in value) and _NEXT_CELL.search(value):
        value = _NEXT_CELL.sub(r"\1 ", value)
    return f"'{value}" if value.startswith(_FORMULA) and not _NUMBER.fullmatch(value) else value


def csv_bytes(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.head)
    writer.writerows([safe(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def exports(edition: Edition) -> Iterator[Export]:
    made = tables(edition)
    for table in made:
        label = Text(f"{table.label.zh}（CSV 表格）", f"{table.label.en} (CSV)")
        yield Export("csv", f"downloads/{table.name}.csv", "text/csv;charset=utf-8", label, csv_bytes(table))
    sheets = [xlsx.Sheet(table.name, table.head, table.rows) for table in made]
    label = Text("各表合为一个工作簿（XLSX）", "The tables in one workbook (XLSX)")
    yield Export("xlsx", "downloads/tables.xlsx", xlsx.MEDIA_TYPE, label, xlsx.workbook(sheets, edition.date))
