"""A build that remembers gives, byte for byte, what a build from nothing gives, whatever was changed in between."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks import corpus

from aigc_kb.base.kb import DataError
from aigc_kb.model.text import LANGS
from aigc_kb.pages.build import entry_listing
from aigc_kb.site.build import Site
from aigc_kb.system.cache import Cache
from tests.conftest import DATA

ENTRIES, EDITS = 40, 12


def pages(site: Site) -> dict[str, dict[str, str]]:
    """All that the entry pages show."""
    return {
        f"{lang}/{listed.path}": site.entry_values(lang, listed.path)
        for listed in entry_listing(site.kb)
        for lang in LANGS
    }


def load(data: Path, cache: Cache | None = None) -> Site:
    return Site.load(data, "directory", "https://example.org/kb/", cache)


def change(data: Path, chance: random.Random) -> Callable[[], None]:
    """Change something somewhere; returns how to undo it."""
    folder = chance.choice(["problems", "mitigations", "problems", "mitigations", "references", "frameworks", "."])
    path = chance.choice(sorted((data / folder).glob("*.yaml")))
    before = path.read_bytes()
    text = before.decode()

    def undo() -> None:
        path.write_bytes(before)

    lines = text.split("\n")
    candidates = {
        "title": r"^title: (?!\{)|^  (?:zh|en): ",
        "words": r"^ +(?:zh|en): \S",
        "grade": r"^ +grade: ",
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
        case "grade":
            lines[n] = re.sub(r": .*", f": {chance.choice(['study', 'field', 'vendor', 'practice'])}", lines[n])
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


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some entries with all their relations, and the references that they cite."""
    data = tmp_path_factory.mktemp("sample") / "data"
    corpus.make(ENTRIES, DATA, data)
    words = set(re.findall(r"[a-z0-9-]+", "".join(p.read_text(encoding="utf-8") for p in data.glob("[pm]*/*.yaml"))))
    for path in (data / "references").glob("*.yaml"):
        if path.stem not in words:
            path.unlink()
    return data


@pytest.fixture
def data(sample: Path, tmp_path: Path) -> Path:
    """The sample, to be changed."""
    return Path(shutil.copytree(sample, tmp_path / "data"))


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edit_the_pages_are_those_of_a_build_from_nothing(data: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Cache.at(tmp_path / "cache") as cache:
        pages(load(data, cache))
    made = done = 0
    for _ in range(EDITS):
        undo = change(data, chance)
        try:
            with Cache.at(tmp_path / "cache") as cache:
                site = load(data, cache)
                remembered = pages(site)
        except DataError:  # the edit made a fault: no build
            undo()
            continue
        assert remembered == pages(load(data))
        made, done = made + len(site.memo.made), done + 1
    assert done >= EDITS // 3, f"only {done} of {EDITS} edits left the data without faults"
    share = made / done / len(remembered)
    print(f"{done} edits, on average {share:.0%} of the pages made anew")
    assert 0 < share < 0.5


def test_nothing_changed_nothing_made(data: Path, tmp_path: Path) -> None:
    for expected in (True, False):
        with Cache.at(tmp_path / "cache") as cache:
            site = load(data, cache)
            pages(site)
            assert bool(site.memo.made) is expected


def test_a_changed_title_reaches_every_page_that_shows_it(data: Path, tmp_path: Path) -> None:
    with Cache.at(tmp_path / "cache") as cache:
        before = load(data, cache)
        pages(before)
    problem = next(p for p in before.kb.problems.values() if len(before.relations.addressed_by.get(p.id, ())) > 2)
    path = data / "problems" / f"{problem.id}.yaml"
    text = path.read_text(encoding="utf-8")
    assert problem.title.en in text
    path.write_text(text.replace(problem.title.en, "Quite another name", 1), encoding="utf-8")
    with Cache.at(tmp_path / "cache") as cache:
        after = pages(load(data, cache))
    for mitigation, _ in before.relations.addressed_by[problem.id]:
        assert "Quite another name" in after[f"en/mitigations/{mitigation.id}/"]["content"]
    assert after[f"en/problems/{problem.id}/"]["title"] == "Quite another name"


def test_the_style_of_links_is_part_of_what_is_remembered(data: Path, tmp_path: Path) -> None:
    with Cache.at(tmp_path / "cache") as cache:
        pages(load(data, cache))
    with Cache.at(tmp_path / "cache") as cache:
        site = Site.load(data, "file", "https://example.org/kb/", cache)
        assert pages(site) == pages(Site.load(data, "file", "https://example.org/kb/"))
