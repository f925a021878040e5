"""The matrix: problems against mitigations, one table for each area, with only the mitigations that act there.

One table of everything would be more than nine tenths empty, wider than any screen and slow on a phone.
"""

from __future__ import annotations

from collections import Counter

from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Address, Mitigation, Problem
from aigc_kb.model.registers import Area
from aigc_kb.pages import blocks as b
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page, mitigation_facets, problem_data, problem_facets, problems_in
from aigc_kb.sitemap import to_entry


def matrix_page(ctx: Context) -> b.Page:
    facets = (
        *problem_facets(ctx),
        *mitigation_facets(ctx, "column"),
        b.Facet("effect", ctx.ui("effect"), ctx.options(v.EFFECT), "cell"),
        b.Facet("grade", ctx.ui("evidence"), ctx.options(v.GRADE), "cell"),
    )
    areas = [area for area in ctx.kb.areas.values() if problems_in(ctx, area.id)]
    parts = tuple((b.Heading(2, f"area-{a.id}", ctx.t(a.title)), _area_table(ctx, a)) for a in areas)
    effects = [b.Badge("effect", value, words) for value, words in ctx.options(v.EFFECT)]
    grades = [ctx.grade(value) for value in v.GRADE.values]
    blocks: list[b.Block] = [
        b.bullets([(ctx.ui("effect"), *_spaced(effects)), (ctx.ui("evidence"), *_spaced(grades))], role="legend"),
        b.Filtered(ctx.ui("matrix"), facets, parts),
    ]
    return index_page(ctx, "matrix/", "matrix", "matrix", ctx.ui("matrix_lead"), blocks)


def _spaced(badges: list[b.Badge]) -> list[b.Inline]:
    return [x for badge in badges for x in (" ", badge)]


def _area_table(ctx: Context, area: Area) -> b.Table:
    """Rows: the area's problems, most severe first. Columns: mitigations by kind, those that help most often first."""
    problems = problems_in(ctx, area.id)
    edges = {(p.id, m.id): a for p in problems for m, a in ctx.relations.addressed_by.get(p.id, ())}
    uses = Counter(mitigation for _, mitigation in edges)
    kinds = v.MITIGATION_KIND.values
    columns = sorted((ctx.kb.mitigations[key] for key in uses), key=lambda m: (kinds.index(m.kind), -uses[m.id], m.id))
    rows = []
    for problem in problems:
        cells = [b.Cell((b.p(ctx.link(problem.id)),), head=True)]
        cells += [_cell(ctx, problem, mitigation, edges.get((problem.id, mitigation.id))) for mitigation in columns]
        rows.append(b.Row(tuple(cells), data=problem_data(problem)))
    head: tuple[str | b.Column, ...] = (ctx.ui("problem"), *(_column(ctx, mitigation) for mitigation in columns))
    return b.Table(ctx.t(area.title), head, tuple(rows), "matrix")


def _column(ctx: Context, mitigation: Mitigation) -> b.Column:
    data = (("kind", mitigation.kind), ("cost", mitigation.cost.level))
    return b.Column(ctx.t(mitigation.title), to_entry(mitigation), data)


def _cell(ctx: Context, problem: Problem, mitigation: Mitigation, address: Address | None) -> b.Cell:
    """Effect and grade in words; where room is short, the style shows a sign and a letter for them."""
    if address is None:
        return b.Cell(())
    effect, grade = address.effect, address.evidence.grade
    words = (
        b.Badge("effect", effect, ctx.label(v.EFFECT, effect)),
        " ",
        b.Badge("grade", grade, ctx.label(v.GRADE, grade)),
    )
    hint = f"{ctx.t(mitigation.title)} → {ctx.t(problem.title)}"
    link = b.Link(to_entry(problem, f"by-{mitigation.id}"), words, hint)
    return b.Cell((b.p(link),), data=(("effect", effect), ("grade", grade)))
