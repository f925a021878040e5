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
COST_WEIGHT: Final[dict[str, float]] = {"low": 1, "medium": 0.85, "high": 0.7}
"""What is left of a mitigation's rank at its level of cost."""
GRADES_NEEDING_REFERENCES: Final = ("replicated", "study", "field", "vendor")

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
