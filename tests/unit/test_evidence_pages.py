"""What pages say about evidence: the findings of a link, the page of a study, and the list of all studies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from aigc_kb.base.relations import relate
from aigc_kb.document import blocks as b
from aigc_kb.document import chart
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Address, Harm
from aigc_kb.model.studies import Effect
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.pages.build import all_pages, entry_page, index_page
from aigc_kb.pages.context import Context
from aigc_kb.pages.evidence import effect_bar, effect_words, evidence_blocks, number
from tests.conftest import changed
from tests.golden import bakery
from tests.unit.test_pages import context, found, parts, tables, words


def link(mitigation: str, problem: str, ctx: Context | None = None) -> tuple[b.Block, ...]:
    """What is said about the evidence on a link."""
    ctx = ctx or context()
    edges: list[Address | Harm] = [*ctx.kb.mitigations[mitigation].addresses, *ctx.kb.mitigations[mitigation].worsens]
    return evidence_blocks(ctx, mitigation, next(edge for edge in edges if edge.problem == problem))


def said(mitigation: str, problem: str, ctx: Context | None = None) -> list[str]:
    """The same in words, paragraph by paragraph and finding by finding."""
    text = words(ctx or context(), *link(mitigation, problem, ctx))
    return [line for line in text.splitlines() if line.strip()]


# -- a link ------------------------------------------------------------------------------------------------------------


def test_the_verdict_stands_before_the_grade_and_the_tally_before_the_findings() -> None:
    assert said("alarm-clock", "burnt-crust") == [
        "**Works** **Replicated**",
        "Direct, independent studies: ▲ Better 2",
        "- **▲ Better** Two or three loaves fewer in a hundred were burnt, see "
        "[Burnt crust](../problems/burnt-crust/index.md). ([Doe & 面包研究所, 2024](#ref-doe-2024-bread))",
        "  Burnt loaves in a hundred: **−2.5 loaves (interval −4 to −1)**",
        "  [Before and after](../studies/doe-2024-ovens/index.md): Six bakeries counted for a month before and after they "
        "got instruments · independent of sellers · read in a faithful copy",
        "- **▲ Better** Burnt loaves fell by a third. ([王芳、李雷, 2023](#ref-wang-2023-starch))",
        "  Share of burnt loaves: **12 → 8 %**",
        "  [Quasi-experiment](../studies/wang-2023-clocks/index.md): Two lines of a factory, given an *alarm clock* and "
        "later an oven thermometer · independent of sellers · read at the source",
    ]


def test_a_contrary_finding_shows_in_the_tally_and_in_the_list() -> None:
    lines = said("thermometer", "burnt-crust")
    assert lines[:2] == ["**Likely works** **Replicated**", "Direct, independent studies: ▲ Better 2, ▼ Worse 1"]
    assert sum(line.startswith("- **▼ Worse** ") for line in lines) == 1


def test_two_findings_stand_open_and_the_others_behind_a_fold_that_counts_them() -> None:
    blocks = link("thermometer", "burnt-crust")
    (opened,), (folded,) = ([x for x in blocks if isinstance(x, b.Items)], [x for x in blocks if isinstance(x, b.Fold)])
    assert len(list(parts(opened, b.Cite))) == 2
    assert (len(list(parts(folded, b.Cite))), folded.summary) == (1, ("1 more finding",))
    more = found(bakery(), "guild-2022-digest", "fresh", mitigation="thermometer", problem="burnt-crust")
    (fold,) = [x for x in link("thermometer", "burnt-crust", context(more)) if isinstance(x, b.Fold)]
    assert fold.summary == ("2 more findings",)
    assert not [x for x in link("alarm-clock", "burnt-crust") if isinstance(x, b.Fold)], "two are all"


def test_a_finding_in_the_leading_direction_comes_first_and_then_one_that_contradicts_it() -> None:
    kb = bakery()
    assert kb.studies["doe-2024-ovens"].id < kb.studies["guild-2022-ovens"].id < kb.studies["wang-2023-clocks"].id
    other = found(kb, "doe-2024-ovens", "thermometer", direction="worse")
    other = found(other, "guild-2022-ovens", "burnt", direction="better")
    link_ = relate(other).evidence["thermometer", "burnt-crust"]
    assert [finding.direction for _, finding in link_.findings] == ["better", "worse", "better"]
    assert [study.id for study, _ in link_.findings] == ["guild-2022-ovens", "doe-2024-ovens", "wang-2023-clocks"]


def test_what_weakens_a_finding_stands_behind_it_and_is_counted_apart() -> None:
    lines = said("alarm-clock", "soggy-base")
    assert lines[:2] == [
        "**Harmful** **Vendor claim**",
        "Others (indirect, by a vendor, or read in a digest): ▼ Worse 2",
    ]
    about = [line.strip() for line in lines if " · " in line]
    assert about[0].startswith("[Measurement in production](../studies/clockmaker-2022/index.md): ")
    assert about[0].endswith(" · paid for or written by a seller · read at the source")
    assert about[1].startswith("[Survey](../studies/guild-2022-digest/index.md): ")
    assert about[1].endswith(" · indirect · independent of sellers · read in a digest only")
    assert said("small-batches", "stale-bread")[1:3] == [
        "Direct, independent studies: ◆ Mixed 1",
        "Others (indirect, by a vendor, or read in a digest): ▲ Better 1",
    ]


def test_a_finding_that_cites_its_source_itself_is_not_followed_by_it_again() -> None:
    line = "- **▲ Better** It was much softer a day later ([Doe & 面包研究所, 2024](#ref-doe-2024-bread))."
    assert line in said("sourdough", "stale-bread")


def test_practice_stands_beside_findings_and_a_search_only_where_there_are_none() -> None:
    practice = "Common practice: Most stalls on the market do so. ([Guild of bakers, 2022](#ref-guild-2022-sales))"
    assert said("small-batches", "stale-bread")[-1] == practice
    kb = bakery()
    sourdough = kb.mitigations["sourdough"].addresses[0]
    assert sourdough.searched, "it was written before the studies were found"
    assert not [line for line in said("sourdough", "stale-bread") if "Searched" in line]
    none = context(changed(kb, studies={}))
    assert said("sourdough", "stale-bread", none) == [
        "**Untested** **Our opinion**",
        "Our judgement: Worth a try.",
        "Searched baking journals on 2026-01-10 without finding a study; terms: sourdough staling",
    ]


def test_what_a_mitigation_makes_worse_has_findings_and_searches_but_no_verdict() -> None:
    """A verdict says whether the mitigation helps, which nobody claims here."""
    assert said("sourdough", "burnt-crust") == [
        "Direct, independent studies: ▼ Worse 1",
        "- **▼ Worse** Loaves of sour dough were darker. ([Guild of bakers, 2022](#ref-guild-2022-sales))",
        "  [Observational study](../studies/guild-2022-ovens/index.md): A year of notes by members of the guild "
        "· independent of sellers · read at the source",
    ]
    assert said("small-batches", "under-proofing") == [
        "Searched baking journals on 2026-01-10 without finding a study; terms: small batches staling"
    ]
    assert said("sourdough", "under-proofing") == []


def test_both_ends_of_a_link_say_the_same_about_its_evidence() -> None:
    ctx = context()
    problem = tables(entry_page(ctx, "problems/burnt-crust/"))["What helps"]
    mitigation = tables(entry_page(ctx, "mitigations/alarm-clock/"))["Problems it addresses"]
    rows = {row.id: row.cells[2].blocks for row in (*problem.rows, *mitigation.rows)}
    assert rows["by-alarm-clock"] == rows["for-burnt-crust"] == link("alarm-clock", "burnt-crust")


# -- numbers -----------------------------------------------------------------------------------------------------------

LOAVES = Text("个", "loaves")


@pytest.mark.parametrize(
    ("effect", "en", "zh"),
    [
        (Effect(before=12, after=8.5, unit=LOAVES, kind="count"), "12 → 8.5 loaves", "12 → 8.5 个"),
        (Effect(before=0, after=12500, unit=LOAVES, kind="count"), "0 → 12,500 loaves", "0 → 12,500 个"),
        (Effect(change=2, unit=LOAVES, kind="count"), "+2 loaves", "+2 个"),
        (Effect(change=-2.5, unit=LOAVES, kind="count"), "−2.5 loaves", "−2.5 个"),
        (Effect(change=1.5, unit=Text("倍", "times"), kind="ratio"), "1.5 times", "1.5 倍"),
        (Effect(change=15, unit=Text("%", "%"), kind="ratio"), "+15 %", "+15 %"),
        (
            Effect(change=-2.5, unit=LOAVES, kind="count", interval=(-4, -1)),
            "−2.5 loaves (interval −4 to −1)",
            "−2.5 个（区间 −4 至 −1）",
        ),
    ],
)
def test_an_effect_is_told_as_levels_or_as_a_change_with_its_interval(effect: Effect, en: str, zh: str) -> None:
    assert effect_words(context(), effect) == en
    assert effect_words(context(lang="zh"), effect) == zh


@pytest.mark.parametrize(
    ("value", "shown"),
    [(12.0, "12"), (0.1 + 0.2, "0.3"), (-3.25, "−3.25"), (1234567.0, "1,234,567"), (2.5e12, "2,500,000,000,000")],
)
def test_a_number_is_grouped_without_a_needless_fraction(value: float, shown: str) -> None:
    assert number(value) == shown


def bar(**effect: Any) -> b.Bar | None:
    """The bar of an alarm clock's finding with other numbers."""
    kb = bakery()
    one = replace(kb.studies["doe-2024-ovens"].findings[0], effect=Effect(**effect))
    return effect_bar(context(), one)


