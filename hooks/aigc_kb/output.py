"""The folder that a site is written to."""

from __future__ import annotations

import os


class Output:
    """Writes files below a folder, which need not exist. Paths are relative, with `/` between parts."""

    def __init__(self, target: str | os.PathLike[str]) -> None:
        self._root = os.fspath(target)
        self._made: set[str] = set()

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, over one that is there. Raises OSError where that is not possible."""
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(f"{self._root}/{folder}", exist_ok=True)  # noqa: PTH103 - thousands: pathlib takes four times as long
            self._made.add(folder)
        data = content.encode() if isinstance(content, str) else content
        with open(f"{self._root}/{path}", "wb") as file:  # noqa: PTH123
            file.write(data)
