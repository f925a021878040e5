"""What time has overtaken: reviews that are due, facts that no longer hold (KB33x)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Text
from aigc_kb.system.clock import today

OVERDUE: Final = Rule(
    "KB330",
    Text("该复审了", "Review is overdue"),
    Text("应在 {date} 前复审", "the entry was to be reviewed by {date}"),
    Text(
        "核对事实与文献，再更新 reviewed 和 review_by",
        "check facts and references, then move `reviewed` and `review_by` on",
    ),
    Text(
        "这一领域变得快，没人复查的内容会悄悄过时。",
        "The field moves: what nobody looks at again goes stale unnoticed.",
    ),
    "hint",
    bad='review_by: "2026-01-11"\n',
    good='review_by: "2099-01-11"\n',
)
EXPIRED: Final = Rule(
    "KB331",
    Text("事实已失效", "Fact that no longer holds"),
    Text("该事实只到 {date} 有效", "the fact held until {date}"),
    Text(
        "换成新的事实；要留作历史就写进经过并删掉 valid_until",
        "replace it; to keep it as history, say so in the claim and drop `valid_until`",
    ),
    Text("读者会把列出的事实当作现状。", "Readers take a listed fact for the present state."),
    "hint",
    bad=(
        "facts:\n  - claim: {zh: 面粉限价。, en: Flour has a price cap.}\n    references: [doe-2024-bread]\n"
        '    as_of: "2024"\n    valid_until: "2025"\n    read: primary\n'
    ),
    good=(
        "facts:\n  - claim: {zh: 面粉限价。, en: Flour has a price cap.}\n    references: [doe-2024-bread]\n"
        '    as_of: "2024"\n    valid_until: "2098"\n    read: primary\n'
    ),
)


@check(OVERDUE)
def reviews_are_done_in_time(store: Store) -> Iterator[Finding]:
    day = today().isoformat()
    for _, _, item in store.entries():
        if item.value.review_by < day and item.value.status != "deprecated":
            yield Finding(OVERDUE, item.place("review_by"), {"date": item.value.review_by})


@check(EXPIRED)
def facts_still_hold(store: Store) -> Iterator[Finding]:
    day = today().isoformat()
    for _, _, item in store.entries():
        for index, fact in enumerate(getattr(item.value, "facts", ())):
            until = fact.valid_until
            if until is not None and day[: len(until)] > until:
                yield Finding(EXPIRED, item.place("facts", index, "valid_until"), {"date": until})
