"""What is said of the items of frameworks is said of each by itself. That none is forgotten, the rules KB714 and KB715
hold, as `site.yaml` asks."""

from __future__ import annotations

from collections import Counter

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.model.frameworks import Item
from aigc_kb.model.text import LANGS


def _registries(kb: KnowledgeBase) -> list[tuple[str, Item]]:
    return [(key, item) for key, framework in kb.frameworks.items() for item in framework.items]


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
