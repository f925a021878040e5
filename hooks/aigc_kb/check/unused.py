"""What nothing leads to: references, terms and problems that no entry uses (KB319, KB413, KB422)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.check.scan import entry_passages, found, passages
from aigc_kb.language import markup
from aigc_kb.load.store import Store
from aigc_kb.model.fields import EntryRef, ReferenceKey
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Text

REFERENCE: Final = Rule(
    "KB413",
    Text("没有条目引用的文献", "Reference that nothing cites"),
    Text("没有条目引用“{id}”", "no entry cites `{id}`"),
    Text("在支持的句子后引用它，或删掉文件", "cite it where it supports a sentence, or delete the file"),
    Text("没人引用的文献只会让文献库越来越难维护。", "A reference that supports nothing is only work to keep."),
    "hint",
    bad="# references/roe-2023-dough.yaml (like doe-2024-bread)\ntitle: On dough\nDOI: 10.1234/dough\n",
    good=(
        "# references/roe-2023-dough.yaml (like doe-2024-bread)\ntitle: On dough\nDOI: 10.1234/dough\n"
        "# problems/stale-bread.yaml\n"
        "causes:\n  zh: 面团太干[@roe-2023-dough]。\n  en: The dough is too dry [@roe-2023-dough].\n"
    ),
)
TERM: Final = Rule(
    "KB422",
    Text("没有条目用到的术语", "Term that no entry uses"),
    Text("没有条目用到“{zh}”或“{en}”", "no entry uses `{en}` or `{zh}`"),
    Text("在条目里用它，或删掉文件", "use it in an entry, or delete the file"),
    Text("术语表解释的是正文里的词。", "The term base explains words that readers meet."),
    "hint",
    bad="# terms/shelf-life.yaml\nzh: 炉内膨胀\nen: oven spring\naliases: {zh: [], en: []}\n",
    good="# terms/shelf-life.yaml\nzh: 保质期\nen: shelf life\naliases: {zh: [], en: []}\n",
)
ISOLATED: Final = Rule(
    "KB319",
    Text("孤立的问题", "Problem without any relation"),
    Text("没有任何条目与“{id}”有关联", "no entry is related to `{id}`, and it names none"),
    Text(
        "写上 leads_to 或 related，或让措施、案例指向它", "add leads_to or related, or let a mitigation or case name it"
    ),
    Text("没有关联的条目，只有搜索才能碰到。", "Without relations an entry is met by search alone."),
    "hint",
    bad="leads_to: []\n# problems/wasted-flour.yaml\nleads_to: []\n",
    good="leads_to:\n  - problem: wasted-flour\n    how: {zh: 变硬的面包被扔掉。, en: Hard bread is thrown away.}\n",
)


@check(REFERENCE)
def references_are_cited(store: Store) -> Iterator[Finding]:
    used = {key for item in store.items() for _, _, key in found(item, ReferenceKey)}
    for passage in passages(store):
        used.update(key for citation in markup.citations(passage.text) for key, _ in citation.cited)
    for key, item in store.references.items():
        if key not in used:
            yield Finding(REFERENCE, item.place("id"), {"id": key})


@check(TERM)
def terms_are_used(store: Store) -> Iterator[Finding]:
    seen = {"zh": "", "en": ""}
    for lang in seen:
        seen[lang] = "\n".join(p.text for p in entry_passages(store) if p.lang == lang).casefold()
    for item in store.terms.values():
        term = item.value
        words = ((lang, word) for lang in ("zh", "en") for word in (term.word(lang), *term.aliases[lang]))
        if not any(word.casefold() in seen[lang] for lang, word in words):
            yield Finding(TERM, item.place("id"), {"zh": term.zh, "en": term.en})


@check(ISOLATED)
def problems_are_related(store: Store) -> Iterator[Finding]:
    related = {target for _, key, item in store.entries() for _, _, target in found(item, EntryRef) if target != key}
    for key, item in store.problems.items():
        if key not in related and not (item.value.leads_to or item.value.related):
            yield Finding(ISOLATED, item.place("id"), {"id": key})
