"""Pages about the whole: the home page's parts, coverage and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aigc_kb.base.progress import debts
from aigc_kb.base.relations import Evidence
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import to_area, to_entry, to_framework
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Problem
from aigc_kb.model.registers import Label
from aigc_kb.model.versions import Debt, Version
from aigc_kb.pages.changes import changes
from aigc_kb.pages.context import Context, spaced
from aigc_kb.pages.frameworks import items_out_of_scope, mapped_items
from aigc_kb.pages.indexes import index_page, problems_in

# What the verdicts that speak for a mitigation weigh when entries are put in order for a role.
_SPEAKS_FOR = {"works": 1.0, "likely": 0.6}


def home_page(ctx: Context) -> b.Page:
    kb, site = ctx.kb, ctx.kb.site
    blocks: list[b.Block] = [
        b.p(b.Md(ctx.t(site.description)), role="lead"),
        figures(ctx),
        b.Heading(2, "symptoms", ctx.ui("start_symptom")),
        b.bullets(_symptom_samples(ctx), role="symptom-samples"),
        b.p(b.Link(b.To("symptoms/"), (ctx.ui("all_symptoms"),)), role="more"),
        b.Heading(2, "areas", ctx.ui("start_area")),
        b.Cards(
            tuple(
                b.Card(
                    to_area(area.id),
                    ctx.t(area.title),
                    (b.Md(ctx.t(area.summary)),),
                    (b.Badge("count", "n", _number_of_problems(ctx, area.id)),),
                )
                for area in kb.areas.values()
            )
        ),
    ]
    if rows := tuple(_role_row(ctx, role) for role in kb.site.roles if _concern(ctx, role.id)):
        head = tuple(ctx.ui(x) for x in ("facet_role", "weighs_most", "strongest_evidence"))
        table = b.Table(ctx.ui("strongest_by_role"), head, rows, "roles")
        blocks += [*ctx.section("strongest", "strongest_by_role", table)]
        blocks.append(b.p(ctx.ui("strongest_method"), role="meta"))
    if kb.paths:
        cards = tuple(b.Card(to_entry(x), ctx.t(x.title), (b.Md(ctx.t(x.summary)),)) for x in kb.paths.values())
        blocks += [b.Heading(2, "roles", ctx.ui("start_role")), b.Cards(cards)]
    newest = [(b.Note((f"{date} {what} ",)), ctx.link(entry.id)) for date, entry, what in list(changes(ctx))[:8]]
    blocks += [
        b.Heading(2, "newest", ctx.ui("newest")),
        b.bullets(newest),
        b.p(b.Link(b.To("changes/"), (ctx.ui("all_changes"),)), role="more"),
    ]
    return b.Page(
        lang=ctx.lang,
        path="",
        kind="home",
        section="",
        title=ctx.t(site.title),
        description=ctx.t(site.description),
        blocks=tuple(blocks),
        source="site.yaml",
    )


def _number_of_problems(ctx: Context, area: str) -> str:
    number = len(problems_in(ctx, area))
    return f"{number} {ctx.ui('count_problems', n=number)}"


def _concern(ctx: Context, role: str) -> list[Problem]:
    """The problems that a role meets: severe ones first, and of these those that concern fewer roles."""
    found = [problem for problem in ctx.kb.problems.values() if role in problem.affects.roles]
    return sorted(found, key=lambda problem: (-problem.severity.level, len(problem.affects.roles), problem.id))


def _role_row(ctx: Context, role: Label) -> b.Row:
    """A role's weightiest problems, and the mitigations of its problems for which the evidence is strongest."""
    problems = _concern(ctx, role.id)
    edges: dict[str, list[Evidence]] = {}
    weight: Counter[str] = Counter()
    for problem in problems:
        for mitigation, _ in ctx.relations.addressed_by.get(problem.id, ()):
            evidence = ctx.relations.evidence[mitigation.id, problem.id]
            if evidence.assessment.verdict in _SPEAKS_FOR:
                edges.setdefault(mitigation.id, []).append(evidence)
                share = problem.severity.level / len(problem.affects.roles)
                weight[mitigation.id] += round(1000 * share * _SPEAKS_FOR[evidence.assessment.verdict])
    helpers = sorted(weight, key=lambda key: (-weight[key], key))[:4]
    lines = [(ctx.link(key), " ", *spaced(ctx.best_evidence(edges[key]))) for key in helpers]
    everything = b.Link(b.To("matrix/", query=f"role={role.id}"), (ctx.ui("role_matrix", n=len(problems)),))
    return b.Row(
        (
            b.Cell((b.p(b.Strong((ctx.t(role.title),))), b.p(b.Note((everything,)))), head=True),
            b.Cell((b.bullets([(ctx.link(problem.id),) for problem in problems[:4]]),)),
            b.Cell((b.bullets(lines),)),
        )
    )


