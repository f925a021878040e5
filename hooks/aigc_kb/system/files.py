"""Writes files and makes folders: several as one change, many below a folder, a few for another program to read."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path


class Output:
    """The folder that a site or an export is written to; it need not exist."""

    def __init__(self, target: str | os.PathLike[str]) -> None:
        self._root = Path(target)
        self._made: set[Path] = set()

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, over one that is there; `path` is relative, with `/` between parts. Raises OSError."""
        target = self._root / path
        if target.parent not in self._made:
            make_folder(target.parent)
            self._made.add(target.parent)
        # Bytes, not text: the same line ends on every system.
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there. Raises OSError."""
    path.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def temporary_folder(files: Mapping[str, str]) -> Iterator[Path]:
    """A folder with some files in it, for another program to work in; it is gone afterwards. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        out = Output(folder)
        for name, text in files.items():
            out.write(name, text)
        yield Path(folder)


def write_all(changes: Mapping[Path, str | None]) -> None:
    """Write each file (None deletes it). Raises OSError with every file as it was before, and no new folder.

    New contents are first written beside their targets; only when all are there are they moved into place. What was
    already moved when a later move fails is moved back.
    """
    new_folders = {folder for target in changes for folder in target.parents if not folder.exists()}
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
        for folder in sorted(new_folders, reverse=True):  # those that hold a file stay
            with contextlib.suppress(OSError):
                folder.rmdir()


def _beside(target: Path, data: bytes) -> Path:
    """A temporary file in the target's folder, with the target's permissions if there is one."""
    make_folder(target.parent)
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
