"""The pages that lead to entries: lists by type, areas, symptoms, terms, references."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from aigc_kb.document import blocks as b
from aigc_kb.document import citations as cite
from aigc_kb.document.addresses import feed_path, to_area, to_entry
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Problem
from aigc_kb.model.registers import Area, Label
from aigc_kb.pages.context import Context, spaced
from aigc_kb.pages.reading import reference_note


def index_page(ctx: Context, path: str, kind: str, name: str, lead: str, blocks: list[b.Block]) -> b.Page:
    """A page about many entries: a title from the interface strings, a lead sentence, and its blocks."""
    return b.Page(
        lang=ctx.lang,
        path=path,
        kind=kind,
        section=path,
        title=ctx.ui(name),
        description=lead,
        blocks=(b.p(lead, role="lead"), *blocks),
    )


def problem_data(problem: Problem) -> tuple[tuple[str, str], ...]:
    """What a problem's row can be filtered by."""
    return (
        ("area", " ".join((problem.area, *problem.also_in))),
        ("severity", str(problem.severity.level)),
        ("role", " ".join(problem.affects.roles)),
        ("stage", " ".join(problem.affects.stages)),
        ("modality", " ".join(problem.affects.modalities)),
    )


def problem_facets(ctx: Context) -> tuple[b.Facet, ...]:
    site = ctx.kb.site

    def labels(items: Iterable[Label | Area]) -> tuple[tuple[str, str], ...]:
        return tuple((item.id, ctx.t(item.title)) for item in items)

    return (
        b.Facet("area", ctx.ui("area"), labels(ctx.kb.areas.values())),
        b.Facet("role", ctx.ui("facet_role"), labels(site.roles)),
        b.Facet("stage", ctx.ui("facet_stage"), labels(site.stages)),
        b.Facet("modality", ctx.ui("facet_modality"), labels(site.modalities)),
    )


def mitigation_facets(ctx: Context, of: Literal["row", "column"] = "row") -> tuple[b.Facet, ...]:
    return (
        b.Facet("kind", ctx.ui("kind"), ctx.options(v.MITIGATION_KIND), of),
        b.Facet("cost", ctx.ui("cost"), ctx.options(v.LEVEL), of),
    )


def problems_index(ctx: Context) -> b.Page:
    rows = []
    for area in ctx.kb.areas:
        for problem in problems_in(ctx, area):
            helpers = ctx.relations.addressed_by.get(problem.id, ())
            found = [ctx.relations.evidence[mitigation.id, problem.id] for mitigation, _ in helpers]
            best = spaced(ctx.best_evidence(found))
            # What nothing helps with stands behind the worst verdict.
            rank = order(min([x.rank for x in found], default=(len(v.VERDICT.values), 0)))
            title = (b.p(b.Strong((ctx.link(problem.id),))), b.p(b.Md(ctx.t(problem.summary))))
            rows.append(
                b.Row(
                    (
                        b.Cell(title, head=True, sort=ctx.t(problem.title)),
                        b.Cell((b.p(ctx.area_link(area)),)),
                        b.Cell((b.p(ctx.severity_level(problem)),), sort=problem.severity.level),
                        b.Cell((b.p(str(len(helpers))),), sort=len(helpers)),
                        b.Cell((b.Para(best),), sort=rank),
                    ),
                    data=problem_data(problem),
                )
            )
    head: tuple[str | b.Column, ...] = (
        *(ctx.ui(x) for x in ("problem", "area")),
        *(b.Column(ctx.ui(x), descending=True) for x in ("severity", "mitigations")),
        ctx.ui("best_verdict"),
    )
    table = b.Table(ctx.ui("problems"), head, tuple(rows), "browse", problem_facets(ctx), sortable=True)
    areas = b.p(*ctx.joined([ctx.area_link(area) for area in ctx.kb.areas]), role="meta")
    lead = ctx.ui("problems_lead", n=len(ctx.kb.problems))
    return index_page(ctx, "problems/", "index", "problems", lead, [areas, table])


def order(rank: tuple[int, int]) -> int:
    """The rank of evidence as one number to sort by: lower for a better verdict, then for a stronger grade."""
    verdict, grade = rank
    return verdict * len(v.GRADE.values) + grade


def problems_in(ctx: Context, area: str) -> list[Problem]:
    """The problems of an area, most severe first."""
    found = [problem for problem in ctx.kb.problems.values() if problem.area == area]
    return sorted(found, key=lambda problem: (-problem.severity.level, problem.id))