def _symptom_samples(ctx: Context) -> list[tuple[b.Inline, ...]]:
    """One telling symptom of the most severe problem of each area."""
    out: list[tuple[b.Inline, ...]] = []
    for area in ctx.kb.areas:
        for problem in problems_in(ctx, area)[:1]:
            out.append((b.Md(ctx.t(problem.symptoms[0])), " ", b.Note(("→ ", ctx.link(problem.id)))))
    return out


def figures(ctx: Context) -> b.Figures:
    """The size of the knowledge base in numbers."""
    kb = ctx.kb
    edges = sum(len(m.addresses) for m in kb.mitigations.values())
    rows = sum(len(x.mappings) for x in kb.measured())
    measured = sum(bool(x.findings) for x in addressing(ctx))
    counts = (
        (len(kb.problems), "count_problems", "problems/"),
        (len(kb.mitigations), "count_mitigations", "mitigations/"),
        (edges, "count_edges", "matrix/"),
        (measured, "count_measured", "coverage/"),
        (len(kb.studies), "count_studies", "studies/"),
        (len(kb.cases), "count_cases", "cases/"),
        (rows, "count_mappings", "frameworks/"),
        (len(ctx.relations.cited_in), "count_references", "references/"),
    )
    return b.Figures(tuple((str(n), ctx.ui(name, n=n), b.To(path)) for n, name, path in counts if n))


def coverage_page(ctx: Context) -> b.Page:
    kb, relations = ctx.kb, ctx.relations
    addressed = {key: relations.addressed_by.get(key, ()) for key in kb.problems}
    blocks: list[b.Block] = [
        *ctx.section("verdicts", "coverage_verdicts", _verdicts_table(ctx)),
        *ctx.section("directions", "coverage_directions", _directions_table(ctx)),
        *ctx.section("areas", "coverage_areas", _areas_table(ctx)),
        *ctx.section("debt", "debt", b.p(ctx.ui("debt_lead"), role="meta"), debt_table(ctx)),
        *ctx.section("evidence", "evidence_profile", _evidence_table(ctx)),
        *_gap(ctx, "unhelped", "gap_unhelped", [k for k, x in addressed.items() if not x]),
        *_gap(ctx, "few", "gap_few", [k for k, x in addressed.items() if 0 < len(x) < 3]),
        *_gap(
            ctx,
            "weak",
            "gap_opinion",
            [k for k, x in addressed.items() if x and not any(relations.evidence[m.id, k].findings for m, _ in x)],
        ),
        *_gap(ctx, "drafts", "gap_draft", [entry.id for entry in kb.entries() if entry.status == "draft"]),
        *_gap(ctx, "stale", "gap_stale", list(kb.stale)),
        *ctx.section("reviews", "gap_reviews", _reviews(ctx)),
        *ctx.section("origins", "gap_origins", _origins_table(ctx)),
        *ctx.section("frameworks", "gap_frameworks", _frameworks_table(ctx)),
    ]
    return index_page(ctx, "coverage/", "coverage", "coverage", ctx.ui("coverage_lead"), blocks)


def _gap(ctx: Context, anchor: str, name: str, keys: list[str]) -> tuple[b.Block, ...]:
    body: b.Block = b.bullets([(ctx.link(key),) for key in keys]) if keys else b.p(b.Note((ctx.ui("nothing"),)))
    return ctx.section(anchor, name, body)


def _reviews(ctx: Context) -> b.Items:
    """The entries whose review falls due first. A page does not know the day it is read: a script marks what is late."""
    due = sorted(ctx.kb.entries(), key=lambda entry: (entry.review_by, entry.id))[:24]
    return b.bullets([(b.Badge("due", "by", entry.review_by), " ", ctx.link(entry.id)) for entry in due])


def _evidence_table(ctx: Context) -> b.Table:
    count: Counter[str] = Counter(x.assessment.grade for x in addressing(ctx))
    rows = tuple(
        b.Row(
            (
                b.Cell((b.p(ctx.grade(grade)),), head=True),
                b.Cell((b.p(ctx.t(v.GRADE_MEANING[grade])),)),
                b.Cell((b.p(str(count[grade])),)),
            )
        )
        for grade in v.GRADE.values
    )
    return b.Table(ctx.ui("evidence_profile"), (ctx.ui("grade"), ctx.ui("meaning"), ctx.ui("edges")), rows)


def addressing(ctx: Context) -> list[Evidence]:
    """The evidence on every link by which a mitigation addresses a problem."""
    return [ctx.relations.evidence[m.id, a.problem] for m in ctx.kb.mitigations.values() for a in m.addresses]


def _counted(ctx: Context, caption: str, head: tuple[str, ...], rows: list[tuple[b.Inline, ...]]) -> b.Table:
    cells = [tuple(b.Cell((b.p(x),), head=not n) for n, x in enumerate(row)) for row in rows]
    return b.Table(ctx.ui(caption), tuple(ctx.ui(x) for x in head), tuple(b.Row(row) for row in cells))


