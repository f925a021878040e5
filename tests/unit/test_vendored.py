"""Third-party files in the repository are what their record says."""

from __future__ import annotations

import hashlib

from scripts.sbom import VENDORED, vendored

FOLDER = VENDORED.parent
ROWS = {row.file: row for row in vendored(VENDORED.read_text(encoding="utf-8"))}


def test_every_vendored_file_has_a_row_and_every_row_a_file() -> None:
    assert {path.name for path in FOLDER.iterdir()} - {VENDORED.name} == set(ROWS)


def test_every_file_has_the_checksum_of_its_row() -> None:
    found = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in ROWS}
    assert found == {name: row.sha256 for name, row in ROWS.items()}


def test_scripts_carry_their_version_and_bring_their_licence() -> None:
    for row in ROWS.values():
        if row.file.endswith(".js"):
            assert row.version in row.file
            assert f"{row.package}-LICENSE.txt" in ROWS
