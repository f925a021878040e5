"""How evidence is shown wherever it stands: verdict first, then the grade, the tally, and the findings one by one."""

from __future__ import annotations

from typing import Final

from aigc_kb.base.relations import Evidence
from aigc_kb.base.verdicts import DIRECTIONS, Tally
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import study_path
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Address, Harm
from aigc_kb.model.studies import Effect, Study, StudyFinding
from aigc_kb.pages.context import Context

SHOWN: Final = 2
"""Findings of a link that stand open; the others are behind a fold."""


def evidence_of(ctx: Context, mitigation: str, problem: str) -> Evidence:
    """The evidence on a link. Raises KeyError where there is no such link."""
    return ctx.relations.evidence[mitigation, problem]


def badges(ctx: Context, evidence: Evidence) -> tuple[b.Inline, ...]:
    """Verdict and grade."""
    return ctx.verdict(evidence.assessment.verdict), " ", ctx.grade(evidence.assessment.grade)


def evidence_blocks(ctx: Context, mitigation: str, edge: Address | Harm) -> tuple[b.Block, ...]:
    """All that is known about whether a link holds: badges, tally, findings, practice, judgement, searches."""
    evidence = evidence_of(ctx, mitigation, edge.problem)
    blocks: list[b.Block] = []
    if isinstance(edge, Address):
        blocks.append(b.p(*badges(ctx, evidence), role="badges"))
    blocks += tallies(ctx, evidence)
    shown, more = evidence.findings[:SHOWN], evidence.findings[SHOWN:]
    if shown:
        blocks.append(b.Items(tuple(finding_blocks(ctx, *row) for row in shown), role="findings"))
    if more:
        rest = b.Items(tuple(finding_blocks(ctx, *row) for row in more), role="findings")
        blocks.append(b.Fold((ctx.ui("more_findings", n=len(more)),), (rest,)))
    if isinstance(edge, Address):
        blocks += _said(ctx, edge)
    if not evidence.findings:
        blocks += _searches(ctx, edge)
    return tuple(blocks)


def _said(ctx: Context, address: Address) -> list[b.Block]:
    out: list[b.Block] = []
    if practice := address.practice:
        out.append(b.Para((*ctx.labelled("practice_text", ctx.claim(practice.text, practice.references)),)))
    if address.judgement:
        out.append(b.Para(ctx.labelled("judgement_text", b.Md(ctx.t(address.judgement)))))
    return out


def _searches(ctx: Context, edge: Address | Harm) -> list[b.Block]:
    return [
        b.p(b.Note((ctx.ui("searched_text", on=x.on, where=ctx.t(x.where), terms=comma(ctx.lang).join(x.terms)),)))
        for x in edge.searched
    ]


def tallies(ctx: Context, evidence: Evidence) -> list[b.Block]:
    """How many studies say what; nothing where there are none."""
    out: list[b.Block] = []
    for name, tally in (("tally", evidence.assessment.strength), ("tally_weaker", evidence.assessment.weaker)):
        if tally.total:
            out.append(b.p(b.Note((ctx.ui(name, counts=_counts(ctx, tally)),)), role="tally"))
    return out


def _counts(ctx: Context, tally: Tally) -> str:
    rows = [(direction, getattr(tally, direction)) for direction in DIRECTIONS]
    words = [
        ctx.ui("tally_one", sign=v.DIRECTION_SIGN[direction], direction=ctx.label(v.DIRECTION, direction), n=n)
        for direction, n in rows
        if n
    ]
    return comma(ctx.lang).join(words)


def finding_blocks(ctx: Context, study: Study, finding: StudyFinding) -> tuple[b.Block, ...]:
    """A finding: direction and what was found with its reference; its numbers with a bar; where, who paid, how read."""
    blocks: list[b.Block] = [
        b.p(direction(ctx, finding), " ", *ctx.claim(finding.text, study.references[:1]), role="finding-text")
    ]
    if finding.effect:
        outcome = f"{ctx.t(finding.outcome)}{label_sep(ctx.lang)}"
        bar = effect_bar(ctx, finding)
        drawn: tuple[b.Inline, ...] = (bar,) if bar else ()
        blocks.append(b.p(*drawn, b.Note((outcome, b.Strong((effect_words(ctx, finding.effect),)))), role="numbers"))
    design = b.Link(b.To(study_path(study.id)), (ctx.label(v.DESIGN, study.design),))
    about: list[b.Inline] = [design, label_sep(ctx.lang), b.Md(ctx.t(study.setting).rstrip("。."))]
    for words in _weight(ctx, study, finding):
        about += [" · ", words]
    blocks.append(b.p(b.Note(tuple(about)), role="setting"))
    return tuple(blocks)


