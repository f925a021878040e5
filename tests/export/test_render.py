"""`kb render`: where each page's file is and how it links, for MkDocs and its kin and for Hugo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aigc_kb.export.pages import render
from tests.golden import bakery, pages


def files(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of hand-written documents."""
    folder = tmp_path / "docs"
    for lang in ("zh", "en"):
        page = folder / lang / "method" / "index.md"
        page.parent.mkdir(parents=True)
        page.write_text(
            "# Method\n\nOf {{ date }}. See [problems](../problems/index.md#a), [here](index.md) and [out](https://x.org/index.md).\n",
            encoding="utf-8",
        )
    (folder / "zh" / "notes.md").write_text("no page", encoding="utf-8")
    return folder


def test_for_markdown_each_page_is_the_index_of_its_folder(tmp_path: Path) -> None:
    count = render(bakery(), tmp_path)
    made = files(tmp_path)
    assert count == len(made) == len(pages())
    assert set(made) == {
        re.sub(r"^pages/(\w\w)/(?:home|(.*))\.md$", lambda m: f"{m[1]}/{m[2] + '/' if m[2] else ''}index.md", name)
        for name in pages()
    }
    problem = made["en/problems/stale-bread/index.md"]
    assert "](../../mitigations/small-batches/index.md#for-stale-bread)" in problem
    assert "](#ref-doe-2024-bread)" in problem


def test_for_hugo_a_page_above_others_is_a_branch_and_links_lead_to_folders(tmp_path: Path) -> None:
    render(bakery(), tmp_path, engine="hugo")
    made = files(tmp_path)
    assert {"en/_index.md", "zh/_index.md", "en/problems/_index.md", "en/problems/stale-bread/index.md"} <= set(made)
    assert {"en/terms/index.md", "en/rules/index.md"} <= set(made), "nothing stands below these"
    assert not {"index.md", "_index.md", "en/index.md", "en/problems/index.md"} & set(made)
    problem = made["en/problems/stale-bread/index.md"]
    assert "](../../mitigations/small-batches/#for-stale-bread)" in problem
    assert "](../under-proofing/)" in problem
    assert "](#ref-doe-2024-bread)" in problem, "of the page itself"
    assert "](https://doi.org/10.1234/bread)" in problem
    links = re.findall(r"\]\((?!https:)([^)]*)\)", "".join(made.values()))
    assert [link for link in links if "index.md" in link] == []


def test_hand_written_pages_are_filled_in_and_join_the_others(docs: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert render(bakery(), target, docs=docs) == len(pages()) + 3
    made = files(target)
    assert "zh/notes.md" not in made
    assert made["en/method/index.md"] == (
        "# Method\n\nOf 2026-03-04. See [problems](../problems/index.md#a), [here](index.md) and [out](https://x.org/index.md).\n"
    )
    assert (
        made["index.md"]
        == "# 面包难题库 · Bread Problems\n\n- [面包难题库](zh/index.md)\n- [Bread Problems](en/index.md)\n"
    )


def test_for_hugo_links_of_hand_written_pages_lead_to_folders_as_well(docs: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert render(bakery(), target, engine="hugo", docs=docs) == len(pages()) + 2, "Hugo needs no page above languages"
    made = files(target)
    assert made["en/method/index.md"].endswith(
        "See [problems](../problems/#a), [here](./) and [out](https://x.org/index.md).\n"
    )
    assert "index.md" not in made
