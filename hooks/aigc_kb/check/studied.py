"""How much of each area studies speak of, as `thresholds` in `site.yaml` asks (KB716)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.check.studies import links, studied_links
from aigc_kb.check.thresholds import MESSAGE, REMEDY, all_read, asked_of, less_than_asked
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Text

TOO_LITTLE: Final = Rule(
    "KB716",
    Text("有研究发现的联系太少", "Too few links with findings"),
    MESSAGE,
    REMEDY,
    Text(
        "没有研究的联系只是判断；一个领域里大半是判断，读者应当看得到这个比例没有变差。",
        "A link without a study is a judgement; how many of an area's links are no more than that must not grow.",
    ),
    bad="# site.yaml\nthresholds:\n  totals:\n    studied:\n      - {area: storage, percent: 51}\n",
    good="# site.yaml\nthresholds:\n  totals:\n    studied:\n      - {area: storage, percent: 50}\n",
)


@check(TOO_LITTLE, standard=True)
def areas_are_studied(store: Store) -> Iterator[Finding]:
    """An area without any link has none that lacks a finding."""
    asked = asked_of(store).totals.studied
    if store.site is None or not asked or not all_read(store):
        return
    area = {key: item.value.area for key, item in store.problems.items()}
    total, found = (Counter(area.get(p) for _, p in pairs) for pairs in (links(store), studied_links(store)))
    for index, row in enumerate(asked):
        percent = 100 * found[row.area] / total[row.area] if total[row.area] else 100
        if percent < row.percent:
            what = Text(f"“{row.area}”有研究发现的联系（%）", f"links in `{row.area}` with a finding (%)")
            place = store.site.place("thresholds", "totals", "studied", index)
            yield less_than_asked(TOO_LITTLE, place, what, round(percent, 1), row.percent)
