"""The next version of the content, and what changed since the last one, for `kb release`.

The version follows the calendar: year, month, number in the month. Written are `versions.yaml` in the data (which the
page of changes and the API show), `verdicts.lock` (with which later verdicts are compared), `CHANGELOG.md` beside it,
and the number in `CITATION.cff` if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from typing import Final

from aigc_kb.author.changelog import document
from aigc_kb.author.diff import as_version, compare, read_directory, read_revision
from aigc_kb.author.format import canonical
from aigc_kb.base.kb import load
from aigc_kb.base.progress import debts, verdict_changes, verdicts
from aigc_kb.base.relations import relate
from aigc_kb.load import writer
from aigc_kb.load.comments import Document
from aigc_kb.load.encode import tree
from aigc_kb.load.locks import verdicts_lock
from aigc_kb.load.source import Remarks
from aigc_kb.load.store import VERDICTS_LOCK
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import Text
from aigc_kb.model.versions import COUNTED, Version, Versions

# What a `CITATION.cff` beside the data says of the version (https://citation-file-format.github.io).
_CITATION: Final = "CITATION.cff"
_NAMED: Final = ((r'(?m)^(version: ")[^"]+(")', "version"), (r'(?m)^(date-released: ")[^"]+(")', "date"))
_HEAD: Final = (
    "# Written by `kb release`. Only the notes are for people to edit. 由 kb release 生成；只有 note 可以手写。"
)


def next_number(versions: Sequence[Version], day: date) -> str:
    """The version that a release on `day` gets. Raises RefusedError if there is a later one already."""
    if not versions:
        return f"{day.year}.{day.month}.0"
    year, month, number = map(int, versions[0].version.split("."))
    if (day.year, day.month) < (year, month):
        raise RefusedError(
            f"已有更晚的版本 {versions[0].version}", f"there is a later version already: {versions[0].version}"
        )
    return f"{day.year}.{day.month}.{number + 1 if (day.year, day.month) == (year, month) else 0}"


def release(
    data: Path, revision: str | None, day: date, note: Text | None = None
) -> tuple[Version, dict[Path, str | None]]:
    """The next version and the files to write for it.

    `revision` is the git revision of the last version, by default its tag `v<version>` or the commit that wrote it
    down; the first version is compared with nothing. Raises DataError if the data has faults, DiffError for a revision
    that cannot be read, RefusedError where nothing changed.
    """
    kb = load(data)
    known = kb.versions
    since = known[0].version if known else None
    if revision is None and since is not None:
        revision = since
    before = read_revision(data, revision) if revision is not None else {}
    version = as_version(compare(before, read_directory(data)), next_number(known, day), day.isoformat(), since)
    counts = (n for folder in COUNTED for n in astuple(getattr(version, folder)))
    if not version.changes and not any(counts):
        raise RefusedError(f"自 {revision} 以来内容没有变化", f"nothing changed since {revision}")
    relations = relate(kb)
    version = replace(version, note=note, verdicts=verdict_changes(kb, relations), debt=debts(kb, relations))
    versions = Versions(versions=(version, *known))
    changes: dict[Path, str | None] = {
        data / "versions.yaml": as_yaml(versions),
        data / VERDICTS_LOCK: verdicts_lock(verdicts(relations)),
        data.parent / "CHANGELOG.md": document(versions.versions),
    }
    citation = data.parent / _CITATION
    if citation.is_file():
        text = citation.read_text(encoding="utf-8")
        for pattern, what in _NAMED:
            text = re.sub(pattern, rf"\g<1>{getattr(version, what)}\g<2>", text)
        changes[citation] = text
    return version, changes


def as_yaml(versions: Versions) -> str:
    """The file in the canonical form of `kb fmt`."""
    root = tree(versions)
    root.keys["versions"].remarks = Remarks(head=[_HEAD])
    return writer.document(canonical(Document([], root), Versions))
