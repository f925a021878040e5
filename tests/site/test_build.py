"""The build: the same bytes anywhere, never half a site, several at once."""

from __future__ import annotations

import filecmp
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.site.pack import archive_name, pack
from aigc_kb.site.publish import publish
from aigc_kb.system.folders import swap, sweep
from tests.conftest import DATA, ROOT, build_site

COPIED = ("docs", "hooks", "overrides", "mkdocs.yml")


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def on_one_processor() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@pytest.mark.parametrize("built", ["site", "offline"])
def test_two_builds_are_byte_identical_wherever_they_run(
    built: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Another folder with blanks and Chinese in its name, time zone, locale, hash seed, encoding, read-only data, one
    processor instead of several; the zip of the offline site too."""
    site: Path = request.getfixturevalue(built)
    project = tmp_path / "别的 文件夹"
    project.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, project)
    shutil.copytree(DATA, project / "data")
    for path in (project / "data").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = files_of(project / "data")
    env = os.environ | {
        "KB_DIRECTORY_URLS": "true" if built == "site" else "false",
        "TZ": "Asia/Shanghai",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONHASHSEED": "12345",
        "PYTHONPATH": str(project / "hooks"),
        "SOURCE_DATE_EPOCH": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    env.pop("KB_DATA", None)
    target = tmp_path / "another site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)]
    run = subprocess.run(
        command, cwd=project, env=env, capture_output=True, text=True, check=False, preexec_fn=on_one_processor
    )
    assert run.returncode == 0, run.stderr
    ours, theirs = files_of(site), files_of(target)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert files_of(project / "data") == before, "a build writes nothing into the data"
    if built == "offline":
        command = [sys.executable, "-m", "aigc_kb", "pack", str(target), str(tmp_path / "压缩 包")]
        packed = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
        assert packed.returncode == 0, packed.stderr
        theirs_packed = next((tmp_path / "压缩 包").iterdir())
        assert filecmp.cmp(pack(site, tmp_path / "a", theirs_packed.stem), theirs_packed, shallow=False)


def test_the_zip_is_reproducible(offline: Path, kb: KnowledgeBase, tmp_path: Path) -> None:
    name = archive_name(kb)
    first, second = pack(offline, tmp_path / "a", name), pack(offline, tmp_path / "b", name)
    assert filecmp.cmp(first, second, shallow=False)
    assert first.name == f"aigc-kb-offline-{kb.version}.zip"
    assert first.name.startswith("aigc-kb-offline-20")


def test_a_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_text("old")
    failing = [
        sys.executable,
        "-c",
        "import sys, pathlib; pathlib.Path(sys.argv[1], 'x').write_text('half'); sys.exit(3)",
    ]
    assert publish(target, failing, dict(os.environ)) == 3
    assert files_of(target) == {"index.html": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


SLOW = """
import pathlib, sys, time
target = pathlib.Path(sys.argv[-1])
for n in range(40):
    (target / f"{n}.html").write_text("new")
    time.sleep(0.002)
"""


def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    """Fifty kills at random moments: each time the site is the old one or the new one, and the next build is right."""
    target = tmp_path / "site"
    target.mkdir()
    (target / "0.html").write_text("old")
    whole_new = {f"{n}.html": b"new" for n in range(40)}
    code = (
        "import os, sys; from pathlib import Path; from aigc_kb.site.publish import publish;"
        f"sys.exit(publish(Path({str(target)!r}), [sys.executable, '-c', {SLOW!r}], dict(os.environ)))"
    )
    dice = random.Random(7)
    killed = 0
    for _ in range(50):
        process = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
        try:
            process.wait(timeout=dice.uniform(0.05, 0.35))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        found = files_of(target)
        assert found in ({"0.html": b"old"}, whole_new)
    assert killed > 10, "the test must really kill builds"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert files_of(target) == whole_new
    assert [path.name for path in tmp_path.iterdir()] == ["site"], "what killed builds left is swept"


def test_a_site_caught_between_two_renames_is_restored(tmp_path: Path) -> None:
    target = tmp_path / "site"
    caught = tmp_path / ".site.999999999.old"
    caught.mkdir()
    (caught / "index.html").write_text("old")
    sweep(target)
    assert files_of(target) == {"index.html": b"old"}


def test_swap_into_an_empty_place(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    swap(fresh, tmp_path / "site")
    assert (tmp_path / "site").is_dir()
    assert not fresh.exists()


def test_a_full_disk_leaves_the_old_site(tmp_path: Path) -> None:
    """ENOSPC on a small file system: the build fails, the old site stays, the next build is right."""
    mount = tmp_path / "small"
    mount.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(mount)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("mounting a small file system needs root")
    try:
        target = mount / "site"
        target.mkdir()
        (target / "index.html").write_text("old")
        fill = "import pathlib, sys; pathlib.Path(sys.argv[-1], 'big').write_bytes(b'x' * 3_000_000)"
        assert publish(target, [sys.executable, "-c", fill], dict(os.environ)) != 0
        assert files_of(target) == {"index.html": b"old"}
        right = "import pathlib, sys; pathlib.Path(sys.argv[-1], 'index.html').write_text('new')"
        assert publish(target, [sys.executable, "-c", right], dict(os.environ)) == 0
        assert files_of(target) == {"index.html": b"new"}
    finally:
        subprocess.run(["umount", str(mount)], check=False)


def test_two_builds_at_once_are_both_right(tmp_path: Path) -> None:
    target = tmp_path / "site"
    env = os.environ | {"KB_DATA": str(DATA), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "aigc_kb", "publish", str(target)]
    builds = [subprocess.Popen(command, cwd=ROOT, env=env) for _ in range(2)]
    time.sleep(0.1)
    assert [build.wait(timeout=120) for build in builds] == [0, 0]
    alone = tmp_path / "alone"
    build_site(alone)
    assert files_of(target) == files_of(alone)


COMMANDS = {
    "site": ["aigc_kb", "publish"],
    "zip": ["aigc_kb", "pack", "SITE"],
    "books": ["aigc_kb", "books", "--data", "examples/minimal/data"],
    "exports": ["aigc_kb", "export", "--data", "examples/minimal/data", "csv"],
    "pages": ["aigc_kb", "render", "--data", "examples/minimal/data"],
    "schemas": ["aigc_kb", "schema"],
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("target", ["a file is in the way", "a folder above is a file", "a read-only disk"])
def test_an_unwritable_target_is_said_plainly(name: str, target: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    where = {"a file is in the way": tmp_path / "file", "a folder above is a file": tmp_path / "file" / "x" / "y"}
    if target == "a read-only disk":
        where[target] = Path("/proc/nothing/can/be/written/here")
        if not where[target].parents[-2].is_dir():
            pytest.skip("there is no /proc")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("x")
    command = [sys.executable, "-m", *(str(tmp_path / "site") if x == "SITE" else x for x in COMMANDS[name])]
    run = subprocess.run([*command, str(where[target])], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    assert "file" in run.stderr or "/proc" in run.stderr, "it names the place"
    assert (tmp_path / "file").read_text() == "x"


def test_packing_what_is_no_site_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "aigc_kb", "pack", str(tmp_path / "missing"), str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "there is no built site" in run.stderr
    assert list(tmp_path.iterdir()) == []
