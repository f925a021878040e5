"""Every item of the registries is mapped from an entry, or out of scope with a reason written for it."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.model.registers import Item
from aigc_kb.model.text import LANGS, Lang

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
NAMES: Final = [key for key, _ in REQUIRED]

# A reason says why this item is left out; what is shorter than this is a formula.
SHORTEST_REASON: Final[dict[Lang, int]] = {"zh": 20, "en": 60}


def _state(kb: KnowledgeBase, framework: str, items: list[Item]) -> dict[str, str]:
    """Each item as `mapped`, `out of scope` or `open`."""
    mapped = relate(kb).mapped
    return {
        item.id: "mapped" if mapped.get((framework, item.id)) else "out of scope" if item.out_of_scope else "open"
        for item in items
    }


def _open(framework: str, state: dict[str, str]) -> list[str]:
    counts = Counter(state.values())
    print(f"{framework:30} {len(state):>4} items, " + ", ".join(f"{counts[word]} {word}" for word in sorted(counts)))
    return [key for key, word in state.items() if word == "open"]


def _registries(kb: KnowledgeBase) -> list[tuple[str, Item]]:
    return [(key, item) for key, framework in kb.frameworks.items() for item in framework.items]


@pytest.mark.parametrize(("framework", "only"), REQUIRED, ids=NAMES)
def test_every_item_is_mapped_or_out_of_scope(kb: KnowledgeBase, framework: str, only: str | None) -> None:
    items = [item for item in kb.frameworks[framework].items if only is None or item.list == only]
    assert items, f"{framework} has no list {only}"
    assert _open(framework, _state(kb, framework, items)) == []


def test_the_only_list_of_mere_groups_is_that_of_the_tactics_of_atlas(kb: KnowledgeBase) -> None:
    """Stages of an attack, under which ATLAS files one technique several times. A list marked so need not be mapped."""
    marked = {
        (framework.id, listing.id)
        for framework in kb.frameworks.values()
        for listing in framework.lists
        if listing.headings
    }
    assert marked == {("mitre-atlas", "tactics")}


def test_only_headings_are_open_in_the_other_registries(kb: KnowledgeBase) -> None:
    """Beyond the promise: an item may be open if it is a heading, that is the parent of others."""
    still_open = []
    for framework in sorted(set(kb.frameworks) - {key for key, only in REQUIRED if only is None}):
        items = kb.frameworks[framework].items
        headings = {item.parent for item in items}
        grouping = {listing.id for listing in kb.frameworks[framework].lists if listing.headings}
        headings |= {item.id for item in items if item.list in grouping}
        still_open += [
            f"{framework} {key}" for key in _open(framework, _state(kb, framework, list(items))) if key not in headings
        ]
    assert still_open == []


def test_reasons_say_something_in_both_languages(kb: KnowledgeBase) -> None:
    wanting = [
        f"{framework} {item.id}: {lang}"
        for framework, item in _registries(kb)
        if item.out_of_scope
        for lang, least in SHORTEST_REASON.items()
        if len(item.out_of_scope[lang].strip()) < least
    ]
    assert wanting == []


def test_no_two_items_share_a_reason(kb: KnowledgeBase) -> None:
    """A reason that fits two items was written for neither."""
    reasons = Counter(item.out_of_scope[lang] for _, item in _registries(kb) if item.out_of_scope for lang in LANGS)
    assert [text for text, times in reasons.items() if times > 1] == []


def test_no_item_is_both_mapped_and_out_of_scope(kb: KnowledgeBase) -> None:
    mapped = relate(kb).mapped
    both = [f"{key} {item.id}" for key, item in _registries(kb) if item.out_of_scope and mapped.get((key, item.id))]
    assert both == []


def test_no_two_rows_of_a_framework_share_a_rationale(kb: KnowledgeBase) -> None:
    """A rationale is written for one entry and one item; the same words twice were not judged one by one."""
    notes = Counter(
        (row.framework, row.note[lang])
        for rows in [e.mappings for e in kb.problems.values()] + [e.mappings for e in kb.mitigations.values()]
        for row in rows
        for lang in LANGS
    )
    assert [f"{framework}: {text}" for (framework, text), times in notes.items() if times > 1] == []
