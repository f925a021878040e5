"""Builds the site beside its place and swaps it in whole: whatever happens meanwhile, the last good site stays.

    python -m aigc_kb.site.publish TARGET [--offline] [--no-cache]

The engine writes into `.TARGET.<pid>.new`; only after it has succeeded do the two folders change places, in one step
where the system has one (Linux: renameat2 with RENAME_EXCHANGE), else in two renames. Two builds at once each write
their own folder, and the later one wins. Folders left by builds that were killed are swept by the next build.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2

CACHE: Final = Path(".cache/kb")
"""What builds remember, unless KB_CACHE names another folder; it can be deleted at any time."""


def publish(target: Path, build: Sequence[str], env: dict[str, str]) -> int:
    """Run `build` with the new folder as its last argument and swap the result into place. Returns its exit code.

    Raises OSError where the target's folder cannot be written, or a file is in the target's place.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file", str(target))
    sweep(target)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    fresh.mkdir()
    try:
        code = subprocess.run([*build, str(fresh)], env=env, check=False).returncode  # noqa: S603 - our own command
        if code == 0:
            swap(fresh, target)
        return code
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def swap(fresh: Path, target: Path) -> None:
    """Put `fresh` where `target` is; an old target ends up at `fresh`."""
    if not target.exists():
        fresh.rename(target)
        return
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        done = libc.renameat2(_AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE) == 0
    except (AttributeError, OSError):
        done = False
    if (
        not done
    ):  # two steps: a kill between them leaves the old site whole under its other name, and `sweep` restores it
        old = target.with_name(f".{target.name}.{os.getpid()}.old")
        target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def sweep(target: Path) -> None:
    """Remove what killed builds left beside the target, and restore a site that was caught between two renames."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.(new|old)")
    for path in target.parent.iterdir():
        m = pattern.fullmatch(path.name)
        if m is None or _alive(int(m.group(1))):
            continue
        if m.group(2) == "old" and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m aigc_kb.site.publish", description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path)
    parser.add_argument("--offline", action="store_true", help="links name files, for reading from disk")
    parser.add_argument("--no-cache", action="store_true", help="make every page anew; the result is the same")
    parser.add_argument("--engine", default="mkdocs", help="the site engine's module (mkdocs or properdocs)")
    arguments = parser.parse_args(argv)
    env = os.environ | {"KB_DIRECTORY_URLS": "false" if arguments.offline else "true"}
    if arguments.no_cache:
        env.pop("KB_CACHE", None)
    else:
        env.setdefault("KB_CACHE", str(CACHE))
    build = [sys.executable, "-m", arguments.engine, "build", "--strict", "--quiet", "--site-dir"]
    try:
        return publish(arguments.target, build, env)
    except OSError as error:
        print(f"cannot write {arguments.target}: {error.strerror or error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
