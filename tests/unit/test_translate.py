"""Translations: stale is what one side has left behind, whichever was first, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigc_kb.author.translate import accept, settled, status
from aigc_kb.check.translations import digest
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from aigc_kb.model.finding import RefusedError
from aigc_kb.system.files import write_all

ZH, EN = "卖不掉的面包要扔。", "What cannot be sold is thrown away."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    examples.write("", tmp_path)
    write_all(accept(load_store(tmp_path))[1])
    return tmp_path


def edit(data: Path, old: str, new: str) -> None:
    file = data / "problems" / "stale-bread.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def states(data: Path) -> list[tuple[str, str]]:
    return [(text.path, text.state) for _, text in status(load_store(data))[1]]


def test_all_is_fresh_once_accepted(data: Path) -> None:
    counted, listed = status(load_store(data))
    assert set(counted) == {"fresh"}
    assert listed == []


def test_before_that_all_is_new_and_nothing_is_listed(tmp_path: Path) -> None:
    examples.write("", tmp_path)
    counted, listed = status(load_store(tmp_path))
    assert set(counted) == {"new"}
    assert listed == []


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([(ZH, "卖不掉的面包要捐。")], [("impact", "stale")]),
        ([(EN, "The unsold is given away.")], [("impact", "stale")]),
        ([(ZH, "卖不掉的面包要捐。"), (EN, "The unsold is given away.")], [("impact", "changed")]),
        ([(ZH, " 卖不掉的 面包要扔。")], []),
        ([(ZH, "卖不掉的面包，要扔。")], [("impact", "stale")]),
    ],
)
def test_what_was_changed_decides(data: Path, edits: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    for old, new in edits:
        edit(data, old, new)
    assert states(data) == expected


@pytest.mark.parametrize("source", ["zh", "en"])
@pytest.mark.parametrize(
    ("old", "new", "behind"), [(ZH, "卖不掉的面包要捐。", "en"), (EN, "The unsold is given away.", "zh")]
)
def test_the_side_that_was_not_changed_is_behind_whichever_was_first(
    data: Path, source: str, old: str, new: str, behind: str
) -> None:
    edit(data, "source: zh", f"source: {source}")
    write_all(accept(load_store(data), ["stale-bread"])[1])
    edit(data, old, new)
    ((place, text),) = status(load_store(data))[1]
    assert (text.state, text.behind) == ("stale", behind)
    line = (data / "problems" / "stale-bread.yaml").read_text("utf-8").splitlines()[place.line - 1]
    assert line.strip().startswith(f"{behind}:")


def test_what_was_merged_together_belongs_together_and_what_lags_goes_on_lagging(data: Path) -> None:
    edit(data, ZH, "卖不掉的面包要捐。")
    edit(data, EN, "What cannot be sold is given away.")
    edit(data, "en: It resists the knife in the morning.", "en: The knife does not go through in the morning.")
    write_all(settled(load_store(data)))
    assert states(data) == [("symptoms[1]", "stale")], "the Chinese symptom is still that of the old English one"
    assert settled(load_store(data)).keys() == {data / "translations.lock"}
    edit(data, "zh: 早上切不动。", "zh: 早上刀切不进去。")
    write_all(settled(load_store(data)))
    assert states(data) == []


def test_moving_a_list_item_makes_nothing_stale(data: Path) -> None:
    item = "  - {zh: 早上切不动。, en: It resists the knife in the morning.}\n"
    edit(data, item, "  - {zh: 掉渣。, en: It crumbles.}\n" + item)
    counted, listed = status(load_store(data))
    assert listed == []
    assert counted["new"] == 1


def test_accepting_one_entry_leaves_the_others(data: Path) -> None:
    edit(data, ZH, "卖不掉的面包要捐。")
    before = (data / "translations.lock").read_text("utf-8").splitlines()
    changed, changes = accept(load_store(data), ["wasted-flour"])
    assert changed == 0
    write_all(changes)
    assert states(data) == [("impact", "stale")]
    changed, changes = accept(load_store(data), ["stale-bread"])
    assert changed == 1
    write_all(changes)
    assert states(data) == []
    after = (data / "translations.lock").read_text("utf-8").splitlines()
    assert len(set(before) - set(after)) == 1


def test_the_lock_is_sorted_one_line_a_text(data: Path) -> None:
    lines = [x for x in (data / "translations.lock").read_text("utf-8").splitlines() if not x.startswith("#")]
    assert lines == sorted(lines)
    assert f"stale-bread impact {digest(ZH)} {digest(EN)}" in lines


def test_lines_of_what_is_gone_are_dropped_and_of_what_is_broken_kept(data: Path) -> None:
    (data / "mitigations" / "sourdough.yaml").unlink()
    (data / "mitigations" / "small-batches.yaml").write_text("id: [", "utf-8")
    write_all(accept(load_store(data))[1])
    text = (data / "translations.lock").read_text("utf-8")
    assert "sourdough " not in text
    assert "small-batches summary " in text


def test_an_unknown_entry_is_refused(data: Path) -> None:
    with pytest.raises(RefusedError, match="did you mean stale-bread"):
        status(load_store(data), ["stale-bred"])
