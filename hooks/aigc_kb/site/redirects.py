"""Old addresses: what was published once leads on for ever, without JavaScript and from disk too.

Two things move: an entry that was renamed (its `former_ids` say so), and any other address, of which a line of
`data/urls.lock` says where it has gone:

    zh/old-page/ -> zh/new-page/

`urls.lock` lists every address ever published; `kb lock --site` adds the new ones, and a test holds the site against it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path as FilePath
from typing import Final

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.document.addresses import UrlStyle, entry_path, relative
from aigc_kb.document.policy import with_policy
from aigc_kb.load.store import URLS_LOCK
from aigc_kb.model.text import LANGS
from aigc_kb.system.files import Output

HEAD: Final = (
    "# Every address ever published, from the site's root. None is removed: what moves gets ` -> new address`.\n"
    "# Written by `kb lock --site`.\n"
)
# Plain names below the root, none beginning with a dot, so that no line leads out of the site's folder.
_PATH: Final = r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*/?"
_LINE: Final = re.compile(rf"({_PATH})(?: -> ({_PATH}))?")
_INTERNAL: Final = re.compile(r"assets/|404\.html$|sitemap\.xml\.gz$")


def listed(text: str) -> dict[str, str | None]:
    """The addresses of a `urls.lock`, each with where it has moved. Raises ValueError for a line that is none."""
    out: dict[str, str | None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(f"{URLS_LOCK}:{number}: not an address, or `old -> new`")
            out[match[1]] = match[2]
    return out


def published(site: FilePath) -> set[str]:
    """The addresses of a built site: pages as folders (but the root's, which is `index.html`) and data files; not
    what only the pages themselves load."""
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {re.sub(r"/index\.html$", "/", path) for path in paths if not _INTERNAL.match(path)}


def merged(current: str, addresses: Iterable[str]) -> str:
    """A `urls.lock` with more addresses, each once, sorted; what has moved keeps its line."""
    known = listed(current)
    lines = known | {address: None for address in addresses if address not in known}
    return HEAD + "".join(f"{old} -> {new}\n" if new is not None else f"{old}\n" for old, new in sorted(lines.items()))


def moves(kb: KnowledgeBase, data: FilePath) -> Iterator[tuple[str, str, str]]:
    """Old address, new address and title, of renamed entries and of what `urls.lock` says. Raises ValueError."""
    for entry in kb.entries():
        path = entry_path(entry)
        folder = path.partition("/")[0]
        for former in entry.former_ids:
            for lang in LANGS:
                yield f"{lang}/{folder}/{former}/", f"{lang}/{path}", entry.title[lang]
                yield f"{lang}/{folder}/{former}/index.md", f"{lang}/{path}index.md", entry.title[lang]
            yield f"api/v1/{folder}/{former}.json", f"api/v1/{folder}/{entry.id}.json", entry.title.en
    lock = data / URLS_LOCK
    if lock.is_file() and not lock.is_symlink():
        for old, new in listed(lock.read_text(encoding="utf-8")).items():
            if new is not None:
                yield old, new, new


def write(target: FilePath, moved: Iterable[tuple[str, str, str]], style: UrlStyle, url: str) -> None:
    """Put something at every old address that leads to the new one: a page, a line of Markdown, a JSON object; other
    files are copied, for what reads them follows no link. Nothing that is there already is written over.

    Raises ValueError where the new address leads nowhere."""
    out = Output(target)
    for old, new, title in moved:
        path, leads_to = _file(old), _file(new)
        if (target / path).exists():
            continue
        if not (target / leads_to).exists():
            raise ValueError(f"{old} -> {new}: there is no {new}")
        if path.endswith("index.html"):
            out.write(path, _page(old, new, title, style, url))
        elif path.endswith(".json"):
            out.write(path, json.dumps({"moved_to": url + new}) + "\n")
        elif path.endswith(".md"):
            out.write(path, f"→ <{url}{new}>\n")
        else:
            out.write(path, (target / leads_to).read_bytes())


def _file(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") else address


def _page(old: str, new: str, title: str, style: UrlStyle, url: str) -> str:
    lang = old.partition("/")[0]
    shown = f' lang="{lang}"' if lang in LANGS else ""
    link = relative(old, new, style) if new.endswith("/") else relative(old, "", "directory") + new
    return with_policy(
        f'<!doctype html><html{shown}><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="canonical" href="{escape(url + new)}">'
        f'<meta http-equiv="refresh" content="0; url={link}"><p><a href="{link}">{escape(title)}</a></p></html>\n'
    )
