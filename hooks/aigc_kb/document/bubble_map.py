"""Draws a table of bubbles as one SVG that stands by itself: with its colours, a title, a legend and its source."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from aigc_kb.document import blocks as b
from aigc_kb.document.chart import disc, meter
from aigc_kb.document.diagram import lines

HEAD: Final = 150
"""Width of the column of row names."""
WIDE: Final = 118
TALL: Final = 104
TOP: Final = 118
BOTTOM: Final = 58
_STYLE: Final = """
svg{color-scheme:light dark;--bg:#fbfaf6;--ink:#1f2421;--soft:#4b544e;--line:#ddd9cc;--green:#17593a;--green-soft:#e6efe6;
--amber:#7a4d00;--amber-soft:#f9edcf;--red:#9a2c1d;--red-soft:#f8e4df;--grey-soft:#eceae2;--paper:#fff}
@media (prefers-color-scheme:dark){svg{--bg:#161a18;--ink:#e8e6dd;--soft:#bcc3bd;--line:#38413b;--green:#8fd3a8;
--green-soft:#1f3629;--amber:#f0c674;--amber-soft:#3a3019;--red:#f2a393;--red-soft:#40231e;--grey-soft:#2a302c;--paper:#1e2421}}
text{font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;fill:var(--ink)}
.bg{fill:var(--bg)}.line{stroke:var(--line);fill:none}.soft{fill:var(--soft)}.gap{fill:var(--grey-soft)}
.gap-word{fill:var(--amber);font-weight:650}
.kb-tone-works{fill:var(--green);stroke:var(--green)}.kb-sign-works{fill:var(--paper)}
.kb-tone-likely{fill:var(--green-soft);stroke:var(--green)}.kb-sign-likely{fill:var(--green)}
.kb-tone-mixed{fill:var(--amber-soft);stroke:var(--amber)}.kb-sign-mixed{fill:var(--amber)}
.kb-tone-untested{fill:none;stroke:var(--soft);stroke-dasharray:3 3}.kb-sign-untested{fill:var(--soft)}
.kb-tone-no-effect{fill:var(--grey-soft);stroke:var(--ink)}
.kb-tone-harmful{fill:var(--red-soft);stroke:var(--red);stroke-width:2}.kb-sign-harmful{fill:var(--red)}
.kb-meter{fill:none;stroke:var(--soft)}.kb-meter-full{fill:var(--green)}
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: a bubble, or a gap where it is None; below it words. A cell without words is empty."""

    bubble: b.Bubble | None = None
    gap: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class BubbleMap:
    lang: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Spot, ...]], ...]
    legend: str
    source: str


def bubble_map(drawn: BubbleMap) -> str:
    """The picture as a file of its own, its words as text."""
    width = HEAD + WIDE * len(drawn.columns) + 16
    height = TOP + TALL * len(drawn.rows) + BOTTOM
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{drawn.lang}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="title source">',
        f'<title id="title">{escape(drawn.title)}</title><desc id="source">{escape(drawn.source)}</desc>',
        f'<style>{_STYLE}</style><rect class="bg" width="{width}" height="{height}"/>',
        _text(16, 34, drawn.title, 22, "start"),
        _text(16, 58, drawn.legend, 13, "start", "soft"),
    ]
    for n, name in enumerate(drawn.columns):
        words = lines(name, 16)
        for k, line in enumerate(words):
            out.append(_text(HEAD + WIDE * (n + 0.5), TOP - 8 - 15 * (len(words) - 1 - k), line, 13))
    for m, (name, spots) in enumerate(drawn.rows):
        y = TOP + TALL * m
        out.append(f'<path class="line" d="M16 {y}H{width - 16}"/>')
        for k, line in enumerate(lines(name, 18)):
            out.append(_text(16, y + TALL / 2 + 4 + 16 * k, line, 13, "start"))
        out += [_spot(spot, HEAD + WIDE * n, y) for n, spot in enumerate(spots)]
    out.append(f'<path class="line" d="M16 {height - BOTTOM}H{width - 16}"/>')
    out.append(_text(16, height - 22, drawn.source, 12, "start", "soft"))
    return "".join([*out, "</svg>\n"])


def _spot(spot: Spot, x: float, y: float) -> str:
    middle = x + WIDE / 2
    if spot.bubble:
        disc_ = disc(spot.bubble, middle, y + 36)
        return disc_ + meter(spot.bubble.share, middle - 24, y + 70, 48) + _text(middle, y + 92, spot.words, 12)
    if spot.gap:
        box = f'<rect class="gap" x="{x + 4:g}" y="{y + 4}" width="{WIDE - 8}" height="{TALL - 8}" rx="4"/>'
        word = _text(middle, y + TALL / 2 - 2, spot.gap, 13, name="gap-word")
        return box + word + _text(middle, y + TALL / 2 + 16, spot.words, 12)
    return _text(middle, y + TALL / 2, "–", 12, name="soft")


def _text(x: float, y: float, words: str, size: int, anchor: str = "middle", name: str = "") -> str:
    style = f' class="{name}"' if name else ""
    return f'<text{style} x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}">{escape(words)}</text>'
