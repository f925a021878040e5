"""References in the reader's style: GB/T 7714-2015 (numeric) on Chinese pages, APA 7 on English ones.

Written for the parts of both styles that the register's types need. Sources: GB/T 7714-2015, sections 4 (elements and
type marks), 8 (authors, dates) and annex B; APA Publication Manual, 7th edition, chapters 9 and 10. Known departures:
the register has no access dates, so GB/T 7714's `[引用日期]` is left out rather than invented; laws are cited by
author and year in APA too, so that the note in the text and the list agree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from aigc_kb.document.blocks import Emph, Foreign, Inline, Link, Note, Web
from aigc_kb.model.entries import Entry
from aigc_kb.model.registers import Author, Reference, Site
from aigc_kb.model.text import Lang, Text

EntryStyle = Literal["gbt7714", "apa", "bibtex"]

_CJK = re.compile(r"[\u3400-\u9fff]")
_ET_AL = re.compile(r"et al\.?|等", re.IGNORECASE)
# Two or more institutions in one Chinese name: 国家市场监督管理总局、国家标准化管理委员会.
_JOINED = re.compile(r"、")

# GB/T 7714-2015, annex B: document type marks. "/OL" is added for what is read online. The standard's A is an archive
# document, so preprints, which it does not name, are electronic announcements, as is usual.
_TYPE_MARKS: Final = {
    "article": "EB",
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
_PERIODICALS: Final = ("article-journal", "article-magazine", "article-newspaper")

# APA 7: what is cited by its day, and what is described in brackets.
_BY_DAY: Final = ("article-magazine", "article-newspaper", "post", "post-weblog", "webpage")
_DESCRIBED: Final = {"dataset": "Data set", "software": "Computer software", "post": "Post"}
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def authors(ref: Reference) -> tuple[tuple[Author, ...], bool]:
    """The authors that are named, and whether there are more. A literal `et al.` is a remark, not an author."""
    named: list[Author] = []
    more = ref.x_authors == "first-only"
    for author in ref.author:
        if author.literal and _ET_AL.fullmatch(author.literal.strip()):
            more = True
        elif author.literal and _CJK.search(author.literal) and _JOINED.search(author.literal):
            named += [Author(literal=part) for part in _JOINED.split(author.literal)]
        else:
            named.append(author)
    return tuple(named), more


def short(ref: Reference, lang: Lang) -> str:
    """Author and year, as in running text: `Huang et al., 2025`."""
    return f"{_short_authors(ref)}, {ref.issued[:4]}"


def _short_authors(ref: Reference) -> str:
    named, more = authors(ref)
    names = [_short_name(author) for author in named]
    if len(names) > 2 or more:
        return f"{names[0]}等" if _CJK.search(names[0]) else f"{names[0]} et al."
    return ("、" if all(_CJK.search(name) for name in names) else " & ").join(names)


def _short_name(author: Author) -> str:
    name = author.family or author.literal or ""
    # An institution with its abbreviation in brackets is cited by the abbreviation.
    if author.literal and (m := re.search(r"[（(]([A-Za-z][\w .&/-]{1,15})[)）]$", author.literal)):
        return m.group(1)
    return name


@lru_cache(maxsize=4096)  # many pages cite the same reference
def full(ref: Reference, lang: Lang) -> tuple[Inline, ...]:
    """The whole reference in the style of a language, with the address as a link."""
    return _gb7714(ref) if lang == "zh" else _apa(ref)


# -- GB/T 7714-2015 ------------------------------------------------------------------------------------------------


def _gb7714(ref: Reference) -> tuple[Inline, ...]:
    mark = _TYPE_MARKS[ref.type]
    if ref.link:
        mark = "EB/OL" if mark == "Z" else f"{mark}/OL"  # a law or a judgment on a web page is what the page is
    # 8.2: the number of a report or a standard is part of its title.
    title = f"{ref.title}: {ref.number}" if ref.number and ref.type in ("report", "standard") else ref.title
    parts: list[Inline] = [f"{_gb_authors(ref)}. ", _in_language(ref, title)]
    if ref.container_title and ref.type not in _PERIODICALS:
        parts.append(f"[{mark}]//{ref.container_title}. {_gb_published(ref)}")
    elif ref.container_title:
        parts.append(f"[{mark}]. {ref.container_title}, {_gb_issue(ref)}")
    else:
        parts.append(f"[{mark}]. {_gb_published(ref)}")
    number = ref.number if ref.number and ref.type not in ("report", "standard") else None
    if number:
        parts.append(f" {number}.")
    if ref.archive_location:
        parts.append(f" {_archived(ref)}.")
    return (*parts, *_link(ref, ref.link, "zh", end="."))


def _gb_authors(ref: Reference) -> str:
    """At most three names, then 等 or et al in the language of the names (8.1)."""
    named, more = authors(ref)
    names = [_gb_name(author) for author in named]
    shown = ", ".join(names[:3])
    if len(names) > 3 or more:
        shown += ", 等" if _CJK.search(names[0]) else ", et al"
    return shown


def _gb_name(author: Author) -> str:
    """HUANG L; institutions and Chinese names as they are."""
    if author.literal:
        return author.literal
    if _CJK.search(author.family or ""):
        return f"{author.family}{author.given or ''}"
    initials = " ".join(part[0].upper() for part in re.split(r"[\s.\-]+", author.given or "") if part)
    return f"{(author.family or '').upper()} {initials}".strip()


def _gb_published(ref: Reference) -> str:
    """Publisher and year, with the day in brackets as the date of what is online (8.8)."""
    year, day = ref.issued[:4], f"({ref.issued})" if len(ref.issued) > 4 else ""
    pages = f": {_gb_pages(ref)}" if ref.page else ""
    if ref.publisher:
        return f"{ref.publisher}, {year}{pages}{day if ref.link else ''}."
    return f"{day}." if day and ref.link and not pages else f"{year}{pages}."


def _gb_issue(ref: Reference) -> str:
    """Year, volume, issue and pages of a periodical; a newspaper and a magazine online are cited by their day."""
    year = ref.issued if ref.type != "article-journal" else ref.issued[:4]
    out = f"{year}, {ref.volume}" if ref.volume else year
    if ref.issue:
        out += f"({ref.issue})"
    return f"{out}: {_gb_pages(ref)}." if ref.page else f"{out}."


def _gb_pages(ref: Reference) -> str:
    return (ref.page or "").replace("–", "-")


# -- APA 7 ---------------------------------------------------------------------------------------------------------


def _apa(ref: Reference) -> tuple[Inline, ...]:
    shown = _apa_authors(ref)
    contained = ref.container_title is not None
    title: Inline = _in_language(ref, ref.title)
    parts: list[Inline] = [f"{shown} ({_apa_date(ref)}). ", title if contained else Emph((title,))]
    if ref.x_title_translation:
        parts.append(f" [{ref.x_title_translation}]")
    if ref.number:
        parts.append(f" ({ref.number})")
    elif ref.type == "article" and ref.archive_location:
        parts.append(f" ({_archived(ref)})")
    if ref.type in _DESCRIBED:
        parts.append(f" [{_DESCRIBED[ref.type]}]")
    # A title that ends in a question mark ends its sentence by itself.
    plain_end = not (ref.number or ref.x_title_translation or ref.archive_location or ref.type in _DESCRIBED)
    parts.append(" " if plain_end and ref.title[-1] in ".?!。？！" else ". ")
    if ref.container_title:
        parts += _apa_container(ref)
    elif ref.publisher and ref.publisher not in [author.literal for author in ref.author]:
        parts.append(f"{ref.publisher}.")
    if ref.archive_location and ref.type != "article":
        gap = "" if str(parts[-1]).endswith(" ") else " "
        parts.append(f"{gap}{_archived(ref)}.")
    link = f"https://doi.org/{ref.DOI}" if ref.DOI else ref.link
    if parts[-1] in (" ", ". "):
        parts[-1] = str(parts[-1]).rstrip()
    return (*parts, *_link(ref, link, "en"))


def _apa_authors(ref: Reference) -> str:
    named, more = authors(ref)
    names = [_apa_name(author) for author in named]
    if more:
        shown = f"{', '.join(names)}, et al."
    elif len(names) > 20:
        shown = f"{', '.join(names[:19])}, … {names[-1]}"
    elif len(names) > 1:
        shown = f"{', '.join(names[:-1])}, & {names[-1]}"
    else:
        shown = names[0]
    return shown if shown.endswith(".") else f"{shown}."


def _apa_name(author: Author) -> str:
    """Huang, L.; institutions and Chinese names as they are."""
    if author.literal:
        return author.literal
    if _CJK.search(author.family or ""):
        return f"{author.family}{author.given or ''}"
    initials = []
    for part in re.split(r"\s+", (author.given or "").replace(".", ". ").strip()):
        if part:
            initials.append("-".join(piece[0].upper() + "." for piece in part.split("-") if piece.strip(".")))
    return f"{author.family}, {' '.join(initials)}" if initials else (author.family or "")


def _apa_date(ref: Reference) -> str:
    if ref.type not in _BY_DAY:
        return ref.issued[:4]
    return english_date(ref.issued)


def english_date(iso: str) -> str:
    """`2026-11-24` as APA writes it: `2026, November 24`; a year or a month alone as far as they go."""
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{year}, {month} {int(rest[1])}" if len(rest) > 1 else f"{year}, {month}"


def _apa_container(ref: Reference) -> list[Inline]:
    name: Inline = Emph((ref.container_title or "",))
    if ref.type in ("paper-conference", "chapter"):
        pages = f" (pp. {_apa_pages(ref)})" if ref.page else ""
        publisher = f" {ref.publisher}." if ref.publisher else ""
        return ["In ", name, f"{pages}.{publisher}"]
    out: list[Inline] = [name]
    if ref.volume:
        out += [", ", Emph((ref.volume,)), f"({ref.issue})" if ref.issue else ""]
    elif ref.issue:
        out.append(f", ({ref.issue})")
    out.append(f", {_apa_pages(ref)}." if ref.page else ".")
    return out


def _apa_pages(ref: Reference) -> str:
    return re.sub(r"(?<=\d)-(?=\d)", "–", ref.page or "")


# -- both ----------------------------------------------------------------------------------------------------------


def _archived(ref: Reference) -> str:
    """The id in an archive: `arXiv:2305.13707`."""
    return f"{ref.archive}:{ref.archive_location}" if ref.archive else ref.archive_location or ""


def _in_language(ref: Reference, text: str) -> Inline:
    return Foreign(ref.language, text)


def _link(ref: Reference, address: str | None, lang: Lang, end: str = "") -> tuple[Inline, ...]:
    links: list[Inline] = []
    if address:
        links += [" ", Link(Web(address), (address.removeprefix("https://").removeprefix("http://"),)), end]
    if ref.DOI and address and not re.match(r"https?://(dx\.)?doi\.org/", address):
        links.append(f" DOI: {ref.DOI}{end}")
    if ref.x_archive:
        links += [" ", Link(Web(ref.x_archive), (Text("存档", "archived copy")[lang],))]
    if ref.x_note:
        links += [" ", Note((ref.x_note[lang],))]
    return tuple(links)


def plain(parts: tuple[Inline, ...]) -> str:
    """A reference as plain text, with whole addresses."""
    out = []
    for part in parts:
        match part:
            case str():
                out.append(part)
            case Foreign():
                out.append(part.text)
            case Link(to=Web(url=url)):
                out.append(url)
            case Emph() | Note():
                out.append(plain(part.children))
    return "".join(out)


# -- this knowledge base as a source -------------------------------------------------------------------------------


def cite_entry(entry: Entry, lang: Lang, style: EntryStyle, *, site: Site, url: str, version: str | None) -> str:
    """How to cite an entry, as plain text: with the version of the content, if it has one, and the date of the entry's
    last change.

    `url` is the address of the entry's page. GB/T 7714 wants the day of access too, which only the reader knows: it
    stands there as `[引用日期]` to be replaced.
    """
    title, work, publisher = entry.title[lang], site.title[lang], site.publisher[lang]
    year = entry.updated[:4]
    match style:
        case "gbt7714":
            edition = "" if version is None else f"{version} 版. " if lang == "zh" else f"version {version}. "
            return f"{publisher}. {title}[DB/OL]//{work}. {edition}{year}({entry.updated})[引用日期]. {url}."
        case "apa":
            author = publisher if publisher.endswith(".") else f"{publisher}."
            edition = "" if version is None else f" (Version {version})"
            return f"{author} ({english_date(entry.updated)}). {title}. In {work}{edition}. {url}"
        case "bibtex":
            fields = {
                "author": f"{{{latex(publisher)}}}",
                "title": f"{{{latex(title)}}}",
                "booktitle": latex(work),
                **({} if version is None else {"edition": version}),
                "year": year,
                "date": entry.updated,
                "url": url,
                "langid": {"zh": "chinese", "en": "english"}[lang],
            }
            return bibtex("incollection", entry.id, fields)


_LATEX: Final = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even after a backslash: one alone would end the field, and what follows could be a field.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_LATEX_SPECIAL: Final = re.compile(r"[\\{}&%$#_~^]")


def latex(text: str) -> str:
    """Plain words as LaTeX text."""
    return _LATEX_SPECIAL.sub(lambda m: _LATEX[m.group()], text)


def bibtex(kind: str, key: str, fields: dict[str, str]) -> str:
    """A BibTeX record; the values are LaTeX already."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}}}"
