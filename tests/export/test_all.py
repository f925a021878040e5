"""What holds for every export."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from aigc_kb.commands.main import main
from aigc_kb.export import CHECKSUMS, FORMATS, Edition, Export, make, write
from aigc_kb.model.text import LANGS
from aigc_kb.system.files import Output
from tests.conftest import DATA, ROOT
from tests.export.conftest import URL


def test_the_same_data_gives_the_same_bytes(edition: Edition, files: dict[str, Export]) -> None:
    again = make(edition.kb, edition.relations, URL)
    assert [(f.path, f.sha256) for f in again] == [(f.path, f.sha256) for f in files.values()]


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
    files = make(edition.kb, edition.relations, URL)
    listed = write(files, Output(tmp_path))
    assert [(x.path, x.sha256) for x in listed] == [(f.path, f.sha256) for f in files if f.listed]
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()} == {f.path for f in files}
    for file in files[:: max(1, len(files) // 50)]:
        assert hashlib.sha256((tmp_path / file.path).read_bytes()).hexdigest() == file.sha256


def test_checksums_cover_every_download(files: dict[str, Export]) -> None:
    lines = files[CHECKSUMS].data.decode().splitlines()
    found = {name: digest for digest, name in (line.split("  ") for line in lines)}
    downloads = {path for path in files if path.startswith("downloads/") and path != CHECKSUMS}
    assert {f"downloads/{name}" for name in found} == downloads
    assert all(files[f"downloads/{name}"].sha256 == digest for name, digest in found.items())


def test_every_link_into_the_site_leads_somewhere_whatever_the_format(
    edition: Edition, files: dict[str, Export]
) -> None:
    """Addresses of ours, as they stand in any text file, are those of pages or of other files."""
    pages = {f"{page.lang}/{page.path}" for page in [page for lang in LANGS for page in edition.pages(lang)]} | {""}
    hand_written = {path.parent.relative_to(ROOT / "docs").as_posix() + "/" for path in ROOT.glob("docs/??/*/index.md")}
    listed = {f"{lang}/downloads/" for lang in LANGS}
    address = re.compile(re.escape(URL) + r"([^\s\"'<>()\[\]{}\\|`,;*]*)")
    checked, dead = set(), {}
    for file in files.values():
        if file.format == "xlsx":
            continue
        for link in set(address.findall(file.data.decode())):
            target = link.partition("#")[0].rstrip(".")
            checked.add(target)
            # The prefixes of compact names end where a name begins; families of addresses have a placeholder.
            family = target.endswith("/") and any(path.startswith(target) for path in files)
            if not (target in files or target in pages | hand_written | listed or family or target == "api/v1"):
                dead[target] = file.path
    assert dead == {}
    assert len(checked) > 1_000


def test_an_unknown_format_is_an_error(edition: Edition) -> None:
    with pytest.raises(KeyError, match="docx"):
        make(edition.kb, edition.relations, URL, formats=["docx"])


@pytest.mark.parametrize("name", ["sssom", "csv"])
def test_the_command_writes_one_format(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", name, str(tmp_path), "--data", str(DATA), "--lang", "en"]) == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == {"sssom": 1, "csv": 7}[name]
    assert f"wrote {len(written)} files" in capsys.readouterr().err
