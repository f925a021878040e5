"""Typography of both languages: full-width signs in Chinese, a space between Chinese and Latin (KB43x)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.check.scan import own_passages
from aigc_kb.load.store import Store
from aigc_kb.model.finding import MOST, Finding, Rule
from aigc_kb.model.text import Lang, Text

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"

HALF_WIDTH: Final = Rule(
    "KB430",
    Text("中文里的半角标点", "Half-width punctuation in Chinese"),
    Text("中文里用了半角标点“{char}”：…{around}…", "half-width `{char}` between Chinese characters: …{around}…"),
    Text("改成全角“{full}”；kb fmt 大多能代劳", "use the full-width `{full}`; `kb fmt` mostly does it"),
    Text(
        "半角标点在中文里挤在一起，断行也不对。",
        "Half-width signs crowd Chinese characters and break lines in the wrong places.",
    ),
    "hint",
    bad="impact:\n  zh: 卖不掉,只能扔。\n  en: What cannot be sold is thrown away.\n",
    good="impact:\n  zh: 卖不掉，只能扔。\n  en: What cannot be sold is thrown away.\n",
)
SPACING: Final = Rule(
    "KB431",
    Text("中文与西文之间缺空格", "No space between Chinese and Latin"),
    Text("中文与西文、数字之间缺空格：…{around}…", "no space between Chinese and Latin or digits: …{around}…"),
    Text("加一个空格；kb fmt 会代劳", "add a space; `kb fmt` does it"),
    Text(
        "空格让混排的文字好读，也让全库写法一致。",
        "The space makes mixed text legible, and one habit is kept throughout.",
    ),
    "hint",
    bad="impact:\n  zh: 每天扔掉12个面包。\n  en: 12 loaves a day are thrown away.\n",
    good="impact:\n  zh: 每天扔掉 12 个面包。\n  en: 12 loaves a day are thrown away.\n",
)
FULL_WIDTH: Final = Rule(
    "KB432",
    Text("英文里的中文标点", "Chinese punctuation in English"),
    Text("英文里用了“{char}”：…{around}…", "`{char}` in English text: …{around}…"),
    Text("改成英文标点“{half}”加空格", "use the English `{half}` and a space"),
    Text("全角标点在英文字体里宽度和间距都不对。", "Full-width signs have the wrong width and spacing in Latin type."),
    "hint",
    bad="impact:\n  zh: 卖不掉，只能扔。\n  en: Unsold， it is thrown away.\n",
    good="impact:\n  zh: 卖不掉，只能扔。\n  en: Unsold, it is thrown away.\n",
)

_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF: Final = {full: half for half, full in _FULL.items()} | {"。": ".", "、": ","}
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:?!]|[,;?!](?=[{HAN}])|(?<=[{HAN}])[()](?=[{HAN}])")
_SPACING = re.compile(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])")
_FULL_WIDTH = re.compile("[" + "".join(_HALF) + "]")


def _matches(store: Store, lang: Lang, pattern: re.Pattern[str], rule: Rule) -> Iterator[Finding]:
    for passage in own_passages(store):
        if passage.lang != lang:
            continue
        prose = passage.scan().prose
        for match in islice(pattern.finditer(prose), MOST):
            start = max(match.start() - 1, 0)
            char = match.group()
            params = {
                "char": char,
                "around": passage.text[max(match.start() - 5, 0) : match.end() + 5].replace("\n", " "),
                "full": _FULL.get(char, char),
                "half": _HALF.get(char, char),
            }
            yield Finding(rule, passage.at(passage.text[start : match.end() + 1].strip("\n"), start), params)


@check(HALF_WIDTH, alone=True)
def chinese_has_full_width_punctuation(store: Store) -> Iterator[Finding]:
    yield from _matches(store, "zh", _HALF_WIDTH, HALF_WIDTH)


@check(SPACING, alone=True)
def chinese_and_latin_are_spaced(store: Store) -> Iterator[Finding]:
    yield from _matches(store, "zh", _SPACING, SPACING)


@check(FULL_WIDTH, alone=True)
def english_has_english_punctuation(store: Store) -> Iterator[Finding]:
    yield from _matches(store, "en", _FULL_WIDTH, FULL_WIDTH)
