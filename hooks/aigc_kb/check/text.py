"""Inside texts: links, citations, and only the markup that is allowed (KB40x)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.check.scan import found, passages
from aigc_kb.language import markup
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.decode import is_web_address
from aigc_kb.load.store import ENTRY_FOLDERS, Store
from aigc_kb.model.fields import ReferenceKey
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Text

UNKNOWN_KEY: Final = Rule(
    "KB401",
    Text("引用了不存在的文献", "Citation of an unknown reference"),
    Text("文献库里没有“{key}”{suggestion}", "there is no reference `{key}`{suggestion}"),
    Text(
        "改成 data/references/ 中的文件名，或先把文献加进去",
        "use the name of a file in data/references/, or add the reference first",
    ),
    Text("读者要能查到每条引用。", "A reader must be able to look up every citation."),
    bad="causes:\n  zh: 淀粉重新结晶[@doe-2024-bred]。\n  en: Starch crystallises again [@doe-2024-bred].\n",
    good="causes:\n  zh: 淀粉重新结晶[@doe-2024-bread]。\n  en: Starch crystallises again [@doe-2024-bread].\n",
)
UNKNOWN_LINK: Final = Rule(
    "KB402",
    Text("链接到不存在的条目", "Link to an unknown entry"),
    Text("没有条目“{id}”{suggestion}", "there is no entry `{id}`{suggestion}"),
    Text("改成已有的 id，或去掉 `[[ ]]`", "use an existing id, or remove the `[[ ]]`"),
    Text("站内链接写 id，由程序填上标题和地址。", "Links are written by id; title and address are filled in."),
    bad="impact:\n  zh: 于是[[wasted-flower]]。\n  en: Hence [[wasted-flower]].\n",
    good="impact:\n  zh: 于是[[wasted-flour]]。\n  en: Hence [[wasted-flour]].\n",
)
BROKEN: Final = Rule(
    "KB403",
    Text("链接或引用没写对", "Malformed link or citation"),
    Text("“{found}”不是完整的链接或引用", "`{found}` is not a complete link or citation"),
    Text(
        "链接写 `[[id]]` 或 `[[id|文字]]`，引用写 `[@key]` 或 `[@key, p. 12]`",
        "write `[[id]]` or `[[id|words]]` for a link, `[@key]` or `[@key, p. 12]` for a citation",
    ),
    Text("写错的引用会原样显示给读者。", "A malformed citation would be shown to readers as it stands."),
    bad=(
        "causes:\n  zh: 淀粉重新结晶[参见 @doe-2024-bread]。\n  en: Starch crystallises again [see @doe-2024-bread].\n"
    ),
    good=(
        "causes:\n"
        "  zh: 淀粉重新结晶[@doe-2024-bread, 第 2 页]。\n"
        "  en: Starch crystallises again [@doe-2024-bread, p. 2].\n"
    ),
)
FORBIDDEN: Final = Rule(
    "KB404",
    Text("不允许的标记", "Markup that is not allowed"),
    Text("文字中不能用{kind}：{found}", "{kind} is not allowed in a text: {found}"),
    Text(
        "只用段落、列表、**粗体**、*强调*、`代码`、链接和引用；要显示符号就放进 `反引号`",
        "use paragraphs, lists, **bold**, *emphasis*, `code`, links and citations; put literal signs into `backticks`",
    ),
    Text("只有这些标记在每种输出里都安全、都一样。", "Only this markup is safe and the same in every output."),
    bad="impact:\n  zh: 卖不掉的面包要<b>扔</b>。\n  en: What cannot be sold is <b>thrown away</b>.\n",
    good="impact:\n  zh: 卖不掉的面包要**扔**。\n  en: What cannot be sold is **thrown away**.\n",
)
BAD_ADDRESS: Final = Rule(
    "KB405",
    Text("网址不可用", "Address that cannot be used"),
    Text("“{url}”不是 https:// 或 http:// 网址", "`{url}` is not an https:// or http:// address"),
    Text("写完整的 https:// 网址；站内条目用 `[[id]]`", "write the whole https:// address; use `[[id]]` for entries"),
    Text("其他协议可能在读者的浏览器里运行代码。", "Other schemes can run code in a reader's browser."),
    bad="impact:\n  zh: 见[指南](javascript:alert)。\n  en: See the [guide](javascript:alert).\n",
    good=(
        "impact:\n  zh: 见[指南](https://bread.example.org/)。\n  en: See the [guide](https://bread.example.org/).\n"
    ),
)
MARKUP_LEVEL: Final = Rule(
    "KB409",
    Text("这个字段不支持这种标记", "Markup that this field does not take"),
    Text("“{field}”是{level}，不能含{found}", "`{field}` is {level} and cannot contain {found}"),
    Text("改成一段普通文字", "make it one plain line"),
    Text(
        "标题和短句会出现在列表、表格和搜索结果里。",
        "Titles and short texts appear in lists, tables and search results.",
    ),
    bad="title:\n  zh: 面包**变硬**\n  en: Stale **bread**\n",
    good="title:\n  zh: 面包变硬\n  en: Stale bread\n",
)

_KINDS: Final = {
    "html": Text("HTML", "HTML"),
    "heading": Text("标题", "a heading"),
    "image": Text("图片", "an image"),
    "reference": Text("链接定义", "a link definition"),
    "template": Text("模板代码", "template code"),
    "attributes": Text("属性列表", "an attribute list"),
    "table": Text("表格", "a table"),
    "rule": Text("分隔线", "a rule"),
    "code block": Text("代码块", "a code block"),
    "nested list": Text("一行里的几个列表符号", "several list marks in a line"),
    "quote": Text("引用块", "a block quote"),
}
# Every kind of forbidden markup needs one of these, or `![` or `]:`: the many texts without any are not searched kind
# by kind.
_SUSPICIOUS = re.compile(r"[<>#{}|~]")
_SUSPICIOUS_LINE = re.compile(r"^ *(?:[-=*_`+]|[0-9]+[.)] )", re.MULTILINE)
_PLAIN_MARKUP = re.compile(r"\*\*|`|\[\[|\[@|\]\(")


@check(UNKNOWN_KEY)
def citations_are_known(store: Store) -> Iterator[Finding]:
    known = store.ids.get("references", {})
    for passage in passages(store):
        for citation in markup.citations(passage.text):
            start = citation.start
            for key, _ in citation.cited:
                start = passage.text.index(f"@{key}", start)
                if key not in known:
                    params: dict[str, str | Text] = {"key": key, "suggestion": did_you_mean(key, known)}
                    yield Finding(UNKNOWN_KEY, passage.at(f"@{key}", start), params)
                start += len(key)
    for item in store.items():
        for at, _, key in found(item, ReferenceKey):
            if key not in known:
                yield Finding(UNKNOWN_KEY, item.place(*at), {"key": key, "suggestion": did_you_mean(key, known)})


@check(UNKNOWN_LINK)
def links_are_known(store: Store) -> Iterator[Finding]:
    known = {key for folder in ENTRY_FOLDERS for key in store.ids.get(folder, {})}
    for passage in passages(store):
        for link in markup.entry_links(passage.text):
            if link.target not in known:
                suggestion = did_you_mean(link.target, sorted(known))
                params: dict[str, str | Text] = {"id": link.target, "suggestion": suggestion}
                yield Finding(UNKNOWN_LINK, passage.at(link.raw, link.start), params)


@check(BROKEN, alone=True)
def links_and_citations_parse(store: Store) -> Iterator[Finding]:
    for passage in passages(store):
        if "[" in passage.text:
            for raw, start in _located(passage.text, markup.broken(passage.text)):
                yield Finding(BROKEN, passage.at(raw, start), {"found": raw})


def _located(text: str, needles: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each needle with its place in the text, a repeated one with the next."""
    after: dict[str, int] = {}
    for needle in needles:
        start = text.find(needle, after.get(needle, 0))
        after[needle] = start + len(needle)
        yield needle, max(start, 0)


