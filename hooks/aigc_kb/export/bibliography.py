"""The whole bibliography for reference managers: BibTeX, RIS and CSL-JSON.

CSL-JSON holds every field of the register (ours under `custom`); BibTeX and RIS hold what they have a field for, and
say in a note where the list of authors is incomplete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from aigc_kb.document.citations import authors, bibtex, latex
from aigc_kb.export.answers import say, seen
from aigc_kb.export.api import dump
from aigc_kb.export.edition import Edition, Export
from aigc_kb.model.registers import Author, Reference
from aigc_kb.model.text import LANGS, Text

_BIBTEX: Final = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_RIS: Final = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "legal_case": "CASE",
    "legislation": "STAT",
    "paper-conference": "CPAPER",
    "post": "BLOG",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_CUSTOM: Final = (
    "x_title_translation",
    "x_former_title",
    "x_archive",
    "x_authors",
    "x_read",
    "x_version",
    "x_published",
)
INCOMPLETE: Final = "The list of authors is incomplete."


def exports(edition: Edition) -> Iterator[Export]:
    references = edition.kb.references.values()
    about = Text("全部文献", "The whole bibliography")
    files = (
        ("bibtex", "references.bib", "application/x-bibtex", "BibTeX", "\n\n".join(map(bibtex_record, references))),
        ("ris", "references.ris", "application/x-research-info-systems", "RIS", "".join(map(ris_record, references))),
        (
            "csl",
            "references.csl.json",
            "application/vnd.citationstyles.csl+json",
            "CSL-JSON",
            "[" + ",\n".join(dump(csl(ref)) for ref in references) + "]",
        ),
    )
    for name, path, media_type, title, text in files:
        label = Text(f"{about.zh}（{title}）", f"{about.en} ({title})")
        yield Export(name, f"downloads/{path}", media_type, label, f"{text.rstrip()}\n".encode())


# -- BibTeX --------------------------------------------------------------------------------------------------------


def bibtex_record(ref: Reference) -> str:
    """A reference as BibTeX; fields of biblatex (`date`, `langid`, `titleaddon`) are ignored by older styles."""
    kind = _BIBTEX.get(ref.type, "misc")
    named, more = authors(ref)
    people = [_bibtex_name(author) for author in named] + (["others"] if more else [])
    fields: dict[str, str | None] = {
        "author": " and ".join(people),
        # Double braces: a style must not put the title's letters in lower case.
        "title": f"{{{latex(ref.title)}}}",
        "titleaddon": _latex(ref.x_title_translation),
        {"article": "journal"}.get(kind, "booktitle"): _latex(ref.container_title),
        {"techreport": "institution", "phdthesis": "school"}.get(kind, "publisher"): _latex(ref.publisher),
        "howpublished": ref.type if kind == "misc" else None,
        "volume": _latex(ref.volume),
        "number": _latex(ref.issue or ref.number),
        "pages": _latex(re.sub(r"(?<=\d)[-–](?=\d)", "--", ref.page) if ref.page else None),
        "year": ref.issued[:4],
        "date": ref.issued,
        "eprint": _bare(ref.archive_location),
        "archiveprefix": _bare(ref.archive),
        "doi": _bare(ref.DOI),
        "url": ref.URL,
        "langid": {"zh": "chinese", "en": "english", "de": "german", "it": "italian"}.get(ref.language, ref.language),
        "keywords": _latex(", ".join(ref.keyword)),
        "note": _latex(_note(ref)),
    }
    return bibtex(kind, ref.id, {key: value for key, value in fields.items() if value})


def _bare(text: str | None) -> str | None:
    """An identifier, which is no LaTeX text, without what would end its field."""
    return re.sub(r"[{}\\]", "", text) if text else None


def _note(ref: Reference) -> str | None:
    """The note in both languages: these formats have room for one."""
    return " ".join(ref.x_note[lang] for lang in LANGS) if ref.x_note else None


def _latex(text: str | None) -> str | None:
    return latex(text) if text else None


def _bibtex_name(author: Author) -> str:
    if author.literal:
        return f"{{{latex(author.literal)}}}"
    return ", ".join(latex(part) for part in (author.family, author.given) if part)


# -- RIS -----------------------------------------------------------------------------------------------------------


def ris_record(ref: Reference) -> str:
    """A reference as RIS: one tag a line, `TY` first, `ER` last."""
    named, more = authors(ref)
    first, _, last = (ref.page or "").replace("–", "-").partition("-")
    notes = [*(ref.x_note[lang] for lang in LANGS if ref.x_note), INCOMPLETE if more else None]
    tags: list[tuple[str, str | None]] = [
        ("TY", _RIS[ref.type]),
        ("ID", ref.id),
        *(("AU", author.literal or ", ".join(x for x in (author.family, author.given) if x)) for author in named),
        ("TI", ref.title),
        ("TT", ref.x_title_translation),
        ("T2", ref.container_title),
        ("PB", ref.publisher),
        ("PY", ref.issued[:4]),
        # Year, month, day and "other" are separated by slashes, also where they are empty.
        ("DA", "/".join([*ref.issued.split("-"), "", "", ""][:3]) + "/"),
        ("VL", ref.volume),
        ("IS", ref.issue),
        ("M1", ref.number),
        ("SP", first),
        ("EP", last),
        ("DB", ref.archive),
        ("AN", ref.archive_location),
        ("DO", ref.DOI),
        ("UR", ref.URL),
        ("LA", ref.language),
        *(("KW", word) for word in ref.keyword),
        *(("N1", note) for note in notes),
    ]
    lines = "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value)
    return f"{lines}ER  - \r\n\r\n"


# -- CSL-JSON ------------------------------------------------------------------------------------------------------


def csl(ref: Reference) -> dict[str, Any]:
    """A reference as a CSL-JSON item."""
    named, _ = authors(ref)
    people = []
    for author in named:
        if author.literal:
            people.append({"literal": author.literal})
        else:
            people.append({key: value for key in ("family", "given") if (value := getattr(author, key))})
    item: dict[str, Any] = {
        "id": ref.id,
        "type": ref.type,
        "title": ref.title,
        "author": people,
        "issued": {"date-parts": [[int(part) for part in ref.issued.split("-")]]},
        "container-title": ref.container_title,
        "publisher": ref.publisher,
        "number": ref.number,
        "volume": ref.volume,
        "issue": ref.issue,
        "page": ref.page,
        "archive": ref.archive,
        "archive_location": ref.archive_location,
        "DOI": ref.DOI,
        "URL": ref.URL,
        "note": _note(ref),
        "language": ref.language,
        "keyword": ", ".join(ref.keyword),
        "custom": {key: value for key in _CUSTOM if (value := getattr(ref, key))}
        | ({"x_read_at": list(ref.x_read_at)} if ref.x_read_at else {})
        | {"x_verified": seen(ref.x_read, ref.x_read_at)}
        | ({"x_note": say(ref.x_note, None)} if ref.x_note else {}),
    }
    return {key: value for key, value in item.items() if value}
