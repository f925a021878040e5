"""`kb diff` and `kb release` on the command line: versions by the calendar, changelogs from the data."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml

from aigc_kb import load
from aigc_kb.author import changelog, release
from aigc_kb.base.progress import verdicts
from aigc_kb.base.relations import relate
from aigc_kb.commands.main import main
from aigc_kb.export.edition import Edition
from aigc_kb.guide.sample import examples
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.versions import Counts, Version
from tests.conftest import DATA, ROOT

NOVEMBER = "1795478400"  # 2026-11-24


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample data in a git repository, committed."""
    examples.write("", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KB_DATA", raising=False)
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOVEMBER)
    git("init", "-q")
    commit()
    return tmp_path / "data"


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def commit() -> None:
    git("add", ".")
    git("-c", "user.name=t", "-c", "user.email=t@e", "commit", "-qm", "x")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_kb_diff_shows_what_changed_since_a_revision(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "HEAD"]) == 0
    assert capsys.readouterr() == ("", "kb diff: 0 difference(s)\n")
    edit(data / "problems" / "stale-bread.yaml", "  level: 2\n", "  level: 3\n")
    assert main(["diff", "HEAD"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Changed problems/stale-bread: ")
    assert "    ~ severity.level: 2 → 3\n" in out
    assert main(["diff", "HEAD", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["differences"]
    assert row["fields"] == [{"path": "severity.level", "before": "2", "after": "3"}]


def test_kb_diff_of_an_unknown_revision_cannot_run(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "no-such-tag"]) == 2
    assert capsys.readouterr().err.startswith("kb diff: ")


def test_the_first_version_lists_everything(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--note", "第一版。", "The first version."]) == 0
    (version,) = load("data").versions
    assert (version.version, version.date, version.since) == ("2026.11.0", "2026-11-24", None)
    listed = {change.id for change in version.changes}
    assert {entry.id for entry in load("data").entries()} <= listed
    assert {change.kind for change in version.changes} == {"added"}
    assert version.references.added == len(load("data").references)
    text = Path("CHANGELOG.md").read_text("utf-8")
    assert text == changelog.document([version])
    assert "The first version.\n第一版。" in text


def test_the_next_version_lists_the_differences_to_the_last_one_s_tag(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release"]) == 0
    commit()
    git("tag", "v2026.11.0")
    edit(data / "problems" / "stale-bread.yaml", "  level: 2\n", "  level: 3\n")
    assert main(["release"]) == 0
    new, old = load("data").versions
    assert (new.version, new.since, old.version) == ("2026.11.1", "2026.11.0", "2026.11.0")
    (change,) = new.changes
    assert (change.kind, change.folder, change.id, change.fields) == (
        "changed",
        "problems",
        "stale-bread",
        ("severity",),
    )
    assert main(["check"]) == 0
    written = (data / "versions.yaml").read_bytes()
    assert main(["fmt"]) == 0
    assert (data / "versions.yaml").read_bytes() == written, "it is in the form that `kb fmt` gives"


def test_a_version_that_nobody_tagged_is_the_commit_that_wrote_it_down(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release"]) == 0
    commit()
    edit(data / "problems" / "stale-bread.yaml", "  level: 2\n", "  level: 3\n")
    commit()
    edit(data / "versions.yaml", "version: 2026.11.0\n", "version: 2026.11.0\n    note: {zh: 注。, en: A note.}\n")
    commit()
    capsys.readouterr()
    assert main(["diff", "2026.11.0"]) == 0
    assert "severity.level: 2 → 3" in capsys.readouterr().out
    assert main(["release"]) == 0
    assert [change.id for change in load("data").versions[0].changes] == ["stale-bread"]


def test_a_release_needs_a_change_and_a_revision(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release"]) == 0
    assert main(["release"]) == 2, "the last version was never committed"
    assert "--since" in capsys.readouterr().err
    commit()
    assert main(["release"]) == 2
    assert "nothing changed since 2026.11.0" in capsys.readouterr().err
    before = Path("CHANGELOG.md").read_text("utf-8")
    assert main(["release", "--since", "HEAD"]) == 2
    assert "nothing changed since HEAD" in capsys.readouterr().err
    assert Path("CHANGELOG.md").read_text("utf-8") == before


def test_a_dry_run_prints_the_section_and_writes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("## 2026.11.0 · 2026-11-24\n")
    assert not Path("CHANGELOG.md").exists()
    assert not (data / "versions.yaml").exists()


def test_files_that_name_the_version_follow(data: Path) -> None:
    Path("CITATION.cff").write_text('title: "x"\nversion: "0"\ndate-released: "2000-01-01"\n', "utf-8")
    assert main(["release"]) == 0
    named = yaml.safe_load(Path("CITATION.cff").read_text("utf-8"))
    assert (named["version"], named["date-released"]) == ("2026.11.0", "2026-11-24")


def test_a_release_writes_data_and_what_cites_them_and_no_code(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("hooks/aigc_kb").mkdir(parents=True)
    Path("hooks/aigc_kb/version.py").write_text('__version__: Final = "0"\n', "utf-8")
    Path("CITATION.cff").write_text('version: "0"\n', "utf-8")
    capsys.readouterr()
    assert main(["release"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "data/versions.yaml",
        "data/verdicts.lock",
        "CHANGELOG.md",
        "CITATION.cff",
    ]
    assert Path("hooks/aigc_kb/version.py").read_text("utf-8") == '__version__: Final = "0"\n'


def test_before_the_first_version_content_is_unreleased(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kb = load(data)
    assert (kb.version, Edition(kb, relate(kb), "").version) == (None, "unreleased")
    assert main(["diff", "HEAD", "--format", "changelog"]) == 0
    assert capsys.readouterr().out.startswith("## unreleased · ")
    assert main(["release"]) == 0
    assert load(data).version == "2026.11.0"
    commit()
    edit(data / "problems" / "stale-bread.yaml", "  level: 2\n", "  level: 3\n")
    capsys.readouterr()
    assert main(["diff", "HEAD", "--format", "changelog"]) == 0
    assert capsys.readouterr().out.startswith("## 2026.11.0 · ")


def version(number: str) -> Version:
    none = Counts(added=0, removed=0, changed=0)
    return Version(version=number, date="2026-11-24", references=none, terms=none, changes=())


@pytest.mark.parametrize(
    ("last", "day", "number"),
    [
        (None, date(2026, 11, 24), "2026.11.0"),
        ("2026.11.0", date(2026, 11, 30), "2026.11.1"),
        ("2026.11.9", date(2026, 11, 30), "2026.11.10"),
        ("2026.11.9", date(2026, 12, 1), "2026.12.0"),
        ("2026.12.3", date(2027, 1, 1), "2027.1.0"),
    ],
)
def test_versions_follow_the_calendar(last: str | None, day: date, number: str) -> None:
    assert release.next_number([version(last)] if last else [], day) == number


def test_no_version_before_the_last_one() -> None:
    with pytest.raises(RefusedError):
        release.next_number([version("2026.12.0")], date(2026, 11, 30))


# -- this repository ------------------------------------------------------------------------------------------------


def test_the_newest_version_is_the_one_that_is_built() -> None:
    kb = load(DATA)
    versions = kb.versions
    assert versions[0].version == kb.version == Edition(kb, relate(kb), kb.site.url).version
    assert [v.version for v in versions[1:]] == [v.since for v in versions[:-1]]


def test_the_changelog_is_made_from_the_versions() -> None:
    assert (ROOT / "CHANGELOG.md").read_text("utf-8") == changelog.document(load(DATA).versions)


def test_a_release_keeps_the_verdicts_and_the_next_one_says_which_changed(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release"]) == 0
    commit()
    kb = load("data")
    assert kb.versions[0].verdicts == ()
    assert [debt.area for debt in kb.versions[0].debt] == list(kb.areas)
    kept = verdicts(relate(kb))
    assert kb.released == kept
    assert len(kept) > 0
    pair = next(iter(kept))
    lock = data / "verdicts.lock"
    edit(lock, f"{pair[0]} {pair[1]} {kept[pair]}\n", f"{pair[0]} {pair[1]} harmful\n")
    edit(data / "problems" / "stale-bread.yaml", "  level: 2\n", "  level: 3\n")
    assert main(["check"]) == 0, "the lock is no matter of the check"
    assert main(["release"]) == 0
    (change,) = load("data").versions[0].verdicts
    assert (change.mitigation, change.problem, change.before, change.after) == (*pair, "harmful", kept[pair])
    assert f"- `{pair[0]}` → `{pair[1]}`: Harmful → " in Path("CHANGELOG.md").read_text("utf-8")
    assert load("data").released == kept
    lock.unlink()
    assert main(["check"]) == 0, "nobody who changes data has to bring it"