def mitigations_index(ctx: Context) -> b.Page:
    rows = []
    for mitigation in sorted(ctx.kb.mitigations.values(), key=lambda m: (v.MITIGATION_KIND.values.index(m.kind), m.id)):
        found = [ctx.relations.evidence[mitigation.id, address.problem] for address in mitigation.addresses]
        best = min(found, key=lambda x: x.rank)
        title = (b.p(b.Strong((ctx.link(mitigation.id),))), b.p(b.Md(ctx.t(mitigation.summary))))
        levels = v.LEVEL.values
        cost, effort = mitigation.cost.level, mitigation.effort.level
        rows.append(
            b.Row(
                (
                    b.Cell(title, head=True, sort=ctx.t(mitigation.title)),
                    b.Cell((b.p(ctx.label(v.MITIGATION_KIND, mitigation.kind)),)),
                    b.Cell((b.p(*spaced(ctx.best_evidence(found))),), sort=order(best.rank)),
                    b.Cell((b.p(ctx.label(v.LEVEL, cost)),), sort=levels.index(cost)),
                    b.Cell((b.p(ctx.label(v.LEVEL, effort)),), sort=levels.index(effort)),
                    b.Cell((b.p(str(len(mitigation.addresses))),), sort=len(mitigation.addresses)),
                ),
                data=(
                    ("kind", mitigation.kind),
                    ("cost", cost),
                    ("effort", effort),
                    ("maturity", mitigation.maturity),
                    ("verdict", best.assessment.verdict),
                    ("grade", best.assessment.grade),
                ),
            )
        )
    head: tuple[str | b.Column, ...] = (
        *(ctx.ui(x) for x in ("mitigation", "kind", "best_verdict", "cost", "effort")),
        b.Column(ctx.ui("problems"), descending=True),
    )
    facets = (
        *mitigation_facets(ctx),
        b.Facet("effort", ctx.ui("effort"), ctx.options(v.LEVEL)),
        b.Facet("maturity", ctx.ui("maturity"), ctx.options(v.MATURITY)),
        b.Facet("verdict", ctx.ui("best_verdict"), ctx.options(v.VERDICT)),
        b.Facet("grade", ctx.ui("best_evidence"), ctx.options(v.GRADE)),
    )
    table = b.Table(ctx.ui("mitigations"), head, tuple(rows), "browse", facets, sortable=True)
    lead = ctx.ui("mitigations_lead", n=len(ctx.kb.mitigations))
    return index_page(ctx, "mitigations/", "index", "mitigations", lead, [table])


def area_page(ctx: Context, area: Area) -> b.Page:
    own = problems_in(ctx, area.id)
    also = [p for p in ctx.kb.problems.values() if area.id in p.also_in]
    helpers: dict[str, None] = {}
    for problem in own:
        for mitigation, _ in ctx.relations.addressed_by.get(problem.id, ()):
            helpers.setdefault(mitigation.id)
    blocks: list[b.Block] = []
    if own:
        blocks += ctx.section("problems", "area_problems", b.Cards(tuple(ctx.problem_card(p) for p in own)))
    if also:
        blocks += ctx.section("also", "area_also", b.bullets([ctx.entry_line(p.id) for p in also]))
    if helpers:
        cards = b.Cards(tuple(ctx.mitigation_card(ctx.kb.mitigations[key]) for key in helpers))
        blocks += ctx.section("mitigations", "area_mitigations", cards)
    blocks.append(b.p(b.Link(b.Asset(feed_path(ctx.lang, area.id)), (ctx.ui("feed_area"),)), role="actions"))
    return b.Page(
        lang=ctx.lang,
        path=to_area(area.id).path,
        kind="area",
        section="problems/",
        title=ctx.t(area.title),
        description=ctx.t(area.summary),
        blocks=(b.p(b.Md(ctx.t(area.summary)), role="lead"), *blocks),
        source="areas.yaml",
    )


