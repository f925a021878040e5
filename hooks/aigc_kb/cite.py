"""References in the reader's style: GB/T 7714-2015 (numeric) on Chinese pages, APA 7 on English ones.

Written for the parts of both styles that the register's types need. Sources: GB/T 7714-2015, sections 4 (elements and
type marks) and 8 (authors); APA Publication Manual, 7th edition, chapters 9 and 10.
"""

from __future__ import annotations

import re
from typing import Final

from aigc_kb.model.registers import Author, Reference
from aigc_kb.model.text import Lang
from aigc_kb.pages.blocks import Emph, Foreign, Inline, Link, Note, Web

_CJK = re.compile(r"[\u3400-\u9fff]")

# GB/T 7714-2015, annex B: document type marks. "/OL" is added for what is read online.
_TYPE_MARKS: Final = {
    "article": "A",
    "article-journal": "J",
    "article-magazine": "J",
    "article-newspaper": "N",
    "book": "M",
    "chapter": "M",
    "dataset": "DS",
    "legal_case": "Z",
    "legislation": "Z",
    "paper-conference": "C",
    "post": "EB",
    "post-weblog": "EB",
    "report": "R",
    "software": "CP",
    "standard": "S",
    "thesis": "D",
    "webpage": "EB",
}


def short(ref: Reference, lang: Lang) -> str:
    """Author and year, as in running text: `Huang et al., 2025`."""
    return f"{_short_authors(ref, lang)}, {ref.issued[:4]}"


def _short_authors(ref: Reference, lang: Lang) -> str:
    names = [_short_name(author) for author in ref.author]
    more = len(names) > 2 or ref.x_authors == "first-only"
    if more:
        return f"{names[0]} et al." if not _CJK.search(names[0]) else f"{names[0]}等"
    return " & ".join(names)


def _short_name(author: Author) -> str:
    name = author.family or author.literal or ""
    # An institution with its abbreviation in brackets is cited by the abbreviation.
    if author.literal and (m := re.search(r"[（(]([A-Za-z][\w .&/-]{1,15})[)）]$", author.literal)):
        return m.group(1)
    return name


def full(ref: Reference, lang: Lang) -> tuple[Inline, ...]:
    """The whole reference in the style of a language, with the address as a link."""
    return _gb7714(ref) if lang == "zh" else _apa(ref)


def _gb7714(ref: Reference) -> tuple[Inline, ...]:
    names = [_gb_name(author) for author in ref.author]
    chinese = bool(_CJK.search(names[0]))
    shown = ", ".join(names[:3])
    if len(names) > 3 or ref.x_authors == "first-only":
        shown += ", 等" if chinese else ", et al"
    mark = _TYPE_MARKS[ref.type] + ("/OL" if ref.link else "")
    title = f"{ref.title}: {ref.number}" if ref.number and ref.type in ("report", "standard") else ref.title
    parts: list[Inline] = [f"{shown}. ", _in_language(ref, title), f"[{mark}]. "]
    place = ref.container_title or ref.publisher
    detail = ", ".join(x for x in (place, ref.issued[:4] if ref.container_title else ref.issued) if x)
    if ref.volume:
        detail += f", {ref.volume}" + (f"({ref.issue})" if ref.issue else "")
    if ref.page:
        detail += f": {ref.page}"
    parts.append(f"{detail}.")
    if ref.archive_location:
        parts.append(f" {ref.archive or ''}:{ref.archive_location}.".replace(" :", " "))
    return (*parts, *_link(ref))


def _gb_name(author: Author) -> str:
    """HUANG L; institutions and Chinese names as they are."""
    if author.literal:
        return author.literal
    initials = " ".join(part[0].upper() for part in re.split(r"[\s.\-]+", author.given or "") if part)
    return f"{(author.family or '').upper()} {initials}".strip()


def _apa(ref: Reference) -> tuple[Inline, ...]:
    names = [_apa_name(author) for author in ref.author]
    if ref.x_authors == "first-only":
        shown = f"{names[0]}, et al."
    elif len(names) > 20:
        shown = ", ".join(names[:19]) + f", … {names[-1]}"
    elif len(names) > 1:
        shown = ", ".join(names[:-1]) + f", & {names[-1]}"
    else:
        shown = names[0]
    if not shown.endswith("."):
        shown += "."
    contained = ref.container_title is not None
    title: Inline = _in_language(ref, ref.title)
    if not contained:
        title = Emph((title,))
    parts: list[Inline] = [f"{shown} ({ref.issued[:4]}). ", title]
    if ref.x_title_translation:
        parts.append(f" [{ref.x_title_translation}]")
    if ref.number:
        parts.append(f" ({ref.number})")
    parts.append(". ")
    if ref.container_title:
        parts.append(Emph((ref.container_title,)))
        if ref.volume:
            parts += [", ", Emph((ref.volume,)), f"({ref.issue})" if ref.issue else ""]
        parts.append(f", {ref.page}." if ref.page else ".")
    elif ref.publisher and ref.publisher not in names:
        parts.append(f"{ref.publisher}.")
    if ref.archive_location:
        parts.append(f" {ref.archive or ''}:{ref.archive_location}.".replace(" :", " "))
    return (*parts, *_link(ref))


def _apa_name(author: Author) -> str:
    """Huang, L.; institutions and Chinese names as they are."""
    if author.literal:
        return author.literal
    initials = []
    for part in re.split(r"\s+", (author.given or "").replace(".", ". ").strip()):
        if part:
            initials.append("-".join(piece[0].upper() + "." for piece in part.split("-") if piece.strip(".")))
    return f"{author.family}, {' '.join(initials)}" if initials else (author.family or "")


def _in_language(ref: Reference, text: str) -> Inline:
    return Foreign(ref.language, text)


def _link(ref: Reference) -> tuple[Inline, ...]:
    links: list[Inline] = []
    if ref.link:
        links += [" ", Link(Web(ref.link), (ref.link.removeprefix("https://").removeprefix("http://"),))]
    if ref.x_archive:
        links += [" ", Link(Web(ref.x_archive), ("archive",))]
    if ref.note:
        links += [" ", Note((ref.note,))]
    return tuple(links)
