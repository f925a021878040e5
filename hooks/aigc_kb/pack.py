"""Packs a built site as a reproducible zip: same bytes for the same pages, wherever and whenever it is made."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path
from typing import Final

from aigc_kb.version import __version__

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def pack(site: Path, target: Path) -> Path:
    """Zip a folder as `<target>/aigc-kb-offline-<version>.zip` and return the file.

    The archive is written beside its final name and moved there when whole. Raises OSError where it cannot be written.
    """
    name = f"aigc-kb-offline-{__version__}"
    target.mkdir(parents=True, exist_ok=True)
    archive, partial = target / f"{name}.zip", target / f".{name}.zip.part"
    files = sorted((path for path in site.rglob("*") if path.is_file()), key=lambda path: path.relative_to(site).parts)
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in files:
            info = zipfile.ZipInfo(f"{name}/{path.relative_to(site).as_posix()}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            out.writestr(info, path.read_bytes())
    os.replace(partial, archive)  # noqa: PTH105 - atomic on every platform
    return archive


if __name__ == "__main__":
    print(pack(Path(sys.argv[1]), Path(sys.argv[2])))
