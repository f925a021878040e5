"""Work that need not be done again, because nothing that it read has changed.

    watched = Watch(tables)              # mappings that note what is read from them
    memo = Memo(cache, watched, "salt")
    memo.recall("unit", lambda: make(watched["problems"]))

`recall` runs a function once and keeps, with its result, the name of everything that the function read and a
fingerprint of what stood there. The next run compares fingerprints: if all are the same, so is the result. Nobody has
to say what a page depends on, and nobody can forget to: a function that reads from the watched mappings alone (and
from the salt) is remembered rightly. This is what build systems call a verifying trace (Mokhov, Mitchell, Peyton Jones:
Build Systems à la Carte, ICFP 2018, section 4.2.2).
"""

from __future__ import annotations

import json
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from hashlib import blake2b
from typing import Any, Final, TypeVar

from aigc_kb.system.cache import Cache

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

_ALL: Final = "*"
"""Stands for a read of the whole mapping: its keys, their order and all values."""

Reads = dict[tuple[str, Any], None]
"""(table, key) in the order of the first read."""


class Watch:
    """Named mappings, what was read from them since `reads` was emptied, and fingerprints of what they hold."""

    def __init__(self, fingerprint: Callable[[Any], str]) -> None:
        """`fingerprint`: equal for equal values, and differing for different ones; stable between runs."""
        self.reads: Reads = {}
        self._tables: dict[str, Mapping[Any, Any]] = {}
        self._fingerprint = fingerprint
        self._known: dict[tuple[str, Any], str] = {}

    def add(self, table: str, mapping: Mapping[K, V]) -> Mapping[K, V]:
        """The mapping to read from in place of `mapping`, which must not change any more."""
        self._tables[table] = mapping
        return Watched(self, table, mapping)

    def fingerprint(self, table: str, key: Any) -> str:
        """Of what stands at a key; that nothing does is a value like others."""
        known = self._known.get((table, key))
        if known is None:
            known = self._known[table, key] = self._compute(table, key)
        return known

    def _compute(self, table: str, key: Any) -> str:
        mapping = self._tables.get(table)
        if mapping is None:
            return "?"
        if key != _ALL:
            return self._fingerprint(mapping[key]) if key in mapping else "-"
        digest = blake2b(digest_size=8)
        for each in mapping:
            digest.update(f"{each!r}={self.fingerprint(table, each)};".encode())
        return digest.hexdigest()


class Watched(Mapping[K, V]):
    """A mapping that notes what is read from it."""

    __slots__ = ("_mapping", "_table", "_watch")

    def __init__(self, watch: Watch, table: str, mapping: Mapping[K, V]) -> None:
        self._watch = watch
        self._table = table
        self._mapping = mapping

    def __getitem__(self, key: K) -> V:
        self._watch.reads[self._table, key] = None
        return self._mapping[key]

    def __contains__(self, key: object) -> bool:
        self._watch.reads[self._table, key] = None
        return key in self._mapping

    def get(self, key: K, default: Any = None) -> Any:
        self._watch.reads[self._table, key] = None
        return self._mapping.get(key, default)

    def __iter__(self) -> Iterator[K]:
        self._watch.reads[self._table, _ALL] = None
        return iter(self._mapping)

    def __len__(self) -> int:
        self._watch.reads[self._table, _ALL] = None
        return len(self._mapping)

    def values(self) -> ValuesView[V]:
        self._watch.reads[self._table, _ALL] = None
        return self._mapping.values()

    def items(self) -> ItemsView[K, V]:
        self._watch.reads[self._table, _ALL] = None
        return self._mapping.items()


class Memo:
    """Results by unit of work, in a cache."""

    def __init__(self, cache: Cache, watch: Watch, salt: str) -> None:
        """`salt`: a digest of all that results depend on besides the code and the watched mappings."""
        self._cache = cache
        self._watch = watch
        self._salt = salt
        self._shared: tuple[str, Any, Reads] = ("", None, {})
        self.made: list[str] = []
        """The units that had to be made in this run."""

    def recall(self, unit: str, make: Callable[[], dict[str, str]]) -> dict[str, str]:
        """The result of `make`, which is run only if something that it read has changed. Units do not nest."""
        if not self._cache.keeps:
            return make()
        key = f"{self._salt}/{unit}"
        if (kept := self._cache.get(key)) is not None:
            head, _, body = kept.partition(b"\n")
            entry = json.loads(head)
            if self._holds(entry["read"]):
                return _unpacked(entry["parts"], body)
        self._watch.reads = {}
        result = make()
        self.made.append(unit)
        reads = [[table, key, self._watch.fingerprint(table, key)] for table, key in self._watch.reads]
        self._cache.put(key, _packed(reads, result))
        return result

    def shared(self, name: str, make: Callable[[], T]) -> T:
        """Something that units made one after the other use: made once, its reads noted for each of them.

        Only the last one is kept.
        """
        if self._shared[0] != name:
            outer, self._watch.reads = self._watch.reads, {}
            value = make()
            self._shared = (name, value, self._watch.reads)
            self._watch.reads = outer
        _, result, reads = self._shared
        self._watch.reads |= reads
        kept: T = result
        return kept

    def _holds(self, reads: list[list[Any]]) -> bool:
        for table, key, fingerprint in reads:
            # JSON has no tuples
            if self._watch.fingerprint(table, tuple(key) if isinstance(key, list) else key) != fingerprint:
                return False
        return True


def _packed(reads: list[list[Any]], texts: Mapping[str, str]) -> bytes:
    """A line of JSON, which says what was read and how long each text is, and the texts: most of what is kept."""
    parts = [(name, text.encode()) for name, text in texts.items()]
    head = {"read": reads, "parts": [[name, len(data)] for name, data in parts]}
    return b"".join([json.dumps(head).encode(), b"\n", *[data for _, data in parts]])


def _unpacked(parts: list[tuple[str, int]], body: bytes) -> dict[str, str]:
    texts, start = {}, 0
    for name, size in parts:
        texts[name] = body[start : start + size].decode()
        start += size
    return texts
