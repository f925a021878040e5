"""The samples are files like those of any knowledge base: free of faults, in the canonical form, part of the package."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import get_args

import pytest

from aigc_kb import check
from aigc_kb.author.format import formatted
from aigc_kb.guide import sample
from aigc_kb.load.store import IDS_LOCK
from aigc_kb.model.kinds import KINDS
from tests.conftest import ROOT

FOLDER = Path(sample.__file__).parent
NAMES = get_args(sample.Name)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_a_sample(name: sample.Name) -> None:
    assert check.read(FOLDER / name)[1] == []
    assert formatted(FOLDER / name) == ({}, {})


@pytest.mark.parametrize("name", NAMES)
def test_all_its_files_are_read_by_their_paths(name: sample.Name) -> None:
    files = sample.sample(name)
    assert files[IDS_LOCK] == (FOLDER / name / IDS_LOCK).read_text("utf-8")
    assert len(files) == sum(path.is_file() for path in (FOLDER / name).rglob("*"))
    assert list(files) == sorted(files)


def test_the_full_sample_has_something_of_every_kind() -> None:
    folders = {path.partition("/")[0] for path in sample.sample("full")}
    assert folders >= {kind.folder for kind in KINDS}


def test_an_installed_package_has_the_files() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["aigc_kb.guide.sample"]
    for name in NAMES:
        for path in sample.sample(name):
            assert any(fnmatch(f"{name}/{path}", pattern.replace("**/", "")) for pattern in patterns), path
