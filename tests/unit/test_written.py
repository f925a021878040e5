"""The two writers: what each block and inline part becomes in HTML and in Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from aigc_kb.document import blocks as b
from aigc_kb.document.html import HtmlWriter, Written
from aigc_kb.document.markdown import MarkdownWriter
from aigc_kb.document.names import Names
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages.build import names
from tests.golden import bakery

PATH = "problems/wasted-flour/"


def page(*blocks: b.Block, lang: Lang = "en", path: str = PATH) -> b.Page:
    return b.Page(lang, path, "problem", "problems/", "Title", "About it", blocks)


def known() -> Names:
    return names(bakery())


def written(*blocks: b.Block, lang: Lang = "en", path: str = PATH) -> Written:
    return HtmlWriter(page(*blocks, lang=lang, path=path), known()).write()


def html(*blocks: b.Block, lang: Lang = "en", path: str = PATH) -> str:
    return written(*blocks, lang=lang, path=path).html


def markdown(*blocks: b.Block, lang: Lang = "en", path: str = PATH) -> str:
    return MarkdownWriter(page(*blocks, lang=lang, path=path), known()).blocks(blocks)


# -- terms explain themselves ---------------------------------------------------------------------------------------------


def explained(text: str) -> list[str]:
    """The words of a text that lead to the list of terms."""
    return re.findall(r'<a class="kb-term"[^>]*>([^<]*)</a>', text)


def test_a_term_is_explained_where_the_prose_mentions_it_first() -> None:
    text = html(b.Prose("Its shelf life is short; a long shelf life is rare."), b.Prose("No keeping quality. A crumb."))
    assert explained(text) == ["shelf life", "crumb"], "once for all names of a term, whatever the case"
    assert "short; a long shelf life is rare" in text, "the second mention is plain"
    assert (
        '<a class="kb-term" href="../../terms/#term-shelf-life" data-tip="How long food stays fit to eat.">shelf life</a>'
        in text
    )


def test_a_term_does_not_lead_away_from_the_page_that_it_is_explained_on() -> None:
    prose = b.Prose("The shelf life of a crumb.")
    assert explained(html(prose, path="problems/stale-bread/")) == ["crumb"], "the page of the term's own entry"
    assert explained(html(prose)) == ["shelf life", "crumb"]


def test_a_term_is_not_looked_for_in_links_code_and_parts_of_words() -> None:
    text = "See [shelf life](https://bread.example.org/), `shelf life`, shelf lifeless and [[stale-bread|a crumb]]."
    assert explained(html(b.Prose(text))) == []
    assert explained(html(b.Prose("面包心和保质期，保质期"), lang="zh")) == ["面包心", "保质期"]
    assert explained(html(b.Prose("Two crumbs."))) == ["crumbs"]


# -- references -----------------------------------------------------------------------------------------------------------

CITING = b.Prose("One [@wang-2023-starch]. Two [@guild-2022-sales, p. 3; @doe-2024-bread]. Three [@wang-2023-starch].")


def test_an_english_bibliography_stands_by_author_a_chinese_one_by_first_mention() -> None:
    for write in (html, markdown):
        english = write(CITING, b.Bibliography())
        chinese = write(CITING, b.Bibliography(), lang="zh")
        by_author = ["doe-2024-bread", "guild-2022-sales", "wang-2023-starch"]
        assert re.findall(r'id="ref-([^"]*)"', english) == by_author
        assert re.findall(r'id="ref-([^"]*)"', chinese) == ["wang-2023-starch", "guild-2022-sales", "doe-2024-bread"]
    assert written(CITING).cited == ("wang-2023-starch", "guild-2022-sales", "doe-2024-bread")


def test_a_citation_is_a_number_in_chinese_and_a_name_in_english() -> None:
    chinese = re.findall(r'<span class="kb-cite">.*?</span>', html(CITING, lang="zh"))
    assert [re.sub("<[^>]*>", "", x) for x in chinese] == ["[1]", "[2], p. 3[3]", "[1]"]
    english = re.findall(r'<span class="kb-cite">.*?</span>', html(CITING))
    assert [re.sub("<[^>]*>", "", x) for x in english] == [
        "(王芳、李雷, 2023)",
        "(Guild of bakers, 2022, p. 3; Doe &amp; 面包研究所, 2024)",
        "(王芳、李雷, 2023)",
    ]
    assert '<a href="#ref-doe-2024-bread" title="On bread">' in english[1]


def test_without_citations_there_is_no_bibliography() -> None:
    assert html(b.Bibliography()) == ""
    assert written(b.Bibliography()).toc == ()
    assert markdown(b.Bibliography()) == ""
    assert [(x.id, x.text, x.level) for x in written(CITING, b.Bibliography()).toc] == [("references", "References", 2)]
    assert html(CITING, b.Bibliography(), lang="zh").count("<ol") == 1
    assert html(CITING, b.Bibliography()).count("<ul") == 1


def test_no_reference_is_no_citation() -> None:
    assert html(b.p("a", b.Cite(()))) == "<p>a</p>"
    assert markdown(b.p("a", b.Cite(()))) == "a"


# -- links ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "in_html", "in_markdown"),
    [
        (b.To("problems/stale-bread/"), "../stale-bread/", "../stale-bread/index.md"),
        (b.To("problems/stale-bread/", "facts"), "../stale-bread/#facts", "../stale-bread/index.md#facts"),
        (b.To("matrix/", query="role=a&x=1"), "../../matrix/?role=a&amp;x=1", "../../matrix/index.md"),
        (b.To("matrix/", "top", "role=a"), "../../matrix/?role=a#top", "../../matrix/index.md#top"),
        (b.To(PATH, "facts"), "#facts", "#facts"),
        (b.To(PATH), "./", "index.md"),
        (b.Asset("en/feed.xml"), "../../../en/feed.xml", "../../../en/feed.xml"),
        (b.Web("https://a.example/?x=1&y=(2)"), "https://a.example/?x=1&amp;y=(2)", "https://a.example/?x=1&y=%282%29"),
    ],
)
def test_a_link_leads_from_its_page(to: b.To | b.Web | b.Asset, in_html: str, in_markdown: str) -> None:
    link = b.p(b.Link(to, ("words",)))
    assert f'href="{in_html}"' in html(link)
    assert markdown(link) == f"[words]({in_markdown})"


def test_a_link_outside_the_site_is_marked() -> None:
    link = b.p(b.Link(b.Web("https://a.example/"), ("x",)))
    assert html(link) == '<p><a class="ext" href="https://a.example/" rel="external noopener">x</a></p>'


def test_a_link_may_have_a_hint() -> None:
    link = b.p(b.Link(b.To("matrix/"), ("x",), 'so "it" is'))
    assert html(link) == '<p><a href="../../matrix/" title="so &quot;it&quot; is">x</a></p>'


def test_a_link_in_a_text_has_its_own_words_or_the_title() -> None:
    text = "See [[stale-bread]] and [[stale-bread|that]]."
    for write, one, two in (
        (html, ">Stale bread</a>", ">that</a>"),
        (markdown, "[Stale bread](../stale-bread/index.md)", "[that](../stale-bread/index.md)"),
    ):
        assert one in write(b.Prose(text))
        assert two in write(b.p(b.Md(text)))
    assert ">面包变硬</a>" in html(b.Prose(text), lang="zh")


# -- inline parts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inline", "in_html", "in_markdown"),
    [
        ("a < b & *c*", "a &lt; b &amp; *c*", "a \\< b & \\*c\\*"),
        (b.Strong(("a",)), "<strong>a</strong>", "**a**"),
        (b.Emph(("a：",)), "<em>a：</em>", "*a*："),
        (b.Note(("a",)), '<small class="kb-note">a</small>', "a"),
        (b.Mono("a<`b"), "<code>a&lt;`b</code>", "``a<`b``"),
        (b.Foreign("zh", "面"), '<span lang="zh">面</span>', "面"),
        (b.Foreign("en", "a"), "a", "a"),
        (b.Md("**a** `b`"), "<strong>a</strong> <code>b</code>", "**a** `b`"),
        (b.Badge("grade", "study", "S<"), '<span class="kb-badge kb-grade kb-grade-study">S&lt;</span>', "**S\\<**"),
        (b.Badge("g", "s", "S", "why"), '<span class="kb-badge kb-g kb-g-s" title="why">S</span>', "**S**"),
    ],
)
def test_a_part_of_a_line(inline: b.Inline, in_html: str, in_markdown: str) -> None:
    assert html(b.p(inline)) == f"<p>{in_html}</p>"
    assert markdown(b.p(inline)) == in_markdown


# -- blocks ---------------------------------------------------------------------------------------------------------------


def test_a_heading_can_be_linked_and_is_in_the_contents() -> None:
    result = written(b.Heading(2, "facts", "Facts & figures"), b.Heading(3, "more", "More"))
    assert [(x.id, x.text, x.level) for x in result.toc] == [("facts", "Facts & figures", 2), ("more", "More", 3)]
    link = '<a class="headerlink" href="#facts" title="Link to this section" aria-label="Link to this section">#</a>'
    assert result.html.splitlines()[0] == f'<h2 id="facts">Facts &amp; figures{link}</h2>'
    assert 'title="本节链接"' in html(b.Heading(2, "facts", "事实"), lang="zh")
    assert markdown(b.Heading(3, "more", "More")) == "### More {#more}"


def test_a_list_may_have_an_order_a_role_and_anchors() -> None:
    two = b.Items(((b.p("a"),), (b.p("b"), b.p("c"))), ordered=True, role="steps", ids=("one", "two"))
    assert html(two) == '<ol class="kb-steps"><li id="one">a</li><li id="two"><p>b</p><p>c</p></li></ol>'
    assert markdown(two) == '1. <a id="one"></a>a\n2. <a id="two"></a>b\n\n   c'
    assert html(b.bullets([("a",)])) == "<ul><li>a</li></ul>"
    assert html(b.Items(((b.p("a", role="meta"),),))) == '<ul><li><p class="kb-meta">a</p></li></ul>'
    assert markdown(b.bullets([("a",)])) == "- a"


def test_a_table_has_a_caption_labels_and_anchors() -> None:
    row = b.Row((b.Cell((b.p("a"),), head=True), b.Cell((b.p("b|"), b.p("c")))), id="r", data=(("kind", "x y"),))
    table = b.Table("All & sundry", ("H1", "H2"), (row,), "seen")
    assert html(table) == (
        '<div class="kb-table kb-seen" role="region" aria-label="All &amp; sundry" tabindex="0">'
        '<table class="kb-grid"><caption>All &amp; sundry</caption><thead><tr><th scope="col">H1</th><th scope="col">H2</th>'
        '</tr></thead><tbody><tr id="r" data-kind="x y"><th scope="row" data-label="H1">a</th>'
        '<td data-label="H2"><p>b|</p><p>c</p></td></tr></tbody></table></div>'
    )
    assert markdown(table) == 'All & sundry\n\n| H1 | H2 |\n| --- | --- |\n| <a id="r"></a>a | b\\|<br>c |'


def test_an_empty_cell_has_neither_label_nor_key() -> None:
    cells = (b.Cell(()), b.Cell((), data=(("effect", "prevents"),)), b.Cell((), sort=0), b.Cell((), head=True))
    text = html(b.Table("T", ("a", "b", "c", "d"), (b.Row(cells),)))
    assert '<tr><td></td><td data-effect="prevents"></td><td data-sort="0"></td><th scope="row"></th></tr>' in text
    assert markdown(b.Table("T", ("a", ""), (b.Row(cells[:2]),))).endswith("| a |   |\n| --- | --- |\n|   |   |")


def test_a_column_may_lead_somewhere_and_be_filtered() -> None:
    head = (b.Column("x", b.To("matrix/"), (("kind", "data"),)), b.Column("<y>"))
    text = html(b.Table("T", head, ()))
    assert '<th scope="col" data-kind="data"><a href="../../matrix/">x</a></th><th scope="col">&lt;y&gt;</th>' in text
    assert "| x | \\<y\\> |" in markdown(b.Table("T", head, ()))


def test_a_table_is_sorted_by_words_by_numbers_and_from_the_greatest_down() -> None:
    rows = tuple(
        b.Row((b.Cell((b.p("w"),), sort=word), b.Cell((b.p("n"),), sort=n), b.Cell((b.p("n"),), sort=n)))
        for word, n in (("b", 3), ("a<", 120), ("c", 0))
    )
    text = html(b.Table("T", ("w", "n", b.Column("n", descending=True)), rows, sortable=True))
    assert " data-kb-sortable>" in text
    found = re.findall('data-sort="([^"]*)"', text)
    assert found == ["b", "3", "117", "a&lt;", "120", "0", "c", "0", "120"]


def test_filters_stand_before_their_table_and_count_its_rows() -> None:
    facets = (b.Facet("kind", "Kind", (("x", "X & Y"), ("z", "Z"))), b.Facet("grade", "Grade", (), "cell"))
    table = b.Table("All", ("a",), (b.Row((b.Cell((b.p("1"),)),)),) * 2, facets=facets)
    assert html(table).startswith(
        '<form class="kb-filters" role="search" aria-label="All" autocomplete="off">'
        '<label><span>Kind</span><select name="kind" data-of="row"><option value="">All'
        '<option value="x">X &amp; Y<option value="z">Z</select></label>'
        '<label><span>Grade</span><select name="grade" data-of="cell"><option value="">All</select></label>'
        '<button type="reset" hidden>Clear filters</button>'
        '<output class="kb-filter-status">2 of 2 rows shown</output></form>'
        '<div class="kb-table" role="region" aria-label="All" tabindex="0" data-kb-filtered>'
    )


def test_tables_that_share_filters_are_parts_under_headings() -> None:
    table = b.Table("One", ("a",), (b.Row((b.Cell((b.p("1"),)),)),))
    shared = b.Filtered("Both", (b.Facet("kind", "Kind", ()),), ((b.Heading(2, "one", "One"), table),) * 2)
    result = written(shared)
    assert result.html.count('<form class="kb-filters" role="search" aria-label="Both"') == 1
    assert "2 of 2 rows shown" in result.html
    assert result.html.count('<section class="kb-part"><h2 id="one">') == 2
    assert "</form><div data-kb-filtered><section" in result.html
    assert len(result.toc) == 2
    assert markdown(shared).count("## One {#one}\n\nOne\n\n| a |") == 2


def test_other_blocks() -> None:
    fields = b.Fields((("Name", ("value",)), ("Other", (b.Strong(("x",)),))), "overview")
    assert html(fields) == (
        '<dl class="kb-fields kb-overview"><div><dt>Name</dt><dd>value</dd></div>'
        "<div><dt>Other</dt><dd><strong>x</strong></dd></div></dl>"
    )
    assert markdown(fields) == "- **Name** value\n- **Other** **x**"
    fold = b.Fold(("Why?",), (b.p("So."),))
    assert html(fold) == '<details class="kb-fold"><summary>Why?</summary><p>So.</p></details>'
    assert markdown(fold) == "**Why?**\n\nSo."
    card = b.Card(b.To("matrix/"), "M<", ("words",), (b.Badge("g", "s", "S"),))
    assert html(b.Cards((card, replace(card, badges=())))) == (
        '<ul class="kb-cards"><li class="kb-card"><p class="kb-card-title"><a href="../../matrix/">M&lt;</a></p>'
        '<p>words</p><p class="kb-badges"><span class="kb-badge kb-g kb-g-s">S</span></p></li>'
        '<li class="kb-card"><p class="kb-card-title"><a href="../../matrix/">M&lt;</a></p><p>words</p></li></ul>'
    )
    assert markdown(b.Cards((card,))) == "- [M\\<](../../matrix/index.md): words"
    figures = b.Figures((("5", "problems", b.To("problems/")), ("2", "more", None)))
    assert html(figures) == (
        '<ul class="kb-figures"><li><a href="../"><strong>5</strong> <span>problems</span></a></li>'
        "<li><strong>2</strong> <span>more</span></li></ul>"
    )
    assert markdown(figures) == "- **5** problems\n- **2** more"
    assert html(b.Code("a<b")) == '<pre class="kb-code"><code tabindex="0">a&lt;b</code></pre>'
    assert markdown(b.Code("a\n```")) == "````text\na\n```\n````"
    assert html(b.Mount("map")) == '<div class="kb-tool" data-kb-tool="map" data-home="../../"></div>'
    assert markdown(b.Mount("map")) == ""
    assert html(b.p("a", role="lead")) == '<p class="kb-lead">a</p>'


@pytest.mark.parametrize("lang", LANGS)
def test_a_markdown_file_begins_with_what_the_page_is(lang: Lang) -> None:
    made = replace(page(b.p("Words."), lang=lang), title='A "title"*', updated="2026-01-10")
    assert MarkdownWriter(made, known()).write() == (
        f'---\ntitle: "A \\"title\\"*"\ndescription: "About it"\nlang: "{lang}"\nkind: "problem"\nupdated: "2026-01-10"\n---\n\n'
        '# A "title"\\*\n\nWords.\n'
    )
    assert "updated" not in MarkdownWriter(page(lang=lang), known()).write()
