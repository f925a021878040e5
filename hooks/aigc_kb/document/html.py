"""Writes a page's blocks as HTML, with its table of contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final, final

from aigc_kb.document import blocks as b
from aigc_kb.document import chart
from aigc_kb.document import citations as cite
from aigc_kb.document import contributed as gate
from aigc_kb.document import diagram as svg
from aigc_kb.document import timeline as dates
from aigc_kb.document.addresses import UrlStyle, relative
from aigc_kb.document.names import Names
from aigc_kb.language import markup
from aigc_kb.language.interface import UI
from aigc_kb.language.markup import plain
from aigc_kb.model.registers import Reference


@dataclass(frozen=True, slots=True)
class TocItem:
    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Written:
    """A page's content as HTML, without its title, and its headings."""

    html: str
    toc: tuple[TocItem, ...]
    cited: tuple[str, ...]


def data_attributes(data: tuple[tuple[str, str], ...]) -> str:
    """`data-` attributes with a space before each."""
    return "".join([f' data-{name}="{attribute(value)}"' for name, value in data]) if data else ""


def largest_numbers(table: b.Table) -> list[int | None]:
    """For each column that is to be sorted from the greatest number down: that number; for others None."""

    def largest(column: int) -> int:
        cells = [row.cells[column] for row in table.rows]
        return max((cell.sort for cell in cells if isinstance(cell.sort, int)), default=0)

    heads = enumerate(table.head)
    return [largest(i) if isinstance(head, b.Column) and head.descending else None for i, head in heads]


def sort_key(value: str | int, top: int | None) -> str:
    """What the script in the page compares, least first. It takes a minus for a dash, so that a number of a column
    that begins with its greatest, `top`, is written as its distance from that.
    """
    return str(top - value if top is not None and isinstance(value, int) else value)


# Most words have nothing to escape, and looking costs less than escaping.
_SPECIAL: Final = re.compile("[&<>\"']").search


def text(value: str) -> str:
    """Plain words as HTML text."""
    return escape(value, quote=False) if _SPECIAL(value) else value


def attribute(value: str) -> str:
    """Plain words as the value of an attribute in double quotes."""
    return escape(value) if _SPECIAL(value) else value


