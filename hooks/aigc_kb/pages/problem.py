"""The page of a problem."""

from __future__ import annotations

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import entry_path, to_entry
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.language.markup import plain
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Address, Mitigation, Problem
from aigc_kb.pages.context import Context
from aigc_kb.pages.evidence import evidence_blocks
from aigc_kb.pages.evidence_strip import problem_strip
from aigc_kb.pages.reading import facts


def problem_page(ctx: Context, problem: Problem) -> b.Page:
    site = ctx.kb.site
    blocks: list[b.Block] = [
        b.p(ctx.area_link(problem.area), " · ", ctx.severity(problem), *ctx.standing(problem), role="kicker"),
        b.p(b.Md(ctx.t(problem.summary)), role="lead"),
        *problem_strip(ctx, problem),
        b.Fields(tuple(_overview(ctx, problem)), "overview"),
        *ctx.section(
            "symptoms", "symptoms_seen", b.bullets([(b.Md(ctx.t(s)),) for s in problem.symptoms], role="symptoms")
        ),
        *ctx.section("causes", "causes", b.Prose(ctx.t(problem.causes))),
        *ctx.section("impact", "impact", b.Prose(ctx.t(problem.impact)), _severity(ctx, problem)),
        *_measures(ctx, problem),
        *_what_helps(ctx, problem),
        *_relations(ctx, problem),
        *ctx.section("facts", "facts", *facts(ctx, problem.facts)),
        *ctx.shown_in(problem.id),
        *ctx.section("mappings", "mappings", *ctx.mappings(problem.mappings, problem.no_match)),
        *ctx.section("self-test", "self_test", *ctx.questions(problem.questions)),
    ]
    if problem.origin:
        texts = {origin.id: ctx.t(origin.text) for origin in site.origins}
        lines = [(b.Md(texts[key]),) for key in problem.origin]
        blocks += ctx.section("origin", "origin", b.bullets(lines))
    blocks += [b.Bibliography(), *ctx.about(problem)]
    return b.Page(
        lang=ctx.lang,
        path=entry_path(problem),
        kind="problem",
        section="problems/",
        title=ctx.t(problem.title),
        description=plain(ctx.t(problem.summary)),
        blocks=tuple(blocks),
        source=ctx.kb.files[problem.id],
        updated=problem.updated,
        keywords=problem.aliases.all(),
    )


def _overview(ctx: Context, problem: Problem) -> list[tuple[str, tuple[b.Inline, ...]]]:
    site = ctx.kb.site
    pairs: list[tuple[str, tuple[b.Inline, ...]]] = []
    if words := problem.aliases[ctx.lang]:
        pairs.append((ctx.ui("aliases"), (comma(ctx.lang).join(words),)))
    pairs += [
        (ctx.ui("roles"), (ctx.roles(problem.affects.roles),)),
        (ctx.ui("stages"), (ctx.vocabulary(site.stages, problem.affects.stages),)),
        (ctx.ui("modalities"), (ctx.vocabulary(site.modalities, problem.affects.modalities),)),
    ]
    if problem.also_in:
        pairs.append((ctx.ui("also_in"), ctx.joined([ctx.area_link(area) for area in problem.also_in])))
    return pairs


def _severity(ctx: Context, problem: Problem) -> b.Para:
    return b.p(ctx.severity(problem), label_sep(ctx.lang), b.Md(ctx.t(problem.severity.basis)), role="severity-basis")


def _measures(ctx: Context, problem: Problem) -> tuple[b.Block, ...]:
    if not problem.measure:
        return ()
    rows = []
    for measure in problem.measure:
        name: tuple[b.Inline, ...] = (b.Md(ctx.t(measure.name)),)
        if measure.reference:
            name = (*name, " ", b.Cite((measure.reference,)))
        rows.append(b.Row((b.Cell((b.Para(name),), head=True), b.Cell((b.p(b.Md(ctx.t(measure.how))),)))))
    head = (ctx.ui("measure_name"), ctx.ui("measure_how"))
    return ctx.section("measure", "measure", b.Table(ctx.ui("measure"), head, tuple(rows), "measures"))


