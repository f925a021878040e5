"""What pages promise in a sentence, and what lists, filters and links do without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

import pytest

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.document import blocks as b
from aigc_kb.document.html import HtmlWriter
from aigc_kb.document.markdown import MarkdownWriter
from aigc_kb.language.interface import UI
from aigc_kb.model import vocabulary as v
from aigc_kb.model.conditions import Answered
from aigc_kb.model.entries import Affects, Fact, Severity
from aigc_kb.model.frameworks import Framework, Item
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.pages import matrix
from aigc_kb.pages.build import INDEX_PATHS, entry_listing, entry_page, index_page, names
from aigc_kb.pages.context import Context
from aigc_kb.pages.frameworks import framework_page
from aigc_kb.pages.reading import fact_note
from tests.conftest import changed as replaced
from tests.golden import bakery

T = TypeVar("T")
COPIED = Fact(
    claim=Text("一天后硬度翻倍。", "Hardness doubles within a day."),
    references=("doe-2024-bread",),
    as_of="2024",
    read="mirror",
    where="abstract",
    version="v2",
    read_at=("https://www.bread.example.org/copy",),
    note=Text("只有白面包。", "White bread only."),
)


def context(kb: KnowledgeBase | None = None, lang: Lang = "en") -> Context:
    kb = kb or bakery()
    return Context(kb, relate(kb), lang)


def tables(page: b.Page) -> dict[str, b.Table]:
    return {block.caption: block for block in page.blocks if isinstance(block, b.Table)}


def words(ctx: Context, *blocks: b.Block) -> str:
    """What some blocks say, in Markdown."""
    page = b.Page(ctx.lang, "x/", "", "", "", "", tuple(blocks))
    return MarkdownWriter(page, names(ctx.kb)).blocks(page.blocks)


def parts(value: Any, kind: type[T]) -> Iterator[T]:
    """Everything of a kind in a part of a page, in reading order."""
    if isinstance(value, kind):
        yield value
    inner = value if isinstance(value, tuple) else [getattr(value, name) for name in getattr(value, "__slots__", ())]
    for child in inner:
        yield from parts(child, kind)


def linked(value: Any) -> list[str]:
    """The words of all links in a part of a page."""
    return ["".join(child for child in link.children if isinstance(child, str)) for link in parts(value, b.Link)]


def changed(kb: KnowledgeBase, key: str, **fields: Any) -> KnowledgeBase:
    """The base with other values in one problem or mitigation."""
    if key in kb.problems:
        return replaced(kb, problems={**kb.problems, key: replace(kb.problems[key], **fields)})
    return replaced(kb, mitigations={**kb.mitigations, key: replace(kb.mitigations[key], **fields)})


def found(kb: KnowledgeBase, key: str, finding: str, **fields: Any) -> KnowledgeBase:
    """The base with other values in one finding of a study."""
    study = kb.studies[key]
    assert finding in [one.id for one in study.findings]
    findings = tuple(replace(one, **fields) if one.id == finding else one for one in study.findings)
    return replaced(kb, studies={**kb.studies, key: replace(study, findings=findings)})


def severity(level: int) -> Severity:
    return Severity(level=level, basis=Text("因为。", "Because."))


def affects(*roles: str) -> Affects:
    return Affects(roles=roles, stages=("bake",), modalities=("loaf",))


# -- sentences about method, each beside what it is about ----------------------------------------------------------------


def home_rows(kb: KnowledgeBase) -> dict[str, tuple[list[str], list[str]]]:
    """Role -> its problems and its mitigations on the home page, in order."""
    (table,) = tables(index_page(context(kb), "")).values()
    return {
        words(context(kb), row.cells[0].blocks[0]): (linked(row.cells[1]), linked(row.cells[2])) for row in table.rows
    }


def test_the_problems_of_a_role_stand_by_severity_then_by_how_few_roles_they_concern() -> None:
    says = UI["strongest_method"]
    assert says.en.startswith("How they are ordered: problems by severity, those that concern fewer roles first;")
    assert says.zh.startswith("排序方法：难题按严重程度排，涉及角色越少越靠前；")
    # Divided by the number of roles, a severity of 5 for three would weigh less than one of 2 for a single role.
    assert home_rows(bakery())["**Baker**"][0] == ["Burnt crust", "Stale bread", "Wasted flour", "Under-proofing"]
    fewer = changed(bakery(), "under-proofing", affects=affects("baker"))
    fewer = changed(fewer, "wasted-flour", affects=affects("baker", "owner"))
    assert home_rows(fewer)["**Baker**"][0] == ["Burnt crust", "Stale bread", "Under-proofing", "Wasted flour"]
    alike = changed(fewer, "under-proofing", affects=affects("baker", "owner"))
    assert home_rows(alike)["**Baker**"][0][2:] == ["Under-proofing", "Wasted flour"], "then by id"


def test_the_mitigations_of_a_role_are_weighed_by_verdict_and_problem_and_only_where_it_speaks_for_them() -> None:
    says = UI["strongest_method"]
    assert says.en.endswith(
        "mitigations by their links with the verdict works or likely works, each weighed by the verdict and by the problem."
    )
    assert says.zh.endswith("对策只算结论为“有效”或“可能有效”的联系，按结论和难题的分量相加。")
    rows = home_rows(bakery())
    # Of the helpers against soggy bases (which get worse) and wasted flour (untested), none counts.
    assert rows["**Shop assistant**"][1] == ["Alarm clock", "Oven thermometer"]
    # Small batches have mixed results, and against stale bread the thermometer has no effect.
    assert rows["**Baker**"][1] == ["Alarm clock", "Sourdough", "Oven thermometer"]
    light = changed(bakery(), "stale-bread", severity=severity(1))
    assert home_rows(light)["**Baker**"][1] == ["Alarm clock", "Oven thermometer", "Sourdough"]
    # A second study that says so makes it `works`.
    strong = found(bakery(), "doe-2024-staling", "hardness", direct=True, indirect=None)
    assert home_rows(strong)["**Baker**"][1] == ["Sourdough", "Alarm clock", "Oven thermometer"]
    # The thermometer adds two problems up; the clock has but one, which three roles share.
    two = found(bakery(), "guild-2022-ovens", "sold", direction="better")
    assert home_rows(two)["**Baker**"][1] == ["Oven thermometer", "Alarm clock", "Sourdough"]


def test_a_role_is_shown_the_best_verdict_and_its_grade_beside_each_mitigation() -> None:
    (table,) = tables(index_page(context(), "")).values()
    badges = [(badge.scale, badge.value) for badge in parts(table.rows[0].cells[2], b.Badge)]
    assert badges == [
        *(("verdict", "works"), ("grade", "replicated")),
        *(("verdict", "likely"), ("grade", "study")),
        *(("verdict", "likely"), ("grade", "replicated")),
    ]


def test_a_role_shows_at_most_four_of_each_and_leads_to_all() -> None:
    kb = bakery()
    more = {f"stale-{n}": replace(kb.problems["stale-bread"], id=f"stale-{n}") for n in range(5)}
    table = tables(index_page(context(replaced(kb, problems={**kb.problems, **more})), ""))[
        "What matters most, by role"
    ]
    baker = table.rows[0]
    assert len(linked(baker.cells[1])) == 4
    assert linked(baker.cells[0]) == ["all 9 problems and what helps"]
    assert [link.to for link in parts(baker.cells[0], b.Link)] == [b.To("matrix/", query="role=baker")]


def test_what_helps_stands_by_its_verdict_and_by_the_grade_of_its_evidence() -> None:
    assert UI["what_helps_intro"].en.startswith("Best verdict and strongest evidence first.")
    assert UI["what_helps_intro"].zh.startswith("结论好、证据强的在前。")

    def badges(kb: KnowledgeBase, scale: str) -> list[str]:
        table = tables(entry_page(context(kb), "problems/stale-bread/"))["What helps"]
        return [badge.value for badge in parts(table, b.Badge) if badge.scale == scale]

    verdicts = badges(bakery(), "verdict")
    assert verdicts == ["likely", "mixed", "untested", "no-effect"]
    assert verdicts == sorted(verdicts, key=v.VERDICT.values.index)
    assert badges(bakery(), "grade") == ["study", "study", "practice", "field"]
    fewer = replaced(bakery(), studies={})
    assert badges(fewer, "verdict") == ["untested"] * 4
    grades = badges(fewer, "grade")
    assert grades == ["practice", "practice", "opinion", "opinion"]
    assert grades == sorted(grades, key=v.GRADE.values.index)
    table = tables(entry_page(context(), "mitigations/small-batches/"))["Problems it addresses"]
    assert [row.id for row in table.rows] == ["for-stale-bread", "for-wasted-flour"], "mixed before untested"


def test_problems_stand_by_area_and_in_it_the_most_severe_first() -> None:
    assert "problems by area" in UI["problems_lead"].en
    assert "按领域排列" in UI["problems_lead"].zh
    rows = tables(index_page(context(), "problems/"))["Problems"].rows
    found = [(dict(row.data)["area"].split()[0], int(dict(row.data)["severity"])) for row in rows]
    assert found == [("storage", 2), ("storage", 1), ("dough", 5), ("dough", 3), ("dough", 1)]


def test_mitigations_stand_by_kind() -> None:
    assert "mitigations by kind" in UI["mitigations_lead"].en
    assert "按类别排列" in UI["mitigations_lead"].zh
    rows = tables(index_page(context(), "mitigations/"))["Mitigations"].rows
    kinds = [dict(row.data)["kind"] for row in rows]
    assert kinds == ["technical", "technical", "process", "process", "product"]


@pytest.mark.parametrize("path", ["", "changes/", "cases/"])
def test_what_is_new_stands_first(path: str) -> None:
    assert UI["changes_lead"].en.endswith("newest first.")
    assert UI["changes_lead"].zh.endswith("由新到旧。")
    text = words(context(), *index_page(context(), path).blocks)
    if path == "":
        text = text.partition("{#newest}")[2]
    dates = re.findall(
        r"(?m)^(?:- |### |- \[[^]]*\]\([^)]*\): )(\d{4}-\d\d(?:-\d\d)?)", text.partition("## Version")[0]
    )
    assert len(dates) >= 2
    assert dates == sorted(dates, reverse=True)


def test_reviews_that_fall_due_first_stand_first() -> None:
    assert UI["gap_reviews"] == Text("最先到期的复审", "Reviews that fall due first")
    text = words(context(), *index_page(context(), "coverage/").blocks)
    due = re.findall(r"(?m)^- \*\*(\d{4}-\d\d-\d\d)\*\*", text)
    assert len(due) == 13
    assert due == sorted(due)
    assert due[0] < due[-1]


# -- tables that a reader sorts and filters ---------------------------------------------------------------------------


def sorted_once(table: b.Table, column: int, kb: KnowledgeBase) -> list[str]:
    """The first column after one click on a column's head: the script compares `data-sort`, figures by their value."""
    page = b.Page("en", "x/", "", "", "", "", (table,))
    html = HtmlWriter(page, names(kb)).write().html
    rows = [re.findall(r"<t[dh][^>]*>.*?</t[dh]>", row) for row in re.findall(r"<tr[ >].*?</tr>", html)[1:]]
    keys = [[cell.partition('data-sort="')[2].partition('"')[0] for cell in row] for row in rows]
    assert all(re.fullmatch("[0-9]+", key[column]) for key in keys), "the script reads no minus"
    return [key[0] for key in sorted(keys, key=lambda key: int(key[column]))]


