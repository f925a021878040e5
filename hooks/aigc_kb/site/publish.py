"""Builds the site beside its place and swaps it in whole: whatever happens meanwhile, the last good site stays.

    python -m aigc_kb.site.publish TARGET [--offline]

The engine writes into a folder beside the target; only after it has succeeded do the two change places.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from aigc_kb.site.settings import Settings
from aigc_kb.system.folders import replacing


def publish(target: Path, build: Sequence[str], env: Mapping[str, str]) -> int:
    """Run `build` with a new folder as its last argument and swap the result into place. Returns its exit code.

    Raises OSError where the target's folder cannot be written, or a file is in the target's place.
    """
    with replacing(target) as fresh:
        code = subprocess.run([*build, str(fresh.path)], env=env, check=False).returncode  # noqa: S603 - our own command
        fresh.keep = code == 0
    return code


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m aigc_kb.site.publish", description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path)
    parser.add_argument("--offline", action="store_true", help="links name files, for reading from disk")
    parser.add_argument("--engine", default="mkdocs", help="the site engine's module (mkdocs or properdocs)")
    arguments = parser.parse_args(argv)
    settings = replace(Settings.read(os.environ), offline=arguments.offline)
    build = [sys.executable, "-m", arguments.engine, "build", "--strict", "--quiet", "--site-dir"]
    try:
        return publish(arguments.target, build, os.environ | settings.environment())
    except OSError as error:
        print(f"cannot write {arguments.target}: {error.strerror or error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
