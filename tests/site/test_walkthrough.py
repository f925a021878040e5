"""The walk-through of the contribute page, taken step by step as it is written, in a fresh copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "en" / "contribute" / "index.md"
COPIED = (
    "data",
    "docs",
    "hooks",
    "overrides",
    "examples",
    "mkdocs.yml",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
)
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
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == code, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


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

    shutil.copytree(ROOT / "tests", clone / "tests", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    run(clone, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/content/test_data.py"])
    shutil.rmtree(clone / "tests")

    for line in propose:
        command = re.findall(r'"[^"]*"|\S+', line)
        run(clone, [part.strip('"') for part in command])
    assert "dry-run" in run(clone.parent / "remote.git", ["git", "branch", "--list", "dry-run"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_id_is_reported_as_the_guide_shows(clone: Path, lang: str) -> None:
    entry = clone / "data" / "mitigations" / RESULT.name
    text = RESULT.read_text(encoding="utf-8").replace("problem: excessive-agency", "problem: excess-agency")
    entry.write_text(text, encoding="utf-8")
    guide = (ROOT / "docs" / lang / "contribute" / "index.md").read_text(encoding="utf-8")
    shown = re.search(r"^```text\n(data/.*)\n```$", guide, re.MULTILINE)
    assert shown
    assert shown[1] in run(clone, ["kb", "check", "--lang", lang], code=1).splitlines()


# What a document may tell its reader to type: a program, and how the test runs it.
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "examples/**/README.md")
    for path in ROOT.glob(pattern)
    if path.parent.name not in ("engines", "open-data", "fact-check")
)
"""Two pages have tests of their own (`test_other_engines`, `test_open_data_page`); the fact check names a commit, which a
copy of the files does not have."""
NOT_TO_THE_END = ("make serve", "make test", "make site", "make offline")
"""Servers do not end, `make test` is what runs here, and CI runs the others; of these the recipe is looked at."""
SERVERS = ("kb serve",)
"""They do not end and have tests of their own (`test_preview`, `test_reload`)."""


def shell_lines(document: str) -> list[str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    found = re.findall(r"^( *)```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [line.split("#")[0].strip() for _, block in found for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if shell_lines(d)])
def test_what_a_document_says_to_type_works(document: str, clone: Path) -> None:
    ready = clone / ".venv" / ".ready"
    (ready.parent / "bin").mkdir(parents=True)
    for name, module in (("kb", "aigc_kb"), ("python", ""), ("mkdocs", "mkdocs")):
        shim = ready.parent / "bin" / name
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" {f"-m {module}" if module else ""} "$@"\n', "utf-8")
        shim.chmod(0o755)
    ready.touch()  # the environment is the one that the tests run in
    started = False
    for line in shell_lines(document):
        words = re.findall(r'"[^"]*"|\S+', re.sub(r" (ID|编号)$", " first-idea", line))
        if line.startswith(("git ", "cd ")):  # taken in the walk-through above, in a clone with a remote
            continue
        settings, command = [w for w in words if "=" in w], [w.strip('"') for w in words if "=" not in w]
        kb = command[1] if command[0].endswith("kb") else ""
        if " ".join(command) in SERVERS:
            run(clone, [*command, "--help"])
        elif " ".join(command) in NOT_TO_THE_END and not settings:
            assert ".venv/bin/" in run(clone, [*command, "--dry-run"])
        elif kb == "check" and started:
            assert "TODO" in run(clone, command, code=1), "nobody has filled in the scaffold here"
        else:
            run(clone, ["env", *settings, *command])
        started = started or kb == "new"
