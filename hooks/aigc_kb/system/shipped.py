"""What belongs to the package and is no Python: templates, scripts, styles, the configuration of the site engine.

In the repository these files stand beside the package; `setup.py` puts them into an installed one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_REPOSITORY: Final = _PACKAGE.parents[1]


def shipped(name: str) -> Path:
    """A file or folder by its path in the repository: `overrides`, `docs/assets`, `mkdocs.yml`."""
    installed = _PACKAGE / "shipped" / name
    return installed if installed.exists() else _REPOSITORY / name


def assets() -> Iterator[str]:
    """What the pages load besides the theme's, by paths below `docs`, in a fixed order."""
    docs = shipped("docs")
    for path in sorted((docs / "assets").rglob("*")):
        if path.is_file() and path.suffix != ".md":
            yield path.relative_to(docs).as_posix()
