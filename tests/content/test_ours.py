"""What was promised of this repository's own data, and of no other knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.document.addresses import INDEX_PAGES
from aigc_kb.model.fields import Obj, specs
from aigc_kb.model.text import LANGS
from tests.conftest import DATA, ROOT

pytestmark = pytest.mark.skipif(DATA.resolve() != ROOT / "data", reason="another knowledge base")


def asked(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every threshold by its name."""
    for spec in specs(type(value)):
        inner = getattr(value, spec.name)
        if isinstance(spec.kind, Obj):
            yield from asked(inner, f"{at}{spec.name}.")
        else:
            yield f"{at}{spec.name}", inner


def test_something_is_asked_in_every_respect(kb: KnowledgeBase) -> None:
    """How much, `site.yaml` says: a threshold that is taken out there is missed here."""
    thresholds = dict(asked(kb.site.thresholds))
    assert len(thresholds) > 30
    assert [name for name, value in thresholds.items() if not value] == []


def test_the_founding_statements_are_all_there(kb: KnowledgeBase) -> None:
    assert [origin.id for origin in kb.site.origins] == [f"S{number:02}" for number in range(1, 25)]


def test_every_hand_written_page_is_published(kb: KnowledgeBase) -> None:
    documents = {document.id for document in kb.site.documents}
    for lang in LANGS:
        assert {page.parent.name for page in (ROOT / "docs" / lang).glob("*/index.md")} == documents


def test_every_page_of_the_whole_is_in_the_navigation(kb: KnowledgeBase) -> None:
    listed = {page for group in kb.site.navigation for page in group.pages}
    assert listed == {*INDEX_PAGES, *(document.id for document in kb.site.documents)}


def test_there_is_a_path_named_after_every_kind_of_reader(kb: KnowledgeBase) -> None:
    readers = {"product-manager", "engineer", "founder", "compliance", "student", "researcher"}
    assert readers == set(kb.site.thresholds.totals.readers)
    assert readers | {"hands-on-project"} <= set(kb.paths)


def test_the_only_list_of_mere_groups_is_that_of_the_tactics_of_atlas(kb: KnowledgeBase) -> None:
    """Stages of an attack, under which ATLAS files one technique several times. A list marked so need not be mapped."""
    marked = {
        (framework.id, listing.id)
        for framework in kb.frameworks.values()
        for listing in framework.lists
        if listing.headings
    }
    assert marked == {("mitre-atlas", "tactics")}
