"""Studies: what was found, by whom, on which pair of mitigation and problem.

A study is one piece of empirical work, a finding one result of it. What the findings on a link come to (grade, verdict,
strength) is written nowhere: `base.verdicts` derives it.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import CITED, ID, INLINE, PLAIN
from aigc_kb.model.fields import (
    Bilingual,
    Bool,
    EntryRef,
    Int,
    ListOf,
    Number,
    Obj,
    Str,
    spec,
)
from aigc_kb.model.text import Text

PERIOD_PATTERN = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?(?:/[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    n: int = spec(Int(1, 999_999_999), "多少个", "How many")
    unit: Text = spec(PLAIN, "数的是什么", "What was counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    before: float | None = spec(
        Number(), "没有对策时的值", "The value without the mitigation", key="from", default=None
    )
    after: float | None = spec(Number(), "有对策时的值", "The value with it", key="to", default=None)
    change: float | None = spec(
        Number(), "只报告了变化时：变化多少", "Where only a change is reported: how much", default=None
    )
    unit: Text = spec(PLAIN, "单位", "The unit")
    kind: str = spec(v.EFFECT_KIND, "哪一类数", "Which kind of number")
    interval: tuple[float, ...] = spec(
        ListOf(Number(), least=2), "区间的下限和上限", "Lower and upper bound of an interval", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFinding:
    id: str = spec(ID, "在这项研究里唯一", "Unique within the study")
    mitigation: str = spec(EntryRef(("mitigation",)), "检验的对策", "The mitigation tested")
    problem: str = spec(EntryRef(("problem",)), "针对的难题", "The problem it was tested on")
    measures: str = spec(v.MEASURES, "量的是什么", "What was measured")
    outcome: Text = spec(PLAIN, "具体的结果指标", "The outcome in words")
    scope: Text | None = spec(PLAIN, "对谁、对哪一部分成立", "For whom, or for which part, it holds", default=None)
    direction: str = spec(
        v.DIRECTION,
        "从想用这条对策减轻这个难题的人来看",
        "As seen by someone who applies the mitigation to the problem",
    )
    direct: bool = spec(
        Bool(), "是否就是这条对策、这个难题", "Whether this mitigation was itself tested on this problem"
    )
    indirect: Text | None = spec(INLINE, "不是的话，差在哪里", "If not, in what it differs", default=None)
    effect: Effect | None = spec(
        Obj(Effect), "数字，原文给出时才填", "The numbers, where the source gives them", default=None
    )
    text: Text = spec(Bilingual("inline", 2), "至多两句，带数字", "At most two sentences, with the number")
    read: str = spec(v.READ, "怎样读到的", "How it was read")
    where: str = spec(Str(), "在原文何处", "Where in the source it stands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    id: str = spec(ID, "与文件名相同，永不改作他用", "Same as the file name, never re-used")
    references: tuple[str, ...] = spec(CITED, "文献，读过的版本在前", "References, the version that was read first")
    version: str | None = spec(Str(), "读的是哪一版", "The version that was read", default=None)
    design: str = spec(v.DESIGN, "研究设计", "Design of the study")
    independence: str = spec(v.INDEPENDENCE, "出资或执笔的是否卖方", "Whether a seller paid for it or wrote it")
    setting: Text = spec(INLINE, "谁、何处、做什么", "Who, where, doing what")
    sample: Sample | None = spec(Obj(Sample), "样本", "The sample", default=None)
    period: str | None = spec(
        Str(PERIOD_PATTERN, Text("YYYY、YYYY-MM 或两者之间用 / 连接", "YYYY, YYYY-MM, or two of them joined by /")),
        "何时测的",
        "When it was measured",
        default=None,
    )
    limits: Text = spec(INLINE, "局限", "Its limits")
    findings: tuple[StudyFinding, ...] = spec(ListOf(Obj(StudyFinding), least=1), "发现", "What it found")
