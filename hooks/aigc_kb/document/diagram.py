"""Draws an entry's relations as SVG: what leads to it on the left, what it leads to on the right, links inside."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import escape
from typing import Final

from aigc_kb.document import blocks as b

BOX_WIDTH: Final = 190
GAP: Final = 60
LINE: Final = 17
PAD: Final = 9
SPACE: Final = 12
MAX_UNITS: Final = 25
"""Widest line of a box, in half-width characters."""


def diagram(block: b.Diagram, href: Callable[[b.To | b.Web | b.Asset], str]) -> str:
    """The picture with a text alternative; colours come from the page's style sheet."""
    left = [(lines(text), to) for text, to in block.left]
    right = [(lines(text), to) for text, to in block.right]
    center = lines(block.center)
    height = max(_stack(left), _stack(right), _box(center)) + 24
    columns = [(left, 0.0, block.left_label), (right, 2.0 * (BOX_WIDTH + GAP), block.right_label)]
    middle = height / 2 + 12
    x0 = float(BOX_WIDTH + GAP)
    out = [
        f'<svg class="kb-diagram" viewBox="0 0 {3 * BOX_WIDTH + 2 * GAP} {height + 12:g}" role="group" '
        f'aria-label="{escape(block.title)}" xmlns="http://www.w3.org/2000/svg">'
    ]
    for boxes, x, label in columns:
        if not boxes:
            continue
        out.append(f'<text class="kb-diagram-label" x="{x:g}" y="13">{escape(label)}</text>')
        y = middle - _stack(boxes) / 2
        for words, to in boxes:
            tall = _box(words)
            at = y + tall / 2
            start, end = ((x + BOX_WIDTH, at), (x0, middle)) if x < x0 else ((x0 + BOX_WIDTH, middle), (x, at))
            out.append(_arrow(start, end))
            out.append(f'<a href="{href(to)}">{_rect(words, x, y)}</a>')
            y += tall + SPACE
    out.append(f'<g class="kb-diagram-center">{_rect(center, x0, middle - _box(center) / 2)}</g></svg>')
    return "".join(out)


def lines(text: str, widest: int = MAX_UNITS) -> list[str]:
    """A title cut into at most three lines: English between words, Chinese anywhere."""
    pieces = text.split(" ") if text.isascii() or " " in text else list(text)
    glue = " " if len(pieces) > 1 and " " in text else ""
    out = [""]
    for piece in pieces:
        joined = f"{out[-1]}{glue if out[-1] else ''}{piece}"
        if units(joined) > widest and out[-1]:
            out.append(piece)
        else:
            out[-1] = joined
    return out if len(out) <= 3 else [*out[:2], out[2] + "…"]


def units(text: str) -> int:
    """How wide a text is, in half-width characters."""
    return sum([_width(char) for char in text])


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _box(words: list[str]) -> float:
    return len(words) * LINE + 2 * PAD


def _stack(boxes: list[tuple[list[str], b.To]]) -> float:
    return sum(_box(words) for words, _ in boxes) + SPACE * max(len(boxes) - 1, 0)


def _rect(words: list[str], x: float, y: float) -> str:
    tall = _box(words)
    spans = "".join(
        f'<tspan x="{x + BOX_WIDTH / 2:g}" y="{y + PAD + LINE * (i + 0.75):g}">{escape(line)}</tspan>'
        for i, line in enumerate(words)
    )
    return f'<rect x="{x:g}" y="{y:g}" width="{BOX_WIDTH}" height="{tall:g}" rx="5"/><text text-anchor="middle">{spans}</text>'


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A curve that ends in a small head."""
    (x1, y1), (x2, y2) = start, end
    bend = (x2 - x1) / 2
    curve = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2 - 6:g} {y2:g}"
    head = f"M{x2 - 7:g} {y2 - 4:g}L{x2:g} {y2:g}L{x2 - 7:g} {y2 + 4:g}Z"
    return f'<path class="kb-diagram-edge" d="{curve}"/><path class="kb-diagram-head" d="{head}"/>'
