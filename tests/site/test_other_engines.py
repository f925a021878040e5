"""Zensical and Hugo build what `kb render` writes: every page, with its titles, anchors and links.

The engines are not in the lock file. Where one is missing its test is skipped and says so; `docs/en/engines/` tells how
to install them and when these tests were last run with them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import DATA, ROOT
from tests.site.html import BuiltPage, pages

_ANCHOR = re.compile(r'^#{2,3} .*\{#([a-z0-9-]+)\}$|<a id="([^"]+)">', re.MULTILINE)
_TITLE = re.compile(r"^# (.*?)(?: \{#[a-z-]+\})?$", re.MULTILINE)


@dataclass(frozen=True)
class Built:
    """The rendered tree and the site that an engine made of it."""

    tree: Path
    site: Path

    def source(self, page: BuiltPage) -> str:
        folder = self.tree / page.path.removesuffix("index.html")
        file = next(folder / name for name in ("index.md", "_index.md") if (folder / name).is_file())
        return file.read_text(encoding="utf-8")


def steps(engine: str, lang: str = "en") -> str:
    """The shell lines of the engine's section in the documents, one script."""
    text = (ROOT / "docs" / lang / "engines" / "index.md").read_text(encoding="utf-8")
    section = text.partition(f"{{#{engine}}}")[2].partition("\n## ")[0]
    return "".join(re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))


def build(engine: str, folder: Path) -> Built:
    """Follow the documents' steps with the engine that is installed."""
    for name in ("data", "docs", "examples"):
        (folder / name).symlink_to(DATA if name == "data" else ROOT / name)
    script, count = re.subn(r"^python3 -m venv .*\n", "", steps(engine), flags=re.MULTILINE)
    assert count == 1, "the first step installs the engine"
    script = script.replace("../.engines/bin/", "").replace(".venv/bin/kb", f"{sys.executable} -m aigc_kb")
    script = re.sub(r"^cd (.*)$", r"(cd \1)", script, flags=re.MULTILINE)
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    done = subprocess.run(["sh", "-euc", script], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARN" not in done.stdout + done.stderr
    output = folder / "build" / {"zensical": "site", "hugo": "public"}[engine]
    return Built(folder / "build" / "tree", output)


@pytest.mark.parametrize("engine", ["zensical", "hugo"])
def test_both_languages_give_the_same_steps(engine: str) -> None:
    assert steps(engine, "zh") == steps(engine, "en") != ""


@pytest.fixture(scope="module", params=["zensical", "hugo"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed (`make interop`)")
    return build(name, tmp_path_factory.mktemp(name))


def content(built: Built) -> list[BuiltPage]:
    """The pages that have a source; engines add some of their own, such as 404 and empty section lists."""
    found = []
    for page in pages(built.site):
        folder = built.tree / page.path.removesuffix("index.html")
        if page.path.endswith("/index.html") and any((folder / name).is_file() for name in ("index.md", "_index.md")):
            found.append(page)
    return found


def test_every_file_becomes_a_page_at_the_same_address(built: Built) -> None:
    sources = {file.parent.relative_to(built.tree).as_posix() for file in built.tree.glob("??/**/*.md")}
    assert {page.path.removesuffix("/index.html") for page in content(built)} == sources
    assert len(sources) > 400


def test_titles_are_those_of_the_files(built: Built) -> None:
    for page in content(built):
        match = _TITLE.search(built.source(page))
        assert match, page.path
        title = match.group(1).replace("\\", "")
        assert [text for tag, _, text in page.headings if tag == "h1"] == [title], page.path


def test_every_anchor_is_there(built: Built) -> None:
    count = 0
    for page in content(built):
        anchors = {a or b for a, b in _ANCHOR.findall(built.source(page))}
        assert anchors - set(page.ids) == set(), page.path
        count += len(anchors)
    assert count > 5_000


def test_every_link_between_pages_leads_to_a_page_and_its_anchor(built: Built) -> None:
    known = {page.path: set(page.ids) for page in pages(built.site)}
    dead, checked = [], 0
    for page in content(built):
        for link in page.links:
            # Hugo writes links from the root, as its configuration has them.
            own = link.replace("/aigc-kb/", "../" * page.path.count("/"), 1) if link.startswith("/aigc-kb/") else link
            target = page.target(f"{own}/" if own.endswith("..") else own)
            if target is None:
                continue
            checked += 1
            path, anchor = target
            if not (built.site / path).is_file() or (anchor and path in known and anchor not in known[path]):
                dead.append(f"{page.path}: {link}")
    assert dead[:20] == []
    assert checked > 10_000


def test_no_markup_is_left_over(built: Built) -> None:
    left = {page.path for page in content(built) if "**" in page.text or "[[" in page.text or "{#" in page.text}
    about_markup = ("contribute", "architecture", "rules", "schema")
    assert {path for path in left if path.split("/")[1] not in about_markup} == set()
