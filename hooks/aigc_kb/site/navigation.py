"""The navigation of a language: the pages of the whole and the documents, in groups, as `site.yaml` has them. Pages of
entries are found through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from aigc_kb.document.addresses import HOME, INDEX_PAGES, index_path
from aigc_kb.language.interface import UI
from aigc_kb.model.kinds import KINDS
from aigc_kb.model.registers import NavigationGroup, Site
from aigc_kb.model.text import LANGS, Lang

_FIRST: Final = ("problems", "mitigations")
_FIND: Final = ("symptoms", "planner", "duties", "evidence", "matrix", "compare", "map", "coverage", "changes")
_LIBRARY: Final = (*(kind.folder for kind in KINDS if kind.folder not in _FIRST), "terms", "downloads")
_ABOUT: Final = ("rules", "schema")


@dataclass(frozen=True, slots=True)
class NavItem:
    """An item of a language's navigation: a page, or a section of pages."""

    title: str
    path: str | None
    children: tuple[NavItem, ...] = ()


def groups(site: Site) -> tuple[NavigationGroup, ...]:
    """The groups of a site's navigation: its own, or the usual ones with the documents in the last."""
    documents = tuple(document.id for document in site.documents)
    return site.navigation or (
        NavigationGroup(pages=(HOME, *_FIRST)),
        NavigationGroup(title=UI["find"], pages=_FIND),
        NavigationGroup(title=UI["library"], pages=_LIBRARY),
        NavigationGroup(title=UI["about"], pages=(*documents, *_ABOUT)),
    )


def navigation(site: Site, lang: Lang) -> tuple[NavItem, ...]:
    """The navigation of a language. Raises KeyError for a page that is neither generated nor a document."""
    titles = {name: UI[name] for name in INDEX_PAGES} | {document.id: document.title for document in site.documents}
    items: list[NavItem] = []
    for group in groups(site):
        pages = tuple(NavItem(titles[name][lang], index_path(name)) for name in group.pages)
        items += pages if group.title is None else [NavItem(group.title[lang], None, pages)]
    return tuple(items)


def paths(site: Site) -> tuple[str, ...]:
    """The paths of all pages of the whole and of all documents: first those in the navigation, in its order."""
    return tuple(dict.fromkeys(index_path(name) for name in _names(site)))


def _names(site: Site) -> Iterator[str]:
    for group in groups(site):
        yield from group.pages
    yield from INDEX_PAGES
    yield from (document.id for document in site.documents)


def outline(site: Site) -> list[dict[str, Any]]:
    """The navigation of all languages as an engine's configuration has it: a section a language, sources of pages."""
    return [{lang: _plain(navigation(site, lang), lang)} for lang in LANGS]


def _plain(items: Iterable[NavItem], lang: Lang) -> list[dict[str, Any]]:
    return [
        {item.title: f"{lang}/{item.path}index.md" if item.path is not None else _plain(item.children, lang)}
        for item in items
    ]
