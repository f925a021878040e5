"""What every page builder gets: the knowledge base, its relations, a language, and small helpers over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.base.relations import Evidence, Relations
from aigc_kb.document import blocks as b
from aigc_kb.document import citations as cite
from aigc_kb.document.addresses import entry_path, item_anchor, to_area, to_entry, to_framework
from aigc_kb.language import markup
from aigc_kb.language.interface import UI, Count, comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Entry, Mapping, Mitigation, NoMatch, Problem, Question
from aigc_kb.model.fields import OneOf
from aigc_kb.model.registers import Label
from aigc_kb.model.text import Lang, Text


def spaced(parts: Sequence[b.Inline]) -> tuple[b.Inline, ...]:
    """Inline pieces with a space between each two."""
    return tuple(x for part in parts for x in (" ", part))[1:]


@dataclass(frozen=True, slots=True)
class Context:
    kb: KnowledgeBase
    relations: Relations
    lang: Lang

    def ui(self, key: str, **values: object) -> str:
        """A string of the interface. Raises KeyError for one that does not exist."""
        words = UI[key][self.lang]
        shown = {name: Count(value) if isinstance(value, int) else str(value) for name, value in values.items()}
        return words.format_map(shown) if values else words

    @property
    def version(self) -> str:
        """The version of the content, in words."""
        return self.ui("version", version=self.kb.version) if self.kb.version else self.ui("unreleased")

    def t(self, text: Text) -> str:
        return text[self.lang]

    def boxes(self, keys: Iterable[str]) -> tuple[tuple[str, b.To], ...]:
        """Entries as boxes of a diagram."""
        entries = [self.kb.entry(key) for key in keys]
        return tuple((self.t(entry.title), to_entry(entry)) for entry in entries)

    # -- inline pieces ------------------------------------------------------------------------------------------

    def link(self, key: str, anchor: str = "") -> b.Link:
        """A link to an entry by its title."""
        entry = self.kb.entry(key)
        return b.Link(to_entry(entry, anchor), (self.t(entry.title),))

    def links(self, keys: Iterable[str]) -> tuple[b.Inline, ...]:
        return self.joined([self.link(key) for key in keys])

    def joined(self, parts: Sequence[b.Inline]) -> tuple[b.Inline, ...]:
        out: list[b.Inline] = []
        for index, part in enumerate(parts):
            if index:
                out.append(comma(self.lang))
            out.append(part)
        return tuple(out)

    def label(self, kind: OneOf, value: str) -> str:
        return self.t(v.label(kind, value))

    def options(self, kind: OneOf) -> tuple[tuple[str, str], ...]:
        """The values of a closed list with their labels, for filters."""
        return tuple((value, self.t(text)) for value, text in kind.labels)

    def badge(self, scale: str, kind: OneOf, value: str, hint: str = "") -> b.Badge:
        return b.Badge(scale, value, self.label(kind, value), hint)

    def grade(self, value: str) -> b.Badge:
        return self.badge("grade", v.GRADE, value, self.t(v.GRADE_MEANING[value]))

    def verdict(self, value: str) -> b.Badge:
        return self.badge("verdict", v.VERDICT, value, self.t(v.VERDICT_MEANING[value]))

    def around(self, name: str, place: str, inside: b.Inline) -> tuple[b.Inline, ...]:
        """A string of the interface with something of more than words at its `{place}`."""
        before, _, after = self.ui(name).partition(f"{{{place}}}")
        return before, inside, after

    def best_evidence(self, evidence: Iterable[Evidence]) -> tuple[b.Badge, ...]:
        """The best verdict among some links with its grade; nothing where there are none."""
        best = min(evidence, key=lambda x: x.rank, default=None)
        return (self.verdict(best.assessment.verdict), self.grade(best.assessment.grade)) if best else ()

    def labelled(self, name: str, value: b.Inline | tuple[b.Inline, ...]) -> tuple[b.Inline, ...]:
        children = value if isinstance(value, tuple) else (value,)
        return (b.Note((self.ui(name) + label_sep(self.lang),)), *children)

    def vocabulary(self, labels: tuple[Label, ...], ids: Iterable[str]) -> str:
        names = {label.id: self.t(label.title) for label in labels}
        return comma(self.lang).join(names[i] for i in ids)

    def roles(self, ids: Iterable[str]) -> str:
        return self.vocabulary(self.kb.site.roles, ids)

    def level(self, name: str, value: str) -> b.Badge:
        """Cost or effort as a badge that names what it measures."""
        return b.Badge("level", value, f"{self.ui(name)}{label_sep(self.lang)}{self.label(v.LEVEL, value)}")

    def severity(self, problem: Problem) -> b.Badge:
        level = problem.severity.level
        words = self.ui("severity") + " " + self.ui("severity_of", level=level)
        return b.Badge("severity", str(level), words)

    def severity_level(self, problem: Problem) -> b.Badge:
        level = problem.severity.level
        return b.Badge("severity", str(level), self.ui("severity_of", level=level))

    def area_link(self, area: str) -> b.Link:
        return b.Link(to_area(area), (self.t(self.kb.areas[area].title),))

    def claim(self, text: Text, references: tuple[str, ...]) -> tuple[b.Inline, ...]:
        """A statement followed by those of its references that it does not cite itself."""
        words = self.t(text)
        cited = markup.cited_keys(words)
        rest = tuple(key for key in references if key not in cited)
        return (b.Md(words), " ", b.Cite(rest)) if rest else (b.Md(words),)

    # -- blocks shared by several kinds of page -----------------------------------------------------------------

    def section(self, key: str, heading: str, *blocks: b.Block) -> tuple[b.Block, ...]:
        """A level-2 section, or nothing where it would have no content."""
        return (b.Heading(2, key, self.ui(heading)), *blocks) if blocks else ()

    def mappings(self, mappings: tuple[Mapping, ...], no_match: tuple[NoMatch, ...]) -> tuple[b.Block, ...]:
        out: list[b.Block] = []
        if mappings:
            rows = []
            for row in mappings:
                framework = self.kb.frameworks[row.framework]
                item = self.relations.items[row.framework, row.item]
                to = to_framework(row.framework, item_anchor(row.item))
                shown: list[b.Inline] = [b.Link(to, (f"{row.item} {self.t(item.title)}",))]
                if row.title != self.t(item.title):
                    official = "en" if self.lang == "zh" else "zh"
                    shown += [" ", b.Note((b.Foreign(official, row.title),))]
                rows.append(
                    b.Row(
                        (
                            b.Cell((b.p(b.Link(to_framework(row.framework), (self.t(framework.title),))),), head=True),
                            b.Cell((b.Para(tuple(shown)),)),
                            b.Cell((b.p(self.badge("relation", v.MAPPING_RELATION, row.relation)),)),
                            b.Cell((b.p(b.Md(self.t(row.note))),)),
                        )
                    )
                )
            head = tuple(self.ui(f"mapping_{x}") for x in ("framework", "item", "relation", "note"))
            out.append(b.Table(self.ui("mappings"), head, tuple(rows), "mappings"))
        if no_match:
            out.append(b.p(b.Strong((self.ui("no_match"),))))
            out.append(
                b.bullets(
                    [
                        (
                            b.Link(to_framework(x.framework), (self.t(self.kb.frameworks[x.framework].title),)),
                            label_sep(self.lang),
                            b.Md(self.t(x.reason)),
                        )
                        for x in no_match
                    ]
                )
            )
        return tuple(out)

    def questions(self, questions: tuple[Question, ...]) -> tuple[b.Block, ...]:
        return tuple(b.Fold((b.Md(self.t(q.question)),), (b.p(b.Md(self.t(q.answer))),)) for q in questions)

    def standing(self, entry: Problem | Mitigation) -> tuple[b.Inline, ...]:
        """That an entry is not reviewed, or no longer holds and what takes its place; nothing of a reviewed one."""
        if entry.status == "reviewed":
            return ()
        instead = (" ", self.ui("replaced_by"), " ", self.link(entry.replaced_by)) if entry.replaced_by else ()
        return (" · ", self.badge("status", v.STATUS, entry.status), *instead)

    def about(self, entry: Entry) -> tuple[b.Block, ...]:
        """Dates, status, id; links to edit the YAML file and to report a problem."""
        site, file = self.kb.site, self.kb.files[entry.id]
        other = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}[entry.i18n.source]
        pairs: list[tuple[str, tuple[b.Inline, ...]]] = [
            (self.ui("permalink"), (entry.id,)),
            (self.ui("status"), (self.label(v.STATUS, entry.status),)),
            (self.ui("created"), (entry.created,)),
            (self.ui("updated"), (entry.updated,)),
            (self.ui("reviewed"), (entry.reviewed,)),
            (self.ui("review_by"), (entry.review_by,)),
            (self.ui("written_first"), (self.t(other),)),
        ]
        edit = f"{site.repository}/edit/{site.branch}/data/{file}"
        report = f"{site.repository}/issues/new?template=wrong-or-outdated.yml&title={entry.id}"
        links = b.p(
            b.Link(b.Web(edit), (self.ui("edit"),)), " · ", b.Link(b.Web(report), (self.ui("report"),)), role="actions"
        )
        return self.section("about", "about_entry", b.Fields(tuple(pairs), "about"), self.cite_this(entry), links)

    def cite_this(self, entry: Entry) -> b.Fold:
        """How to cite the entry, in three styles, with version and date."""
        site = self.kb.site
        url = f"{site.url}{self.lang}/{entry_path(entry)}"

        def cited(style: cite.EntryStyle) -> str:
            return cite.cite_entry(entry, self.lang, style, site=site, url=url, version=self.kb.version)

        styles = (("GB/T 7714-2015", cited("gbt7714")), ("APA 7", cited("apa")))
        lines = tuple(b.p(b.Strong((name,)), label_sep(self.lang), words) for name, words in styles)
        return b.Fold((self.ui("cite_this"),), (*lines, b.p(b.Strong(("BibTeX",))), b.Code(cited("bibtex"))))

    def shown_in(self, key: str) -> tuple[b.Block, ...]:
        """The cases and reading paths of an entry."""
        out: list[b.Block] = []
        if cases := self.relations.shown_in.get(key):
            out += self.section("cases", "shown_in", b.bullets([self.entry_line(case) for case in cases]))
        if paths := self.relations.on_paths.get(key):
            out += self.section("paths", "on_paths", b.bullets([self.entry_line(path) for path in paths]))
        return tuple(out)

    def entry_line(self, key: str) -> tuple[b.Inline, ...]:
        """An entry's linked title and summary, for lists."""
        entry = self.kb.entry(key)
        return (b.Strong((self.link(key),)), " ", b.Md(self.t(entry.summary)))

    def mitigation_badges(self, mitigation: Mitigation) -> tuple[b.Badge, ...]:
        return (
            b.Badge("kind", mitigation.kind, self.label(v.MITIGATION_KIND, mitigation.kind)),
            *self.best_evidence(self.relations.evidence[mitigation.id, x.problem] for x in mitigation.addresses),
            self.level("cost", mitigation.cost.level),
        )

    def problem_card(self, problem: Problem) -> b.Card:
        return b.Card(
            to_entry(problem), self.t(problem.title), (b.Md(self.t(problem.summary)),), (self.severity(problem),)
        )

    def mitigation_card(self, mitigation: Mitigation) -> b.Card:
        return b.Card(
            to_entry(mitigation),
            self.t(mitigation.title),
            (b.Md(self.t(mitigation.summary)),),
            self.mitigation_badges(mitigation),
        )
