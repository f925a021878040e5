"""Writes the bill of materials: every locked Python package and every vendored file, as CycloneDX 1.6 JSON.

    .venv/bin/python scripts/sbom.py dist

cyclonedx-py makes it from the lock file: names, versions, hashes. Added here is what it cannot read there: which
package needs which and on which system (the lock file's comments and markers), what is for development only (pyproject.toml),
licences (the installed packages' metadata), and the files in docs/assets/vendor/VENDORED.md. The same inputs give the
same bytes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from aigc_kb.version import __version__

ROOT: Final = Path(__file__).parent.parent
LOCK: Final = ROOT / "requirements.lock"
PROJECT: Final = ROOT / "pyproject.toml"
VENDORED: Final = ROOT / "docs" / "assets" / "vendor" / "VENDORED.md"
NAME: Final = "aigc-kb"

# Metadata from before SPDX expressions.
SPDX: Final = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
# How the text of a licence begins, for packages whose metadata say nothing.
_TEXTS: Final = {"MIT License": "MIT", "Apache License Version 2.0": "Apache-2.0"}

_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)(?: ; ([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Package:
    """A pinned package. `needed_by` names the packages that need it; the project itself is among them."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its address as a Package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Vendored:
    """A file that was copied in unchanged."""

    file: str
    package: str
    version: str
    licence: str
    sha256: str


def locked(text: str) -> Iterator[Package]:
    """The packages of a lock file as uv and pip-tools write it."""
    name = version = marker = ""
    hashes: list[str] = []
    owners: list[str] = []
    for line in [*text.splitlines(), "end==0"]:
        if pin := _PIN.match(line):
            if name:
                yield Package(name, version, marker, tuple(sorted(hashes)), tuple(owners))
            name, version, marker = pin[1], pin[2], pin[3] or ""
            hashes, owners = [], []
        elif found := _HASH.search(line):
            hashes.append(found[1])
        elif (comment := re.match(r"^ +# +(?:via +)?([A-Za-z0-9._-]+)(?: \(.*\))?$", line)) and comment[1] != "via":
            owners.append(normalized(comment[1]))


def vendored(text: str) -> Iterator[Vendored]:
    """The rows of VENDORED.md."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 6 and re.fullmatch(r"[0-9a-f]{64}", cells[5]):
            yield Vendored(cells[0], cells[1], cells[2], cells[3], cells[5])


def licence(name: str) -> str | None:
    """The licence of an installed package as an SPDX expression; None where it is not installed."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    info = distribution.metadata
    if expression := info.json.get("license_expression"):
        return str(expression)
    stated = str(info.json.get("license", ""))
    if stated in SPDX:
        return SPDX[stated]
    if re.fullmatch(r"[A-Z][A-Za-z0-9.+-]*[0-9A-Z]", stated) and stated != "UNKNOWN":
        return stated
    for classifier in info.get_all("Classifier", []):
        if classifier.startswith("License ::") and (known := SPDX.get(classifier.rpartition(" :: ")[2])):
            return known
    for file in distribution.files or ():
        if file.name.startswith("LICENSE"):
            begin = " ".join(file.read_text().split()[:10])
            if known := next((known for words, known in _TEXTS.items() if begin.startswith(words)), None):
                return known
    return stated or "NOASSERTION"


def normalized(name: str) -> str:
    """A package's name as registries and lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def runtime(packages: list[Package]) -> set[str]:
    """The names of the packages that a build needs; the rest are for development."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    needed = {normalized(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]) for line in project["dependencies"]}
    while more := {p.name for p in packages if needed & set(p.needed_by)} - needed:
        needed |= more
    return needed


def bill() -> dict[str, Any]:
    """The bill of materials. Raises CalledProcessError if cyclonedx-py fails."""
    packages = {package.purl: package for package in locked(LOCK.read_text(encoding="utf-8"))}
    needed = runtime(list(packages.values()))
    made = _from_lock_file()
    for component in made["components"]:
        package = packages[component["purl"]]
        component |= _added(package, needed=package.name in needed)
        del component["description"]  # the lines of the lock file, with all the hashes once more
    files = list(vendored(VENDORED.read_text(encoding="utf-8")))
    made["components"] += [_file(file) for file in files]
    root = f"pkg:generic/{NAME}@{__version__}"
    made["metadata"]["component"] |= {"bom-ref": root, "version": __version__}
    made["dependencies"] = _dependencies(root, list(packages.values()), files)
    return made


def _from_lock_file() -> dict[str, Any]:
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(LOCK), "--pyproject", str(PROJECT)]
    command += ["--spec-version", "1.6", "--output-format", "JSON", "--output-reproducible"]
    run = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own command
    made: dict[str, Any] = json.loads(run.stdout)
    return made


def _added(package: Package, *, needed: bool) -> dict[str, Any]:
    """What a package's component has besides name, version and hashes. It is known by its address, not by its line."""
    out: dict[str, Any] = {"bom-ref": package.purl, "scope": "required" if needed else "excluded"}
    if (found := licence(package.name)) and found != "NOASSERTION":
        out["licenses"] = [{"expression": found}]
    if package.marker:
        out["properties"] = [{"name": "cdx:python:package:marker", "value": package.marker}]
    return out


def _dependencies(root: str, packages: list[Package], files: list[Vendored]) -> list[dict[str, Any]]:
    """What each package needs, and what the project itself does."""
    needs: dict[str, set[str]] = {root: {f"vendored:{file.file}" for file in files}}
    for package in packages:
        for name in package.needed_by:  # of some packages two versions are locked, for two versions of Python
            for owner in [root] if name == NAME else [p.purl for p in packages if p.name == name]:
                needs.setdefault(owner, set()).add(package.purl)
    return [{"ref": ref, "dependsOn": sorted(needs[ref])} for ref in sorted(needs)]


def _file(file: Vendored) -> dict[str, Any]:
    return {
        "type": "file",
        "bom-ref": f"vendored:{file.file}",
        "name": f"docs/assets/vendor/{file.file}",
        "version": file.version,
        "scope": "required",
        "hashes": [{"alg": "SHA-256", "content": file.sha256}],
        "licenses": [{"expression": file.licence}],
        "purl": f"pkg:npm/{file.package}@{file.version}",
    }


def main(folder: str) -> None:
    """Write the bill of materials into a folder, and print its path."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    file = target / f"{NAME}-{__version__}.cdx.json"
    file.write_text(json.dumps(bill(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    print(file)


if __name__ == "__main__":
    main(sys.argv[1])
