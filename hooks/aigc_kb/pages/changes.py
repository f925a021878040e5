"""The page of changes: what changed from version to version, and day by day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aigc_kb.base.progress import verdict_changes
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import feed_path, to_area, to_entry, to_framework
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.model.entries import Entry
from aigc_kb.model.fields import specs
from aigc_kb.model.kinds import BY_FOLDER
from aigc_kb.model.registers import Area
from aigc_kb.model.versions import COUNTED, FOLDER, KIND, Counts, VerdictChange, Version, VersionChange
from aigc_kb.model.vocabulary import VERDICT
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page


def changes(ctx: Context) -> Iterator[tuple[str, Entry, str]]:
    """Every logged change as (date, entry, what), newest first. Creation counts as a change."""
    rows: list[tuple[str, Entry, str]] = []
    for entry in ctx.kb.entries():
        rows.append((entry.created, entry, ctx.ui("created_on")))
        rows += [(change.date, entry, ctx.t(change.what)) for change in entry.changes]
    yield from sorted(rows, key=lambda row: (row[0], row[1].id), reverse=True)


def verdict_line(ctx: Context, change: VerdictChange) -> tuple[b.Inline, ...]:
    """A link whose verdict changed: what it was, and what it is now."""
    where: tuple[b.Inline, ...] = (_known(ctx, change.mitigation), " → ", _known(ctx, change.problem))
    now = b.Badge("verdict", change.after, ctx.label(VERDICT, change.after))
    return (*where, label_sep(ctx.lang), ctx.label(VERDICT, change.before), " → ", now)


def _known(ctx: Context, key: str) -> b.Inline:
    """The link to a problem or a mitigation, renamed since or not; its id where it is no more."""
    for entry in ctx.kb.measured():
        if key == entry.id or key in entry.former_ids:
            return ctx.link(entry.id)
    return key


def changes_page(ctx: Context) -> b.Page:
    feeds: list[b.Inline] = [b.Link(b.Asset(feed_path(ctx.lang)), (ctx.ui("feed_all"),))]
    for area in ctx.kb.areas.values():
        feeds += [" · ", b.Link(b.Asset(feed_path(ctx.lang, area.id)), (ctx.t(area.title),))]
    blocks: list[b.Block] = [b.Para(ctx.labelled("feeds", tuple(feeds)), role="meta")]
    versions = ctx.kb.versions
    if versions and (changed := verdict_changes(ctx.kb, ctx.relations)):
        blocks.append(b.Heading(2, "verdicts", ctx.ui("verdicts_since", version=versions[0].version)))
        blocks.append(b.bullets([verdict_line(ctx, change) for change in changed]))
    if versions:
        blocks.append(b.p(ctx.ui("versions_lead")))
        newest = versions[0]
        later = [row for row in changes(ctx) if row[0] > newest.date]
        if later:
            blocks.append(b.Heading(2, "unreleased", ctx.ui("after_version", version=newest.version)))
            blocks.append(b.bullets([(b.Note((f"{date} {what} ",)), ctx.link(x.id)) for date, x, what in later]))
        for version in versions:
            blocks += _version(ctx, version)
    blocks.append(b.Heading(2, "log", ctx.ui("changes_log")))
    by_day: dict[str, list[tuple[b.Inline, ...]]] = {}
    for date, entry, what in changes(ctx):
        by_day.setdefault(date, []).append((b.Note((what + " ",)), ctx.link(entry.id)))
    for date, lines in by_day.items():
        blocks += [b.Heading(3, f"day-{date}", date), b.bullets(lines)]
    return index_page(ctx, "changes/", "changes", "changes", ctx.ui("changes_lead"), blocks)


def _version(ctx: Context, version: Version) -> Iterator[b.Block]:
    """A version: its heading, the editors' note, and its changes by type of entry, folded."""
    name = "version_since" if version.since else "version_first"
    title = ctx.ui(name, version=version.version, date=version.date, since=version.since)
    yield b.Heading(2, f"version-{version.version.replace('.', '-')}", title)
    if version.note:
        yield b.p(ctx.t(version.note))
    if version.verdicts:
        yield b.p(b.Strong((ctx.ui("verdicts_changed", n=len(version.verdicts)),)))
        yield b.bullets([verdict_line(ctx, change) for change in version.verdicts])
    for folder, label in FOLDER.labels:
        if folder in COUNTED:
            if words := _counted(ctx, getattr(version, folder)):
                yield b.p(b.Strong((ctx.t(label) + label_sep(ctx.lang),)), words)
            continue
        own = [change for change in version.changes if change.folder == folder]
        if own:
            counts = {kind: sum(change.kind == kind for change in own) for kind in KIND.values}
            lines = [_change(ctx, change) for kind in KIND.values for change in own if change.kind == kind]
            yield b.Fold((ctx.t(label) + label_sep(ctx.lang), _numbers(ctx, counts)), (b.bullets(lines),))


def _change(ctx: Context, change: VersionChange) -> tuple[b.Inline, ...]:
    out: list[b.Inline] = [b.Note((ctx.label(KIND, change.kind) + " ",)), _named(ctx, change)]
    if change.former:
        out += [" ", b.Note((ctx.ui("former_id", id=change.former),))]
    if change.fields:
        cls = Area if change.folder == "areas" else BY_FOLDER[change.folder].cls
        docs = {spec.key: spec.doc for spec in specs(cls)}
        # A field's description may go on with advice for authors, after a semicolon.
        words = [re.split("[;；]", ctx.t(docs[name]))[0] if name in docs else name for name in change.fields]
        out.append(b.Note((label_sep(ctx.lang) + comma(ctx.lang).join(words),)))
    return tuple(out)


def _named(ctx: Context, change: VersionChange) -> b.Inline:
    """The link to what changed, or its title at that time where it is no more. Renamed since, it is found as well."""
    kb, key = ctx.kb, change.id
    if change.kind == "removed":
        return ctx.t(change.title)
    if change.folder == "areas":
        return b.Link(to_area(key), (ctx.t(change.title),)) if key in kb.areas else ctx.t(change.title)
    if change.folder == "frameworks":
        return b.Link(to_framework(key), (ctx.t(change.title),)) if key in kb.frameworks else ctx.t(change.title)
    for entry in kb.entries():
        if key == entry.id or key in entry.former_ids:
            return b.Link(to_entry(entry), (ctx.t(entry.title),))
    return ctx.t(change.title)


def _counted(ctx: Context, counts: Counts) -> str:
    return _numbers(ctx, {kind: getattr(counts, kind) for kind in ("added", "removed", "changed")})


def _numbers(ctx: Context, counts: dict[str, int]) -> str:
    labels = {kind: ctx.label(KIND, kind) for kind in counts}
    words = [f"{labels[k]} {n}" if ctx.lang == "zh" else f"{n} {labels[k].lower()}" for k, n in counts.items() if n]
    return comma(ctx.lang).join(words)
