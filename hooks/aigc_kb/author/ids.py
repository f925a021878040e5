"""Ids that a command may give, and what else an id may be given as."""

from __future__ import annotations

import re
from typing import Final

from aigc_kb.load.store import Store
from aigc_kb.model.fields import DEVICE_NAMES, ID_PATTERN
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.registers import Reference

_BEFORE: Final = re.compile(
    r"(?:https?://)?(?:(?:dx\.)?doi\.org/|arxiv\.org/(?:abs|pdf)/|doi:|arxiv:)?(?:10\.48550/arxiv\.)?"
)
_SOURCE: Final = re.compile(r"10\.[0-9]{4,9}/\S+|[0-9]{4}\.[0-9]{4,5}")
_VERSION: Final = re.compile(r"(?<=\d)v[0-9]+$")


def reference_of(store: Store, word: str) -> str:
    """The key of the reference that has a DOI or an arXiv id, with or without its address; any other word as it is.
    Raises RefusedError where no reference has it."""
    source = _bare(word)
    if not _SOURCE.fullmatch(source):
        return word
    for key, item in store.references.items():
        if source in _sources(item.value):
            return key
    raise RefusedError(
        f"没有 DOI 或 arXiv 号为“{source}”的文献，先在 references/ 里加上",
        f"no reference has the DOI or arXiv id `{source}`: add it under references/ first",
    )


def _sources(reference: Reference) -> set[str]:
    """DOI and arXiv id of a reference, as they are compared."""
    return {_bare(word) for word in (reference.DOI, reference.archive_location, reference.URL) if word}


def _bare(word: str) -> str:
    """A DOI or arXiv id without address, prefix and version, in lower case."""
    return _VERSION.sub("", _BEFORE.sub("", word.lower(), count=1))


def refuse_unusable(key: str) -> None:
    """Raises RefusedError for what cannot be the id of a new entry or term, in this or any knowledge base."""
    if not re.fullmatch(ID_PATTERN, key):
        raise RefusedError(
            f"“{key}”不能作 id：只用小写英文字母、数字和连字符，以字母开头",
            f"`{key}` cannot be an id: use lower-case letters, digits and hyphens, and start with a letter",
        )
    if key in DEVICE_NAMES:
        raise RefusedError(
            f"“{key}”是 Windows 的设备名，不能作 id", f"`{key}` is the name of a device in Windows and cannot be an id"
        )
