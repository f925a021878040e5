"""The map of the evidence: kinds of mitigation by areas, with gaps shown as gaps; below it every link with what its
studies say, and what evidence each area lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aigc_kb.base.evidence_map import Cell, cells, links_of
from aigc_kb.base.progress import debts
from aigc_kb.base.relations import Evidence
from aigc_kb.base.verdicts import DIRECTIONS
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import to_entry
from aigc_kb.document.bubble_map import BubbleMap, Spot
from aigc_kb.language.interface import comma
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Mitigation, Problem
from aigc_kb.model.registers import Area
from aigc_kb.pages.context import Context, spaced
from aigc_kb.pages.indexes import index_page, order

FILES = "downloads/evidence-map"
"""Where the map can be had, without language and ending."""


def evidence_map(ctx: Context) -> b.Page:
    verdicts = b.bullets(
        [(ctx.ui("verdict"), *[x for y in v.VERDICT.values for x in (" ", ctx.verdict(y))])], role="legend"
    )
    parts = tuple(part for area in ctx.kb.areas.values() for part in _area(ctx, area))
    blocks: list[b.Block] = [
        verdicts,
        _overview(ctx),
        b.p(ctx.ui("evidence_map_note"), role="meta"),
        b.p(*_files(ctx), role="meta"),
        *ctx.section("debt", "debt", _debts(ctx)),
        b.Filtered(ctx.ui("evidence_links"), _facets(ctx), parts),
    ]
    studies, links = len(ctx.kb.studies), sum(len(links_of(ctx.kb, ctx.relations, x)) for x in ctx.kb.areas)
    lead = ctx.ui("evidence_map_lead", studies=studies, links=links)
    return index_page(ctx, "evidence/", "evidence", "evidence", lead, blocks)


def _facets(ctx: Context) -> tuple[b.Facet, ...]:
    years = sorted({_year(ctx, study) for study in ctx.kb.studies}, reverse=True)
    return (
        b.Facet("kind", ctx.ui("kind"), ctx.options(v.MITIGATION_KIND)),
        b.Facet("verdict", ctx.ui("verdict"), ctx.options(v.VERDICT)),
        b.Facet("grade", ctx.ui("grade"), ctx.options(v.GRADE)),
        b.Facet("direction", ctx.ui("coverage_directions"), ctx.options(v.DIRECTION)),
        b.Facet("role", ctx.ui("facet_role"), tuple((x.id, ctx.t(x.title)) for x in ctx.kb.site.roles)),
        b.Facet("year", ctx.ui("evidence_year"), tuple((year, year) for year in years)),
        b.Facet("paid", ctx.ui("evidence_paid"), ctx.options(v.INDEPENDENCE)),
    )


def _year(ctx: Context, study: str) -> str:
    return ctx.kb.references[ctx.kb.studies[study].references[0]].issued[:4]


def _files(ctx: Context) -> tuple[b.Inline, ...]:
    """Where the map can be had as a file, and where the same is a matrix."""
    svg = b.Link(b.Asset(f"{FILES}.{ctx.lang}.svg"), (ctx.ui("evidence_svg"),))
    table = b.Link(b.Asset(f"{FILES}.csv"), (ctx.ui("evidence_csv"),))
    return svg, " · ", table, " · ", b.Link(b.To("matrix/"), (ctx.ui("matrix"),))


def _overview(ctx: Context) -> b.Table:
    """Kinds of mitigation by areas: how many studies there are, and what most of the tested links come to."""
    found = cells(ctx.kb, ctx.relations)
    rows = []
    for kind in v.MITIGATION_KIND.values:
        row = [b.Cell((b.p(ctx.label(v.MITIGATION_KIND, kind)),), head=True)]
        row += [_cell(ctx, found[area, kind]) for area in ctx.kb.areas]
        rows.append(b.Row(tuple(row)))
    head: list[str | b.Column] = [ctx.ui("kind")]
    for area in ctx.kb.areas.values():
        links = any(found[area.id, kind].links for kind in v.MITIGATION_KIND.values)
        head.append(b.Column(ctx.t(area.title), b.To("evidence/", f"area-{area.id}") if links else None))
    return b.Table(ctx.ui("evidence_map"), tuple(head), tuple(rows), "bubbles")


def _cell(ctx: Context, cell: Cell) -> b.Cell:
    """A bubble that leads to the cell's links; a gap says that there are links and no study."""
    if not cell.links:
        return b.Cell((b.p(b.Note(("–",))),))
    to = b.To("evidence/", f"area-{cell.area}", f"kind={cell.kind}")
    links = ctx.ui("evidence_cell_links", n=len(cell.links), tested=cell.tested)
    if not cell.studies:
        gap = b.Link(to, (b.Badge("gap", "here", ctx.ui("evidence_gap_word")),))
        return b.Cell((b.p(gap), b.p(b.Note((ctx.ui("evidence_cell_untested", n=len(cell.links)),)))))
    words = ctx.ui("evidence_studies", n=cell.studies)
    return b.Cell(
        (
            b.p(b.Link(to, (bubble(ctx, cell), b.Badge("studies", cell.verdict, words)))),
            b.p(b.Note((links,))),
        )
    )


