"""Framework registries: what laws, standards and lists of others say, item by item, and which duties they set."""

from __future__ import annotations

from dataclasses import dataclass

from aigc_kb.model import vocabulary as v
from aigc_kb.model.conditions import Condition
from aigc_kb.model.entries import ID, INLINE, OFFICIAL, READ_AT
from aigc_kb.model.fields import (
    Bilingual,
    Bool,
    Date,
    EntryRef,
    FrameworkRef,
    ListOf,
    Logic,
    Obj,
    Str,
    Url,
    Vocabulary,
    spec,
)
from aigc_kb.model.text import Lang, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    id: str = spec(ID, "编号", "Id")
    title: Text = spec(OFFICIAL, "名称", "Name")
    complete: bool = spec(Bool(), "是否收录全部条目", "Whether every item is here")
    headings: bool = spec(
        Bool(),
        "各项是否只用来给其他清单的条目分组，本身不作对照",
        "Whether its items only group those of other lists, and are not mapped themselves",
        default=False,
    )
    selection: Text | None = spec(INLINE, "收录了哪些", "What was chosen", default=None)
    note: Text | None = spec(INLINE, "说明", "Note", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Another first day of a duty for some products."""

    when: Condition = spec(Logic(), "哪些产品", "Which products")
    applies_from: str = spec(Date(), "起始日", "The first day on which it applies to them")
    by: str = spec(Str(), "依据的条款", "The provision that says so")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """Where newer editions appear, and what stood there last time."""

    url: str = spec(Url(), "地址", "Address")
    seen_version: str = spec(Str(), "上次看到的版本", "The edition last seen there")
    seen_on: str = spec(Date(), "看到的日期", "Day on which it was seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    id: str = spec(Str(), "官方编号", "Official id")
    list: str = spec(ID, "所属清单", "The list it belongs to")
    title: Text = spec(OFFICIAL, "标题", "Title")
    official_languages: tuple[Lang, ...] = spec(
        ListOf(v.LANGUAGE, unique=True), "标题在哪些语言中是官方的", "Languages in which the title is official"
    )
    parent: str | None = spec(Str(), "上级条目", "Parent item", default=None)
    category: Text | None = spec(INLINE, "分类", "Category", default=None)
    note: Text | None = spec(INLINE, "说明", "Note", default=None)
    out_of_scope: Text | None = spec(
        INLINE, "若不属本库范围，写明理由", "The reason, if it is outside this knowledge base", default=None
    )
    kind: str | None = spec(v.DUTY_KIND, "是不是义务，是哪一种", "Whether it is a duty, and how strict", default=None)
    binds: tuple[str, ...] = spec(ListOf(v.BOUND, unique=True), "约束谁", "Whom it binds", default=())
    trigger: Condition | None = spec(
        Logic(), "什么样的产品触发它", "What a product must be like for it to apply", default=None
    )
    gate: Text | None = spec(
        INLINE,
        "条文中进一步限定适用、没有问题能问清的话",
        "Words of the law that narrow it and that no question settles",
        default=None,
    )
    applies_from: str | None = spec(Date(), "起始日", "The first day on which it applies", default=None)
    until: str | None = spec(Date(), "最后一日", "The last day on which it applies", default=None)
    transition: tuple[Transition, ...] = spec(
        ListOf(Obj(Transition)), "过渡期：某些产品另有起始日", "Grace: products with another first day", default=()
    )
    penalty: Text | None = spec(INLINE, "罚则", "What a breach costs", default=None)
    duty: Text | None = spec(INLINE, "一句话概括要做什么", "What must be done, in one sentence of ours", default=None)
    fulfilled_by: tuple[str, ...] = spec(
        ListOf(EntryRef(("mitigation",)), unique=True), "靠哪些对策履行", "Mitigations that fulfil it", default=()
    )
    text_read: str | None = spec(v.TEXT_READ, "条文读的是什么", "How its text was read", default=None)
    read_on: str | None = spec(Date(), "阅读日期", "Day on which it was read", default=None)
    source_url: str | None = spec(
        Url(), "条文地址，与框架地址不同时写", "Address of its text, where it is not the framework's", default=None
    )

    @property
    def is_duty(self) -> bool:
        """Whether something must or should be done."""
        return self.kind in ("must", "should")

    def official_titles(self) -> tuple[str, ...]:
        """The titles that a mapping row may repeat: the official ones, or both where none is official."""
        return tuple(self.title[lang] for lang in self.official_languages or ("zh", "en"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMigration:
    old: str = spec(Str(), "旧版编号", "Id in the older edition")
    new: str = spec(Str(), "新版编号", "Id in this edition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersedes:
    framework: str = spec(FrameworkRef(), "被取代的版本", "The edition it replaces")
    items: tuple[ItemMigration, ...] = spec(ListOf(Obj(ItemMigration)), "条目对照", "Which item became which")


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    id: str = spec(ID, "编号，含版本", "Id, edition included")
    title: Text = spec(OFFICIAL, "名称", "Title")
    official_languages: tuple[Lang, ...] = spec(
        ListOf(v.LANGUAGE, unique=True), "名称在哪些语言中是官方的", "Languages in which the title is official"
    )
    publisher: Text = spec(OFFICIAL, "发布者", "Publisher")
    edition: str = spec(Str(), "版本", "Edition")
    date: str = spec(Date(partial=True), "发布日期", "Date of publication")
    jurisdiction: str = spec(Vocabulary("jurisdiction"), "适用地域", "Jurisdiction")
    language: Lang = spec(v.LANGUAGE, "原文语言", "Language of the original")
    status: Text = spec(Bilingual("plain"), "效力", "Standing")
    url: str = spec(Url(), "地址", "Address")
    doi: str | None = spec(Str(), "DOI", "DOI", default=None)
    url_pdf: str | None = spec(Url(), "PDF 地址", "Address of the PDF", default=None)
    url_consolidated: str | None = spec(Url(), "合并文本地址", "Address of the consolidated text", default=None)
    url_amending: str | None = spec(Url(), "修订文本地址", "Address of the amending text", default=None)
    binding: str | None = spec(v.BINDING, "约束力", "How binding it is", default=None)
    read_on: str = spec(Date(), "核对日期", "Day on which it was checked")
    upstream: Upstream | None = spec(Obj(Upstream), "新版在哪里出", "Where newer editions appear", default=None)
    licence: str | None = spec(Str(), "许可证", "Licence", default=None)
    note: Text | None = spec(INLINE, "说明", "Note", default=None)
    read: str = spec(v.READ, "怎样读到的", "How it was read")
    read_at: tuple[str, ...] = spec(
        READ_AT, "在何处读到，与上面的地址不同时才写", "Where it was read, if not at the addresses above", default=()
    )
    lists: tuple[ItemList, ...] = spec(ListOf(Obj(ItemList), least=1), "清单", "Lists of items")
    items: tuple[Item, ...] = spec(ListOf(Obj(Item), least=1), "条目", "Items")
    supersedes: Supersedes | None = spec(Obj(Supersedes), "取代的旧版", "The edition it replaces", default=None)
