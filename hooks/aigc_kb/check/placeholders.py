"""Nothing unfinished is published: what `kb new` leaves to be filled in is a finding until it is filled in (KB450)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Place, Rule
from aigc_kb.model.text import Text

PLACEHOLDER: Final = Rule(
    "KB450",
    Text("还没填写", "Still to be filled in"),
    Text("还没填写：{what}", "still to be filled in: {what}"),
    Text("写上内容，并删掉 TODO", "write the content and remove the TODO"),
    Text(
        "占位文字不是内容。kb new 生成的每处 TODO 都填完，条目才能合并。",
        "A placeholder is not content. An entry can be merged when every TODO that `kb new` wrote is filled in.",
    ),
    bad="impact:\n  zh: TODO 谁损失什么、多少\n  en: TODO Who loses what, and how much\n",
    good="impact:\n  zh: 卖不掉的面包要扔。\n  en: What cannot be sold is thrown away.\n",
)

_TODO = re.compile(r"(?<![\w`])TODO(?![\w`])[:：]?[ ]*(.*)")


@check(PLACEHOLDER, alone=True)
def everything_is_filled_in(store: Store) -> Iterator[Finding]:
    """Comments count as well: a value that `kb new` had to guess is marked by one."""
    sources = {item.source.path: item.source for item in store.items()}
    for path, source in sources.items():
        if "TODO" not in source.text:
            continue
        for number, line in enumerate(source.text.split("\n"), 1):
            for match in _TODO.finditer(line):
                what = match.group(1).strip(" \"'") or line.strip()
                yield Finding(PLACEHOLDER, Place(path, number, match.start() + 1), {"what": what})
