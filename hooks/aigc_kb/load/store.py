"""The data directory as typed entries, each with the source it came from.

data/site.yaml  areas.yaml  planner.yaml (optional)  versions.yaml (optional)
data/problems/<id>.yaml  mitigations/  …   a folder for each kind in `model.kinds`
data/ids.lock   every id ever published, so that none can vanish unnoticed (written by `kb lock`)
data/urls.lock   every address ever published (written by `kb lock`, read where pages are written)
data/verdicts.lock   the verdicts of the newest version (written by `kb release`)
data/translations.lock   what each text was translated from (written by `kb lock`)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path as FilePath
from typing import Any, Final, TypeVar

from aigc_kb.language.suggest import with_new_patience
from aigc_kb.load import rules
from aigc_kb.load.decode import Decoder
from aigc_kb.load.item import Item
from aigc_kb.load.names import replaced, spans
from aigc_kb.load.source import MAX_BYTES, Source, parse
from aigc_kb.model.entries import Mitigation, Problem
from aigc_kb.model.fields import EntryRef
from aigc_kb.model.files import SINGLE
from aigc_kb.model.finding import Finding, Place
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.kinds import BY_CLASS, ENTRIES, KINDS
from aigc_kb.model.registers import Area, Areas, Planner, Reference, Site, Term
from aigc_kb.model.text import Text
from aigc_kb.model.versions import Versions
from aigc_kb.model.vocabulary import VERDICT
from aigc_kb.system.garbage import paused
from aigc_kb.system.processes import cores, together

T = TypeVar("T")

FOLDERS: Final[Mapping[str, type[Any]]] = {kind.folder: kind.cls for kind in KINDS}
TERMS: Final = BY_CLASS[Term].folder
"""Read before all others, whose words the terms decide about."""
_LATER: Final = tuple(folder for folder in FOLDERS if folder != TERMS)
ENTRY_FOLDERS: Final = tuple(kind.folder for kind in ENTRIES)
IDS_LOCK: Final = "ids.lock"
MAX_LOCK_CHARACTERS: Final = 16 * 1024 * 1024
TRANSLATIONS_LOCK: Final = "translations.lock"
URLS_LOCK: Final = "urls.lock"
VERDICTS_LOCK: Final = "verdicts.lock"
SINGLE_FILES: Final = (*(file.pattern for file in SINGLE), IDS_LOCK, TRANSLATIONS_LOCK, URLS_LOCK, VERDICTS_LOCK)


@dataclass(slots=True)
class Store:
    """Everything that could be decoded, and what is wrong with the rest.

    `ids` holds, per folder, the ids of all files, decodable or not: a reference to an entry that is there but broken
    is not a second finding.
    """

    root: FilePath
    site: Item[Site] | None = None
    areas: dict[str, Item[Area]] = field(default_factory=dict)
    planner: Item[Planner] | None = None
    versions: Item[Versions] | None = None
    folders: dict[str, dict[str, Item[Any]]] = field(default_factory=lambda: {folder: {} for folder in FOLDERS})
    """Folder -> id -> the decoded item."""
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    """Folder -> id (file name) -> path shown to people."""
    locked: list[tuple[Place, str, str]] = field(default_factory=list)
    """Ids ever published: where in the lock file, folder, id."""
    accepted: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    """Entry -> field path -> hashes of the source text and of its translation when the translation was accepted."""
    released: dict[tuple[str, str], str] = field(default_factory=dict)
    """(mitigation, problem) -> its verdict in the newest version; none where no version kept them."""
    findings: list[Finding] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    """File, as its path is shown -> what it should say where it names entries by former ids."""

    def single(self) -> Store:
        """A store that holds the same single files, and no others."""
        store = Store(self.root, self.site, self.areas, self.planner, self.versions)
        store.folders[TERMS] = self.terms
        return store

    def texts(self) -> set[str]:
        """The texts of the files that decide how others are read and looked at."""
        items = [self.site, *self.areas.values(), *self.terms.values()]
        return {item.source.text for item in items if item}

    def folder(self, name: str) -> dict[str, Item[Any]]:
        """The decoded items of one folder, by id."""
        return self.folders[name]

    def of(self, cls: type[T]) -> dict[str, Item[T]]:
        """The decoded items of one class, by id."""
        return self.folders[BY_CLASS[cls].folder]

    @property
    def problems(self) -> dict[str, Item[Problem]]:
        return self.of(Problem)

    @property
    def mitigations(self) -> dict[str, Item[Mitigation]]:
        return self.of(Mitigation)

    @property
    def references(self) -> dict[str, Item[Reference]]:
        return self.of(Reference)

    @property
    def terms(self) -> dict[str, Item[Term]]:
        return self.of(Term)

    @property
    def frameworks(self) -> dict[str, Item[Framework]]:
        return self.of(Framework)

    def items(self) -> Iterator[Item[Any]]:
        """Everything that holds texts: what has a file of its own, areas, site and planner."""
        for folder in self.folders.values():
            yield from folder.values()
        yield from self.areas.values()
        yield from (item for item in (self.site, self.planner) if item)

    def entries(self) -> Iterator[tuple[str, str, Item[Any]]]:
        """The entries, kind by kind, as (folder, id, item)."""
        for folder in ENTRY_FOLDERS:
            for key, item in self.folder(folder).items():
                yield folder, key, item


Look = Callable[[Store], list[Finding]]
"""Finds what is wrong with each file of a store by itself."""

_Read = tuple[list[tuple[str, str, Item[Any]]], list[Finding]]
"""Some files read: (folder, id, item), and the findings in them."""

_FEW: Final = 200
"""As many files are read before a second process would have begun."""


def load_store(
    root: FilePath, *, shown: str | None = None, look: Look | None = None, before: Store | None = None
) -> Store:
    """Read a data directory, many files in several processes. `shown` is how its path appears in findings (as given by
    default).

    `look` is called in each process with its files as a store, which holds the single files too; what it finds is
    among the store's findings, the findings in single files perhaps more than once.

    `before` is what an earlier call gave, without any finding: what has not changed since is neither read nor looked
    at again.

    Raises NotADirectoryError if there is no such directory. Faults in the data are findings, never exceptions.
    """
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    with_new_patience()
    with paused():
        return _Reader(root, shown if shown is not None else root.as_posix(), look, before).read()


class _Reader:
    def __init__(self, root: FilePath, shown: str, look: Look | None, before: Store | None) -> None:
        self.root = root
        self.shown = shown.rstrip("/") or "."
        self.look = look
        self.before = before
        self.store = Store(root)
        self.vocabularies: dict[str, tuple[str, ...]] = {}

    def read(self) -> Store:
        self.look_for_strays()
        self.read_site()
        self.read_terms()
        if (self.root / "planner.yaml").exists() and (found := self.single("planner.yaml", Planner)):
            self.store.planner = Item(*found)
        if (self.root / "versions.yaml").exists() and (history := self.single("versions.yaml", Versions)):
            self.store.versions = Item(*history)
        self.read_folders()
        self.read_ids()
        self.read_translations()
        self.read_verdicts()
        self.resolve_former()
        return self.store

    def read_folders(self) -> None:
        """Read what has a file of its own, but for the terms, and look at it."""
        files = [file for folder in _LATER for file in self.files(folder)]
        read = self.unchanged(files)
        new = [file for file in files if file not in read]
        number = cores() if len(new) > _FEW else 1
        shares = together([partial(self.read_share, new[n::number]) for n in range(number)])
        read |= {(folder, key): item for items, _ in shares for folder, key, item in items}
        for folder, key in files:
            if item := read.get((folder, key)):
                self.store.folder(folder)[key] = item
        for _, findings in shares:
            self.store.findings += findings

    def unchanged(self, files: list[tuple[str, str]]) -> dict[tuple[str, str], Item[Any]]:
        """The items of `before` whose files, and whose single files, have the same text now."""
        before = self.before
        if before is None or before.texts() != self.store.texts():
            return {}
        return {file: item for file in files if (item := self.same_as_before(*file))}

    def same_as_before(self, folder: str, key: str) -> Item[Any] | None:
        """The item of `before`, if its file has the same text now."""
        item = self.before.folder(folder).get(key) if self.before else None
        return item if item and self.content(f"{folder}/{key}.yaml") == item.source.text.encode() else None

    def read_share(self, files: list[tuple[str, str]]) -> _Read:
        """Read some files, given as (folder, id), and look at them beside the single files."""
        whole = self.store
        share = self.store = whole.single()
        for folder, key in files:
            if item := self.item(folder, key, FOLDERS[folder]):
                share.folder(folder)[key] = item
        findings = [*share.findings, *(self.look(share) if self.look else ())]
        self.store = whole
        return [(folder, key, item) for folder in _LATER for key, item in share.folder(folder).items()], findings

    def resolve_former(self) -> None:
        """Read every file that uses a former id as if it used the present one; each is a hint, and `Store.renamed` has
        what the file should say."""
        former = {old: key for _, key, item in self.store.entries() for old in item.value.former_ids}
        former = {old: key for old, key in former.items() if not any(old in ids for ids in self.store.ids.values())}
        if not former:
            return
        for items in self.store.folders.values():
            for key, item in items.items():
                items[key] = self.with_present_ids(item, former)
        if self.store.planner:
            self.store.planner = self.with_present_ids(self.store.planner, former)

    def with_present_ids(self, item: Item[T], former: Mapping[str, str]) -> Item[T]:
        found = spans([item], former, EntryRef)
        if not found:
            return item
        before = item.source.text
        for start, end, new in found:
            line, column = before.count("\n", 0, start) + 1, start - before.rfind("\n", 0, start)
            params = {"old": before[start:end], "new": new}
            self.report(Finding(rules.FORMER_ID, Place(item.source.path, line, column), params))
        text = replaced(before, found)
        source, _ = parse(item.source.path, text.encode())
        value = self.decode(source, type(item.value)) if source else None
        assert source is not None
        assert value is not None, "one id in place of another leaves a file as good as it was"
        self.store.renamed[item.source.path] = text
        return Item(value, source)

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
        if data is None:
            return None
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
                "jurisdiction": tuple(jurisdiction.id for jurisdiction in site.jurisdictions),
            }
        if areas := self.single("areas.yaml", Areas):
            value, source = areas
            for index, area in enumerate(value.areas):
                self.store.areas[area.id] = Item(area, source, ("areas", index))
            self.vocabularies["area"] = tuple(self.store.areas)

    def read_terms(self) -> None:
        for _, key in self.files(TERMS):
            if item := self.same_as_before(TERMS, key) or self.item(TERMS, key, Term):
                self.store.terms[key] = item

    def files(self, folder: str) -> Iterator[tuple[str, str]]:
        """The files of a folder as (folder, id); what does not belong there is reported."""
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
                yield folder, child.stem

    def item(self, folder: str, key: str, cls: type[T]) -> Item[T] | None:
        """One file's value and source, or None where it has a fault."""
        source = self.source(f"{folder}/{key}.yaml")
        value = self.decode(source, cls) if source else None
        return Item(value, source) if source is not None and value is not None else None

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

    def read_verdicts(self) -> None:
        for _, line in self.lock_lines(VERDICTS_LOCK):
            parts = line.split()
            if len(parts) == 3 and parts[2] in VERDICT.values:
                self.store.released[parts[0], parts[1]] = parts[2]

    def read_translations(self) -> None:
        for _, line in self.lock_lines(TRANSLATIONS_LOCK):
            parts = line.split()
            if len(parts) == 4:
                self.store.accepted.setdefault(parts[0], {})[parts[1]] = (parts[2], parts[3])