PER_CENT = Text("%", "per cent")


@pytest.mark.parametrize(
    ("effect", "drawn"),
    [
        ({"before": 12, "after": 6, "unit": PER_CENT, "kind": "share"}, (12, 6, 0, 100, ())),
        ({"before": 12, "after": 8.5, "unit": LOAVES, "kind": "count"}, (12, 8.5, 0, 12, ())),
        ({"before": -2, "after": 5, "unit": PER_CENT, "kind": "points"}, (-2, 5, -2, 5, ())),
        ({"change": -7, "unit": PER_CENT, "kind": "ratio"}, (None, -7, -100, 100, ())),
        ({"change": 250, "unit": PER_CENT, "kind": "ratio"}, (None, 250, -250, 250, ())),
        ({"change": 1.5, "unit": Text("倍", "times"), "kind": "ratio"}, (1, 1.5, 0, 1.5, ())),
        ({"change": -7, "unit": PER_CENT, "kind": "points", "interval": (-9, -5)}, (None, -7, -100, 100, (-9, -5))),
        ({"before": 12, "after": 6, "unit": PER_CENT, "kind": "share", "interval": (-9, -3)}, (12, 6, 0, 100, ())),
    ],
)
def test_a_bar_stands_on_a_scale_that_its_kind_of_number_has(effect: dict[str, Any], drawn: tuple[Any, ...]) -> None:
    """An interval is drawn only where it holds the value: that of a difference has no place beside two levels."""
    made = bar(**effect)
    assert made
    assert (made.before, made.after, made.low, made.high, made.interval) == drawn
    assert "Burnt loaves" in made.words


