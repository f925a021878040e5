"""The built HTML: every entry twice, every link alive, every page in its own language."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from aigc_kb import KnowledgeBase
from aigc_kb.document.addresses import entry_path
from tests.site.html import BuiltPage, pages


@pytest.fixture(params=["site", "offline"])
def built(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def test_every_entry_has_exactly_two_pages(built: Path, kb: KnowledgeBase) -> None:
    paths = Counter(page.path for page in pages(built))
    for entry in kb.entries():
        found = [path for path in paths if path.endswith(f"/{entry_path(entry)}index.html")]
        assert sorted(found) == [f"{lang}/{entry_path(entry)}index.html" for lang in ("en", "zh")]
    expected = {f"{lang}/{entry_path(entry)}index.html" for entry in kb.entries() for lang in ("zh", "en")}
    folders = ("problems", "mitigations", "cases", "paths")
    extra = [p for p in paths if re.fullmatch(rf"(zh|en)/({'|'.join(folders)})/[^/]+/index\.html", p)]
    assert set(extra) == expected, "no page without an entry"


def test_pages_exist_in_both_languages(built: Path) -> None:
    by_lang = {lang: {p.path[3:] for p in pages(built) if p.path.startswith(f"{lang}/")} for lang in ("zh", "en")}
    assert by_lang["zh"] == by_lang["en"]
    assert len(by_lang["zh"]) > 70


def test_html_lang_is_the_language_of_the_page(built: Path) -> None:
    wrong = [
        (page.path, page.lang)
        for page in pages(built)
        if page.path[:3] in ("zh/", "en/") and page.lang != {"zh/": "zh-Hans", "en/": "en"}[page.path[:3]]
    ]
    assert not wrong


def test_every_internal_link_and_anchor_resolves(built: Path) -> None:
    files = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    ids = {page.path: set(page.ids) for page in pages(built)}
    dead: list[str] = []
    checked = 0
    for page in pages(built):
        if page.path == "404.html":  # its links are absolute: it is served at any address
            continue
        for link in page.links:
            target = page.target(link)
            if target is None:
                continue
            checked += 1
            path, anchor = target
            if path not in files:
                dead.append(f"{page.path}: {link} -> no file {path}")
            elif anchor and path in ids and anchor not in ids[path]:
                dead.append(f"{page.path}: {link} -> no anchor #{anchor} in {path}")
    assert not dead, f"{len(dead)} of {checked} links are dead:\n" + "\n".join(dead[:20])
    assert checked > 5000, "the test must see the links that it claims to check"
    print(f"checked {checked} internal links on {len(ids)} pages")


def test_links_from_disk_name_files(offline: Path) -> None:
    """A browser shows a folder listing for a link that ends in a slash."""
    for page in pages(offline):
        if page.path == "404.html":
            continue
        bad = [link for link in page.links if page.target(link) and (link.endswith("/") or "/#" in link)]
        assert not bad, f"{page.path}: {bad[:5]}"


def test_ids_are_unique_and_ascii(built: Path) -> None:
    for page in pages(built):
        twice = [name for name, n in Counter(page.ids).items() if n > 1]
        assert not twice, f"{page.path}: {twice}"
        assert all(name.isascii() for name in page.ids), page.path


def test_both_languages_have_the_same_anchors_and_headings(site: Path) -> None:
    by_path = {page.path: page for page in pages(site)}
    for path, zh in by_path.items():
        if path.startswith("zh/"):
            en = by_path["en/" + path[3:]]
            shape = [[(tag, anchor) for tag, anchor, _ in page.headings if tag != "h1"] for page in (zh, en)]
            assert sorted(map(str, shape[0])) == sorted(map(str, shape[1])), path
            assert set(zh.ids) == set(en.ids), path


def test_language_switch_stays_on_the_page(built: Path) -> None:
    for page in pages(built):
        lang = page.path[:2]
        if lang not in ("zh", "en"):
            continue
        twin = {"zh": "en", "en": "zh"}[lang] + page.path[2:]
        targets = {target[0] for link in page.links if (target := page.target(link))}
        assert twin in targets, page.path


def test_titles_are_unique_within_a_language(site: Path) -> None:
    for lang in ("zh", "en"):
        titles = Counter(page.title for page in pages(site) if page.path.startswith(f"{lang}/"))
        assert [title for title, n in titles.items() if n > 1] == []


def test_no_slot_or_mark_is_left_on_a_page(built: Path) -> None:
    left = re.compile("KBSLOT|[\ue000-\uf8ff]|\\[\\[|\\[@|\\{\\{")
    code = re.compile('<code>.*?</code>|<pre.*?</pre>|data-kb-facets="[^"]*"|<script[^>]*json.*?</script>', re.DOTALL)
    for file in built.rglob("*.html"):
        found = left.search(code.sub("", file.read_text(encoding="utf-8")))
        assert not found, f"{file}: {found}"


def test_chinese_pages_have_no_english_interface_words(site: Path, kb: KnowledgeBase) -> None:
    """What the theme and the pages say around the content is in the page's language."""
    words = ("On this page", "Skip to content", "Back to top", "What helps", "References", "Edit this")
    for page in _entry_pages(site, "zh", kb):
        found = [word for word in words if word in page.text]
        assert not found, f"{page.path}: {found}"


