"""`versions.yaml`: the published versions of the content and what changed from each to the next.

Written by `kb release` from the differences between two states of the data; people add a note at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aigc_kb.model.fields import Bilingual, Date, Int, ListOf, Obj, OneOf, Str, spec
from aigc_kb.model.kinds import KINDS
from aigc_kb.model.text import Text
from aigc_kb.model.vocabulary import VERDICT

FOLDER: Final = OneOf(
    (
        *((kind.folder, kind.plural) for kind in KINDS if not kind.counted),
        *((kind.folder, kind.plural) for kind in KINDS if kind.counted),
        ("areas", Text("领域", "Areas")),
    )
)
KIND: Final = OneOf(
    (
        ("added", Text("新增", "Added")),
        ("removed", Text("移除", "Removed")),
        ("renamed", Text("更名", "Renamed")),
        ("changed", Text("改动", "Changed")),
    )
)
COUNTED: Final = tuple(kind.folder for kind in KINDS if kind.counted)
"""What a version counts; everything else it lists one by one."""
NUMBER: Final = Str(
    r"[0-9]{4}\.(?:[1-9]|1[0-2])\.[0-9]+", Text("年.月.当月序号", "year, month, number in the month: 2024.3.1")
)
UNRELEASED: Final = "unreleased"
"""Stands in place of a version, for programs, while a knowledge base has none."""
_COUNT: Final = Int(0, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChange:
    kind: str = spec(KIND, "怎样变的", "What happened")
    folder: str = spec(FOLDER, "属于哪一类", "What it belongs to")
    id: str = spec(Str(), "编号", "Id")
    former: str | None = spec(Str(), "原编号", "Former id", default=None)
    title: Text = spec(Bilingual("plain", official=True), "当时的标题", "Its title at that time")
    fields: tuple[str, ...] = spec(ListOf(Str(), unique=True), "哪些字段变了", "Fields that changed", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    added: int = spec(_COUNT, "新增", "Added")
    removed: int = spec(_COUNT, "移除", "Removed")
    changed: int = spec(_COUNT, "改动", "Changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    mitigation: str = spec(Str(), "对策的编号", "Id of the mitigation")
    problem: str = spec(Str(), "难题的编号", "Id of the problem")
    before: str = spec(VERDICT, "上一版的结论", "The verdict of the last version")
    after: str = spec(VERDICT, "这一版的结论", "The verdict of this one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    area: str = spec(Str(), "领域的编号", "Id of the area")
    links: int = spec(_COUNT, "对策与难题的联系", "Links between mitigations and its problems")
    untested: int = spec(_COUNT, "其中结论为未经检验的", "Of these, links whose verdict is untested")
    unsearched: int = spec(_COUNT, "没有研究、也没写查过什么的联系", "Links without a study and without a search")
    findings: int = spec(_COUNT, "这些联系上的发现", "Findings on the links")
    second_hand: int = spec(
        _COUNT, "其中只在他人的叙述里读到的", "Of these, findings read only in what others say of the source"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    version: str = spec(NUMBER, "版本号", "Version")
    date: str = spec(Date(), "发布日期", "Date")
    since: str | None = spec(NUMBER, "与哪一版相比", "The version it is compared with", default=None)
    note: Text | None = spec(Bilingual("plain"), "编者的话", "A word from the editors", default=None)
    studies: Counts = spec(Obj(Counts), "研究的变化", "Studies", default=Counts(added=0, removed=0, changed=0))
    references: Counts = spec(Obj(Counts), "文献的变化", "References")
    terms: Counts = spec(Obj(Counts), "术语的变化", "Terms")
    verdicts: tuple[VerdictChange, ...] = spec(
        ListOf(Obj(VerdictChange)), "结论变了的联系", "Links whose verdict changed", default=()
    )
    debt: tuple[Debt, ...] = spec(
        ListOf(Obj(Debt)), "各领域还欠多少证据", "What evidence each area still lacks", default=()
    )
    changes: tuple[VersionChange, ...] = spec(
        ListOf(Obj(VersionChange)), "其余各项变化", "Everything else that changed"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The whole file, newest version first."""

    versions: tuple[Version, ...] = spec(ListOf(Obj(Version), least=1), "各版本，由新到旧", "Versions, newest first")
