"""Lists the entries whose review is due, and facts that have ceased to hold, as a bilingual Markdown report.

    .venv/bin/python scripts/reviews_due.py --report report.md data

Exit codes: 0 nothing is due, 1 the report names something, 2 cannot run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from aigc_kb.base.kb import DataError, KnowledgeBase, load

SOON: Final = dt.timedelta(days=30)


def due(kb: KnowledgeBase, until: dt.date) -> list[tuple[str, str]]:
    """(review_by, id) of the entries to be reviewed by a day, the longest overdue first. Deprecated ones rest."""
    entries = ((entry.review_by, entry.id) for entry in kb.entries() if entry.status != "deprecated")
    return sorted(pair for pair in entries if pair[0] <= until.isoformat())


def lapsed(kb: KnowledgeBase, today: dt.date) -> Iterator[tuple[str, str, int]]:
    """(valid_until, id, number of the fact) of facts that no longer hold. A partial date lasts to its end."""
    for entry in (*kb.measured(), *kb.cases.values()):
        for number, fact in enumerate(entry.facts, 1):
            if fact.valid_until and fact.valid_until < today.isoformat()[: len(fact.valid_until)]:
                yield fact.valid_until, entry.id, number


def report(kb: KnowledgeBase, today: dt.date) -> str:
    """The report; empty if nothing is due."""
    lines: list[str] = []
    if entries := due(kb, today + SOON):
        overdue = sum(day < today.isoformat() for day, _ in entries)
        lines += [
            f"### 三十天内到期 {len(entries)} 个，其中已过期 {overdue} 个 "
            f"/ {len(entries)} due within thirty days, {overdue} of them overdue",
            "",
            "| 复审期限 / due | 条目 / entry | 文件 / file |",
            "| --- | --- | --- |",
            *(f"| {day} | `{key}` | `data/{kb.files[key]}` |" for day, key in entries),
            "",
        ]
    if facts := sorted(lapsed(kb, today)):
        lines += [
            f"### 已失效的事实 / Facts that no longer hold ({len(facts)})",
            "",
            *(f"- {day}: `{key}` facts[{number}]" for day, key, number in facts),
            "",
        ]
    if lines:
        lines += [
            "复审的步骤见“参与贡献”页的“审校”一节。复审后改 `reviewed` 和 `review_by`，内容没变也要改。",
            "",
            "See “Reviewing” on the contribute page. Set `reviewed` and `review_by` afterwards, even if nothing changed.",
        ]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="List the entries whose review is due.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--report", type=Path, help="write the report here instead of printing it")
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.datetime.now(dt.UTC).date())
    options = parser.parse_args(argv)
    try:
        text = report(load(options.data), options.today)
    except (DataError, OSError) as error:
        print(f"reviews_due: {error}", file=sys.stderr)
        return 2
    shown = text or "没有到期的条目。Nothing is due."
    if options.report:
        options.report.write_text(shown + "\n", encoding="utf-8")
    else:
        print(shown)
    return 1 if text else 0


if __name__ == "__main__":
    sys.exit(main())
