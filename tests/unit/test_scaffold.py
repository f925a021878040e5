"""New entries: valid from the first moment, and finished only when every TODO is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.author.new import STARTED, scaffold
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from aigc_kb.model.fields import specs
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.studies import StudyFinding
from aigc_kb.system.files import write_all
from tests.conftest import DATA


@pytest.fixture
def data(tmp_path: Path) -> Path:
    examples.write("", tmp_path / "data")
    return tmp_path / "data"


def new(data: Path, kind: str, key: str) -> Path:
    path, changes = scaffold(load_store(data), kind, key, "zh")
    write_all(changes)
    return path


def codes(data: Path) -> set[str]:
    return {f.code for f in check.run(load_store(data), hints=False)}


@pytest.mark.parametrize("kind", [*STARTED, "term"])
def test_a_scaffold_has_no_fault_but_what_is_to_be_filled_in(data: Path, kind: str) -> None:
    new(data, kind, "first-new-thing")
    new(data, kind, "another-new-one")
    assert codes(data) == {"KB450"}


@pytest.mark.parametrize("kind", [*STARTED, "term"])
def test_it_fits_the_real_data_too(tmp_path: Path, kind: str) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    before = codes(tmp_path / "data")
    new(tmp_path / "data", kind, "a-quite-new-thing")
    assert codes(tmp_path / "data") - before == {"KB450"}


@pytest.mark.parametrize("kind", STARTED)
def test_every_field_is_there_and_explained_in_both_languages(data: Path, kind: str) -> None:
    text = new(data, kind, "first-new-thing").read_text("utf-8")
    for spec in specs(STARTED[kind].cls):
        if spec.required:
            assert f"\n# {spec.doc.zh} · {spec.doc.en}\n{spec.key}:" in text
    assert text.startswith("# yaml-language-server: $schema=")
    assert text.endswith("\n")


@pytest.mark.parametrize("kind", STARTED)
def test_optional_fields_stand_below_as_comments_that_can_be_used(data: Path, kind: str) -> None:
    path = new(data, kind, "first-new-thing")
    text = path.read_text("utf-8")
    optional = [spec for spec in specs(STARTED[kind].cls) if not spec.required]
    lines = text[text.rindex("# 可选") :].splitlines()[1:]
    assert [line.split(":")[0] for line in lines] == [f"# {spec.key}" for spec in optional]
    path.write_text(text[: text.rindex("# 可选")] + "".join(f"{line[2:]}\n" for line in lines), "utf-8")
    assert codes(data) <= {"KB450"}, "each comment is an example that needs no more than its # taken away"


def test_a_new_study_says_how_each_of_its_findings_is_written(data: Path) -> None:
    text = new(data, "study", "first-new-thing").read_text("utf-8")
    before, _, finding = text.partition("\nfindings:\n")
    assert "kb check" in before
    assert finding.startswith("  - id: finding-1  # TODO ")
    for spec in specs(StudyFinding):
        mark = "    " if spec.required else "    # "
        line = next(x for x in finding.splitlines() if x.startswith((f"{mark}{spec.key}:", f"  - {spec.key}:")))
        values = " | ".join(getattr(spec.kind, "values", ()))
        assert all(value in line for value in values.split(" | "))
    required, _, optional = finding.partition("# 可选")
    assert "effect:" not in required
    assert "effect: {from: 8.5, to: 4," in optional


def test_a_new_study_claims_nothing_that_was_not_looked_at(data: Path) -> None:
    text = new(data, "study", "first-new-thing").read_text("utf-8")
    for guess in ("design: observational", "independence: vendor", "direction: mixed", "read: digest"):
        assert f"{guess}  # TODO" in text


def test_a_study_called_like_a_reference_cites_it(data: Path) -> None:
    assert "references: [doe-2024-bread]  # TODO" in new(data, "study", "doe-2024-bread").read_text("utf-8")


@pytest.mark.parametrize("kind", STARTED)
def test_each_todo_is_a_finding_even_in_a_reviewed_entry(data: Path, kind: str) -> None:
    path = new(data, kind, "first-new-thing")
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: reviewed"), "utf-8")
    found = [f for f in check.run(load_store(data)) if f.code == "KB450"]
    assert len(found) == path.read_text("utf-8").count("TODO") > (3 if kind == "term" else 10)


def test_the_schema_beside_the_data_is_named(data: Path) -> None:
    (data.parent / "schema").mkdir()
    (data.parent / "schema" / "problem.json").write_text("{}", "utf-8")
    first = new(data, "problem", "first-new-thing").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../schema/problem.json"
    assert "https://bread.example.org/" in new(data, "case", "a-case").read_text("utf-8").splitlines()[0]


def test_a_new_entry_is_one_new_file_and_nothing_else_changes(data: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    path = new(data, "problem", "first-new-thing")
    after = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert after == before | {path: path.read_bytes()}


@pytest.mark.parametrize(
    ("kind", "key", "reason"),
    [
        ("problem", "Stale", "cannot be an id"),
        ("problem", "-x", "cannot be an id"),
        ("problem", "a--b", "cannot be an id"),
        ("problem", "../x", "cannot be an id"),
        ("problem", "変", "cannot be an id"),
        ("problem", "aux", "cannot be an id"),
        ("term", "com1", "cannot be an id"),
        ("problem", "stale-bread", "is taken by"),
        ("case", "sourdough", "is taken by"),
        ("problem", "old-bread", "never re-used"),
        ("problem", "lost-bread", "never re-used"),
        ("term", "shelf-life", "is taken by"),
        ("study", "lost-study", "never re-used"),
    ],
)
def test_ids_that_cannot_be_used_are_refused(tmp_path: Path, kind: str, key: str, reason: str) -> None:
    examples.write("former_ids: [old-bread]\n# ids.lock\nproblems/lost-bread\nstudies/lost-study\n", tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(RefusedError, match=reason):
        scaffold(load_store(tmp_path), kind, key, "zh")
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_study_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    examples.write("", tmp_path, "full")
    with pytest.raises(RefusedError, match="is taken by"):
        scaffold(load_store(tmp_path), "study", "doe-2024-staling", "zh")


def test_a_study_may_have_the_id_of_an_entry(data: Path) -> None:
    assert new(data, "study", "stale-bread") == data / "studies" / "stale-bread.yaml"


def test_a_term_is_a_file_of_its_own(data: Path) -> None:
    assert new(data, "term", "oven-spring") == data / "terms" / "oven-spring.yaml"
    assert "oven-spring" in load_store(data).terms


def test_the_source_language_is_the_writers(data: Path) -> None:
    path, changes = scaffold(load_store(data), "problem", "first-new-thing", "en")
    assert "source: en" in str(changes[path])
