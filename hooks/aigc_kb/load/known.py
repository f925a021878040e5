"""Files that an earlier run read and found good: their values come from the cache, without parsing.

What is kept is a pickle of the model's own classes, and only those are accepted when it is read back: a cache that
somebody else filled cannot make the build run anything (see "Restricting Globals" in Python's documentation of pickle).
"""

from __future__ import annotations

import importlib
import io
import pickle
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from aigc_kb.load.source import Source
from aigc_kb.system.cache import Cache

T = TypeVar("T")

_MODULES: Final = ("aigc_kb.model.entries", "aigc_kb.model.registers", "aigc_kb.model.text")


class Known:
    """Remembers the values of good files, under a file's content and all that its reading depends on besides."""

    def __init__(self, cache: Cache, words: str) -> None:
        """`words`: a digest of the files that decide how others are read (the site's words, the terms)."""
        self._cache = cache
        self._words = words

    def value(self, folder: str, key: str, source: Source, cls: type[T]) -> T | None:
        """The value of a file known to be good, or None."""
        name = self._key(folder, key, source)
        value = self._cache.objects.get(name)
        if value is None and (kept := self._cache.get(name)) is not None:
            try:
                value = _Unpickler(io.BytesIO(kept)).load()  # nothing but the model’s classes
            except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError):
                return None
            self._cache.objects[name] = value
        return value if isinstance(value, cls) else None

    def keep(self, folder: str, key: str, source: Source, value: object) -> None:
        """Remember a value. Only for files without any error."""
        name = self._key(folder, key, source)
        self._cache.objects[name] = value
        if self._cache.keeps:
            self._cache.put(name, pickle.dumps(value, protocol=5))

    def _key(self, folder: str, key: str, source: Source) -> str:
        return f"file/{self._words}/{folder}/{key}/{source.digest}"


def _allowed() -> Mapping[tuple[str, str], type[Any]]:
    classes: dict[tuple[str, str], type[Any]] = {}
    for module in _MODULES:
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, type) and value.__module__ == module:
                classes[module, name] = value
    return classes


_CLASSES: Final = _allowed()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type[Any]:
        try:
            return _CLASSES[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no class of the model") from None
