"""The lock files beside the data: one fact a line, sorted, so that two branches merge without conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from aigc_kb.model.kinds import KINDS

LOCKED_FOLDERS: Final = tuple(kind.folder for kind in KINDS if kind.page)
_IDS_HEAD: Final = "# Every id ever published. None is removed: a renamed entry keeps its old id in former_ids.\n"
_VERDICTS_HEAD: Final = (
    "# The verdict on each link in the newest version: mitigation, problem, verdict.\n"
    "# Written by `kb release` and by nothing else; a change of the data does not touch it.\n"
)
_TRANSLATIONS_HEAD: Final = (
    "# What each text was translated from: entry, field, hash of the source, hash of the translation.\n"
    "# Written by `kb lock` and `kb translate accept`.\n"
)


def ids_lock(current: str, ids: Iterable[str]) -> str:
    """`ids.lock` with more ids (`folder/id`): comments first as they were, then every id once, sorted."""
    lines = current.splitlines()
    head = "".join(f"{line}\n" for line in lines if line.startswith("#")) or _IDS_HEAD
    known = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return head + "".join(f"{key}\n" for key in sorted(known | set(ids)))


def published(root: Path) -> set[str]:
    """What `ids.lock` must list: everything with a page of its own that there is a file for."""
    return {f"{folder}/{file.stem}" for folder in LOCKED_FOLDERS for file in (root / folder).glob("*.yaml")}


def verdicts_lock(verdicts: Mapping[tuple[str, str], str]) -> str:
    """`verdicts.lock` of the verdicts by mitigation and problem."""
    return _VERDICTS_HEAD + "".join(sorted(f"{m} {p} {verdict}\n" for (m, p), verdict in verdicts.items()))


def translations_lock(accepted: Mapping[str, Mapping[str, tuple[str, str]]]) -> str:
    """`translations.lock` of the accepted translations."""
    lines = (f"{entry} {path} {a} {b}\n" for entry, texts in accepted.items() for path, (a, b) in texts.items())
    return _TRANSLATIONS_HEAD + "".join(sorted(lines))
