"""Numbers in two languages: the same value however it is written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aigc_kb.language.numerals import numbers, only_in
from aigc_kb.model.text import Lang


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("每年 1.2 亿个", "zh", ["120000000"]),
        ("100 多万用户", "zh", ["1000000"]),
        ("5 万亿次", "zh", ["5000000000000"]),
        ("3,000 千瓦", "zh", ["3000"]),
        ("120 million a year", "en", ["120000000"]),
        ("a 7B model", "en", ["7000000000"]),
        ("1.5bn users and 3,000 more", "en", ["1500000000", "3000"]),
        ("in May 2024", "en", ["2024", "5"]),
        ("on 3 March", "en", ["3"]),
        ("you may march 3 times", "en", ["3"]),
        ("2024-05-06", "en", ["2024", "5", "6"]),
        ("24-hour shifts", "en", ["24"]),
        ("GPT-4, o3 and A100", "en", []),
    ],
)
def test_numbers_are_read_by_value(text: str, lang: Lang, expected: list[str]) -> None:
    assert sorted(numbers(text, lang)) == sorted(Decimal(n).normalize() for n in expected)


@pytest.mark.parametrize(
    ("scale", "power"),
    [
        *(("百", 2), ("千", 3), ("万", 4), ("十万", 5), ("百万", 6), ("千万", 7)),
        *(("亿", 8), ("十亿", 9), ("百亿", 10), ("千亿", 11), ("万亿", 12)),
    ],
)
def test_every_chinese_scale_has_its_value(scale: str, power: int) -> None:
    assert numbers(f"约 7 {scale}条", "zh") == {Decimal(7) * 10**power: f"7 {scale}"}
    assert numbers(f"1.5{scale}条", "zh") == {Decimal("1.5") * 10**power: f"1.5{scale}"}


@pytest.mark.parametrize(
    ("scale", "power"),
    [
        *(("thousand", 3), ("k", 3), ("million", 6), ("m", 6), ("mn", 6)),
        *(("billion", 9), ("bn", 9), ("B", 9), ("trillion", 12), ("tn", 12), ("T", 12)),
    ],
)
def test_every_english_scale_has_its_value(scale: str, power: int) -> None:
    space = "" if len(scale) == 1 else " "
    assert numbers(f"some 7{space}{scale} of them", "en") == {Decimal(7) * 10**power: f"7{space}{scale}"}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("2024 年 5 月", "May 2024"),
        ("2025 年 3 月 4 日", "on 4 March 2025"),
        ("七成以上", "over 70%"),
        ("打八折", "a 20% discount"),
        ("六个判例", "6 cases"),
        ("6 个判例", "six cases"),
        ("300 多万条", "over three million"),
        ("三千万美元", "$30 million"),
        ("3.45 亿、1.66 亿和 1.27 亿", "345, 166 and 127 million"),
        ("十万分之一", "one in 100,000"),
        ("第十七条", "Article 17"),
        ("ChatGPT（GPT-4）", "ChatGPT 4"),
        ("2026 年中", "mid-2026"),
        ("一半的人", "50% of people"),
    ],
)
def test_the_same_number_in_other_words_is_no_difference(zh: str, en: str) -> None:
    assert only_in(zh, "zh", en) == []
    assert only_in(en, "en", zh) == []


@pytest.mark.parametrize(
    ("zh", "en", "only"),
    [
        ("1.2 亿", "12 million", ["1.2 亿"]),
        ("58% 的回答", "85% of answers", ["58"]),
        ("2024 年 5 月", "June 2024", ["5"]),
        ("3,000 题", "questions", ["3,000"]),
    ],
)
def test_another_number_is_a_difference(zh: str, en: str, only: list[str]) -> None:
    assert only_in(zh, "zh", en) == only
