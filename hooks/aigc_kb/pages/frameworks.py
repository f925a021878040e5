"""The pages of framework registries: what is in them, what we have for it, and what we have not."""

from __future__ import annotations

from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import item_anchor, to_framework
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.frameworks import Framework, Item, ItemList
from aigc_kb.model.text import other
from aigc_kb.pages.context import Context
from aigc_kb.pages.duty import about_item
from aigc_kb.pages.indexes import index_page
from aigc_kb.pages.reading import framework_note


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
                    b.Cell((b.p(ctx.t(ctx.kb.place(framework).title)),)),
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
        about = [about_item(ctx, item) for item in items]
        columns = ("mapping_item", "item_about", "our_entries") if any(about) else ("mapping_item", "our_entries")
        rows = []
        for item, said in zip(items, about, strict=True):
            middle = (b.Cell(said),) if any(about) else ()
            title, ours = _item_title(ctx, item), _item_entries(ctx, framework, listing, item)
            rows.append(b.Row((title, *middle, ours), id=item_anchor(item.id)))
        head = tuple(ctx.ui(name) for name in columns)
        blocks.append(b.Table(ctx.t(listing.title), head, tuple(rows), "items"))
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
        (ctx.ui("jurisdiction"), (ctx.t(ctx.kb.place(framework).title),)),
        (ctx.ui("standing"), (ctx.t(framework.status),)),
    ]
    if framework.binding:
        pairs.append((ctx.ui("binding"), (ctx.label(v.BINDING, framework.binding),)))
    pairs += [
        (ctx.ui("original_language"), (ctx.label(v.LANGUAGE, framework.language),)),
        (ctx.ui("official_address"), (b.Link(b.Web(framework.url), (framework.url,)),)),
        (ctx.ui("read_on"), (framework.read_on,)),
        (ctx.ui("finding_read"), framework_note(ctx, framework)),
    ]
    addresses = (
        ("PDF", framework.url_pdf),
        (ctx.ui("consolidated"), framework.url_consolidated),
        (ctx.ui("amending"), framework.url_amending),
        ("DOI", f"https://doi.org/{framework.doi}" if framework.doi else None),
    )
    pairs += [(name, (b.Link(b.Web(url), (url,)),)) for name, url in addresses if url]
    if framework.licence:
        pairs.append((ctx.ui("licence"), (framework.licence,)))
    if framework.upstream:
        seen = ctx.ui("upstream_seen", version=framework.upstream.seen_version, date=framework.upstream.seen_on)
        pairs.append((ctx.ui("upstream"), (b.Link(b.Web(framework.upstream.url), (seen,)),)))
    if framework.supersedes:
        old = ctx.kb.frameworks[framework.supersedes.framework]
        pairs.append((ctx.ui("supersedes"), (b.Link(to_framework(old.id), (ctx.t(old.title),)),)))
    for newer in ctx.kb.frameworks.values():
        if newer.supersedes and newer.supersedes.framework == framework.id:
            pairs.append((ctx.ui("superseded_by"), (b.Link(to_framework(newer.id), (ctx.t(newer.title),)),)))
    if framework.note:
        pairs.append((ctx.ui("mapping_note"), (b.Md(ctx.t(framework.note)),)))
    return pairs


def _item_title(ctx: Context, item: Item) -> b.Cell:
    title: list[b.Inline] = [b.Strong((item.id,)), " ", ctx.t(item.title)]
    if item.official_languages and ctx.lang not in item.official_languages:
        official = item.official_languages[0]
        title += [" ", b.Note((b.Foreign(official, item.title[official]),))]
    above = [item.parent] if item.parent else []
    if item.category:
        above.append(ctx.t(item.category))
    if above:
        title += [" ", b.Note((ctx.ui("part_of", what=" · ".join(above)),))]
    return b.Cell((b.Para(tuple(title)),), head=True)


def _item_entries(ctx: Context, framework: Framework, listing: ItemList, item: Item) -> b.Cell:
    """The entries that are mapped to an item, or why there are none."""
    lines: list[tuple[b.Inline, ...]] = [
        (ctx.link(key), " ", ctx.badge("relation", v.MAPPING_RELATION, row.relation))
        for key, row in ctx.relations.mapped.get((framework.id, item.id), ())
    ]
    for old_id, source in _earlier(ctx, framework, item):
        for key, _ in ctx.relations.mapped.get((source.id, old_id), ()):
            lines.append((ctx.link(key), " ", b.Note((f"{source.id} {old_id}",))))
    if lines:
        return b.Cell((b.bullets(lines),))
    if item.out_of_scope:
        reason = b.Md(ctx.t(item.out_of_scope))
        return b.Cell((b.p(b.Note(ctx.around("out_of_scope", "reason", reason))),))
    return b.Cell((b.p(b.Note((ctx.ui(_unmapped(framework, listing, item)),))),))


def _unmapped(framework: Framework, listing: ItemList, item: Item) -> str:
    """Why no entry is mapped to an item, as the key of a string."""
    if listing.headings:
        return "is_group"
    if item.is_duty or item.kind in ("definition", "background"):
        return "is_law"
    return "is_heading" if any(below.parent == item.id for below in framework.items) else "not_mapped"


def _earlier(ctx: Context, framework: Framework, item: Item) -> list[tuple[str, Framework]]:
    """The items of an older edition that became this one, so that old mapping rows are not lost from sight."""
    if not framework.supersedes:
        return []
    old = ctx.kb.frameworks[framework.supersedes.framework]
    return [(row.old, old) for row in framework.supersedes.items if row.new == item.id]
