"""The method page says what the code does: its tables and worked examples are made from the rule."""

from __future__ import annotations

import re

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.base.verdicts import CONTROLLED, EXAMPLES, VERDICTS, assess
from aigc_kb.export import llms
from aigc_kb.export.edition import Edition
from aigc_kb.model import vocabulary as v
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages.method import PARTS
from tests.conftest import ROOT


def page(kb: KnowledgeBase, lang: Lang) -> str:
    text = (ROOT / "docs" / lang / "method" / "index.md").read_text(encoding="utf-8")
    return Edition(kb, relate(kb), kb.site.url).filled(text, lang)


def rows(text: str, anchor: str) -> list[list[str]]:
    """The cells of the table in a section, its head left out."""
    section = text.partition(f"{{#{anchor}}}")[2].partition("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return lines[2:]


@pytest.mark.parametrize("lang", LANGS)
def test_every_worked_example_stands_with_what_the_rule_makes_of_it(lang: Lang, kb: KnowledgeBase) -> None:
    shown = rows(page(kb, lang), "rule")
    assert len(shown) == len(EXAMPLES)
    for (found, verdict, grade), example in zip(shown, EXAMPLES, strict=True):
        outcome = assess(example)
        assert v.label(v.VERDICT, outcome.verdict)[lang] in verdict
        assert v.label(v.GRADE, outcome.grade)[lang] == grade
        lines = found.split("<br>") if example else []
        assert len(lines) == len(example)
        for line, finding in zip(lines, example, strict=True):
            assert line.startswith(finding.study)
            assert v.label(v.DIRECTION, finding.direction)[lang] in line
            assert v.label(v.DESIGN, finding.design)[lang].lower() in line
            assert (v.label(v.INDEPENDENCE, "vendor")[lang].lower() in line) is not finding.independent
            assert ({"zh": "间接", "en": "indirect"}[lang] in line) is not finding.direct


def test_the_examples_show_every_verdict() -> None:
    assert {assess(example).verdict for example in EXAMPLES} == set(VERDICTS)


@pytest.mark.parametrize("lang", LANGS)
def test_every_verdict_and_every_grade_is_explained_in_its_order(lang: Lang, kb: KnowledgeBase) -> None:
    text = page(kb, lang)
    verdicts = [
        (f"{v.VERDICT_SIGN[key]} **{name[lang]}**", v.VERDICT_MEANING[key][lang]) for key, name in v.VERDICT.labels
    ]
    grades = [(f"**{name[lang]}**", v.GRADE_MEANING[key][lang]) for key, name in v.GRADE.labels]
    assert [tuple(row) for row in rows(text, "evidence")] == verdicts
    assert [tuple(row) for row in rows(text, "grades")] == grades


@pytest.mark.parametrize("lang", LANGS)
def test_the_designs_that_compare_are_named(lang: Lang, kb: KnowledgeBase) -> None:
    section = page(kb, lang).partition("{#grades}")[2].partition("\n## ")[0]
    for key, name in v.DESIGN.labels:
        assert (name[lang].lower() in section) is (key in CONTROLLED), key


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_left_to_fill_in(lang: Lang, kb: KnowledgeBase) -> None:
    edition = Edition(kb, relate(kb), kb.site.url)
    for file in (ROOT / "docs" / lang).rglob("*.md"):
        assert not re.search(r"\{\{ \w+ \}\}", edition.filled(file.read_text(encoding="utf-8"), lang)), file
    assert edition.filled("{{ version }} {{ date }}", lang) == f"{edition.version} {edition.date}"
    assert edition.filled("{{ unknown }} {{version}}", lang) == "{{ unknown }} {{version}}"


def test_each_part_stands_on_the_page() -> None:
    for lang in LANGS:
        text = (ROOT / "docs" / lang / "method" / "index.md").read_text(encoding="utf-8")
        assert set(re.findall(r"\{\{ (\w+) \}\}", text)) == set(PARTS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_for_language_models_names_every_verdict_and_grade(lang: Lang, kb: KnowledgeBase) -> None:
    about = llms.index(Edition(kb, relate(kb), kb.site.url), lang).split("\n\n")[2]
    for kind in (v.VERDICT, v.GRADE):
        assert all(name[lang] in about for _, name in kind.labels)