def test_a_click_on_severity_or_mitigations_brings_the_greatest_up_and_on_evidence_the_best() -> None:
    table = tables(index_page(context(), "problems/"))["Problems"]
    assert [row.cells[2].sort for row in table.rows] == [2, 1, 5, 3, 1], "true values"
    assert [row.cells[3].sort for row in table.rows] == [4, 1, 2, 1, 0]
    by_severity = ["Burnt crust", "Soggy base", "Stale bread", "Wasted flour", "Under-proofing"]
    assert sorted_once(table, 2, bakery()) == by_severity
    by_mitigations = ["Stale bread", "Burnt crust", "Wasted flour", "Soggy base", "Under-proofing"]
    assert sorted_once(table, 3, bakery()) == by_mitigations
    by_verdict = ["Burnt crust", "Stale bread", "Wasted flour", "Soggy base", "Under-proofing"]
    assert sorted_once(table, 4, bakery()) == by_verdict, "harmful behind untested; without any mitigation, last"


def test_more_than_a_hundred_mitigations_are_still_counted_rightly() -> None:
    kb = bakery()
    clocks = {f"clock-{n}": replace(kb.mitigations["alarm-clock"], id=f"clock-{n}") for n in range(120)}
    kb = replaced(kb, mitigations={**kb.mitigations, **clocks})
    table = tables(index_page(context(kb), "problems/"))["Problems"]
    assert sorted_once(table, 3, kb)[:3] == ["Burnt crust", "Soggy base", "Stale bread"]


