"""Several files are written together or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aigc_kb.system.files import write_all


def contents(directory: Path) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in directory.iterdir()}


def test_files_are_written_replaced_and_deleted(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "b").write_text("gone", "utf-8")
    write_all({tmp_path / "a": "new", tmp_path / "b": None, tmp_path / "c": "中文"})
    assert contents(tmp_path) == {"a": "new", "c": "中文"}


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_all({tmp_path / "a": "new", tmp_path / "z": "new", tmp_path / "folder": "no file can take its place"})
    (tmp_path / "folder").rmdir()
    assert contents(tmp_path) == {"a": "old"}


@pytest.mark.parametrize("failing", range(6))
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (tmp_path / name).write_text(name, "utf-8")
    before = contents(tmp_path)
    steps = iter(range(100))
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if next(steps) == failing:
            raise OSError("disk full")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="disk full"):
        write_all({tmp_path / "a": "1", tmp_path / "b": None, tmp_path / "d": "4", tmp_path / "c": "3"})
    assert contents(tmp_path) == before


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o002, 0o664), (0o077, 0o600)])
def test_a_new_file_gets_the_permissions_that_the_umask_leaves(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_all({tmp_path / "a": "new"})
        assert os.umask(umask) == umask, "which stays as it was"
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == mode


def test_permissions_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    write_all({file: "new"})
    assert file.stat().st_mode & 0o777 == 0o640
