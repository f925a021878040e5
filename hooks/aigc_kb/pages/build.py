"""All pages of a knowledge base, and their names for writers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Relations
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import entry_path, to_area, to_framework
from aigc_kb.document.names import Names
from aigc_kb.document.terms import TermIndex
from aigc_kb.model.entries import Case, Mitigation, Path, Problem
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.kinds import BY_FOLDER, PLAIN
from aigc_kb.model.registers import Area
from aigc_kb.model.studies import Study
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages import frameworks, guides, indexes, matrix, overview, tools
from aigc_kb.pages.case import case_page
from aigc_kb.pages.changes import changes_page
from aigc_kb.pages.context import Context
from aigc_kb.pages.duties import duties_page
from aigc_kb.pages.evidence_map import evidence_map
from aigc_kb.pages.mitigation import mitigation_page
from aigc_kb.pages.path import path_page
from aigc_kb.pages.problem import problem_page
from aigc_kb.pages.study import studies_index, study_page

_INDEXES: Final[Mapping[str, Callable[[Context], b.Page]]] = {
    "": overview.home_page,
    "problems/": indexes.problems_index,
    "mitigations/": indexes.mitigations_index,
    "symptoms/": indexes.symptoms_index,
    "duties/": duties_page,
    "evidence/": evidence_map,
    "matrix/": matrix.matrix_page,
    "map/": tools.map_page,
    "compare/": tools.compare_page,
    "planner/": tools.planner_page,
    "cases/": indexes.cases_index,
    "studies/": studies_index,
    "paths/": indexes.paths_index,
    "frameworks/": frameworks.frameworks_index,
    "terms/": indexes.terms_page,
    "references/": indexes.references_page,
    "coverage/": overview.coverage_page,
    "changes/": changes_page,
    "rules/": guides.rules_page,
    "schema/": guides.schema_page,
}
INDEX_PATHS: Final = tuple(_INDEXES)


def index_pages(ctx: Context) -> Iterator[b.Page]:
    """The pages of the whole that stand in the navigation, in a fixed order."""
    for build in _INDEXES.values():
        yield build(ctx)


def index_page(ctx: Context, path: str) -> b.Page:
    """The page of the whole at a path. Raises KeyError if there is none."""
    return _INDEXES[path](ctx)


def entry_pages(ctx: Context) -> Iterator[b.Page]:
    """One page per problem, mitigation, case, path, study, area and framework."""
    for listed in entry_listing(ctx.kb):
        yield entry_page(ctx, listed.path)


def entry_page(ctx: Context, path: str) -> b.Page:
    """The page at a path of `entry_listing`. Raises KeyError if there is none."""
    folder, key, _ = path.split("/")
    cls = Area if folder == "areas" else BY_FOLDER[folder].cls
    return _BUILDERS[cls](ctx, ctx.kb.folder(folder)[key])


_BUILDERS: Final[Mapping[type[Any], Callable[[Context, Any], b.Page]]] = {
    Problem: problem_page,
    Mitigation: mitigation_page,
    Case: case_page,
    Path: path_page,
    Study: study_page,
    Area: indexes.area_page,
    Framework: frameworks.framework_page,
}
"""Class -> what builds the page of one of them."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page by its address, without its content: enough for navigation and site map."""

    path: str
    section: str
    updated: str | None


def entry_listing(kb: KnowledgeBase) -> Iterator[Listed]:
    """The same pages as `entry_pages`, in the same order, without building them."""
    for entry in kb.entries():
        path = entry_path(entry)
        yield Listed(path, path.split("/")[0] + "/", entry.updated)
    for kind in PLAIN:
        for key in kb.of(kind.cls):
            yield Listed(f"{kind.folder}/{key}/", f"{kind.folder}/", None)
    for area in kb.areas.values():
        yield Listed(to_area(area.id).path, "problems/", None)
    for framework in kb.frameworks.values():
        yield Listed(to_framework(framework.id).path, "frameworks/", framework.read_on)


def all_pages(kb: KnowledgeBase, relations: Relations) -> Iterator[b.Page]:
    """Every generated page, first all of one language, then all of the other."""
    for lang in LANGS:
        ctx = Context(kb, relations, lang)
        yield from index_pages(ctx)
        yield from entry_pages(ctx)


def names(kb: KnowledgeBase) -> Names:
    """Titles and paths of everything that a text can link to."""
    titles: dict[Lang, dict[str, str]] = {lang: {} for lang in LANGS}
    paths: dict[str, str] = {}
    for entry in kb.entries():
        paths[entry.id] = entry_path(entry)
        for lang in LANGS:
            titles[lang][entry.id] = entry.title[lang]
    index = {lang: TermIndex(kb.terms.values(), lang) for lang in LANGS}
    return Names(paths=paths, titles=titles, references=kb.references, terms=kb.terms, term_index=index)
