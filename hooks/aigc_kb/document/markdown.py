"""Writes a page's blocks as plain Markdown, for `kb render`, language models and other engines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aigc_kb.document import blocks as b
from aigc_kb.document import citations as cite
from aigc_kb.document.addresses import relative
from aigc_kb.document.names import Names
from aigc_kb.language import markup
from aigc_kb.language.interface import UI, label_sep

_BAR = re.compile(r"(?<!\\)\|")
_LINE = re.compile(r"\n(?=[^\n])")
_PARAGRAPH = re.compile(r"\n\n *")
_ESCAPE = re.compile(r"([\\`*_\[\]<>|#])")


# Most strings of a page (labels, badges, titles) stand on many pages: each is escaped once.
def text(value: str) -> str:
    """Plain words as Markdown."""
    # Few have anything to escape, and to look takes a fifth of what replacing nothing takes.
    return _ESCAPE.sub(r"\\\1", value) if _ESCAPE.search(value) else value


def emphasised(mark: str, inner: str) -> str:
    """Emphasis as every engine understands it: punctuation at its end stands outside.

    CommonMark takes `**完成：**每格` for plain asterisks, because a mark between punctuation and a letter ends nothing;
    where words are written without spaces, that is what follows a label.
    """
    core = inner.rstrip("：:。，；、.,; ")
    return f"{mark}{core}{mark}{inner[len(core) :]}" if core else inner


def code(value: str) -> str:
    """What is typed, as a code span: between more backticks than it holds itself."""
    marks = "`" * (_longest_run(value) + 1)
    pad = " " if value.startswith("`") or value.endswith("`") else ""
    return f"{marks}{pad}{value}{pad}{marks}"


def _longest_run(value: str) -> int:
    return max((len(run) for run in re.findall("`+", value)), default=0)


@dataclass(slots=True)
class MarkdownWriter:
    """Writes one page as a Markdown file with front matter. Links lead to the other pages' `index.md`."""

    page: b.Page
    names: Names
    cited: dict[str, int] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def write(self) -> str:
        page = self.page
        meta = {"title": page.title, "description": page.description, "lang": page.lang, "kind": page.kind}
        if page.updated:
            meta["updated"] = page.updated
        front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
        body = self.blocks(page.blocks)
        return f"---\n{front}\n---\n\n# {text(page.title)}\n\n{body}\n"

    def href(self, to: b.To | b.Web | b.Asset) -> str:
        if isinstance(to, b.Asset):
            return "../" * (self.page.path.count("/") + 1) + to.path
        if isinstance(to, b.Web):
            return to.url.replace("(", "%28").replace(")", "%29")
        if to.path == self.page.path and to.anchor:
            return f"#{to.anchor}"
        link = self.links.get(to.path)
        if link is None:
            link = self.links[to.path] = self.file(relative(self.page.path, to.path, "directory"), to.path)
        return f"{link}#{to.anchor}" if to.anchor else link

    def file(self, link: str, path: str) -> str:
        """The link to the file of the page at `path`, given that to its folder."""
        return f"{link.removeprefix('./')}index.md"

    def inlines(self, children: tuple[b.Inline, ...]) -> str:
        # A table of functions: a match statement is slower, and a large site has millions of these, most of one child.
        if len(children) == 1:
            (x,) = children
            only: str = text(x) if type(x) is str else getattr(self, _INLINE[type(x)])(x)
            return only
        return "".join([text(x) if type(x) is str else getattr(self, _INLINE[type(x)])(x) for x in children])

    def md(self, node: b.Md) -> str:
        return self.contributed(node.text.replace("\n", " ").strip())

    def link(self, node: b.Link) -> str:
        return f"[{self.inlines(node.children)}]({self.href(node.to)})"

    def cite(self, node: b.Cite) -> str:
        return self.citation(tuple([(key, None) for key in node.keys])) if node.keys else ""

    def source(self, node: b.Source) -> str:
        return self.reference(node.key)

    def badge(self, node: b.Badge) -> str:
        return f"**{text(node.label)}**"

    def strong(self, node: b.Strong) -> str:
        return emphasised("**", self.inlines(node.children))

    def emph(self, node: b.Emph) -> str:
        return emphasised("*", self.inlines(node.children))

    def note(self, node: b.Note) -> str:
        return self.inlines(node.children)

    def foreign(self, node: b.Foreign) -> str:
        return text(node.text)

    def mono(self, node: b.Mono) -> str:
        return code(node.text)

    def contributed(self, raw: str) -> str:
        """A contributor's Markdown with links and citations resolved; the rest is Markdown already."""
        if "[[" not in raw and "[@" not in raw:
            return raw
        parts: list[tuple[int, int, str]] = []
        cited: dict[int, tuple[tuple[str, str | None], ...]] = {}
        for link in markup.entry_links(raw):
            words = link.words or text(self.names.titles[self.page.lang][link.target])
            parts.append((link.start, len(link.raw), f"[{words}]({self.href(b.To(self.names.paths[link.target]))})"))
        for citation in markup.citations(raw):
            parts.append((citation.start, len(citation.raw), ""))
            cited[citation.start] = citation.cited
        out, end = [], 0
        for start, length, words in sorted(parts):
            out += [raw[end:start], self.citation(cited[start]) if start in cited else words]
            end = start + length
        return "".join([*out, raw[end:]])

    def citation(self, cited: tuple[tuple[str, str | None], ...]) -> str:
        links = []
        for key, locator in cited:
            number = self.cited.setdefault(key, len(self.cited) + 1)
            where = f", {locator}" if locator else ""
            if self.page.lang == "zh":
                links.append(f"[\\[{number}\\]](#ref-{key}){where}")
            else:
                links.append(f"[{text(cite.short(self.names.references[key], 'en'))}](#ref-{key}){where}")
        return "".join(links) if self.page.lang == "zh" else f"({'; '.join(links)})"

    def blocks(self, children: tuple[b.Block, ...]) -> str:
        return "\n\n".join(filter(None, [getattr(self, _BLOCK[type(child)])(child) for child in children]))

    def heading(self, block: b.Heading) -> str:
        return f"{'#' * block.level} {text(block.text)} {{#{block.id}}}"

    def para(self, block: b.Para) -> str:
        return self.inlines(block.children)

    def prose(self, block: b.Prose) -> str:
        return self.contributed(block.text.strip())

    def filtered(self, block: b.Filtered) -> str:
        return self.blocks(tuple(part for pair in block.parts for part in pair))

    def fields(self, block: b.Fields) -> str:
        return "\n".join(f"- **{text(name)}** {self.inlines(value)}" for name, value in block.pairs)

    def fold(self, block: b.Fold) -> str:
        return f"**{self.inlines(block.summary)}**\n\n{self.blocks(block.blocks)}"

    def group(self, block: b.Group) -> str:
        return self.blocks(block.blocks)

    def cards(self, block: b.Cards) -> str:
        return "\n".join(
            f"- [{text(card.title)}]({self.href(card.to)}): {self.inlines(card.text)}" for card in block.cards
        )

    def figures(self, block: b.Figures) -> str:
        return "\n".join(f"- **{number}** {text(label)}" for number, label, _ in block.figures)

    def code(self, block: b.Code) -> str:
        fence = "`" * max(3, _longest_run(block.text) + 1)
        return f"{fence}text\n{block.text}\n{fence}"

    def bubble(self, node: b.Bubble) -> str:
        """What the sign says, before the words on how many there are."""
        return f"{text(node.words)}{label_sep(self.page.lang)}"

    def nothing(self, _: b.Mount | b.Diagram | b.Timeline | b.Bar | b.Stack) -> str:
        """A tool needs a page, and the words around a picture say what it shows."""
        return ""

    def items(self, block: b.Items) -> str:
        out = []
        for index, item in enumerate(block.items):
            mark = f"{index + 1}." if block.ordered else "-"
            anchor = f'<a id="{block.ids[index]}"></a>' if block.ids else ""
            body = self.blocks(item)
            if "\n" in body:
                body = _LINE.sub("\n" + " " * (len(mark) + 1), body)
            out.append(f"{mark} {anchor}{body}")
        return "\n".join(out)

    def table(self, block: b.Table) -> str:
        names = [head if isinstance(head, str) else head.text for head in block.head]
        lines = [f"| {' | '.join(text(name) or ' ' for name in names)} |", "|" + " --- |" * len(block.head)]
        for row in block.rows:
            cells = [self.cell(cell) if cell.blocks else " " for cell in row.cells]
            if row.id:
                cells[0] = f'<a id="{row.id}"></a>{cells[0]}'
            lines.append(f"| {' | '.join(cells)} |")
        return f"{text(block.caption)}\n\n" + "\n".join(lines)

    def cell(self, cell: b.Cell) -> str:
        written = _PARAGRAPH.sub("<br>", self.blocks(cell.blocks)).replace("\n", " ") or " "
        # Contributors' text may hold a bar that would end the cell.
        return _BAR.sub(r"\\|", written) if "|" in written else written

    def bibliography(self, _: b.Bibliography) -> str:
        if not self.cited:
            return ""
        lang, keys = self.page.lang, list(self.cited)
        if lang == "en":
            keys.sort(key=lambda key: (cite.short(self.names.references[key], "en").lower(), key))
        marks = [f"{n}." if lang == "zh" else "-" for n in range(1, len(keys) + 1)]
        lines = [f'{mark} <a id="ref-{key}"></a>{self.reference(key)}' for mark, key in zip(marks, keys, strict=True)]
        return f"## {text(UI['references'][lang])} {{#references}}\n\n" + "\n".join(lines)

    def reference(self, key: str) -> str:
        """A reference in full, which one writer writes alike on every page of a language."""
        return self.inlines(cite.full(self.names.references[key], self.page.lang))


# Methods by name, so that a writer for another purpose can have its own.
_INLINE: Final[Mapping[type[Any], str]] = {
    b.Md: "md",
    b.Link: "link",
    b.Cite: "cite",
    b.Source: "source",
    b.Badge: "badge",
    b.Strong: "strong",
    b.Emph: "emph",
    b.Note: "note",
    b.Foreign: "foreign",
    b.Mono: "mono",
    b.Bar: "nothing",
    b.Bubble: "bubble",
    b.Stack: "nothing",
}
_BLOCK: Final[Mapping[type[Any], str]] = {
    b.Heading: "heading",
    b.Para: "para",
    b.Prose: "prose",
    b.Items: "items",
    b.Table: "table",
    b.Filtered: "filtered",
    b.Fields: "fields",
    b.Fold: "fold",
    b.Group: "group",
    b.Cards: "cards",
    b.Bibliography: "bibliography",
    b.Figures: "figures",
    b.Code: "code",
    b.Mount: "nothing",
    b.Diagram: "nothing",
    b.Timeline: "nothing",
}
