"""`kb rules`: what is checked and why, with a bad and a good example."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from aigc_kb import check
from aigc_kb.check import report
from aigc_kb.commands.console import CLEAN, both
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import Lang

HELP: Final = both("规则、理由和例子", "what is checked and why, with a bad and a good example")
EXAMPLES: Final = ("kb rules", "kb rules KB208 KB601")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "codes",
        nargs="*",
        metavar="CODE",
        help=both("规则编号（默认：列出全部）", "rules to explain (default: list all)"),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    catalogue = {rule.code: rule for rule in check.catalogue()}
    codes = [code.upper() for code in arguments.codes]
    for code in codes:
        if code not in catalogue:
            hint = did_you_mean(code, catalogue)
            raise RefusedError(f"没有规则 {code}{hint.zh}", f"there is no rule {code}{hint.en}")
    if codes:
        sys.stdout.write("\n".join(report.explain(catalogue[code], lang) for code in codes))
    else:
        sys.stdout.write(report.list_rules(catalogue.values(), lang))
    return CLEAN
