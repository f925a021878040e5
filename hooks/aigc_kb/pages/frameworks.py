"""The pages of framework registries: what is in them, what we have for it, and what we have not."""

from __future__ import annotations

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import item_anchor, to_framework
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.frameworks import Framework, Item, ItemList
from aigc_kb.model.text import other
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page


def mapped_items(ctx: Context, framework: Framework) -> int:
    """How many items of a framework at least one entry is mapped to."""
    return sum((framework.id, item.id) in ctx.relations.mapped for item in framework.items)


def items_out_of_scope(ctx: Context, framework: Framework) -> int:
    """How many items are set aside with a reason, and mapped by no entry."""
    return sum(
        bool(item.out_of_scope) and (framework.id, item.id) not in ctx.relations.mapped for item in framework.items
    )


def frameworks_index(ctx: Context) -> b.Page:
    rows = []
    for framework in ctx.kb.frameworks.values():
        mapped = ctx.ui("mapped_count", mapped=mapped_items(ctx, framework), total=len(framework.items))
        rows.append(
            b.Row(
                (
                    b.Cell((b.p(b.Link(to_framework(framework.id), (ctx.t(framework.title),))),), head=True),
                    b.Cell((b.p(_where(ctx, framework)),)),
                    b.Cell((b.p(framework.date),), sort=framework.date),
                    b.Cell((b.p(ctx.t(framework.status)),)),
                    b.Cell((b.p(mapped),), sort=mapped_items(ctx, framework)),
                )
            )
        )
    head = tuple(ctx.ui(x) for x in ("mapping_framework", "jurisdiction", "date", "standing", "items"))
    table = b.Table(ctx.ui("frameworks"), head, tuple(rows), "frameworks")
    lead = ctx.ui("frameworks_lead", n=len(ctx.kb.frameworks))
    if ctx.kb.frameworks:
        applied = {framework.jurisdiction for framework in ctx.kb.frameworks.values()}
        names = [ctx.t(place.title) for place in ctx.kb.site.jurisdictions if place.id in applied]
        lead += ctx.ui("frameworks_where", where=comma(ctx.lang).join(names))
    return index_page(ctx, "frameworks/", "frameworks", "frameworks", lead, [table])


def _where(ctx: Context, framework: Framework) -> str:
    """Where a framework applies."""
    return next(ctx.t(place.title) for place in ctx.kb.site.jurisdictions if place.id == framework.jurisdiction)


def framework_page(ctx: Context, framework: Framework) -> b.Page:
    blocks: list[b.Block] = [b.Fields(tuple(_facts(ctx, framework)), "overview")]
    for listing in framework.lists:
        items = tuple(item for item in framework.items if item.list == listing.id)
        extent = (
            ctx.ui("complete_list") if listing.complete else (ctx.t(listing.selection) if listing.selection else "")
        )
        blocks.append(b.Heading(2, f"list-{listing.id}", ctx.t(listing.title)))
        notes: list[b.Inline] = [b.Md(extent)] if extent else []
        if listing.note:
            notes += [" ", b.Md(ctx.t(listing.note))]
        if notes:
            blocks.append(b.Para(tuple(notes), "meta"))
        head = (ctx.ui("mapping_item"), ctx.ui("our_entries"))
        blocks.append(
            b.Table(ctx.t(listing.title), head, tuple(_item_row(ctx, framework, listing, i) for i in items), "items")
        )
    if unmatched := ctx.relations.unmatched.get(framework.id):
        lines = []
        for key in unmatched:
            entry = ctx.kb.problems.get(key) or ctx.kb.mitigations[key]
            gap = next(x for x in entry.no_match if x.framework == framework.id)
            lines.append((ctx.link(key), label_sep(ctx.lang), b.Md(ctx.t(gap.reason))))
        blocks += ctx.section("no-match", "no_match_here", b.bullets(lines))
    blocks.append(b.Bibliography())
    return b.Page(
        lang=ctx.lang,
        path=to_framework(framework.id).path,
        kind="framework",
        section="frameworks/",
        title=ctx.t(framework.title),
        description=f"{ctx.t(framework.title)} · {ctx.t(framework.status)}",
        blocks=tuple(blocks),
        source=ctx.kb.files[framework.id],
        updated=framework.read_on,
    )


