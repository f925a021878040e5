"""`CITATION.cff` says what the data says. Its schema is checked by cffconvert, whose old jsonschema keeps it out of the
environment: `uvx cffconvert --validate`."""

from __future__ import annotations

import yaml

from aigc_kb import KnowledgeBase
from tests.conftest import ROOT


def test_the_citation_file_agrees_with_the_site_and_the_version(kb: KnowledgeBase) -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cff)
    assert cff["title"] == f"{kb.site.title.en} · {kb.site.title.zh}"
    assert cff["authors"][0] == {"name": kb.site.publisher.en, "alias": kb.site.publisher.zh}
    assert cff["version"] == kb.version
    assert (cff["license"], cff["url"], cff["repository-code"]) == (
        kb.site.licence,
        kb.site.url,
        kb.site.repository,
    )
