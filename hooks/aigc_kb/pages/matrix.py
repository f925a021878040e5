"""The matrix: problems against mitigations, one table for each area, with only the mitigations that act there.

One table of everything would be more than nine tenths empty, wider than any screen and slow on a phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import to_entry
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Address, Mitigation, Problem
from aigc_kb.model.registers import Area
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page, mitigation_facets, problem_data, problem_facets, problems_in

ROWS: Final = 40
"""At most so many problems a table: the number of cells grows with the number of problems, not with its square."""


def matrix_page(ctx: Context) -> b.Page:
    facets = (
        *problem_facets(ctx),
        *mitigation_facets(ctx, "column"),
        b.Facet("effect", ctx.ui("effect"), ctx.options(v.EFFECT), "cell"),
        b.Facet("verdict", ctx.ui("verdict"), ctx.options(v.VERDICT), "cell"),
        b.Facet("grade", ctx.ui("evidence"), ctx.options(v.GRADE), "cell"),
    )
    parts = tuple(part for area in ctx.kb.areas.values() for part in _area(ctx, area))
    effects = [b.Badge("effect", value, words) for value, words in ctx.options(v.EFFECT)]
    verdicts = [ctx.verdict(value) for value in v.VERDICT.values]
    grades = [ctx.grade(value) for value in v.GRADE.values]
    blocks: list[b.Block] = [
        b.bullets(
            [
                (ctx.ui("effect"), *_spaced(effects)),
                (ctx.ui("verdict"), *_spaced(verdicts)),
                (ctx.ui("evidence"), *_spaced(grades)),
            ],
            role="legend",
        ),
        b.Filtered(ctx.ui("matrix"), facets, parts),
    ]
    return index_page(ctx, "matrix/", "matrix", "matrix", ctx.ui("matrix_lead"), blocks)


def _spaced(badges: list[b.Badge]) -> list[b.Inline]:
    return [x for badge in badges for x in (" ", badge)]


def _area(ctx: Context, area: Area) -> Iterator[tuple[b.Heading, b.Table]]:
    """The area's problems, most severe first, in tables of readable height."""
    problems = problems_in(ctx, area.id)
    starts = range(0, len(problems), ROWS)
    for number, start in enumerate(starts, 1):
        several = len(starts) > 1
        title = f"{ctx.t(area.title)} ({number}/{len(starts)})" if several else ctx.t(area.title)
        anchor = f"area-{area.id}" if number == 1 else f"area-{area.id}-{number}"
        yield b.Heading(2, anchor, title), _table(ctx, title, problems[start : start + ROWS])


def _table(ctx: Context, title: str, problems: Sequence[Problem]) -> b.Table:
    """Columns: the mitigations that act here, by kind, those that help most often first."""
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
    return b.Table(title, head, tuple(rows), "matrix")


def _column(ctx: Context, mitigation: Mitigation) -> b.Column:
    data = (("kind", mitigation.kind), ("cost", mitigation.cost.level))
    return b.Column(ctx.t(mitigation.title), to_entry(mitigation), data)


def _cell(ctx: Context, problem: Problem, mitigation: Mitigation, address: Address | None) -> b.Cell:
    """Effect, verdict and grade in words; where room is short, the style shows a sign and a letter for them."""
    if address is None:
        return b.Cell(())
    effect, assessment = address.effect, ctx.relations.evidence[mitigation.id, problem.id].assessment
    grade, verdict = assessment.grade, assessment.verdict
    words = (
        b.Badge("effect", effect, ctx.label(v.EFFECT, effect)),
        " ",
        b.Badge("verdict", verdict, ctx.label(v.VERDICT, verdict)),
        " ",
        b.Badge("grade", grade, ctx.label(v.GRADE, grade)),
    )
    hint = f"{ctx.t(mitigation.title)} → {ctx.t(problem.title)}"
    link = b.Link(to_entry(problem, f"by-{mitigation.id}"), words, hint)
    return b.Cell((b.p(link),), data=(("effect", effect), ("verdict", verdict), ("grade", grade)))