def bubble(ctx: Context, cell: Cell) -> b.Bubble:
    """The studies of a cell as a circle, with what most of its tested links say and how many are tested."""
    words = ctx.label(v.VERDICT, cell.verdict)
    return b.Bubble(cell.studies, cell.verdict, v.VERDICT_SIGN[cell.verdict], cell.tested / len(cell.links), words)


def drawing(ctx: Context, source: str) -> BubbleMap:
    """The map as a picture of its own."""
    found = cells(ctx.kb, ctx.relations)

    def spot(cell: Cell) -> Spot:
        if not cell.links:
            return Spot()
        if not cell.studies:
            return Spot(gap=ctx.ui("evidence_gap_word"), words=ctx.ui("evidence_cell_untested", n=len(cell.links)))
        return Spot(bubble(ctx, cell), words=ctx.ui("evidence_studies", n=cell.studies))

    rows = tuple(
        (ctx.label(v.MITIGATION_KIND, kind), tuple(spot(found[area, kind]) for area in ctx.kb.areas))
        for kind in v.MITIGATION_KIND.values
    )
    signs = [f"{v.VERDICT_SIGN[x]} {ctx.label(v.VERDICT, x)}" for x in v.VERDICT.values]
    columns = tuple(ctx.t(area.title) for area in ctx.kb.areas.values())
    return BubbleMap(ctx.lang, ctx.ui("evidence_map"), columns, rows, "   ".join(signs), source)


def _debts(ctx: Context) -> b.Table:
    """The links of each area by verdict, drawn and in words, and the untested share."""
    rows = []
    for debt in debts(ctx.kb, ctx.relations):
        links = links_of(ctx.kb, ctx.relations, debt.area)
        counted = Counter(evidence.assessment.verdict for _, _, evidence in links)
        shown = [(x, v.VERDICT_SIGN[x], counted[x]) for x in v.VERDICT.values if counted[x]]  # type: ignore[index]
        words = comma(ctx.lang).join(f"{ctx.label(v.VERDICT, x)} {n}" for x, _, n in shown)
        drawn: tuple[b.Inline, ...] = (b.Stack(tuple(shown), words), b.Note((words,))) if shown else ("–",)
        share = ctx.ui("debt_share", share=f"{debt.untested / debt.links:.0%}") if debt.links else "–"
        cells = (b.Cell((b.p(ctx.area_link(debt.area)),), head=True), b.Cell((b.Para(drawn),)), b.Cell((b.p(share),)))
        rows.append(b.Row(cells))
    head = (ctx.ui("area"), ctx.ui("coverage_verdicts"), ctx.ui("debt_untested"))
    return b.Table(ctx.ui("debt"), head, tuple(rows), "debt")


def _area(ctx: Context, area: Area) -> Iterator[tuple[b.Heading, b.Table]]:
    """Every link of an area, best verdict first."""
    if links := links_of(ctx.kb, ctx.relations, area.id):
        head = tuple(ctx.ui(x) for x in ("mitigation", "problem", "verdict", "coverage_directions"))
        rows = tuple(_row(ctx, *link) for link in links)
        title = ctx.t(area.title)
        yield b.Heading(2, f"area-{area.id}", title), b.Table(title, head, rows, "links", sortable=True)


def _row(ctx: Context, mitigation: Mitigation, problem: Problem, evidence: Evidence) -> b.Row:
    to = to_entry(problem, f"by-{mitigation.id}")
    assessment = evidence.assessment
    directions = [finding.direction for _, finding in evidence.findings]
    strength = [(way, getattr(assessment.strength, way) + getattr(assessment.weaker, way)) for way in DIRECTIONS]
    counts = [f"{v.DIRECTION_SIGN[way]} {ctx.label(v.DIRECTION, way)} {n}" for way, n in strength if n]
    badges = spaced((ctx.verdict(assessment.verdict), ctx.grade(assessment.grade)))
    studies = dict.fromkeys(study.id for study, _ in evidence.findings)
    return b.Row(
        (
            b.Cell((b.p(b.Link(to, (ctx.t(mitigation.title),))),), head=True),
            b.Cell((b.p(ctx.t(problem.title)),)),
            b.Cell((b.p(*badges),), sort=order(evidence.rank)),
            b.Cell((b.p(comma(ctx.lang).join(counts) or ctx.ui("evidence_gap")),), sort=len(directions)),
        ),
        data=(
            ("kind", mitigation.kind),
            ("verdict", assessment.verdict),
            ("grade", assessment.grade),
            ("direction", " ".join(dict.fromkeys(directions))),
            ("role", " ".join(problem.affects.roles)),
            ("year", " ".join(dict.fromkeys(_year(ctx, study) for study in studies))),
            ("paid", " ".join(dict.fromkeys(study.independence for study, _ in evidence.findings))),
        ),
    )
