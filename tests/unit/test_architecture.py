"""The house rules that no type checker knows."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.ours import said

PACKAGE = ROOT / "hooks" / "aigc_kb"
MODULES = sorted(PACKAGE.rglob("*.py"))

ROOMS = (
    "model",
    "system",
    "language",
    "load",
    "document",
    "check",
    "guide",
    "base",
    "pages",
    "author",
    "export",
    "site",
    "commands",
)
"""In the order in which data flows: a room imports itself and rooms before it."""

LOOSE = {"__init__", "__main__", "version"}
"""The modules that stand in no room."""


def imports(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_core_does_not_import_the_site_engine(module: Path) -> None:
    engines = {"mkdocs", "properdocs", "material", "zensical", "jinja2"}
    assert not {name.split(".")[0] for name in imports(module)} & engines


def test_yaml_is_read_in_one_place_and_written_in_one() -> None:
    """Two readers would disagree in the end on what a file says, two writers on how it looks."""
    assert [str(module.relative_to(PACKAGE)) for module in MODULES if "yaml" in imports(module)] == ["load/source.py"]


def room(module: Path) -> str:
    """The room that a module stands in, "" for a loose one."""
    parts = module.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def imported_rooms(module: Path) -> set[str]:
    """The rooms that a module names; that of `aigc_kb.version` is none."""
    names = {name.removeprefix("aigc_kb.").split(".")[0] for name in imports(module) if name.startswith("aigc_kb.")}
    return names - LOOSE


def test_every_module_stands_in_a_room() -> None:
    assert {module.stem for module in MODULES if not room(module)} == LOOSE
    assert {room(module) for module in MODULES} - {""} == set(ROOMS)


@pytest.mark.parametrize("module", [m for m in MODULES if room(m)], ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_itself_and_rooms_before_it(module: Path) -> None:
    before = ROOMS[: ROOMS.index(room(module)) + 1]
    assert imported_rooms(module) <= set(before)


def test_documents_know_no_knowledge_base() -> None:
    for module in MODULES:
        if room(module) == "document":
            assert not imported_rooms(module) & {"base", "check", "load", "guide"}, module.name


def dotted(module: Path) -> str:
    return ".".join(("aigc_kb", *module.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def test_no_circle_of_modules() -> None:
    names = {dotted(module) for module in MODULES}
    arrows: dict[str, set[str]] = {}
    for module in MODULES:
        named = imports(module) & names
        # `from aigc_kb.check import text` names the module `text`, and of its package nothing.
        packages = {name.rpartition(".")[0] for name in named}
        arrows[dotted(module)] = named - packages - {dotted(module)}
    while free := {name for name, targets in arrows.items() if not targets & arrows.keys()}:
        arrows = {name: targets for name, targets in arrows.items() if name not in free}
    assert not arrows, f"these import each other: {sorted(arrows)}"


# What writes a file or makes a folder, and what prints. `BytesIO`, a pipe or a response of a server is neither.
WRITES = {
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "unlink",
    "rename",
    "rmtree",
    "copyfile",
    "copytree",
    "rmdir",
}
PRINTS = {"print"}


def calls(module: Path) -> set[str]:
    """The last names of all functions that a module calls, and `sys.stdout` or `sys.stderr` where it names them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            found.add(getattr(node.func, "attr", getattr(node.func, "id", "")))
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"):
            found.add("print")
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_system_writes_files(module: Path) -> None:
    assert room(module) == "system" or not calls(module) & WRITES


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_commands_print(module: Path) -> None:
    assert room(module) == "commands" or not calls(module) & PRINTS


def test_each_room_says_what_it_is_and_what_it_may_touch() -> None:
    for name in ROOMS:
        docstring = ast.get_docstring(ast.parse((PACKAGE / name / "__init__.py").read_text(encoding="utf-8")))
        assert docstring, name
        assert "mport" in docstring or "Knows" in docstring, f"{name} does not say what it may touch"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_can_be_read_in_a_sitting(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_say_what_they_are(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_no_python_file_is_left_out_of_the_type_check() -> None:
    files = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["files"]
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert {path.split("/")[0] for path in listed} <= set(files)


def strings(module: Path) -> list[str]:
    """All texts in a module, its docstrings included, without the package's own name."""
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text.replace("aigc_kb", "") for text in texts]


def test_no_subject_matter_in_the_code() -> None:
    """Another team points the package at its own data: no name, address, id or title of ours is in the code, in a
    template, a script or a style. What they get by it, `tests/site/test_second_base.py` shows."""
    found = [(module.name, hit) for module in MODULES if module.stem != "version" for hit in said(strings(module))]
    frame = [file for folder in ("overrides", "docs/assets") for file in (ROOT / folder).rglob("*") if file.is_file()]
    found += [(file.name, hit) for file in frame for hit in said([file.read_text(encoding="utf-8")])]
    assert found == []