def test_a_click_in_the_list_of_mitigations_sorts_levels_by_height_and_problems_by_number() -> None:
    table = tables(index_page(context(), "mitigations/"))["Mitigations"]
    titles = ["Alarm clock", "Sourdough", "Small batches", "Caring for the starter", "Oven thermometer"]
    # Works and replicated; likely, by one study; mixed, by one study; untested practice; likely and replicated
    assert [row.cells[2].sort for row in table.rows] == [0, 7, 13, 22, 6]
    by_verdict = [titles[0], titles[4], titles[1], titles[2], titles[3]]
    assert sorted_once(table, 2, bakery()) == by_verdict
    assert [row.cells[3].sort for row in table.rows] == [0, 2, 0, 0, 0]
    assert [row.cells[4].sort for row in table.rows] == [0, 1, 0, 0, 2]
    assert [row.cells[5].sort for row in table.rows] == [2, 1, 2, 1, 2]
    assert sorted_once(table, 4, bakery()) == [titles[0], titles[2], titles[3], titles[1], titles[4]]
    assert sorted_once(table, 5, bakery())[-2:] == ["Sourdough", "Caring for the starter"]


def test_the_list_of_frameworks_sorts_by_date_and_by_number() -> None:
    table = tables(index_page(context(), "frameworks/"))["Frameworks"]
    assert [(row.cells[2].sort, row.cells[4].sort) for row in table.rows] == [
        ("2024", 1),
        ("2020", 2),
        ("2025-07-01", 0),
    ]


