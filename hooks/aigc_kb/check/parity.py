"""The two languages say the same: same citations, links, code, numbers and shape (KB60x)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from aigc_kb import markup
from aigc_kb.check.registry import check
from aigc_kb.finding import Finding, Rule
from aigc_kb.load.store import Item, Store
from aigc_kb.model.text import Text
from aigc_kb.model.walk import Keys, texts

CITATIONS: Final = Rule(
    "KB601",
    Text("两种语言的引用不同", "Citations differ between languages"),
    Text("“{field}”只在{side}引用了：{only}", "`{field}` cites only in {side}: {only}"),
    Text("两边引用相同的文献", "cite the same references on both sides"),
    Text("两种语言的读者应看到同样的依据。", "Readers of both languages get the same evidence."),
)
LINKS: Final = Rule(
    "KB602",
    Text("两种语言的链接不同", "Links differ between languages"),
    Text("“{field}”只在{side}链接了：{only}", "`{field}` links only in {side}: {only}"),
    Text("两边链接相同的条目和网址", "link to the same entries and addresses on both sides"),
    Text("两种语言的读者应能走同样的路。", "Readers of both languages can follow the same links."),
)
SHAPE: Final = Rule(
    "KB603",
    Text("两种语言的段落结构不同", "Paragraphs differ between languages"),
    Text(
        "“{field}”中文有 {zh} 段、{zh_items} 个列表项，英文有 {en} 段、{en_items} 个列表项",
        "`{field}` has {zh} paragraphs and {zh_items} list items in Chinese, {en} and {en_items} in English",
    ),
    Text("让两边段落和列表一一对应", "let paragraphs and lists correspond one to one"),
    Text("结构一致，才能逐段核对和更新。", "With the same shape, paragraphs can be compared and updated one by one."),
)
CODE: Final = Rule(
    "KB604",
    Text("两种语言的代码片段不同", "Code spans differ between languages"),
    Text("“{field}”只在{side}有代码：{only}", "`{field}` has code only in {side}: {only}"),
    Text("代码不翻译，两边相同", "code is not translated: keep it equal"),
    Text("代码是事实，不是文字。", "Code is a fact, not wording."),
)

_SIDES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


def _texts(store: Store) -> Iterator[tuple[Item[Any], Keys, str, Text]]:
    for _, _, item in store.entries():
        for keys, kind, text in texts(item.value):
            yield item, keys, kind.markup, text


def _differences(rule: Rule, item: Item[Any], keys: Keys, zh: list[str], en: list[str]) -> Iterator[Finding]:
    in_zh, in_en = Counter(zh), Counter(en)
    for side, mine, theirs in (("zh", in_zh, in_en), ("en", in_en, in_zh)):
        if only := mine - theirs:
            field = ".".join(str(k) for k in keys if isinstance(k, str))
            params: dict[str, str | Text] = {"field": field, "side": _SIDES[side], "only": ", ".join(sorted(only))}
            yield Finding(rule, item.place(*keys, side), params)


@check(CITATIONS)
def same_citations(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in _texts(store):
        yield from _differences(
            CITATIONS, item, keys, list(markup.cited_keys(text.zh)), list(markup.cited_keys(text.en))
        )


@check(LINKS)
def same_links(store: Store) -> Iterator[Finding]:
    def targets(side: str) -> list[str]:
        return [link.target for link in markup.entry_links(side)] + [link.url for link in markup.web_links(side)]

    for item, keys, _, text in _texts(store):
        yield from _differences(LINKS, item, keys, targets(text.zh), targets(text.en))


@check(SHAPE)
def same_shape(store: Store) -> Iterator[Finding]:
    for item, keys, level, text in _texts(store):
        zh, en = markup.structure(text.zh), markup.structure(text.en)
        if level == "block" and zh != en:
            field = ".".join(str(k) for k in keys if isinstance(k, str))
            params = {
                "field": field,
                "zh": str(zh[0]),
                "zh_items": str(zh[1]),
                "en": str(en[0]),
                "en_items": str(en[1]),
            }
            yield Finding(SHAPE, item.place(*keys), params)


@check(CODE)
def same_code(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in _texts(store):
        yield from _differences(CODE, item, keys, list(markup.code_spans(text.zh)), list(markup.code_spans(text.en)))
