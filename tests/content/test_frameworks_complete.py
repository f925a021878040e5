"""Every item of the registries that the knowledge base promises to cover is mapped, or out of scope with a reason."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.model.registers import Item
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.relate import relate

# A registry, and the one list of it that the promise is about; None stands for all its lists.
INTERNATIONAL: Final[tuple[tuple[str, str | None], ...]] = (
    ("nist-ai-600-1", None),
    ("owasp-llm-2025", None),
    ("owasp-llm-2026", None),
    ("owasp-agentic-2026", None),
    # The seven domains above the subdomains are headings without a definition of their own.
    ("mit-ai-risk-repository", "subdomains"),
)

# Law and standards: the Chinese measures and frameworks, and the EU articles that concern generative AI.
LAW_AND_STANDARDS: Final[tuple[tuple[str, str | None], ...]] = (
    ("eu-ai-act", None),
    ("tc260-framework-2", None),
    ("tc260-framework-3", None),
    ("gbt-45654-2025", None),
    ("gb-45438-2025", None),
    ("cn-genai-interim-measures", None),
    ("cn-deep-synthesis", None),
    ("cn-labelling-measures", None),
    ("cn-anthropomorphic-measures", None),
)

REQUIRED: Final = INTERNATIONAL + LAW_AND_STANDARDS

# A reason says why this item is left out; fewer signs than this are a formula.
SHORTEST_REASON: Final[dict[Lang, int]] = {"zh": 20, "en": 60}


def _items(kb: KnowledgeBase, framework: str, only: str | None) -> list[Item]:
    return [item for item in kb.frameworks[framework].items if only is None or item.list == only]


@pytest.mark.parametrize(("framework", "only"), REQUIRED, ids=[key for key, _ in REQUIRED])
def test_every_item_is_mapped_or_out_of_scope(kb: KnowledgeBase, framework: str, only: str | None) -> None:
    mapped = relate(kb).mapped
    items = _items(kb, framework, only)
    assert items, f"{framework} has no list {only}"
    state = {
        item.id: "mapped" if mapped.get((framework, item.id)) else "out of scope" if item.out_of_scope else "open"
        for item in items
    }
    counts = Counter(state.values())
    print(f"{framework}: {len(items)} items, " + ", ".join(f"{counts[word]} {word}" for word in sorted(counts)))
    assert [key for key, word in state.items() if word == "open"] == []


@pytest.mark.parametrize(("framework", "only"), REQUIRED, ids=[key for key, _ in REQUIRED])
def test_reasons_are_given_in_both_languages(kb: KnowledgeBase, framework: str, only: str | None) -> None:
    wanting = [
        f"{item.id}: {lang}"
        for item in _items(kb, framework, only)
        if item.out_of_scope
        for lang, least in SHORTEST_REASON.items()
        if len(item.out_of_scope[lang].strip()) < least
    ]
    assert wanting == []


@pytest.mark.parametrize("framework", sorted({key for key, _ in REQUIRED}))
def test_no_two_items_share_a_reason(kb: KnowledgeBase, framework: str) -> None:
    """A reason that fits two items was written for neither."""
    reasons = Counter(
        item.out_of_scope[lang] for item in kb.frameworks[framework].items if item.out_of_scope for lang in LANGS
    )
    assert [text for text, times in reasons.items() if times > 1] == []


@pytest.mark.parametrize("framework", sorted({key for key, _ in REQUIRED}))
def test_no_item_is_both_mapped_and_out_of_scope(kb: KnowledgeBase, framework: str) -> None:
    mapped = relate(kb).mapped
    both = [
        item.id for item in kb.frameworks[framework].items if item.out_of_scope and mapped.get((framework, item.id))
    ]
    assert both == []
