"""The words by which our own subject would be known in another knowledge base: names, addresses, ids, titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from aigc_kb import load
from aigc_kb.model.text import LANGS
from tests.conftest import ROOT

# What no title says by itself; the names of bodies whose frameworks we treat, and what everybody calls the subject.
_SUBJECT = (
    "AIGC",
    "hallucination",
    "hallucinations",
    "幻觉",
    "大模型",
    "生成式",
    "generative",
    "prompt injection",
    "提示词",
    "OWASP",
    "NIST",
    "TC260",
    "China",
    "中国",
    "European Union",
    "欧盟",
)


@cache
def ours() -> frozenset[str]:
    """Names, addresses, version, ids and titles of this repository's data, and the words of their subject."""
    kb = load(ROOT / "data")
    site = kb.site
    named = (site.title, site.short_title, site.publisher, site.description)
    titled = [*kb.entries(), *kb.frameworks.values()]
    found = {text[lang] for text in (*named, *(x.title for x in titled)) for lang in LANGS}
    found |= {x.id for x in titled} | kb.references.keys() | kb.studies.keys()
    # A single English word, such as "engineer", is nobody's: what is ours of that form stands above.
    found = {word for word in found if not re.fullmatch("[A-Za-z]+", word)} | {
        version.version for version in kb.versions
    }
    found |= {site.url.removeprefix("https://").rstrip("/"), site.repository.removeprefix("https://")}
    return frozenset((*found, *_SUBJECT))


def said(texts: Iterable[str], own: str = "") -> Iterator[tuple[str, str]]:
    """Which words of ours occur in texts, with where. Words that stand in `own` too are nobody's alone.

    ASCII words count whole, others wherever they stand; case does not matter.
    """
    own = own.casefold()
    folded = sorted(word for word in {word.casefold() for word in ours()} if word not in own)
    for text in texts:
        low = text.casefold()
        for word in folded:
            if word in low:  # most are not, and looking is faster than matching
                for match in re.finditer(_whole(word), low):
                    around = low[max(0, match.start() - 60) : match.end() + 60].replace("\n", " ")
                    yield word, around


def _whole(word: str) -> str:
    return rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)