def _entry_pages(site: Path, lang: str, kb: KnowledgeBase) -> list[BuiltPage]:
    paths = {f"{lang}/{entry_path(entry)}index.html" for entry in kb.entries()}
    return [page for page in pages(site) if page.path in paths]


def test_sitemap_pairs_the_languages(site: Path) -> None:
    tree = etree.fromstring((site / "sitemap.xml").read_bytes())
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = {str(loc) for loc in tree.xpath("//s:loc/text()", namespaces=ns)}
    built = {page.path.removesuffix("index.html") for page in pages(site) if page.path[:3] in ("zh/", "en/")}
    base = min(urls, key=len).removesuffix("zh/").removesuffix("en/")
    assert {url.removeprefix(base) for url in urls} == built
    for url in tree.xpath("//s:url", namespaces=ns):
        loc = url.xpath("s:loc/text()", namespaces=ns)[0].removeprefix(base)
        pairs = {x.get("hreflang"): x.get("href").removeprefix(base) for x in url.xpath("x:link", namespaces=ns)}
        assert pairs == {"zh-Hans": f"zh/{loc[3:]}", "en": f"en/{loc[3:]}", "x-default": f"en/{loc[3:]}"}


def test_landing_and_404_speak_both_languages(site: Path) -> None:
    for name in ("index.html", "404.html"):
        source = (site / name).read_text(encoding="utf-8")
        assert 'lang="zh-Hans"' in source
        assert 'lang="en"' in source
        assert "<script" not in source, "works without JavaScript"


def test_entry_pages_link_to_their_yaml_and_to_a_report(site: Path, kb: KnowledgeBase) -> None:
    for page in _entry_pages(site, "en", kb):
        entry = page.path.split("/")[2]
        file = kb.files[entry]
        assert any(link.endswith(f"/edit/main/data/{file}") for link in page.links), page.path
        assert any("/issues/new?" in link and entry in link for link in page.links), page.path


def test_mirrored_relations_link_both_ways(site: Path, kb: KnowledgeBase) -> None:
    by_path = {page.path: page for page in pages(site)}
    for mitigation in kb.mitigations.values():
        for address in mitigation.addresses:
            problem = by_path[f"en/problems/{address.problem}/index.html"]
            own = by_path[f"en/mitigations/{mitigation.id}/index.html"]
            assert f"../../mitigations/{mitigation.id}/#for-{address.problem}" in problem.links
            assert f"../../problems/{address.problem}/#by-{mitigation.id}" in own.links
