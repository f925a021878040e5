"""What entries lean on: areas and vocabularies, terms, references, the planner, and the site's own facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aigc_kb.model import vocabulary as v
from aigc_kb.model.conditions import ANSWER, Answered, Condition
from aigc_kb.model.entries import ID, INLINE, PLAIN, READ_AT
from aigc_kb.model.fields import (
    BilingualWords,
    Bool,
    Date,
    EntryRef,
    FrameworkRef,
    Int,
    ListOf,
    Logic,
    Obj,
    Str,
    Url,
    spec,
)
from aigc_kb.model.text import Lang, Text, Words
from aigc_kb.model.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word of one of the knowledge base's own vocabularies."""

    id: str = spec(ID, "编号", "Id")
    title: Text = spec(PLAIN, "名称", "Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    id: str = spec(ID, "编号", "Id")
    title: Text = spec(PLAIN, "名称", "Name")
    summary: Text = spec(INLINE, "这一领域讲什么", "What the area is about")
    founding: bool = spec(Bool(), "是否属于最初提出的领域", "Whether the founding text names it", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A statement of the text that the knowledge base grew from."""

    id: str = spec(Str(r"S[0-9]{2}", Text("S 加两位数字", "S and two digits")), "编号", "Id")
    text: Text = spec(INLINE, "论断", "The statement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    areas: tuple[Area, ...] = spec(ListOf(Obj(Area), least=1), "领域，按显示顺序", "Areas, in the order shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A part of the world, or a field of business, in which frameworks apply."""

    id: str = spec(Str(), "编号，如 CN", "Id, such as CN")
    title: Text = spec(PLAIN, "名称", "Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page written by hand: `docs/zh/<id>/index.md` and `docs/en/<id>/index.md` beside the data directory."""

    id: str = spec(ID, "文件夹名", "Name of its folder")
    title: Text = spec(PLAIN, "导航里的名称", "Its name in the navigation")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationGroup:
    """Pages that stand together in the navigation."""

    title: Text | None = spec(
        PLAIN, "组名；不写则各页直接列出", "Name of the group; without one its pages stand by themselves", default=None
    )
    pages: tuple[str, ...] = spec(
        ListOf(ID, least=1, unique=True),
        "页面，按显示顺序：手写页面的编号，或生成的页面的名称（首页为 home）",
        "Pages in the order shown: ids of documents, and names of generated pages (the first is `home`)",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`site.yaml`: what the knowledge base is called, where it lives, its vocabularies, its pages, its standards."""

    title: Text = spec(PLAIN, "名称", "Name")
    short_title: Text = spec(PLAIN, "简称", "Short name")
    description: Text = spec(INLINE, "一句话说明", "One sentence on what it is")
    url: str = spec(Url(), "发布地址，以 / 结尾", "Where it is published, ending in /")
    repository: str = spec(Url(), "源代码仓库", "The source repository")
    branch: str = spec(Str(), "默认分支", "The default branch")
    licence: str = spec(Str(), "内容许可证（SPDX 编号）", "Licence of the content (SPDX id)")
    licence_url: str = spec(Url(), "许可证地址", "Address of the licence")
    publisher: Text = spec(PLAIN, "发布者", "Publisher")
    archive: str | None = spec(
        ID,
        "压缩包文件名的开头；不写则取仓库地址的末段",
        "Beginning of the archive's file name; by default the last part of the repository's address",
        default=None,
    )
    documents: tuple[Document, ...] = spec(ListOf(Obj(Document)), "手写的页面", "Pages written by hand", default=())
    navigation: tuple[NavigationGroup, ...] = spec(
        ListOf(Obj(NavigationGroup)),
        "导航；不写则按默认分组，手写页面在最后一组",
        "The navigation; by default the usual groups, with the documents in the last",
        default=(),
    )
    roles: tuple[Label, ...] = spec(ListOf(Obj(Label), least=1), "角色", "Roles")
    stages: tuple[Label, ...] = spec(ListOf(Obj(Label), least=1), "产品阶段", "Stages of a product")
    modalities: tuple[Label, ...] = spec(ListOf(Obj(Label), least=1), "模态", "Kinds of output")
    origins: tuple[Origin, ...] = spec(ListOf(Obj(Origin)), "最初的论断", "Founding statements", default=())
    jurisdictions: tuple[Jurisdiction, ...] = spec(
        ListOf(Obj(Jurisdiction)), "框架适用的地域", "Where frameworks apply", default=()
    )
    thresholds: Thresholds = spec(Obj(Thresholds), "对内容的要求", "What is asked of the content", default=Thresholds())

    @property
    def archive_name(self) -> str:
        """What the archive's file name begins with."""
        return self.archive or re.sub(r"[^A-Za-z0-9]+", "-", self.repository.rstrip("/").rpartition("/")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    id: str = spec(ID, "编号", "Id")
    zh: str = spec(Str(), "中文首选词", "Preferred Chinese term")
    en: str = spec(Str(), "英文首选词", "Preferred English term")
    aliases: Words = spec(BilingualWords(), "其他可用说法", "Other accepted names")
    forbidden: Words = spec(BilingualWords(), "不用的说法", "Variants not to be used")
    definition: Text = spec(INLINE, "一句话定义", "Definition in one sentence")
    entry: str | None = spec(
        EntryRef(("problem", "mitigation")), "详述它的条目", "The entry that treats it", default=None
    )

    def word(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    id: str = spec(ANSWER, "编号", "Id")
    title: Text = spec(PLAIN, "选项", "The answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerQuestion:
    id: str = spec(ID, "编号", "Id")
    title: Text = spec(PLAIN, "问题", "The question")
    help: Text | None = spec(INLINE, "一句说明", "One sentence that helps to answer", default=None)
    multiple: bool = spec(Bool(), "是否可多选", "Whether several answers may be given")
    asked_when: Condition | None = spec(
        Logic(),
        "前面怎样回答了才问；不写则总是问",
        "Which earlier answers make it matter; by default it is always asked",
        default=None,
    )
    options: tuple[Option, ...] = spec(ListOf(Obj(Option), least=2), "选项", "Answers to choose from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    problem: str = spec(EntryRef(("problem",)), "难题", "The problem")
    points: int = spec(Int(1, 5), "加几分", "Points added")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerRule:
    id: str = spec(ID, "编号", "Id")
    when: tuple[Answered, ...] = spec(ListOf(Obj(Answered), least=1), "条件，须全部满足", "Conditions, all needed")
    raises: tuple[Raise, ...] = spec(ListOf(Obj(Raise), least=1), "给哪些难题加分", "Problems that get points")
    why: Text = spec(INLINE, "理由，显示给读者", "The reason shown to the reader")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    when: tuple[Answered, ...] = spec(ListOf(Obj(Answered), least=1), "条件，须全部满足", "Conditions, all needed")
    problems: tuple[str, ...] = spec(
        ListOf(EntryRef(("problem",)), least=1, unique=True), "不列出的难题", "Problems taken off the list"
    )
    why: Text = spec(INLINE, "理由", "The reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFrameworks:
    region: str = spec(ID, "地区选项", "The answer that names the region")
    ids: tuple[str, ...] = spec(ListOf(FrameworkRef(), least=1, unique=True), "适用的框架", "Frameworks that apply")


# The questions that the planner's script itself knows, whatever the rules ask: it leaves out problems of other kinds of
# output, favours those of the stage, and lists the frameworks of the region.
ASKS_MODALITY: Final = "modality"
ASKS_STAGE: Final = "stage"
ASKS_REGION: Final = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """`planner.yaml`: how a description of a product leads to the problems that apply to it."""

    questions: tuple[PlannerQuestion, ...] = spec(ListOf(Obj(PlannerQuestion), least=1), "问题", "Questions")
    rules: tuple[PlannerRule, ...] = spec(ListOf(Obj(PlannerRule), least=1), "规则", "Rules")
    exclusions: tuple[Exclusion, ...] = spec(
        ListOf(Obj(Exclusion)), "何时不列出某些难题", "When problems are left out", default=()
    )
    frameworks: tuple[RegionFrameworks, ...] = spec(
        ListOf(Obj(RegionFrameworks)), "各地区适用的框架", "Frameworks by region"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person (`family`, `given`) or an institution (`literal`), as in CSL."""

    family: str | None = spec(Str(), "姓", "Family name", default=None)
    given: str | None = spec(Str(), "名", "Given name", default=None)
    literal: str | None = spec(Str(), "机构名或中文姓名", "Institution, or a Chinese name", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source, in CSL's terms. Registered only when identifier and title were seen together: `x_read` says how."""

    id: str = spec(ID, "与文件名相同，即引用键", "Same as the file name: the citation key")
    type: str = spec(v.REFERENCE_TYPE, "CSL 类型", "CSL type")
    title: str = spec(Str(), "题名", "Title")
    x_title_translation: str | None = spec(
        Str(), "题名的译文", "Translation of the title", key="x-title-translation", default=None
    )
    x_former_title: str | None = spec(Str(), "曾用题名", "Earlier title", key="x-former-title", default=None)
    author: tuple[Author, ...] = spec(ListOf(Obj(Author), least=1), "作者", "Authors")
    issued: str = spec(Date(partial=True), "发表日期", "Date of publication")
    container_title: str | None = spec(Str(), "刊名或文集", "Journal or book", key="container-title", default=None)
    publisher: str | None = spec(Str(), "出版者", "Publisher", default=None)
    number: str | None = spec(Str(), "编号、文号", "Number", default=None)
    volume: str | None = spec(Str(), "卷", "Volume", default=None)
    issue: str | None = spec(Str(), "期", "Issue", default=None)
    page: str | None = spec(Str(), "页码", "Pages", default=None)
    archive: str | None = spec(Str(), "典藏库", "Archive", default=None)
    archive_location: str | None = spec(
        Str(), "典藏编号，如 arXiv 号", "Id in the archive, such as arXiv's", default=None
    )
    DOI: str | None = spec(
        Str(r"10\.[0-9]{4,9}/\S+", Text("10. 开头的 DOI，不带网址", "a DOI that starts with 10., without address")),
        "DOI",
        "DOI",
        default=None,
    )
    URL: str | None = spec(Url(), "地址", "Address", default=None)
    x_archive: str | None = spec(Url(), "存档地址", "Archived copy", key="x-archive", default=None)
    x_note: Text | None = spec(
        PLAIN,
        "备注：文献的局限、所见为何",
        "Note: the limits of the source, what was seen of it",
        key="x-note",
        default=None,
    )
    language: str = spec(
        Str(r"[a-z]{2}(-[A-Za-z]+)*", Text("语言代码", "a language code")), "原文语言", "Language of the source"
    )
    keyword: tuple[str, ...] = spec(ListOf(Str(), unique=True), "主题词", "Topics", default=())
    x_authors: str = spec(
        v.AUTHOR_LIST, "作者名单的可靠程度", "How far the author list can be trusted", key="x-authors"
    )
    x_read: str = spec(v.READ, "怎样读到的", "How it was read", key="x-read")
    x_read_at: tuple[str, ...] = spec(
        READ_AT,
        "题名与标识符在何处一同见到，与文献自己的地址不同时才写",
        "Where title and identifier were seen together, if not at its own address",
        key="x-read-at",
        default=(),
    )
    x_read_on: str | None = spec(Date(), "何时读的", "Day on which it was read", key="x-read-on", default=None)
    x_version: str | None = spec(Str(), "读的是哪一版", "The version that was read", key="x-version", default=None)
    x_published: str | None = spec(
        Url(), "预印本后来正式发表的版本", "The later, published version of a preprint", key="x-published", default=None
    )

    @property
    def link(self) -> str | None:
        """Where a reader finds it: the address, else the DOI's."""
        return self.URL or (f"https://doi.org/{self.DOI}" if self.DOI else None)
