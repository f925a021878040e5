"""SSSOM: read as TSV and YAML, and by the format's own library where it is installed (`make interop`)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml

from aigc_kb.export import Edition, Export
from aigc_kb.export.skos import MATCH

PATH = "downloads/mappings.sssom.tsv"


def read(files: dict[str, Export]) -> tuple[dict[str, object], list[dict[str, str]]]:
    lines = files[PATH].data.decode().splitlines(keepends=True)
    head = "".join(line[1:] for line in lines if line.startswith("#"))
    body = "".join(line for line in lines if not line.startswith("#"))
    return yaml.safe_load(head), list(csv.DictReader(io.StringIO(body), delimiter="\t"))


def test_every_mapping_is_a_row_with_labels_in_both_languages(edition: Edition, files: dict[str, Export]) -> None:
    _, rows = read(files)
    mapped = [row for row in rows if row["object_id"] != "sssom:NoTermFound"]
    data = [(entry, row) for entry in edition.kb.measured() for row in entry.mappings]
    assert len(mapped) == len(data)
    for row, (entry, mapping) in zip(mapped, data, strict=True):
        assert row["subject_label"] == entry.title.en
        assert entry.title.zh in row["other"]
        assert row["predicate_id"] == f"skos:{MATCH[mapping.relation]}"
        assert row["object_label"].startswith(f"{mapping.item} ")
        assert row["object_source"] == f"scheme:{mapping.framework}"
        assert row["mapping_date"] == mapping.date


def test_findings_of_no_match_are_rows_too(edition: Edition, files: dict[str, Export]) -> None:
    _, rows = read(files)
    gaps = [(row["subject_label"], row["object_source"]) for row in rows if row["object_id"] == "sssom:NoTermFound"]
    assert gaps == [(x.title.en, f"scheme:{gap.framework}") for x in edition.kb.measured() for gap in x.no_match]


def test_every_prefix_is_declared(files: dict[str, Export]) -> None:
    head, rows = read(files)
    declared = head["curie_map"]
    assert isinstance(declared, dict)
    used = {row[column].partition(":")[0] for row in rows for column in ("subject_id", "predicate_id", "object_id")}
    assert used <= set(declared)


def test_the_library_of_the_format_reads_and_accepts_it(files: dict[str, Export], tmp_path: Path) -> None:
    parsers = pytest.importorskip("sssom.parsers", reason="`make interop` runs the check by the sssom library")
    from sssom.validators import validate

    file = tmp_path / "mappings.sssom.tsv"
    file.write_bytes(files[PATH].data)
    mappings = parsers.parse_sssom_table(file)
    assert len(mappings.df) == len(read(files)[1])
    assert [result for report in validate(mappings).values() for result in report.results] == []
