"""The map of the evidence: areas by kinds of mitigation, with gaps shown as gaps; below it every link with what its
studies say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aigc_kb.base.relations import Evidence
from aigc_kb.base.verdicts import DIRECTIONS
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import to_entry
from aigc_kb.language.interface import comma
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Mitigation, Problem
from aigc_kb.model.registers import Area
from aigc_kb.pages.context import Context, spaced
from aigc_kb.pages.indexes import index_page, order, problems_in

SIZES = (1, 4, 10, 20, 40)
"""From so many studies on, a bubble has the next size."""

Link = tuple[Mitigation, Problem, Evidence]


def evidence_map(ctx: Context) -> b.Page:
    facets = (
        b.Facet("kind", ctx.ui("kind"), ctx.options(v.MITIGATION_KIND)),
        b.Facet("verdict", ctx.ui("verdict"), ctx.options(v.VERDICT)),
        b.Facet("grade", ctx.ui("grade"), ctx.options(v.GRADE)),
        b.Facet("direction", ctx.ui("coverage_directions"), ctx.options(v.DIRECTION)),
    )
    parts = tuple(part for area in ctx.kb.areas.values() for part in _area(ctx, area))
    verdicts = b.bullets(
        [(ctx.ui("verdict"), *[x for y in v.VERDICT.values for x in (" ", ctx.verdict(y))])], role="legend"
    )
    blocks: list[b.Block] = [
        verdicts,
        _overview(ctx),
        b.p(ctx.ui("evidence_map_note"), role="meta"),
        b.Filtered(ctx.ui("evidence_links"), facets, parts),
    ]
    studies = len(ctx.kb.studies)
    lead = ctx.ui("evidence_map_lead", studies=studies, links=sum(len(_links(ctx, x)) for x in ctx.kb.areas.values()))
    return index_page(ctx, "evidence/", "evidence", "evidence", lead, blocks)


def _links(ctx: Context, area: Area) -> list[Link]:
    return [
        (mitigation, problem, ctx.relations.evidence[mitigation.id, problem.id])
        for problem in problems_in(ctx, area.id)
        for mitigation, _ in ctx.relations.addressed_by.get(problem.id, ())
    ]


def _overview(ctx: Context) -> b.Table:
    """Areas by kinds: how many studies there are, and what the links come to."""
    rows = []
    for area in ctx.kb.areas.values():
        links = _links(ctx, area)
        title: b.Inline = ctx.t(area.title)
        if links:
            title = b.Link(b.To("evidence/", f"area-{area.id}"), (title,))
        cells = [b.Cell((b.p(title),), head=True)]
        cells += [_bubble(ctx, [x for x in links if x[0].kind == kind]) for kind in v.MITIGATION_KIND.values]
        rows.append(b.Row(tuple(cells)))
    head = (ctx.ui("area"), *(ctx.label(v.MITIGATION_KIND, kind) for kind in v.MITIGATION_KIND.values))
    return b.Table(ctx.ui("evidence_map"), head, tuple(rows), "bubbles")


def _bubble(ctx: Context, links: list[Link]) -> b.Cell:
    """The studies on some links, each counted once, and how many links have which verdict."""
    if not links:
        return b.Cell((b.p(b.Note((ctx.ui("evidence_no_link"),))),))
    studies = {study.id for _, _, evidence in links for study, _ in evidence.findings}
    size = sum(len(studies) >= least for least in SIZES)
    words = ctx.ui("evidence_studies", n=len(studies)) if studies else ctx.ui("evidence_gap")
    counted = Counter(evidence.assessment.verdict for _, _, evidence in links)
    verdicts = [f"{v.VERDICT_SIGN[x]} {counted[x]}" for x in v.VERDICT.values if counted[x]]  # type: ignore[index]
    return b.Cell((b.p(b.Badge("bubble", str(size), words)), b.p(b.Note((" · ".join(verdicts),)))))


def _area(ctx: Context, area: Area) -> Iterator[tuple[b.Heading, b.Table]]:
    """Every link of an area, best verdict first."""
    links = sorted(_links(ctx, area), key=lambda link: (link[2].rank, link[0].id, link[1].id))
    if links:
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
        ),
    )
