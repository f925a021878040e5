"""The strip at the top of an entry: what the studies behind all its links come to, a box for each link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import to_entry
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Case, Mitigation, Path, Problem
from aigc_kb.pages.context import Context

Pair = tuple[str, str]
"""A mitigation and a problem that it addresses."""


def problem_strip(ctx: Context, problem: Problem) -> tuple[b.Block, ...]:
    pairs = [(m.id, problem.id) for m, _ in ctx.relations.addressed_by.get(problem.id, ())]
    return _strip(ctx, pairs, ctx.ui("strip_problem", n=len(pairs)), by="mitigation")


def mitigation_strip(ctx: Context, mitigation: Mitigation) -> tuple[b.Block, ...]:
    pairs = [(mitigation.id, address.problem) for address in mitigation.addresses]
    harms = [(mitigation.id, harm.problem) for harm in mitigation.worsens]
    return _strip(ctx, pairs, ctx.ui("strip_mitigation", n=len(pairs)), by="problem", harms=harms)


def case_strip(ctx: Context, case: Case) -> tuple[b.Block, ...]:
    """On the links between what was tried in a case and the problems that it shows."""
    return _between(ctx, [x.mitigation for x in case.mitigations], [x.problem for x in case.problems])


def path_strip(ctx: Context, path: Path) -> tuple[b.Block, ...]:
    """On the links between the stops of a reading path."""
    stops = list(dict.fromkeys(stop.entry for stop in path.stops))
    return _between(ctx, [x for x in stops if x in ctx.kb.mitigations], [x for x in stops if x in ctx.kb.problems])


def _between(ctx: Context, mitigations: Sequence[str], problems: Sequence[str]) -> tuple[b.Block, ...]:
    addressed = {(m.id, a.problem) for m in ctx.kb.mitigations.values() for a in m.addresses}
    pairs = [pair for pair in product(mitigations, problems) if pair in addressed]
    return _strip(ctx, pairs, ctx.ui("strip_links", n=len(pairs)), by="link")


def _strip(
    ctx: Context, pairs: Sequence[Pair], title: str, *, by: str, harms: Sequence[Pair] = ()
) -> tuple[b.Block, ...]:
    """Title, a box for each link, best verdict first, and the same in numbers; nothing where there are no links."""
    if not pairs:
        return ()
    evidence = ctx.relations.evidence
    pairs = sorted(pairs, key=lambda pair: evidence[pair].rank)
    blocks: list[b.Block] = [
        b.p(title, role="strip-title"),
        b.bullets([(_box(ctx, pair, by),) for pair in pairs], role="strip"),
        b.p(_verdicts(ctx, pairs), role="strip-note"),
        b.p(_studies(ctx, pairs), role="strip-note"),
    ]
    if harms:
        studied = sum(bool(evidence[pair].findings) for pair in harms)
        harm = b.Link(b.To(to_entry(ctx.kb.entry(harms[0][0])).path, "worsens"), (ctx.ui("worsens"),))
        words = ctx.ui("strip_worsens", n=len(harms), studied=studied)
        blocks.append(b.p(harm, label_sep(ctx.lang), words, role="strip-note"))
    return (b.Group("evidence", title, tuple(blocks)),)


def _box(ctx: Context, pair: Pair, by: str) -> b.Link:
    """A link's verdict; where room is short, the style shows its sign only."""
    mitigation, problem = (ctx.kb.entry(key) for key in pair)
    verdict = ctx.relations.evidence[pair].assessment.verdict
    names = {
        "mitigation": ctx.t(mitigation.title),
        "problem": ctx.t(problem.title),
        "link": f"{ctx.t(mitigation.title)} → {ctx.t(problem.title)}",
    }
    words = f"{names[by]}{label_sep(ctx.lang)}{ctx.label(v.VERDICT, verdict)}"
    to = to_entry(mitigation, f"for-{problem.id}") if by == "problem" else to_entry(problem, f"by-{mitigation.id}")
    return b.Link(to, (b.Badge("verdict", verdict, words),), words)


def _verdicts(ctx: Context, pairs: Sequence[Pair]) -> str:
    """How many links have which verdict."""
    counted = Counter(ctx.relations.evidence[pair].assessment.verdict for pair in pairs)
    return comma(ctx.lang).join(
        ctx.ui("tally_one", sign=v.VERDICT_SIGN[value], direction=ctx.label(v.VERDICT, value), n=counted[value])  # type: ignore[index]
        for value in v.VERDICT.values
        if counted[value]  # type: ignore[index]
    )


def _studies(ctx: Context, pairs: Sequence[Pair]) -> str:
    """How many studies and findings there are, what they say, how many are direct, and when was last searched."""
    found = [row for pair in pairs for row in ctx.relations.evidence[pair].findings]
    parts = [ctx.ui("strip_none")]
    if found:
        studies = {study.id: study for study, _ in found}
        ways = Counter(finding.direction for _, finding in found)
        said = comma(ctx.lang).join(
            ctx.ui("tally_one", sign=v.DIRECTION_SIGN[way], direction=ctx.label(v.DIRECTION, way), n=ways[way])
            for way in v.DIRECTION.values
            if ways[way]
        )
        direct = sum(finding.direct for _, finding in found)
        newest = max(ctx.kb.references[study.references[0]].issued[:4] for study in studies.values())
        parts = [ctx.ui("strip_studies", studies=len(studies), findings=len(found), said=said, direct=direct)]
        parts.append(ctx.ui("strip_newest", year=newest))
    days = [
        searched.on
        for mitigation, problem in pairs
        for address in ctx.kb.mitigations[mitigation].addresses
        if address.problem == problem
        for searched in address.searched
    ]
    if days:
        parts.append(ctx.ui("strip_searched", on=max(days)))
    return ("" if ctx.lang == "zh" else " ").join(parts)
