"""File names that a stranger chooses: case, Unicode form, look-alikes, traversal, links, bytes that are no text."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aigc_kb import check
from aigc_kb.commands.main import main
from aigc_kb.load.store import ENTRY_FOLDERS, FOLDERS, load_store
from aigc_kb.model.fields import ID_PATTERN, ListOf, Obj, Str, specs
from aigc_kb.model.registers import Areas
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "minimal" / "data"
PROBLEM = (EXAMPLE / "problems" / "close-passes.yaml").read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    target = tmp_path / "data"
    shutil.copytree(EXAMPLE, target)
    return target


def found(home: Path, file: str) -> set[tuple[str, int]]:
    """Code and line of what is said about one file."""
    findings = check.run(load_store(home, shown="data"))
    return {(f.code, f.place.line) for f in findings if f.place.path == f"data/{file}"}


def add(home: Path, file: str, key: str) -> None:
    """A second problem under any file name, whose text says that it has the id `key`."""
    (home / file).write_text(PROBLEM.replace("id: close-passes", f'id: "{key}"', 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("Close-Passes", "close-passes", {("KB301", 1), ("KB302", 1)}),  # one file on a Mac, two on Linux
        ("Close-passes", "Close-passes", {("KB206", 1), ("KB302", 1)}),
        ("CLOSE-PASSES", "near-passes", {("KB301", 1), ("KB302", 1)}),
        ("close-pass\u00e9s", "close-pass\u00e9s", {("KB206", 1)}),  # composed: NFC
        ("close-passe\u0301s", "close-passe\u0301s", {("KB206", 1)}),  # decomposed: NFD
        ("cafe\u0301", "cafe", {("KB301", 1)}),
        ("close-p\u0430sses", "close-p\u0430sses", {("KB206", 1)}),  # a Cyrillic letter
        ("close-p\u0430sses", "close-passes-x", {("KB301", 1)}),
        ("\uff43lose-passes", "close-passes-x", {("KB301", 1)}),  # a full-width letter
        ("closepasses", "closepasses", {("KB303", 1)}),
        ("close--passes", "close--passes", {("KB206", 1)}),
        ("close-passes ", "close-passes", {("KB301", 1)}),
        ("..", "..", {("KB206", 1)}),
        ("-rf", "-rf", {("KB206", 1)}),
        ("a;reboot", "a;reboot", {("KB206", 1)}),
    ],
)
def test_a_name_that_could_be_taken_for_another_is_refused(
    home: Path, name: str, key: str, expected: set[tuple[str, int]]
) -> None:
    file = f"problems/{name}.yaml"
    add(home, file, key)
    assert expected <= found(home, file)


def test_case_decides_between_no_two_entries_of_any_type(home: Path) -> None:
    add(home, "mitigations/Close-passes.yaml", "close-passes")
    assert "KB302" in {code for code, _ in found(home, "mitigations/Close-passes.yaml")}


def test_two_unicode_forms_of_one_name_are_both_refused(home: Path) -> None:
    """On disks that normalise they would be one file."""
    for name in ("pass\u00e9", "passe\u0301"):
        add(home, f"problems/{name}.yaml", "passe")
    for name in ("pass\u00e9", "passe\u0301"):
        assert ("KB301", 1) in found(home, f"problems/{name}.yaml")


def id_fields(cls: type[Any]) -> Iterator[tuple[str, Any]]:
    """Fields called `id` of a class and of what it lists."""
    for spec in specs(cls):
        kind = spec.kind
        if spec.key == "id":
            yield cls.__name__, kind
        if isinstance(kind, ListOf) and isinstance(kind.item, Obj):
            yield from id_fields(kind.item.cls)


def test_every_id_that_becomes_a_file_or_an_address_keeps_the_one_pattern() -> None:
    kinds = [found for cls in (*FOLDERS.values(), Areas) for found in id_fields(cls) if found[0] != "Item"]
    assert len(kinds) >= len(FOLDERS) + 1
    for name, kind in kinds:
        assert isinstance(kind, Str), name
        assert kind.pattern == ID_PATTERN, name


@pytest.mark.parametrize(
    "bad", ["../x", "a/b", "a\\b", "a.b", ".a", "A", "a\u0301", "\u0430", "a\n", "", "a b", "a%2f"]
)
def test_the_pattern_leaves_no_way_out_of_a_folder(bad: str) -> None:
    assert re.fullmatch(ID_PATTERN, bad) is None


@pytest.mark.parametrize("folder", ["problems", "mitigations"])
@pytest.mark.parametrize("former", ["../../index", "/etc/passwd", "Hallucination", "p\u0430th", "a.b"])
def test_a_former_id_writes_no_page_outside_its_folder(home: Path, folder: str, former: str) -> None:
    file = next((home / folder).glob("*.yaml"))
    text = file.read_text(encoding="utf-8")
    line = text[: text.index("former_ids:")].count("\n") + 1
    file.write_text(text.replace("former_ids: []", f'former_ids: ["{former}"]'), encoding="utf-8")
    assert ("KB206", line) in found(home, f"{folder}/{file.name}")


@pytest.mark.parametrize("where", ["problems", "mitigations", "."])
@pytest.mark.parametrize("leads_to", ["file", "folder", "nowhere", "itself"])
def test_a_link_is_refused_and_never_followed(home: Path, tmp_path: Path, where: str, leads_to: str) -> None:
    link = home / where / "linked.yaml"
    outside = tmp_path / "outside"
    if leads_to == "file":
        outside.write_text(PROBLEM, encoding="utf-8")
    elif leads_to == "folder":
        outside.mkdir()
    link.symlink_to(link.name if leads_to == "itself" else outside)
    file = "linked.yaml" if where == "." else f"{where}/linked.yaml"
    assert found(home, file) == {("KB111", 1)}
    assert "linked" not in load_store(home).ids.get(where, {})


def test_a_folder_that_is_a_link_is_refused_with_all_that_is_in_it(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(home / "problems", elsewhere)
    (home / "problems").symlink_to(elsewhere)
    assert found(home, "problems") == {("KB111", 1)}
    assert load_store(home).problems == {}


def test_a_pipe_does_not_hang_the_loader(home: Path) -> None:
    for name in ("problems/pipe.yaml", "areas.yaml"):
        (home / name).unlink(missing_ok=True)
        os.mkfifo(home / name)
    codes = {f.place.path.rpartition("/")[2]: f.code for f in load_store(home).findings}
    assert codes["pipe.yaml"] == "KB111"
    assert codes["areas.yaml"] == "KB112"


HOSTILE = [
    b"\xff\xfe.yaml",  # no text in any encoding we read
    b"a\nerror: all is well.yaml",
    b"x\n::error file=README.md::forged.yaml",
    b"\x1b]0;owned\x07\x1b[2J.yaml",
    "\u202elmay.yaml".encode(),
    b"##[add-mask]secret.yaml",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", ["text", "full", "json", "github", "sarif"])
def test_a_hostile_file_name_is_reported_without_a_traceback_and_without_effect(
    home: Path, name: bytes, form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = os.path.join(os.fsencode(home), b"problems", name)  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"id: x\n")
    assert main(["check", "--data", str(home), "--format", form, "--lang", "en"]) == 1
    out = capfdbinary.readouterr().out
    text = out.decode("utf-8")
    assert "\x1b" not in text
    lines = text.splitlines()
    if form == "github":
        assert all(line.startswith("::error file=") for line in lines)
        assert len([line for line in lines if "README.md" in line and "file=README.md," in line]) == 0
    else:
        assert not [line for line in lines if line.lstrip().startswith("::")]
    if form in ("text", "full"):
        assert "\u202e" not in text
        assert "##[" not in text
        assert not [line for line in lines if line.startswith("error:")]


def test_former_ids_of_every_type_keep_the_pattern() -> None:
    for folder in ENTRY_FOLDERS:
        kind = next(spec.kind for spec in specs(FOLDERS[folder]) if spec.key == "former_ids")
        assert isinstance(kind, ListOf)
        assert isinstance(kind.item, Str)
        assert kind.item.pattern == ID_PATTERN
