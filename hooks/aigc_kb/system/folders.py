"""Makes a folder anew beside its place and swaps it in whole.

The new folder is `.NAME.<pid>.new`, the old one on its way out `.NAME.<pid>.old`. Two programs at once each write a
folder of their own, and the later one wins. What killed programs left behind, the next one sweeps.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Fresh:
    """A new folder that is to take the place of another."""

    path: Path
    keep: bool = False
    """Whether it is whole, and so to be put into place."""


@contextmanager
def replacing(target: Path) -> Iterator[Fresh]:
    """A new, empty folder, which takes the target's place at the end if it is marked to be kept, else vanishes.

    Raises OSError where the folder above cannot be written, or a file is in the target's place.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file", str(target))
    sweep(target)
    fresh = Fresh(_beside(target, "new"))
    fresh.path.mkdir()
    try:
        yield fresh
        if fresh.keep:
            swap(fresh.path, target)
    finally:
        shutil.rmtree(fresh.path, ignore_errors=True)


def swap(fresh: Path, target: Path) -> None:
    """Put `fresh` where `target` is. A kill between the two renames leaves the old folder whole under its other name,
    from which `sweep` puts it back."""
    old = _beside(target, "old")
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def sweep(target: Path) -> None:
    """Remove what killed programs left beside the target, and put back a folder that was caught between two renames."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.(new|old)")
    for path in target.parent.iterdir():
        m = pattern.fullmatch(path.name)
        if m is None or _alive(int(m.group(1))):
            continue
        if m.group(2) == "old" and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _beside(target: Path, state: str) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.{state}")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
