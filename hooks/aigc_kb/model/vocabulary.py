"""The closed lists of the data format, each value with its label in both languages."""

from __future__ import annotations

from typing import Final

from aigc_kb.model.fields import OneOf
from aigc_kb.model.text import Text

STATUS: Final = OneOf(
    (
        ("draft", Text("草稿", "Draft")),
        ("reviewed", Text("已审校", "Reviewed")),
        ("deprecated", Text("已停用", "Deprecated")),
    )
)

MITIGATION_KIND: Final = OneOf(
    (
        ("technical", Text("技术", "Technical")),
        ("data", Text("数据", "Data")),
        ("process", Text("流程", "Process")),
        ("product", Text("产品", "Product")),
        ("commercial", Text("商业", "Commercial")),
        ("policy", Text("制度", "Policy")),
    )
)

MATURITY: Final = OneOf(
    (
        ("research", Text("研究阶段", "Research")),
        ("emerging", Text("新兴", "Emerging")),
        ("established", Text("成熟", "Established")),
    )
)

LEVEL: Final = OneOf(
    (
        ("low", Text("低", "Low")),
        ("medium", Text("中", "Medium")),
        ("high", Text("高", "High")),
    )
)

EFFECT: Final = OneOf(
    (
        ("prevents", Text("预防", "Prevents")),
        ("reduces", Text("减轻", "Reduces")),
        ("detects", Text("发现", "Detects")),
        ("recovers", Text("补救", "Recovers")),
    )
)

# Best first: the order is the ranking.
GRADE: Final = OneOf(
    (
        ("replicated", Text("多项独立研究一致", "Replicated")),
        ("study", Text("单项对照研究", "Single study")),
        ("field", Text("生产环境实测", "Field data")),
        ("vendor", Text("厂商自述", "Vendor claim")),
        ("practice", Text("通行做法，未度量", "Common practice")),
        ("opinion", Text("本站判断", "Our opinion")),
    )
)
GRADE_MEANING: Final[dict[str, Text]] = {
    "replicated": Text("多项相互独立的研究得出一致结论", "independent studies agree"),
    "study": Text("有一项对照研究支持", "one controlled study supports it"),
    "field": Text("在生产环境中测得并公开发表", "measured in production and published"),
    "vendor": Text("销售方自己的报告", "the seller's own report"),
    "practice": Text("业内普遍这样做，但没有公开度量", "widely done, but not measured in public"),
    "opinion": Text("编者的判断，尚无公开证据", "the editors' judgement, without published evidence"),
}
GRADE_WEIGHT: Final[dict[str, float]] = {
    "replicated": 1,
    "study": 0.85,
    "field": 0.8,
    "vendor": 0.55,
    "practice": 0.5,
    "opinion": 0.35,
}
"""How much a mitigation's evidence counts where mitigations are ranked."""
VERDICT_WEIGHT: Final[dict[str, float]] = {
    "works": 1,
    "likely": 0.9,
    "mixed": 0.5,
    "untested": 0.6,
    "no-effect": 0,
    "harmful": 0,
}
"""How much of a link's weight is left in the planner: what was tested and does not help is not recommended."""
COST_WEIGHT: Final[dict[str, float]] = {"low": 1, "medium": 0.85, "high": 0.7}
"""What is left of a mitigation's rank at its level of cost."""

# Most useful first: the order in which lists show mitigations of equal rank.
VERDICT: Final = OneOf(
    (
        ("works", Text("有效", "Works")),
        ("likely", Text("可能有效", "Likely works")),
        ("mixed", Text("结果不一", "Mixed")),
        ("untested", Text("未经检验", "Untested")),
        ("no-effect", Text("未见效果", "No effect")),
        ("harmful", Text("适得其反", "Harmful")),
    )
)
VERDICT_MEANING: Final[dict[str, Text]] = {
    "works": Text(
        "至少两项独立的直接研究认为有效，没有一项发现有害",
        "at least two independent direct studies say so, and none found harm",
    ),
    "likely": Text("多数研究认为有效", "more than half of the studies say so"),
    "mixed": Text("研究结果有好有坏", "studies point in different directions"),
    "untested": Text("没有足够的研究", "there are not enough studies"),
    "no-effect": Text("多数研究没有发现效果", "more than half of the studies found no effect"),
    "harmful": Text("多数研究发现情况变坏", "more than half of the studies found it worse"),
}

VERDICT_SIGN: Final[dict[str, str]] = {
    "works": "✔",
    "likely": "✓",
    "mixed": "◐",
    "untested": "◌",
    "no-effect": "⊖",
    "harmful": "✖",
}

DIRECTION: Final = OneOf(
    (
        ("better", Text("变好", "Better")),
        ("none", Text("无差别", "No difference")),
        ("worse", Text("变坏", "Worse")),
        ("mixed", Text("有好有坏", "Mixed")),
    )
)
DIRECTION_SIGN: Final[dict[str, str]] = {"better": "▲", "none": "=", "worse": "▼", "mixed": "◆"}
"""Told apart without colour, and read as text by no one: the label stands beside it."""

DESIGN: Final = OneOf(
    (
        ("randomised", Text("随机对照试验", "Randomised experiment")),
        ("quasi-experiment", Text("准实验", "Quasi-experiment")),
        ("before-after", Text("前后对比", "Before and after")),
        ("benchmark", Text("基准测试", "Benchmark")),
        ("field-measurement", Text("生产环境测量", "Measurement in production")),
        ("observational", Text("观察研究", "Observational study")),
        ("survey", Text("问卷调查", "Survey")),
        ("audit", Text("审计研究", "Audit")),
        ("simulation", Text("模拟", "Simulation")),
        ("review", Text("综述", "Review")),
    )
)

