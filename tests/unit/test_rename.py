"""Renaming: everything follows, nothing else changes, and back again is as before."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.author.rename import rename_entry
from aigc_kb.commands.main import main
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from aigc_kb.model.finding import RefusedError
from aigc_kb.system.files import write_all
from tests.conftest import DATA

EXAMPLE = """\
impact:
  zh: 于是[[wasted-flour]]，也见[[wasted-flour|浪费]]；`[[wasted-flour]]`是代码[@doe-2024-bread, 第 2 页]。
  en: Hence [[wasted-flour]], also [[wasted-flour|waste]]; `[[wasted-flour]]` is code [@doe-2024-bread, p. 2].
related: ["wasted-flour"]
leads_to: []
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    examples.write(EXAMPLE, tmp_path)
    return tmp_path


def contents(directory: Path) -> dict[str, bytes]:
    return {p.relative_to(directory).as_posix(): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


def errors(data: Path) -> list[str]:
    return [f"{f.place}: {f.code} {f.message('en')}" for f in check.run(load_store(data), hints=False)]


def test_file_fields_and_links_follow(data: Path) -> None:
    write_all(rename_entry(load_store(data), "wasted-flour", "flour-waste"))
    assert not (data / "problems" / "wasted-flour.yaml").exists()
    renamed = (data / "problems" / "flour-waste.yaml").read_text("utf-8")
    assert renamed.startswith("id: flour-waste\n")
    assert "former_ids: [wasted-flour]\n" in renamed
    text = (data / "problems" / "stale-bread.yaml").read_text("utf-8")
    assert text.count("[[flour-waste]]") == 2
    assert text.count("[[flour-waste|") == 2
    assert text.count("`[[wasted-flour]]`") == 2
    assert 'related: ["flour-waste"]' in text
    assert errors(data) == []


def test_a_reference_is_renamed_with_its_citations(data: Path) -> None:
    write_all(rename_entry(load_store(data), "doe-2024-bread", "doe-2024-loaf"))
    for path, content in contents(data).items():
        assert b"doe-2024-bread" not in content, path
    assert errors(data) == []


@pytest.mark.parametrize("old", ["wasted-flour", "stale-bread", "sourdough", "small-batches", "doe-2024-bread"])
def test_there_and_back_again(data: Path, old: str) -> None:
    before = contents(data)
    write_all(rename_entry(load_store(data), old, "quite-another-name"))
    assert contents(data) != before
    assert errors(data) == []
    write_all(rename_entry(load_store(data), "quite-another-name", old))
    assert contents(data) == before


def test_a_new_id_that_was_published_stays_as_a_former_one(data: Path) -> None:
    write_all(rename_entry(load_store(data), "wasted-flour", "flour-waste"))
    lock = data / "ids.lock"
    lock.write_text(lock.read_text("utf-8") + "problems/flour-waste\n", "utf-8")
    write_all(rename_entry(load_store(data), "flour-waste", "wasted-flour"))
    assert "former_ids: [flour-waste]" in (data / "problems" / "wasted-flour.yaml").read_text("utf-8")
    assert errors(data) == []


def test_a_longer_id_that_begins_alike_is_left_alone(tmp_path: Path) -> None:
    examples.write(
        "# references/doe-2024-bread-b.yaml (like doe-2024-bread)\nDOI: 10.1234/b\n"
        "# problems/stale-bread.yaml\ncauses:\n  zh: 甲[@doe-2024-bread-b; @doe-2024-bread]。\n"
        "  en: A [@doe-2024-bread-b; @doe-2024-bread].\n",
        tmp_path,
    )
    write_all(rename_entry(load_store(tmp_path), "doe-2024-bread", "roe-2024"))
    text = (tmp_path / "problems" / "stale-bread.yaml").read_text("utf-8")
    assert text.count("[@doe-2024-bread-b; @roe-2024]") == 2


def test_accepted_translations_follow(data: Path) -> None:
    (data / "translations.lock").write_text("# head\nstale-bread impact a b\nwasted-flour impact c d\n", "utf-8")
    write_all(rename_entry(load_store(data), "wasted-flour", "a-flour"))
    assert (data / "translations.lock").read_text("utf-8") == "# head\na-flour impact c d\nstale-bread impact a b\n"


PAGE = """\
See [the flour](../problems/wasted-flour/index.md), [[wasted-flour]], `data/problems/wasted-flour.yaml`,
[a source](../references/index.md#ref-doe-2024-bread) and `[@doe-2024-bread, p. 2]`.
Not problems/wasted-flour-again/ or mitigations/wasted-flour/; in words: wasted-flour.
"""


@pytest.mark.parametrize(
    ("old", "new", "kept", "gone"),
    [("wasted-flour", "flour-waste", 2, 3), ("doe-2024-bread", "doe-2024-loaf", 0, 2)],
)
def test_links_of_hand_written_pages_follow_and_come_back(
    tmp_path: Path, old: str, new: str, kept: int, gone: int, capsys: pytest.CaptureFixture[str]
) -> None:
    data, page = tmp_path / "data", tmp_path / "docs" / "en" / "x.md"
    examples.write(EXAMPLE, data)
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    before = contents(tmp_path)
    assert main(["rename", old, new, "--data", str(data), "--lang", "en"]) == 0
    text = page.read_text("utf-8")
    assert text.count(new) == gone
    assert len(re.findall(rf"{old}(?!-)", text)) == kept
    said = capsys.readouterr()
    assert f"{page}\n" in said.out, "it says which files it changed"
    assert (f"{page}:3: the text still says `{old}`" in said.err) == (kept > 0)
    assert main(["rename", new, old, "--data", str(data), "--lang", "en"]) == 0
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("no-such", "x", "no entry or reference"),
        ("stale-bread", "Stale", "cannot be an id"),
        ("stale-bread", "../x", "cannot be an id"),
        ("stale-bread", "nul", "cannot be an id"),
        ("stale-bread", "stale-bread", "are the same"),
        ("stale-bread", "wasted-flour", "is taken by"),
        ("stale-bread", "sourdough", "is taken by"),
        ("stale-bread", "old-dough", "never re-used"),
        ("stale-bread", "lost-bread", "never re-used"),
    ],
)
def test_what_would_clash_is_refused_and_nothing_changes(tmp_path: Path, old: str, new: str, reason: str) -> None:
    examples.write("# mitigations/sourdough.yaml\nformer_ids: [old-dough]\n# ids.lock\nproblems/lost-bread\n", tmp_path)
    before = contents(tmp_path)
    with pytest.raises(RefusedError, match=reason):
        rename_entry(load_store(tmp_path), old, new)
    assert contents(tmp_path) == before


def test_a_broken_file_that_may_name_it_stops_the_rename(data: Path) -> None:
    (data / "mitigations" / "sourdough.yaml").write_text("id: [", "utf-8")
    with pytest.raises(RefusedError, match="has faults and may name"):
        rename_entry(load_store(data), "stale-bread", "hard-bread")


def test_real_entries_go_there_and_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    before, faults = contents(data), errors(data)
    store = load_store(data)
    for old in (next(iter(store.problems)), list(store.mitigations)[-1], list(store.references)[5]):
        write_all(rename_entry(load_store(data), old, "quite-another-name"))
        assert errors(data) == faults
        write_all(rename_entry(load_store(data), "quite-another-name", old))
        assert contents(data) == before
