"""Addresses: which entry stands on which page, and how one page links to another."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from aigc_kb.document.blocks import To
from aigc_kb.model.entries import Entry
from aigc_kb.model.kinds import KINDS, kind_of

UrlStyle = Literal["directory", "file"]
"""`directory`: links end in a slash, for web servers. `file`: links name index.html, for reading from disk."""

HOME: Final = "home"
INDEX_PAGES: Final = (
    HOME,
    *(kind.folder for kind in KINDS),
    "symptoms",
    "duties",
    "evidence",
    "matrix",
    "map",
    "compare",
    "planner",
    "terms",
    "coverage",
    "changes",
    "rules",
    "schema",
    "downloads",
)
"""The names of the generated pages about the whole, as `site.yaml` says them."""


def index_path(name: str) -> str:
    """The path, below its language, of a page about the whole or of a document."""
    return "" if name == HOME else f"{name}/"


def entry_path(entry: Entry) -> str:
    """The path of an entry's page below its language, such as `problems/stale-bread/`."""
    return f"{kind_of(entry).folder}/{entry.id}/"


def study_path(key: str) -> str:
    """The path of a study's page below its language."""
    return f"studies/{key}/"


def to_entry(entry: Entry, anchor: str = "") -> To:
    return To(entry_path(entry), anchor)


def to_area(area: str) -> To:
    return To(f"areas/{area}/")


def to_framework(framework: str, anchor: str = "") -> To:
    return To(f"frameworks/{framework}/", anchor)


def item_anchor(item: str) -> str:
    """An ASCII anchor for a framework item's id. Rule KB506 sees to it that no two items of a framework share one."""
    out = "".join(c.lower() if c.isascii() and c.isalnum() else ("-" if c.isascii() else f"u{ord(c):x}") for c in item)
    return f"item-{out}"


def feed_path(lang: str, area: str | None = None) -> str:
    """Where the feed of a language, or of an area in it, is, from the site's root."""
    return f"{lang}/areas/{area}/feed.xml" if area else f"{lang}/feed.xml"


def calendar_path(lang: str) -> str:
    """Where the calendar of duties is in a language, from the site's root."""
    return f"{lang}/duties.ics"


def duties_feed_path(lang: str) -> str:
    """Where the feed of the days of duties is, from the site's root: beside their page."""
    return f"{lang}/duties/feed.xml"


def relative(source: str, target: str, style: UrlStyle) -> str:
    """The link from one page directory to another; both are paths from the site root, "" or ending in a slash."""
    if not target.startswith(source):  # then all pages of a folder link alike, and the way need be found only once
        source = source[: source.rfind("/", 0, -1) + 1] + "-/"
    return _relative(source, target, style)


@lru_cache(maxsize=100_000)
def _relative(source: str, target: str, style: UrlStyle) -> str:
    here, there = source.split("/")[:-1], target.split("/")[:-1]
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    link = "../" * (len(here) - common) + "".join(part + "/" for part in there[common:])
    if style == "file":
        return link + "index.html"
    return link or "./"
