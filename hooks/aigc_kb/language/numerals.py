"""The numbers that a text states, so that two languages can be compared: 1.2 亿 is 120 million, 2024 年 5 月 is May 2024."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from aigc_kb.model.text import Lang

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_SCALE_EN: Final = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "t": 10**12,
}
_SCALE_ZH: Final = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
# A number inside a name (GPT-4, o3, A100) is no statement; a word may follow after a hyphen (24-hour). The look back
# comes after the first digit, so that the search skips to digits.
_DIGITS: Final = r"(\d(?<![A-Za-z0-9_.,/].)(?<![A-Za-z][-–].)(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?))"
_EN = re.compile(
    _DIGITS + r"(?:[ -]?(thousand|million|billion|trillion|mn|bn|tn)(?![A-Za-z])"
    r"|([kKmMbBT])(?![A-Za-z])|(?:st|nd|rd|th|s|x)?(?![A-Za-z]))"
)
_ZH = re.compile(
    _DIGITS + r"(?:\s*[多余几]?\s*(万亿|[十百千]?亿|[十百千]?万|[百千](?![米克瓦分字])|thousand|million|billion)"
    r"|([kKMBT])(?![A-Za-z])|(?:st|nd|rd|th|s|x)?(?![A-Za-z]))"
)
_MONTH = re.compile("(" + "|".join(sorted((n.title() for n in _MONTHS), key=len, reverse=True)) + r")(?![a-z])")
_SURELY: Final = {
    "January",
    "February",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
}
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])")

_HAN_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "首": 1,
    "双": 2,
    "半": 0,
}
_HAN_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千万亿首双半]+(成?)")
_ANY_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORDS_EN: Final = {
    word: number
    for number, words in {
        0: "zero no none never",
        1: "one first once single a an each per alone",
        2: "two second twice double doubles doubled doubling both pair",
        3: "three third thirds thrice triple tripled",
        4: "four fourth quarter quarters",
        5: "five fifth fifths",
        6: "six sixth",
        7: "seven seventh",
        8: "eight eighth",
        9: "nine ninth",
        10: "ten tenth tenfold decade",
        11: "eleven",
        12: "twelve dozen",
        13: "thirteen",
        14: "fourteen fortnight",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
        20: "twenty twentieth",
        30: "thirty",
        40: "forty",
        50: "fifty half",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
        100: "hundred hundreds century",
        1000: "thousand thousands",
        10**6: "million millions",
        10**9: "billion billions",
        10**12: "trillion trillions",
    }.items()
    for word in words.split()
}
_LETTERS = re.compile(r"[A-Za-z]+")
_SCALES: Final = tuple(Decimal(10) ** power for power in (2, 3, 4, 6, 8, 9, 12))


def _han(run: str) -> int:
    """The value of Chinese numerals, such as 三千二百万."""
    total = section = digit = 0
    for char in run:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * (10**4 if char == "万" else 10**8)
            section = digit = 0
    return total + section + digit


def _worded(text: str, lang: Lang) -> set[Decimal]:
    """Numbers that a text names in any way: in words, inside names, in parts. They excuse what the other side states."""
    found = {Decimal(raw.replace(",", "")).normalize() for raw in _ANY_NUMBER.findall(text)}
    if lang == "zh":
        for match in _HAN_NUMBER.finditer(text):
            run = match.group().removesuffix("成")
            found.add(Decimal(_han(run) * (10 if match.group(1) else 1)).normalize())
            found |= {Decimal(_HAN_DIGITS[c]) for c in run if c in _HAN_DIGITS}
        if "折" in text:
            found |= {100 - number * 10 for number in found if number < 10}
        if "半" in text:
            found |= {Decimal(50).normalize(), Decimal("0.5")}
        return found
    before = Decimal(0)
    for word in _LETTERS.findall(text):
        if word[0].isupper() and word.lower() in _MONTHS:
            found.add(Decimal(_MONTHS[word.lower()]).normalize())
        number = _WORDS_EN.get(word.lower())
        if number is None:
            before = Decimal(0)
            continue
        value = Decimal(number)
        joined = before * value if value >= 100 and before else before + value
        found |= {value.normalize(), joined.normalize()}
        before = joined
    if "half" in text or "halv" in text:
        found |= {Decimal("0.5"), Decimal(2)}
    return found


def numbers(text: str, lang: Lang) -> dict[Decimal, str]:
    """Each number that a text states in digits, with how it is first written there."""
    found: dict[Decimal, str] = {}

    def add(value: Decimal | int, shown: str) -> None:
        found.setdefault(Decimal(value).normalize(), shown)

    def date(match: re.Match[str]) -> str:
        for part in match.groups():
            if part:
                add(int(part), match.group())
        return " " * len(match.group())

    rest = _ISO.sub(date, text)
    for match in (_ZH if lang == "zh" else _EN).finditer(rest):
        scale = (match.group(2) or match.group(3) or "").lower()
        factor = (_SCALE_ZH.get(scale) if lang == "zh" else None) or _SCALE_EN.get(scale, 1)
        add(Decimal(match.group(1).replace(",", "")) * factor, match.group().strip())
    if lang == "en":
        for match in _MONTH.finditer(text):
            beside = text[max(0, match.start() - 2) : match.start()] + text[match.end() : match.end() + 3]
            if match.group() in _SURELY or any(c.isdigit() for c in beside):
                add(_MONTHS[match.group().lower()], match.group())
    return found


def only_in(mine: str, lang: Lang, theirs: str) -> list[str]:
    """The numbers of a text that its other language lacks, in digits or in words, as they are written."""
    other: Lang = "en" if lang == "zh" else "zh"
    stated, there = numbers(mine, lang), numbers(theirs, other)
    missing = {value: shown for value, shown in stated.items() if value not in there}
    if not missing:
        return []
    named = _worded(theirs, other) | set(there)
    # `345 and 166 million`: a scale may stand once for several numbers, so that one side shows them without it.
    return [
        shown
        for value, shown in missing.items()
        if value not in named
        and not any((value * scale).normalize() in named or (value / scale).normalize() in named for scale in _SCALES)
    ]
