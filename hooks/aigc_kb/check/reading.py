"""How facts were read: not dated before the version read, and not too many of them second-hand (KB332, KB717)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.check.thresholds import all_read, asked_of
from aigc_kb.load.store import Store
from aigc_kb.model.entries import Fact
from aigc_kb.model.fields import DATE_PATTERN
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Text
from aigc_kb.model.vocabulary import SECOND_HAND

_DATE: Final = re.compile(rf"(?<![0-9A-Za-z])(?=19|20){DATE_PATTERN}(?![0-9A-Za-z])")

_FACT: Final = (
    "# problems/stale-bread.yaml\n"
    "facts:\n"
    "  - claim: {{zh: 一天后硬度翻倍。, en: Hardness doubles within a day.}}\n"
    "    references: [doe-2024-bread]\n"
    '    as_of: "{as_of}"\n'
    "    read: {read}\n"
    "{more}"
)
OLDER: Final = Rule(
    "KB332",
    Text("事实的时间早于所读的版本", "Fact dated before the version that was read"),
    Text("as_of 是 {as_of}，读的是 {version}", "`as_of` is {as_of}, and {version} was read"),
    Text(
        "把 as_of 改成该版本的时间；量的若是更早的状况，版本写在 note 里",
        "move `as_of` to the date of that version; where it tells of an earlier state, name the version in `note` instead",
    ),
    Text(
        "同一篇文章各版的数字常不相同；时间要与所读的那一版一致。",
        "Versions of one text often differ in their figures: the date must be that of the version read.",
    ),
    bad=_FACT.format(as_of="2024", read="primary", more="    version: v2 (2025-03-01)\n"),
    good=_FACT.format(as_of="2025-03", read="primary", more="    version: v2 (2025-03-01)\n"),
)
TOO_MANY: Final = Rule(
    "KB717",
    Text("转述读到的事实太多", "Too many facts read second-hand"),
    Text(
        "{second} 条事实只在报道或概述里读到，占 {percent}%，至多 {most}%",
        "{second} facts were read in reports or digests only, {percent}% of all, where {most}% are allowed",
    ),
    Text(
        "到来源处重读一些；若要求不合适，改 site.yaml 的 thresholds",
        "read some of them at their sources, or change `thresholds` in site.yaml if they ask too much",
    ),
    Text(
        "转述会走样；多少事实没有在来源处读过，读者应当看得到这个比例没有变差。",
        "Retelling distorts; the share of facts that nobody read at the source must not grow.",
    ),
    bad="# site.yaml\nthresholds:\n  totals: {second_hand: 50}\n" + _FACT.format(as_of="2024", read="digest", more=""),
    good="# site.yaml\nthresholds:\n  totals: {second_hand: 50}\n"
    + _FACT.format(as_of="2024", read="primary", more=""),
)


@check(OLDER, alone=True)
def facts_are_as_new_as_what_was_read(store: Store) -> Iterator[Finding]:
    for _, _, item in store.entries():
        for index, fact in enumerate(getattr(item.value, "facts", ())):
            found = _DATE.search(fact.version or "")
            # A year or a month reaches to its end.
            if found and fact.as_of < found[0][: len(fact.as_of)]:
                params = {"as_of": fact.as_of, "version": fact.version}
                yield Finding(OLDER, item.place("facts", index, "as_of"), params)


@check(TOO_MANY, standard=True)
def few_facts_are_second_hand(store: Store) -> Iterator[Finding]:
    if store.site is None or not all_read(store):
        return
    facts: list[Fact] = [fact for _, _, item in store.entries() for fact in getattr(item.value, "facts", ())]
    second = sum(fact.read in SECOND_HAND for fact in facts)
    most = asked_of(store).totals.second_hand
    if 100 * second > most * len(facts):
        params: dict[str, str | Text] = {
            "second": str(second),
            "percent": f"{100 * second / len(facts):.1f}",
            "most": str(most),
        }
        yield Finding(TOO_MANY, store.site.place("thresholds", "totals", "second_hand"), params)
