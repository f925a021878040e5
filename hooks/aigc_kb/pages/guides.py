"""The pages for people who write entries, made from the code that checks them: all rules, and all fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from aigc_kb.check import catalogue, report
from aigc_kb.check.registry import GROUPS
from aigc_kb.document import blocks as b
from aigc_kb.guide import fields as fieldguide
from aigc_kb.guide import schema
from aigc_kb.language.interface import comma
from aigc_kb.model.finding import Rule
from aigc_kb.model.text import Text
from aigc_kb.pages.context import Context
from aigc_kb.pages.indexes import index_page

_LONGEST_NAME = 60
_HOLE = re.compile(r"\{(\w+)\}")


def rules_page(ctx: Context) -> b.Page:
    """Every rule of `kb check`: why it is there, a bad and a good example, how to mend what it finds."""
    rules = catalogue()
    blocks: list[b.Block] = []
    for group, members in groupby(rules, key=lambda rule: rule.code[:3]):
        blocks.append(b.Heading(2, f"group-{group.lower()}", f"{group}xx {ctx.t(GROUPS[group])}"))
        for rule in members:
            blocks += _rule(ctx, rule)
    hints = sum(rule.severity == "hint" for rule in rules)
    lead = ctx.ui("rules_lead", n=len(rules), hints=hints)
    return index_page(ctx, report.RULES_PATH, "guide", "rules", lead, blocks)


def _rule(ctx: Context, rule: Rule) -> Iterator[b.Block]:
    yield b.Heading(3, rule.code.lower(), f"{rule.code} {ctx.t(rule.title)}")
    kind = b.Badge("rule", rule.severity, ctx.ui(f"rule_{rule.severity}"))
    yield b.Para((kind, " ", *with_code(ctx.t(rule.why))))
    yield b.Para(ctx.labelled("rule_mend", with_code(without_holes(ctx.t(rule.remedy)))))
    for name, example in (("rule_bad", rule.bad), ("rule_good", rule.good)):
        yield b.Para((b.Note((ctx.ui(name),)),))
        yield b.Code("\n".join(report.visible(line) for line in example.splitlines()))


def without_holes(template: str) -> str:
    """A message without what only a finding knows: a suggestion is left out, other values become an ellipsis."""
    return _HOLE.sub(lambda m: "" if m[1] == "suggestion" else "…", template)


def with_code(words: str) -> tuple[b.Inline, ...]:
    """Words in which `backticks` mark what is typed."""
    parts = re.split(r"`([^`]+)`", words)
    return tuple(b.Mono(part) if index % 2 else part for index, part in enumerate(parts) if part)


def schema_page(ctx: Context) -> b.Page:
    """Every field of every kind of data file."""
    words = schema.vocabularies(ctx.kb.site, ctx.kb.areas.values())
    blocks: list[b.Block] = []
    for name, (_, title, pattern) in schema.DOCUMENTS.items():
        address = f"{schema.ADDRESS}{name}.json"
        files = (b.Mono(f"data/{pattern}"), " · ", b.Link(b.Asset(address), (f"{name}.json",)))
        head = tuple(ctx.ui(f"schema_{key}") for key in ("field", "purpose", "shape", "example"))
        blocks += [
            b.Heading(2, name, ctx.t(title)),
            b.Para(files),
            b.Table(ctx.t(title), head, _rows(ctx, name, words), "schema"),
        ]
    lead = ctx.ui("schema_lead", n=sum(len(fieldguide.fields(name, {})) for name in schema.DOCUMENTS))
    return index_page(ctx, "schema/", "guide", "schema", lead, blocks)


def _rows(ctx: Context, name: str, words: dict[str, dict[str, Text]]) -> tuple[b.Row, ...]:
    rows = []
    for field in fieldguide.fields(name, words):
        need = b.Note((ctx.ui("schema_required" if field.required else "schema_optional"),))
        shape: list[b.Block] = [b.p(ctx.t(field.shape))]
        if field.allowed:
            shape.append(b.p(b.Note(_values(ctx, field.allowed))))
        cells = (
            b.Cell((b.p(b.Mono(field.path)), b.p(need)), head=True),
            b.Cell((b.Para(with_code(ctx.t(field.doc))),)),
            b.Cell(tuple(shape)),
            b.Cell((b.p(b.Mono(field.example)),) if field.example else ()),
        )
        rows.append(b.Row(cells, id=f"{name}-{field.anchor}"))
    return tuple(rows)


def _values(ctx: Context, allowed: tuple[tuple[str, Text], ...]) -> tuple[b.Inline, ...]:
    """The members of a closed list, each with its name, unless the names say no more or are whole sentences."""
    out: list[b.Inline] = []
    sentences = any(len(label.en) > _LONGEST_NAME for _, label in allowed)
    for value, label in allowed:
        out += [comma(ctx.lang)] if out else []
        out.append(b.Mono(value))
        if not sentences and ctx.t(label).lower() != value:
            out.append(f" {ctx.t(label)}")
    return tuple(out)
