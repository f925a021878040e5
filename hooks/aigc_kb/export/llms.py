"""For language models and scripts: a Markdown twin beside each page, `llms.txt` and `llms-full.txt` per language.

Limits: `llms.txt` stays under MAX_INDEX bytes (an index fits any model's context), `llms-full.txt` under MAX_FULL (a
large context or a retrieval store). What does not fit is left out whole, last entries first, and the file says what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from aigc_kb.document import blocks as b
from aigc_kb.document import markdown
from aigc_kb.document.addresses import entry_path
from aigc_kb.document.names import Names
from aigc_kb.export.edition import Edition, Export, words
from aigc_kb.language.interface import UI, Count
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Entry
from aigc_kb.model.fields import OneOf
from aigc_kb.model.kinds import ENTRIES
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.pages.build import INDEX_PATHS

MAX_INDEX: Final = 200_000
MAX_FULL: Final = 8_000_000

_MARKDOWN: Final = "text/markdown;charset=utf-8"
_PLAIN: Final = "text/plain;charset=utf-8"
_RELATIVE: Final = re.compile(r"\]\((?!https?:|#)((?:\.\./)*)([^)]*)\)")
_BAR: Final = re.compile(r"(?<!\\)\|")
_FRONT: Final = re.compile(r"\A---\n.*?\n---\n\n", re.DOTALL)

_ABOUT: Final = Text(
    "以下每个链接都指向该页的 Markdown 版本。对策管不管用，研究怎么说，看结论：{verdicts}。证据有多硬，看等级，由强到弱：{grades}。"
    "全文见 <{full}>；结构化数据见 <{api}>。许可：{licence}，请注明来源。",
    "Each link below leads to the Markdown version of the page. What studies say about whether a mitigation helps, its verdict: "
    "{verdicts}. How good the evidence is, its grade, best first: {grades}. Everything in one file: <{full}>; structured "
    "data: <{api}>. Licence: {licence}, name the source.",
)
_LEFT_OUT: Final = Text("因篇幅未收入：{n} 条，见 <{url}>", "Left out for length: {n:# entry|# entries}, see <{url}>")


def _generated(path: str) -> bool:
    """Whether a page is made from the data, and so has a twin: entries' pages stand two folders deep."""
    return path.count("/") > 1 or path in INDEX_PATHS


class TwinWriter(markdown.MarkdownWriter):
    """Writes a page's twin: links lead to the twins of generated pages, and to the HTML of hand-written ones."""

    __slots__ = ()

    def file(self, link: str, path: str) -> str:
        return markdown.MarkdownWriter.file(self, link, path) if _generated(path) else link


def exports(edition: Edition) -> Iterator[Export]:
    for lang in LANGS:
        yield from of_language(edition, lang, {page.path: twin(page, edition.names) for page in edition.pages(lang)})
    yield entry_point(edition)


def twin(page: b.Page, names: Names) -> str:
    """The Markdown of a page."""
    return TwinWriter(page, names).write()


def of_language(edition: Edition, lang: Lang, twins: Mapping[str, str]) -> Iterator[Export]:
    """The files of a language, from the twins of its pages by their paths."""
    about = Text("页面的 Markdown 版本", "Markdown version of a page")
    for path, text in twins.items():
        yield Export("markdown", f"{lang}/{path}index.md", _MARKDOWN, about, text.encode(), listed=False, lang=lang)
    name = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}[lang]
    label = Text(f"给语言模型的目录（{name.zh}）", f"Index for language models ({name.en})")
    yield Export("llms", f"{lang}/llms.txt", _PLAIN, label, index(edition, lang).encode(), lang=lang)
    label = Text(f"给语言模型的全文（{name.zh}）", f"Full text for language models ({name.en})")
    yield Export("llms", f"{lang}/llms-full.txt", _PLAIN, label, full(edition, lang, twins), lang=lang)