def test_a_change_on_no_known_scale_is_told_in_words_only() -> None:
    assert bar(change=3, unit=LOAVES, kind="count") is None
    assert bar(before=0, after=0, unit=LOAVES, kind="count") is None


def test_a_drawn_bar_has_its_words_and_stays_on_its_scale() -> None:
    made = bar(change=-7, unit=PER_CENT, kind="points", interval=(-130, -5))
    assert made
    svg = chart.bar(made)
    assert f'role="img" aria-label="{made.words}"' in svg
    assert [float(x) >= 0 for x in re.findall(r' x="([^"]+)"', svg)] == [True]


# -- the page of a study -----------------------------------------------------------------------------------------------


def test_a_study_says_what_was_done_by_whom_on_how_many_and_when() -> None:
    page = entry_page(context(), "studies/wang-2023-clocks/")
    assert (page.title, page.kind, page.section) == ("王芳、李雷, 2023: 淀粉的老化", "study", "studies/")
    assert page.source == "studies/wang-2023-clocks.yaml"
    assert page.description == "Two lines of a factory, given an alarm clock and later an oven thermometer."
    (overview,) = [x for x in page.blocks if isinstance(x, b.Fields) and x.role == "overview"]
    assert words(context(), overview).splitlines() == [
        "- **Reference** ([王芳、李雷, 2023](#ref-wang-2023-starch))",
        "- **Design** Quasi-experiment",
        "- **Independence** Independent",
        "- **Sample** 12,500 loaves",
        "- **Measured in** 2022",
    ]
    version = entry_page(context(), "studies/doe-2024-staling/")
    assert "- **Version read** second printing" in words(context(), *version.blocks)


