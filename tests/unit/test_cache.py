"""The cache is a shortcut: whatever happens to its file, a value is right or absent, and the run goes on."""

from __future__ import annotations

import pickle
import random
import re
import shutil
from pathlib import Path

import pytest

from aigc_kb import load
from aigc_kb.commands.main import main
from aigc_kb.load.known import Known
from aigc_kb.load.source import Source
from aigc_kb.load.store import load_store
from aigc_kb.model.registers import Reference
from aigc_kb.system.cache import RUNS_KEPT, Cache
from tests.conftest import DATA, ROOT

VALUES = {f"unit {n}": bytes([n]) * (1 + n * 997) for n in range(60)}


def filled(folder: Path) -> Path:
    with Cache.at(folder) as cache:
        for key, value in VALUES.items():
            cache.put(key, value)
    (file,) = [path for path in folder.iterdir() if path.suffix == ".sqlite"]
    return file


def test_values_come_back_in_a_later_run(tmp_path: Path) -> None:
    filled(tmp_path)
    with Cache.at(tmp_path) as cache:
        assert {key: cache.get(key) for key in VALUES} == VALUES
        assert cache.get("another unit") is None
        assert (cache.hits, cache.misses) == (len(VALUES), 1)


def test_a_value_is_there_before_it_is_written(tmp_path: Path) -> None:
    with Cache.at(tmp_path) as cache:
        cache.put("unit", b"new")
        assert cache.get("unit") == b"new"


def test_no_folder_no_cache() -> None:
    with Cache.at(None) as cache:
        cache.put("unit", b"value")
        assert cache.get("unit") is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Cache.at(tmp_path / "file" / "cache") as cache:
        cache.put("unit", b"value")
        assert cache.get("unit") is None


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_gives_right_values_or_none(tmp_path: Path, seed: int) -> None:
    file = filled(tmp_path)
    chance = random.Random(seed)
    data = bytearray(file.read_bytes())
    if seed % 4 == 0:
        del data[chance.randrange(len(data)) :]
    else:
        for _ in range(chance.choice([1, 20, 2000])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    for _ in range(2):  # the second time after whatever the first one did about it
        with Cache.at(tmp_path) as cache:
            for key, value in VALUES.items():
                assert cache.get(key) in (None, value)
            cache.put("after", b"damage")
    with Cache.at(tmp_path) as cache:
        assert cache.get("after") in (None, b"damage")


def test_garbage_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").write_bytes(b"no database at all " * 1000)
    filled(tmp_path)
    with Cache.at(tmp_path) as cache:
        assert cache.get("unit 3") == VALUES["unit 3"]


def test_a_changed_value_is_not_believed(tmp_path: Path) -> None:
    import sqlite3

    file = filled(tmp_path)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET value = value || x'00'")
    database.close()
    with Cache.at(tmp_path) as cache:
        assert {cache.get(key) for key in VALUES} == {None}


def test_two_runs_at_once_do_not_wait_for_each_other(tmp_path: Path) -> None:
    filled(tmp_path)
    with Cache.at(tmp_path) as one, Cache.at(tmp_path) as two:
        one.put("from one", b"1")
        two.put("from two", b"2")
        assert one.get("unit 5") == two.get("unit 5") == VALUES["unit 5"]
    with Cache.at(tmp_path) as cache:
        assert cache.get("from one") in (b"1", None)
        assert cache.get("unit 7") == VALUES["unit 7"]


def test_what_nobody_asks_for_is_removed(tmp_path: Path) -> None:
    filled(tmp_path)
    for _ in range(RUNS_KEPT + 1):
        with Cache.at(tmp_path) as cache:
            cache.get("unit 1")
    with Cache.at(tmp_path) as cache:
        assert cache.get("unit 1") == VALUES["unit 1"]
        assert cache.get("unit 2") is None


# -- the data through the cache -----------------------------------------------------------------------------------------


def test_files_known_to_be_good_load_as_they_were(tmp_path: Path) -> None:
    plain = load(DATA)
    for _ in range(2):
        with Cache.at(tmp_path) as cache:
            kept = load(DATA, cache=cache)
        assert kept == plain
    assert cache.misses == 0
    assert cache.hits > 200


def test_an_unparsed_file_still_knows_its_places(tmp_path: Path) -> None:
    with Cache.at(tmp_path) as cache:
        load(DATA, cache=cache)
    with Cache.at(tmp_path) as cache:
        kept, plain = load_store(DATA, cache=cache), load_store(DATA)
    assert len(kept.passed) > 200
    for key, item in list(plain.problems.items())[:5]:
        assert kept.problems[key].place("facts", 0, "claim", "en") == item.place("facts", 0, "claim", "en")


def test_a_check_that_remembers_says_what_one_from_nothing_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With hints, and after a file that was good has got a fault of its own and one towards other files."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "examples" / "minimal" / "data", data)

    def said(*, cache: bool) -> tuple[int, str]:
        monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache") if cache else "")
        code = main(["check", "--data", str(data), "--hints", "--format", "text", "--lang", "en"])
        return code, capsys.readouterr().out

    first = said(cache=True)
    assert first == said(cache=True) == said(cache=False)
    problem = next((data / "problems").glob("*.yaml"))
    text = problem.read_text(encoding="utf-8")
    problem.write_text(
        re.sub(r"(?m)^  en: .*", '  en: "<b>A title</b> [@nobody-2020]"', text, count=1), encoding="utf-8"
    )
    spoilt = said(cache=False)
    assert spoilt[0] == 1
    assert {"KB401", "KB404"} <= set(re.findall(r"KB\d{3}", spoilt[1]))
    assert said(cache=True) == said(cache=True) == spoilt


def test_a_cache_that_somebody_filled_runs_nothing(tmp_path: Path) -> None:
    """A pickle can name any function; only the model's classes are looked up."""
    called = tmp_path / "called"

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, (str(called),))

    with Cache.at(tmp_path / "cache") as cache:
        known = Known(cache, "words")
        source = Source("x.yaml", "id: x")
        known.keep("references", "x", source, Evil())
        assert known.value("references", "x", source, Reference) is None
        cache.put(f"file/words/references/y/{source.digest}", pickle.dumps(ROOT))
        assert known.value("references", "y", source, Reference) is None
    assert not called.exists()
