"""The navigation of a language: the pages of the whole, in groups. Pages of entries are found through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from aigc_kb.language.interface import UI
from aigc_kb.model.text import LANGS, Lang

_GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("home", ("",)),
    ("problems", ("problems/",)),
    ("mitigations", ("mitigations/",)),
    ("find", ("symptoms/", "planner/", "matrix/", "compare/", "map/", "coverage/", "changes/")),
    ("library", ("cases/", "studies/", "paths/", "frameworks/", "terms/", "references/", "downloads/", "open-data/")),
    (
        "about",
        (
            "about/",
            "method/",
            "fact-check/",
            "contribute/",
            "rules/",
            "schema/",
            "offline/",
            "architecture/",
            "engines/",
        ),
    ),
)
PATHS: Final = tuple(path for _, paths in _GROUPS for path in paths)
"""Every page in the navigation, by its path below the language."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """An item of a language's navigation: a page, or a section of pages."""

    title: str
    path: str | None
    children: tuple[NavItem, ...] = ()


def navigation(lang: Lang) -> tuple[NavItem, ...]:
    """The navigation of a language; a group with one page is that page."""
    items = []
    for name, paths in _GROUPS:
        pages = tuple(NavItem(UI[path.rstrip("/") or "home"][lang], path) for path in paths)
        items.append(pages[0] if len(pages) == 1 else NavItem(UI[name][lang], None, pages))
    return tuple(items)


def outline() -> list[dict[str, Any]]:
    """The navigation of all languages as an engine's configuration has it: a section a language, sources of pages."""
    return [{lang: [_plain(item, lang) for item in navigation(lang)]} for lang in LANGS]


def _plain(item: NavItem, lang: Lang) -> dict[str, Any]:
    if item.path is not None:
        return {item.title: f"{lang}/{item.path}index.md"}
    return {item.title: [_plain(child, lang) for child in item.children]}