INDEPENDENCE: Final = OneOf(
    (
        ("independent", Text("独立", "Independent")),
        ("vendor", Text("厂商", "Vendor")),
    )
)

MEASURES: Final = OneOf(
    (
        ("quality", Text("质量", "Quality")),
        ("accuracy", Text("准确性", "Accuracy")),
        ("calibration", Text("校准", "Calibration")),
        ("trust", Text("信任", "Trust")),
        ("reliance", Text("依赖程度", "Reliance")),
        ("use", Text("使用", "Use")),
        ("payment", Text("付费", "Payment")),
        ("cost", Text("成本", "Cost")),
        ("time", Text("时间", "Time")),
        ("safety", Text("安全", "Safety")),
        ("compliance", Text("合规", "Compliance")),
        ("privacy", Text("隐私", "Privacy")),
        ("diversity", Text("多样性", "Diversity")),
        ("skill", Text("技能", "Skill")),
        ("fairness", Text("公平", "Fairness")),
        ("energy", Text("能耗", "Energy")),
        ("robustness", Text("稳健性", "Robustness")),
        ("satisfaction", Text("满意度", "Satisfaction")),
    )
)

READ: Final = OneOf(
    (
        ("primary", Text("读了原文或官方摘要", "read at the source")),
        ("mirror", Text("读了原样转载", "read in a faithful copy")),
        ("report", Text("读了报告对它的叙述", "read in a report")),
        ("digest", Text("只读了他人的概述", "read in a digest only")),
    )
)

SECOND_HAND: Final = frozenset({"report", "digest"})
"""Ways of reading in which nobody saw the source's own words."""

TEXT_READ: Final = OneOf(
    (
        ("primary", Text("读了官方文本", "read at the official source")),
        ("reprint", Text("读了忠实的转载", "read in a faithful reprint")),
        ("retelling", Text("只读了他人的转述", "read in others' words only")),
        ("title", Text("只见到标题", "only its title was seen")),
    )
)

DUTY_KIND: Final = OneOf(
    (
        ("must", Text("必须", "Must")),
        ("should", Text("应当（不强制）", "Should")),
        ("voluntary", Text("自愿采用", "Voluntary")),
        ("definition", Text("定义", "Definition")),
        ("risk", Text("风险", "Risk")),
        ("background", Text("背景", "Background")),
    )
)

BOUND: Final = OneOf(
    (
        ("provider", Text("提供者", "Provider")),
        ("deployer", Text("使用者（部署者）", "Deployer")),
        ("platform", Text("内容平台", "Platform")),
        ("app-store", Text("应用商店", "App store")),
        ("model-vendor", Text("模型提供方", "Model vendor")),
        ("employer", Text("雇主", "Employer")),
        ("publisher", Text("发布者", "Publisher")),
        ("user", Text("用户", "User")),
        ("public-body", Text("公共机构", "Public body")),
    )
)

BINDING: Final = OneOf(
    (
        ("law", Text("法律、法规、规章", "Law")),
        ("standard", Text("标准", "Standard")),
        ("policy", Text("政策文件", "Policy")),
        ("voluntary", Text("自愿采用", "Voluntary")),
    )
)

EFFECT_KIND: Final = OneOf(
    (
        ("share", Text("比例", "Share")),
        ("points", Text("百分点或分数差", "Points")),
        ("ratio", Text("倍数", "Ratio")),
        ("time", Text("时间", "Time")),
        ("money", Text("金额", "Money")),
        ("score", Text("得分", "Score")),
        ("count", Text("数量", "Count")),
    )
)

# SKOS mapping properties, read as "our entry <relation> the framework's item".
MAPPING_RELATION: Final = OneOf(
    (
        ("exact", Text("等同", "Exact match")),
        ("close", Text("近似", "Close match")),
        ("broad", Text("对方更宽", "Broader item")),
        ("narrow", Text("对方更窄", "Narrower item")),
        ("related", Text("相关", "Related")),
    )
)

LANGUAGE: Final = OneOf((("zh", Text("中文", "Chinese")), ("en", Text("英文", "English"))))

AUTHOR_LIST: Final = OneOf(
    (
        ("as-seen", Text("作者名单与所见来源一致", "authors as in the source seen")),
        ("unchecked", Text("作者名单据我们所知，尚未核对", "authors as known to us, not yet checked")),
        ("first-only", Text("仅列第一作者", "first author only")),
        ("institutional", Text("机构作者", "institutional author")),
    )
)

# The CSL types that occur; the label is used where a reader needs to know what kind of source it is.
REFERENCE_TYPE: Final = OneOf(
    (
        ("article", Text("预印本", "Preprint")),
        ("article-journal", Text("期刊论文", "Journal article")),
        ("article-magazine", Text("杂志文章", "Magazine article")),
        ("article-newspaper", Text("报纸文章", "Newspaper article")),
        ("book", Text("图书", "Book")),
        ("chapter", Text("图书章节", "Chapter")),
        ("dataset", Text("数据集", "Dataset")),
        ("legal_case", Text("判例", "Court decision")),
        ("legislation", Text("法规", "Law or regulation")),
        ("paper-conference", Text("会议论文", "Conference paper")),
        ("post", Text("网帖", "Post")),
        ("post-weblog", Text("博客文章", "Blog post")),
        ("report", Text("报告", "Report")),
        ("software", Text("软件", "Software")),
        ("standard", Text("标准", "Standard")),
        ("thesis", Text("学位论文", "Thesis")),
        ("webpage", Text("网页", "Web page")),
    )
)


def label(kind: OneOf, value: str) -> Text:
    """The label of a value of a closed list. Raises KeyError for a value that is not in it."""
    return dict(kind.labels)[value]
