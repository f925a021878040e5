"""The page of a case."""

from __future__ import annotations

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import entry_path
from aigc_kb.language.interface import label_sep
from aigc_kb.language.markup import plain
from aigc_kb.model.entries import Case
from aigc_kb.pages.context import Context
from aigc_kb.pages.evidence_strip import case_strip
from aigc_kb.pages.reading import facts


def case_page(ctx: Context, case: Case) -> b.Page:
    overview = (
        (ctx.ui("case_when"), (case.when,)),
        (ctx.ui("case_who"), (b.Md(ctx.t(case.who)),)),
        (ctx.ui("case_where"), (b.Md(ctx.t(case.where)),)),
    )
    problems = b.bullets([(ctx.link(x.problem), label_sep(ctx.lang), b.Md(ctx.t(x.how))) for x in case.problems])
    tried: tuple[b.Block, ...] = ()
    if case.mitigations:
        lines = [(ctx.link(x.mitigation), label_sep(ctx.lang), b.Md(ctx.t(x.result))) for x in case.mitigations]
        tried = (b.bullets(lines),)
    blocks: list[b.Block] = [
        b.p(b.Link(b.To("cases/"), (ctx.ui("cases"),)), " · ", case.when, role="kicker"),
        b.p(b.Md(ctx.t(case.summary)), role="lead"),
        *case_strip(ctx, case),
        b.Fields(overview, "overview"),
        *ctx.section("what-happened", "what_happened", b.Prose(ctx.t(case.what_happened))),
        *ctx.section("facts", "facts", *facts(ctx, case.facts)),
        *ctx.section("outcome", "outcome", b.Prose(ctx.t(case.outcome))),
        *ctx.section("lessons", "lessons", b.bullets([(b.Md(ctx.t(x)),) for x in case.lessons])),
        *ctx.section("problems", "case_problems", problems),
        *ctx.section("mitigations", "case_mitigations", *tried),
        *ctx.section("sources", "source", b.p(b.Cite(case.references), role="sources")),
        *ctx.shown_in(case.id),
        b.Bibliography(),
        *ctx.about(case),
    ]
    return b.Page(
        lang=ctx.lang,
        path=entry_path(case),
        kind="case",
        section="cases/",
        title=ctx.t(case.title),
        description=plain(ctx.t(case.summary)),
        blocks=tuple(blocks),
        source=ctx.kb.files[case.id],
        updated=case.updated,
        keywords=case.aliases.all(),
    )
