"""Zensical and Hugo build what `kb render` writes: every page, with its titles, anchors and links.

The engines are not in the lock file. Where one is missing its test is skipped and says so; `docs/en/engines/` tells how
to install them and when these tests were last run with them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from aigc_kb.cli import main
from tests.conftest import DATA, ROOT
from tests.site.html import BuiltPage, pages

EXAMPLES = ROOT / "examples" / "engines"
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


def zensical(folder: Path) -> Built:
    shutil.copy(EXAMPLES / "zensical.toml", folder)
    assert main(["render", "--data", str(DATA), str(folder / "tree"), "--docs", str(ROOT / "docs")]) == 0
    run(["zensical", "build"], folder)
    return Built(folder / "tree", folder / "site")


def hugo(folder: Path) -> Built:
    shutil.copytree(EXAMPLES / "hugo", folder, dirs_exist_ok=True)
    tree = ["render", "--data", str(DATA), str(folder / "tree"), "--docs", str(ROOT / "docs"), "--engine", "hugo"]
    assert main(tree) == 0
    run(["hugo", "build", "--panicOnWarning"], folder)
    return Built(folder / "tree", folder / "public")


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


ENGINES: dict[str, Callable[[Path], Built]] = {"zensical": zensical, "hugo": hugo}


@pytest.fixture(scope="module", params=list(ENGINES))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed (docs/en/engines/index.md says how)")
    return ENGINES[name](tmp_path_factory.mktemp(name))


def content(built: Built) -> list[BuiltPage]:
    """The pages that have a source; engines add some of their own, such as 404 and empty section lists."""
    found = []
    for page in pages(built.site):
        folder = built.tree / page.path.removesuffix("index.html")
        if page.path.endswith("index.html") and any((folder / name).is_file() for name in ("index.md", "_index.md")):
            found.append(page)
    return found


def test_every_file_becomes_a_page_at_the_same_address(built: Built) -> None:
    sources = {file.parent.relative_to(built.tree).as_posix() for file in built.tree.rglob("*.md")}
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
            target = page.target(own)
            if target is None or not (target[0].endswith("index.html")):
                continue  # data files are copied beside the pages by `kb export`
            checked += 1
            if target[0] not in known or (target[1] and target[1] not in known[target[0]]):
                dead.append(f"{page.path}: {link}")
    assert dead == []
    assert checked > 10_000


def test_no_markup_is_left_over(built: Built) -> None:
    left = {page.path for page in content(built) if "**" in page.text or "[[" in page.text or "{#" in page.text}
    assert {path for path in left if "/contribute/" not in path and "/architecture/" not in path} == set()
