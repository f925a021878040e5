"""A short run of the fuzz target with every test run; a long one is started by hand (see the target)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

SECONDS = 15
SEED = 20261125

pytestmark = pytest.mark.skipif(
    find_spec("atheris") is None,
    reason="atheris has wheels for Linux on x86-64 only, and not for every Python: see pyproject.toml",
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """What the fuzzer starts from: the bad inputs and the example's files. It adds what it finds to the folder."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for file in (*(ROOT / "tests" / "fixtures" / "bad").rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")):
        if file.stat().st_size <= 16_384:
            shutil.copy(file, folder / f"{file.parent.name}-{file.name}")
    return folder


def fuzz(command: list[str], tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    # The fuzzer's own tables grow with what it finds; beyond the limit it stops with an error.
    limits = ["-timeout=20", "-rss_limit_mb=1000", f"-artifact_prefix={tmp_path}/", f"-seed={SEED}"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "hooks"), str(ROOT)])}
    return subprocess.run(
        [sys.executable, *command, *limits, *options],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS * 10,
        check=False,
    )


def test_no_input_makes_the_loader_raise_hang_or_grow(corpus: Path, tmp_path: Path) -> None:
    options = [f"-max_total_time={SECONDS}", "-max_len=16384", "-print_final_stats=1", str(corpus)]
    run = fuzz(["-m", "tests.fuzz.fuzz_loader"], tmp_path, *options)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-4000:]
    runs = re.search(r"stat::number_of_executed_units: (\d+)", run.stderr)
    peak = re.search(r"stat::peak_rss_mb: +(\d+)", run.stderr)
    assert runs is not None
    assert peak is not None
    print(f"{runs[1]} inputs, {peak[1]} MB")
    assert int(runs[1]) > len(list((ROOT / "tests" / "fixtures" / "bad").rglob("*.yaml"))), "more than the corpus"


RAISING = """
import sys
from tests.fuzz import fuzz_loader
fuzz_loader.parse = lambda path, data: 1 / 0
fuzz_loader.atheris.Setup(sys.argv, fuzz_loader.one_input)
fuzz_loader.atheris.Fuzz()
"""


def test_a_loader_that_raises_is_caught(tmp_path: Path) -> None:
    """The run above means something only if it can fail."""
    run = fuzz(["-c", RAISING], tmp_path, "-runs=100")
    assert run.returncode != 0
    assert "ZeroDivisionError" in run.stdout + run.stderr
