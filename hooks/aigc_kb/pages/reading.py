"""How something was read, in plain words beside what it says: facts, references, frameworks."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from aigc_kb.document import blocks as b
from aigc_kb.language.interface import comma, semicolon
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Fact
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.registers import Reference
from aigc_kb.pages.context import Context

ABSTRACT: Final = "abstract"
LAW: Final = frozenset({"legislation", "legal_case"})
_MONEY: Final = re.compile(r"[$€£¥]|\b(?:yuan|CNY|RMB|USD|EUR|GBP|dollars?|euros?)\b")


def facts(ctx: Context, facts: tuple[Fact, ...]) -> tuple[b.Block, ...]:
    """Facts with what supports them, or nothing where there are none."""
    items = tuple(
        (b.Para((*ctx.claim(fact.claim, fact.references), " ", b.Note(fact_note(ctx, fact)))),) for fact in facts
    )
    return (b.Items(items, role="facts"),) if items else ()


def fact_note(ctx: Context, fact: Fact) -> tuple[b.Inline, ...]:
    """When a fact held and how it was read. Where law or money was read anywhere but at the source, a badge says so."""
    when = [ctx.ui("as_of", date=fact.as_of)]
    if fact.valid_until:
        when.append(ctx.ui("valid_until", date=fact.valid_until))
    label = ctx.label(v.READ, fact.read)
    marked = fact.read != "primary" and is_law_or_money(ctx, fact)
    how: b.Inline = b.Badge("read", fact.read, label) if marked else label
    where = ctx.ui("abstract") if fact.where == ABSTRACT else fact.where
    note: list[b.Inline] = [comma(ctx.lang).join(when), semicolon(ctx.lang), how]
    note += _details(ctx, where, fact.version, fact.read_at)
    if fact.note:
        note += ["。" if ctx.lang == "zh" else ". ", b.Md(ctx.t(fact.note))]
    return tuple(note)


def is_law_or_money(ctx: Context, fact: Fact) -> bool:
    """Whether a fact rests on a law or a judgment, or names a sum: there a slip of retelling costs readers most."""
    return bool(_MONEY.search(fact.claim.en)) or any(ctx.kb.references[key].type in LAW for key in fact.references)


def reference_note(ctx: Context, ref: Reference) -> tuple[b.Inline, ...]:
    """How a reference was read, and where its published version is."""
    label = ctx.ui("reference_digest") if ref.x_read == "digest" else ctx.label(v.READ, ref.x_read)
    note: list[b.Inline] = [*ctx.labelled("finding_read", label), *_details(ctx, None, ref.x_version, ref.x_read_at)]
    if ref.x_published:
        note += [semicolon(ctx.lang), *ctx.around("published_at", "where", _site(ref.x_published))]
    return (b.Note(tuple(note)),)


def framework_note(ctx: Context, framework: Framework) -> tuple[b.Inline, ...]:
    """How the text of a framework was read."""
    return (ctx.label(v.READ, framework.read), *_details(ctx, None, None, framework.read_at))


def _details(ctx: Context, where: str | None, version: str | None, at: tuple[str, ...]) -> list[b.Inline]:
    """Place, version and addresses, in brackets."""
    parts: list[b.Inline] = [*filter(None, (where, version)), *map(_site, at)]
    opening, closing = ("（", "）") if ctx.lang == "zh" else (" (", ")")
    return [opening, *ctx.joined(parts), closing] if parts else []


def _site(url: str) -> b.Link:
    """A link by the name of its site."""
    return b.Link(b.Web(url), ((urlsplit(url).hostname or url).removeprefix("www."),))