def _verdicts_table(ctx: Context) -> b.Table:
    count = Counter(x.assessment.verdict for x in addressing(ctx))
    rows: list[tuple[b.Inline, ...]] = [
        (ctx.verdict(value), ctx.t(v.VERDICT_MEANING[value]), str(count[value]))  # type: ignore[index]
        for value in v.VERDICT.values
    ]
    return _counted(ctx, "coverage_verdicts", ("verdict", "meaning", "edges"), rows)


def _directions_table(ctx: Context) -> b.Table:
    count = Counter(finding.direction for study in ctx.kb.studies.values() for finding in study.findings)
    rows: list[tuple[b.Inline, ...]] = [
        (f"{v.DIRECTION_SIGN[value]} {ctx.label(v.DIRECTION, value)}", str(count[value]))
        for value in v.DIRECTION.values
    ]
    return _counted(ctx, "coverage_directions", ("coverage_direction", "coverage_number"), rows)


def _areas_table(ctx: Context) -> b.Table:
    rows: list[tuple[b.Inline, ...]] = []
    for area in ctx.kb.areas.values():
        pairs = [(m.id, p.id) for p in problems_in(ctx, area.id) for m, _ in ctx.relations.addressed_by.get(p.id, ())]
        studied = sum(bool(ctx.relations.evidence[pair].findings) for pair in pairs)
        share = f"{studied / len(pairs):.0%}" if pairs else "–"
        rows.append((ctx.area_link(area.id), str(len(pairs)), str(studied), share))
    return _counted(ctx, "coverage_areas", ("area", "edges", "coverage_with", "coverage_share"), rows)


def debt_table(ctx: Context) -> b.Table:
    """What evidence each area lacks now, and the untested share of its links in each version that kept it."""
    now = debts(ctx.kb, ctx.relations)
    kept = [version for version in ctx.kb.versions if version.debt]
    rows: list[tuple[b.Inline, ...]] = [(ctx.area_link(debt.area), *_owed(ctx, (debt,), kept)) for debt in now]
    rows.append((ctx.ui("debt_all"), *_owed(ctx, now, kept)))
    head: list[str | b.Column] = [ctx.ui(x) for x in ("area", "debt_untested", "debt_unsearched", "debt_second_hand")]
    head += [ctx.ui("debt_version", version=version.version) for version in kept]
    cells = [tuple(b.Cell((b.p(x),), head=not n) for n, x in enumerate(row)) for row in rows]
    return b.Table(ctx.ui("debt"), tuple(head), tuple(b.Row(row) for row in cells), "debt")


def _owed(ctx: Context, debts: Sequence[Debt], kept: Sequence[Version]) -> list[str]:
    """The numbers of one area or of some together."""

    def of(n: int, total: int) -> str:
        return ctx.ui("debt_of", n=n, total=total, share=f"{n / total:.0%}") if total else "–"

    links = sum(debt.links for debt in debts)
    areas = {debt.area for debt in debts}
    out = [
        of(sum(debt.untested for debt in debts), links),
        of(sum(debt.unsearched for debt in debts), links),
        of(sum(debt.second_hand for debt in debts), sum(debt.findings for debt in debts)),
    ]
    for version in kept:
        then = [debt for debt in version.debt if debt.area in areas]
        total = sum(debt.links for debt in then)
        out.append(f"{sum(debt.untested for debt in then) / total:.0%}" if total else "–")
    return out


def _origins_table(ctx: Context) -> b.Table:
    rows = []
    for origin in ctx.kb.site.origins:
        answers = ctx.relations.answers.get(origin.id, ())
        cell: tuple[b.Inline, ...] = ctx.links(answers) if answers else (b.Note((ctx.ui("nothing"),)),)
        statement = (b.Strong((origin.id,)), " ", b.Md(ctx.t(origin.text)))
        rows.append(b.Row((b.Cell((b.Para(statement),), head=True), b.Cell((b.Para(cell),)))))
    return b.Table(ctx.ui("gap_origins"), (ctx.ui("statement"), ctx.ui("answered_by")), tuple(rows))


def _frameworks_table(ctx: Context) -> b.Table:
    rows = []
    for f in ctx.kb.frameworks.values():
        mapped, outside = mapped_items(ctx, f), items_out_of_scope(ctx, f)
        counts = (len(f.items), mapped, outside, len(f.items) - mapped - outside)
        name = b.Cell((b.p(b.Link(to_framework(f.id), (ctx.t(f.title),))),), head=True)
        rows.append(b.Row((name, *(b.Cell((b.p(str(count)),)) for count in counts))))
    head = ("mapping_framework", "items", "mapped", "set_aside", "not_mapped")
    return b.Table(ctx.ui("gap_frameworks"), tuple(ctx.ui(x) for x in head), tuple(rows), "browse", sortable=True)