def test_counts_by_framework_can_be_sorted_and_what_has_an_order_of_its_own_cannot() -> None:
    found = {caption: table.sortable for caption, table in tables(index_page(context(), "coverage/")).items()}
    assert found["Mapping progress by framework"]
    assert not found["Evidence by grade"]
    assert not found["Founding statements and their entries"]


@pytest.mark.parametrize("path", ["problems/", "mitigations/"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_value_that_a_row_has_can_be_chosen_in_the_filter(path: str, lang: Lang) -> None:
    (table,) = tables(index_page(context(lang=lang), path)).values()
    assert table.sortable
    assert table.facets
    for facet in table.facets:
        chosen = {value for row in table.rows for value in dict(row.data)[facet.name].split()}
        assert chosen <= {value for value, _ in facet.options}, facet.name
        assert all(label for _, label in facet.options)


def test_a_problem_is_filtered_by_all_that_it_concerns() -> None:
    rows = tables(index_page(context(), "problems/"))["Problems"].rows
    assert dict(rows[2].data) == {
        "area": "dough storage",
        "severity": "5",
        "role": "baker seller owner",
        "stage": "bake sell",
        "modality": "cake",
    }
    facets = tables(index_page(context(), "problems/"))["Problems"].facets
    assert [(f.name, f.label, len(f.options), f.of) for f in facets] == [
        ("area", "Area", 3, "row"),
        ("role", "Role", 4, "row"),
        ("stage", "Stage", 2, "row"),
        ("modality", "Kind of output", 2, "row"),
    ]


def test_a_mitigation_is_filtered_by_kind_cost_effort_maturity_and_evidence() -> None:
    table = tables(index_page(context(), "mitigations/"))["Mitigations"]
    assert dict(table.rows[4].data) == {
        "kind": "product",
        "cost": "low",
        "effort": "high",
        "maturity": "emerging",
        "verdict": "likely",
        "grade": "replicated",
    }
    assert [(f.name, f.label, [value for value, _ in f.options]) for f in table.facets] == [
        ("kind", "Kind", list(v.MITIGATION_KIND.values)),
        ("cost", "Cost", list(v.LEVEL.values)),
        ("effort", "Effort", list(v.LEVEL.values)),
        ("maturity", "Maturity", list(v.MATURITY.values)),
        ("verdict", "Best verdict", list(v.VERDICT.values)),
        ("grade", "Best evidence", list(v.GRADE.values)),
    ]


# -- the matrix -------------------------------------------------------------------------------------------------------


def the_matrix(kb: KnowledgeBase | None = None) -> b.Filtered:
    (found,) = [x for x in index_page(context(kb), "matrix/").blocks if isinstance(x, b.Filtered)]
    return found


def test_the_matrix_is_filtered_by_rows_columns_and_cells() -> None:
    assert [(f.name, f.of) for f in the_matrix().facets] == [
        *((name, "row") for name in ("area", "role", "stage", "modality")),
        *((name, "column") for name in ("kind", "cost")),
        *((name, "cell") for name in ("effect", "verdict", "grade")),
    ]
    (_, storage), (_, dough) = the_matrix().parts
    assert dict(storage.rows[0].data)["role"] == "baker"
    columns = [column for column in storage.head if isinstance(column, b.Column)]
    assert [(c.text, dict(c.data)) for c in columns] == [
        ("Sourdough", {"kind": "technical", "cost": "high"}),
        ("Small batches", {"kind": "process", "cost": "low"}),
        ("Caring for the starter", {"kind": "process", "cost": "low"}),
        ("Oven thermometer", {"kind": "product", "cost": "low"}),
    ]
    assert columns[0].to == b.To("mitigations/sourdough/")
    cell = dough.rows[0].cells[2]
    assert dict(cell.data) == {"effect": "detects", "verdict": "likely", "grade": "replicated"}
    assert [badge.label for badge in parts(cell, b.Badge)] == ["Detects", "Likely works", "Replicated"]
    assert [link.title for link in parts(cell, b.Link)] == ["Oven thermometer → Burnt crust"]
    assert dough.rows[2].cells[1] == b.Cell(())


def test_columns_of_one_kind_stand_by_how_often_they_help() -> None:
    often = changed(bakery(), "starter-care", addresses=bakery().mitigations["small-batches"].addresses)
    alone = changed(often, "small-batches", addresses=bakery().mitigations["small-batches"].addresses[1:])
    (_, storage), _ = the_matrix(alone).parts
    texts = [column.text for column in storage.head if isinstance(column, b.Column)]
    assert texts == ["Sourdough", "Caring for the starter", "Small batches", "Oven thermometer"]


def test_a_long_area_is_cut_into_tables_of_forty_rows() -> None:
    assert matrix.ROWS == 40
    kb = bakery()
    many = {f"stale-{n:03}": replace(kb.problems["stale-bread"], id=f"stale-{n:03}") for n in range(79)}
    parts = the_matrix(replaced(kb, problems={**kb.problems, **many})).parts
    assert [(h.id, h.level, h.text, len(t.rows)) for h, t in parts] == [
        ("area-storage", 2, "Storage (1/3)", 40),
        ("area-storage-2", 2, "Storage (2/3)", 40),
        ("area-storage-3", 2, "Storage (3/3)", 1),
        ("area-dough", 2, "Dough", 3),
    ]


# -- what is said of one entry ----------------------------------------------------------------------------------------


def test_a_claim_is_followed_by_those_of_its_references_that_it_does_not_cite_itself() -> None:
    def claimed(text: str, *references: str) -> str:
        ctx = context()
        return words(ctx, b.Para(ctx.claim(Text(text, text), references)))

    doe, guild = "[Doe & 面包研究所, 2024](#ref-doe-2024-bread)", "[Guild of bakers, 2022](#ref-guild-2022-sales)"
    assert claimed("So it is.", "doe-2024-bread") == f"So it is. ({doe})"
    assert claimed("So it is.", "doe-2024-bread", "guild-2022-sales") == f"So it is. ({doe}; {guild})"
    assert claimed("So it is [@doe-2024-bread].", "doe-2024-bread") == f"So it is ({doe})."
    assert (
        claimed("So it is [@doe-2024-bread].", "doe-2024-bread", "guild-2022-sales") == f"So it is ({doe}). ({guild})"
    )
    assert claimed("So it is.") == "So it is."


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "as of 2024; read in a faithful copy (abstract, v2, bread.example.org). White bread only."),
        ("zh", "截至 2024；读了原样转载（摘要、v2、bread.example.org）。只有白面包。"),
    ],
)
def test_how_a_fact_was_read_stands_beside_it(lang: Lang, expected: str) -> None:
    note = fact_note(context(lang=lang), COPIED)
    assert "".join(linked(x)[0] if linked(x) else x.text if isinstance(x, b.Md) else str(x) for x in note) == expected
    assert list(parts(note, b.Badge)) == []


