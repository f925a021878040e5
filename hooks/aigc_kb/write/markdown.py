"""Writes a page's blocks as plain Markdown, for `kb render`, language models and other engines."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from aigc_kb import cite, markup
from aigc_kb.pages import blocks as b
from aigc_kb.sitemap import relative
from aigc_kb.strings import UI
from aigc_kb.write.html import Names

_ESCAPE = re.compile(r"([\\`*_\[\]<>|#])")


def text(value: str) -> str:
    """Plain words as Markdown."""
    return _ESCAPE.sub(r"\\\1", value)


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
        link = relative(self.page.path, to.path, "directory").removeprefix("./") + "index.md"
        return f"{link}#{to.anchor}" if to.anchor else link

    def inlines(self, children: tuple[b.Inline, ...]) -> str:
        return "".join(self.inline(child) for child in children)

    def inline(self, node: b.Inline) -> str:
        match node:
            case str():
                return text(node)
            case b.Md():
                return self.contributed(node.text.replace("\n", " ").strip())
            case b.Link():
                return f"[{self.inlines(node.children)}]({self.href(node.to)})"
            case b.Cite():
                return self.citation(tuple((key, None) for key in node.keys)) if node.keys else ""
            case b.Badge():
                return f"**{text(node.label)}**"
            case b.Strong():
                return emphasised("**", self.inlines(node.children))
            case b.Emph():
                return emphasised("*", self.inlines(node.children))
            case b.Note():
                return self.inlines(node.children)
            case b.Foreign():
                return text(node.text)
            case b.Mono():
                return code(node.text)

    def contributed(self, raw: str) -> str:
        """A contributor's Markdown with links and citations resolved; the rest is Markdown already."""
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
        return "\n\n".join(part for part in (self.block(child) for child in children) if part)

    def block(self, block: b.Block) -> str:
        match block:
            case b.Heading():
                return f"{'#' * block.level} {text(block.text)} {{#{block.id}}}"
            case b.Para():
                return self.inlines(block.children)
            case b.Prose():
                return self.contributed(block.text.strip())
            case b.Items():
                return self.items(block)
            case b.Table():
                return self.table(block)
            case b.Filtered():
                return self.blocks(tuple(part for pair in block.parts for part in pair))
            case b.Fields():
                return "\n".join(f"- **{text(name)}** {self.inlines(value)}" for name, value in block.pairs)
            case b.Fold():
                return f"**{self.inlines(block.summary)}**\n\n{self.blocks(block.blocks)}"
            case b.Cards():
                return "\n".join(
                    f"- [{text(card.title)}]({self.href(card.to)}): {self.inlines(card.text)}" for card in block.cards
                )
            case b.Figures():
                return "\n".join(f"- **{number}** {text(label)}" for number, label, _ in block.figures)
            case b.Bibliography():
                return self.bibliography()
            case b.Code():
                fence = "`" * max(3, _longest_run(block.text) + 1)
                return f"{fence}text\n{block.text}\n{fence}"
            case b.Mount() | b.Diagram():
                return ""  # a tool needs a page, and the lists say what the picture shows

    def items(self, block: b.Items) -> str:
        out = []
        for index, item in enumerate(block.items):
            mark = f"{index + 1}." if block.ordered else "-"
            anchor = f'<a id="{block.ids[index]}"></a>' if block.ids else ""
            body = self.blocks(item).replace("\n", "\n" + " " * (len(mark) + 1))
            out.append(f"{mark} {anchor}{body}")
        return "\n".join(out)

    def table(self, block: b.Table) -> str:
        names = [head if isinstance(head, str) else head.text for head in block.head]
        lines = [f"| {' | '.join(text(name) or ' ' for name in names)} |", "|" + " --- |" * len(block.head)]
        for row in block.rows:
            cells = [self.blocks(cell.blocks).replace("\n\n", "<br>").replace("\n", " ") or " " for cell in row.cells]
            # Contributors' text may hold a bar that would end the cell.
            cells = [re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells]
            if row.id:
                cells[0] = f'<a id="{row.id}"></a>{cells[0]}'
            lines.append(f"| {' | '.join(cells)} |")
        return f"{text(block.caption)}\n\n" + "\n".join(lines)

    def bibliography(self) -> str:
        if not self.cited:
            return ""
        lang = self.page.lang
        keys = list(self.cited)
        if lang == "en":
            keys.sort(key=lambda key: (cite.short(self.names.references[key], "en").lower(), key))
        lines = [
            f'{f"{n}." if lang == "zh" else "-"} <a id="ref-{key}"></a>'
            + self.inlines(cite.full(self.names.references[key], lang))
            for n, key in enumerate(keys, 1)
        ]
        return f"## {text(UI['references'][lang])} {{#references}}\n\n" + "\n".join(lines)
