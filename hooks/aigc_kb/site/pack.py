"""Packs a built site as a reproducible zip: same bytes for the same pages, wherever and whenever it is made."""

from __future__ import annotations

import errno
from pathlib import Path

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.model.versions import UNRELEASED
from aigc_kb.system.archive import write_zip


def archive_name(kb: KnowledgeBase) -> str:
    """What the archive of a knowledge base is called, and the folder in it: `bread-offline-2024.3.1`."""
    return f"{kb.site.archive_name}-offline-{kb.version or UNRELEASED}"


def pack(site: Path, target: Path, name: str) -> Path:
    """Zip a folder as `<target>/<name>.zip` and return the file.

    Raises OSError where it cannot be written, and where there is no site.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(errno.ENOENT, "there is no built site", str(site))
    archive = target / f"{name}.zip"
    # The page for addresses that do not exist is a server's to show.
    found = (path for path in site.rglob("*") if path.is_file() and path != site / "404.html")
    files = sorted(found, key=lambda path: path.relative_to(site).parts)
    write_zip(archive, ((f"{name}/{path.relative_to(site).as_posix()}", path) for path in files))
    return archive
