"""What changed in content between two states of the data: a git revision's and the working one, for `kb diff`.

Compared is what the YAML says, field by field, so a change of order, quoting or line breaks is no difference. The
revision's data need not fit today's checks, nor today's model: it is read as plain YAML.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from aigc_kb.load.source import parse
from aigc_kb.load.store import ENTRY_FOLDERS
from aigc_kb.model.kinds import BY_FOLDER
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.model.versions import COUNTED, FOLDER, KIND, UNRELEASED, Counts, Version, VersionChange

REGISTERS: Final = (("areas.yaml", "areas"), ("terms.yaml", "terms"))
"""Files with many things in them. Revisions before December 2026 have their terms in one."""
_KINDS: Final = dict(KIND.labels)
# They change with every change and say nothing by themselves.
_BOOKKEEPING: Final = ("updated", "reviewed", "review_by", "changes", "i18n")
_VERSION: Final = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]+")

Data = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Folder -> id -> fields."""


class DiffError(Exception):
    """There is no such revision, or it has no data directory."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field with other content, by its key path. A value that is not there is None."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to an entry, a framework, a reference, an area or a term."""

    kind: str
    """`added`, `removed`, `renamed` or `changed`."""
    folder: str
    id: str
    title: Mapping[str, str]
    fields: tuple[Field, ...] = ()
    """Of what was changed or renamed; empty otherwise."""
    former: str | None = None
    """The id before a renaming."""


def read_directory(data: Path) -> Data:
    """The data of a directory. Raises NotADirectoryError if there is none."""
    if not data.is_dir():
        raise NotADirectoryError(str(data))
    files = {p.relative_to(data).as_posix(): p.read_bytes() for p in sorted(data.rglob("*.yaml"))}
    return _read(files)


def read_revision(data: Path, revision: str) -> Data:
    """The data as a git revision, or a version of the content such as `2024.3.1`, has it. Raises DiffError."""
    if revision.startswith("-"):
        raise DiffError(f"{revision} is not a revision")
    if _VERSION.fullmatch(revision):
        revision = _recorded(data, revision)
    # Run in the directory, so that paths are relative to it, wherever the repository's top is.
    archived = _git(data, "archive", "--format=tar", revision, ".")
    files = {}
    with tarfile.open(fileobj=io.BytesIO(archived)) as archive:
        for member in archive.getmembers():
            if member.isfile() and member.name.endswith(".yaml") and (file := archive.extractfile(member)):
                files[member.name.removeprefix("./")] = file.read()
    return _read(files)


def newest_version(data: Path) -> str:
    """The newest version that a data directory records, whether or not it fits today's checks."""
    file = data / "versions.yaml"
    recorded: Any = _load(file.read_bytes()) if file.is_file() else None
    try:
        return str(recorded["versions"][0]["version"])
    except (TypeError, KeyError, IndexError):
        return UNRELEASED


def _git(data: Path, *arguments: str) -> bytes:
    """What git says when it runs in the data directory. Raises DiffError."""
    try:
        run = subprocess.run(["git", "-C", str(data), *arguments], capture_output=True, check=False)  # noqa: S603, S607 - no shell; the git of the contributor
    except OSError as error:
        raise DiffError(f"git: {error.strerror or error}") from error
    if run.returncode:
        raise DiffError(run.stderr.decode(errors="replace").strip() or f"git {arguments[0]} failed")
    return run.stdout


def _recorded(data: Path, version: str) -> str:
    """The revision of a version: its tag or, where nobody tagged it, the commit that wrote it down. Raises DiffError."""
    if _git(data, "tag", "--list", f"v{version}"):
        return f"v{version}"
    line = f"version: {re.escape(version)}$"
    commits = _git(data, "log", "--format=%H", "--pickaxe-regex", f"-S{line}", "--", "versions.yaml").split()
    if not commits:
        raise DiffError(f"there is no tag v{version}, and no commit that wrote the version down")
    return commits[-1].decode()


def last_update(data: Data) -> str:
    """The newest `updated` of all entries, "" where there is none."""
    days = (str(entry.get("updated", "")) for folder in ENTRY_FOLDERS for entry in data[folder].values())
    return max(days, default="")


def _read(files: Mapping[str, bytes]) -> Data:
    out: dict[str, dict[str, Mapping[str, Any]]] = {name: {} for name in FOLDER.values}
    for name, content in files.items():
        folder, _, file = name.rpartition("/")
        if folder in BY_FOLDER:
            value = _load(content)
            if isinstance(value, dict):
                out[folder][file.removesuffix(".yaml")] = value
    for name, key in REGISTERS:
        register = _load(files.get(name, b"")) or {}
        for item in register.get(key, ()) if isinstance(register, dict) else ():
            out[key][item["id"]] = item
    return out


def _load(content: bytes) -> Any:
    """A file as dictionaries, lists and texts, as they are written: "2026-11" is no date."""
    source, _ = parse("", content)
    return source.root.plain() if source else None  # what cannot be read is as good as not there; `kb check` says why


