"""`kb merge`: makes one entry of two."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.author.merge import merge
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.commands.rename import put_in_place
from aigc_kb.load.store import load_store
from aigc_kb.model.text import Lang

HELP: Final = both(
    "两个条目并成一个，指向前者的都指向后者",
    "make one entry of two: what named the first names the second, where its addresses lead too",
)
EXAMPLES: Final = ("kb merge slow-start cold-start   first move over what is worth keeping 先把要留的内容搬过去",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gone", metavar="ID", help=both("并掉的条目", "the entry that goes"))
    parser.add_argument("kept", metavar="INTO", help=both("留下的条目", "the entry that stays"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    data = Path(arguments.data)
    changes = merge(load_store(data), arguments.gone, arguments.kept)
    put_in_place("merge", lang, data, arguments.gone, changes)
    tell(lang, "merge", "再运行 kb check", "now run `kb check`")
    return CLEAN
