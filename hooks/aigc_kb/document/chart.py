"""Draws numbers as SVG that stands in a line of text. Colours come from the page's style sheet."""

from __future__ import annotations

from html import escape
from math import sqrt
from typing import Final

from aigc_kb.document import blocks as b

WIDTH: Final = 120
HEIGHT: Final = 18
THICK: Final = 6
GAP: Final = 2


def draw(node: b.Bar | b.Bubble | b.Stack) -> str:
    match node:
        case b.Bar():
            return bar(node)
        case b.Bubble():
            return bubble(node)
        case b.Stack():
            return stack(node)


def radius(number: int) -> float:
    """Of a bubble: its area grows with the number, up to a size that leaves room for others."""
    return round(min(7 + 2.2 * sqrt(number), 28), 1)


def bubble(node: b.Bubble) -> str:
    """A circle with a sign, and a meter below it."""
    r = radius(node.number)
    width, height = 60, 2 * r + 12
    return (
        f'<svg class="kb-drawn" viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}" role="img" '
        f'aria-label="{escape(node.words)}" xmlns="http://www.w3.org/2000/svg">{disc(node, width / 2, r + 1)}'
        f"{meter(node.share, 6, height - 7, width - 12)}</svg>"
    )


def disc(node: b.Bubble, x: float, y: float) -> str:
    """The circle around its middle."""
    r = radius(node.number)
    return (
        f'<circle class="kb-tone-{node.tone}" cx="{x:g}" cy="{y:g}" r="{r:g}"/>'
        f'<text class="kb-sign-{node.tone}" x="{x:g}" y="{y:g}" dy="0.36em" text-anchor="middle" '
        f'font-size="{max(round(r), 11)}">{escape(node.sign)}</text>'
    )


def meter(share: float, x: float, y: float, width: float) -> str:
    """A line that is filled as far as the share goes."""
    return (
        f'<rect class="kb-meter" x="{x:g}" y="{y:g}" width="{width:g}" height="5" rx="2.5"/>'
        f'<rect class="kb-meter-full" x="{x:g}" y="{y:g}" width="{width * share:g}" height="5" rx="2.5"/>'
    )


def stack(node: b.Stack) -> str:
    """Boxes in a row, each wide enough for its sign and number."""
    total = sum(number for _, _, number in node.parts) or 1
    least, width, height = 34, 560, 24
    free = width - least * len(node.parts)
    out, x = [], 0.0
    for tone, sign, number in node.parts:
        wide = least + free * number / total
        out.append(
            f'<rect class="kb-tone-{tone}" x="{x + 1:.1f}" y="1" width="{wide - 3:.1f}" height="{height - 2}" rx="3"/>'
            f'<text class="kb-sign-{tone}" x="{x + wide / 2 - 0.5:.1f}" y="{height / 2:g}" dy="0.36em" '
            f'text-anchor="middle" font-size="12">{escape(sign)} {number}</text>'
        )
        x += wide
    return (
        f'<svg class="kb-drawn kb-stack" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(node.words)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(out)}</svg>'
    )


def bar(node: b.Bar) -> str:
    """Two bars, the earlier value above the later one, or one from 0; with a whisker for an interval."""

    def x(value: float) -> float:
        inside = min(max(value, node.low), node.high)
        return round((inside - node.low) / (node.high - node.low) * (WIDTH - 2) + 1, 1)

    def piece(name: str, value: float, y: float) -> str:
        start, end = sorted((x(0), x(value)))
        # A value of 0 is a line, so that it can be seen to be there.
        return f'<rect class="kb-bar-{name}" x="{start:g}" y="{y:g}" width="{max(end - start, 1):g}" height="{THICK}"/>'

    out = [
        f'<svg class="kb-bar kb-bar-{node.tone}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(node.words)}" xmlns="http://www.w3.org/2000/svg">',
        f'<path class="kb-bar-scale" d="M1 {HEIGHT - 1}H{WIDTH - 1}M{x(0):g} 0V{HEIGHT}"/>',
    ]
    y = (HEIGHT - 1 - THICK) / 2
    if node.before is not None:
        out.append(piece("before", node.before, GAP))
        y = 2 * GAP + THICK
    out.append(piece("after", node.after, y))
    if node.interval:
        low, high = (x(value) for value in node.interval)
        middle = y + THICK / 2
        ends = "".join(f"M{at:g} {middle - 3:g}v6" for at in (low, high))
        out.append(f'<path class="kb-bar-interval" d="M{low:g} {middle:g}H{high:g}{ends}"/>')
    return "".join([*out, "</svg>"])
