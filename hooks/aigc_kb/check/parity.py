"""The two languages say the same: same citations, links, code, numbers and shape (KB60x)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from aigc_kb.check.registry import check
from aigc_kb.check.scan import all_texts, field_name, own_texts, scan
from aigc_kb.language import markup
from aigc_kb.load.item import Item
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Lang, Text
from aigc_kb.model.walk import Keys

CITATIONS: Final = Rule(
    "KB601",
    Text("两种语言的引用不同", "Citations differ between languages"),
    Text("“{field}”只在{side}引用了：{only}", "`{field}` cites only in {side}: {only}"),
    Text("两边引用相同的文献", "cite the same references on both sides"),
    Text("两种语言的读者应看到同样的依据。", "Readers of both languages get the same evidence."),
    bad="causes:\n  zh: 淀粉重新结晶[@doe-2024-bread]。\n  en: Starch crystallises again.\n",
    good="causes:\n  zh: 淀粉重新结晶[@doe-2024-bread]。\n  en: Starch crystallises again [@doe-2024-bread].\n",
)
LINKS: Final = Rule(
    "KB602",
    Text("两种语言的链接不同", "Links differ between languages"),
    Text("“{field}”只在{side}链接了：{only}", "`{field}` links only in {side}: {only}"),
    Text("两边链接相同的条目和网址", "link to the same entries and addresses on both sides"),
    Text("两种语言的读者应能走同样的路。", "Readers of both languages can follow the same links."),
    bad="impact:\n  zh: 于是[[wasted-flour]]。\n  en: Hence wasted flour.\n",
    good="impact:\n  zh: 于是[[wasted-flour]]。\n  en: Hence [[wasted-flour]].\n",
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
    bad=(
        "impact:\n"
        "  zh: |\n"
        "    卖不掉的面包要扔。\n"
        "\n"
        "    成本上升。\n"
        "  en: |\n"
        "    What cannot be sold is thrown away. Costs rise.\n"
    ),
    good=(
        "impact:\n"
        "  zh: |\n"
        "    卖不掉的面包要扔。\n"
        "\n"
        "    成本上升。\n"
        "  en: |\n"
        "    What cannot be sold is thrown away.\n"
        "\n"
        "    Costs rise.\n"
    ),
)
CODE: Final = Rule(
    "KB604",
    Text("两种语言的代码片段不同", "Code spans differ between languages"),
    Text("“{field}”只在{side}有代码：{only}", "`{field}` has code only in {side}: {only}"),
    Text("代码不翻译，两边相同", "code is not translated: keep it equal"),
    Text("代码是事实，不是文字。", "Code is a fact, not wording."),
    bad="impact:\n  zh: 用 `oven --fan` 重烤。\n  en: Bake again with `oven --hot`.\n",
    good="impact:\n  zh: 用 `oven --fan` 重烤。\n  en: Bake again with `oven --fan`.\n",
)

LANGUAGE: Final = Rule(
    "KB608",
    Text("文字不是这一边的语言", "Text in the wrong language"),
    Text("“{field}”的{side}一边不是{side}：{text}", "the {side} side of `{field}` is not in {side}: {text}"),
    Text(
        "换成这种语言的文字；专名可以留原文，旁边加上译名",
        "write it in that language; a name may stay, with a translation beside it",
    ),
    Text(
        "复制过来还没翻译的文字，读者会当成页面坏了。",
        "Text that was copied and not translated looks to readers like a broken page.",
    ),
    bad="impact:\n  zh: What cannot be sold is thrown away.\n  en: What cannot be sold is thrown away.\n",
    good="impact:\n  zh: 卖不掉的面包要扔。\n  en: What cannot be sold is thrown away.\n",
)

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{2,}(?:-[A-Za-z]+)*")
_SIDES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


def _differences(rule: Rule, item: Item[Any], keys: Keys, zh: Sequence[str], en: Sequence[str]) -> Iterator[Finding]:
    if sorted(zh) == sorted(en):
        return
    in_zh, in_en = Counter(zh), Counter(en)
    for side, mine, theirs in (("zh", in_zh, in_en), ("en", in_en, in_zh)):
        if only := mine - theirs:
            params: dict[str, str | Text] = {
                "field": field_name(keys),
                "side": _SIDES[side],
                "only": ", ".join(sorted(only)),
            }
            yield Finding(rule, item.place(*keys, side), params)


@check(CITATIONS, alone=True)
def same_citations(store: Store) -> Iterator[Finding]:
    def keys_in(side: str) -> list[str]:
        return [key for citation in markup.citations(side) for key, _ in citation.cited]

    for item, keys, _, text in own_texts(store):
        if "[@" in text.zh or "[@" in text.en:
            yield from _differences(CITATIONS, item, keys, keys_in(text.zh), keys_in(text.en))


@check(LINKS, alone=True)
def same_links(store: Store) -> Iterator[Finding]:
    def targets(side: str) -> list[str]:
        seen = scan(side)
        return [link.target for link in seen.links] + [link.url for link in seen.webs]

    for item, keys, _, text in own_texts(store):
        if "[[" in text.zh or "[[" in text.en or "](" in text.zh or "](" in text.en:
            yield from _differences(LINKS, item, keys, targets(text.zh), targets(text.en))


@check(SHAPE, alone=True)
def same_shape(store: Store) -> Iterator[Finding]:
    for item, keys, kind, text in own_texts(store):
        if kind.markup != "block":
            continue
        zh, en = markup.structure(text.zh), markup.structure(text.en)
        if zh != en:
            params = {
                "field": field_name(keys),
                "zh": str(zh[0]),
                "zh_items": str(zh[1]),
                "en": str(en[0]),
                "en_items": str(en[1]),
            }
            yield Finding(SHAPE, item.place(*keys), params)


@check(CODE, alone=True)
def same_code(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in own_texts(store):
        if "`" in text.zh or "`" in text.en:
            yield from _differences(CODE, item, keys, scan(text.zh).code, scan(text.en).code)


@check(LANGUAGE, alone=True)
def each_side_is_in_its_language(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in all_texts(store):
        if "TODO" in text.zh or "TODO" in text.en:  # not written yet, and reported as that
            continue
        zh, en = scan(text.zh).prose, scan(text.en).prose
        # One Latin word may be a name that is the same in Chinese; a name in Chinese letters is shorter than its sentence.
        wrong: list[Lang] = ["zh"] if not _HAN.search(zh) and len(_LATIN.findall(zh)) > 1 else []
        if not en.isascii() and _HAN.search(en) and len(_HAN.findall(en)) > len(_LATIN.findall(en)):
            wrong.append("en")
        for side in wrong:
            params: dict[str, str | Text] = {
                "field": field_name(keys),
                "side": _SIDES[side],
                "text": text[side].strip().split("\n")[0][:40],
            }
            yield Finding(LANGUAGE, item.place(*keys, side), params)
