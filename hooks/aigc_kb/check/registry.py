"""Where rule functions are collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from aigc_kb.load.store import Store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Text

Check = Callable[[Store], Iterator[Finding]]

GROUPS: Final = {
    "KB1": Text("读取文件", "Reading files"),
    "KB2": Text("字段的形状", "The shape of fields"),
    "KB3": Text("编号、关系与日期", "Ids, relations and dates"),
    "KB4": Text("文字、引用与用语", "Texts, sources and wording"),
    "KB5": Text("框架对照与自查", "Frameworks and planner"),
    "KB6": Text("两种语言的对应", "Agreement of the two languages"),
    "KB7": Text("站点文件，以及知识库对自己的要求", "The site file, and what a knowledge base asks of itself"),
}
"""What the first digit of a rule's code stands for."""

CHECKS: Final[list[tuple[Rule, Check]]] = []
ALONE: Final[set[str]] = set()
"""Codes of the rules whose findings in a file follow from that file, the site's words and its terms alone."""
STANDARDS: Final[set[str]] = set()
"""Codes of the rules that hold what a knowledge base asks of itself: data that miss it are sound, and can be shown."""


def check(rule: Rule, *, alone: bool = False, standard: bool = False) -> Callable[[Check], Check]:
    """Register a function as the check of a rule. `alone`: files can be looked at apart from each other; `standard`: it
    holds what the knowledge base asks of itself."""

    def register(function: Check) -> Check:
        CHECKS.append((rule, function))
        if alone:
            ALONE.add(rule.code)
        if standard:
            STANDARDS.add(rule.code)
        return function

    return register
