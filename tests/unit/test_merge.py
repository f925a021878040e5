"""Two entries become one, and an entry is retired: in one command, and what named them follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigc_kb import check, load
from aigc_kb.author.merge import merge, retire
from aigc_kb.base.relations import relate
from aigc_kb.document.markdown import MarkdownWriter
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from aigc_kb.model.finding import RefusedError
from aigc_kb.pages.build import names
from aigc_kb.pages.context import Context
from aigc_kb.pages.problem import problem_page
from aigc_kb.system.files import write_all


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two problems that name each other, and a third that names both in fields and in a text."""
    examples.write(
        "related: [wasted-flour]\nformer_ids: [hard-bread]\n"
        "# problems/wasted-flour.yaml\nrelated: []\nformer_ids: [flour-loss]\n"
        "# problems/burnt-crust.yaml (like wasted-flour)\ntitle: {zh: 烤焦, en: Burnt crust}\n"
        "summary: {zh: 皮焦了。, en: The crust is burnt.}\n"
        "related: [stale-bread, wasted-flour]\nimpact:\n  zh: 见[[wasted-flour]]和[[wasted-flour|面粉]]。\n"
        "  en: See [[wasted-flour]] and [[wasted-flour|the flour]].\n",
        tmp_path,
    )
    return tmp_path


def errors(data: Path) -> list[str]:
    return [str(found.place) + found.message("en") for found in check.run(load_store(data), hints=False)]


def test_what_named_the_first_names_the_second_once_and_old_addresses_lead_there(data: Path) -> None:
    assert errors(data) == []
    write_all(merge(load_store(data), "wasted-flour", "stale-bread"))
    assert errors(data) == []
    kb = load(data)
    assert "wasted-flour" not in kb.problems
    kept, other = kb.problems["stale-bread"], kb.problems["burnt-crust"]
    assert set(kept.former_ids) == {"hard-bread", "wasted-flour", "flour-loss"}
    assert kept.related == (), "it does not name itself"
    assert other.related == ("stale-bread",), "and is named once"
    assert other.impact.zh == "见[[stale-bread]]和[[stale-bread|面粉]]。"


def test_a_branch_that_still_names_the_first_merges_clean_and_is_mended(data: Path) -> None:
    late = (data / "problems" / "burnt-crust.yaml").read_text("utf-8")
    write_all(merge(load_store(data), "wasted-flour", "stale-bread"))
    (data / "problems" / "burnt-crust.yaml").write_text(
        late.replace("related: [stale-bread, wasted-flour]", "related: [wasted-flour]"), "utf-8"
    )
    store = load_store(data)
    assert {found.code for found in check.run(store)} & {"KB310", "KB402"} == set()
    assert [found.params["new"] for found in store.findings if found.code == "KB113"] == ["stale-bread"] * 5
    assert load(data).problems["burnt-crust"].related == ("stale-bread",)
    write_all({Path(path): text for path, text in store.renamed.items()})
    assert [found for found in load_store(data).findings if found.code == "KB113"] == []


def test_a_former_id_that_is_part_of_the_present_one_is_named_at_its_place(tmp_path: Path) -> None:
    examples.write(
        "related: [flour]\nimpact:\n  zh: 见[[flour]]，flour 一词不算。\n  en: See [[flour]]; the word flour is none.\n"
        "# problems/wasted-flour.yaml\nformer_ids: [flour]\n",
        tmp_path,
    )
    found = [x for x in load_store(tmp_path).findings if x.code == "KB113"]
    lines = (tmp_path / "problems" / "stale-bread.yaml").read_text("utf-8").splitlines()
    assert len(found) == 3
    for x in found:
        assert x.params == {"old": "flour", "new": "wasted-flour"}
        assert lines[x.place.line - 1][x.place.column - 1 :].startswith("flour")
        assert not lines[x.place.line - 1][x.place.column - 1 :].startswith(("flour 一词", "flour is none"))


def test_a_retired_entry_says_what_takes_its_place(data: Path) -> None:
    write_all(retire(load_store(data), "wasted-flour", "stale-bread"))
    assert errors(data) == []
    kb = load(data)
    problem = kb.problems["wasted-flour"]
    assert (problem.status, problem.replaced_by) == ("deprecated", "stale-bread")
    page = problem_page(Context(kb, relate(kb), "en"), problem)
    assert "Replaced by [Stale bread]" in MarkdownWriter(page, names(kb)).write()


@pytest.mark.parametrize(
    ("first", "second"),
    [("stale-bread", "stale-bread"), ("stale-bread", "sourdough"), ("stale-bread", "nothing"), ("doe-2024-bread", "x")],
)
def test_only_two_entries_of_one_kind_are_merged_or_replaced(data: Path, first: str, second: str) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    for act in (merge, retire):
        with pytest.raises(RefusedError):
            act(load_store(data), first, second)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
