"""What the template shows of a page: the values of its slots, as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from typing import Final

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import UrlStyle, relative
from aigc_kb.document.html import HtmlWriter, TocItem
from aigc_kb.document.listing import Listing
from aigc_kb.export import Edition
from aigc_kb.export.jsonld import jsonld, jsonld_dataset, jsonld_terms, script_json
from aigc_kb.language.interface import UI
from aigc_kb.language.markup import plain
from aigc_kb.model.kinds import BY_NAME
from aigc_kb.model.text import Lang, other

# The interface strings that scripts show: everywhere, and on the pages of the tools besides.
_SCRIPT_WORDS: Final = (
    "search",
    "search_hint",
    "search_none",
    "search_loading",
    "search_count",
    "close",
    "filter_count",
    "filter_sort",
    "overdue",
    "calendar_today",
    "calendar_past",
    "stage_force",
    "stage_ended",
)
_TOOL_WORDS: Final = (*_SCRIPT_WORDS, *(key for key in UI if key.startswith("tool_")))

# What may scroll in a hand-written page, and so must be reached by keys.
_SCROLLS: Final = re.compile(r"(<pre><code|<table)\b")


def generated(edition: Edition, page: b.Page, style: UrlStyle, listed: Iterable[Listing] = ()) -> dict[str, str]:
    """The values of a generated page; `listed` are the data files, which the home page tells programs of."""
    written = HtmlWriter(page, edition.names, style).write()
    site = edition.kb.site
    source = f"{site.repository}/edit/{site.branch}/data/{page.source}" if page.source else ""
    return _common(edition, page.lang, page.path, page.title, style) | {
        "description": escape(page.description),
        "content": written.html,
        "toc": toc_html(written.toc, page.lang),
        "edit_url": escape(source),
        "kind": page.kind,
        "jsonld": _structured_data(edition, page, listed),
    }


def hand_written(
    edition: Edition, lang: Lang, path: str, title: str, content: str, toc: tuple[TocItem, ...], style: UrlStyle
) -> dict[str, str]:
    """The same values for a page that the engine rendered itself."""
    site = edition.kb.site
    return _common(edition, lang, path, title, style) | {
        "description": escape(site.description[lang]),
        "content": _SCROLLS.sub(r'\1 tabindex="0"', content),
        "toc": toc_html(toc, lang),
        "edit_url": escape(f"{site.repository}/edit/{site.branch}/docs/{lang}/{path}index.md"),
        "kind": "document",
        "jsonld": "",
    }


def _common(edition: Edition, lang: Lang, path: str, title: str, style: UrlStyle) -> dict[str, str]:
    short = edition.kb.site.short_title[lang]
    return {
        "title": escape(title, quote=False),
        "title_tag": escape(f"{title} · {short}" if path else title),
        "canonical": f"{edition.url}{lang}/{path}",
        "twin_href": relative(f"{lang}/{path}", f"{other(lang)}/{path}", style),
    }


SLOTS: Final = (
    "title",
    "title_tag",
    "description",
    "content",
    "toc",
    "edit_url",
    "kind",
    "jsonld",
    "canonical",
    "twin_href",
)
"""The names of the values that differ from page to page."""


def _structured_data(edition: Edition, page: b.Page, listed: Iterable[Listing]) -> str:
    """The page's own part of the head: JSON-LD of an entry or, on the home page, of the whole; an area's feed."""
    key = page.path.rstrip("/").rpartition("/")[2]
    if page.kind in BY_NAME and BY_NAME[page.kind].entry:
        value = jsonld(edition, edition.kb.entry(key), page.lang)
    elif page.kind == "home":
        value = jsonld_dataset(edition, page.lang, [f for f in listed if f.path.startswith("downloads/")])
    elif page.kind == "terms":
        value = jsonld_terms(edition, page.lang)
    elif page.kind == "area":  # its own feed, which stands beside the page
        title = escape(f"{page.title} · {UI['changes'][page.lang]}")
        return f'<link rel="alternate" type="application/atom+xml" title="{title}" href="feed.xml">'
    else:
        return ""
    return f'<script type="application/ld+json">{script_json(value)}</script>'


def fixed(edition: Edition, lang: Lang, style: UrlStyle) -> dict[str, str]:
    """What the template shows on every page of a language. `home_href` is relative to the landing page."""
    site = edition.kb.site
    return {
        "lang": lang,
        "html_lang": "zh-Hans" if lang == "zh" else "en",
        "site_title": site.title[lang],
        "short_title": site.short_title[lang],
        "site_description": plain(site.description[lang]),
        "twin_lang": "zh-Hans" if lang == "en" else "en",
        "twin_name": UI["switch"][lang],
        "twin_short": UI["switch_short"][lang],
        "twin_label": UI["switch_label"][lang],
        "menu": UI["menu"][lang],
        "to_top": UI["to_top"][lang],
        "scheme": UI["scheme"][lang],
        "skip": UI["skip"][lang],
        "contents": UI["contents"][lang],
        "edit": UI["edit"][lang],
        "licence": site.licence,
        "licence_url": site.licence_url,
        "publisher": site.publisher[lang],
        "repository": site.repository,
        "report": UI["report"][lang],
        "search": UI["search"][lang],
        "feed_title": f"{site.short_title[lang]} · {UI['changes'][lang]}",
        "words": json.dumps({key: UI[key][lang] for key in _SCRIPT_WORDS}, ensure_ascii=False),
        "tool_words": json.dumps({key: UI[key][lang] for key in _TOOL_WORDS}, ensure_ascii=False),
        "home_href": relative("", f"{lang}/", style),
    }


def toc_html(toc: tuple[TocItem, ...], lang: Lang) -> str:
    """The table of contents in the theme's own markup, so that its script follows the reader."""
    if not toc:
        return ""
    out: list[str] = []
    nested = False
    for item in toc:
        link = f'<a href="#{item.id}" class="md-nav__link"><span class="md-ellipsis">{escape(item.text, quote=False)}</span></a>'
        if item.level == 2:
            if nested:
                out.append("</ul></nav>")
                nested = False
            out += ["</li>" if out else "", f'<li class="md-nav__item">{link}']
        else:
            if not nested:
                out.append(f'<nav class="md-nav" aria-label="{escape(item.text)}"><ul class="md-nav__list">')
                nested = True
            out.append(f'<li class="md-nav__item">{link}</li>')
    out.append("</ul></nav></li>" if nested else "</li>")
    title = escape(UI["contents"][lang], quote=False)
    return (
        f'<label class="md-nav__title" for="__toc"><span class="md-nav__icon md-icon"></span>{title}</label>'
        f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{"".join(out)}</ul>'
    )
