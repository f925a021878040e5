"""Finds the term base's words in running text, so that the first mention on a page can explain itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Final

from aigc_kb.model.registers import Term
from aigc_kb.model.text import Lang

# Text between tags. Words inside links and code explain themselves or are not words.
_PIECES: Final = re.compile(r"(<a\b.*?</a>|<code>.*?</code>|<[^>]*>|\ue000[^\ue002]*\ue002)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mention:
    """A term at a place in rendered HTML."""

    start: int
    end: int
    term: str


class TermIndex:
    """The words of one language. `mentions` remembers what it found in a text: pages repeat texts."""

    def __init__(self, terms: Iterable[Term], lang: Lang) -> None:
        words: dict[str, str] = {}
        for term in terms:
            names = (term.word(lang), *term.aliases[lang])
            for name in names:
                if len(name) >= (2 if lang == "zh" else 3):
                    words.setdefault(escape(name.lower(), quote=False), term.id)
        self.words: Mapping[str, str] = words
        edge = "" if lang == "zh" else r"\b"
        plural = "" if lang == "zh" else "s?"
        body = _trie_pattern(words) if words else "(?!)"
        self.pattern = re.compile(f"{edge}({body}){plural}{edge}")
        self.mentions = lru_cache(maxsize=20_000)(self._mentions)

    def _mentions(self, rendered: str) -> tuple[Mention, ...]:
        """Every mention in a piece of HTML (or of HTML with link and citation marks), in order."""
        found: list[Mention] = []
        at = 0
        for index, piece in enumerate(_PIECES.split(rendered)):
            lowered = piece.lower()
            # Lower-casing may change a text's length (as of Turkish İ); then places would be wrong.
            if index % 2 == 0 and len(lowered) == len(piece):
                for m in self.pattern.finditer(lowered):
                    found.append(Mention(at + m.start(), at + m.end(), self.words[m.group(1)]))
            at += len(piece)
        return tuple(found)


def _trie_pattern(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, that looks at each character of a text about once."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [re.escape(char) + _pattern(child) for char, child in sorted(node.items()) if char]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 else "|".join(branches)
    if "" in node:
        return f"(?:{inner})?"
    return inner if len(branches) == 1 else f"(?:{inner})"
