"""The page of a mitigation."""

from __future__ import annotations

from aigc_kb.base.relations import Evidence
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import entry_path, to_entry
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.language.markup import plain
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Address, Mitigation
from aigc_kb.pages.context import Context, spaced
from aigc_kb.pages.evidence import evidence_blocks
from aigc_kb.pages.evidence_strip import mitigation_strip
from aigc_kb.pages.reading import facts


def mitigation_page(ctx: Context, mitigation: Mitigation) -> b.Page:
    kind = b.Link(b.To("mitigations/"), (ctx.label(v.MITIGATION_KIND, mitigation.kind),))
    blocks: list[b.Block] = [
        b.p(
            kind,
            " · ",
            ctx.badge("maturity", v.MATURITY, mitigation.maturity),
            *ctx.standing(mitigation),
            role="kicker",
        ),
        b.p(b.Md(ctx.t(mitigation.summary)), role="lead"),
        *mitigation_strip(ctx, mitigation),
        b.Fields(tuple(_overview(ctx, mitigation)), "overview"),
        *ctx.section("how-it-works", "how_it_works", b.Prose(ctx.t(mitigation.how_it_works))),
        *ctx.section(
            "steps", "steps", b.bullets([(b.Md(ctx.t(s)),) for s in mitigation.steps], ordered=True, role="steps")
        ),
        b.Heading(2, "when", ctx.ui("when")),
        b.Heading(3, "use-when", ctx.ui("use_when")),
        b.Prose(ctx.t(mitigation.use_when)),
        b.Heading(3, "avoid-when", ctx.ui("avoid_when")),
        b.Prose(ctx.t(mitigation.avoid_when)),
        *ctx.section("problems", "addresses", _diagram(ctx, mitigation), _addresses(ctx, mitigation)),
        *ctx.section("worsens", "worsens", *_worsens(ctx, mitigation)),
        *ctx.section("cost", "cost_drivers", b.Fields(tuple(_cost(ctx, mitigation)), "cost")),
        *ctx.section("other-measures", "other_measures", *_others(ctx, mitigation)),
        *ctx.section("tools", "tools", *_tools(ctx, mitigation)),
        *ctx.section("facts", "facts", *facts(ctx, mitigation.facts)),
        *ctx.shown_in(mitigation.id),
        *ctx.section("mappings", "mappings", *ctx.mappings(mitigation.mappings, mitigation.no_match)),
        b.Bibliography(),
        *ctx.about(mitigation),
    ]
    return b.Page(
        lang=ctx.lang,
        path=entry_path(mitigation),
        kind="mitigation",
        section="mitigations/",
        title=ctx.t(mitigation.title),
        description=plain(ctx.t(mitigation.summary)),
        blocks=tuple(blocks),
        source=ctx.kb.files[mitigation.id],
        updated=mitigation.updated,
        keywords=mitigation.aliases.all(),
    )


def _overview(ctx: Context, mitigation: Mitigation) -> list[tuple[str, tuple[b.Inline, ...]]]:
    pairs: list[tuple[str, tuple[b.Inline, ...]]] = []
    if words := mitigation.aliases[ctx.lang]:
        pairs.append((ctx.ui("aliases"), (comma(ctx.lang).join(words),)))
    pairs += [
        (ctx.ui("best_verdict"), spaced(ctx.best_evidence(x for _, x in ordered(ctx, mitigation)))),
        (ctx.ui("cost"), (ctx.badge("level", v.LEVEL, mitigation.cost.level),)),
        (ctx.ui("effort"), (ctx.badge("level", v.LEVEL, mitigation.effort.level),)),
        (ctx.ui("time_to_effect"), (b.Md(ctx.t(mitigation.time_to_effect)),)),
    ]
    return pairs


def ordered(ctx: Context, mitigation: Mitigation) -> list[tuple[Address, Evidence]]:
    """What it addresses, best verdict first."""
    pairs = [(address, ctx.relations.evidence[mitigation.id, address.problem]) for address in mitigation.addresses]
    return sorted(pairs, key=lambda pair: pair[1].rank)