def compare(before: Data, after: Data) -> Iterator[Difference]:
    """The differences, by folder and id; a renamed entry is one that lists the vanished id in `former_ids`."""
    for folder in FOLDER.values:
        old, new = before.get(folder, {}), after.get(folder, {})
        renamed = {
            former: key
            for key, value in new.items()
            if key not in old
            for former in value.get("former_ids") or ()
            if former in old and former not in new
        }
        for key in sorted({*old, *new}):
            if key in old and key in new:
                fields = tuple(_fields(old[key], new[key]))
                if fields:
                    yield Difference("changed", folder, key, _title(new[key]), fields)
            elif key in new:
                former = next((f for f, k in renamed.items() if k == key), None)
                if former:
                    fields = tuple(
                        f
                        for f in _fields(old[former], new[key])
                        if f.path != "id" and not f.path.startswith("former_ids")
                    )
                    yield Difference("renamed", folder, key, _title(new[key]), fields, former)
                else:
                    yield Difference("added", folder, key, _title(new[key]))
            elif key not in renamed:
                yield Difference("removed", folder, key, _title(old[key]))


def _title(value: Mapping[str, Any]) -> dict[str, str]:
    title = value.get("title", value)
    if isinstance(title, dict):
        return {lang: str(title.get(lang, "")) for lang in LANGS}
    return {lang: str(title) for lang in LANGS}


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Field]:
    """Fields that differ, as deep as both sides have the same shape."""
    for key in dict.fromkeys((*old, *new)):
        if key not in _BOOKKEEPING:
            yield from _values(key, old.get(key), new.get(key))


def _values(path: str, old: Any, new: Any) -> Iterator[Field]:
    if isinstance(old, str) and isinstance(new, str):
        # Folding of long lines is not content.
        if old.split() != new.split():
            yield Field(path, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _values(f"{path}.{key}", old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        names = [_name(item) for item in (*old, *new)]
        if all(names):
            # Items that name something (a problem, a framework's item) are matched by that name, not by position.
            olds, news = ({_name(item): item for item in items} for items in (old, new))
            for name in dict.fromkeys((*olds, *news)):
                yield from _values(f"{path}[{name}]", olds.get(name), news.get(name))
        else:
            yield from _rows(path, old, new)
    elif old != new and (old or new):
        yield Field(path, old, new)


def _rows(path: str, old: list[Any], new: list[Any]) -> Iterator[Field]:
    """A list whose items have no name: an item put in or taken out leaves those behind it unchanged."""
    keys = [[json.dumps(item, sort_keys=True) for item in items] for items in (old, new)]
    for _, a, a_end, b, b_end in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if keys[0][a:a_end] != keys[1][b:b_end]:
            for left, right in zip_longest(range(a, a_end), range(b, b_end)):
                at = right if right is not None else left
                before = None if left is None else old[left]
                yield from _values(f"{path}[{(at or 0) + 1}]", before, None if right is None else new[right])


def _name(item: Any) -> str:
    """What an item of a list is about, or "" where it names nothing."""
    if isinstance(item, str):
        return item if " " not in item and len(item) < 80 else ""
    if isinstance(item, dict):
        if "framework" in item:
            return f"{item['framework']} {item.get('item', '')}".strip()
        return next(
            (str(item[key]) for key in ("id", "problem", "mitigation", "entry", "reference") if key in item), ""
        )
    return ""


# -- output --------------------------------------------------------------------------------------------------------


def as_json(differences: list[Difference], revision: str) -> str:
    """An object with `since`, the revision, and `differences`, a row for each."""
    rows = []
    for d in differences:
        row: dict[str, Any] = {"kind": d.kind, "folder": d.folder, "id": d.id, "title": dict(d.title)}
        if d.former:
            row["former"] = d.former
        if d.fields:
            row["fields"] = [{"path": f.path, "before": f.before, "after": f.after} for f in d.fields]
        rows.append(row)
    return json.dumps({"since": revision, "differences": rows}, ensure_ascii=False, indent=2) + "\n"


def as_text(differences: list[Difference], lang: Lang) -> str:
    """One line a difference, with its fields below."""
    out = []
    for d in differences:
        former = f" ({d.former})" if d.former else ""
        out.append(f"{_KINDS[d.kind][lang]} {d.folder}/{d.id}{former}: {d.title[lang]}")
        out += [f"    {_change(field)}" for field in d.fields]
    return "".join(f"{line}\n" for line in out)


def _change(field: Field) -> str:
    if field.before is None:
        return f"+ {field.path}"
    if field.after is None:
        return f"- {field.path}"
    short = all(isinstance(x, str) and len(x) <= 40 for x in (field.before, field.after))
    return f"~ {field.path}: {field.before} → {field.after}" if short else f"~ {field.path}"


def as_version(differences: Iterable[Difference], number: str, date: str, since: str | None) -> Version:
    """The differences as the record of a version: fields by their names, references and terms by their numbers."""
    changes = []
    counts = {folder: dict.fromkeys(("added", "removed", "changed"), 0) for folder in COUNTED}
    for d in differences:
        if d.folder in COUNTED:
            counts[d.folder]["changed" if d.kind == "renamed" else d.kind] += 1
            continue
        fields = dict.fromkeys(field.path.partition(".")[0].partition("[")[0] for field in d.fields)
        title = Text(d.title["zh"], d.title["en"])
        changes.append(
            VersionChange(kind=d.kind, folder=d.folder, id=d.id, former=d.former, title=title, fields=tuple(fields))
        )
    counted: dict[str, Any] = {folder: Counts(**count) for folder, count in counts.items()}
    return Version(
        version=number,
        date=date,
        since=since,
        note=None,
        **counted,
        changes=tuple(changes),
    )
