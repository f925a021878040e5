"""Draws numbers as SVG: small bars that stand in a line of text. Colours come from the page's style sheet."""

from __future__ import annotations

from html import escape
from typing import Final

from aigc_kb.document import blocks as b

WIDTH: Final = 120
HEIGHT: Final = 18
THICK: Final = 6
GAP: Final = 2


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
