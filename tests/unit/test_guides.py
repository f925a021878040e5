"""The pages for people who write entries: every rule and every field is on them, in both languages, with true examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from aigc_kb import KnowledgeBase, check
from aigc_kb.base.relations import relate
from aigc_kb.check import report
from aigc_kb.document import blocks as b
from aigc_kb.document.html import HtmlWriter
from aigc_kb.document.markdown import MarkdownWriter, code
from aigc_kb.export.api import exports
from aigc_kb.export.edition import Edition
from aigc_kb.guide import fields as fieldguide
from aigc_kb.guide import schema
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from aigc_kb.model.conditions import HOW
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages import guides
from aigc_kb.pages.build import names
from aigc_kb.pages.context import Context
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def pages(kb: KnowledgeBase) -> dict[tuple[str, Lang], b.Page]:
    relations = relate(kb)
    contexts = [Context(kb, relations, lang) for lang in LANGS]
    return {(p.path, p.lang): p for ctx in contexts for p in (guides.rules_page(ctx), guides.schema_page(ctx))}


def html(page: b.Page, kb: KnowledgeBase) -> str:
    return HtmlWriter(page, names(kb), "directory").write().html


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_has_its_place_and_says_why(
    lang: Lang, pages: dict[tuple[str, Lang], b.Page], kb: KnowledgeBase
) -> None:
    page = pages[report.RULES_PATH, lang]
    shown = html(page, kb)
    blocks = list(page.blocks)
    for rule in check.catalogue():
        assert f'<h3 id="{rule.code.lower()}">{rule.code} ' in shown
        at = next(i for i, x in enumerate(blocks) if isinstance(x, b.Heading) and x.id == rule.code.lower())
        section = blocks[at : at + 7]
        spoken = "".join(words(section))
        assert rule.title[lang] in spoken
        assert rule.why[lang].replace("`", "") in spoken
        assert guides.without_holes(rule.remedy[lang]).replace("`", "") in spoken
        samples = [x.text for x in section if isinstance(x, b.Code)]
        assert samples == [
            "\n".join(report.visible(line) for line in text.splitlines()) for text in (rule.bad, rule.good)
        ]


def words(blocks: list[b.Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, b.Heading):
            yield block.text
        elif isinstance(block, b.Para):
            yield from inline(block.children)


def inline(children: tuple[b.Inline, ...]) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            yield child
        elif isinstance(child, b.Mono):
            yield child.text
        elif isinstance(child, b.Note):
            yield from inline(child.children)


def test_findings_lead_to_where_the_rules_stand() -> None:
    assert report.rule_page("https://x.org/", "KB310", "zh") == "https://x.org/zh/rules/#kb310"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", schema.DOCUMENTS)
def test_every_field_is_explained(
    name: str, lang: Lang, pages: dict[tuple[str, Lang], b.Page], kb: KnowledgeBase
) -> None:
    shown = html(pages["schema/", lang], kb)
    found = fieldguide.fields(name, {})
    assert len({field.anchor for field in found}) == len(found)
    for field in found:
        row = shown.partition(f'<tr id="{name}-{field.anchor}">')[2].partition("</tr>")[0]
        assert f"<code>{field.path}</code>" in row
        assert field.doc[lang].replace("`", "") in row.replace("<code>", "").replace("</code>", "")
        assert field.shape[lang] in row


def test_closed_lists_are_listed_with_their_names(pages: dict[tuple[str, Lang], b.Page], kb: KnowledgeBase) -> None:
    assert "<code>field-measurement</code> Measurement in production" in html(pages["schema/", "en"], kb)
    for role in kb.site.roles:
        assert f"<code>{role.id}</code> {role.title.zh}" in html(pages["schema/", "zh"], kb)


def test_the_sample_behind_the_examples_is_clean(tmp_path: Path) -> None:
    examples.write("", tmp_path, "full")
    found = check.run(load_store(tmp_path, shown=""), hints=True)
    assert [f"{f.place}: {f.code} {f.message('en')}" for f in found] == []


@pytest.mark.parametrize("name", schema.DOCUMENTS)
def test_every_field_has_an_example_that_yaml_reads(name: str) -> None:
    fields = fieldguide.fields(name, {})
    for index, field in enumerate(fields):
        has_own = index + 1 < len(fields) and fields[index + 1].path.startswith((f"{field.path}.", f"{field.path}[]."))
        assert bool(field.example) != has_own, field.path
        if field.example:
            value = yaml.load(field.example, Loader=yaml.BaseLoader)
            assert value not in ("", [], {}), field.path
            if isinstance(value, dict):
                condition = set(value) == {"question", "answers"} or set(value) & set(HOW)
                assert set(value) == {"zh", "en"} or condition, field.path


def test_the_schemas_are_published_as_they_stand_in_the_repository(kb: KnowledgeBase) -> None:
    files = {f.path: f for f in exports(Edition(kb, relate(kb), kb.site.url)) if f.path.startswith(schema.ADDRESS)}
    assert set(files) == {f"{schema.ADDRESS}{name}.json" for name in schema.DOCUMENTS}
    for path, file in files.items():
        assert file.data == (ROOT / "schema" / path.rpartition("/")[2]).read_bytes()
        assert file.listed, "the downloads page names it"


def test_examples_with_backticks_stay_whole_in_markdown(
    pages: dict[tuple[str, Lang], b.Page], kb: KnowledgeBase
) -> None:
    assert code("a`b``c") == "```a`b``c```"
    assert code("`a") == "`` `a ``"
    text = MarkdownWriter(pages[report.RULES_PATH, "en"], names(kb)).write()
    assert "{#kb404}" in text
