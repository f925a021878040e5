"""Without its theme the site is the same site: `name: null` in mkdocs.yml, and the frame of overrides/bare."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

_NOT_PAGES = re.compile(r"assets/(stylesheets/.*|images/favicon\.png)")
"""What only the theme brings."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in the bare frame."""
    target = tmp_path_factory.mktemp("bare") / "site"
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  name: material" in text
    config = ROOT / f".bare-{os.getpid()}.yml"  # beside the other one, for its paths are relative
    config.write_text(text.replace("  name: material", "  name: null #", 1), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(config), "-d", str(target)]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    try:
        run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    finally:
        config.unlink()
    assert run.returncode == 0, run.stderr
    return target


def names(site: Path) -> set[str]:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return {name for name in found if not _NOT_PAGES.fullmatch(name)}


def test_the_same_files_are_there(bare: Path, site: Path) -> None:
    assert names(bare) == names(site)


def test_no_part_of_the_theme_is_there(bare: Path) -> None:
    assert not (bare / "assets" / "stylesheets").exists()
    assert "assets/bare.css" in (bare / "en" / "index.html").read_text(encoding="utf-8")


def said(page: str) -> tuple[list[str], list[str], str]:
    """A page's titles, the anchors of its content, and its content without the frame."""
    start = page.index('id="content">')
    content = page[start : page.index("</article>", start)]
    return re.findall(r"<(?:title|h1)[^>]*>(.*?)</(?:title|h1)>", page), re.findall(r' id="([^"]+)"', content), content


def test_every_page_says_the_same(bare: Path, site: Path) -> None:
    pages = [name for name in names(site) if re.fullmatch(r"(?:zh|en)/.*index\.html", name)]
    assert len(pages) > 400
    different = [
        name
        for name in pages
        if 'http-equiv="refresh"' not in (text := (site / name).read_text(encoding="utf-8"))
        and said(text) != said((bare / name).read_text(encoding="utf-8"))
    ]
    assert different == []


def test_everything_but_pages_is_the_same(bare: Path, site: Path) -> None:
    others = [name for name in names(site) if not name.endswith(".html")]
    assert [name for name in others if (bare / name).read_bytes() != (site / name).read_bytes()] == []


def test_the_navigation_leads_to_every_page_of_the_whole(bare: Path, site: Path) -> None:
    """Each page that the theme's navigation links is linked from the bare one's too."""

    def linked(root: Path, marker: str) -> set[str]:
        page = (root / "en" / "about" / "index.html").read_text(encoding="utf-8")
        nav = page[page.index(marker) :]
        return set(re.findall(r'href="(\.\./[^"#]*)"', nav[: nav.index("</nav>") if "bare" in marker else None]))

    ours = linked(bare, 'class="bare-nav"')
    assert len(ours) > 20
    assert ours <= linked(site, "<body")