def _what_helps(ctx: Context, problem: Problem) -> tuple[b.Block, ...]:
    blocks: list[b.Block] = []
    if pairs := ctx.relations.addressed_by.get(problem.id, ()):
        blocks.append(b.p(*ctx.around("what_helps_intro", "method", _grades_explained(ctx)), role="meta"))
        head = tuple(ctx.ui(x) for x in ("table_mitigation", "effect_cost", "evidence", "limits"))
        rows = tuple(_mitigation_row(ctx, mitigation, address) for mitigation, address in pairs)
        blocks.append(b.Table(ctx.ui("what_helps"), head, rows, "edges"))
    if worse := ctx.relations.worsened_by.get(problem.id, ()):
        blocks.append(b.Heading(3, "worsened-by", ctx.ui("what_worsens")))
        items = []
        for m, edge in worse:
            line = b.p(ctx.link(m.id, "worsens"), label_sep(ctx.lang), b.Md(ctx.t(edge.how)))
            items.append((line, *evidence_blocks(ctx, m.id, edge)))
        blocks.append(b.Items(tuple(items), ids=tuple(f"worsened-by-{m.id}" for m, _ in worse)))
    return ctx.section("mitigations", "what_helps", *blocks)


def _grades_explained(ctx: Context) -> b.Link:
    """Where the grades of evidence are explained: the document `method`, else the table of how often each occurs."""
    for document in ctx.kb.site.documents:
        if document.id == "method":
            return b.Link(b.To("method/", "evidence"), (ctx.t(document.title),))
    return b.Link(b.To("coverage/", "evidence"), (ctx.ui("coverage"),))


def _mitigation_row(ctx: Context, mitigation: Mitigation, address: Address) -> b.Row:
    title = b.Link(to_entry(mitigation, f"for-{address.problem}"), (ctx.t(mitigation.title),))
    return b.Row(
        (
            b.Cell((b.p(b.Strong((title,))), b.p(b.Md(ctx.t(address.how)))), head=True),
            effect_cell(ctx, mitigation, address),
            b.Cell(evidence_blocks(ctx, mitigation.id, address)),
            b.Cell((b.p(b.Md(ctx.t(address.limits))),)),
        ),
        id=f"by-{mitigation.id}",
    )


def effect_cell(ctx: Context, mitigation: Mitigation, address: Address) -> b.Cell:
    """Effect, cost and effort of an edge as badges, one below the other."""
    badges = (
        ctx.badge("effect", v.EFFECT, address.effect),
        ctx.level("cost", mitigation.cost.level),
        ctx.level("effort", mitigation.effort.level),
    )
    return b.Cell(tuple(b.p(badge, role="badges") for badge in badges))


def _relations(ctx: Context, problem: Problem) -> tuple[b.Block, ...]:
    blocks: list[b.Block] = []
    led_by = ctx.relations.led_by.get(problem.id, ())
    if led_by or problem.leads_to:
        blocks.append(
            b.Diagram(
                ctx.ui("diagram", title=ctx.t(problem.title)),
                ctx.t(problem.title),
                ctx.boxes(key for key, _ in led_by),
                ctx.boxes(edge.problem for edge in problem.leads_to),
                ctx.ui("led_by"),
                ctx.ui("leads_to"),
            )
        )
    if led_by:
        blocks.append(b.Heading(3, "led-by", ctx.ui("led_by")))
        blocks.append(b.bullets([(ctx.link(key), label_sep(ctx.lang), b.Md(ctx.t(edge.how))) for key, edge in led_by]))
    if problem.leads_to:
        blocks.append(b.Heading(3, "leads-to", ctx.ui("leads_to")))
        blocks.append(
            b.bullets(
                [(ctx.link(edge.problem), label_sep(ctx.lang), b.Md(ctx.t(edge.how))) for edge in problem.leads_to]
            )
        )
    if related := ctx.relations.related.get(problem.id):
        blocks.append(b.Heading(3, "related", ctx.ui("related")))
        blocks.append(b.bullets([ctx.entry_line(key) for key in related]))
    return ctx.section("relations", "leads", *blocks)
