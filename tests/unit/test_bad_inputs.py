"""A corpus of bad files, by class. Each is refused with the code and at the line that its name says, without a traceback.

A file is called `<code>-L<line>-<what is wrong>.yaml`; it takes the place of the one problem of `examples/minimal`.
"""

from __future__ import annotations

import re
import resource
import shutil
import time
from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.check.report import render
from aigc_kb.load.store import load_store

ROOT = Path(__file__).parents[2]
CORPUS = sorted((ROOT / "tests" / "fixtures" / "bad").rglob("*.yaml"))
NAME = re.compile(r"(KB\d{3})-L(\d+)-")


def test_the_corpus_is_large_and_broad() -> None:
    assert len(CORPUS) >= 120
    assert len({path.parent.name for path in CORPUS}) >= 5
    codes = {match.group(1) for path in CORPUS if (match := NAME.match(path.name))}
    assert len(codes) >= 30
    print(f"{len(CORPUS)} bad inputs, {len(codes)} rules")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bad") / "data"
    shutil.copytree(ROOT / "examples" / "minimal" / "data", target)
    return target


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_refused_with_its_code_and_line(home: Path, path: Path) -> None:
    match = NAME.match(path.name)
    assert match is not None
    code, line = match.group(1), int(match.group(2))
    problem = home / "problems" / "close-passes.yaml"
    problem.write_bytes(path.read_bytes())
    before = time.process_time()
    findings = [f for f in check.run(load_store(home)) if f.place.path == problem.as_posix()]
    spent = time.process_time() - before
    places = [(f.code, f.place.line) for f in findings]
    assert (code, line) in places, f"expected {code} at line {line}, got {[(str(f.place), f.code) for f in findings]}"
    for lang in ("zh", "en"):
        for finding in findings:
            assert finding.message(lang)
            assert finding.remedy(lang)
        render(findings, "full", lang)
    assert spent < 5, "bounded time for any input"


def test_memory_stays_bounded(home: Path) -> None:
    """Even a file of a gigabyte is not read: one byte more than the limit tells."""
    problem = home / "problems" / "close-passes.yaml"
    with problem.open("wb") as file:
        file.truncate(1_000_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    findings = load_store(home).findings
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert "KB104" in {f.code for f in findings}
    assert grown < 300 * 1024, "kilobytes"


def test_links_are_never_followed(home: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("secret: yes\n")
    for relative in ("problems/close-passes.yaml", "areas.yaml", "references/x.yaml"):
        path = home / relative
        path.unlink(missing_ok=True)
        path.symlink_to(secret)
    (home / "cases").symlink_to(tmp_path)
    findings = load_store(home).findings
    shown = render(findings, "full", "en")
    assert "secret: yes" not in shown
    strays = {Path(f.place.path).name for f in findings if f.code == "KB111"}
    assert {"close-passes.yaml", "areas.yaml", "x.yaml", "cases"} <= strays
