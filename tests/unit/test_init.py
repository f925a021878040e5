"""`kb init`: a knowledge base of one's own, written whole or not at all, that passes its checks and builds."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml

from aigc_kb import load
from aigc_kb.author import init
from aigc_kb.commands.main import main
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import Text
from aigc_kb.system.shipped import shipped
from tests.conftest import ROOT

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.delenv("KB_DATA", raising=False)


def test_it_passes_its_checks_without_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    written = capsys.readouterr().out.splitlines()
    assert {Path(line) for line in written} == {path for path in (tmp_path / "new").rglob("*") if path.is_file()}
    monkeypatch.chdir(tmp_path / "new")
    assert main(["check", "--hints"]) == 0
    assert main(["fmt", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_it_has_what_was_asked_for(tmp_path: Path) -> None:
    names = ["--title-zh", "面包：难题", "--title-en", 'Bread: "hard" questions', "--url", "https://bread.example.org"]
    assert main(["init", str(tmp_path / "new"), *names, "--repository", "https://git.example.org/bread"]) == 0
    site = load(tmp_path / "new" / "data").site
    assert site.title == Text("面包：难题", 'Bread: "hard" questions')
    assert (site.url, site.repository) == ("https://bread.example.org/", "https://git.example.org/bread")
    assert site.archive_name == "bread"
    readme = (tmp_path / "new" / "README.md").read_text(encoding="utf-8")
    assert readme.startswith('# Bread: "hard" questions · 面包：难题\n')
    assert len(readme.splitlines()) <= 10
    assert (tmp_path / "new" / ".gitignore").is_file()


def test_it_has_an_example_and_both_languages(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    kb = load(tmp_path / "data")
    assert (len(kb.problems), len(kb.mitigations)) == (1, 1)
    for text in (path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()):
        assert "TODO" not in text
        assert "$" not in text.replace("$schema", "")
    for lang in ("zh", "en"):
        assert (tmp_path / "docs" / lang / "about" / "index.md").is_file()


@pytest.mark.parametrize("there", ["a file in the folder", "a file in its place"])
def test_what_is_there_is_left_alone(tmp_path: Path, there: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "new"
    file = target / "notes.txt" if there == "a file in the folder" else target
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine", encoding="utf-8")
    assert main(["init", str(target)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [file.name]
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "wrong",
    [["--url", "bread.example.org"], ["--title-en", " "], ["--title-zh", "一\n二"], ["--repository", "bread"]],
    ids=["no address", "a blank title", "two lines", "no repository"],
)
def test_what_the_site_file_cannot_hold_is_refused(
    tmp_path: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "new"), *wrong]) == 2
    assert capsys.readouterr().err.startswith("kb: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failing", [0, 5, 12])
def test_a_full_disk_leaves_nothing(tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = iter(range(100))
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if next(steps) == failing:
            raise OSError("disk full")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert main(["init", str(tmp_path / "new")]) == 2
    assert list(tmp_path.iterdir()) == []


def test_the_engine_is_configured_as_ours_is(tmp_path: Path) -> None:
    """But for the two lines that name something of this repository."""
    files = init.starter(tmp_path, DAY)
    ours = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    theirs = files[tmp_path / "mkdocs.yml"].splitlines()
    assert [line for line in theirs if line not in ours] == ["hooks: [hooks.py]", "watch: [data, overrides]"]
    assert len([line for line in ours if line not in theirs]) == 2


def test_no_second_truth_stands_in_the_configuration_of_the_engine() -> None:
    """Name and address come from `site.yaml` alone."""

    class Loader(yaml.SafeLoader):
        """Takes `!ENV` as what it wraps."""

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))  # type: ignore[arg-type]
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=Loader)
    assert config["site_name"] == "kb"
    assert not {"site_url", "repo_url", "nav", "copyright", "site_description", "site_author"} & set(config)


def test_a_day_is_needed_and_nothing_else(tmp_path: Path) -> None:
    files = init.starter(tmp_path, DAY)
    assert 'review_by: "2027-05-25"' in files[tmp_path / "data" / "problems" / "outdated-entries.yaml"]
    with pytest.raises(RefusedError):
        init.starter(ROOT, DAY)


def test_an_installed_package_brings_its_frame(tmp_path: Path) -> None:
    """A wheel, unpacked where nothing of the repository is: it starts a knowledge base and builds it."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--no-build-isolation", "-w", str(tmp_path), str(ROOT)], check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    env = os.environ | {"PYTHONPATH": str(tmp_path / "installed"), "NO_MKDOCS_2_WARNING": "1"}

    def run(*arguments: str, cwd: Path = tmp_path) -> str:
        command = [sys.executable, "-P", "-m", *arguments]
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = "from aigc_kb.system.shipped import shipped; print(shipped('overrides'), shipped('docs/assets'))"
    (tmp_path / "where.py").write_text(where, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "where.py"], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert all(path.startswith(str(tmp_path / "installed")) for path in found.stdout.split()), found.stdout
    run("aigc_kb", "init", "new")
    run("aigc_kb", "check", cwd=tmp_path / "new")
    run("aigc_kb", "publish", "site", cwd=tmp_path / "new")
    site = tmp_path / "new" / "site"
    assert (site / "assets" / "kb.css").read_bytes() == shipped("docs/assets/kb.css").read_bytes()
    assert "My knowledge base" in (site / "en" / "index.html").read_text(encoding="utf-8")
