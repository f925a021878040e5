"""The page of a reading path."""

from __future__ import annotations

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import entry_path
from aigc_kb.language.interface import label_sep
from aigc_kb.language.markup import plain
from aigc_kb.model.entries import Path
from aigc_kb.pages.context import Context
from aigc_kb.pages.evidence_strip import path_strip


def path_page(ctx: Context, path: Path) -> b.Page:
    overview = (
        (ctx.ui("path_for"), (ctx.roles(path.roles),)),
        (ctx.ui("path_time"), (b.Md(ctx.t(path.time)),)),
        (ctx.ui("path_before"), (b.Md(ctx.t(path.before)),)),
    )
    stops = b.bullets(
        [(b.Strong((ctx.link(stop.entry),)), label_sep(ctx.lang), b.Md(ctx.t(stop.why))) for stop in path.stops],
        ordered=True,
        role="stops",
    )
    resources: tuple[b.Block, ...] = ()
    if path.resources:
        lines = [(b.Md(ctx.t(x.why)), " ", b.Cite((x.reference,))) for x in path.resources]
        resources = (b.bullets(lines),)
    exercises: list[b.Block] = []
    for index, exercise in enumerate(path.exercises, 1):
        exercises += [
            b.Heading(3, f"exercise-{index}", f"{index}. {ctx.t(exercise.title)}"),
            b.Prose(ctx.t(exercise.task)),
            b.p(b.Strong((ctx.ui("done_when"),)), b.Md(ctx.t(exercise.done_when))),
        ]
    blocks: list[b.Block] = [
        b.p(b.Link(b.To("paths/"), (ctx.ui("paths"),)), role="kicker"),
        b.p(b.Md(ctx.t(path.summary)), role="lead"),
        *path_strip(ctx, path),
        b.Fields(overview, "overview"),
        *ctx.section("goal", "path_goal", b.Prose(ctx.t(path.goal))),
        *ctx.section("stops", "path_stops", stops),
        *ctx.section("resources", "path_resources", *resources),
        *ctx.section("exercises", "path_exercises", *exercises),
        *ctx.section("self-test", "self_test", *ctx.questions(path.questions)),
        b.Bibliography(),
        *ctx.about(path),
    ]
    return b.Page(
        lang=ctx.lang,
        path=entry_path(path),
        kind="path",
        section="paths/",
        title=ctx.t(path.title),
        description=plain(ctx.t(path.summary)),
        blocks=tuple(blocks),
        source=ctx.kb.files[path.id],
        updated=path.updated,
        keywords=path.aliases.all(),
    )
