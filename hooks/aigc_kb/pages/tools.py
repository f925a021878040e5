"""Pages that the reader works on: compare, map, planner. Each says without JavaScript what it knows."""

from __future__ import annotations

from aigc_kb.pages import blocks as b
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page, problems_in
from aigc_kb.strings import comma, label_sep


def compare_page(ctx: Context) -> b.Page:
    """A chooser filled in by script; below it, for every problem, its mitigations, linked to their evidence."""
    lines = []
    for area in ctx.kb.areas:
        for problem in problems_in(ctx, area):
            if pairs := ctx.relations.addressed_by.get(problem.id):
                helpers = ctx.joined([ctx.link(m.id, f"for-{problem.id}") for m, _ in pairs])
                lines.append((b.Strong((ctx.link(problem.id, "mitigations"),)), label_sep(ctx.lang), *helpers))
    blocks: list[b.Block] = [
        b.Mount("compare"),
        b.Heading(2, "all", ctx.ui("compare_all")),
        b.bullets(lines),
    ]
    return index_page(ctx, "compare/", "tool", "compare", ctx.ui("compare_lead"), blocks)


def map_page(ctx: Context) -> b.Page:
    """The map is drawn by script; the same relations stand below as a list."""
    blocks: list[b.Block] = [b.Mount("map"), b.Heading(2, "list", ctx.ui("map_list"))]
    for area in ctx.kb.areas.values():
        lines = []
        for problem in problems_in(ctx, area.id):
            parts: list[b.Inline] = [b.Strong((ctx.link(problem.id),))]
            for name, keys in (
                ("leads_to", [edge.problem for edge in problem.leads_to]),
                ("related", list(ctx.relations.related.get(problem.id, ()))),
                ("mitigations", [m.id for m, _ in ctx.relations.addressed_by.get(problem.id, ())]),
                ("what_worsens", [m.id for m, _ in ctx.relations.worsened_by.get(problem.id, ())]),
            ):
                if keys:
                    parts += ["　" if ctx.lang == "zh" else " ", b.Note((ctx.ui(name) + label_sep(ctx.lang),))]
                    parts += ctx.links(keys)
            lines.append(tuple(parts))
        if lines:
            blocks += [b.Heading(3, f"area-{area.id}", ctx.t(area.title)), b.bullets(lines)]
    return index_page(ctx, "map/", "tool", "map", ctx.ui("map_lead"), blocks)


def planner_page(ctx: Context) -> b.Page:
    """The form is filled in by script; the rules that it follows stand below in full."""
    planner = ctx.kb.planner
    blocks: list[b.Block] = [b.Mount("planner")]
    if planner is not None:
        titles = {q.id: ctx.t(q.title) for q in planner.questions}
        options = {(q.id, o.id): ctx.t(o.title) for q in planner.questions for o in q.options}
        rows = []
        for rule in planner.rules:
            conditions: list[tuple[b.Inline, ...]] = [
                (
                    b.Note((titles[c.question] + " ",)),
                    comma(ctx.lang).join(options[c.question, answer] for answer in c.answers),
                )
                for c in rule.when
            ]
            raised = ctx.joined([b.Strong((ctx.link(r.problem), f" +{r.points}")) for r in rule.raises])
            rows.append(
                b.Row(
                    (
                        b.Cell((b.bullets(conditions),), head=True),
                        b.Cell((b.p(b.Md(ctx.t(rule.why))),)),
                        b.Cell((b.Para(raised),)),
                    ),
                    id=f"rule-{rule.id}",
                )
            )
        head = tuple(ctx.ui(x) for x in ("planner_when", "planner_why", "planner_raises"))
        blocks += [
            b.Heading(2, "rules", ctx.ui("planner_rules")),
            b.p(ctx.ui("planner_method"), role="meta"),
            b.Table(ctx.ui("planner_rules"), head, tuple(rows), "rules"),
        ]
    return index_page(ctx, "planner/", "tool", "planner", ctx.ui("planner_lead"), blocks)