def test_law_or_money_read_anywhere_but_at_the_source_is_marked() -> None:
    def marks(kb: KnowledgeBase, **fields: Any) -> list[str]:
        return [badge.value for badge in parts(fact_note(context(kb), replace(COPIED, **fields)), b.Badge)]

    kb, costs = bakery(), Text("面包涨到 3 美元。", "Bread rose to $3.")
    assert marks(kb) == []
    assert marks(kb, claim=costs) == ["mirror"]
    assert marks(kb, claim=costs, read="report") == ["report"]
    assert marks(kb, claim=costs, read="primary") == []
    for kind, expected in (("legislation", ["digest"]), ("legal_case", ["digest"]), ("report", [])):
        ruled = replace(kb.references["doe-2024-bread"], type=kind)
        assert marks(replaced(kb, references={**kb.references, ruled.id: ruled}), read="digest") == expected


def test_what_was_mapped_to_the_older_edition_is_seen_from_the_newer_one() -> None:
    table = tables(entry_page(context(), "frameworks/bakers-2024/"))["Troubles"]
    assert "[Burnt crust](../problems/burnt-crust/index.md) guild-2020 B1" in words(
        context(), *table.rows[0].cells[-1].blocks
    )
    old = tables(entry_page(context(), "frameworks/guild-2020/"))["Troubles"]
    assert "guild-2020" not in words(context(), *old.rows[0].cells[-1].blocks)


