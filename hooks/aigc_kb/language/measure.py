"""What the texts of an entry amount to: its length in each language, and the references that it cites."""

from __future__ import annotations

import re
from typing import Final

from aigc_kb.language import markup
from aigc_kb.model.entries import Entry
from aigc_kb.model.fields import ReferenceKey
from aigc_kb.model.text import Lang
from aigc_kb.model.walk import find, texts

_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’.,%-]*")
_CITATION: Final = re.compile(r"\[@[^\]]*\]")


def characters(entry: Entry) -> int:
    """Chinese characters in all texts of an entry, citations not counted."""
    return sum(map(len, _HAN.findall(_own_words(entry, "zh"))))


def words(entry: Entry) -> int:
    """English words in all texts of an entry, citations not counted."""
    return len(_WORD.findall(_own_words(entry, "en")))


def _own_words(entry: Entry, lang: Lang) -> str:
    return _CITATION.sub("", "\n".join(text[lang] for _, _, text in texts(entry)))


def references_of(entry: Entry) -> set[str]:
    """The keys of all references that an entry cites, in its fields or in its texts."""
    keys = {value for _, _, value in find(entry, ReferenceKey)}
    for _, _, text in texts(entry):
        keys.update(markup.cited_keys(text.zh))
    return keys
