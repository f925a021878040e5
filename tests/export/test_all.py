"""What holds for every export."""

from __future__ import annotations

import argparse
import hashlib
import time
from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.export import CHECKSUMS, FORMATS, Edition, Export, export_all, make
from aigc_kb.export.command import add_export_command
from aigc_kb.load.store import load_store
from aigc_kb.pages.build import all_pages
from aigc_kb.write.html import HtmlWriter
from tests.conftest import DATA
from tests.export.conftest import URL


def test_the_same_data_gives_the_same_bytes(edition: Edition, files: dict[str, Export]) -> None:
    again = make(edition.kb, edition.relations, URL)
    assert [(f.path, f.sha256) for f in again] == [(f.path, f.sha256) for f in files.values()]


def test_pages_that_are_built_already_are_not_built_again(
    edition: Edition, files: dict[str, Export], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = edition.pages

    def built_again(*arguments: object) -> None:
        raise AssertionError("the pages were given")

    monkeypatch.setattr("aigc_kb.export.edition.all_pages", built_again)
    given = make(edition.kb, edition.relations, URL, pages=pages)
    assert [(f.path, f.sha256) for f in given] == [(f.path, f.sha256) for f in files.values()]


def test_no_two_files_share_a_path(edition: Edition) -> None:
    paths = [file.path for file in make(edition.kb, edition.relations, URL)]
    assert len(set(paths)) == len(paths)


def test_every_format_has_files_and_every_listed_file_a_label(files: dict[str, Export]) -> None:
    assert {file.format for file in files.values()} == {*FORMATS, "checksums"}
    for file in files.values():
        assert file.label.zh, file.path
        assert file.label.en, file.path
        assert file.size > 0, file.path


def test_files_are_written_where_they_say(edition: Edition, tmp_path: Path) -> None:
    files = export_all(edition.kb, edition.relations, tmp_path, URL)
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()} == {f.path for f in files}
    for file in files[:: max(1, len(files) // 50)]:
        assert hashlib.sha256((tmp_path / file.path).read_bytes()).hexdigest() == file.sha256


def test_checksums_cover_every_download(files: dict[str, Export]) -> None:
    lines = files[CHECKSUMS].data.decode().splitlines()
    found = {name: digest for digest, name in (line.split("  ") for line in lines)}
    downloads = {path for path in files if path.startswith("downloads/") and path != CHECKSUMS}
    assert {f"downloads/{name}" for name in found} == downloads
    assert all(files[f"downloads/{name}"].sha256 == digest for name, digest in found.items())


def test_an_unknown_format_is_an_error(edition: Edition) -> None:
    with pytest.raises(KeyError, match="docx"):
        make(edition.kb, edition.relations, URL, formats=["docx"])


@pytest.mark.parametrize("name", ["sssom", "csv"])
def test_the_command_writes_one_format(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", default=str(DATA))
    add_export_command(parser.add_subparsers(), common)
    arguments = parser.parse_args(["export", name, str(tmp_path)])
    assert arguments.run(arguments, "en") == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == {"sssom": 1, "csv": 4}[name]
    assert f"wrote {len(written)} files" in capsys.readouterr().err


def test_exports_cost_a_fraction_of_a_build(edition: Edition) -> None:
    """The site's build loads, checks, builds and writes pages twice over; the exports must stay well below that.

    A ratio of processor times in one process, so that a slow machine changes nothing.
    """

    def build() -> None:
        check.run(load_store(DATA))
        pages = tuple(all_pages(edition.kb, edition.relations))
        from aigc_kb.pages.build import names

        known = names(edition.kb)
        for page in pages:
            HtmlWriter(page, known).write()

    def cost(work: object) -> float:
        assert callable(work)
        start = time.process_time()
        work()
        return time.process_time() - start

    pages = tuple(all_pages(edition.kb, edition.relations))
    ours = min(cost(lambda: make(edition.kb, edition.relations, URL, pages=pages)) for _ in range(2))
    core = cost(build)
    print(f"exports {ours:.2f} s, core of the build {core:.2f} s: {ours / core:.0%}")
    # The engine and its theme take as long again as the core measured here; hence half of it is a quarter of a build.
    assert ours <= 0.5 * core
