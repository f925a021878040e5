"""The one gate through which contributors' text reaches HTML.

A text passes on its own: links and citations are taken out first, the rest goes through Python-Markdown with
everything but emphasis, code, lists and links switched off, the result is cleaned by nh3 against a small allow-list,
and only then do links and citations come back as `LINK`/`CITE` marks that the HTML writer resolves for its page. So
a text is rendered once, whatever pages it appears on, and nothing of it can become markup that is not on the list.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final

import markdown
import nh3

from aigc_kb.language import markup
from aigc_kb.model.text import Lang

# Private-use characters: the loader refuses them in data, so a text cannot contain a mark of its own making.
OPEN, SEP, CLOSE = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{OPEN}([LC]){SEP}([^{CLOSE}]*){CLOSE}")
"""`L␁target␁words` (words as escaped HTML, may be empty) or `C␁[@key; …]`."""

# A bracket that begins no link, kept from the converter, which would look for its partner through the whole text.
_BRACKET: Final = "\ue003"
_BRACKETS = re.compile(r"(?<!\\)\[")
# Should a mark get into a text all the same, it is dropped before ours are set.
_FORGED: Final = dict.fromkeys(map(ord, (OPEN, SEP, CLOSE, _BRACKET)))
_TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_SPECIAL = re.compile(r"[*_`<>&\[\]\\!~|#]|https?:")
_LIST = re.compile(r"^\s*(?:[-*+]|[0-9]+[.)])\s", re.MULTILINE)
_BLANK = re.compile(r"\n[ ]*\n")
# A line break between two Chinese characters is no space.
_CJK_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])\n(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])"
)

_TAGS: Final = {"p", "ul", "ol", "li", "strong", "em", "code", "a", "br"}
_OFF: Final = {
    "preprocessors": ("html_block",),
    "blocks": ("code", "hashheader", "setextheader", "hr", "quote", "reference"),
    "inline": (
        "html",
        "entity",
        "autolink",
        "automail",
        "image_link",
        "image_reference",
        "reference",
        "short_reference",
        "short_image_ref",
        "linebreak",
    ),
}


# Each pattern is tried at each piece of a text. What begins with none of a pattern's characters needs not try it.
_SIGNS: Final = {"backtick": "`", "escape": "\\", "link": "["}


@lru_cache(maxsize=1 << len(_SIGNS))
def _converter(without: tuple[str, ...]) -> markdown.Markdown:
    """A converter without some patterns."""
    md = markdown.Markdown(extensions=["sane_lists"], output_format="html")
    for registry, names in (
        (md.preprocessors, _OFF["preprocessors"]),
        (md.parser.blockprocessors, _OFF["blocks"]),
        (md.inlinePatterns, (*_OFF["inline"], *without)),
    ):
        for name in names:
            registry.deregister(name)
    return md


_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href", "class"}, "*": set()},
    url_schemes={"http", "https"},
    link_rel="external noopener",
    set_tag_attribute_values={"a": {"class": "ext"}},
)


def block_html(text: str, lang: Lang) -> str:
    """A block text as HTML paragraphs and lists, with marks for links and citations."""
    if lang == "zh":
        text = _CJK_BREAK.sub("", text)
    bare, tokens = _take_out(text.strip())
    if _SPECIAL.search(bare) or _LIST.search(bare):
        return _put_back(_converted(bare), tokens)
    paragraphs = "\n".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in _BLANK.split(bare))
    return _put_back(paragraphs, tokens)


@lru_cache(maxsize=200_000)
def inline_html(text: str, lang: Lang) -> str:
    """A one-paragraph text as inline HTML, with marks for links and citations."""
    if lang == "zh":
        text = _CJK_BREAK.sub("", text)
    bare, tokens = _take_out(text.strip())
    if not _SPECIAL.search(bare) and not _LIST.match(bare):
        return _put_back(html.escape(bare, quote=False), tokens)
    # A leading list marker or the like must not turn one paragraph into a block.
    rendered = _converted("\u2060" + bare.replace("\n", " ")).replace("\u2060", "")
    rendered = re.sub(r"^<p>|</p>$", "", rendered.strip())
    return _put_back(rendered, tokens)


def _converted(bare: str) -> str:
    """Markdown as clean HTML. Only what the rules recognise as a link becomes one."""
    if "[" in bare:
        links = {link.start for link in markup.web_links(bare)}
        bare = _BRACKETS.sub(lambda m: m.group() if m.start() in links else _BRACKET, bare)
    converter = _converter(tuple([name for name, sign in _SIGNS.items() if sign not in bare]))
    converter.reset()
    try:
        rendered = converter.convert(bare)
    except RecursionError:  # lists within lists without end; the rules refuse them, the text alone is shown
        converter.parser.state.clear()  # which `reset` leaves as it was
        rendered = f"<p>{html.escape(bare, quote=False)}</p>"
    return str(_CLEANER.clean(rendered)).replace(_BRACKET, "[")


def _take_out(text: str) -> tuple[str, list[str]]:
    """Replace links and citations by numbered tokens; return the bare text and the tokens' marks."""
    if OPEN in text or SEP in text or CLOSE in text or _BRACKET in text:
        text = text.translate(_FORGED)
    if "[[" not in text and "[@" not in text:
        return text, []
    found: list[tuple[int, int, str]] = []
    for link in markup.entry_links(text):
        words = html.escape(link.words or "", quote=False)
        found.append((link.start, len(link.raw), f"{OPEN}L{SEP}{link.target}{SEP}{words}{CLOSE}"))
    for citation in markup.citations(text):
        if citation.cited:
            raw = html.escape(citation.raw, quote=False)
            found.append((citation.start, len(citation.raw), f"{OPEN}C{SEP}{raw}{CLOSE}"))
    tokens: list[str] = []
    for start, length, mark in sorted(found, reverse=True):
        text = f"{text[:start]}{OPEN}{len(tokens)}{CLOSE}{text[start + length :]}"
        tokens.append(mark)
    return text, tokens


def _put_back(rendered: str, tokens: list[str]) -> str:
    return _TOKEN.sub(lambda m: tokens[int(m.group(1))], rendered) if tokens else rendered
