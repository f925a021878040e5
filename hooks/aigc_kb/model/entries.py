"""The typed entries: problems, mitigations, cases and reading paths, and the small values they are made of.

Field order is the canonical order in YAML. Nothing here knows about files, pages or languages of the interface.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigc_kb.model import vocabulary as v
from aigc_kb.model.fields import (
    ID_PATTERN,
    Bilingual,
    BilingualWords,
    Date,
    EntryRef,
    FrameworkRef,
    Int,
    ListOf,
    Obj,
    ReferenceKey,
    Str,
    Url,
    Vocabulary,
    spec,
)
from aigc_kb.model.text import Lang, Text, Words

PLAIN = Bilingual("plain")
OFFICIAL = Bilingual("plain", official=True)
INLINE = Bilingual("inline")
BLOCK = Bilingual("block")
ID = Str(ID_PATTERN, Text("小写英文字母、数字和连字符", "lower-case letters, digits and hyphens"))
REFERENCES = ListOf(ReferenceKey(), unique=True)
CITED = ListOf(ReferenceKey(), least=1, unique=True)
ROLES = ListOf(Vocabulary("role"), least=1, unique=True)

_REPLACED_DOC = ("停用后由哪个条目接替", "The entry that takes its place, if it no longer holds")
_STATUS_DOC = ("审校状态", "How far the entry has been reviewed")
READ_AT = ListOf(Url(), least=1, unique=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Affects:
    roles: tuple[str, ...] = spec(ROLES, "受影响的角色", "Roles that meet the problem")
    stages: tuple[str, ...] = spec(
        ListOf(Vocabulary("stage"), least=1, unique=True), "出现的阶段", "Stages of a product in which it shows"
    )
    modalities: tuple[str, ...] = spec(
        ListOf(Vocabulary("modality"), least=1, unique=True), "涉及的模态", "Kinds of output concerned"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    level: int = spec(
        Int(1, 5), "1 轻微困扰 … 5 可能毁掉产品或伤害他人", "1 a nuisance … 5 can end the product or harm people"
    )
    basis: Text = spec(INLINE, "为什么定这一级", "Why this level")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    name: Text = spec(INLINE, "指标或基准的名称", "Name of the metric or benchmark")
    how: Text = spec(INLINE, "团队怎样实际测量", "How a team measures it in practice")
    reference: str | None = spec(ReferenceKey(), "出处", "Where it comes from", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    claim: Text = spec(INLINE, "独立成句的事实，带数字或日期", "A dated finding that stands alone")
    references: tuple[str, ...] = spec(CITED, "支持它的文献", "References that support it")
    as_of: str = spec(Date(partial=True), "该事实成立的时间", "When the finding held")
    valid_until: str | None = spec(Date(partial=True), "失效时间", "When it ceases to hold", default=None)
    read: str = spec(v.READ, "怎样读到的", "How it was read")
    where: str | None = spec(Str(), "在原文何处", "Where in the source it stands", default=None)
    read_at: tuple[str, ...] = spec(
        READ_AT,
        "在何处读到，与文献自己的地址不同时才写；网页地址不详时只写网站",
        "Where it was read, if not at the reference's own address; the site alone where the page is not known",
        default=(),
    )
    read_on: str | None = spec(Date(), "何时读的", "Day on which it was read", default=None)
    version: str | None = spec(Str(), "读的是哪一版", "The version that was read", default=None)
    note: Text | None = spec(
        INLINE,
        "给读者的提醒：没有读到什么、数字另取自何处",
        "A caution to readers: what was not read, where a figure comes from",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemEdge:
    problem: str = spec(EntryRef(("problem",)), "目标问题", "The other problem")
    how: Text = spec(INLINE, "如何导致", "How one leads to the other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    framework: str = spec(FrameworkRef(), "框架编号（含版本）", "Id of the framework registry, edition included")
    item: str = spec(Str(), "条目的官方编号", "Official id of the item")
    title: str = spec(Str(), "条目的官方标题，有意重复", "Official title of the item, repeated on purpose")
    relation: str = spec(v.MAPPING_RELATION, "SKOS 关系", "SKOS relation from the entry to the item")
    note: Text = spec(INLINE, "为什么是这种关系", "Why this relation")
    by: str = spec(Str(), "判断人", "Who judged")
    date: str = spec(Date(), "判断日期", "When it was judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMatch:
    framework: str = spec(FrameworkRef(), "没有对应条目的框架", "The framework without an item for this entry")
    reason: Text = spec(INLINE, "为什么没有对应", "Why there is none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    question: Text = spec(INLINE, "自测题", "A question that needs thought")
    answer: Text = spec(INLINE, "参考答案", "A model answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    date: str = spec(Date(), "改动日期", "Day of the change")
    what: Text = spec(INLINE, "改了什么", "What changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class I18n:
    source: Lang = spec(v.LANGUAGE, "先写的语言，另一种由它译出", "The language written first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    text: Text = spec(INLINE, "业内怎样做", "What is commonly done")
    references: tuple[str, ...] = spec(
        REFERENCES, "谁这样做、哪里写着", "Who does so, and where it is written", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    on: str = spec(Date(), "查找日期", "Day of the search")
    where: Text = spec(PLAIN, "在哪里查", "Where it was searched")
    terms: tuple[str, ...] = spec(ListOf(Str(), least=1), "用的检索词", "The words that were searched")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    problem: str = spec(EntryRef(("problem",)), "针对的问题", "The problem addressed")
    effect: str = spec(v.EFFECT, "效果", "What it does to the problem")
    how: Text = spec(INLINE, "对这个问题怎样起作用", "The mechanism for this problem")
    practice: Practice | None = spec(Obj(Practice), "通行做法", "Common practice", default=None)
    judgement: Text | None = spec(INLINE, "本站判断", "The editors' judgement", default=None)
    searched: tuple[Searched, ...] = spec(
        ListOf(Obj(Searched)), "没有找到研究时：查过什么", "Where no study was found: what was searched", default=()
    )
    limits: Text = spec(INLINE, "何时不起作用", "When it fails for this problem")


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    problem: str = spec(EntryRef(("problem",)), "加重的问题", "The problem that it makes worse")
    how: Text = spec(INLINE, "怎样加重", "How it does so")
    searched: tuple[Searched, ...] = spec(
        ListOf(Obj(Searched)), "没有找到研究时：查过什么", "Where no study was found: what was searched", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    level: str = spec(v.LEVEL, "费用级别", "Level of cost")
    drivers: Text = spec(INLINE, "费用由什么决定", "What drives the cost")
    as_of: str = spec(Date(partial=True), "费用判断的时间", "When the cost was judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    level: str = spec(v.LEVEL, "投入级别", "Level of effort")
    who: tuple[str, ...] = spec(ROLES, "由谁来做", "Who does it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    name: str = spec(Str(), "名称", "Name")
    url: str = spec(Url(), "主页", "Home page")
    licence: str = spec(Str(), "许可证", "Licence")
    note: Text = spec(INLINE, "用途与限制", "What for, and its limits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    id: str = spec(ID, "与文件名相同，永不改作他用", "Same as the file name, never re-used")
    status: str = spec(v.STATUS, *_STATUS_DOC)
    replaced_by: str | None = spec(EntryRef(("problem",)), *_REPLACED_DOC, default=None)
    area: str = spec(Vocabulary("area"), "所属领域", "The area it belongs to")
    also_in: tuple[str, ...] = spec(
        ListOf(Vocabulary("area"), unique=True), "还出现在哪些领域", "Other areas in which it is listed"
    )
    title: Text = spec(PLAIN, "标题", "Title")
    aliases: Words = spec(BilingualWords(), "别名和日常说法，供搜索", "Other names and everyday words, for search")
    summary: Text = spec(Bilingual("inline", 2), "至多两句的概要", "At most two sentences")
    symptoms: tuple[Text, ...] = spec(
        ListOf(INLINE, least=1), "用户或团队看到的现象，用他们的话说", "What a user or team sees, in their words"
    )
    affects: Affects = spec(Obj(Affects), "影响谁、何时、哪些模态", "Whom, when and what it affects")
    causes: Text = spec(BLOCK, "成因", "Mechanisms behind it")
    impact: Text = spec(BLOCK, "谁损失什么、多少", "Who loses what, and how much")
    severity: Severity = spec(Obj(Severity), "严重程度", "How bad it is")
    measure: tuple[Measure, ...] = spec(ListOf(Obj(Measure)), "如何度量", "How to measure it")
    facts: tuple[Fact, ...] = spec(ListOf(Obj(Fact)), "有日期、有出处的事实", "Dated, sourced findings")
    leads_to: tuple[ProblemEdge, ...] = spec(ListOf(Obj(ProblemEdge)), "会导致的问题", "Problems it causes")
    related: tuple[str, ...] = spec(
        ListOf(EntryRef(("problem",)), unique=True), "相关问题，只写一边", "Related problems; write one side only"
    )
    mappings: tuple[Mapping, ...] = spec(ListOf(Obj(Mapping)), "对应的框架条目", "Framework items it corresponds to")
    no_match: tuple[NoMatch, ...] = spec(
        ListOf(Obj(NoMatch)), "框架中没有对应条目，这本身是结论", "Frameworks without an item for it: a finding"
    )
    questions: tuple[Question, ...] = spec(ListOf(Obj(Question)), "自测题", "Self-test")
    origin: tuple[str, ...] = spec(
        ListOf(Vocabulary("origin"), unique=True), "回应的最初论断", "Founding statements it answers"
    )
    created: str = spec(Date(), "创建日期", "Day of creation")
    updated: str = spec(Date(), "最近一次实质改动", "Day of the last change of substance")
    reviewed: str = spec(Date(), "最近一次审校", "Day of the last review")
    review_by: str = spec(Date(), "最迟何时复审", "Day by which it must be reviewed again")
    former_ids: tuple[str, ...] = spec(ListOf(ID, unique=True), "曾用编号，保留跳转", "Earlier ids, kept as redirects")
    changes: tuple[Change, ...] = spec(ListOf(Obj(Change)), "改动记录", "Log of changes", default=())
    i18n: I18n = spec(Obj(I18n), "翻译来源", "Source of the translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitigation:
    id: str = spec(ID, "与文件名相同，永不改作他用", "Same as the file name, never re-used")
    status: str = spec(v.STATUS, *_STATUS_DOC)
    replaced_by: str | None = spec(EntryRef(("mitigation",)), *_REPLACED_DOC, default=None)
    kind: str = spec(v.MITIGATION_KIND, "类别", "Kind of measure")
    title: Text = spec(PLAIN, "标题", "Title")
    aliases: Words = spec(BilingualWords(), "别名和日常说法，供搜索", "Other names and everyday words, for search")
    summary: Text = spec(Bilingual("inline", 2), "至多两句的概要", "At most two sentences")
    how_it_works: Text = spec(BLOCK, "原理", "How it works")
    steps: tuple[Text, ...] = spec(ListOf(INLINE, least=1), "可照做的步骤", "Steps one can follow")
    use_when: Text = spec(BLOCK, "何时值得用", "When it pays")
    avoid_when: Text = spec(BLOCK, "何时不要用", "When not to use it")
    maturity: str = spec(v.MATURITY, "成熟度", "Maturity")
    cost: Cost = spec(Obj(Cost), "费用", "Cost")
    effort: Effort = spec(Obj(Effort), "投入", "Effort")
    time_to_effect: Text = spec(INLINE, "多久见效", "How long until it shows")
    addresses: tuple[Address, ...] = spec(ListOf(Obj(Address), least=1), "针对的问题与效果", "Problems it addresses")
    worsens: tuple[Harm, ...] = spec(ListOf(Obj(Harm)), "会加重的问题", "Problems it makes worse")
    requires: tuple[str, ...] = spec(
        ListOf(EntryRef(("mitigation",)), unique=True), "前提措施", "Mitigations it needs first"
    )
    alternatives: tuple[str, ...] = spec(
        ListOf(EntryRef(("mitigation",)), unique=True), "替代措施", "Mitigations that could stand in for it"
    )
    tools: tuple[Tool, ...] = spec(ListOf(Obj(Tool)), "可用工具", "Tools")
    facts: tuple[Fact, ...] = spec(ListOf(Obj(Fact)), "有日期、有出处的事实", "Dated, sourced findings")
    mappings: tuple[Mapping, ...] = spec(ListOf(Obj(Mapping)), "对应的框架条目", "Framework items it corresponds to")
    no_match: tuple[NoMatch, ...] = spec(
        ListOf(Obj(NoMatch)), "框架中没有对应条目，这本身是结论", "Frameworks without an item for it: a finding"
    )
    created: str = spec(Date(), "创建日期", "Day of creation")
    updated: str = spec(Date(), "最近一次实质改动", "Day of the last change of substance")
    reviewed: str = spec(Date(), "最近一次审校", "Day of the last review")
    review_by: str = spec(Date(), "最迟何时复审", "Day by which it must be reviewed again")
    former_ids: tuple[str, ...] = spec(ListOf(ID, unique=True), "曾用编号，保留跳转", "Earlier ids, kept as redirects")
    changes: tuple[Change, ...] = spec(ListOf(Obj(Change)), "改动记录", "Log of changes", default=())
    i18n: I18n = spec(Obj(I18n), "翻译来源", "Source of the translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemShown:
    problem: str = spec(EntryRef(("problem",)), "案例显示的问题", "The problem it shows")
    how: Text = spec(INLINE, "怎样显示", "How it shows it")


@dataclass(frozen=True, slots=True, kw_only=True)
class MitigationTried:
    mitigation: str = spec(EntryRef(("mitigation",)), "尝试过的措施", "The mitigation tried")
    result: Text = spec(INLINE, "结果如何", "What came of it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    id: str = spec(ID, "与文件名相同，永不改作他用", "Same as the file name, never re-used")
    status: str = spec(v.STATUS, *_STATUS_DOC)
    title: Text = spec(PLAIN, "标题", "Title")
    aliases: Words = spec(BilingualWords(), "别名，供搜索", "Other names, for search")
    summary: Text = spec(Bilingual("inline", 2), "至多两句的概要", "At most two sentences")
    when: str = spec(Date(partial=True), "何时发生", "When it happened")
    who: Text = spec(INLINE, "当事方", "Who was involved")
    where: Text = spec(INLINE, "何地", "Where it happened")
    what_happened: Text = spec(BLOCK, "经过", "What happened")
    facts: tuple[Fact, ...] = spec(ListOf(Obj(Fact)), "有日期、有出处的数字", "Dated, sourced numbers")
    outcome: Text = spec(BLOCK, "结局", "How it ended")
    lessons: tuple[Text, ...] = spec(ListOf(INLINE, least=1), "可带走的教训", "What to take from it")
    problems: tuple[ProblemShown, ...] = spec(ListOf(Obj(ProblemShown), least=1), "显示了哪些问题", "Problems it shows")
    mitigations: tuple[MitigationTried, ...] = spec(
        ListOf(Obj(MitigationTried)), "尝试过哪些措施", "Mitigations that were tried"
    )
    references: tuple[str, ...] = spec(CITED, "文献", "References")
    created: str = spec(Date(), "创建日期", "Day of creation")
    updated: str = spec(Date(), "最近一次实质改动", "Day of the last change of substance")
    reviewed: str = spec(Date(), "最近一次审校", "Day of the last review")
    review_by: str = spec(Date(), "最迟何时复审", "Day by which it must be reviewed again")
    former_ids: tuple[str, ...] = spec(ListOf(ID, unique=True), "曾用编号，保留跳转", "Earlier ids, kept as redirects")
    changes: tuple[Change, ...] = spec(ListOf(Obj(Change)), "改动记录", "Log of changes", default=())
    i18n: I18n = spec(Obj(I18n), "翻译来源", "Source of the translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    entry: str = spec(EntryRef(("problem", "mitigation", "case")), "要读的条目", "The entry to read")
    why: Text = spec(INLINE, "为什么在这里读", "Why to read it here")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    reference: str = spec(ReferenceKey(), "文献", "The reference")
    why: Text = spec(INLINE, "为什么值得看", "Why it is worth the time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    title: Text = spec(PLAIN, "名称", "Name")
    task: Text = spec(BLOCK, "做什么", "What to do")
    done_when: Text = spec(INLINE, "做到什么算完成", "When it is done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    id: str = spec(ID, "与文件名相同，永不改作他用", "Same as the file name, never re-used")
    status: str = spec(v.STATUS, *_STATUS_DOC)
    title: Text = spec(PLAIN, "标题", "Title")
    aliases: Words = spec(BilingualWords(), "别名，供搜索", "Other names, for search")
    summary: Text = spec(Bilingual("inline", 2), "至多两句的概要", "At most two sentences")
    roles: tuple[str, ...] = spec(ROLES, "写给谁", "For whom")
    goal: Text = spec(BLOCK, "读完能做什么", "What the reader can do afterwards")
    before: Text = spec(INLINE, "事先要会什么", "What the reader should know already")
    time: Text = spec(INLINE, "大约多久", "How long it takes")
    stops: tuple[Stop, ...] = spec(ListOf(Obj(Stop), least=1), "按顺序读的条目", "Entries in reading order")
    resources: tuple[Resource, ...] = spec(ListOf(Obj(Resource)), "延伸资源", "Further resources")
    exercises: tuple[Exercise, ...] = spec(ListOf(Obj(Exercise)), "练习", "Exercises")
    questions: tuple[Question, ...] = spec(ListOf(Obj(Question)), "自测题", "Self-test")
    created: str = spec(Date(), "创建日期", "Day of creation")
    updated: str = spec(Date(), "最近一次实质改动", "Day of the last change of substance")
    reviewed: str = spec(Date(), "最近一次审校", "Day of the last review")
    review_by: str = spec(Date(), "最迟何时复审", "Day by which it must be reviewed again")
    former_ids: tuple[str, ...] = spec(ListOf(ID, unique=True), "曾用编号，保留跳转", "Earlier ids, kept as redirects")
    changes: tuple[Change, ...] = spec(ListOf(Obj(Change)), "改动记录", "Log of changes", default=())
    i18n: I18n = spec(Obj(I18n), "翻译来源", "Source of the translation")


Entry = Problem | Mitigation | Case | Path
