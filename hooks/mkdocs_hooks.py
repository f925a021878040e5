"""The adapter between MkDocs and the package: events in, core calls out, no logic of its own.

This is the only module that imports `mkdocs`. It runs unchanged under ProperDocs, which provides the same modules.
"""

from __future__ import annotations

import os
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
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.site.build import Site
from aigc_kb.site.navigation import NavItem, navigation
from aigc_kb.site.shell import Frame, Shell, packed, slot
from aigc_kb.system import garbage as collector
from aigc_kb.system.cache import Cache


class _State:
    """What one build carries from event to event."""

    site: Site
    frames: dict[str, Frame]
    """src_uri -> the shell that its page is."""
    navigation: dict[Lang, Navigation]
    pages: dict[str, Page]
    """src_uri -> the engine's page."""


state = _State()


def on_startup(*, command: str, dirty: bool) -> None:
    if command == "build":  # the process ends with the build
        collector.stop()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    data = Path(os.environ.get("KB_DATA") or Path(config.config_file_path).parent / "data")
    style: UrlStyle = "directory" if config.use_directory_urls else "file"
    try:
        exports = os.environ.get("KB_EXPORTS") != "off"
        state.site = Site.load(data, style, config.site_url or "", Cache.named(), exports=exports)
    except DataError as error:
        lines = [f"{f.place}: {f.code} {f.message('en')}" for f in error.findings]
        raise PluginError("The data has faults (`kb check` explains them):\n  " + "\n  ".join(lines)) from error
    except NotADirectoryError as error:
        raise PluginError(f"There is no data directory at {error}") from error
    config.nav = [{lang: [_nav(item, lang) for item in navigation(lang)]} for lang in LANGS]
    config.extra["alternate"] = [{"lang": lang} for lang in LANGS]
    return config


def _nav(item: NavItem, lang: Lang) -> dict[str, Any]:
    if item.path is not None:
        return {item.title: f"{lang}/{item.path}index.md"}
    return {item.title: [_nav(child, lang) for child in item.children]}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    state.frames = {}
    for frame in state.site.frames():
        uri = f"{frame.lang}/{frame.name}index.md"
        file = File.generated(config, uri, content=f"---\ntitle: {slot('title')}\n---\n")
        if frame.shared:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(file)
        state.frames[uri] = frame
    for file in list(files):  # the theme's scripts, which no page loads
        if file.src_uri.startswith("assets/javascripts/") or file.src_uri.endswith(".css.map"):
            files.remove(file)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    state.navigation = {}
    for section in nav.items:
        lang: Lang = "zh" if section.title == "zh" else "en"
        for child in section.children or ():
            child.parent = None
        pages = [page for page in nav.pages if page.file.src_uri.startswith(f"{lang}/")]
        own = Navigation(list(section.children or ()), pages)
        own.homepage = pages[0]
        state.navigation[lang] = own
    state.pages = {page.file.src_uri: page for page in nav.pages}
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return state.site.filled(markdown)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    uri = page.file.src_uri
    site = state.site
    if frame := state.frames.get(uri):
        lang = frame.lang
        state.pages[f"{lang}/{frame.section}index.md"].active = True
        values = site.shell_values(frame)
        hidden = frame.hidden
    elif uri.partition("/")[0] in LANGS:
        lang = "zh" if uri.startswith("zh/") else "en"
        path = uri.partition("/")[2].removesuffix("index.md")
        toc = tuple(_toc(page.toc))
        values = site.hand_written_values(lang, path, page.title or "", page.content or "", toc)
        hidden = () if toc else ("toc",)
    else:  # the landing page, which has a template of its own
        return context | {"kb": {lang: site.fixed(lang) for lang in LANGS}}
    config.theme["language"] = lang
    config.site_name = site.kb.site.short_title[lang]
    page.meta["hide"] = [*hidden, *(("navigation",) if page.parent is None else ())]
    return context | {"nav": state.navigation[lang], "kb": site.fixed(lang) | values}


def _toc(links: Any) -> list[TocItem]:
    items: list[TocItem] = []
    for link in links:
        if link.level in (2, 3):
            items.append(TocItem(link.id, link.title, link.level))
        items += _toc(link.children)
    return items


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    output = with_policy(output)
    frame = state.frames.get(page.file.src_uri)
    if frame is None:
        return output
    state.pages[f"{frame.lang}/{frame.section}index.md"].active = False
    state.site.shells[frame.lang, frame.name] = Shell.cut(output)
    return ""  # MkDocs writes no file for an empty page


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    return with_policy(output) if template_name.endswith(".html") else output


def on_post_build(config: MkDocsConfig) -> None:
    if frames := os.environ.get("KB_FRAMES"):  # somebody else fills them
        Path(frames).write_text(packed(state.site.shells), encoding="utf-8")
        return
    try:
        state.site.write(Path(config.site_dir))
    except ValueError as error:
        raise PluginError(f"An old address leads nowhere: {error}") from error
    state.site.cache.close()
    collector.spare()
