"""What a knowledge base asks of its own content: the block `thresholds` of `site.yaml`. Whatever is left out asks
for nothing; the rules KB71x hold the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from aigc_kb.model.fields import Bool, FrameworkRef, Int, ListOf, Obj, Str, Vocabulary, spec

_AMOUNT: Final = Int(1, 1_000_000)


def _least(zh: str, en: str) -> Any:
    """A smallest number, which asks for nothing where it is not given."""
    return spec(_AMOUNT, zh, en, default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """How many sources in a language are cited."""

    language: str = spec(Str(r"[a-z]{2}"), "语言", "Language")
    least: int = spec(_AMOUNT, "至少几条", "The smallest number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Studied:
    """How large a share of the links to an area's problems has a finding of a study."""

    area: str = spec(Vocabulary("area"), "领域", "Area")
    percent: int = spec(Int(1, 100), "至少百分之几", "The smallest share in per cent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Smallest numbers for the whole."""

    problems: int = _least("难题", "problems")
    mitigations: int = _least("对策", "mitigations")
    cases: int = _least("案例", "cases")
    paths: int = _least("阅读路径", "reading paths")
    terms: int = _least("术语", "terms")
    references: int = _least("文献", "references")
    studies: int = _least("研究", "studies")
    findings: int = _least("研究的发现", "findings of studies")
    studied_problems: int = _least("有研究发现的难题", "problems that a study has findings on")
    founding_areas: int = _least("最初提出的领域", "founding areas")
    founding_area_problems: int = _least("每个最初领域的难题", "problems in each founding area")
    origins: int = _least("最初的论断", "founding statements")
    origin_problems: int = _least("回应每条最初论断的难题", "problems that answer each founding statement")
    median_characters: int = _least("难题的中文字数（中位数）", "Chinese characters in the median problem")
    median_words: int = _least("难题的英文词数（中位数）", "English words in the median problem")
    cited: tuple[Cited, ...] = spec(
        ListOf(Obj(Cited)), "某种语言的文献被引用几条", "How many sources in a language are cited", default=()
    )
    studied: tuple[Studied, ...] = spec(
        ListOf(Obj(Studied)),
        "某个领域的联系有多少须有研究的发现",
        "How many of the links to an area's problems need a finding",
        default=(),
    )
    second_hand: int = spec(
        Int(0, 100),
        "只在报道或概述里读到的事实至多百分之几",
        "The largest share of facts read in reports or digests only, in per cent",
        default=100,
    )
    readers: tuple[str, ...] = spec(
        ListOf(Vocabulary("role"), unique=True), "哪些角色须有阅读路径", "Roles that need a reading path", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemThresholds:
    """Smallest numbers for each problem that is no draft."""

    symptoms: int = _least("现象", "symptoms")
    measure: int = _least("度量办法", "ways to measure it")
    facts: int = _least("两种语言都有数字的事实", "facts with a number in both languages")
    questions: int = _least("自测题", "questions")
    references: int = _least("引用的文献", "references cited")
    primary_references: int = _least("引用的一手文献", "primary references cited")
    mappings: int = _least("判断过对应的框架", "frameworks for which a counterpart was looked for")
    mitigations: int = _least("针对它的对策", "mitigations that address it")
    relations: int = _least("与其他难题的关系", "relations to other problems")
    characters: int = _least("中文字数", "Chinese characters")
    words: int = _least("英文词数", "English words")
    both_sides_of: str | None = spec(
        Vocabulary("jurisdiction"),
        "须同时与此地和别处的框架对照",
        "Where some of the frameworks compared must apply, and others must not",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MitigationThresholds:
    """Smallest numbers for each mitigation that is no draft."""

    steps: int = _least("步骤", "steps")
    worsens: int = _least("会加重的难题", "problems that it makes worse")
    limits: int = _least("每条局限的中文字符", "characters in each Chinese text on limits")
    drivers: int = _least("费用说明的中文字符", "characters in the Chinese text on cost")
    characters: int = _least("中文字数", "Chinese characters")
    words: int = _least("英文词数", "English words")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkThresholds:
    """How far the items of frameworks must have been judged."""

    judged: tuple[str, ...] = spec(
        ListOf(FrameworkRef(), unique=True),
        "哪些框架的每一项（包括标题）都须有对照或写明不收的理由",
        "Frameworks of which every item, headings included, is mapped or set aside with a reason",
        default=(),
    )
    others: bool = spec(
        Bool(),
        "其余框架中，标题以外的每一项是否也须如此",
        "Whether in all other frameworks the same holds for every item that is no heading",
        default=False,
    )
    reason_characters: int = _least(
        "不收的理由的中文字符", "characters in the Chinese reason for setting an item aside"
    )
    reason_letters: int = _least("不收的理由的英文字符", "characters in the English reason for setting an item aside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    totals: Totals = spec(Obj(Totals), "整个知识库", "The whole", default=Totals())
    problem: ProblemThresholds = spec(
        Obj(ProblemThresholds), "每个难题（草稿除外）", "Each problem but drafts", default=ProblemThresholds()
    )
    mitigation: MitigationThresholds = spec(
        Obj(MitigationThresholds), "每个对策（草稿除外）", "Each mitigation but drafts", default=MitigationThresholds()
    )
    framework: FrameworkThresholds = spec(
        Obj(FrameworkThresholds), "框架的条目", "Items of frameworks", default=FrameworkThresholds()
    )
