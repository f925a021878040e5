"""What the data says of a framework's item besides its title: what it is, whom it binds, when, what it asks for."""

from __future__ import annotations

from aigc_kb.document import blocks as b
from aigc_kb.language.interface import comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.conditions import Answered, Condition
from aigc_kb.model.frameworks import Item
from aigc_kb.model.text import Text
from aigc_kb.pages.context import Context

_JOINED = {"all": Text("，且", " and "), "any": Text("，或", " or "), "not": Text("", "")}


def about_item(ctx: Context, item: Item) -> tuple[b.Block, ...]:
    """What must be done, then the facts by name; nothing where nothing is recorded."""
    facts = _facts(ctx, item)
    out: tuple[b.Block, ...] = (b.p(b.Md(ctx.t(item.duty))),) if item.duty else ()
    return (*out, b.Fields(tuple(facts), "duty")) if facts else out


def _facts(ctx: Context, item: Item) -> list[tuple[str, tuple[b.Inline, ...]]]:
    pairs: list[tuple[str, tuple[b.Inline, ...]]] = []

    def add(name: str, *value: b.Inline) -> None:
        pairs.append((ctx.ui(name), value))

    if item.kind:
        add("item_kind", ctx.label(v.DUTY_KIND, item.kind))
    if item.binds:
        add("tool_binds", comma(ctx.lang).join(ctx.label(v.BOUND, bound) for bound in item.binds))
    if item.trigger:
        add("applies_when", condition_words(ctx, item.trigger))
    if item.gate:
        add("tool_gate", b.Md(ctx.t(item.gate)))
    if item.applies_from:
        add("tool_from", item.applies_from)
    for change in item.transition:
        when = f"{change.applies_from}{label_sep(ctx.lang)}{condition_words(ctx, change.when)}"
        add("tool_transition", when, " ", b.Note((change.by,)))
    if item.until:
        add("tool_until_day", item.until)
    if item.penalty:
        add("tool_penalty", b.Md(ctx.t(item.penalty)))
    if item.fulfilled_by:
        add("tool_fulfilled", *ctx.links(item.fulfilled_by))
    if item.note:
        add("item_note", b.Md(ctx.t(item.note)))
    if item.text_read:
        words = ctx.label(v.TEXT_READ, item.text_read)
        add("tool_read", ctx.ui("tool_read_on", read=words, date=item.read_on) if item.read_on else words)
    if item.source_url:
        add("source", b.Link(b.Web(item.source_url), (item.source_url,)))
    return pairs


def condition_words(ctx: Context, condition: Condition) -> str:
    """A condition in words: the questions with the answers of which one is needed."""
    if isinstance(condition, Answered):
        planner = ctx.kb.planner
        question = next((q for q in planner.questions if q.id == condition.question), None) if planner else None
        if question is None:
            return f"{condition.question}{label_sep(ctx.lang)}{comma(ctx.lang).join(condition.answers)}"
        titles = [ctx.t(option.title) for option in question.options if option.id in condition.answers]
        return f"{ctx.t(question.title)} {' / '.join(titles)}"
    parts = []
    for part in condition.parts:
        words = condition_words(ctx, part)
        parts.append(words if isinstance(part, Answered) else ctx.ui("condition_group", inner=words))
    joined = ctx.t(_JOINED[condition.how]).join(parts)
    return ctx.ui("condition_not", inner=joined) if condition.how == "not" else joined
