"""The house rules that no type checker knows."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "hooks" / "aigc_kb"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Data flows one way: a layer imports only from itself and from layers before it.
LAYERS = (
    ("model", "finding", "version", "collector", "identity", "clock", "disk", "output", "cache"),
    ("markup", "numerals", "schema"),
    ("load",),
    ("check",),
    ("kb", "report", "fieldguide"),
    ("relate",),
    ("strings", "strings_tools", "pages/blocks", "sitemap"),
    ("cite",),
    ("write", "pages"),
    ("navigation",),
    ("search", "explore", "crawl", "render", "stats", "pack", "publish", "changelog", "diff", "export", "redirects"),
    (
        "locks",
        "yamltree",
        "snippets",
        "format",
        "scaffold",
        "handwritten",
        "rename",
        "translate",
        "completion",
        "authoring",
        "release",
    ),
    ("memo", "watched"),
    ("shell", "site"),
    ("preview",),
    ("cli", "__main__", "__init__"),
)


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


def layer(name: str) -> int:
    for index, names in enumerate(LAYERS):
        if any(name == n or name.startswith(f"{n}/") for n in names):
            best = max((len(n), i) for i, ns in enumerate(LAYERS) for n in ns if name == n or name.startswith(f"{n}/"))
            return best[1] if best[0] else index
    raise AssertionError(f"{name} belongs to no layer: add it to LAYERS")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_data_flows_one_way(module: Path) -> None:
    here = layer(str(module.relative_to(PACKAGE).with_suffix("")).replace("/__init__", "") or "__init__")
    for name in imports(module):
        if name.startswith("aigc_kb."):
            there = name.removeprefix("aigc_kb.").replace(".", "/")
            while there and not (PACKAGE / f"{there}.py").exists() and not (PACKAGE / there).is_dir():
                there = there.rpartition("/")[0]
            if there:
                assert layer(there) <= here, f"{module.name} imports {name}, which comes later"


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


def test_no_subject_matter_in_the_code() -> None:
    """Another team points the package at its own data: nothing about AIGC is in the code."""
    words = ("hallucination", "幻觉", "OWASP", "prompt injection")
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        for word in words:
            lines = [line for line in text.splitlines() if word in line]
            examples = [line for line in lines if "bad=" in line or "good=" in line or "`" in line or '"""' in line]
            assert len(lines) == len(examples), f"{module.name}: {set(lines) - set(examples)}"
