"""The walk-through of the contribute page, taken step by step as it is written, in a fresh copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aigc_kb.cli import _parser
from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "en" / "contribute" / "index.md"
COPIED = ("data", "docs", "hooks", "overrides", "examples", "mkdocs.yml", "Makefile", "pyproject.toml")
RESULT = ROOT / "examples" / "walkthrough" / "dry-run.yaml"


def blocks() -> list[list[str]]:
    """The commands of the walk-through, block by block."""
    section = re.search(
        r"^## .*\{#walk-through\}$(.*?)^## ", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert section
    return [
        text.strip().splitlines() for text in re.findall(r"^```sh\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL)
    ]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with a remote, as after `git clone`, and `kb` on the path."""
    folder, remote = tmp_path / "kb", tmp_path / "remote.git"
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, folder / name)
    shim = tmp_path / "bin" / "kb"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aigc_kb "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    for command in (
        ["git", "init", "--quiet", "--bare", str(remote)],
        ["git", "init", "--quiet", "--initial-branch", "main"],
        ["git", "remote", "add", "origin", str(remote)],
        ["git", "add", "--all"],
        ["git", "commit", "--quiet", "--message", "start"],
    ):
        run(folder, command)
    return folder


def run(folder: Path, command: list[str], *, code: int = 0) -> str:
    env = {key: value for key, value in os.environ.items() if key not in ("KB_DATA", "KB_LANG")} | {
        "PATH": f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(folder / "hooks"),
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.test",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.test",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == code, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.skipif("new" not in _parser().format_help(), reason="`kb new` and `kb fmt` are not there yet")
def test_the_steps_lead_from_an_idea_to_a_page(clone: Path) -> None:
    entry = clone / "data" / "mitigations" / RESULT.name
    new, check, look, propose = blocks()

    for line in new:
        run(clone, line.split())
    assert entry.is_file(), "kb new writes the file that the text names"
    assert "TODO" in run(clone, ["kb", "check"], code=1), "a scaffold cannot be merged by mistake"

    shutil.copy(RESULT, entry)  # the nine minutes of writing
    for line in check:
        run(clone, line.split())
    assert entry.read_bytes() == RESULT.read_bytes(), "the example is in canonical form"

    assert look == ["make serve"]
    run(clone, [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "site"])
    for lang, title in (("zh", "先预演再执行"), ("en", "Dry run before acting")):
        assert title in (clone / "site" / lang / "mitigations" / "dry-run" / "index.html").read_text(encoding="utf-8")
        problem = clone / "site" / lang / "problems" / "excessive-agency" / "index.html"
        assert title in problem.read_text(encoding="utf-8"), "the other side of the relation is filled in"

    for line in propose:
        command = re.findall(r'"[^"]*"|\S+', line)
        run(clone, [part.strip('"') for part in command])
    assert "dry-run" in run(clone.parent / "remote.git", ["git", "branch", "--list", "dry-run"])


def test_a_wrong_id_is_reported_as_the_guide_shows(clone: Path) -> None:
    entry = clone / "data" / "mitigations" / RESULT.name
    text = RESULT.read_text(encoding="utf-8").replace("problem: excessive-agency", "problem: excess-agency")
    entry.write_text(text, encoding="utf-8")
    shown = re.search(r"^```text\n(data/.*?: KB\d+ .*?)[;?]", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert shown
    assert shown[1] in run(clone, ["kb", "check", "--lang", "en"], code=1)
