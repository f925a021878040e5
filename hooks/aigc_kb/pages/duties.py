"""The law calendar: what begins and ends next, a timeline for each place, and every duty with a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from aigc_kb.base.calendar import Event, as_of, dated_duties, events, stage, years_after
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import calendar_path, duties_feed_path, item_anchor, to_framework
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.fields import OneOf
from aigc_kb.model.frameworks import Framework, Item
from aigc_kb.model.registers import Jurisdiction
from aigc_kb.pages.context import Context, spaced
from aigc_kb.pages.indexes import index_page

STAGES: Final = ("soon", "later", "force", "ended")
"""In the order of the table: what is next first."""
NAMED: Final = 4
"""A line of what comes next names so many duties of a law at most; of more it names one less, and links the rest."""

Duty = tuple[Framework, Item]


def duties_page(ctx: Context) -> b.Page:
    duties = list(dated_duties(ctx.kb))
    day = as_of(ctx.kb)
    if not duties:
        return index_page(ctx, "duties/", "duties", "duties", ctx.ui("duties_none"), [])
    laws = len({framework.id for framework, _ in duties})
    lead = ctx.ui("duties_lead", n=len(duties), frameworks=laws, day=day)
    links = b.p(
        b.Link(b.To("duties/", "all"), (ctx.ui("duties_all"),)),
        " · ",
        b.Link(b.Asset(calendar_path(ctx.lang)), (ctx.ui("duties_ics"),)),
        " · ",
        b.Link(b.Asset(duties_feed_path(ctx.lang)), (ctx.ui("duties_feed"),)),
        " · ",
        b.Link(b.To("planner/"), (ctx.ui("duties_planner"),)),
        role="actions",
    )
    blocks: list[b.Block] = [
        links,
        *_next(ctx, day),
        b.Heading(2, "timeline", ctx.ui("duties_timeline")),
        b.p(ctx.ui("duties_legend"), role="meta"),
        *_timelines(ctx, day),
        b.Heading(2, "all", ctx.ui("duties_all")),
        _table(ctx, duties, day),
    ]
    return index_page(ctx, "duties/", "duties", "duties", lead, blocks)


# -- what comes next -----------------------------------------------------------------------------------------------


def _next(ctx: Context, day: str) -> Iterator[b.Block]:
    """The days of the next twelve months; for each what happens, and to which duties of which laws."""
    yield b.Heading(2, "next", ctx.ui("duties_next"))
    coming = [event for event in events(ctx.kb) if day <= event.day <= years_after(day, 1)]
    if not coming:
        yield b.p(ctx.ui("duties_next_none", day=day))
        return
    yield b.p(ctx.ui("duties_next_lead", day=day), role="meta")
    rows = []
    for (when, what), happening in _grouped(coming):
        laws = groupby(happening, key=lambda event: event.framework.id)
        lines = [_of_law(ctx, list(own)) for _, own in laws]
        head = (b.p(b.Badge("day", what, when), " ", ctx.ui(f"event_{what}")), b.bullets(lines))
        rows.append(head)
    yield b.Items(tuple(rows), role="days")


def _grouped(coming: Iterable[Event]) -> Iterator[tuple[tuple[str, str], list[Event]]]:
    """Events by day and what happens, those of a law together, what begins first."""
    order = ("start", "grace", "end")
    listed = sorted(coming, key=lambda event: (event.day, order.index(event.what)))
    for key, own in groupby(listed, key=lambda event: (event.day, event.what)):
        yield key, sorted(own, key=lambda event: event.framework.id)


def _of_law(ctx: Context, happening: list[Event]) -> tuple[b.Inline, ...]:
    framework = happening[0].framework
    shown = happening if len(happening) <= NAMED else happening[: NAMED - 1]
    named: list[b.Inline] = [
        b.Link(to_framework(framework.id, item_anchor(event.item.id)), (_name(ctx, event.item),)) for event in shown
    ]
    line: list[b.Inline] = [ctx.t(framework.title), label_sep(ctx.lang), *ctx.joined(named)]
    if len(happening) > len(shown):
        query = f"law={framework.id}"
        more = ctx.ui("duties_more", n=len(happening), more=len(happening) - len(shown))
        line += ["" if ctx.lang == "zh" else " ", b.Link(b.To("duties/", "all", query), (more,))]
    return tuple(line)


def _name(ctx: Context, item: Item) -> str:
    return f"{item.id} {ctx.t(item.title)}"


# -- timelines -----------------------------------------------------------------------------------------------------


def _timelines(ctx: Context, day: str) -> Iterator[b.Block]:
    """A drawing for each place: a year back, two years on, a line for each law with a day in that time. The others are
    named below it."""
    first, soon, last = years_after(day, -1), years_after(day, 1), years_after(day, 2)
    everything = events(ctx.kb)
    for place in _places(ctx):
        tracks = [
            _track(ctx, framework, [event for event in everything if event.framework.id == framework.id], first, last)
            for framework in ctx.kb.frameworks.values()
            if framework.jurisdiction == place.id
        ]
        drawn = tuple(track for track in tracks if track.marks)
        title = ctx.t(place.title)
        yield b.Heading(3, f"place-{''.join(x for x in place.id.lower() if x.isalnum())}", title)
        if drawn:
            alternative = ctx.ui("duties_timeline_of", place=title)
            yield b.Timeline(alternative, drawn, first, last, day, soon, ctx.ui("duties_as_of", day=day))
        if outside := [track for track in tracks if track.note and not track.marks]:
            yield b.p(ctx.ui("duties_outside") + label_sep(ctx.lang), role="meta")
            yield b.bullets([(b.Link(x.to, (x.title,)), " · ", x.note) for x in outside], role="outside")


def _track(ctx: Context, framework: Framework, own: list[Event], first: str, last: str) -> b.Track:
    counted = Counter((event.day, event.what) for event in own if first <= event.day <= last)
    marks = tuple(b.Mark(day, what, ctx.ui(f"duties_{what}", n=n)) for (day, what), n in counted.items())
    outside = {
        "duties_earlier": sum(event.day < first for event in own),
        "duties_later": sum(event.day > last for event in own),
    }
    note = comma(ctx.lang).join(ctx.ui(key, n=n) for key, n in outside.items() if n)
    return b.Track(ctx.t(framework.title), to_framework(framework.id), marks, note)


def _places(ctx: Context) -> list[Jurisdiction]:
    """Where there are duties with a date."""
    found = {framework.jurisdiction for framework, _ in dated_duties(ctx.kb)}
    return [place for place in ctx.kb.site.jurisdictions if place.id in found]


# -- the table -----------------------------------------------------------------------------------------------------


def _table(ctx: Context, duties: list[Duty], day: str) -> b.Table:
    def options(kind: OneOf, found: Iterable[str | None]) -> tuple[tuple[str, str], ...]:
        used = set(found)
        return tuple(option for option in ctx.options(kind) if option[0] in used)

    laws = {framework.id: ctx.t(framework.title) for framework, _ in duties}
    found = {stage(item, day) for _, item in duties}
    facets = (
        b.Facet("when", ctx.ui("duties_stage"), tuple((x, ctx.ui(f"stage_{x}")) for x in STAGES if x in found)),
        b.Facet("place", ctx.ui("jurisdiction"), tuple((_token(x.id), ctx.t(x.title)) for x in _places(ctx))),
        b.Facet("law", ctx.ui("duties_law"), tuple(laws.items())),
        b.Facet("binds", ctx.ui("duties_binds"), options(v.BOUND, (x for _, item in duties for x in item.binds))),
        b.Facet("kind", ctx.ui("duties_kind"), options(v.DUTY_KIND, (item.kind for _, item in duties))),
        b.Facet("binding", ctx.ui("duties_binding"), options(v.BINDING, (x.binding for x, _ in duties))),
        b.Facet("read", ctx.ui("duties_read"), options(v.TEXT_READ, (item.text_read for _, item in duties))),
    )
    head = tuple(ctx.ui(f"duties_{x}") for x in ("day", "duty", "place", "binds", "binding", "read"))
    rows = tuple(_row(ctx, framework, item, day) for framework, item in sorted(duties, key=lambda x: _order(x[1], day)))
    return b.Table(ctx.ui("duties_all"), head, rows, "dated", facets, sortable=True)


def _order(item: Item, day: str) -> tuple[int, int]:
    """What comes next first, the soonest at the top; then what comes later; then what is in force, the newest first."""
    name = stage(item, day)
    days = int((item.applies_from or "0").replace("-", ""))
    return STAGES.index(name), days if name in ("soon", "later") else -days


def _row(ctx: Context, framework: Framework, item: Item, day: str) -> b.Row:
    now = stage(item, day)
    binds = [ctx.label(v.BOUND, x) for x in item.binds]
    force = (v.BINDING.values.index(framework.binding) if framework.binding else 0) * 2 + (item.kind == "should")
    return b.Row(
        (
            b.Cell(tuple(_days(ctx, item, now)), sort=item.applies_from),
            b.Cell(tuple(_said(ctx, framework, item)), head=True, sort=_name(ctx, item)),
            b.Cell((b.p(ctx.t(ctx.kb.place(framework).title)),)),
            b.Cell((b.p(comma(ctx.lang).join(binds)),)),
            b.Cell((b.p(*spaced(_force(ctx, framework, item))),), sort=force),
            b.Cell((b.p(*_reading(ctx, item)),), sort=_read_rank(item)),
        ),
        data=(
            ("when", now),
            ("place", _token(framework.jurisdiction)),
            ("law", framework.id),
            ("binds", " ".join(item.binds)),
            ("kind", item.kind or ""),
            ("binding", framework.binding or ""),
            ("read", item.text_read or ""),
            ("from", item.applies_from or ""),
            ("until", item.until or ""),
        ),
    )


def _token(place: str) -> str:
    """A place's id as one word, which is what a filter compares."""
    return place.replace(" ", "-")


