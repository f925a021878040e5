"""Six people, six branches from one base: merged in whatever order, nothing conflicts and the check is clean."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from aigc_kb import check
from aigc_kb.author.rename import rename_entry
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from aigc_kb.system.files import write_all

GIT: Final = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
ENV: Final = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, env=ENV, check=True, capture_output=True)


def copied(data: Path, path: str, new: str, **changes: str) -> None:
    """A new file like another one."""
    text = (data / path).read_text("utf-8").replace(Path(path).stem, new)
    for old, word in changes.items():
        assert old in text
        text = text.replace(old, word)
    (data / path).with_name(f"{new}.yaml").write_text(text, "utf-8")


def edited(data: Path, path: str, old: str, new: str) -> None:
    text = (data / path).read_text("utf-8")
    assert old in text
    (data / path).write_text(text.replace(old, new), "utf-8")


def entry_and_term(data: Path) -> None:
    copied(data, "problems/wasted-flour.yaml", "burnt-crust", 浪费面粉="烤焦", **{"Wasted flour": "Burnt crust"})
    edited(data, "problems/burnt-crust.yaml", "related: []", "related: [wasted-flour]")
    copied(data, "terms/shelf-life.yaml", "crumb", **{"保质期": "面包心", "shelf life": "crumb"})


def term(data: Path) -> None:
    copied(data, "terms/shelf-life.yaml", "crust", **{"保质期": "面包皮", "shelf life": "crust"})


def reference(data: Path) -> None:
    copied(data, "references/doe-2024-bread.yaml", "roe-2025-dough", **{"10.1234/bread": "10.1234/dough"})


def study(data: Path) -> None:
    copied(data, "references/doe-2024-bread.yaml", "poe-2025-crumb", **{"10.1234/bread": "10.1234/crumb"})


def translation(data: Path) -> None:
    edited(data, "problems/stale-bread.yaml", "卖不掉的面包要扔。", "卖不掉的面包只能扔。")


def rename(data: Path) -> None:
    write_all(rename_entry(load_store(data), "wasted-flour", "flour-waste"))


BRANCHES: Final[tuple[Callable[[Path], None], ...]] = (entry_and_term, term, reference, study, translation, rename)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    data = tmp_path / "kb" / "data"
    examples.write("", data)
    git(tmp_path / "kb", "init", "-q", "-b", "main")
    git(tmp_path / "kb", "add", ".")
    git(tmp_path / "kb", "commit", "-qm", "base")
    for branch in BRANCHES:
        git(tmp_path / "kb", "switch", "-qc", branch.__name__, "main")
        branch(data)
        git(tmp_path / "kb", "add", "-A")
        git(tmp_path / "kb", "commit", "-qm", branch.__name__)
    return tmp_path / "kb"


@pytest.mark.parametrize("seed", range(6))
def test_branches_merge_in_any_order(repository: Path, seed: int) -> None:
    order = [branch.__name__ for branch in BRANCHES]
    random.Random(seed).shuffle(order)
    git(repository, "switch", "-q", "main")
    for name in order:
        git(repository, "merge", "-q", "--no-edit", name)  # a conflict would raise
    found = check.run(load_store(repository / "data"))
    assert [str(x.place) + x.message("en") for x in found if x.rule.severity == "error"] == []
    assert "KB113" in {x.code for x in found}, "the new entry still names what was renamed meanwhile"
