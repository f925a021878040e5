"""Licences of what a build runs, and the bill of materials that lists it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from scripts.sbom import LOCK, VENDORED, bill, licence, locked, main, runtime, vendored

from aigc_kb.version import __version__
from tests.conftest import ROOT

# Permissive, or with a copyleft that ends at the file (MPL-2.0). Anything else is for people to decide.
ALLOWED = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "MPL-2.0", "0BSD", "Unlicense"}

# Tools of development are not given out; one is under the two-clause licence with a sentence on views.
ALLOWED_FOR_TOOLS = ALLOWED | {"BSD-2-Clause-Views"}

PACKAGES = list(locked(LOCK.read_text(encoding="utf-8")))
RUNTIME = runtime(PACKAGES)


def test_the_lock_pins_hashes_for_every_package() -> None:
    assert len(PACKAGES) > 40
    assert [package.name for package in PACKAGES if not package.hashes] == []


def test_a_build_needs_few_packages() -> None:
    """More is a decision, not an accident."""
    assert len(RUNTIME) <= 32, sorted(RUNTIME)


@pytest.mark.parametrize("name", sorted(RUNTIME))
def test_the_licence_of_a_runtime_dependency_is_allowed(name: str) -> None:
    found = licence(name)
    if found is None:
        markers = [package.marker for package in PACKAGES if package.name == name]
        assert all(markers), f"{name} is locked but not installed"
        pytest.skip(f"{name} is for another platform")
    assert permits(found, ALLOWED), f"{name}: {found}"


def permits(expression: str, allowed: set[str]) -> bool:
    """Of alternatives one must be allowed, of a conjunction every part."""
    return any(set(part.strip("() ").split(" AND ")) <= allowed for part in expression.split(" OR "))


def test_the_licence_of_every_tool_is_known_and_allowed() -> None:
    found = {package.name: licence(package.name) for package in PACKAGES}
    assert {name: text for name, text in found.items() if text and not permits(text, ALLOWED_FOR_TOOLS)} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_architecture_page_says_what_every_tool_is_for(lang: str) -> None:
    text = (ROOT / "docs" / lang / "architecture" / "index.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = {re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in (*extras["dev"], *extras["interop"])}
    reasons = dict(re.findall(r"^\| ([a-z0-9, *-]+) \| ([^|]+) \|$", text, re.MULTILINE))
    listed = {name for names in reasons for name in names.split(", ")}
    assert {name for name in named if name not in listed and not name.startswith("types-")} == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_architecture_page_lists_every_runtime_dependency_with_its_licence(lang: str) -> None:
    text = (ROOT / "docs" / lang / "architecture" / "index.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([a-z0-9-]+) \|.*\| ([A-Za-z0-9. -]+) \|$", text, re.MULTILINE))
    assert {name for name in RUNTIME if name not in rows} == set()
    wrong = {name: (rows[name], found) for name in RUNTIME if (found := licence(name)) and found != rows[name]}
    assert wrong == {}


@pytest.fixture(scope="module")
def materials() -> dict[str, Any]:
    return bill()


def test_the_bill_of_materials_names_every_package_and_vendored_file(materials: dict[str, Any]) -> None:
    names = {component["name"] for component in materials["components"]}
    assert {package.name for package in PACKAGES} <= names
    assert {f"docs/assets/vendor/{row.file}" for row in vendored(VENDORED.read_text(encoding="utf-8"))} <= names
    refs = {component["bom-ref"] for component in materials["components"]}
    assert len(refs) == len(materials["components"])
    for entry in materials["dependencies"]:
        assert set(entry["dependsOn"]) <= refs
    required = {c["name"] for c in materials["components"] if c["scope"] == "required" and c["type"] == "library"}
    assert required == RUNTIME


def test_the_bill_of_materials_keeps_the_schema_of_cyclonedx(materials: dict[str, Any]) -> None:
    """By the format's own library, which brings the schema along; what it says is read back as the same packages."""
    text = json.dumps(materials)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    wrong = text.replace('"bomFormat": "CycloneDX"', '"bomFormat": "Cyclone"')
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(wrong) is not None, "the validator can fail"
    read: Any = Bom.from_json(json.loads(text))  # type: ignore[attr-defined]
    assert {str(c.purl) for c in read.components if c.type.value == "library"} == {p.purl for p in PACKAGES}


def test_the_bill_of_materials_is_written_by_make_sbom(tmp_path: Path) -> None:
    main(str(tmp_path))
    written = list(tmp_path.iterdir())
    assert [file.name for file in written] == [f"aigc-kb-{__version__}.cdx.json"]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written[0].read_text(encoding="utf-8")) is None


def test_the_bill_of_materials_is_the_same_each_time(materials: dict[str, Any]) -> None:
    assert json.dumps(bill()) == json.dumps(materials)


def test_the_bill_of_materials_says_who_needs_what_under_which_licence(materials: dict[str, Any]) -> None:
    components = {component["bom-ref"]: component for component in materials["components"]}
    needs = {entry["ref"]: entry["dependsOn"] for entry in materials["dependencies"]}
    assert materials["metadata"]["component"]["version"] == __version__
    for package in PACKAGES:
        component = components[package.purl]
        (place,) = component["externalReferences"]
        assert {digest["content"] for digest in place["hashes"]} == set(package.hashes)
        if found := licence(package.name):
            assert component["licenses"] == [{"expression": found}]
        markers = [row["value"] for row in component.get("properties", ())]
        assert markers == ([package.marker] if package.marker else [])
    asked_for = {ref for ref in needs[materials["metadata"]["component"]["bom-ref"]] if ref in components}
    assert {components[ref]["name"] for ref in asked_for} >= {"mkdocs", "shtab"}
    assert any("markupsafe" in ref for ref in needs[next(ref for ref in components if "/jinja2@" in ref)])
