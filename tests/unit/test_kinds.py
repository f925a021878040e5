"""The table of entry kinds is the only one: what repeats it, and what it must agree with."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aigc_kb.language.interface import UI
from aigc_kb.load.item import Item
from aigc_kb.load.source import Source
from aigc_kb.load.store import FOLDERS, Store
from aigc_kb.model import kinds
from aigc_kb.model.fields import EntryRef, Kind, ListOf, Obj, specs
from aigc_kb.model.files import DATA_FILES, class_of
from aigc_kb.model.kinds import BY_NAME, ENTRIES, KINDS, EntryKind, kind_of
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.model.versions import COUNTED, Version
from aigc_kb.pages import build
from aigc_kb.pages.build import _BUILDERS, INDEX_PATHS
from aigc_kb.pages.study import studies_index
from tests.conftest import DATA, ROOT
from tests.unit.test_architecture import MODULES, PACKAGE

ENTRY_FIELDS = {
    "id",
    "status",
    "title",
    "aliases",
    "summary",
    "created",
    "updated",
    "reviewed",
    "review_by",
    "former_ids",
    "changes",
    "i18n",
}


def kinds_within(kind: Kind) -> Iterator[Kind]:
    yield kind
    if isinstance(kind, ListOf):
        yield from kinds_within(kind.item)
    elif isinstance(kind, Obj):
        for spec in specs(kind.cls):
            yield from kinds_within(spec.kind)


@pytest.mark.parametrize("attribute", ["name", "folder", "cls"])
def test_no_two_kinds_are_called_the_same(attribute: str) -> None:
    assert len({getattr(kind, attribute) for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_is_known_by_the_id_that_is_its_file_name(kind: EntryKind) -> None:
    assert kind.has("id")
    assert class_of(f"{kind.folder}/some-id.yaml") is kind.cls


@pytest.mark.parametrize("kind", ENTRIES, ids=lambda kind: kind.name)
def test_what_readers_cite_has_a_title_a_status_dates_and_a_page(kind: EntryKind) -> None:
    assert {spec.key for spec in specs(kind.cls)} >= ENTRY_FIELDS
    assert kind.page
    assert kind.started


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.page], ids=lambda kind: kind.name)
def test_a_page_has_a_builder_and_stands_below_an_index_page(kind: EntryKind) -> None:
    assert kind.cls in _BUILDERS
    assert f"{kind.folder}/" in INDEX_PATHS
    assert kind.folder in UI


def test_references_between_entries_name_kinds_of_the_table() -> None:
    named = [
        name
        for file in DATA_FILES
        for kind in kinds_within(Obj(file.cls))
        if isinstance(kind, EntryRef)
        for name in kind.types
    ]
    assert len(named) > 10
    assert set(named) <= set(BY_NAME)


def test_a_store_holds_every_kind_by_folder_and_by_class() -> None:
    store = Store(DATA)
    for kind in KINDS:
        item = store.folder(kind.folder)["x"] = Item(kind, Source("x.yaml", ""))
        assert store.of(kind.cls) == {"x": item}
    assert list(store.folders) == list(FOLDERS)


def test_the_kind_of_a_value_is_that_of_its_class() -> None:
    @dataclasses.dataclass
    class Other:
        id: str

    with pytest.raises(KeyError):
        kind_of(Other("x"))


def tables(tree: ast.AST) -> Iterator[int]:
    """The lines of literals (tuples, lists, sets, dictionaries) that name four kinds or folders of the table."""
    words = {kind.name for kind in KINDS} | {kind.folder for kind in KINDS} | {kind.cls.__name__ for kind in KINDS}
    for node in ast.walk(tree):
        parts: list[Any] = []
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            parts = list(node.elts)
        elif isinstance(node, ast.Dict):
            parts = [*node.keys, *node.values]
        names = {str(getattr(part, "value", getattr(part, "id", ""))) for part in parts}
        if len(names & words) > 3:
            yield getattr(node, "lineno", 0)


def test_no_module_has_a_table_of_its_own() -> None:
    """A list that names the kinds one by one would have to be found, and extended, for each new kind."""
    wanted = {
        "language/interface.py",  # words of the interface, by their names
        "site/navigation.py",  # the order of pages, hand-written ones among them
        "pages/build.py",  # the builders of pages
    }
    found = {
        f"{module.relative_to(PACKAGE)}:{line}"
        for module in MODULES
        if str(module.relative_to(PACKAGE)) not in wanted
        for line in tables(ast.parse(module.read_text(encoding="utf-8")))
    }
    assert not found, f"in {ROOT.name}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_architecture_page_names_what_a_kind_costs(lang: Lang) -> None:
    """Class, row and builders are where the page says; what the page says follows the table knows no kind by name."""
    text = (ROOT / "docs" / lang / "architecture" / "index.md").read_text(encoding="utf-8")
    section = text.partition("{#new-kind}")[2].partition("\n## ")[0]
    study = BY_NAME["study"]
    modules = {inspect.getfile(thing) for thing in (study.cls, kinds, _BUILDERS[study.cls], studies_index, build)}
    named = {str(PACKAGE / path) for path in re.findall(r"`([a-z_/]+\.py)`", section)}
    assert modules <= named
    assert all(Path(path).is_file() for path in named)


PLUMBING = (
    "load",
    "guide",
    "author/diff.py",
    "author/format.py",
    "author/release.py",
    "author/rename.py",
    "commands",
    "export/api.py",
    "export/endpoints.py",
    "export/openapi.py",
)


def test_what_follows_the_table_knows_no_study() -> None:
    """Else a new kind would cost a line there as well."""
    for module in MODULES:
        if str(module.relative_to(PACKAGE)).startswith(PLUMBING):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            names = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(tree)}
            assert not {name for name in names if "stud" in name.lower()}, module


def test_what_a_version_counts_has_a_field_in_it() -> None:
    assert {spec.key for spec in specs(Version)} >= set(COUNTED)
