"""The small vocabulary in which pages are described.

A page is a tree of blocks in one language. Builders (`pages.*`) make it from typed entries; writers (`write.html`,
`write.markdown`) turn it into a format. A block knows what it is, never how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Literal

from aigc_kb.document.targets import Asset as Asset
from aigc_kb.document.targets import To as To
from aigc_kb.document.targets import Web as Web
from aigc_kb.document.targets import block as block
from aigc_kb.model.text import Lang

# -- inline --------------------------------------------------------------------------------------------------------


@block
class Md:
    """A contributor's inline text, still in its markup."""

    text: str


@block
class Link:
    to: To | Web | Asset
    children: tuple[Inline, ...]
    title: str = ""


@block
class Cite:
    """References by key, shown in the style of the page's language."""

    keys: tuple[str, ...]


@block
class Source:
    """A reference in full, in the style of the page's language."""

    key: str


@block
class Badge:
    """A value of a closed list. `scale` names the list, `value` the member; `label` is what people read."""

    scale: str
    value: str
    label: str
    hint: str = ""


@block
class Strong:
    children: tuple[Inline, ...]


@block
class Emph:
    children: tuple[Inline, ...]


@block
class Note:
    """Words of lesser weight: where a thing was checked, when it held."""

    children: tuple[Inline, ...]


@block
class Foreign:
    """Words in the other language or another one, marked as such for screen readers and browsers."""

    lang: str
    text: str


@block
class Bar:
    """A value on a scale, drawn beside the words that say the same: what it was and became, or how far it moved."""

    before: float | None
    """Where it was; None where only the move is known, which then starts at 0."""
    after: float
    low: float
    """The scale's ends; 0 lies on the scale."""
    high: float
    interval: tuple[float, ...]
    """Lower and upper bound, where they belong to what is drawn."""
    tone: str
    """For the style: what the move means."""
    words: str


@block
class Bubble:
    """A number of things as the size of a circle, with a sign for what they say; below it a meter."""

    number: int
    tone: str
    """For the style: what they say."""
    sign: str
    share: float
    """How full the meter is, from 0 to 1."""
    words: str


@block
class Stack:
    """Parts of a whole side by side, each as wide as its number: (tone, sign, number)."""

    parts: tuple[tuple[str, str, int], ...]
    words: str


@block
class Mono:
    """What is typed, or read by a program: a field's name, a value, a command."""

    text: str


Inline = str | Md | Link | Cite | Source | Badge | Strong | Emph | Note | Foreign | Mono | Bar | Bubble | Stack

# -- blocks --------------------------------------------------------------------------------------------------------


@block
class Heading:
    """A section heading. `id` is ASCII and the same in both languages."""

    level: Literal[2, 3]
    id: str
    text: str


@block
class Para:
    children: tuple[Inline, ...]
    role: str = ""
    """What the paragraph is for: `lead` (summary), `kicker` (line above the title's text), `meta` (dates)."""


@block
class Prose:
    """A contributor's block text (paragraphs, lists), still in its markup."""

    text: str


@block
class Items:
    """A list. Each item is a run of blocks; `id`s make single items linkable."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    role: str = ""
    ids: tuple[str, ...] = ()


@block
class Cell:
    blocks: tuple[Block, ...]
    head: bool = False
    sort: str | int | None = None
    """What the column sorts by where it is not the text: words, or a number of at least 0."""
    data: tuple[tuple[str, str], ...] = ()


@block
class Row:
    cells: tuple[Cell, ...]
    id: str = ""
    data: tuple[tuple[str, str], ...] = ()
    """Facets for filters, as (name, space-separated values)."""


@block
class Column:
    """A column's head where it is more than a word."""

    text: str
    to: To | None = None
    data: tuple[tuple[str, str], ...] = ()
    descending: bool = False
    """Whether its greatest number comes first when a reader sorts by it."""


@block
class Facet:
    """Something by which a table's rows (or columns) can be filtered; `options` are (value, label)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    of: Literal["row", "column", "cell"] = "row"


@block
class Table:
    caption: str
    head: tuple[str | Column, ...]
    rows: tuple[Row, ...]
    role: str = ""
    facets: tuple[Facet, ...] = ()
    sortable: bool = False


@block
class Filtered:
    """Tables under headings that share one set of filters; a part in which nothing is left is hidden."""

    label: str
    facets: tuple[Facet, ...]
    parts: tuple[tuple[Heading, Table], ...]


@block
class Fields:
    """Name-value pairs, such as an entry's key facts."""

    pairs: tuple[tuple[str, tuple[Inline, ...]], ...]
    role: str = ""


@block
class Fold:
    """Something the reader opens: a question and its answer."""

    summary: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@block
class Group:
    """Blocks that belong together under a name that is not a heading. `role` is what they are for."""

    role: str
    label: str
    blocks: tuple[Block, ...]


@block
class Cards:
    """Entry teasers: a linked title with a few words and badges each."""

    cards: tuple[Card, ...]


@block
class Card:
    to: To
    title: str
    text: tuple[Inline, ...]
    badges: tuple[Badge, ...] = ()


@block
class Bibliography:
    """The references cited so far on the page, in the style of its language. Stands last."""


@block
class Figures:
    """A row of numbers with what they count."""

    figures: tuple[tuple[str, str, To | None], ...]


@block
class Code:
    """Text to be copied as it stands."""

    text: str


@block
class Mount:
    """Where a script puts a tool: `compare`, `map` or `planner`. Empty without JavaScript."""

    tool: Literal["compare", "map", "planner"]


@block
class Diagram:
    """An entry between what leads to it and what it leads to. The lists around it say the same in words."""

    title: str
    center: str
    left: tuple[tuple[str, To], ...]
    right: tuple[tuple[str, To], ...]
    left_label: str
    right_label: str


@block
class Mark:
    """A day on a line of time. `shape` says what happens then, `words` how much."""

    day: str
    shape: Literal["start", "grace", "end"]
    words: str


@block
class Track:
    """A line of time: whose it is, its days, and what lies outside."""

    title: str
    to: To
    marks: tuple[Mark, ...]
    note: str = ""


@block
class Timeline:
    """Days from `first` to `last` on lines, drawn for the day `today`; what comes until `soon` is near. The lists around
    it say the same in words."""

    title: str
    tracks: tuple[Track, ...]
    first: str
    last: str
    today: str
    soon: str
    today_words: str


Block = (
    Heading
    | Para
    | Prose
    | Items
    | Table
    | Filtered
    | Fields
    | Fold
    | Group
    | Cards
    | Bibliography
    | Figures
    | Code
    | Mount
    | Diagram
    | Timeline
)


@block
class Page:
    """One page in one language.

    `path` is the same in both languages, without the language and ending in a slash ("" is the language's home).
    `section` is the index page it belongs to; `source` the data file behind it, relative to the data directory.
    """

    lang: Lang
    path: str
    kind: str
    section: str
    title: str
    description: str
    blocks: tuple[Block, ...]
    source: str | None = None
    updated: str | None = None
    keywords: tuple[str, ...] = field(default=())


def p(*children: Inline, role: str = "") -> Para:
    return Para(children, role)


def bullets(items: Sequence[Sequence[Inline]], *, ordered: bool = False, role: str = "") -> Items:
    """A list of one-paragraph items."""
    return Items(tuple((Para(tuple(item)),) for item in items), ordered, role)
