"""Entries that may be one and the same: shared names (KB32x)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import LANGS, Lang, Text

NAME: Final = Rule(
    "KB320",
    Text("两个条目同名", "Name shared by two entries"),
    Text("“{name}”也是“{other}”的名称或别名", "`{name}` is also a name of `{other}`"),
    Text("只留在最贴切的条目上，或改得更具体", "keep it on the entry that it fits best, or make it more specific"),
    Text("按名称搜索时，一个说法只应通向一个条目。", "A name that someone searches for leads to one entry."),
    bad="aliases:\n  zh: [浪费面粉]\n  en: [hard crust]\n",
    good="aliases:\n  zh: [老化]\n  en: [hard crust]\n",
)
NEAR_TITLE: Final = Rule(
    "KB321",
    Text("标题与别的条目几乎一样", "Title nearly that of another entry"),
    Text(
        "标题“{title}”与“{other}”的“{other_title}”几乎一样",
        "`{title}` is nearly `{other_title}`, the title of `{other}`",
    ),
    Text(
        "若是同一件事就合并，否则把标题写得有区别", "merge the entries if they are the same, else tell the titles apart"
    ),
    Text("重复的条目各写一半，读者两边都看不全。", "Two entries for one thing each tell half of it."),
    "hint",
    bad="# problems/wasted-flour.yaml\ntitle:\n  zh: 面包变硬了\n  en: The stale breads\n",
    good="# problems/wasted-flour.yaml\ntitle:\n  zh: 浪费面粉\n  en: Wasted flour\n",
)

_NEAR: Final = 0.75
_WORD = re.compile(r"[a-z0-9]+")
_SMALL: Final = frozenset(("a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with", "without"))
_SMALL_ZH = re.compile(r"[的了与和及之、，·\s]")


def _plain(name: str) -> str:
    """A name as it is compared: width, case and spaces make no difference."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name).casefold())


@check(NAME)
def a_name_belongs_to_one_entry(store: Store) -> Iterator[Finding]:
    for lang in LANGS:
        owner: dict[str, str] = {}
        named = [(key, item, (*item.value.aliases[lang],)) for _, key, item in store.entries()]
        for key, item, _ in named:
            title = item.value.title[lang]
            if (other := owner.setdefault(_plain(title), key)) != key:
                yield Finding(NAME, item.place("title", lang), {"name": title, "other": other})
        for key, item, aliases in named:
            for index, alias in enumerate(aliases):
                if (other := owner.setdefault(_plain(alias), key)) != key:
                    yield Finding(NAME, item.place("aliases", lang, index), {"name": alias, "other": other})


def _marks(title: str, lang: Lang) -> frozenset[str]:
    """What two titles have in common if they are alike: word stems in English, pairs of characters in Chinese."""
    text = unicodedata.normalize("NFKC", title).casefold()
    if lang == "zh":
        text = _SMALL_ZH.sub("", text)
        return frozenset(text[i : i + 2] for i in range(len(text) - 1))
    return frozenset(re.sub(r"(?:ing|ed|es|s|e)$", "", w) for w in _WORD.findall(text) if w not in _SMALL)


@check(NEAR_TITLE)
def titles_are_told_apart(store: Store) -> Iterator[Finding]:
    """Only titles that share a mark are compared, so the time grows with what is alike, not with all pairs."""
    for lang in LANGS:
        marks: dict[str, frozenset[str]] = {}
        holders: dict[str, list[str]] = defaultdict(list)
        titles: dict[str, str] = {}
        for _, key, item in store.entries():
            title = titles[key] = item.value.title[lang]
            marks[key] = _marks(title, lang)
            near = {other for mark in marks[key] for other in holders[mark]}
            for other in sorted(near):
                shared = len(marks[key] & marks[other]) / len(marks[key] | marks[other])
                if shared >= _NEAR and _plain(title) != _plain(titles[other]):
                    params = {"title": title, "other": other, "other_title": titles[other]}
                    yield Finding(NEAR_TITLE, item.place("title", lang), params)
            for mark in marks[key]:
                holders[mark].append(key)
