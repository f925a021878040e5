"""One word for one thing: texts use the words of the term base (KB42x)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.check.scan import Passage, own_passages
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.registers import Term
from aigc_kb.model.text import LANGS, Lang, Text

VARIANT: Final = Rule(
    "KB420",
    Text("术语的弃用说法", "Variant that the term base rejects"),
    Text("“{found}”在本库里写作“{preferred}”", "`{found}` is called `{preferred}` here"),
    Text(
        "改成“{preferred}”；原话引用放进 `反引号`；确有不同就改术语的文件",
        "write `{preferred}`; put a literal quotation into `backticks`; if it is another thing, change the file of the term",
    ),
    Text("同一事物只用一个词，读者和搜索才不会错过。", "With one word for one thing, readers and search miss nothing."),
    bad="impact:\n  zh: 保鲜年限太短。\n  en: The keeping time is short.\n",
    good="impact:\n  zh: 保质期太短。\n  en: The shelf life is short.\n",
)
CONFLICT: Final = Rule(
    "KB421",
    Text("术语自相矛盾", "Term base contradicts itself"),
    Text(
        "“{word}”在术语“{id}”里弃用，在“{other}”里却可用",
        "`{word}` is rejected by the term `{id}` and accepted by `{other}`",
    ),
    Text("从其中一处删掉", "remove it from one of the two"),
    Text("同一个词不能既可用又弃用。", "A word cannot be both accepted and rejected."),
    bad="# terms/shelf-life.yaml\naliases: {zh: [保存期], en: []}\nforbidden: {zh: [保存期], en: []}\n",
    good="# terms/shelf-life.yaml\naliases: {zh: [保存期], en: []}\nforbidden: {zh: [], en: []}\n",
)


def _accepted(term: Term, lang: Lang) -> tuple[str, ...]:
    return (term.word(lang), *term.aliases[lang])


class _Variants:
    """The rejected words of one language, found in one pass over a text."""

    def __init__(self, store: Store, lang: Lang) -> None:
        self.preferred: dict[str, str] = {}
        names: set[str] = set()
        for item in store.terms.values():
            names.update(_accepted(item.value, lang))
            for word in item.value.forbidden[lang]:
                self.preferred.setdefault(word.lower(), item.value.word(lang))
        # A rejected word inside an accepted one is no fault: `large language-model` next to `large language-models`.
        self.around = [n for n in names if any(v in n.lower() and v != n.lower() for v in self.preferred)]
        self.accepted = names
        words = "|".join(re.escape(word) for word in sorted(self.preferred, key=len, reverse=True)) or "(?!)"
        # Nothing before the words and no ignoring of case: only so the search skips to their first letters.
        self.pattern = re.compile(f"(?:{words})" + ("(?![A-Za-z0-9])" if lang == "en" else ""))
        self.lang = lang

    def findings(self, passage: Passage) -> Iterator[Finding]:
        prose = passage.scan().prose
        lower = prose.lower()
        for match in self.pattern.finditer(lower if len(lower) == len(prose) else prose):
            start, end = match.span()
            if self.lang == "en" and start and prose[start - 1].isascii() and prose[start - 1].isalnum():
                continue
            found = prose[start:end]
            if found not in self.accepted and not self.inside_accepted(prose, start, end):
                params = {"found": found, "preferred": self.preferred[match.group()]}
                yield Finding(VARIANT, passage.at(found, start), params)

    def inside_accepted(self, text: str, start: int, end: int) -> bool:
        for name in self.around:
            at = text.find(name, max(0, end - len(name)), start + len(name))
            if 0 <= at <= start and at + len(name) >= end:
                return True
        return False


@check(VARIANT, alone=True)
def texts_use_the_preferred_terms(store: Store) -> Iterator[Finding]:
    variants = {lang: _Variants(store, lang) for lang in LANGS}
    for passage in own_passages(store):
        yield from variants[passage.lang].findings(passage)


@check(CONFLICT)
def terms_do_not_contradict_each_other(store: Store) -> Iterator[Finding]:
    for lang in LANGS:
        accepted = {word: key for key, item in store.terms.items() for word in _accepted(item.value, lang)}
        for key, item in store.terms.items():
            for index, word in enumerate(item.value.forbidden[lang]):
                if word in accepted:
                    params = {"word": word, "id": key, "other": accepted[word]}
                    yield Finding(CONFLICT, item.place("forbidden", lang, index), params)
