"""Another subject with the same code: examples/minimal is data only, and becomes a whole site in both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aigc_kb import KnowledgeBase, load
from aigc_kb.document.addresses import entry_path
from tests.conftest import ROOT
from tests.site.html import pages

DATA = ROOT / "examples" / "minimal" / "data"
# Pages written by hand in docs/: whoever takes up another subject writes their own.
HAND_WRITTEN = ("about", "method", "fact-check", "contribute", "offline", "architecture", "open-data", "engines")


@pytest.fixture(scope="module")
def minimal(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    def build(target: Path) -> None:
        env = os.environ | {"KB_DATA": str(DATA), "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)]
        run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr

    return once("minimal", build)


@pytest.fixture(scope="module")
def subject() -> KnowledgeBase:
    return load(DATA)


def test_the_example_is_data_only() -> None:
    files = [path.relative_to(DATA.parent).as_posix() for path in DATA.parent.rglob("*") if path.is_file()]
    assert {file for file in files if not file.endswith(".yaml")} <= {"README.md", "data/ids.lock"}
    assert len(files) <= 10, "small enough to read in one go"


def test_the_data_have_no_fault_and_no_hint() -> None:
    command = [sys.executable, "-m", "aigc_kb", "check", "--hints", "--data", str(DATA)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")


def test_every_entry_has_a_page_in_each_language(minimal: Path, subject: KnowledgeBase) -> None:
    titles = {page.path: page.headings[0][2] for page in pages(minimal) if page.headings}
    entries = list(subject.entries())
    assert len(entries) == 2
    for entry in entries:
        assert titles[f"zh/{entry_path(entry)}index.html"] == entry.title.zh
        assert titles[f"en/{entry_path(entry)}index.html"] == entry.title.en


def test_pages_exist_in_both_languages(minimal: Path) -> None:
    found = {lang: {p.path[3:] for p in pages(minimal) if p.path.startswith(f"{lang}/")} for lang in ("zh", "en")}
    assert found["zh"] == found["en"]
    assert {"index.html", "areas/streets/index.html", "frameworks/un-sdg-2015/index.html"} <= found["en"]


def test_every_internal_link_and_anchor_resolves(minimal: Path) -> None:
    files = {path.relative_to(minimal).as_posix() for path in minimal.rglob("*") if path.is_file()}
    ids = {page.path: set(page.ids) for page in pages(minimal)}
    dead, checked = [], 0
    for page in pages(minimal):
        if page.path == "404.html":  # its links are absolute: it is served at any address
            continue
        if page.path[3:].startswith("fact-check/"):  # written by hand about the entries of our own subject
            continue
        for link in page.links:
            if target := page.target(link):
                checked += 1
                path, anchor = target
                if path not in files or (anchor and path in ids and anchor not in ids[path]):
                    dead.append(f"{page.path}: {link}")
    assert dead == []
    assert checked > 1000, "the test must see the links that it claims to check"


def test_problem_and_mitigation_lead_to_each_other(minimal: Path) -> None:
    links = {page.path: {target[0] for link in page.links if (target := page.target(link))} for page in pages(minimal)}
    for lang in ("zh", "en"):
        problem, mitigation = (
            f"{lang}/problems/close-passes/index.html",
            f"{lang}/mitigations/protected-lanes/index.html",
        )
        assert mitigation in links[problem]
        assert problem in links[mitigation]


def test_generated_pages_say_nothing_of_the_subject_that_the_code_was_made_for(minimal: Path) -> None:
    foreign = re.compile(r"AIGC|generative|language model|大模型|生成式")
    for page in pages(minimal):
        lang, _, rest = page.path.partition("/")
        # The downloads page says whom a file is for: language models among others.
        if lang in ("zh", "en") and rest.split("/")[0] not in (*HAND_WRITTEN, "downloads"):
            assert not foreign.search(page.text), f"{page.path}: {foreign.search(page.text)}"