def entry_point(edition: Edition) -> Export:
    """`/llms.txt`: both languages' indexes."""
    site = edition.kb.site
    lines = [
        f"# {site.title.en} · {site.title.zh}",
        "",
        f"> {words(site.description.en)} {words(site.description.zh)}",
        "",
    ]
    lines += ["## Languages", ""]
    lines += [
        f"- [{site.title[lang]}]({edition.url}{lang}/llms.txt): {words(site.description[lang])}" for lang in LANGS
    ]
    label = Text("给语言模型的入口", "Entry point for language models")
    return Export("llms", "llms.txt", _PLAIN, label, ("\n".join(lines) + "\n").encode())


def index(edition: Edition, lang: Lang) -> str:
    """The index of a language, after llmstxt.org: title, summary, sections of links."""
    site = edition.kb.site
    about = _ABOUT[lang].format(
        full=f"{edition.url}{lang}/llms-full.txt",
        api=f"{edition.url}api/v1/index.json",
        licence=site.licence,
        verdicts=_named(v.VERDICT, lang),
        grades=_named(v.GRADE, lang),
    )
    lines = [f"# {site.title[lang]}", "", f"> {words(site.description[lang])}", "", about]
    size = len("\n".join(lines).encode())
    left_out = 0
    for folder, entries in _groups(edition):
        section = ["", f"## {UI[folder][lang]}", ""]
        size += len("\n".join(section).encode()) + 1
        for entry in entries:
            link = f"{edition.entry_url(lang, entry)}index.md"
            line = f"- [{entry.title[lang]}]({link}): {words(entry.summary[lang])}"
            if size + len(line.encode()) > MAX_INDEX - 500:
                left_out += 1
                continue
            size += len(line.encode()) + 1
            section.append(line)
        lines += section
    if left_out:
        lines += ["", _LEFT_OUT[lang].format(n=Count(left_out), url=f"{edition.url}{lang}/")]
    return "\n".join(lines) + "\n"


def _named(kind: OneOf, lang: Lang) -> str:
    """The labels of a closed list, as pages show them. Some have a comma inside."""
    return {"zh": "；", "en": "; "}[lang].join(name[lang] for _, name in kind.labels)


def full(edition: Edition, lang: Lang, twins: Mapping[str, str]) -> bytes:
    """All entries of a language, one after the other, each under its address; links are whole addresses."""
    site = edition.kb.site
    head = f"# {site.title[lang]}\n\n> {words(site.description[lang])}\n\n{edition.version} · {edition.date} · {site.licence}\n"
    parts, size, left_out = [head.encode()], len(head.encode()), 0
    for _, entries in _groups(edition):
        for entry in entries:
            path = entry_path(entry)
            text = _absolute(_FRONT.sub("", twins[path]), edition.url, f"{lang}/{path}")
            part = f"\n---\n\n<{edition.entry_url(lang, entry)}>\n\n{text}".encode()
            if size + len(part) > MAX_FULL - 500:
                left_out += 1
                continue
            size += len(part)
            parts.append(part)
    if left_out:
        parts.append(
            ("\n---\n\n" + _LEFT_OUT[lang].format(n=Count(left_out), url=f"{edition.url}{lang}/") + "\n").encode()
        )
    return b"".join(parts)


def _groups(edition: Edition) -> Iterator[tuple[str, list[Entry]]]:
    for kind in ENTRIES:
        entries: list[Entry] = list(edition.kb.of(kind.cls).values())
        if entries:
            yield kind.folder, entries


def _absolute(text: str, home: str, path: str) -> str:
    """The text of the page at `path` below `home` with its relative links made whole. Anchors in the page stay."""
    parts = path.strip("/").split("/")
    bases = [home + "".join(f"{part}/" for part in parts[: len(parts) - up]) for up in range(len(parts) + 1)]

    def whole(m: re.Match[str]) -> str:
        return f"]({bases[len(m.group(1)) // 3]}{m.group(2).removeprefix('./')})"

    return _RELATIVE.sub(whole, text)
