"""All pages of a knowledge base, and their names for writers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigc_kb.kb import KnowledgeBase
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages import blocks as b
from aigc_kb.pages import frameworks, indexes, matrix, overview, tools
from aigc_kb.pages.case import case_page
from aigc_kb.pages.context import Context
from aigc_kb.pages.mitigation import mitigation_page
from aigc_kb.pages.path import path_page
from aigc_kb.pages.problem import problem_page
from aigc_kb.relate import Relations
from aigc_kb.sitemap import entry_path, to_area, to_framework
from aigc_kb.write.html import Names
from aigc_kb.write.terms import TermIndex

_INDEXES = (
    overview.home_page,
    indexes.problems_index,
    indexes.mitigations_index,
    indexes.symptoms_index,
    matrix.matrix_page,
    tools.map_page,
    tools.compare_page,
    tools.planner_page,
    indexes.cases_index,
    indexes.paths_index,
    frameworks.frameworks_index,
    indexes.terms_page,
    indexes.references_page,
    overview.coverage_page,
    indexes.changes_page,
)


def index_pages(ctx: Context) -> Iterator[b.Page]:
    """The pages that stand in the navigation, in a fixed order."""
    for build in _INDEXES:
        yield build(ctx)


def entry_pages(ctx: Context) -> Iterator[b.Page]:
    """One page per problem, mitigation, case, path, area and framework."""
    kb = ctx.kb
    for problem in kb.problems.values():
        yield problem_page(ctx, problem)
    for mitigation in kb.mitigations.values():
        yield mitigation_page(ctx, mitigation)
    for case in kb.cases.values():
        yield case_page(ctx, case)
    for path in kb.paths.values():
        yield path_page(ctx, path)
    for area in kb.areas.values():
        yield indexes.area_page(ctx, area)
    for framework in kb.frameworks.values():
        yield frameworks.framework_page(ctx, framework)


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