@final
@dataclass(slots=True)
class HtmlWriter:
    """Writes one page. Make a new one for each page: it counts citations."""

    page: b.Page
    names: Names
    style: UrlStyle = "directory"
    toc: list[TocItem] = field(default_factory=list)
    cited: dict[str, int] = field(default_factory=dict)
    explained_terms: set[str] = field(default_factory=set)

    def write(self) -> Written:
        body = "\n".join([self.block(block) for block in self.page.blocks])
        return Written(body, tuple(self.toc), tuple(self.cited))

    # -- addresses ----------------------------------------------------------------------------------------------

    def href(self, to: b.To | b.Web | b.Asset) -> str:
        if isinstance(to, b.Web):
            return attribute(to.url)
        if isinstance(to, b.Asset):  # a page stands below its language
            return "../" * (self.page.path.count("/") + 1) + to.path
        if to.path == self.page.path and to.anchor and not to.query:
            return f"#{to.anchor}"
        link = relative(self.page.path, to.path, self.style)
        if to.query:
            link += "?" + attribute(to.query)
        return f"{link}#{to.anchor}" if to.anchor else link

    # -- inline -------------------------------------------------------------------------------------------------

    def inlines(self, children: tuple[b.Inline, ...]) -> str:
        # A table of functions, since there are millions of these on a large site and a match statement is slower.
        return "".join([text(x) if type(x) is str else _INLINE[type(x)](self, x) for x in children])

    def inline(self, node: b.Inline) -> str:
        return text(node) if isinstance(node, str) else _INLINE[type(node)](self, node)

    def md(self, node: b.Md) -> str:
        return self.resolve(gate.inline_html(node.text, self.page.lang))

    def source(self, node: b.Source) -> str:
        return self.reference(self.names.references[node.key])

    def badge(self, node: b.Badge) -> str:
        hint = f' title="{attribute(node.hint)}"' if node.hint else ""
        return f'<span class="kb-badge kb-{node.scale} kb-{node.scale}-{node.value}"{hint}>{text(node.label)}</span>'

    def link(self, node: b.Link) -> str:
        href, words = self.href(node.to), self.inlines(node.children)
        if type(node.to) is b.Web:
            return f'<a class="ext" href="{href}" rel="external noopener">{words}</a>'
        title = f' title="{attribute(node.title)}"' if node.title else ""
        return f'<a href="{href}"{title}>{words}</a>'

    def cite(self, node: b.Cite) -> str:
        return self.citation(tuple([(key, None) for key in node.keys])) if node.keys else ""

    def strong(self, node: b.Strong) -> str:
        return f"<strong>{self.inlines(node.children)}</strong>"

    def emph(self, node: b.Emph) -> str:
        return f"<em>{self.inlines(node.children)}</em>"

    def note(self, node: b.Note) -> str:
        return f'<small class="kb-note">{self.inlines(node.children)}</small>'

    def foreign(self, node: b.Foreign) -> str:
        if node.lang == self.page.lang:
            return text(node.text)
        return f'<span lang="{attribute(node.lang)}">{text(node.text)}</span>'

    def mono(self, node: b.Mono) -> str:
        return f"<code>{text(node.text)}</code>"

    def chart(self, node: b.Bar | b.Bubble | b.Stack) -> str:
        return chart.draw(node)

    def resolve(self, rendered: str) -> str:
        """Turn the gate's marks into links and citations of this page."""
        return gate.MARK.sub(self.mark, rendered) if gate.OPEN in rendered else rendered

    def explained(self, rendered: str) -> str:
        """Link each term to its definition where the page's prose mentions it first."""
        out, end = [], 0
        for mention in self.names.term_index[self.page.lang].mentions(rendered):
            term = self.names.terms[mention.term]
            own = term.entry is not None and self.names.paths.get(term.entry) == self.page.path
            if mention.term in self.explained_terms or own:
                continue
            self.explained_terms.add(mention.term)
            href = self.href(b.To("terms/", f"term-{term.id}"))
            tip = attribute(plain(term.definition[self.page.lang]))
            words = rendered[mention.start : mention.end]
            out += [rendered[end : mention.start], f'<a class="kb-term" href="{href}" data-tip="{tip}">{words}</a>']
            end = mention.end
        return "".join([*out, rendered[end:]])

    def mark(self, m: re.Match[str]) -> str:
        if m.group(1) == "C":
            return self.citation(markup.parse_citation(m.group(2)[1:-1]))
        target, _, words = m.group(2).partition(gate.SEP)
        return f'<a href="{self.href(b.To(self.names.paths[target]))}">{words or text(self.names.titles[self.page.lang][target])}</a>'

    def citation(self, cited: tuple[tuple[str, str | None], ...]) -> str:
        """`[3]` in Chinese, `(Huang et al., 2025)` in English; linked to the bibliography below."""
        links = []
        for key, locator in cited:
            number = self.cited.setdefault(key, len(self.cited) + 1)
            reference = self.names.references[key]
            where = f", {text(locator)}" if locator else ""
            words = f"[{number}]" if self.page.lang == "zh" else text(cite.short(reference, "en"))
            links.append(f'<a href="#ref-{key}" title="{attribute(reference.title)}">{words}</a>{where}')
        if self.page.lang == "zh":
            return f'<span class="kb-cite">{"".join(links)}</span>'
        return f'<span class="kb-cite">({"; ".join(links)})</span>'

    # -- blocks -------------------------------------------------------------------------------------------------

    def block(self, block: b.Block) -> str:
        return _BLOCK[type(block)](self, block)

    def blocks(self, children: tuple[b.Block, ...]) -> str:
        return "".join([_BLOCK[type(block)](self, block) for block in children])

    def prose(self, block: b.Prose) -> str:
        return self.resolve(self.explained(gate.block_html(block.text, self.page.lang)))

    def code(self, block: b.Code) -> str:
        return f'<pre class="kb-code"><code tabindex="0">{text(block.text)}</code></pre>'

    def mount(self, block: b.Mount) -> str:
        home = relative(self.page.path, "", self.style)
        return f'<div class="kb-tool" data-kb-tool="{block.tool}" data-home="{home}"></div>'

    def diagram(self, block: b.Diagram) -> str:
        return svg.diagram(block, self.href)

    def timeline(self, block: b.Timeline) -> str:
        return dates.timeline(block, self.href)

    def heading(self, block: b.Heading) -> str:
        self.toc.append(TocItem(block.id, block.text, block.level))
        label = "本节链接" if self.page.lang == "zh" else "Link to this section"
        return (
            f'<h{block.level} id="{block.id}">{text(block.text)}'
            f'<a class="headerlink" href="#{block.id}" title="{label}" aria-label="{label}">#</a></h{block.level}>'
        )

    def para(self, block: b.Para) -> str:
        role = f' class="kb-{block.role}"' if block.role else ""
        return f"<p{role}>{self.inlines(block.children)}</p>"

    def items(self, block: b.Items) -> str:
        tag = "ol" if block.ordered else "ul"
        role = f' class="kb-{block.role}"' if block.role else ""
        out = [f"<{tag}{role}>"]
        for index, item in enumerate(block.items):
            anchor = f' id="{block.ids[index]}"' if block.ids else ""
            # A single paragraph without a role needs no <p> of its own.
            if len(item) == 1 and isinstance(item[0], b.Para) and not item[0].role:
                inner = self.inlines(item[0].children)
            else:
                inner = self.blocks(item)
            out.append(f"<li{anchor}>{inner}</li>")
        out.append(f"</{tag}>")
        return "".join(out)

    def table(self, block: b.Table) -> str:
        role = f" kb-{block.role}" if block.role else ""
        control = " data-kb-sortable" if block.sortable else ""
        form = ""
        if block.facets:
            form = self.filters(block.facets, block.caption, len(block.rows))
            control += " data-kb-filtered"
        # Most cells of a matrix are empty, and an empty cell needs no label.
        names = [head if isinstance(head, str) else head.text for head in block.head]
        labels = [f' data-label="{attribute(name)}"' for name in names]
        out = [
            f'{form}<div class="kb-table{role}" role="region" aria-label="{attribute(block.caption)}" tabindex="0"{control}>',
            f'<table class="kb-grid"><caption>{text(block.caption)}</caption><thead><tr>',
            *(self.column(head) for head in block.head),
            "</tr></thead><tbody>",
        ]
        tops = largest_numbers(block)
        for row in block.rows:
            anchor = f' id="{row.id}"' if row.id else ""
            out.append(f"<tr{anchor}{data_attributes(row.data)}>")
            for label, cell, top in zip(labels, row.cells, tops, strict=True):
                if not (cell.blocks or cell.data or cell.head or cell.sort is not None):
                    out.append("<td></td>")
                    continue
                shown = label if cell.blocks else ""
                sort = f' data-sort="{attribute(sort_key(cell.sort, top))}"' if cell.sort is not None else ""
                tag, scope = ("th", ' scope="row"') if cell.head else ("td", "")
                out.append(f"<{tag}{scope}{shown}{sort}{data_attributes(cell.data)}>{self.cell(cell)}</{tag}>")
            out.append("</tr>")
        out.append("</tbody></table></div>")
        return "".join(out)

    def filters(self, facets: tuple[b.Facet, ...], label: str, rows: int) -> str:
        """The form by which the table after it is filtered. It stands in the page, so that nothing jumps."""
        everything = text(UI["filter_all"][self.page.lang])
        out = [f'<form class="kb-filters" role="search" aria-label="{attribute(label)}" autocomplete="off">']
        for facet in facets:
            options = "".join(f'<option value="{attribute(value)}">{text(words)}' for value, words in facet.options)
            out.append(
                f'<label><span>{text(facet.label)}</span><select name="{facet.name}" data-of="{facet.of}">'
                f'<option value="">{everything}{options}</select></label>'
            )
        reset = text(UI["filter_reset"][self.page.lang])
        count = text(UI["filter_count"][self.page.lang].format(n=rows, total=rows))
        out.append(
            f'<button type="reset" hidden>{reset}</button><output class="kb-filter-status">{count}</output></form>'
        )
        return "".join(out)

    def filtered(self, block: b.Filtered) -> str:
        parts = "".join(
            f'<section class="kb-part">{self.heading(heading)}{self.table(table)}</section>'
            for heading, table in block.parts
        )
        rows = sum(len(table.rows) for _, table in block.parts)
        return f"{self.filters(block.facets, block.label, rows)}<div data-kb-filtered>{parts}</div>"

    def column(self, head: str | b.Column) -> str:
        if isinstance(head, str):
            return f'<th scope="col">{text(head)}</th>'
        inner = f'<a href="{self.href(head.to)}">{text(head.text)}</a>' if head.to else text(head.text)
        return f'<th scope="col"{data_attributes(head.data)}>{inner}</th>'

    def cell(self, cell: b.Cell) -> str:
        if len(cell.blocks) == 1 and isinstance(cell.blocks[0], b.Para) and not cell.blocks[0].role:
            return self.inlines(cell.blocks[0].children)
        return self.blocks(cell.blocks)

    def fields(self, block: b.Fields) -> str:
        role = f" kb-{block.role}" if block.role else ""
        pairs = "".join(
            f"<div><dt>{text(name)}</dt><dd>{self.inlines(value)}</dd></div>" for name, value in block.pairs
        )
        return f'<dl class="kb-fields{role}">{pairs}</dl>'

    def fold(self, block: b.Fold) -> str:
        return f'<details class="kb-fold"><summary>{self.inlines(block.summary)}</summary>{self.blocks(block.blocks)}</details>'

    def group(self, block: b.Group) -> str:
        return f'<section class="kb-{block.role}" aria-label="{attribute(block.label)}">{self.blocks(block.blocks)}</section>'

    def cards(self, block: b.Cards) -> str:
        out = ['<ul class="kb-cards">']
        for card in block.cards:
            badges = "".join(self.inline(badge) for badge in card.badges)
            badges = f'<p class="kb-badges">{badges}</p>' if badges else ""
            out.append(
                f'<li class="kb-card"><p class="kb-card-title"><a href="{self.href(card.to)}">{text(card.title)}</a></p>'
                f"<p>{self.inlines(card.text)}</p>{badges}</li>"
            )
        out.append("</ul>")
        return "".join(out)

    def figures(self, block: b.Figures) -> str:
        out = []
        for number, label, to in block.figures:
            inner = f"<strong>{text(number)}</strong> <span>{text(label)}</span>"
            out.append(f'<li><a href="{self.href(to)}">{inner}</a></li>' if to else f"<li>{inner}</li>")
        return f'<ul class="kb-figures">{"".join(out)}</ul>'

    def bibliography(self, _: b.Bibliography) -> str:
        if not self.cited:
            return ""
        lang = self.page.lang
        keys = list(self.cited)
        if lang == "en":  # APA orders by author, GB/T 7714 numbers by first mention.
            keys.sort(key=lambda key: (cite.short(self.names.references[key], "en").lower(), key))
        heading = self.heading(b.Heading(2, "references", UI["references"][lang]))
        items = "".join([f'<li id="ref-{key}">{self.reference(self.names.references[key])}</li>' for key in keys])
        tag = "ol" if lang == "zh" else "ul"
        return f'{heading}<{tag} class="kb-bibliography">{items}</{tag}>'

    def reference(self, reference: Reference) -> str:
        """A reference in full, which looks the same on every page of a language."""
        return self.inlines(cite.full(reference, self.page.lang))


