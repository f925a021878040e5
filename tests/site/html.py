"""Reading built pages back, with a parser that is not ours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html


@dataclass(frozen=True)
class BuiltPage:
    path: str
    """Relative to the site's folder, as POSIX."""
    lang: str
    title: str
    ids: tuple[str, ...]
    links: tuple[str, ...]
    """href and src values as written."""
    headings: tuple[tuple[str, str | None, str], ...]
    text: str

    def target(self, link: str) -> tuple[str, str] | None:
        """Where an internal link leads, as (path of a file, anchor); None for an address outside the site."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        here = Path("/") / self.path
        if not parts.path:
            return self.path, unquote(parts.fragment)
        there = (here.parent / unquote(parts.path)).as_posix()
        normal: list[str] = []
        for piece in there.split("/"):
            if piece == "..":
                normal.pop()
            elif piece not in ("", "."):
                normal.append(piece)
        path = "/".join(normal)
        if parts.path.endswith("/") or parts.path in (".", ".."):
            path = f"{path}/index.html" if path else "index.html"
        return path, unquote(parts.fragment)


@cache
def pages(site: Path) -> tuple[BuiltPage, ...]:
    """All HTML pages of a built site, in path order."""
    return tuple(_read(site, file) for file in sorted(site.rglob("*.html")))


def _read(site: Path, file: Path) -> BuiltPage:
    tree = lxml_html.document_fromstring(file.read_bytes().decode("utf-8"))
    # Plain strings: those of lxml by default keep the tree that they come from, and so those of all pages, in memory.
    links = [value for attribute in ("href", "src") for value in tree.xpath(f"//@{attribute}", smart_strings=False)]
    titles = tree.xpath("//head/title/text()", smart_strings=False)
    headings = [
        (element.tag, element.get("id"), element.text_content().strip().removesuffix("#"))
        for element in tree.xpath("//h1|//h2|//h3")
    ]
    return BuiltPage(
        path=file.relative_to(site).as_posix(),
        lang=tree.get("lang") or "",
        title=titles[0] if titles else "",
        ids=tuple(tree.xpath("//@id", smart_strings=False)),
        links=tuple(links),
        headings=tuple(headings),
        text=tree.text_content(),
    )