def test_each_finding_has_an_anchor_direction_numbers_and_how_it_was_read() -> None:
    text = words(context(), *entry_page(context(), "studies/wang-2023-clocks/").blocks)
    one = text.partition("### Oven thermometer → Burnt crust {#finding-thermometer}\n\n")[2].partition("\n## ")[0]
    assert one.strip().splitlines() == [
        "**▲ Better** Burnt loaves fell by half.",
        "",
        "- **What was measured** Share of burnt loaves · Quality",
        "- **Numbers** 12 → 6 %",
        "- **Scope** the middle of the oven only",
        "- **How it was read** read at the source: table 3",
        "",
        "[Oven thermometer](../mitigations/thermometer/index.md#for-burnt-crust) · "
        "[Burnt crust](../problems/burnt-crust/index.md#by-thermometer)",
    ]


def test_an_indirect_finding_says_in_what_it_differs() -> None:
    text = words(context(), *entry_page(context(), "studies/guild-2022-digest/").blocks)
    assert text.count("Indirect: ") == 1
    assert "Indirect: The question was about fruit tarts." in text


@pytest.mark.parametrize("lang", LANGS)
def test_every_study_has_a_page_and_is_linked_from_both_ends_of_each_finding(lang: Lang) -> None:
    kb = bakery()
    pages = {page.path: page for page in all_pages(kb, relate(kb)) if page.lang == lang}
    for study in kb.studies.values():
        path = f"studies/{study.id}/"
        assert path in pages
        for one in study.findings:
            for end in (f"mitigations/{one.mitigation}/", f"problems/{one.problem}/"):
                assert path in [x.to.path for x in parts(pages[end].blocks, b.Link) if isinstance(x.to, b.To)]


def test_a_finding_leads_to_rows_that_are_there() -> None:
    """Also where the mitigation makes the problem worse, which stands in a list and not in the table."""
    kb = bakery()
    ctx = context()
    for study in kb.studies.values():
        for to in [x.to for x in parts(entry_page(ctx, f"studies/{study.id}/").blocks, b.Link)]:
            if isinstance(to, b.To) and to.anchor:
                blocks = entry_page(ctx, to.path).blocks
                anchors = {row.id for row in parts(blocks, b.Row)}
                anchors |= {key for items in parts(blocks, b.Items) for key in items.ids}
                assert to.anchor in anchors, (study.id, to)


# -- the list of studies -----------------------------------------------------------------------------------------------