_INLINE: Final[Mapping[type[Any], Callable[[HtmlWriter, Any], str]]] = {
    b.Md: HtmlWriter.md,
    b.Link: HtmlWriter.link,
    b.Cite: HtmlWriter.cite,
    b.Source: HtmlWriter.source,
    b.Badge: HtmlWriter.badge,
    b.Strong: HtmlWriter.strong,
    b.Emph: HtmlWriter.emph,
    b.Note: HtmlWriter.note,
    b.Foreign: HtmlWriter.foreign,
    b.Mono: HtmlWriter.mono,
    b.Bar: HtmlWriter.chart,
    b.Bubble: HtmlWriter.chart,
    b.Stack: HtmlWriter.chart,
}
_BLOCK: Final[Mapping[type[Any], Callable[[HtmlWriter, Any], str]]] = {
    b.Heading: HtmlWriter.heading,
    b.Para: HtmlWriter.para,
    b.Prose: HtmlWriter.prose,
    b.Items: HtmlWriter.items,
    b.Table: HtmlWriter.table,
    b.Filtered: HtmlWriter.filtered,
    b.Fields: HtmlWriter.fields,
    b.Fold: HtmlWriter.fold,
    b.Group: HtmlWriter.group,
    b.Cards: HtmlWriter.cards,
    b.Bibliography: HtmlWriter.bibliography,
    b.Figures: HtmlWriter.figures,
    b.Code: HtmlWriter.code,
    b.Mount: HtmlWriter.mount,
    b.Diagram: HtmlWriter.diagram,
    b.Timeline: HtmlWriter.timeline,
}
