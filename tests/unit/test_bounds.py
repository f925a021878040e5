"""No input takes long or much memory: the largest files that the bounds of SECURITY.md let through, each of the worst kind.

The patterns look for what makes regular expressions, comparisons and suggestions take more than linear time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigc_kb import check
from aigc_kb.check.report import FORMATS, render
from aigc_kb.document import contributed as gate
from aigc_kb.language.markup import code_spans, plain, without_code
from aigc_kb.load import source
from aigc_kb.load.store import load_store
from tests.conftest import ROOT

SECONDS = 5
MEGABYTES = 300
BASE = (ROOT / "examples" / "minimal" / "data" / "problems" / "close-passes.yaml").read_text(encoding="utf-8")
SIDE = source.MAX_TEXT - 10

# Repeated up to the length of one text.
TEXTS = {
    "brackets": "[",
    "link starts": "[[a|",
    "citation starts": "[@",
    "citations without end": "[@a; ",
    "closed citation starts": "[@]",
    "web links": "[x](",
    "images": "![",
    "braces": "{{",
    "template tags": "{%",
    "attributes": "{:",
    "classes": "{.a ",
    "tags": "<a ",
    "entities": "&#",
    "emphasis": "*_",
    "bold": "**a ",
    "code": "` `` ",
    "strikes": "~~a",
    "bars": "|-",
    "rules": "* ",
    "figures": "1,",
    "percent": "1% ",
    "units": "12 km ",
    "quotes": "“",
    "full-width brackets": "（",
    "mixed scripts": "aа",
    "combining marks": "e\u0301",
    "mixed languages": "汉a",
    "addresses": "http://a.",
    "sentences": "A. ",
    "backslashes": "\\",
    "blank lines": "x\n\n ",
    "headings": "#\n",
}


def many_lists(of: Callable[[int], str], count: int) -> str:
    return ", ".join(of(number) for number in range(count))


def filled(text: str) -> str:
    """As many symptoms of one text as the file may hold."""
    lines = "\n".join(f"      {line}" for line in text.split("\n"))
    item = f"  - zh: |\n{lines}\n    en: |\n{lines}\n"
    room = source.MAX_BYTES - len(BASE.encode()) - 100
    return BASE.replace("symptoms:\n", "symptoms:\n" + item * max(1, room // len(item.encode())), 1)


FILES = {name: filled((part * SIDE)[:SIDE]) for name, part in TEXTS.items()}
FILES |= {
    "code of every length": filled(" ".join("`" * n for n in range(1, 140))[:SIDE]),
    "many short templates": filled("{{"),
    "many short links": filled("[[close-passez]]"),
    "many short citations": filled("[@un-2015-agenda-2031]"),
    "aliases": re.sub(r"en: \[near.*\]", f"en: [{many_lists(lambda n: f'a{n}', 39_000)}]", BASE),
    "one alias again and again": re.sub(r"en: \[near.*\]", f"en: [{many_lists(lambda n: 'x', 39_000)}]", BASE),
    "unknown fields": BASE + "".join(f"aliasez{n}: x\n" for n in range(19_000)),
    "a long field": BASE + "a" * 9_000 + ": x\n",
    "unknown words": re.sub(r"roles: \[.*\]", f"roles: [{many_lists(lambda n: f'planer{n}', 30_000)}]", BASE),
    "unknown entries": BASE.replace("related: []", f"related: [{many_lists(lambda n: f'close-passes-{n}', 20_000)}]"),
    "former ids": BASE.replace("former_ids: []", f"former_ids: [{many_lists(lambda n: f'old-{n}', 30_000)}]"),
    "a long word": BASE.replace("status: reviewed", f"status: {'review' * 1_600}"),
    "a long id": BASE.replace("id: close-passes", f"id: {'a-' * 4_900}a"),
    "comments": BASE + "# x\n" * 100_000,
    "one text too long": BASE.replace("status: reviewed", f"status: {'x' * 400_000}"),
    "anchors": BASE + "x: &a [" + "*a, " * 100_000 + "]\n",
    "flow": BASE + "x: " + "[" * 200_000,
    "nested maps": BASE + "x: " + "{a: " * 100_000,
    "zero bytes": BASE + "\0" * 400_000,
    "hidden characters": BASE + "# " + "\u200b" * 160_000,
    "tabs": BASE + "\t" * 400_000,
    "quotes without end": BASE + "x: '" + "''" * 200_000,
    "keys that repeat": BASE + "status: x\n" * 40_000,
    "documents": BASE + "---\nx\n" * 70_000,
}


# What the rules let through can still be hard to render.
RENDERED = TEXTS | {
    "lists in a line": "- ",
    "numbered lists in a line": "1. ",
    "half emphasis": "**a *b ",
    "threefold emphasis": "***a** ",
    "parts of words": "_a",
    "addresses in brackets": "[x](http://a.b/(",
    "links": "[x](http://a.b/) ",
    "brackets and one link": "[" * (SIDE - 20) + "[x](http://a.b) ",
    "stairs": "".join(" " * (4 * depth) + "- a\n" for depth in range(65)),
    "code of every length": " ".join("`" * n for n in range(1, 140)),
}


@pytest.mark.parametrize("name", RENDERED)
def test_rendering_is_bounded(name: str) -> None:
    text = (RENDERED[name] * SIDE)[:SIDE]
    before = time.process_time()
    rendered = gate.block_html(text, "en") + gate.inline_html(text, "zh")
    plain(text)
    assert time.process_time() - before < SECONDS
    assert "<script" not in rendered


OLD_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")


@given(st.text("``` a\n", max_size=40))
def test_code_spans_are_what_the_one_pattern_says_that_would_take_too_long(text: str) -> None:
    assert without_code(text) == OLD_CODE.sub(lambda m: " " * len(m.group()), text)
    assert code_spans(text) == tuple(m.group(2) for m in OLD_CODE.finditer(text))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bounds") / "data"
    shutil.copytree(ROOT / "examples" / "minimal" / "data", target)
    return target


def looked_at(home: Path, text: str) -> float:
    """Put a file in place, check, report; the seconds of computing that it took."""
    (home / "problems" / "close-passes.yaml").write_bytes(text.encode("utf-8"))
    before = time.process_time()
    findings = check.run(load_store(home))
    for form in FORMATS:
        render(findings, form, "zh")
    return time.process_time() - before


@pytest.mark.parametrize("name", FILES)
def test_time_is_bounded(home: Path, name: str) -> None:
    assert looked_at(home, FILES[name]) < SECONDS


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_memory_is_bounded(home: Path) -> None:
    """Each in a process of its own, forked from one that has loaded the package and nothing else."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "hooks"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.unit.test_bounds", str(home)]
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    peaks = {name: int(size) for size, name in (line.split(" ", 1) for line in run.stdout.splitlines())}
    assert peaks.keys() == FILES.keys()
    print(f"peak: {max(peaks.values())} MB")
    assert {name: size for name, size in peaks.items() if size >= MEGABYTES} == {}


def test_the_bounds_are_the_ones_that_are_stated() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    english, chinese = text.split("## 中文")
    for half in (english, chinese):
        assert f"{source.MAX_BYTES // 1024} KiB" in half
        assert f"{source.MAX_NODES:,}" in half
        assert f"{source.MAX_TEXT:,}" in half
        assert re.search(rf"\b{source.MAX_DEPTH}\b", half)
        assert re.search(rf"{MEGABYTES} MB", half)
        assert re.search(rf"\b{SECONDS} (?:seconds|秒)", half)


def peak(home: Path, text: str) -> int:
    """Look at a file in a process forked for it; the most memory that it had, in megabytes."""
    child = os.fork()
    if child == 0:
        try:
            looked_at(home, text)
        finally:
            os._exit(0)
    return os.wait4(child, 0)[2].ru_maxrss // 1024


if __name__ == "__main__":
    print("\n".join(f"{peak(Path(sys.argv[1]), text)} {name}" for name, text in FILES.items()))