def test_studies_stand_newest_first_then_by_id() -> None:
    kb = bakery()
    page = index_page(context(), "studies/")
    rows = tables(page)["Studies"].rows
    shown = [next(x.to.path for x in parts(row, b.Link) if isinstance(x.to, b.To)).split("/")[1] for row in rows]
    assert shown == [
        *("doe-2024-ovens", "doe-2024-sourdough", "doe-2024-staling", "wang-2023-clocks"),
        *("clockmaker-2022", "guild-2022-digest", "guild-2022-ovens"),
    ]
    issued = [kb.references[kb.studies[key].references[0]].issued for key in shown]
    assert issued == sorted(issued, reverse=True)


def test_the_list_of_studies_counts_them_and_their_findings_by_direction() -> None:
    assert index_page(context(), "studies/").description.startswith(
        "7 studies with 13 findings: 7 better, 1 without a difference, 4 worse, 1 mixed."
    )
    kb = bakery()
    one = kb.studies["doe-2024-sourdough"]
    single = changed(kb, studies={one.id: one})
    assert index_page(context(single), "studies/").description.startswith("1 study with 1 finding: 1 better,")


def test_studies_are_filtered_by_direction_design_and_independence_and_sorted_by_sample() -> None:
    table = tables(index_page(context(), "studies/"))["Studies"]
    assert dict(table.rows[5].data) == {"design": "survey", "independence": "independent", "direction": "worse better"}
    assert [(f.name, f.label, [value for value, _ in f.options]) for f in table.facets] == [
        ("direction", "What it found", list(v.DIRECTION.values)),
        ("design", "Design", list(v.DESIGN.values)),
        ("independence", "Independence", list(v.INDEPENDENCE.values)),
    ]
    assert [row.cells[3].sort for row in table.rows] == [0, 0, 40, 12500, 0, 0, 31]


# -- coverage ----------------------------------------------------------------------------------------------------------


def test_coverage_counts_links_by_verdict_findings_by_direction_and_shares_by_area() -> None:
    shown = tables(index_page(context(), "coverage/"))

    def figures(caption: str) -> dict[str, list[str]]:
        rows = [[words(context(), *cell.blocks) for cell in row.cells] for row in shown[caption].rows]
        return {row[0].strip("*"): row[1:] for row in rows}

    assert {key: row[-1] for key, row in figures("Links by verdict").items()} == {
        "Works": "1",
        "Likely works": "2",
        "Mixed": "1",
        "Untested": "2",
        "No effect": "1",
        "Harmful": "1",
    }
    assert {key: row[-1] for key, row in figures("Findings by direction").items()} == {
        "▲ Better": "7",
        "= No difference": "1",
        "▼ Worse": "4",
        "◆ Mixed": "1",
    }
    areas = figures("Share of links with studies, by area")
    assert areas["[Storage](../areas/storage/index.md)"] == ["5", "3", "60%"]
    assert areas["[Dough](../areas/dough/index.md)"] == ["3", "3", "100%"]
    assert areas["[Counter](../areas/counter/index.md)"] == ["0", "0", "–"]


def test_a_problem_is_a_gap_where_no_study_tested_any_of_its_links() -> None:
    text = words(context(), *index_page(context(), "coverage/").blocks)
    gap = text.partition("{#weak}")[2].partition("\n## ")[0]
    assert "Wasted flour" in gap
    assert "Stale bread" not in gap, "one of its links was tested"
    kb = bakery()
    practised = replace(kb.mitigations["small-batches"].addresses[1], problem="wasted-flour")
    small = replace(kb.mitigations["small-batches"], addresses=(practised,))
    ctx = context(changed(kb, mitigations={**kb.mitigations, small.id: small}))
    text = words(ctx, *index_page(ctx, "coverage/").blocks)
    assert "Wasted flour" in text.partition("{#weak}")[2].partition("\n## ")[0], "practice is no study"
