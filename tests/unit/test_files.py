"""Files: several are written together or not at all, many below a folder, a few for another program."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aigc_kb.system.files import Output, temporary_folder, write_all


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


def test_new_files_have_the_permissions_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_all({tmp_path / "a": "new"})
        assert os.umask(0o027) == 0o027, "the umask is as it was"
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_output_makes_folders_and_writes_over_what_is_there(tmp_path: Path) -> None:
    out = Output(tmp_path / "not" / "there")
    out.write("index.html", "old")
    out.write("index.html", "一行\n两行\n")
    out.write("zh/a/index.html", b"\x00\xff")
    assert (tmp_path / "not" / "there" / "index.html").read_bytes() == "一行\n两行\n".encode()
    assert (tmp_path / "not" / "there" / "zh" / "a" / "index.html").read_bytes() == b"\x00\xff"


def test_output_says_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(OSError, match="file"):
        Output(tmp_path / "file").write("a/b.txt", "x")


def test_a_temporary_folder_holds_its_files_and_is_gone_afterwards() -> None:
    with temporary_folder({"a.txt": "中文", "b/c.txt": "c"}) as folder:
        assert (folder / "a.txt").read_bytes() == "中文".encode()
        assert (folder / "b" / "c.txt").read_bytes() == b"c"
    assert not folder.exists()