def _diagram(ctx: Context, mitigation: Mitigation) -> b.Diagram:
    return b.Diagram(
        ctx.ui("diagram", title=ctx.t(mitigation.title)),
        ctx.t(mitigation.title),
        ctx.boxes(mitigation.requires),
        ctx.boxes(address.problem for address in [x for x, _ in ordered(ctx, mitigation)]),
        ctx.ui("requires"),
        ctx.ui("addresses"),
    )


def _addresses(ctx: Context, mitigation: Mitigation) -> b.Table:
    head = tuple(ctx.ui(x) for x in ("table_problem", "effect", "evidence", "limits"))
    rows = tuple(_problem_row(ctx, mitigation, address) for address, _ in ordered(ctx, mitigation))
    return b.Table(ctx.ui("addresses"), head, rows, "edges")


def _problem_row(ctx: Context, mitigation: Mitigation, address: Address) -> b.Row:
    problem = ctx.kb.problems[address.problem]
    title = b.Link(to_entry(problem, f"by-{mitigation.id}"), (ctx.t(problem.title),))
    return b.Row(
        (
            b.Cell((b.p(b.Strong((title,))), b.p(b.Md(ctx.t(address.how)))), head=True),
            b.Cell((b.p(ctx.badge("effect", v.EFFECT, address.effect), role="badges"),)),
            b.Cell(evidence_blocks(ctx, mitigation.id, address)),
            b.Cell((b.p(b.Md(ctx.t(address.limits))),)),
        ),
        id=f"for-{address.problem}",
    )


def _worsens(ctx: Context, mitigation: Mitigation) -> tuple[b.Block, ...]:
    if not mitigation.worsens:
        return ()
    items = []
    for edge in mitigation.worsens:
        line = b.p(ctx.link(edge.problem, "worsened-by"), label_sep(ctx.lang), b.Md(ctx.t(edge.how)))
        items.append((line, *evidence_blocks(ctx, mitigation.id, edge)))
    return (b.Items(tuple(items), ids=tuple(f"worsens-{edge.problem}" for edge in mitigation.worsens)),)


def _cost(ctx: Context, mitigation: Mitigation) -> list[tuple[str, tuple[b.Inline, ...]]]:
    cost, effort = mitigation.cost, mitigation.effort
    return [
        (
            ctx.ui("cost"),
            (
                ctx.badge("level", v.LEVEL, cost.level),
                " ",
                b.Md(ctx.t(cost.drivers)),
                " ",
                b.Note((ctx.ui("as_of", date=cost.as_of),)),
            ),
        ),
        (ctx.ui("effort"), (ctx.badge("level", v.LEVEL, effort.level),)),
        (ctx.ui("who"), (ctx.roles(effort.who),)),
        (ctx.ui("time_to_effect"), (b.Md(ctx.t(mitigation.time_to_effect)),)),
    ]


def _others(ctx: Context, mitigation: Mitigation) -> tuple[b.Block, ...]:
    groups = (
        ("requires", "requires", mitigation.requires),
        ("required-by", "required_by", ctx.relations.required_by.get(mitigation.id, ())),
        ("alternatives", "alternatives", ctx.relations.alternatives.get(mitigation.id, ())),
    )
    out: list[b.Block] = []
    for anchor, name, keys in groups:
        if keys:
            out += [b.Heading(3, anchor, ctx.ui(name)), b.bullets([ctx.entry_line(key) for key in keys])]
    return tuple(out)


def _tools(ctx: Context, mitigation: Mitigation) -> tuple[b.Block, ...]:
    if not mitigation.tools:
        return ()
    rows = tuple(
        b.Row(
            (
                b.Cell((b.p(b.Link(b.Web(tool.url), (tool.name,))),), head=True),
                b.Cell((b.p(tool.licence),)),
                b.Cell((b.p(b.Md(ctx.t(tool.note))),)),
            )
        )
        for tool in mitigation.tools
    )
    return (b.Table(ctx.ui("tools"), (ctx.ui("tool"), ctx.ui("licence"), ctx.ui("tool_note")), rows, "tools"),)
