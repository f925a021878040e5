"""The page that lists what can be downloaded, with sizes and checksums."""

from __future__ import annotations

from collections.abc import Iterable

from aigc_kb.document import blocks as b
from aigc_kb.document.listing import Listing
from aigc_kb.model.text import Text
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page


def downloads_page(ctx: Context, files: Iterable[Listing], date: str) -> b.Page:
    """The page of a language, as of a date."""
    rows = []
    names = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
    for file in files:
        what: list[b.Inline] = [ctx.t(file.label)]
        if file.lang is not None:
            what += [" ", b.Note((ctx.t(names[file.lang]),))]
        rows.append(
            b.Row(
                (
                    b.Cell((b.p(b.Link(b.Asset(file.path), (file.path,))), b.Para(tuple(what))), head=True),
                    b.Cell((b.p(f"{file.size:,} B"),)),
                    b.Cell((b.p(b.Note((file.sha256,))),)),
                )
            )
        )
    head = (ctx.ui("downloads_file"), ctx.ui("downloads_size"), ctx.ui("downloads_sum"))
    openapi = b.Link(b.Asset("api/v1/openapi.json"), ("openapi.json",))
    more = b.p(*ctx.around("downloads_more", "openapi", openapi))
    address = f"{ctx.kb.site.repository}/releases"
    link = b.Link(b.Web(address), (address.removeprefix("https://"),))
    releases = b.p(*ctx.around("downloads_releases", "releases", link))
    lead = ctx.ui("downloads_lead", version=ctx.version, date=date, licence=ctx.kb.site.licence)
    table = b.Table(ctx.ui("downloads"), head, tuple(rows), "downloads")
    return index_page(ctx, "downloads/", "downloads", "downloads", lead, [more, releases, table])
