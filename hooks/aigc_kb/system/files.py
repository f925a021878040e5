"""Writes several files as one change: all of them, or none."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(changes: Mapping[Path, str | None]) -> None:
    """Write each file (None deletes it). Raises OSError with every file as it was before.

    New contents are first written beside their targets; only when all are there are they moved into place. What was
    already moved when a later move fails is moved back.
    """
    temporary: set[Path] = set()
    staged: dict[Path, Path | None] = {}
    moved: list[tuple[Path, Path | None]] = []
    try:
        for target, text in changes.items():
            new = staged[target] = None if text is None else _beside(target, text.encode("utf-8"))
            temporary |= {new} if new else set()
        for target, new in staged.items():
            old = _beside(target, b"") if target.exists() else None
            if old is not None:
                temporary.add(old)
                target.replace(old)
            moved.append((target, old))
            if new is not None:
                new.replace(target)
    except BaseException:
        for target, old in reversed(moved):
            try:
                if old is not None:
                    old.replace(target)
                else:
                    target.unlink(missing_ok=True)
            except OSError:  # what cannot be put back stays beside its place, and is not lost
                temporary.discard(old or target)
        raise
    finally:
        for file in temporary:
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)


def _beside(target: Path, data: bytes) -> Path:
    """A temporary file in the target's folder, with the target's permissions if there is one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    path = Path(name)
    path.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