def _facts(ctx: Context, framework: Framework) -> list[tuple[str, tuple[b.Inline, ...]]]:
    original = other(ctx.lang)
    pairs: list[tuple[str, tuple[b.Inline, ...]]] = []
    if ctx.lang not in framework.official_languages:
        pairs.append(
            (ctx.ui("source"), (b.Foreign(original, framework.title[original]), " ", ctx.ui("translation_ours")))
        )
    pairs += [
        (ctx.ui("publisher"), (ctx.t(framework.publisher),)),
        (ctx.ui("edition"), (framework.edition,)),
        (ctx.ui("date"), (framework.date,)),
        (ctx.ui("jurisdiction"), (_where(ctx, framework),)),
        (ctx.ui("standing"), (ctx.t(framework.status),)),
        (ctx.ui("read_on"), (framework.read_on, " ", b.Link(b.Web(framework.url), (framework.url,)))),
    ]
    if framework.supersedes:
        old = ctx.kb.frameworks[framework.supersedes.framework]
        pairs.append((ctx.ui("supersedes"), (b.Link(to_framework(old.id), (ctx.t(old.title),)),)))
    for newer in ctx.kb.frameworks.values():
        if newer.supersedes and newer.supersedes.framework == framework.id:
            pairs.append((ctx.ui("superseded_by"), (b.Link(to_framework(newer.id), (ctx.t(newer.title),)),)))
    if framework.note:
        pairs.append((ctx.ui("mapping_note"), (b.Md(ctx.t(framework.note)),)))
    return pairs


def _item_row(ctx: Context, framework: Framework, listing: ItemList, item: Item) -> b.Row:
    title: list[b.Inline] = [b.Strong((item.id,)), " ", ctx.t(item.title)]
    if item.official_languages and ctx.lang not in item.official_languages:
        official = item.official_languages[0]
        title += [" ", b.Note((b.Foreign(official, item.title[official]),))]
    lines: list[tuple[b.Inline, ...]] = [
        (ctx.link(key), " ", ctx.badge("relation", v.MAPPING_RELATION, row.relation))
        for key, row in ctx.relations.mapped.get((framework.id, item.id), ())
    ]
    for old_id, source in _earlier(ctx, framework, item):
        for key, _ in ctx.relations.mapped.get((source.id, old_id), ()):
            lines.append((ctx.link(key), " ", b.Note((f"{source.id} {old_id}",))))
    if lines:
        cell = b.Cell((b.bullets(lines),))
    elif item.out_of_scope:
        reason = b.Md(ctx.t(item.out_of_scope))
        cell = b.Cell((b.p(b.Note(ctx.around("out_of_scope", "reason", reason))),))
    else:
        cell = b.Cell((b.p(b.Note((ctx.ui(_unmapped(framework, listing, item)),))),))
    return b.Row((b.Cell((b.Para(tuple(title)),), head=True), cell), id=item_anchor(item.id))


def _unmapped(framework: Framework, listing: ItemList, item: Item) -> str:
    """Why no entry is mapped to an item, as the key of a string."""
    if listing.headings:
        return "is_group"
    return "is_heading" if any(below.parent == item.id for below in framework.items) else "not_mapped"


def _earlier(ctx: Context, framework: Framework, item: Item) -> list[tuple[str, Framework]]:
    """The items of an older edition that became this one, so that old mapping rows are not lost from sight."""
    if not framework.supersedes:
        return []
    old = ctx.kb.frameworks[framework.supersedes.framework]
    return [(row.old, old) for row in framework.supersedes.items if row.new == item.id]