def _may_be_forbidden(text: str) -> bool:
    if _SUSPICIOUS.search(text) or "![" in text or "]:" in text:
        return True
    search = _SUSPICIOUS_LINE.search if "\n" in text else _SUSPICIOUS_LINE.match
    return search(text) is not None


@check(FORBIDDEN, alone=True)
def markup_is_allowed(store: Store) -> Iterator[Finding]:
    for passage in passages(store):
        if _may_be_forbidden(passage.text):
            kinds = list(markup.forbidden(passage.text))
            for (kind, _), (raw, start) in zip(kinds, _located(passage.text, [r for _, r in kinds]), strict=True):
                yield Finding(FORBIDDEN, passage.at(raw, start), {"kind": _KINDS[kind], "found": raw})


@check(BAD_ADDRESS, alone=True)
def addresses_are_web_addresses(store: Store) -> Iterator[Finding]:
    for passage in passages(store):
        for link in passage.scan().webs:
            if not is_web_address(link.url):
                yield Finding(BAD_ADDRESS, passage.at(link.raw, link.start), {"url": link.url})


@check(MARKUP_LEVEL, alone=True)
def fields_take_their_markup_only(store: Store) -> Iterator[Finding]:
    for passage in passages(store):
        if passage.level != "block" and "\n" in passage.text.strip():
            level, what = Text("单段文字", "one paragraph"), Text("换行", "a line break")
            params: dict[str, str | Text] = {"field": passage.field, "level": level, "found": what}
            yield Finding(MARKUP_LEVEL, passage.place(), params)
        if passage.level == "plain" and (match := _PLAIN_MARKUP.search(passage.text)):
            params = {"field": passage.field, "level": Text("纯文字", "plain text"), "found": match.group()}
            yield Finding(MARKUP_LEVEL, passage.at(match.group(), match.start()), params)
