"""The two languages state the same numbers at comparable length (KB605, KB606)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.check.scan import entry_texts, field_name, own_texts, scan
from aigc_kb.language.numerals import only_in
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import LANGS, Lang, Text, other

NUMBERS: Final = Rule(
    "KB605",
    Text("两种语言的数字不同", "Numbers differ between languages"),
    Text("“{field}”只在{side}有：{only}", "`{field}` states only in {side}: {only}"),
    Text("核对原文，让两边数字一致", "check the source and let both sides state the same"),
    Text(
        "翻译时最容易出错的是数字，尤其是万、亿与千、百万的换算。",
        "Numbers are where translations go wrong, 万 and 亿 above all.",
    ),
    "hint",
    bad="impact:\n  zh: 每年扔掉 1.2 亿个面包。\n  en: 12 million loaves a year are thrown away.\n",
    good="impact:\n  zh: 每年扔掉 1.2 亿个面包。\n  en: 120 million loaves a year are thrown away.\n",
)
LENGTH: Final = Rule(
    "KB606",
    Text("两种语言长短悬殊", "Lengths differ between languages"),
    Text("“{field}”中文 {zh} 字，英文 {en} 词", "`{field}` has {zh} characters in Chinese and {en} words in English"),
    Text("补上漏译的部分，或删去多写的部分", "add what was left out, or remove what only one side says"),
    Text("长短悬殊，多半是有一边漏了或多了内容。", "A large difference mostly means that one side says more."),
    "hint",
    bad=(
        "impact:\n  zh: 卖不掉的面包要扔，扔掉之前还占着货架，顾客看见剩面包就不再进门，第二天烤多少也更难估计。\n"
        "  en: It is thrown away.\n"
    ),
    good=(
        "impact:\n  zh: 卖不掉的面包要扔，扔掉之前还占着货架，顾客看见剩面包就不再进门，第二天烤多少也更难估计。\n"
        "  en: What is unsold is thrown away, takes up the shelf until then and keeps customers out, and the next "
        "day's batch is harder to judge.\n"
    ),
)

_SIDES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
_DIGITS = re.compile(r"\d[\d,.]*(?<=\d)")
_SCALED = re.compile(r"\d ?(?:[多余几十百千万亿kKmMbBT]|thousand|million|billion|trillion)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’.,%/-]*")
# Measured over the entries: 98 in 100 texts have 1.1 to 2.1 characters a word.
_LEAST, _MOST = 0.75, 2.8
_SHORT: Final = 15


@check(NUMBERS, alone=True)
def same_numbers(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in own_texts(store):
        prose = {lang: scan(text[lang]).prose for lang in LANGS}
        # Most texts write the same digits on both sides, and no scale that could make them mean something else.
        written = {lang: set(_DIGITS.findall(prose[lang])) for lang in LANGS}
        if written["zh"] == written["en"] and not (_SCALED.search(prose["zh"]) or _SCALED.search(prose["en"])):
            continue
        for lang in LANGS:
            if only := only_in(prose[lang], lang, prose[other(lang)]):
                params: dict[str, str | Text] = {
                    "field": field_name(keys),
                    "side": _SIDES[lang],
                    "only": ", ".join(only),
                }
                yield Finding(NUMBERS, item.place_in((*keys, lang), only[0]), params)


def _length(text: str, lang: Lang) -> int:
    prose = scan(text).prose
    words = len(_WORD.findall(prose))
    return len(_HAN.findall(prose)) + words if lang == "zh" else words


@check(LENGTH, alone=True)
def comparable_length(store: Store) -> Iterator[Finding]:
    for item, keys, _, text in entry_texts(store):
        if len(text.zh) < _SHORT and len(text.en) < _SHORT * 5:
            continue
        zh, en = _length(text.zh, "zh"), _length(text.en, "en")
        if not _LEAST * en <= zh <= _MOST * max(en, 1):
            params = {"field": field_name(keys), "zh": str(zh), "en": str(en)}
            yield Finding(LENGTH, item.place(*keys), params)
