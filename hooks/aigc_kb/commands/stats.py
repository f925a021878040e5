"""`kb stats`: counts of entries, evidence and mappings."""

from __future__ import annotations

import argparse
from typing import Final

from aigc_kb.base.counts import counts
from aigc_kb.base.kb import load
from aigc_kb.base.relations import relate
from aigc_kb.commands.console import CLEAN, both
from aigc_kb.model.text import Lang

HELP: Final = both("统计条目、证据和框架对照", "count entries, evidence and mappings")
EXAMPLES: Final = ("kb stats",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes nothing of its own."""


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    kb = load(arguments.data)
    for name, value in counts(kb, relate(kb)).items():
        print(f"{name:32} {value:>8g}")
    return CLEAN