def test_a_diagram_shows_what_leads_to_a_problem_and_what_it_leads_to() -> None:
    def diagrams(path: str) -> list[b.Diagram]:
        return [block for block in entry_page(context(), path).blocks if isinstance(block, b.Diagram)]

    (drawn,) = diagrams("problems/stale-bread/")
    assert (drawn.title, drawn.center) == ("Relations of Stale bread", "Stale bread")
    assert drawn.left == (("Wasted flour", b.To("problems/wasted-flour/")),)
    assert [title for title, _ in drawn.right] == ["Wasted flour", "Burnt crust"]
    assert (drawn.left_label, drawn.right_label) == ("What leads to it", "It leads to")
    assert diagrams("problems/under-proofing/") == [], "nothing to draw"
    (drawn,) = diagrams("mitigations/alarm-clock/")
    assert [title for title, _ in drawn.left] == ["Oven thermometer"]
    assert [title for title, _ in drawn.right] == ["Burnt crust", "Soggy base"]
    assert (drawn.left_label, drawn.right_label) == ("Needs first", "Problems it addresses")


def test_a_tool_has_its_place_before_what_is_said_without_it() -> None:
    for path in ("compare/", "map/", "planner/"):
        first, second, *_ = index_page(context(), path).blocks
        assert isinstance(first, b.Para)
        assert second == b.Mount(path.removesuffix("/"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "kind", "section", "source", "updated", "keywords"),
    [
        ("problems/burnt-crust/", "problem", "problems/", "problems/burnt-crust.yaml", "2026-03-04", ("糊底", "black bottom", "charring")),
        ("mitigations/small-batches/", "mitigation", "mitigations/", "mitigations/small-batches.yaml", "2026-01-10", ("现烤现卖", "bake to order")),
        ("cases/empty-shelf/", "case", "cases/", "cases/empty-shelf.yaml", "2026-01-10", ("断货的下午", "the day we sold out")),
        ("paths/first-week/", "path", "paths/", "paths/first-week.yaml", "2026-01-10", ("新手路线", "for beginners")),
        ("areas/dough/", "area", "problems/", "areas.yaml", None, ()),
        ("frameworks/law-2025/", "framework", "frameworks/", "frameworks/law-2025.yaml", "2026-01-10", ()),
    ],
)  # fmt: skip
def test_a_page_knows_its_kind_its_section_and_its_file(
    path: str, kind: str, section: str, source: str, updated: str | None, keywords: tuple[str, ...]
) -> None:
    page = entry_page(context(), path)
    assert (page.path, page.kind, page.section, page.source) == (path, kind, section, source)
    assert (page.updated, page.keywords) == (updated, keywords)


