"""What `site.yaml` says of pages and of the data agrees with them (KB70x)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.document.addresses import INDEX_PAGES
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.source import KeyPath
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.registers import Site
from aigc_kb.model.text import Text

UNKNOWN_NAME: Final = Rule(
    "KB701",
    Text("site.yaml 里的名称不存在", "Name in site.yaml that does not exist"),
    Text("没有“{value}”这个{what}{suggestion}", "there is no {what} `{value}`{suggestion}"),
    Text("改成已有的名称", "use a name that exists"),
    Text(
        "导航里写错的页面无法显示，要求里写错的名称什么也不要求。",
        "A wrong page in the navigation cannot be shown, and a standard for a wrong name asks for nothing.",
    ),
    bad="# site.yaml\nnavigation:\n  - pages: [home, problem]\n",
    good="# site.yaml\nnavigation:\n  - pages: [home, problems]\n",
)
TWICE: Final = Rule(
    "KB702",
    Text("页面重复", "Page named twice"),
    Text("页面“{id}”出现了两次", "the page `{id}` occurs twice"),
    Text("改名或删去其中一个", "rename or remove one of the two"),
    Text(
        "一个地址只能有一个页面，一个页面在导航里只有一处。",
        "An address holds one page, and a page has one place in the navigation.",
    ),
    bad="# site.yaml\ndocuments:\n  - id: problems\n    title: {zh: 常见难题, en: Common problems}\n",
    good="# site.yaml\ndocuments:\n  - id: common-problems\n    title: {zh: 常见难题, en: Common problems}\n",
)

_TAKEN: Final = (*INDEX_PAGES, "areas")
"""What no document may be called: generated pages stand there."""

_PAGE: Final = Text("页面", "page")
_ROLE: Final = Text("角色", "role")
_JURISDICTION: Final = Text("地域", "jurisdiction")
_AREA: Final = Text("领域", "area")
_FRAMEWORK: Final = Text("框架", "framework")


@check(UNKNOWN_NAME)
def names_in_the_site_file_exist(store: Store) -> Iterator[Finding]:
    if store.site is None:
        return
    for at, what, value, known in _names(store.site.value, store.ids.get("frameworks", {}), store.areas):
        if value not in known:
            params: dict[str, str | Text] = {"value": value, "what": what, "suggestion": did_you_mean(value, known)}
            yield Finding(UNKNOWN_NAME, store.site.place(*at), params)


def _names(
    site: Site, frameworks: Iterable[str], areas: Iterable[str]
) -> Iterator[tuple[KeyPath, Text, str, tuple[str, ...]]]:
    """Every name that the file uses of something else: where, of what, the name, and those that there are."""
    pages = (*INDEX_PAGES, *(document.id for document in site.documents))
    for i, group in enumerate(site.navigation):
        for j, page in enumerate(group.pages):
            yield ("navigation", i, "pages", j), _PAGE, page, pages
    asked = site.thresholds
    for i, role in enumerate(asked.totals.readers):
        yield ("thresholds", "totals", "readers", i), _ROLE, role, tuple(label.id for label in site.roles)
    for i, row in enumerate(asked.totals.studied):
        yield ("thresholds", "totals", "studied", i, "area"), _AREA, row.area, tuple(areas)
    if asked.problem.both_sides_of is not None:
        known = tuple(place.id for place in site.jurisdictions)
        yield ("thresholds", "problem", "both_sides_of"), _JURISDICTION, asked.problem.both_sides_of, known
    for i, framework in enumerate(asked.framework.judged):
        yield ("thresholds", "framework", "judged", i), _FRAMEWORK, framework, tuple(frameworks)


@check(TWICE)
def pages_are_named_once(store: Store) -> Iterator[Finding]:
    if store.site is None:
        return
    site = store.site.value
    documents: list[tuple[KeyPath, str]] = [(("documents", i, "id"), d.id) for i, d in enumerate(site.documents)]
    listed: list[tuple[KeyPath, str]] = [
        (("navigation", i, "pages", j), page)
        for i, group in enumerate(site.navigation)
        for j, page in enumerate(group.pages)
    ]
    for taken, names in ((set(_TAKEN), documents), (set[str](), listed)):
        for at, name in names:
            if name in taken:
                yield Finding(TWICE, store.site.place(*at), {"id": name})
            taken.add(name)
