"""Pages that the reader works on: compare, map, planner. Each says without JavaScript what it knows."""

from __future__ import annotations

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import to_framework
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.model.conditions import Answered
from aigc_kb.model.registers import Planner
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page, problems_in


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
    """The form is filled in by script; where duties stand, and the rules that it follows in full, stand below."""
    planner = ctx.kb.planner
    blocks: list[b.Block] = [b.Mount("planner"), *_duties(ctx)]
    if planner is not None:
        rows = []
        for rule in planner.rules:
            raised = ctx.joined([b.Strong((ctx.link(r.problem), f" +{r.points}")) for r in rule.raises])
            rows.append(
                b.Row(
                    (
                        b.Cell((_conditions(ctx, planner, rule.when),), head=True),
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
        if planner.exclusions:
            head = tuple(ctx.ui(x) for x in ("planner_when", "planner_why", "planner_excluded"))
            left_out = tuple(
                b.Row(
                    (
                        b.Cell((_conditions(ctx, planner, x.when),), head=True),
                        b.Cell((b.p(b.Md(ctx.t(x.why))),)),
                        b.Cell((b.Para(ctx.links(x.problems)),)),
                    )
                )
                for x in planner.exclusions
            )
            blocks.append(b.Heading(2, "exclusions", ctx.ui("planner_exclusions")))
            blocks.append(b.Table(ctx.ui("planner_exclusions"), head, left_out, "rules"))
    return index_page(ctx, "planner/", "tool", "planner", ctx.ui("planner_lead"), blocks)


def _duties(ctx: Context) -> tuple[b.Block, ...]:
    """The texts with duties; their pages say of each when it applies."""
    lines = []
    for framework in ctx.kb.frameworks.values():
        if number := sum(item.is_duty for item in framework.items):
            name = b.Link(to_framework(framework.id), (ctx.t(framework.title),))
            lines.append((name, label_sep(ctx.lang), ctx.ui("planner_duty_count", n=number)))
    return (
        ctx.section("duties", "planner_duties", b.p(ctx.ui("planner_duties_lead")), b.bullets(lines)) if lines else ()
    )


def _conditions(ctx: Context, planner: Planner, when: tuple[Answered, ...]) -> b.Items:
    questions = {question.id: question for question in planner.questions}
    lines: list[tuple[b.Inline, ...]] = []
    for condition in when:
        question = questions[condition.question]
        answers = [ctx.t(option.title) for option in question.options if option.id in condition.answers]
        lines.append((b.Note((ctx.t(question.title) + " ",)), comma(ctx.lang).join(answers)))
    return b.bullets(lines)
