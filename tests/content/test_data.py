"""The data of a knowledge base, whichever `KB_DATA` names: without findings, and written with care.

How much there must be of it is said in its `site.yaml`, and held by `kb check`: the first test here.
"""

from __future__ import annotations

import re
from itertools import combinations

from aigc_kb import KnowledgeBase, check
from aigc_kb.check import unused
from aigc_kb.load.store import Store
from aigc_kb.model.entries import Entry
from aigc_kb.model.walk import texts


def test_the_data_has_no_findings(store: Store) -> None:
    findings = [f for f in check.run(store) if f.rule.severity == "error"]
    assert [f"{f.place}: {f.code} {f.message('en')}" for f in findings] == []


def test_every_reference_and_every_term_is_in_use(store: Store) -> None:
    idle = [f for f in check.run(store) if f.rule in (unused.REFERENCE, unused.TERM)]
    assert [f"{f.place}: {f.message('en')}" for f in idle] == []


def test_no_two_entries_say_the_same_in_the_same_words(kb: KnowledgeBase) -> None:
    """Runs of 12 Chinese characters or 7 English words that a pair shares, by the shorter entry's runs.

    A case tells in full what the problem it shows sums up, hence the wider bound for pairs with a case.
    """
    runs = {entry.id: runs_of(entry) for entry in (*kb.measured(), *kb.cases.values())}
    shares = {
        pair: max(len(x & y) / min(len(x), len(y)) for x, y in zip(runs[pair[0]], runs[pair[1]], strict=True))
        for pair in combinations(sorted(runs), 2)
    }
    for pair, share in sorted(shares.items(), key=lambda item: -item[1])[:10]:
        print(f"{share:7.1%} {' ~ '.join(pair)}")
    assert [pair for pair, share in shares.items() if share > (0.08 if kb.cases.keys() & {*pair} else 0.04)] == []


def runs_of(entry: Entry) -> tuple[set[str], set[str]]:
    """The runs of an entry in Chinese and in English, links and citations left out."""
    zh, en = set[str](), set[str]()
    for _, _, text in texts(entry):
        characters = re.sub(r"[^\u4e00-\u9fff0-9]", "", LINK.sub("", text.zh))
        zh |= {characters[i : i + 12] for i in range(len(characters) - 11)}
        words = re.findall(r"[a-z0-9']+", LINK.sub("", text.en).lower())
        en |= {" ".join(words[i : i + 7]) for i in range(len(words) - 6)}
    return zh, en


LINK = re.compile(r"\[@[^\]]*\]|\[\[[^\]]*\]\]")


def test_no_machine_paths_or_private_names_in_data(store: Store) -> None:
    for folder in ("problems", "mitigations", "cases", "paths", "references", "frameworks"):
        for item in store.folder(folder).values():
            assert "/work/" not in item.source.text, item.source.path
            assert "/tmp/" not in item.source.text, item.source.path
