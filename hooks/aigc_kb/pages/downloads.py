"""The page that lists what can be downloaded, with sizes and checksums."""

from __future__ import annotations

from collections.abc import Iterable

from aigc_kb.model.text import Lang, Text
from aigc_kb.pages import blocks as b
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page
from aigc_kb.version import __version__


def downloads_page(ctx: Context, files: Iterable[tuple[str, Text, Lang | None, int, str]], date: str) -> b.Page:
    """`files` are (path from the site's root, what it is, its language if only one, size in bytes, SHA-256)."""
    rows = []
    names = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
    for path, label, lang, size, digest in files:
        what: list[b.Inline] = [ctx.t(label)]
        if lang is not None:
            what += [" ", b.Note((ctx.t(names[lang]),))]
        rows.append(
            b.Row(
                (
                    b.Cell((b.p(b.Link(b.Asset(path), (path,))), b.Para(tuple(what))), head=True),
                    b.Cell((b.p(f"{size:,} B"),)),
                    b.Cell((b.p(b.Note((digest,))),)),
                )
            )
        )
    head = (ctx.ui("downloads_file"), ctx.ui("downloads_size"), ctx.ui("downloads_sum"))
    before, _, after = ctx.ui("downloads_more").partition("{openapi}")
    more = b.p(before, b.Link(b.Asset("api/v1/openapi.json"), ("openapi.json",)), after)
    lead = ctx.ui("downloads_lead", version=__version__, date=date, licence=ctx.kb.site.licence)
    table = b.Table(ctx.ui("downloads"), head, tuple(rows), "downloads")
    return index_page(ctx, "downloads/", "downloads", "downloads", lead, [more, table])
