"""Builds the site beside its place and swaps it in whole: whatever happens meanwhile, the last good site stays.

The engine writes into a folder beside the target; only after it has succeeded do the two change places.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from aigc_kb.system.folders import replacing

ENGINES: Final = ("mkdocs", "properdocs")
"""The site engines' modules, the usual one first."""


def engine(name: str) -> list[str]:
    """The command of an engine that builds the site of the current folder; the target is to be added."""
    return [sys.executable, "-m", name, "build", "--strict", "--quiet", "--site-dir"]


def publish(target: Path, build: Sequence[str], env: Mapping[str, str]) -> int:
    """Run `build` with a new folder as its last argument and swap the result into place. Returns its exit code.

    Raises OSError where the target's folder cannot be written, or a file is in the target's place.
    """
    with replacing(target) as fresh:
        code = subprocess.run([*build, str(fresh.path)], env=env, check=False).returncode  # noqa: S603 - our own command
        fresh.keep = code == 0
    return code
