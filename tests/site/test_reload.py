"""A preview reads again only what has changed, and shows what a reading from nothing shows, whatever was changed."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks import corpus

from aigc_kb import check
from aigc_kb.base.kb import freeze
from aigc_kb.load import source
from aigc_kb.load.store import FOLDERS, TERMS, Store
from aigc_kb.model.finding import Finding
from tests.conftest import DATA

ENTRIES, EDITS = 40, 12


def change(data: Path, chance: random.Random) -> Callable[[], None]:
    """Change something somewhere; returns how to undo it."""
    folder = chance.choice(
        ["problems", "mitigations", "problems", "mitigations", "studies", "references", "frameworks", "."]
    )
    path = chance.choice(sorted((data / folder).glob("*.yaml")))
    before = path.read_bytes()
    text = before.decode()

    def undo() -> None:
        path.write_bytes(before)

    lines = text.split("\n")
    candidates = {
        "title": r"^title: (?!\{)|^  (?:zh|en): ",
        "words": r"^ +(?:zh|en): \S",
        "direction": r"^ +direction: ",
        "row": r"^ +- [a-z0-9-]+$",
        "date": r"^(?:updated|reviewed): ",
        "level": r"^ +level: ",
    }
    kind = chance.choice([*candidates, "words", "vanish"])
    if kind == "vanish" and folder in ("problems", "mitigations") and chance.random() < 0.5:
        path.unlink()
        return undo
    places = [n for n, line in enumerate(lines) if re.search(candidates.get(kind, candidates["words"]), line)]
    if not places:
        return undo
    n = chance.choice(places)
    match kind:
        case "direction":
            lines[n] = re.sub(r": .*", f": {chance.choice(['better', 'none', 'worse', 'mixed'])}", lines[n])
        case "row":
            del lines[n]
        case "date":
            lines[n] = re.sub(r"(\d{4})-\d\d-\d\d", r"\1-11-0" + str(chance.randrange(1, 10)), lines[n])
        case "level":
            lines[n] = re.sub(r": .*", f": {chance.choice(['low', 'medium', 'high', '2', '4'])}", lines[n])
        case _:
            lines[n] = re.sub(r"([A-Za-z一-鿿])(?=[^A-Za-z一-鿿]*$)", r"\1\1", lines[n], count=1)
    path.write_text("\n".join(lines), encoding="utf-8")
    return undo


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Some entries with all their relations, and the references that they cite."""
    data = tmp_path / "data"
    corpus.make(ENTRIES, DATA, data)
    words = set(re.findall(r"[a-z0-9-]+", "".join(p.read_text(encoding="utf-8") for p in data.glob("[pms]*/*.yaml"))))
    for path in (data / "references").glob("*.yaml"):
        if path.stem not in words:
            path.unlink()
    return data


def good(data: Path, before: Store | None = None) -> Store:
    store, errors = check.read(data, hints=False, before=before)
    assert not errors
    return store


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_edit_the_base_is_that_of_a_reading_from_nothing(data: Path, seed: int) -> None:
    chance = random.Random(seed)
    store, done = good(data), 0
    for _ in range(EDITS):
        undo = change(data, chance)
        again, errors = check.read(data, hints=False, before=store)
        fresh, expected = check.read(data, hints=False)
        assert errors == expected
        if errors:
            undo()
            continue
        assert freeze(again) == freeze(fresh)
        store, done = again, done + 1
    assert done >= EDITS // 4, f"only {done} of {EDITS} edits left the data without faults"


def test_only_what_has_changed_is_read_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def note(path: str, text: str) -> Iterator[Finding]:
        read.append(Path(path).name)
        return iter(())

    store = good(data)
    monkeypatch.setattr(source, "_suspect_characters", note)  # asked of each file that is parsed
    changed = sorted((data / "problems").glob("*.yaml"))[3]
    changed.write_text(changed.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    again = good(data, store)
    assert set(read) - {"site.yaml", "areas.yaml", "planner.yaml", "versions.yaml"} == {changed.name}
    assert freeze(again) == freeze(store)


@pytest.mark.parametrize("name", ["site.yaml", "areas.yaml", "terms/agent.yaml"])
def test_a_change_of_what_decides_on_others_has_all_read_again(data: Path, name: str) -> None:
    store = good(data)
    (data / name).write_text((data / name).read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    again = good(data, store)
    assert all(again.folder(f)[key] is not item for f in FOLDERS if f != TERMS for key, item in store.folder(f).items())


def test_a_vanished_file_is_gone(data: Path) -> None:
    store = good(data)
    copy = shutil.copytree(data, data.with_name("more"))
    extra = sorted((copy / "references").glob("*.yaml"))[0]
    text = extra.read_text(encoding="utf-8").replace(f"id: {extra.stem}", "id: once-more")
    (data / "references" / "once-more.yaml").write_text(text, encoding="utf-8")
    more, _ = check.read(data, before=store)
    assert "once-more" in more.references
    (data / "references" / "once-more.yaml").unlink()
    assert "once-more" not in good(data, more).references
