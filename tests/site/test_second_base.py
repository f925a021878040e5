"""Another knowledge base with the same code: `kb init` and the data of examples/minimal, on cycling in a city.

It becomes a whole site in both languages, passes the checks that ours passes, and nothing in it is ours.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aigc_kb import KnowledgeBase, load
from aigc_kb.base.relations import relate
from aigc_kb.document.addresses import entry_path
from aigc_kb.export import FORMATS, Edition, book, stream
from aigc_kb.export.pages import render
from aigc_kb.model.text import LANGS
from tests.conftest import ROOT
from tests.ours import ours, said
from tests.site.html import pages

DATA = ROOT / "examples" / "minimal" / "data"


def run(folder: Path, *arguments: str, **env: str) -> str:
    """What a command prints that is run in a folder, as another team would. It must succeed."""
    own = {key: value for key, value in os.environ.items() if key not in ("KB_DATA", "KB_SITE_URL")}
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=folder, env=own | env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def base(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The knowledge base with its site, its site for reading from disk, and the archive of it."""

    def build(target: Path) -> None:
        run(ROOT, "aigc_kb", "init", str(target))
        shutil.rmtree(target / "data")
        shutil.copytree(DATA, target / "data")
        run(target, "aigc_kb", "publish", "site")
        run(target, "aigc_kb", "publish", "--offline", "site-offline")
        run(target, "aigc_kb", "pack", "site-offline", "dist")

    return once("second-base", build)


@pytest.fixture(scope="module")
def minimal(base: Path) -> Path:
    return base / "site"


@pytest.fixture(scope="module")
def subject() -> KnowledgeBase:
    return load(DATA)


def test_the_example_is_data_only() -> None:
    files = [path.relative_to(DATA.parent).as_posix() for path in DATA.parent.rglob("*") if path.is_file()]
    assert {file for file in files if not file.endswith(".yaml")} <= {"README.md", "data/ids.lock"}
    assert len(files) <= 10, "small enough to read in one go"


# -- its own checks ------------------------------------------------------------------------------------------------


def test_the_data_have_no_fault_and_no_hint(base: Path) -> None:
    assert run(base, "aigc_kb", "check", "--hints") == ""
    assert run(base, "aigc_kb", "fmt", "--check") == ""


def test_its_data_pass_the_tests_of_content(base: Path) -> None:
    tests = ("tests/content/test_data.py", "tests/content/test_frameworks_complete.py", "tests/content/test_ours.py")
    out = run(ROOT, "pytest", "-q", "-p", "no:cacheprovider", *tests, KB_DATA=str(base / "data"))
    assert "7 passed" in out


def test_what_it_asks_of_itself_is_held(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base / "data", tmp_path / "data")
    site = tmp_path / "data" / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("totals: {problems: 1,", "totals: {problems: 2,"), "utf-8")
    command = [sys.executable, "-m", "aigc_kb", "check", "--lang", "en"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "KB711 problems: 1, where at least 2 are asked for" in done.stdout
    assert load(tmp_path / "data").problems, "it can be shown all the same"


# -- its pages -----------------------------------------------------------------------------------------------------


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
    assert "about/index.html" in found["en"]
    assert "method/index.html" not in found["en"], "it has no such page"


def test_every_internal_link_and_anchor_resolves(minimal: Path) -> None:
    files = {path.relative_to(minimal).as_posix() for path in minimal.rglob("*") if path.is_file()}
    ids = {page.path: set(page.ids) for page in pages(minimal)}
    dead, checked = [], 0
    for page in pages(minimal):
        if page.path == "404.html":  # its links are absolute: it is served at any address
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


def test_sentences_about_what_there_is_are_made_from_the_data(minimal: Path) -> None:
    said_there = {page.path: page.text for page in pages(minimal)}
    assert "1 framework, matched item by item" in said_there["en/frameworks/index.html"]
    assert "Where they apply: International." in said_there["en/frameworks/index.html"]
    assert "适用地域：国际。" in said_there["zh/frameworks/index.html"]
    assert "1 problem by area" in said_there["en/problems/index.html"]
    assert "1 source is registered" in said_there["en/references/index.html"]
    assert "1 problems" not in said_there["en/index.html"]
    for path, text in said_there.items():
        assert "1 mitigations" not in text, path


# -- nothing in it is ours -----------------------------------------------------------------------------------------


def texts(base: Path) -> Iterator[str]:
    """All that the second knowledge base gives to readers and programs, the names of the files too."""
    for folder in ("site", "site-offline"):
        for file in sorted((base / folder).rglob("*")):
            if file.is_file():
                yield f"{file.relative_to(base)}\n{file.read_bytes().decode('utf-8', 'replace')}"
    for file in (base / "dist").iterdir():
        yield file.name
        with zipfile.ZipFile(file) as archive:
            yield "\n".join(archive.namelist())


def test_no_word_of_ours_is_in_anything_it_publishes(base: Path, subject: KnowledgeBase, tmp_path: Path) -> None:
    """Names, addresses, version, ids and titles of this repository's data, and the words of its subject: none is in the
    pages, their JSON-LD, the API, the tables, the feeds, the archive, the books or the Markdown for other engines."""
    own = "\n".join(path.read_text("utf-8") for path in (*DATA.rglob("*.yaml"), *(base / "docs").rglob("*.md")))
    assert len(ours()) > 600, "the test must look for something"
    render(subject, tmp_path)
    edition = Edition(subject, relate(subject), subject.site.url)
    given = [*texts(base), *(path.read_text("utf-8") for path in tmp_path.rglob("*.md"))]
    given += [book.manuscript(edition, lang) for lang in LANGS]
    assert len(given) > 400, "the test must look at something"
    assert list(said(given, own)) == []


def test_every_format_of_export_was_looked_at(base: Path, subject: KnowledgeBase) -> None:
    made = list(stream(Edition(subject, relate(subject), subject.site.url)))
    assert {file.format for file in made} - {"checksums"} == set(FORMATS) - {"ics"}, (
        "it has no planner and no duties, so no calendar"
    )
    for file in made:
        assert (base / "site" / file.path).read_bytes() == file.data


def test_it_says_its_own_name_address_and_version(base: Path, minimal: Path) -> None:
    home = (minimal / "en" / "index.html").read_text(encoding="utf-8")
    assert "<title>City Cycling Knowledge Base</title>" in home
    assert '<link rel="canonical" href="https://cycling.example.org/en/">' in home
    assert 'href="https://github.com/example/cycling"' in home
    assert "https://cycling.example.org/zh/problems/close-passes/" in (minimal / "sitemap.xml").read_text("utf-8")
    assert '<a href="/en/"' in (minimal / "404.html").read_text("utf-8").replace(' lang="en" hreflang="en"', "")
    assert '"version":"unreleased"' in (minimal / "api" / "v1" / "index.json").read_text("utf-8").replace(" ", "")
    assert [file.name for file in (base / "dist").iterdir()] == ["cycling-offline-unreleased.zip"]


def test_another_address_can_be_given_for_a_build(base: Path, tmp_path: Path) -> None:
    run(base, "aigc_kb", "publish", str(tmp_path / "site"), KB_SITE_URL="https://preview.example.org/x")
    page = (tmp_path / "site" / "en" / "problems" / "close-passes" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://preview.example.org/x/en/problems/close-passes/">' in page
