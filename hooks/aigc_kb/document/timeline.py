"""Draws days on a line of time as SVG, a line for each of several things. Colours come from the page's style sheet.

Text keeps its size: the same is drawn twice, for wide pages and for phones, and the style sheet shows one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Final

from aigc_kb.document import blocks as b
from aigc_kb.document.diagram import lines, units

WIDTHS: Final = (("wide", 760), ("narrow", 340))
PAD: Final = 8
LINE: Final = 16
HEAD: Final = 36
"""Height of the years and of the word for the day that it is drawn for."""
UNIT: Final = 6.3
"""Width of a half-width character of a label, rather more than less."""
BOLD: Final = 7.2
"""The same of a title."""
RADIUS: Final = 5.5
SHAPES: Final = {
    "start": f"M{RADIUS} 0A{RADIUS} {RADIUS} 0 1 1 -{RADIUS} 0A{RADIUS} {RADIUS} 0 1 1 {RADIUS} 0Z",
    "grace": "M0 -7L7 0L0 7L-7 0Z",
    "end": "M-5 -5H5V5H-5Z",
}


def timeline(block: b.Timeline, href: Callable[[b.To | b.Web | b.Asset], str]) -> str:
    """The drawing, for each width."""
    return "".join(_Drawing(block, href, name, width).draw() for name, width in WIDTHS)


class _Drawing:
    def __init__(self, block: b.Timeline, href: Callable[[b.To | b.Web | b.Asset], str], name: str, width: int) -> None:
        self.block, self.href, self.name, self.width = block, href, name, width
        self.first = date.fromisoformat(block.first)
        self.step = (width - 2 * PAD) / (date.fromisoformat(block.last) - self.first).days

    def x(self, day: str) -> float:
        return round(PAD + (date.fromisoformat(day) - self.first).days * self.step, 1)

    def draw(self) -> str:
        block = self.block
        y, tracks = float(HEAD), []
        for track in block.tracks:
            drawn, y = self.track(track, y)
            tracks.append(drawn)
        today, soon = self.x(block.today), self.x(block.soon)
        words = escape(block.today_words)
        # The day and what is near stand in one group, which the script moves to the reader's day.
        near = (
            f'<g class="kb-today" data-day="{block.today}" data-step="{self.step:.4f}">'
            f'<rect x="{today:g}" y="20" width="{soon - today:g}" height="{y - 20:g}"/>'
            f'<path d="M{today:g} 20V{y:g}"/><text x="{today + 5:g}" y="32">{words}</text></g>'
        )
        years = range(self.first.year + 1, date.fromisoformat(block.last).year + 1)
        grid = "".join(
            f'<path class="kb-timeline-grid" d="M{self.x(f"{year}-01-01"):g} 4V{y:g}"/>'
            f'<text class="kb-timeline-note" x="{self.x(f"{year}-01-01") + 5:g}" y="13">{year}</text>'
            for year in years
        )
        return (
            f'<svg class="kb-timeline kb-timeline-{self.name}" viewBox="0 0 {self.width} {y:g}" role="group" '
            f'aria-label="{escape(block.title)}" xmlns="http://www.w3.org/2000/svg">'
            f"{near}{grid}{''.join(tracks)}</svg>"
        )

    def track(self, track: b.Track, y: float) -> tuple[str, float]:
        """A line with its title above and its labels below, and where it ends."""
        out = [f'<path class="kb-timeline-grid" d="M0 {y:g}H{self.width}"/>', f'<a href="{self.href(track.to)}"><text>']
        for words in lines(track.title, int(self.width / BOLD)):
            y += LINE
            out.append(f'<tspan x="0" y="{y:g}">{escape(words)}</tspan>')
        out.append("</text></a>")
        if track.note:
            y += LINE
            out.append(f'<text class="kb-timeline-note" x="0" y="{y:g}">{escape(track.note)}</text>')
        axis = y + LINE
        out.append(f'<path class="kb-timeline-axis" d="M{PAD} {axis:g}H{self.width - PAD}"/>')
        rows = 0
        points = []
        for mark, x, row, left in self.placed(track.marks):
            under = axis + LINE * (row + 1)
            anchor, at = ("end", x - 5) if left else ("start", x + 5)
            past = " kb-past" if mark.day <= self.block.today else ""
            points.append(
                f'<g class="kb-point kb-point-{mark.shape}{past}" data-day="{mark.day}">'
                f'<path class="kb-timeline-stem" d="M{x:g} {axis:g}V{under + 2:g}"/>'
                f'<path class="kb-point-sign" transform="translate({x:g} {axis:g})" d="{SHAPES[mark.shape]}"/>'
                f'<text text-anchor="{anchor}" x="{at:g}" y="{under + 3:g}">{escape(_label(mark))}</text></g>'
            )
            rows = max(rows, row + 1)
        # From the latest to the earliest a stem would be drawn over an earlier text.
        return "".join([*out, *reversed(points)]), axis + LINE * rows + 14

    def placed(self, marks: tuple[b.Mark, ...]) -> list[tuple[b.Mark, float, int, bool]]:
        """Marks with x, the row of their label, and whether it stands to the left, the latest first: each label is one
        row below the labels and stems that it would meet."""
        out: list[tuple[b.Mark, float, int, bool]] = []
        taken: list[tuple[float, float, int]] = []
        for mark in sorted(marks, key=lambda mark: mark.day, reverse=True):
            x, wide = self.x(mark.day), units(_label(mark)) * UNIT + 10
            left = x + wide > self.width
            start, end = (x - wide, x) if left else (x, x + wide)
            row = 0
            while any(row == r and start < e and s < end for s, e, r in taken) or any(
                start < other < end and row <= r for _, other, r, _ in out
            ):
                row += 1
            taken.append((start, end, row))
            out.append((mark, x, row, left))
        return out


def _label(mark: b.Mark) -> str:
    return f"{mark.day} · {mark.words}"
