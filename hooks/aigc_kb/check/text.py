"""Inside texts: links, citations, and only the markup that is allowed (KB40x)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from aigc_kb import markup
from aigc_kb.check.registry import check
from aigc_kb.finding import Finding, Place, Rule
from aigc_kb.load.decode import did_you_mean, is_web_address
from aigc_kb.load.store import ENTRY_FOLDERS, Item, Store
from aigc_kb.model.fields import ReferenceKey
from aigc_kb.model.text import LANGS, Text
from aigc_kb.model.walk import Keys, find, texts

UNKNOWN_KEY: Final = Rule(
    "KB401",
    Text("引用了不存在的文献", "Citation of an unknown reference"),
    Text("文献库里没有“{key}”{suggestion}", "there is no reference `{key}`{suggestion}"),
    Text(
        "改成 data/references/ 中的文件名，或先把文献加进去",
        "use the name of a file in data/references/, or add the reference first",
    ),
    Text("读者要能查到每条引用。", "A reader must be able to look up every citation."),
)
UNKNOWN_LINK: Final = Rule(
    "KB402",
    Text("链接到不存在的条目", "Link to an unknown entry"),
    Text("没有条目“{id}”{suggestion}", "there is no entry `{id}`{suggestion}"),
    Text("改成已有的 id，或去掉 [[ ]]", "use an existing id, or remove the [[ ]]"),
    Text("站内链接写 id，由程序填上标题和地址。", "Links are written by id; title and address are filled in."),
)
BROKEN: Final = Rule(
    "KB403",
    Text("链接或引用没写对", "Malformed link or citation"),
    Text("“{found}”不是完整的链接或引用", "`{found}` is not a complete link or citation"),
    Text(
        "链接写 [[id]] 或 [[id|文字]]，引用写 [@key] 或 [@key, p. 12]",
        "write [[id]] or [[id|words]] for a link, [@key] or [@key, p. 12] for a citation",
    ),
    Text("写错的引用会原样显示给读者。", "A malformed citation would be shown to readers as it stands."),
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
)
BAD_ADDRESS: Final = Rule(
    "KB405",
    Text("网址不可用", "Address that cannot be used"),
    Text("“{url}”不是 https:// 或 http:// 网址", "`{url}` is not an https:// or http:// address"),
    Text("写完整的 https:// 网址；站内条目用 [[id]]", "write the whole https:// address; use [[id]] for entries"),
    Text("其他协议可能在读者的浏览器里运行代码。", "Other schemes can run code in a reader's browser."),
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
    "quote": Text("引用块", "a block quote"),
}
_PLAIN_MARKUP = re.compile(r"\*\*|`|\[\[|\[@|\]\(")


def _sides(store: Store) -> Iterator[tuple[Item[Any], Keys, str, str]]:
    """Every text of the store in each language, as (item, key path, markup level, text)."""
    groups: list[dict[str, Item[Any]]] = [store.folder(f) for f in (*ENTRY_FOLDERS, "frameworks")]
    items = [item for group in (*groups, store.terms, store.areas) for item in group.values()]
    items += [item for item in (store.site, store.planner) if item]
    for item in items:
        for keys, kind, text in texts(item.value):
            for lang in LANGS:
                yield item, (*keys, lang), kind.markup, text[lang]


class _Occurrences:
    """Counts how often a needle was met in one text, so that each finding points to its own place."""

    def __init__(self, item: Item[Any], keys: Keys) -> None:
        self.item, self.keys = item, keys
        self.seen: dict[str, int] = {}

    def place(self, needle: str) -> Place:
        n = self.seen.get(needle, 0)
        self.seen[needle] = n + 1
        return self.item.place_in(self.keys, needle, n)


@check(UNKNOWN_KEY)
def citations_are_known(store: Store) -> Iterator[Finding]:
    known = store.ids.get("references", {})
    for item, keys, _, text in _sides(store):
        met = _Occurrences(item, keys)
        for citation in markup.citations(text):
            for key, _ in citation.cited:
                place = met.place(f"@{key}")
                if key not in known:
                    yield Finding(UNKNOWN_KEY, place, {"key": key, "suggestion": did_you_mean(key, known)})
    for _, _, entry in store.entries():
        for at, _, key in find(entry.value, ReferenceKey):
            if key not in known:
                yield Finding(UNKNOWN_KEY, entry.place(*at), {"key": key, "suggestion": did_you_mean(key, known)})


@check(UNKNOWN_LINK)
def links_are_known(store: Store) -> Iterator[Finding]:
    known = {key for folder in ENTRY_FOLDERS for key in store.ids.get(folder, {})}
    for item, keys, _, text in _sides(store):
        met = _Occurrences(item, keys)
        for link in markup.entry_links(text):
            place = met.place(link.raw)
            if link.target not in known:
                yield Finding(
                    UNKNOWN_LINK, place, {"id": link.target, "suggestion": did_you_mean(link.target, sorted(known))}
                )


@check(BROKEN)
def links_and_citations_parse(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in _sides(store):
        met = _Occurrences(item, keys)
        for found in markup.broken(text):
            yield Finding(BROKEN, met.place(found), {"found": found})


@check(FORBIDDEN)
def markup_is_allowed(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in _sides(store):
        met = _Occurrences(item, keys)
        for kind, found in markup.forbidden(text):
            yield Finding(FORBIDDEN, met.place(found), {"kind": _KINDS[kind], "found": found})


@check(BAD_ADDRESS)
def addresses_are_web_addresses(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in _sides(store):
        met = _Occurrences(item, keys)
        for link in markup.web_links(text):
            place = met.place(link.raw)
            if not is_web_address(link.url):
                yield Finding(BAD_ADDRESS, place, {"url": link.url})


@check(MARKUP_LEVEL)
def fields_take_their_markup_only(store: Store) -> Iterator[Finding]:
    for item, keys, level, text in _sides(store):
        field = ".".join(str(k) for k in keys if isinstance(k, str))
        if level != "block" and "\n" in text.strip():
            found = Text("换行", "a line break")
            params: dict[str, str | Text] = {"field": field, "level": Text("单段文字", "one paragraph"), "found": found}
            yield Finding(MARKUP_LEVEL, item.place(*keys), params)
        if level == "plain" and (match := _PLAIN_MARKUP.search(text)):
            params = {"field": field, "level": Text("纯文字", "plain text"), "found": match.group()}
            yield Finding(MARKUP_LEVEL, item.place_in(keys, match.group()), params)
