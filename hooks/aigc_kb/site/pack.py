"""Packs a built site as a reproducible zip: same bytes for the same pages, wherever and whenever it is made."""

from __future__ import annotations

import errno
from pathlib import Path

from aigc_kb.system.archive import write_zip
from aigc_kb.version import __version__


def pack(site: Path, target: Path) -> Path:
    """Zip a folder as `<target>/aigc-kb-offline-<version>.zip` and return the file.

    Raises OSError where it cannot be written, and where there is no site.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(errno.ENOENT, "there is no built site", str(site))
    name = f"aigc-kb-offline-{__version__}"
    archive = target / f"{name}.zip"
    # The page for addresses that do not exist is a server's to show.
    found = (path for path in site.rglob("*") if path.is_file() and path != site / "404.html")
    files = sorted(found, key=lambda path: path.relative_to(site).parts)
    write_zip(archive, ((f"{name}/{path.relative_to(site).as_posix()}", path) for path in files))
    return archive
