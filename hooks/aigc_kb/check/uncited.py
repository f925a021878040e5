"""Numbers need a source (KB440)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.check.scan import Passage, entry_texts, scan
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Text

UNCITED: Final = Rule(
    "KB440",
    Text("数字没有出处", "Number without a source"),
    Text("这一段有数字“{number}”，却没有引用", "the paragraph states `{number}` and cites nothing"),
    Text(
        "在句末引用文献 `[@key]`；若是编者判断，写明“我们的判断”",
        "cite a reference `[@key]`; if it is the editors' judgement, say “our judgement”",
    ),
    Text(
        "数字最容易被转引，读者要能查到它从哪来。",
        "Numbers are what others quote: a reader must see where they come from.",
    ),
    "hint",
    bad="impact:\n  zh: 37% 的面包被扔掉。\n  en: 37% of loaves are thrown away.\n",
    good=(
        "impact:\n  zh: 37% 的面包被扔掉[@doe-2024-bread]。\n  en: 37% of loaves are thrown away [@doe-2024-bread].\n"
    ),
)

# Texts that state what is the case; advice and questions may name numbers of their own.
_STATING: Final = frozenset(("causes", "impact", "what_happened", "outcome", "how_it_works"))
# A share, a sum of money, a multiple, or anything counted in thousands and above.
_NUMBER: Final = {
    "zh": re.compile(
        r"\d[\d,.]*\s*(?:%|个?百分点|倍|万|亿|美元|欧元|英镑|元)|[$€£¥]\s?\d[\d,.]*|(?<![\w,.])\d{1,3}(?:,\d{3})+(?![\w,.])"
    ),
    "en": re.compile(
        r"\d[\d,.]*\s*(?:%|percent\b|percentage points?\b|times\b|million\b|billion\b|trillion\b)"
        r"|(?:[$€£¥]|\b(?:USD|EUR|GBP|CNY|RMB)\s?)\d[\d,.]*|(?<![\w,.])\d{1,3}(?:,\d{3})+(?![\w,.])"
    ),
}
_JUDGEMENT = re.compile(
    r"我们的判断|我们认为|编者|举例|例如|假设|our judgement|in our view|we think|for example|suppose", re.I
)


@check(UNCITED)
def numbers_are_cited(store: Store) -> Iterator[Finding]:
    for item, keys, kind, text in entry_texts(store):
        if keys[0] not in _STATING:
            continue
        lang = item.value.i18n.source
        passage = Passage(item, (*keys, lang), kind.markup, lang, text[lang])
        prose = scan(passage.text).prose
        start = 0
        for line in passage.text.split("\n"):
            match = _NUMBER[lang].search(prose, start, start + len(line))
            if match and "[@" not in line and not _JUDGEMENT.search(line):
                yield Finding(UNCITED, passage.at(match.group(), match.start()), {"number": match.group()})
            start += len(line) + 1