def _weight(ctx: Context, study: Study, finding: StudyFinding) -> tuple[str, ...]:
    """Who paid, how it was read, and whether it is direct: what a finding weighs."""
    near = () if finding.direct else (ctx.ui("finding_near"),)
    return (*near, ctx.ui(f"paid_{study.independence}"), ctx.label(v.READ, finding.read))


def _in_per_cent(effect: Effect) -> bool:
    return effect.kind in ("share", "points") or "%" in effect.unit.en or "per cent" in effect.unit.en


def effect_bar(ctx: Context, finding: StudyFinding) -> b.Bar | None:
    """The numbers of a finding as a bar; None where they are on no scale.

    Shares stand on a scale to 100, levels on one to the larger. A change is drawn where it is in per cent, on a scale
    of 100 to both sides; a multiple beside the one that it multiplies.
    """
    effect = finding.effect
    if effect is None:
        return None
    before, after = effect.before, effect.after
    percent = _in_per_cent(effect)
    if before is None or after is None:
        change = effect.change or 0
        if percent:
            before, after = None, change
        elif effect.kind == "ratio" and change > 0:
            before, after = 1, change
        else:
            return None
    drawn = [0, after, *effect.interval] if before is None else [0, before, after]
    low, high = min(drawn), max(drawn)
    if before is None:
        high = max(high, -low, 100)
        low = -high
    elif percent and low >= 0 and high <= 100:
        high = 100
    if low == high:
        return None
    holds = len(effect.interval) == 2 and effect.interval[0] <= after <= effect.interval[1]
    words = f"{ctx.t(finding.outcome)}{label_sep(ctx.lang)}{effect_words(ctx, effect)}"
    return b.Bar(before, after, low, high, effect.interval if holds else (), finding.direction, words)


def direction(ctx: Context, finding: StudyFinding) -> b.Badge:
    """The direction of a finding, as a sign and a word."""
    sign = v.DIRECTION_SIGN[finding.direction]
    return b.Badge("direction", finding.direction, f"{sign} {ctx.label(v.DIRECTION, finding.direction)}")


def effect_words(ctx: Context, effect: Effect) -> str:
    """The numbers of a finding: `26.3 → 13.4 %`."""
    unit = ctx.t(effect.unit)
    if effect.before is not None and effect.after is not None:
        words = ctx.ui("effect_levels", before=number(effect.before), after=number(effect.after), unit=unit)
    else:
        change = number(effect.change or 0)
        multiple = effect.kind == "ratio" and not _in_per_cent(effect)
        sign = "" if multiple or change.startswith("−") else "+"
        words = ctx.ui("effect_change", change=f"{sign}{change}", unit=unit)
    if effect.interval:
        low, high = effect.interval
        words += ctx.ui("effect_interval", low=number(low), high=number(high))
    return words


def number(value: float) -> str:
    """A number as people read it: grouped, without a needless fraction, with a true minus sign."""
    words = f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
    return words.replace("-", "−")


def labelled_fields(ctx: Context, study: Study, finding: StudyFinding) -> b.Fields:
    """A finding's outcome, numbers, scope and reading, name by name."""
    pairs: list[tuple[str, tuple[b.Inline, ...]]] = [
        (
            ctx.ui("finding_outcome"),
            (f"{ctx.t(finding.outcome)} · ", b.Note((ctx.label(v.MEASURES, finding.measures),))),
        )
    ]
    if finding.effect:
        bar = effect_bar(ctx, finding)
        drawn: tuple[b.Inline, ...] = (bar,) if bar else ()
        pairs.append((ctx.ui("finding_effect"), (*drawn, effect_words(ctx, finding.effect))))
    if finding.scope:
        pairs.append((ctx.ui("finding_scope"), (ctx.t(finding.scope),)))
    read = f"{ctx.label(v.READ, finding.read)}{label_sep(ctx.lang)}{finding.where}"
    pairs.append((ctx.ui("finding_read"), (read,)))
    return b.Fields(tuple(pairs), "finding")
