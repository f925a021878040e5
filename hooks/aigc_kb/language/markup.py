"""What contributors may write inside a text beyond plain words: links by id, citations, and a little Markdown.

This module only recognises; checking what is recognised is the rules' work (`check`), and turning it into HTML is the
text gate's (`write.gate`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from aigc_kb.model.finding import MOST

KEY: Final = r"[a-z0-9][a-z0-9-]*"
_LINK = re.compile(r"\[\[([^\[\]\n|]*)(?:\|([^\[\]\n]*))?\]\]")
_CITATION = re.compile(r"\[(@[^\[\]\n]*)\]")
_CITED = re.compile(rf"@({KEY})(?:,\s*([^;@]+))?")
_WEB_LINK = re.compile(r"(?<!\!)\[([^\[\]\n]+)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_TICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class EntryLink:
    """`[[id]]` or `[[id|words]]`."""

    raw: str
    start: int
    target: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """`[@key; @other, p. 12]`. `cited` are (key, locator) pairs; empty where the syntax is wrong."""

    raw: str
    start: int
    cited: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class WebLink:
    """`[words](https://…)`."""

    raw: str
    start: int
    words: str
    url: str


def _code(text: str) -> Iterator[tuple[int, int, int]]:
    """Where code spans begin and end, and how many backticks bound them: from each run of backticks to the next of the
    same length in its line, or else from a part of it that has a partner."""
    if "`" not in text:
        return
    begin = 0
    for line in text.split("\n"):
        runs = [(m.start(), m.end()) for m in _TICKS.finditer(line)]
        # Runs by length, the next one last: each is looked at once, however many lengths there are.
        waiting: dict[int, list[tuple[int, int]]] = {}
        for run in reversed(runs):
            waiting.setdefault(run[1] - run[0], []).append(run)
        done = 0
        for start, end in runs:
            if start < done:
                continue
            for ticks in range(end - start, 0, -1):
                partners = waiting.get(ticks, [])
                while partners and partners[-1][0] < end:
                    partners.pop()
                if partners:
                    done = partners[-1][1]
                    yield begin + end - ticks, begin + done, ticks
                    break
        begin += len(line) + 1


def code_spans(text: str) -> tuple[str, ...]:
    """The code spans of a text, without their backticks."""
    return tuple(text[start + ticks : end - ticks] for start, end, ticks in _code(text))


def without_code(text: str) -> str:
    """The text with code spans blanked out, positions kept: nothing inside them is markup."""
    out, last = [], 0
    for start, end, _ in _code(text):
        out += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*out, text[last:]]) if out else text


def entry_links(text: str) -> tuple[EntryLink, ...]:
    """The links to entries, in order."""
    return _entry_links(text) if "[[" in text else ()


def citations(text: str) -> tuple[Citation, ...]:
    """The citations, in order."""
    return _citations(text) if "[@" in text else ()


# The rules, the relations and each writer ask for the same texts in turn: a cache too small for all would never be hit.
@lru_cache(maxsize=1 << 20)
def _entry_links(text: str) -> tuple[EntryLink, ...]:
    found = _LINK.finditer(without_code(text))
    return tuple([EntryLink(m[0], m.start(), m[1].strip(), m[2] and m[2].strip()) for m in found])


@lru_cache(maxsize=1 << 20)
def _citations(text: str) -> tuple[Citation, ...]:
    found = _CITATION.finditer(without_code(text))
    return tuple([Citation(m[0], m.start(), parse_citation(m[1])) for m in found])


def forget() -> None:
    """Drop all that is remembered of texts."""
    _entry_links.cache_clear()
    _citations.cache_clear()


def parse_citation(inside: str) -> tuple[tuple[str, str | None], ...]:
    """`@a, p. 1; @b` as ((a, "p. 1"), (b, None)); empty where any part is not a citation."""
    cited = []
    for part in inside.split(";"):
        m = _CITED.fullmatch(part.strip())
        if m is None:
            return ()
        cited.append((m.group(1), m.group(2).strip() if m.group(2) else None))
    return tuple(cited)


def web_links(text: str) -> Iterator[WebLink]:
    if "](" in text:
        for m in _WEB_LINK.finditer(without_code(text)):
            yield WebLink(m.group(), m.start(), m.group(1), m.group(2))


def cited_keys(text: str) -> tuple[str, ...]:
    """The keys cited in a text, in order, with repeats."""
    return tuple(key for citation in citations(text) for key, _ in citation.cited)


# No pattern may look from every place to the end of the text: a bracket ends each search for the next bracket.
# What a text may not contain: markup that the gate would show literally, or that other engines would execute.
_FORBIDDEN: Final = (
    ("html", re.compile(r"<(?:[a-zA-Z!/?])[^\n]*")),
    ("heading", re.compile(r"^ {0,3}#{1,6}(?:\s|$).*", re.MULTILINE)),
    ("heading", re.compile(r"^ {0,3}(?:=+|-+)[ ]*$", re.MULTILINE)),
    ("image", re.compile(r"!\[[^\[\]\n]*(?:\]\(?[^)\n]*\)?)?")),
    ("reference", re.compile(r"^ {0,3}\[[^\]\n]+\]:.*", re.MULTILINE)),
    ("template", re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|--8<--")),
    ("attributes", re.compile(r"\{:[^}\n]{0,200}\}|\{\s{0,200}[.#][\w-]{1,200}[^}\n]{0,200}\}")),
    ("table", re.compile(r"^[ ]*\|.*\|[ ]*$", re.MULTILINE)),
    ("rule", re.compile(r"^ {0,3}(?:\*[ ]*){3,}$|^ {0,3}(?:_[ ]*){3,}$", re.MULTILINE)),
    ("code block", re.compile(r"^ {0,3}(?:```|~~~).*", re.MULTILINE)),
    ("nested list", re.compile(r"^[ ]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ ]+){2,}[^\n]*", re.MULTILINE)),
    ("quote", re.compile(r"^ {0,3}>.*", re.MULTILINE)),
)


def forbidden(text: str) -> Iterator[tuple[str, str]]:
    """Markup that is not allowed in any text, as (kind, what was found)."""
    bare = without_code(text)
    for kind, pattern in _FORBIDDEN:
        for m in islice(pattern.finditer(bare), MOST):
            yield kind, text[m.start() : m.end()].strip()[:60]


_BROKEN: Final = (
    re.compile(r"\[\[[^\[\]\n]*(?:\](?!\])|(?=\[)|$|\n)"),  # [[id] or [[id
    re.compile(r"(?<!\[)\[[^\[\]\n@]*@[^\[\]\n]*\]"),  # [see @key]: prefixes are not supported
    re.compile(r"\[@[^\[\]\n]*(?:(?=\[)|$|\n)"),  # [@key without its bracket
)


def broken(text: str) -> Iterator[str]:
    """Attempts at a link or citation that do not parse."""
    bare = without_code(text)
    for pattern in _BROKEN:
        for m in islice(pattern.finditer(bare), MOST):
            raw = m.group().strip()
            if not (raw.startswith("[@") and raw.endswith("]") and parse_citation(raw[1:-1])):
                yield raw[:60]


_BLOCKS = re.compile(r"^[ ]*(?:[-*+]|[0-9]+[.)])[ ]+", re.MULTILINE)


def structure(text: str) -> tuple[int, int]:
    """Shape of a block text: number of paragraphs or lists, number of list items. For comparing two languages."""
    chunks = [chunk for chunk in re.split(r"\n[ ]*\n", text.strip()) if chunk.strip()]
    return len(chunks), len(_BLOCKS.findall(text))


_CITED_SPAN: Final = re.compile(r"\[@[^\]]*\]")


def plain(text: str) -> str:
    """A contributor's inline text without its markup, for descriptions and search."""
    if "[@" in text:  # and the blanks before: a pattern that began with them would be tried at every character
        *before, after = _CITED_SPAN.split(text)
        text = "".join([part.rstrip() for part in before]) + after
    for link in reversed(entry_links(text)):
        text = text[: link.start] + (link.words or link.target) + text[link.start + len(link.raw) :]
    if "](" in text:
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return text.replace("*", "").replace("`", "").strip()
