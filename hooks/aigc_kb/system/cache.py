"""What earlier runs worked out, kept on disk. Only ever a shortcut: whatever is wrong with it, it counts as empty.

    with Cache.open(folder) as cache:
        cache.get("unit")            # bytes, or None
        cache.put("unit", value)

One SQLite file below the folder. Every value is stored with a checksum over its key and itself, so that a truncated or
altered value is never handed out; a damaged file is thrown away. Runs at the same time do not wait for each other: who
finds the file locked goes on without it. What no run of the last few has asked for is removed.

Keys start with `code_digest()`: another version of the package, of Python or of a library finds nothing.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from functools import cache as memoized
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TypeVar

RUNS_KEPT: Final = 6
"""A value not asked for during as many runs is removed: enough for builds online, offline and previews in turn."""
_BATCH: Final = 8 * 1024 * 1024
_FILE: Final = "kb.sqlite"
_LIBRARIES: Final = ("markdown", "nh3", "pyyaml")

T = TypeVar("T")


@memoized
def code_digest() -> str:
    """Changes with every change of the package's code, of Python and of the libraries that write pages."""
    digest = blake2b(digest_size=12)
    digest.update(repr((sys.version, [version(name) for name in _LIBRARIES])).encode())
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Cache:
    """Bytes by key. What is put is written in batches and by `close`; a context manager does that."""

    def __init__(self, path: Path | None) -> None:
        """`path` of the database, whose folder exists; None for a cache that keeps nothing."""
        self._path = path
        self._database: sqlite3.Connection | None = None
        self._run = 0
        self._asked: list[bytes] = []
        self._new: dict[bytes, bytes] = {}
        self._size = 0
        self.objects: dict[str, Any] = {}
        """Values of this process by key: one that runs on (the preview) need not even unpack what it has read."""
        self.hits = 0
        self.misses = 0
        if path is not None and not self._try(self._open):
            self._try(self._open)  # the first time, a damaged file was removed

    @staticmethod
    def at(folder: Path | None) -> Cache:
        """The cache in a folder, which is made if need be; one that keeps nothing where that fails, or for None."""
        if folder is None:
            return Cache(None)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return Cache(None)
        return Cache(folder / _FILE)

    @staticmethod
    def named() -> Cache:
        """The cache in the folder that KB_CACHE names; one that keeps nothing where it names none."""
        folder = os.environ.get("KB_CACHE")
        return Cache.at(Path(folder) if folder else None)

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def keeps(self) -> bool:
        """Whether what is put now can be there in a later run."""
        return self._database is not None

    def get(self, key: str) -> bytes | None:
        """What was put under a key, or None."""
        name = _name(key)
        value = self._new.get(name)
        if value is None:
            value = self._try(lambda database: self._read(database, name))
        if value is None:
            self.misses += 1
        else:
            self.hits += 1
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep a value under a key, in place of what is there."""
        if self._database is None:
            return
        self._new[_name(key)] = value
        self._size += len(value)
        if self._size > _BATCH:
            self._try(self._flush)

    def close(self) -> None:
        """Write what was put, and remove what is no longer asked for."""
        self._try(self._flush)
        self._try(self._prune)
        if self._database is not None:
            self._database.close()
            self._database = None

    # -- inside -------------------------------------------------------------------------------------------------

    def _try(self, action: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do something with the database; after an error of its own go on without one, and without a damaged file."""
        try:
            if self._database is None:
                if action != self._open:
                    return None
                assert self._path is not None
                # A locked file is not worth waiting for: the run can do without.
                self._database = sqlite3.connect(self._path, timeout=0.2, isolation_level=None)
            return action(self._database)
        except sqlite3.OperationalError:  # locked, read-only, no room
            self._leave()
        except sqlite3.DatabaseError as error:
            self._leave()
            if type(error) is not sqlite3.DatabaseError:  # a subclass: our mistake, not the file's
                raise
            for suffix in ("", "-wal", "-shm"):
                assert self._path is not None
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        return None

    def _leave(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _open(self, database: sqlite3.Connection) -> bool:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, run INT, sum BLOB, value BLOB)")
        database.execute("CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY AUTOINCREMENT)")
        self._run = database.execute("INSERT INTO runs DEFAULT VALUES").lastrowid or 0
        return True

    def _read(self, database: sqlite3.Connection, name: bytes) -> bytes | None:
        row = database.execute("SELECT sum, value, run FROM kept WHERE key = ?", (name,)).fetchone()
        if row is None or not isinstance(row[1], bytes) or row[0] != _sum(name, row[1]):
            return None
        if row[2] != self._run:
            self._asked.append(name)
        value: bytes = row[1]
        return value

    def _flush(self, database: sqlite3.Connection) -> None:
        rows = [(name, self._run, _sum(name, value), value) for name, value in self._new.items()]
        self._new, self._size = {}, 0
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
        database.execute("COMMIT")

    def _prune(self, database: sqlite3.Connection) -> None:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("UPDATE kept SET run = ? WHERE key = ?", [(self._run, name) for name in self._asked])
        database.execute("DELETE FROM kept WHERE run <= ?", (self._run - RUNS_KEPT,))
        database.execute("DELETE FROM runs WHERE number < ?", (self._run,))
        database.execute("COMMIT")


def _name(key: str) -> bytes:
    return blake2b(f"{code_digest()}\0{key}".encode(), digest_size=16).digest()


def _sum(name: bytes, value: bytes) -> bytes:
    return blake2b(value, key=name, digest_size=16).digest()
