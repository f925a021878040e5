"""What language models read: twins, indexes and full texts, with every link leading somewhere."""

from __future__ import annotations

import re

import markdown
import pytest
from lxml import html as lxml_html

from aigc_kb.export import Edition, Export, llms
from aigc_kb.model.text import LANGS, Lang
from tests.conftest import ROOT
from tests.export.conftest import URL

HAND_WRITTEN = {f"{page.parent.name}/" for page in (ROOT / "docs" / "en").glob("*/index.md")}


def links(text: str) -> list[str]:
    """The links of a Markdown text, found by a Markdown library."""
    rendered = markdown.markdown(text, extensions=["tables", "attr_list"])
    return [str(x) for x in lxml_html.fragment_fromstring(rendered, create_parent="div").xpath("//a/@href")]


def test_every_page_has_a_twin(edition: Edition, files: dict[str, Export]) -> None:
    twins = {path for path, file in files.items() if file.format == "markdown"}
    assert twins == {f"{page.lang}/{page.path}index.md" for lang in LANGS for page in edition.pages(lang)}


def test_links_of_twins_lead_to_twins_or_pages(edition: Edition, files: dict[str, Export]) -> None:
    from urllib.parse import urljoin

    dead, checked = [], 0
    for page in [page for lang in LANGS for page in edition.pages(lang)][::9]:
        path = f"{page.lang}/{page.path}index.md"
        text = files[path].data.decode()
        for link in links(text.partition("---\n\n")[2]):
            target, _, anchor = urljoin(URL + path, link).partition("#")
            if not target.startswith(URL):
                continue
            checked += 1
            there = target.removeprefix(URL)
            if there in files:
                body = files[there].data.decode()
                if anchor and f'id="{anchor}"' not in body and f"{{#{anchor}}}" not in body:
                    dead.append(f"{path}: {link}: no anchor")
            elif there[3:] not in HAND_WRITTEN:
                dead.append(f"{path}: {link}: no file")
    assert dead == []
    assert checked > 500


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_names_every_entry_with_a_link_to_its_twin(
    lang: Lang, edition: Edition, files: dict[str, Export]
) -> None:
    data = files[f"{lang}/llms.txt"].data
    assert len(data) <= llms.MAX_INDEX
    text = data.decode()
    assert text.startswith(f"# {edition.kb.site.title[lang]}\n\n> ")
    found = re.findall(r"^- \[(.+)\]\((\S+)\): .+$", text, re.MULTILINE)
    assert [title for title, _ in found] == [entry.title[lang] for entry in edition.kb.entries()]
    assert all(url.removeprefix(URL) in files for _, url in found)


@pytest.mark.parametrize("lang", LANGS)
def test_the_full_text_holds_every_entry_with_whole_addresses(
    lang: Lang, edition: Edition, files: dict[str, Export]
) -> None:
    data = files[f"{lang}/llms-full.txt"].data
    assert len(data) <= llms.MAX_FULL
    text = data.decode()
    for entry in edition.kb.entries():
        assert f"<{edition.entry_url(lang, entry)}>" in text
        own = files[f"{lang}/{edition.entry_url(lang, entry).removeprefix(f'{URL}{lang}/')}index.md"].data.decode()
        assert own.partition("---\n\n")[2].splitlines()[0] in text
    inner = re.findall(r"\]\(([^)]+)\)", text)
    lost = [link for link in inner if not link.startswith(("https://", "http://", "#"))]
    assert lost == []
    ours = {link.partition("#")[0].removeprefix(URL) for link in inner if link.startswith(URL)}
    assert {x for x in ours if x not in files and x[3:] not in HAND_WRITTEN} == set()


def test_what_does_not_fit_is_named(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llms, "MAX_INDEX", 5_000)
    text = llms.index(edition, "en")
    assert len(text.encode()) <= 5_000
    assert re.search(r"Left out for length: \d+ entries", text)


def test_the_entry_point_leads_to_both_languages(files: dict[str, Export]) -> None:
    text = files["llms.txt"].data.decode()
    for lang in LANGS:
        assert f"{URL}{lang}/llms.txt" in text