def _days(ctx: Context, item: Item, now: str) -> Iterator[b.Block]:
    yield b.p(b.Strong((item.applies_from or "",)))
    if item.until:
        yield b.p(ctx.ui("duties_until", day=item.until))
    yield b.p(b.Badge("stage", now, ctx.ui(f"stage_{now}")))
    for grace in item.transition:
        yield b.p(b.Note((ctx.ui("duties_some", day=grace.applies_from, by=grace.by),)))


def _said(ctx: Context, framework: Framework, item: Item) -> Iterator[b.Block]:
    yield b.p(b.Strong((b.Link(to_framework(framework.id, item_anchor(item.id)), (_name(ctx, item),)),)))
    yield b.p(b.Note((ctx.t(framework.title),)))
    if item.duty:
        yield b.p(b.Md(ctx.t(item.duty)))
    texts = [(key, x) for key, x in (("duties_gate", item.gate), ("duties_penalty", item.penalty)) if x]
    if texts:
        name = texts[0][0] if len(texts) == 1 else "duties_gate_penalty"
        yield b.Fold((ctx.ui(name),), tuple(b.p(*ctx.labelled(key, b.Md(ctx.t(text)))) for key, text in texts))


def _force(ctx: Context, framework: Framework, item: Item) -> list[b.Inline]:
    out: list[b.Inline] = [ctx.badge("force", v.DUTY_KIND, item.kind)] if item.kind else []
    return [*out, ctx.label(v.BINDING, framework.binding)] if framework.binding else out


def _reading(ctx: Context, item: Item) -> tuple[b.Inline, ...]:
    if not item.text_read:
        return ()
    read = ctx.badge("read", v.TEXT_READ, item.text_read)
    return (read, " ", b.Note((item.read_on,))) if item.read_on else (read,)


def _read_rank(item: Item) -> int:
    """The better a text was read, the less."""
    return v.TEXT_READ.values.index(item.text_read) if item.text_read else len(v.TEXT_READ.values)
