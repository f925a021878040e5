"""The text gate: what contributors write can become emphasis, lists, links and citations, and nothing else."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from aigc_kb.document import contributed as gate

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "code", "a", "br", "div"}

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<a href='javascript:alert(1)'>x</a>",
    "![x](https://evil.example/x.png)",
    "**bold<script>**",
    "`<script>`",
    "<svg/onload=alert(1)>",
    "[x]: https://evil.example\n\n[x]",
    "<!-- --><b>",
    "&lt;script&gt; &#60;script&#62;",
    "<https://evil.example>",
    "{{ config }} {% raw %}",
    "x {: onclick=alert(1) }",
    "<iframe src=https://evil.example>",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover=alert(1))',
    "# heading\n\n> quote\n\n    code",
]


def elements(rendered: str) -> list[lxml_html.HtmlElement]:
    tree = lxml_html.fragment_fromstring(gate.MARK.sub("", rendered), create_parent="div")
    return list(tree.iter())


def assert_harmless(rendered: str) -> None:
    for element in elements(rendered):
        assert element.tag in ALLOWED, rendered
        assert set(element.attrib) <= {"href", "class", "rel"}, rendered
        assert re.match(r"https?://", element.get("href", "https://")), rendered


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_payloads_become_text(payload: str, lang: str) -> None:
    assert_harmless(gate.block_html(payload, "zh" if lang == "zh" else "en"))
    assert_harmless(gate.inline_html(payload, "zh" if lang == "zh" else "en"))


@given(st.text(alphabet="<>&\"'`*_[]()!{}#:/\\ab中 \n-1.", max_size=80))
def test_no_text_becomes_other_markup(text: str) -> None:
    assert_harmless(gate.block_html(text, "zh"))
    assert_harmless(gate.inline_html(text, "en"))


def words(rendered: str) -> str:
    """Rendered text with white space folded: blanks at the end of a paragraph do not matter."""
    folded = re.sub(r"\s+", " ", html.unescape(rendered))
    return re.sub(r" ?(</?p>) ?", r"\1", folded).replace("<p></p>", "").strip()


# Without a sign of markup. What begins a list at the start of a line, and is plain text elsewhere, comes often.
PLAIN = (
    st.sampled_from(["- ", "1. ", "+ ", "2) ", "\n", "\n\n", "    "])
    | st.sampled_from("abc 中文，。()\"'\n012.-+:=;/?%$^{}@,")
    | st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="*_`<>&[]\\!~|#")
)


@given(st.lists(PLAIN, min_size=1, max_size=40).map("".join))
def test_plain_text_is_the_same_on_the_short_way(text: str) -> None:
    """Text without markup skips the Markdown library; the result must be what the library would give."""
    short = gate.block_html(text, "en")
    converter = gate._converter(())
    converter.reset()
    long = gate._CLEANER.clean(converter.convert(text.strip()))
    assert words(short) == words(long)


@given(st.text(alphabet="*_`\\[]()ab 中 \n-1.", max_size=60))
def test_patterns_that_cannot_match_are_not_missed(text: str) -> None:
    """A text is converted without the patterns whose first character it has not; the result is that of all."""
    some = gate._converted(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "_SIGNS", {})
        assert gate._converted(text) == some


def test_markup_that_is_allowed() -> None:
    assert gate.inline_html("**粗** *斜* `a<b`", "zh") == "<strong>粗</strong> <em>斜</em> <code>a&lt;b</code>"
    assert gate.block_html("一\n\n- 甲\n- 乙", "zh") == "<p>一</p>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"


def test_external_links_are_marked() -> None:
    assert gate.inline_html("[x](https://a.example/b)", "en") == (
        '<a href="https://a.example/b" class="ext" rel="external noopener">x</a>'
    )


def test_links_and_citations_become_marks() -> None:
    rendered = gate.inline_html("见[[a-b|这里]]和 [@k; @m, p. 2]。", "zh")
    assert [m.group(1) for m in gate.MARK.finditer(rendered)] == ["L", "C"]


def test_markup_inside_code_is_code() -> None:
    assert gate.inline_html("`[[a]]` `[@b]`", "en") == "<code>[[a]]</code> <code>[@b]</code>"


def test_a_break_between_chinese_characters_is_no_space() -> None:
    assert gate.block_html("上一行\n下一行 a\nb", "zh") == "<p>上一行下一行 a\nb</p>"


@pytest.mark.parametrize("text", ["1. 不是列表", "- 不是列表", "# 不是标题", "    不是代码"])
def test_inline_text_never_becomes_a_block(text: str) -> None:
    assert all(
        element.tag in ("div", "strong", "em", "code", "a") for element in elements(gate.inline_html(text, "zh"))
    )


def test_a_forged_mark_is_dropped() -> None:
    """The loader refuses these characters; should they come by another way, they mean nothing."""
    forged = f"a {gate.OPEN}L{gate.SEP}x{gate.SEP}<b>{gate.CLOSE} {gate.OPEN}7{gate.CLOSE} {gate.OPEN}C{gate.SEP}y{gate.CLOSE}"
    for render in (gate.inline_html, gate.block_html):
        assert not set(render(forged, "en")) & {gate.OPEN, gate.SEP, gate.CLOSE}
        assert "<b>" not in render(forged, "en")
