"""The data directory as typed entries, each with the source it came from.

data/site.yaml  areas.yaml  terms.yaml  planner.yaml (optional)  versions.yaml (optional)
data/problems/<id>.yaml  mitigations/  cases/  paths/  references/  frameworks/
data/ids.lock   every id ever published, so that none can vanish unnoticed (written by `kb fmt`)
data/urls.lock   every address ever published (written by `make urls`, read where pages are written)
data/translations.lock   what each text was translated from (written by `kb translate accept`)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path as FilePath
from typing import Any, Final, Generic, TypeVar

from aigc_kb.language.suggest import with_new_patience
from aigc_kb.load import rules
from aigc_kb.load.decode import Decoder
from aigc_kb.load.known import Known
from aigc_kb.load.source import MAX_BYTES, KeyPath, Source, parse
from aigc_kb.model.entries import Case, Mitigation, Path, Problem
from aigc_kb.model.finding import Finding, Place
from aigc_kb.model.registers import Area, Areas, Framework, Planner, Reference, Site, Term, Terms
from aigc_kb.model.text import Text
from aigc_kb.model.versions import Versions
from aigc_kb.system.cache import Cache
from aigc_kb.system.garbage import paused

T = TypeVar("T")

FOLDERS: Final[Mapping[str, type[Any]]] = {
    "problems": Problem,
    "mitigations": Mitigation,
    "cases": Case,
    "paths": Path,
    "references": Reference,
    "frameworks": Framework,
}
ENTRY_FOLDERS: Final = ("problems", "mitigations", "cases", "paths")
IDS_LOCK: Final = "ids.lock"
MAX_LOCK_CHARACTERS: Final = 16 * 1024 * 1024
TRANSLATIONS_LOCK: Final = "translations.lock"
URLS_LOCK: Final = "urls.lock"
SINGLE_FILES: Final = (
    "site.yaml",
    "areas.yaml",
    "terms.yaml",
    "planner.yaml",
    "versions.yaml",
    IDS_LOCK,
    TRANSLATIONS_LOCK,
    URLS_LOCK,
)


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """A decoded value, the file it stands in, and where in that file."""

    value: T
    source: Source
    at: KeyPath = ()

    def place(self, *keys: str | int) -> Place:
        return self.source.place((*self.at, *keys))

    def place_in(self, keys: KeyPath, needle: str, occurrence: int = 0) -> Place:
        return self.source.place_in((*self.at, *keys), needle, occurrence)


@dataclass(slots=True)
class Store:
    """Everything that could be decoded, and what is wrong with the rest.

    `ids` holds, per folder, the ids of all files, decodable or not: a reference to an entry that is there but broken
    is not a second finding.
    """

    root: FilePath
    site: Item[Site] | None = None
    areas: dict[str, Item[Area]] = field(default_factory=dict)
    terms: dict[str, Item[Term]] = field(default_factory=dict)
    planner: Item[Planner] | None = None
    versions: Item[Versions] | None = None
    problems: dict[str, Item[Problem]] = field(default_factory=dict)
    mitigations: dict[str, Item[Mitigation]] = field(default_factory=dict)
    cases: dict[str, Item[Case]] = field(default_factory=dict)
    paths: dict[str, Item[Path]] = field(default_factory=dict)
    references: dict[str, Item[Reference]] = field(default_factory=dict)
    frameworks: dict[str, Item[Framework]] = field(default_factory=dict)
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    """Folder -> id (file name) -> path shown to people."""
    locked: list[tuple[Place, str, str]] = field(default_factory=list)
    """Ids ever published: where in the lock file, folder, id."""
    accepted: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    """Entry -> field path -> hashes of the source text and of its translation when the translation was accepted."""
    findings: list[Finding] = field(default_factory=list)
    known: Known | None = None
    """Where good files are remembered, if anywhere."""
    passed: set[tuple[str, str]] = field(default_factory=set)
    """(folder, id) of the files that an earlier run found good by all rules that look at one file alone."""

    def without(self, passed: set[tuple[str, str]]) -> Store:
        """The same store with fewer items."""
        fewer = replace(self)
        for folder in FOLDERS:
            left = {key: item for key, item in self.folder(folder).items() if (folder, key) not in passed}
            setattr(fewer, folder, left)
        return fewer

    def remember(self) -> None:
        """Keep the values of all files for the next run. Only for a store without errors."""
        if self.known is not None:
            for folder in FOLDERS:
                for key, item in self.folder(folder).items():
                    if (folder, key) not in self.passed:
                        self.known.keep(folder, key, item.source, item.value)

    def folder(self, name: str) -> dict[str, Item[Any]]:
        """The decoded items of one folder, by id."""
        items: dict[str, Item[Any]] = getattr(self, name)
        return items

    def entries(self) -> Iterator[tuple[str, str, Item[Any]]]:
        """Problems, mitigations, cases and paths as (folder, id, item)."""
        for folder in ENTRY_FOLDERS:
            for key, item in self.folder(folder).items():
                yield folder, key, item


def load_store(root: FilePath, *, shown: str | None = None, cache: Cache | None = None) -> Store:
    """Read a data directory. `shown` is how its path appears in findings (as given by default).

    With a `cache`, files that `Store.remember` was told of are not parsed again.

    Raises NotADirectoryError if there is no such directory. Faults in the data are findings, never exceptions.
    """
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    with_new_patience()
    with paused():
        return _Reader(root, shown if shown is not None else root.as_posix(), cache).read()


class _Reader:
    def __init__(self, root: FilePath, shown: str, cache: Cache | None) -> None:
        self.root = root
        self.shown = shown.rstrip("/") or "."
        self.store = Store(root, known=Known(cache, self.words()) if cache is not None else None)
        self.vocabularies: dict[str, tuple[str, ...]] = {}

    def words(self) -> str:
        """A digest of the files that decide how the others are read and checked."""
        digest = blake2b(digest_size=16)
        for name in ("site.yaml", "areas.yaml", "terms.yaml"):
            path = self.root / name
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            digest.update(b"%d:" % len(data) + data)
        return digest.hexdigest()

    def read(self) -> Store:
        self.look_for_strays()
        self.read_site()
        for folder, cls in FOLDERS.items():
            self.read_folder(folder, cls)
        self.read_terms()
        if (self.root / "planner.yaml").exists() and (found := self.single("planner.yaml", Planner)):
            self.store.planner = Item(*found)
        if (self.root / "versions.yaml").exists() and (history := self.single("versions.yaml", Versions)):
            self.store.versions = Item(*history)
        self.read_ids()
        self.read_translations()
        return self.store

    def report(self, finding: Finding) -> None:
        self.store.findings.append(finding)

    def path(self, relative: str) -> str:
        return f"{self.shown}/{relative}"

    def look_for_strays(self) -> None:
        for child in sorted(self.root.iterdir()):
            name = child.name
            if child.is_symlink():
                self.stray(name, Text("不允许符号链接", "symbolic links are not allowed"))
            elif child.is_dir() and name not in FOLDERS:
                self.stray(name, Text(f"没有“{name}”这种条目", f"there is no entry type `{name}`"))
            elif not child.is_dir() and name not in SINGLE_FILES:
                self.stray(name, Text(f"数据目录里不用 {name}", f"{name} is not used in the data directory"))

    def stray(self, relative: str, what: Text) -> None:
        self.report(Finding(rules.STRAY, Place(self.path(relative)), {"what": what}))

    def content(self, relative: str) -> bytes | None:
        """A file's content; what keeps it from being read is reported."""
        path = self.root / relative
        if path.is_symlink():  # it may lead out of the data directory: reported as a stray, never read
            return None
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)  # one byte over the limit tells, without reading the rest
        except OSError as error:
            self.report(Finding(rules.ENCODING, Place(self.path(relative)), {"detail": error.strerror or "?"}))
            return None

    def source(self, relative: str) -> Source | None:
        """Parse one file; findings are reported, and a file with duplicate keys still yields its source."""
        data = self.content(relative)
        return self.parsed(relative, data) if data is not None else None

    def parsed(self, relative: str, data: bytes) -> Source | None:
        source, findings = parse(self.path(relative), data)
        self.store.findings.extend(findings)
        return source

    def decode(self, source: Source, cls: type[T]) -> T | None:
        decoder = Decoder(source, self.vocabularies)
        value: T | None = decoder.decode(cls)
        self.store.findings.extend(decoder.findings)
        return value

    def single(self, name: str, cls: type[T]) -> tuple[T, Source] | None:
        if not (self.root / name).is_file():
            self.report(Finding(rules.MISSING_FILE, Place(self.path(name)), {"file": self.path(name)}))
            return None
        source = self.source(name)
        value = self.decode(source, cls) if source else None
        return (value, source) if source is not None and value is not None else None

    def read_site(self) -> None:
        if found := self.single("site.yaml", Site):
            site, source = found
            self.store.site = Item(site, source)
            self.vocabularies |= {
                "role": tuple(label.id for label in site.roles),
                "stage": tuple(label.id for label in site.stages),
                "modality": tuple(label.id for label in site.modalities),
                "origin": tuple(origin.id for origin in site.origins),
            }
        if areas := self.single("areas.yaml", Areas):
            value, source = areas
            for index, area in enumerate(value.areas):
                self.store.areas[area.id] = Item(area, source, ("areas", index))
            self.vocabularies["area"] = tuple(self.store.areas)

    def read_terms(self) -> None:
        if found := self.single("terms.yaml", Terms):
            value, source = found
            for index, term in enumerate(value.terms):
                self.store.terms.setdefault(term.id, Item(term, source, ("terms", index)))

    def read_folder(self, folder: str, cls: type[Any]) -> None:
        ids = self.store.ids.setdefault(folder, {})
        directory = self.root / folder
        if not directory.is_dir() or directory.is_symlink():
            return
        for child in sorted(directory.iterdir()):
            relative = f"{folder}/{child.name}"
            if child.is_symlink():
                self.stray(relative, Text("不允许符号链接", "symbolic links are not allowed"))
            elif not child.is_file() or child.suffix != ".yaml":
                self.stray(relative, Text("这里只放 <id>.yaml", "only <id>.yaml files belong here"))
            else:
                ids[child.stem] = self.path(relative)
                if item := self.item(folder, child.stem, cls):
                    self.store.folder(folder)[child.stem] = item

    def item(self, folder: str, key: str, cls: type[T]) -> Item[T] | None:
        """One file's value, from an earlier run where the file is known to be good."""
        relative = f"{folder}/{key}.yaml"
        data = self.content(relative)
        if data is None:
            return None
        if item := self.known_item(folder, key, data, cls):
            return item
        source = self.parsed(relative, data)
        value = self.decode(source, cls) if source else None
        return Item(value, source) if source is not None and value is not None else None

    def known_item(self, folder: str, key: str, data: bytes, cls: type[T]) -> Item[T] | None:
        if self.store.known is None:
            return None
        source = Source(self.path(f"{folder}/{key}.yaml"), data.decode("utf-8", "replace").replace("\r\n", "\n"))
        value = self.store.known.value(folder, key, source, cls)
        if value is None:
            return None
        self.store.passed.add((folder, key))
        return Item(value, source)

    def lock_lines(self, name: str) -> Iterator[tuple[int, str]]:
        """The lines of a lock file that are not empty and not comments, with their numbers."""
        lock = self.root / name
        if lock.is_file() and not lock.is_symlink():
            with lock.open(encoding="utf-8", errors="replace") as file:
                text = file.read(MAX_LOCK_CHARACTERS)
            for number, line in enumerate(text.splitlines(), 1):
                if line.strip() and not line.startswith("#"):
                    yield number, line.strip()

    def read_ids(self) -> None:
        for number, line in self.lock_lines(IDS_LOCK):
            folder, _, key = line.partition("/")
            if key:
                self.store.locked.append((Place(self.path(IDS_LOCK), number), folder, key))

    def read_translations(self) -> None:
        for _, line in self.lock_lines(TRANSLATIONS_LOCK):
            parts = line.split()
            if len(parts) == 4:
                self.store.accepted.setdefault(parts[0], {})[parts[1]] = (parts[2], parts[3])