def symptoms_index(ctx: Context) -> b.Page:
    count = 0
    blocks: list[b.Block] = []
    for area in ctx.kb.areas.values():
        rows = []
        for problem in problems_in(ctx, area.id):
            helpers = ctx.relations.addressed_by.get(problem.id, ())[:3]
            count += len(problem.symptoms)
            rows.append(
                b.Row(
                    (
                        b.Cell((b.bullets([(b.Md(ctx.t(symptom)),) for symptom in problem.symptoms]),), head=True),
                        b.Cell((b.p(b.Strong((ctx.link(problem.id),))),)),
                        b.Cell((b.Para(ctx.links(m.id for m, _ in helpers)),)),
                    )
                )
            )
        if rows:
            title = ctx.t(area.title)
            head = (ctx.ui("symptom"), ctx.ui("problem"), ctx.ui("mitigations"))
            blocks += [b.Heading(2, f"area-{area.id}", title), b.Table(title, head, tuple(rows), "seen")]
    return index_page(ctx, "symptoms/", "symptoms", "symptoms", ctx.ui("symptoms_lead", n=count), blocks)


def cases_index(ctx: Context) -> b.Page:
    cases = sorted(ctx.kb.cases.values(), key=lambda case: (case.when, case.id), reverse=True)
    cards = b.Cards(tuple(b.Card(to_entry(c), ctx.t(c.title), (c.when + " · ", b.Md(ctx.t(c.summary)))) for c in cases))
    return index_page(ctx, "cases/", "index", "cases", ctx.ui("cases_lead", n=len(cases)), [cards])


def paths_index(ctx: Context) -> b.Page:
    cards = b.Cards(
        tuple(
            b.Card(
                to_entry(path),
                ctx.t(path.title),
                (b.Md(ctx.t(path.summary)),),
                (b.Badge("role", "path", ctx.roles(path.roles)),),
            )
            for path in ctx.kb.paths.values()
        )
    )
    return index_page(ctx, "paths/", "index", "paths", ctx.ui("paths_lead"), [cards])


def terms_page(ctx: Context) -> b.Page:
    terms = sorted(ctx.kb.terms.values(), key=lambda term: term.en.lower())
    rows = []
    for term in terms:
        definition: list[b.Inline] = [b.Md(ctx.t(term.definition))]
        if term.entry:
            definition += [" ", b.Note((ctx.ui("read_more") + " ",)), ctx.link(term.entry)]
        rows.append(
            b.Row(
                (
                    b.Cell(_words(ctx, "zh", term.zh, term.aliases.zh, term.forbidden.zh), head=ctx.lang == "zh"),
                    b.Cell(_words(ctx, "en", term.en, term.aliases.en, term.forbidden.en), head=ctx.lang == "en"),
                    b.Cell((b.Para(tuple(definition)),)),
                ),
                id=f"term-{term.id}",
            )
        )
    head = (ctx.ui("term_zh"), ctx.ui("term_en"), ctx.ui("term_definition"))
    table = b.Table(ctx.ui("terms"), head, tuple(rows), "terms")
    return index_page(ctx, "terms/", "terms", "terms", ctx.ui("terms_lead", n=len(terms)), [table])


def _words(ctx: Context, lang: str, word: str, aliases: tuple[str, ...], bad: tuple[str, ...]) -> tuple[b.Block, ...]:
    sep = "、" if lang == "zh" else ", "
    out: list[b.Block] = [b.p(b.Foreign(lang, word))]
    if aliases:
        out.append(b.p(b.Note((b.Foreign(lang, sep.join(aliases)),))))
    if bad:
        out.append(b.p(b.Note((ctx.ui("term_not", words=sep.join(bad)),))))
    return tuple(out)


def references_page(ctx: Context) -> b.Page:
    def line(key: str) -> tuple[b.Block, ...]:
        out: list[b.Block] = [b.p(b.Source(key)), b.Para(reference_note(ctx, ctx.kb.references[key]))]
        if users := ctx.relations.cited_in.get(key):
            out.append(b.p(b.Note((*ctx.labelled("cited_in", ctx.links(users)),))))
        return tuple(out)

    def listed(keys: list[str]) -> b.Items:
        keys.sort(key=lambda key: (cite.short(ctx.kb.references[key], "en").lower(), key))
        return b.Items(tuple(line(key) for key in keys), role="references", ids=tuple(f"ref-{key}" for key in keys))

    cited = [key for key in ctx.kb.references if key in ctx.relations.cited_in]
    rest = [key for key in ctx.kb.references if key not in ctx.relations.cited_in]
    blocks: list[b.Block] = [*ctx.section("cited", "cited_references", listed(cited))]
    if rest:
        blocks += ctx.section("uncited", "uncited_references", listed(rest))
    lead = ctx.ui("references_lead", n=len(ctx.kb.references), cited=len(cited))
    return index_page(ctx, "references/", "references", "references", lead, blocks)
