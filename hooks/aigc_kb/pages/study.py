"""The page of a study, and the list of all."""

from __future__ import annotations

from collections import Counter

from aigc_kb.document import blocks as b
from aigc_kb.document import citations as cite
from aigc_kb.document.addresses import study_path
from aigc_kb.language.markup import plain
from aigc_kb.model import vocabulary as v
from aigc_kb.model.registers import Reference
from aigc_kb.model.studies import Study
from aigc_kb.pages.context import Context
from aigc_kb.pages.evidence import direction, labelled_fields
from aigc_kb.pages.indexes import index_page


def reference_of(ctx: Context, study: Study) -> Reference:
    """The reference whose version was read."""
    return ctx.kb.references[study.references[0]]


def study_title(ctx: Context, study: Study) -> str:
    """Authors, year and title as published."""
    reference = reference_of(ctx, study)
    return ctx.ui("study_title", short=cite.short(reference, ctx.lang), title=reference.title)


def study_page(ctx: Context, study: Study) -> b.Page:
    blocks: list[b.Block] = [
        b.p(b.Link(b.To("studies/"), (ctx.ui("studies"),)), " · ", ctx.label(v.DESIGN, study.design), role="kicker"),
        b.p(b.Md(ctx.t(study.setting)), role="lead"),
        b.Fields(tuple(_overview(ctx, study)), "overview"),
        b.Heading(2, "findings", ctx.ui("study_findings")),
    ]
    for finding in study.findings:
        mitigation, problem = (ctx.kb.entry(key) for key in (finding.mitigation, finding.problem))
        title = f"{ctx.t(mitigation.title)} → {ctx.t(problem.title)}"
        blocks += [
            b.Heading(3, f"finding-{finding.id}", title),
            b.p(direction(ctx, finding), " ", b.Md(ctx.t(finding.text))),
            labelled_fields(ctx, study, finding),
        ]
        if finding.indirect:
            blocks.append(b.p(*ctx.around("finding_indirect", "why", b.Md(ctx.t(finding.indirect)))))
        helps = any(mitigation.id == m.id for m, _ in ctx.relations.addressed_by.get(problem.id, ()))
        there, back = ("for", "by") if helps else ("worsens", "worsened-by")
        links = (
            ctx.link(mitigation.id, f"{there}-{problem.id}"),
            " · ",
            ctx.link(problem.id, f"{back}-{mitigation.id}"),
        )
        blocks.append(b.p(*links, role="more"))
    blocks += [*ctx.section("limits", "study_limits", b.p(b.Md(ctx.t(study.limits)))), b.Bibliography()]
    return b.Page(
        lang=ctx.lang,
        path=study_path(study.id),
        kind="study",
        section="studies/",
        title=study_title(ctx, study),
        description=plain(ctx.t(study.setting)),
        blocks=tuple(blocks),
        source=ctx.kb.files[study.id],
    )


def _overview(ctx: Context, study: Study) -> list[tuple[str, tuple[b.Inline, ...]]]:
    pairs: list[tuple[str, tuple[b.Inline, ...]]] = [
        (ctx.ui("study_source"), (b.Cite(study.references),)),
        (ctx.ui("study_design"), (ctx.label(v.DESIGN, study.design),)),
        (ctx.ui("study_independence"), (ctx.label(v.INDEPENDENCE, study.independence),)),
    ]
    if sample := study.sample:
        words = ctx.ui("study_sample_of", n=f"{sample.n:,}", unit=ctx.t(sample.unit))
        pairs.append((ctx.ui("study_sample"), (words,)))
    for name, value in (("study_period", study.period), ("study_version", study.version)):
        if value:
            pairs.append((ctx.ui(name), (value,)))
    return pairs


def studies_index(ctx: Context) -> b.Page:
    """All studies, newest first, to be filtered by design, independence and direction."""
    studies = sorted(ctx.kb.studies.values(), key=lambda study: study.id)
    studies.sort(key=lambda study: reference_of(ctx, study).issued, reverse=True)
    rows = []
    for study in studies:
        found = dict.fromkeys(finding.direction for finding in study.findings)
        signs = [direction(ctx, next(f for f in study.findings if f.direction == way)) for way in found]
        title = b.Link(b.To(study_path(study.id)), (study_title(ctx, study),))
        sample = study.sample
        rows.append(
            b.Row(
                (
                    b.Cell((b.p(title), b.p(b.Note((b.Md(ctx.t(study.setting)),)))), head=True),
                    b.Cell((b.p(*[x for sign in signs for x in (sign, " ")]),)),
                    b.Cell((b.p(ctx.label(v.DESIGN, study.design)),)),
                    b.Cell((b.p(f"{sample.n:,}" if sample else ""),), sort=sample.n if sample else 0),
                ),
                data=(
                    ("design", study.design),
                    ("independence", study.independence),
                    ("direction", " ".join(found)),
                ),
            )
        )
    head: tuple[str | b.Column, ...] = (
        *(ctx.ui(x) for x in ("study", "study_findings", "study_design")),
        b.Column(ctx.ui("study_sample"), descending=True),
    )
    facets = (
        b.Facet("direction", ctx.ui("study_findings"), ctx.options(v.DIRECTION)),
        b.Facet("design", ctx.ui("study_design"), ctx.options(v.DESIGN)),
        b.Facet("independence", ctx.ui("study_independence"), ctx.options(v.INDEPENDENCE)),
    )
    directions = Counter(finding.direction for study in studies for finding in study.findings)
    numbers = {way: directions[way] for way in v.DIRECTION.values}
    lead = ctx.ui("studies_lead", n=len(studies), findings=sum(directions.values()), **numbers)
    table = b.Table(ctx.ui("studies"), head, tuple(rows), "browse", facets, sortable=True)
    return index_page(ctx, "studies/", "index", "studies", lead, [table])
