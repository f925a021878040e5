"""The adapter between MkDocs and the package: it turns the engine's events into calls, and decides nothing.

This is the only module that imports `mkdocs`. It runs unchanged under ProperDocs, which provides the same modules.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from aigc_kb.base.kb import DataError
from aigc_kb.document.addresses import UrlStyle
from aigc_kb.document.html import TocItem
from aigc_kb.document.policy import with_policy
from aigc_kb.model.text import Lang
from aigc_kb.site.build import Site, language
from aigc_kb.site.navigation import outline
from aigc_kb.site.settings import Settings
from aigc_kb.site.shell import Shell, Shells, slot
from aigc_kb.site.write import write, write_frames
from aigc_kb.system import garbage
from aigc_kb.system.shipped import assets, shipped

log = logging.getLogger("mkdocs.hooks")


class _State:
    """What one build carries from event to event."""

    settings: Settings
    site: Site
    shells: Shells
    navigation: dict[Lang, Navigation]
    pages: dict[str, Page]
    """Source -> the engine's page."""


state = _State()


def on_startup(*, command: str, dirty: bool) -> None:
    if command == "build":  # the process ends with the build
        garbage.stop()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    settings = state.settings = Settings.read(os.environ)
    state.shells = {}
    data = settings.data or Path(config.config_file_path).parent / "data"
    style: UrlStyle = "directory" if config.use_directory_urls else "file"
    try:
        state.site = Site.load(data, style, settings.url, exports=settings.exports)
    except DataError as error:
        lines = [f"{f.place}: {f.code} {f.message('en')}" for f in error.findings]
        raise PluginError("The data has faults (`kb check` explains them):\n  " + "\n  ".join(lines)) from error
    except NotADirectoryError as error:
        raise PluginError(f"There is no data directory at {error}") from error
    config.site_url = state.site.edition.url
    config.nav = outline(state.site.kb.site)
    own = 1 if config.theme.custom_dir else 0
    config.theme.dirs.insert(own, str(shipped("overrides")))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for file in list(files):
        if file.is_documentation_page() and not state.site.publishes(file.src_uri):
            log.info("Not among the `documents` of site.yaml, and left out: %s", file.src_uri)
            files.remove(file)
    for path in assets():
        if files.get_file_from_path(path) is None:
            files.append(File(path, str(shipped("docs")), config.site_dir, config.use_directory_urls))
    for source, frame in state.site.frames.items():
        file = File.generated(config, source, content=f"---\ntitle: {slot('title')}\n---\n")
        if frame.shared:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(file)
    for file in list(files):  # the theme's scripts, which no page loads
        if file.src_uri.startswith("assets/javascripts/") or file.src_uri.endswith(".css.map"):
            files.remove(file)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Make a navigation of its own of each language's section."""
    state.pages = {page.file.src_uri: page for page in nav.pages}
    state.navigation = {}
    for section in nav.items:
        for child in section.children or ():
            child.parent = None
        pages = [page for page in nav.pages if (lang := language(page.file.src_uri)) and lang == section.title]
        if pages and (lang := language(pages[0].file.src_uri)):
            own = state.navigation[lang] = Navigation(list(section.children or ()), pages)
            own.homepage = pages[0]
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return state.site.edition.filled(markdown, language(page.file.src_uri) or "en")


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    shown = state.site.shown(page.file.src_uri, page.title or "", page.content or "", _headings(page.toc))
    if shown.lang is None:
        return context | {"kb": shown.values}
    config.theme["language"] = shown.lang
    config.site_name = str(shown.values["short_title"])
    if section := state.pages.get(shown.section):
        section.active = True
    page.meta["hide"] = [*shown.hidden, *(("navigation",) if page.parent is None else ())]
    return context | {"nav": state.navigation[shown.lang], "kb": shown.values}


def _headings(links: Any) -> Iterator[TocItem]:
    for link in links:
        yield TocItem(link.id, link.title, link.level)
        yield from _headings(link.children)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    output = with_policy(output)
    frame = state.site.frames.get(page.file.src_uri)
    if frame is None:
        return output
    if section := state.pages.get(frame.section_source):
        section.active = False
    state.shells[frame.lang, frame.name] = Shell.cut(output)
    return ""  # MkDocs writes no file for an empty page


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    return with_policy(output) if template_name.endswith(".html") else output


def on_post_build(config: MkDocsConfig) -> None:
    if state.settings.frames:
        write_frames(state.shells, state.settings.frames)
        return
    try:
        write(state.site, state.shells, Path(config.site_dir))
    except ValueError as error:
        raise PluginError(f"An old address leads nowhere: {error}") from error
    garbage.spare()
