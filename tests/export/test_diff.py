"""Differences of content between two states of the data, and the changelog made from them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from aigc_kb.author import diff
from aigc_kb.commands.main import main
from tests.conftest import DATA


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with a small data directory, committed once."""
    data = tmp_path / "kb" / "data"
    data.mkdir(parents=True)
    shutil.copy(DATA / "areas.yaml", data / "areas.yaml")
    for folder, count in (("problems", 3), ("mitigations", 2), ("terms", 2)):
        (data / folder).mkdir()
        for file in sorted((DATA / folder).glob("*.yaml"))[:count]:
            shutil.copy(file, data / folder / file.name)
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=t", "-c", "user.email=t@e", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path / "kb", check=True)
    return data


def edit(file: Path, **fields: object) -> None:
    value = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    file.write_text(yaml.safe_dump(value | fields, allow_unicode=True, width=60), encoding="utf-8")


def changes(data: Path) -> list[diff.Difference]:
    return list(diff.compare(diff.read_revision(data, "HEAD"), diff.read_directory(data)))


def test_the_same_data_has_no_differences(repository: Path) -> None:
    assert changes(repository) == []


def test_layout_is_no_content(repository: Path) -> None:
    for file in repository.glob("problems/*.yaml"):
        edit(file)
    assert changes(repository) == []


def test_bookkeeping_alone_is_no_difference(repository: Path) -> None:
    edit(next(repository.glob("problems/*.yaml")), reviewed="2027-01-01", review_by="2027-06-01")
    assert changes(repository) == []


def test_added_removed_changed_and_renamed(repository: Path) -> None:
    problems = sorted(repository.glob("problems/*.yaml"))
    first, second, third = problems
    edit(first, area="market", title={"zh": "新标题", "en": "New title"})
    second.unlink()
    edit(third, id="renamed-entry", former_ids=[third.stem])
    third.rename(third.with_name("renamed-entry.yaml"))
    shutil.copy(first, first.with_name("added-entry.yaml"))
    found = {(d.kind, d.id): d for d in changes(repository)}
    assert set(found) == {
        ("changed", first.stem),
        ("removed", second.stem),
        ("renamed", "renamed-entry"),
        ("added", "added-entry"),
    }
    fields = {f.path for f in found["changed", first.stem].fields}
    assert {"title.zh", "title.en"} <= fields <= {"title.zh", "title.en", "area"}
    assert found["renamed", "renamed-entry"].former == third.stem
    assert found["renamed", "renamed-entry"].fields == ()


def test_edges_are_matched_by_their_problem_not_by_their_place(repository: Path) -> None:
    file = next(repository.glob("mitigations/*.yaml"))
    value = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    addresses = value["addresses"][::-1]
    target = addresses[0]["problem"]
    addresses[0]["effect"] = "recovers-now"
    edit(file, addresses=addresses)
    (difference,) = changes(repository)
    assert [f.path for f in difference.fields] == [f"addresses[{target}].effect"]


def test_findings_are_matched_by_their_id_and_a_study_is_counted(repository: Path) -> None:
    (repository / "studies").mkdir()
    source = next(x for x in sorted((DATA / "studies").glob("*.yaml")) if x.read_text("utf-8").count("\n  - id: ") > 1)
    file = repository / "studies" / source.name
    shutil.copy(source, file)
    for command in (["add", "."], ["-c", "user.name=t", "-c", "user.email=t@e", "commit", "-qm", "study"]):
        subprocess.run(["git", *command], cwd=repository.parent, check=True)
    findings = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["findings"][::-1]
    findings[0]["direction"] = "turned"
    edit(file, findings=findings)
    (difference,) = changes(repository)
    assert (difference.folder, difference.kind) == ("studies", "changed")
    assert [f.path for f in difference.fields] == [f"findings[{findings[0]['id']}].direction"]
    version = diff.as_version([difference], "2026.12.0", "2026-12-01", None)
    assert (version.studies.changed, version.studies.added, version.changes) == (1, 0, ())


def test_a_fact_put_in_front_is_one_difference(repository: Path) -> None:
    file = next(repository.glob("problems/*.yaml"))
    value = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    fact = {"claim": {"zh": "新事实", "en": "A new fact"}, "references": ["a"], "as_of": "2026"}
    edit(file, facts=[fact, *value["facts"]])
    (difference,) = changes(repository)
    assert [(f.path, f.before) for f in difference.fields] == [("facts[1]", None)]


def test_terms_are_compared_one_by_one(repository: Path) -> None:
    gone = min(repository.glob("terms/*.yaml"))
    gone.unlink()
    assert [(d.kind, d.folder, d.id) for d in changes(repository)] == [("removed", "terms", gone.stem)]


def test_terms_of_a_revision_that_had_them_in_one_file_are_the_same_terms(repository: Path) -> None:
    files = sorted(repository.glob("terms/*.yaml"))
    terms = [yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for file in files]
    text = yaml.safe_dump({"terms": terms}, allow_unicode=True)
    shutil.move(repository / "terms", repository.parent / "terms")
    (repository / "terms.yaml").write_text(text, encoding="utf-8")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@e"]
    subprocess.run([*git, "add", "-A", "."], cwd=repository, check=True)
    subprocess.run([*git, "commit", "-qm", "y"], cwd=repository, check=True)
    (repository / "terms.yaml").unlink()
    shutil.move(repository.parent / "terms", repository / "terms")
    assert changes(repository) == []


@pytest.mark.parametrize("revision", ["no-such-revision", "--output=x"])
def test_a_revision_that_does_not_exist_is_an_error(repository: Path, revision: str) -> None:
    with pytest.raises(diff.DiffError):
        diff.read_revision(repository, revision)
    assert main(["diff", "--data", str(repository), "--", revision]) == 2


def test_the_outputs_say_the_same(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = next(repository.glob("problems/*.yaml"))
    edit(file, severity={"level": "1", "basis": {"zh": "轻", "en": "light"}})
    out = {}
    for form in ("text", "json", "changelog"):
        assert main(["diff", "HEAD", "--format", form, "--data", str(repository), "--lang", "en"]) == 0
        out[form] = capsys.readouterr().out
    (row,) = json.loads(out["json"])["differences"]
    assert (row["kind"], row["id"]) == ("changed", file.stem)
    assert {"severity.basis.zh", "severity.basis.en"} <= {field["path"] for field in row["fields"]}
    assert f"Changed problems/{file.stem}: " in out["text"]
    assert f"- Changed · 改动: `{file.stem}` " in out["changelog"]
    assert "(severity)" in out["changelog"]
    assert "### Problems · 难题" in out["changelog"]