@pytest.mark.parametrize("path", INDEX_PATHS)
def test_a_page_of_the_whole_is_a_section_of_its_own(path: str) -> None:
    page = index_page(context(), path)
    assert (page.path, page.section) == (path, path)
    assert (page.updated, page.keywords) == (None, ())


@pytest.mark.parametrize("path", [*INDEX_PATHS, *(listed.path for listed in entry_listing(bakery()))])
@pytest.mark.parametrize("lang", LANGS)
def test_a_row_has_one_head_and_as_many_cells_as_the_table(path: str, lang: Lang) -> None:
    """Screen readers say the head with each cell of its row."""
    ctx = context(lang=lang)
    page = index_page(ctx, path) if path in INDEX_PATHS else entry_page(ctx, path)
    for table in parts(page.blocks, b.Table):
        for row in table.rows:
            assert [cell.head for cell in row.cells].count(True) == 1, table.caption
            assert len(row.cells) == len(table.head)
            assert row.cells[0].head or path in ("terms/", "duties/")  # a language, and days, stand before the head


# -- every public field of a framework and its items reaches its page --------------------------------------------------

OTHER: dict[str, object] = {
    "title": Text("别的", "Another"),
    "official_languages": ("zh",),
    "publisher": Text("别的", "Another"),
    "edition": "other",
    "date": "1999",
    "jurisdiction": "valley",
    "language": "zh",
    "status": Text("别的", "Another"),
    "url": "https://other.example.org/",
    "doi": "10.9999/other",
    "url_pdf": "https://other.example.org/",
    "url_consolidated": "https://other.example.org/",
    "url_amending": "https://other.example.org/",
    "binding": "law",
    "read_on": "1999-01-01",
    "upstream": None,
    "licence": "other",
    "note": Text("别的", "Another"),
    "read": "report",
    "read_at": (),
    "supersedes": None,
    "kind": "risk",
    "binds": ("user",),
    "trigger": Answered(question="kind", answers=("rye",)),
    "gate": Text("别的", "Another"),
    "applies_from": "1999-01-01",
    "until": "1999-01-01",
    "transition": (),
    "penalty": Text("别的", "Another"),
    "duty": Text("别的", "Another"),
    "fulfilled_by": (),
    "text_read": "title",
    "source_url": "https://other.example.org/",
    "parent": "B2",
    "category": Text("别的", "Another"),
    "out_of_scope": Text("别的", "Another"),
}
"""What a field is changed to. `id` and `list` say where an item stands; `lists` and `items` are what is looked at."""


def framework_words(framework: Framework, lang: Lang) -> str:
    ctx = context(lang=lang)
    page = framework_page(ctx, framework)
    return page.title + words(ctx, *page.blocks)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [f.name for f in fields(Framework) if f.name not in ("id", "lists", "items")])
def test_every_field_of_a_framework_reaches_its_page(name: str, lang: Lang) -> None:
    framework = bakery().frameworks["bakers-2024"]
    changed = replace(framework, **{name: OTHER[name]})  # type: ignore[arg-type]
    assert framework_words(changed, lang) != framework_words(framework, lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [f.name for f in fields(Item) if f.name not in ("id", "list")])
def test_every_field_of_an_item_reaches_the_page_of_its_framework(name: str, lang: Lang) -> None:
    framework = bakery().frameworks["bakers-2024"]
    *others, item, last = framework.items
    assert item.id == "R1", "the one with all fields of a duty"
    other = replace(item, **{name: OTHER[name]})  # type: ignore[arg-type]
    changed = replace(framework, items=(*others, other, last))
    assert framework_words(changed, lang) != framework_words(framework, lang)
