"""Other engines: ProperDocs builds the same site, and `kb render` writes one Markdown file per page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import DATA, ROOT
from tests.site.html import pages


def test_properdocs_builds_the_same_pages(site: Path, properdocs_site: Path) -> None:
    ours = {page.path: (page.title, page.headings, set(page.ids)) for page in pages(site)}
    theirs = {page.path: (page.title, page.headings, set(page.ids)) for page in pages(properdocs_site)}
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []


def test_render_writes_one_file_per_generated_page(site: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "aigc_kb", "render", "--data", str(DATA), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    hand_written = {page.parent.name for page in (ROOT / "docs" / "en").glob("*/index.md")}
    built = {
        page.path.removesuffix(".html") + ".md"
        for page in pages(site)
        if page.path[:3] in ("zh/", "en/") and page.path.split("/")[1] not in hand_written
    }
    assert written == built
    titles = {page.path: page.headings[0][2] for page in pages(site) if page.headings}
    for name in written:
        text = (tmp_path / name).read_text(encoding="utf-8")
        heading = next(line for line in text.splitlines() if line.startswith("# "))
        assert heading.removeprefix("# ").replace("\\", "") == titles[name.removesuffix(".md") + ".html"]


def test_rendered_links_lead_to_rendered_files(tmp_path: Path) -> None:
    import re

    subprocess.run(
        [sys.executable, "-m", "aigc_kb", "render", "--data", str(DATA), str(tmp_path)], check=True, capture_output=True
    )
    count = 0
    for file in tmp_path.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#\s]+\.md)[^)]*\)", file.read_text(encoding="utf-8")):
            if "://" in link or "/method/" in link:  # hand-written pages are not rendered
                continue
            count += 1
            assert (file.parent / link).resolve().is_file(), f"{file}: {link}"
    assert count > 1000
