"""`kb retire`: says of an entry that it no longer holds, and what takes its place."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.author.merge import retire
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.load.store import load_store
from aigc_kb.model.text import Lang
from aigc_kb.system.files import write_all

HELP: Final = both("停用条目，写明由哪个接替", "say that an entry no longer holds, and which takes its place")
EXAMPLES: Final = ("kb retire slow-start --for cold-start",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=both("停用的条目", "the entry that no longer holds"))
    parser.add_argument(
        "--for",
        required=True,
        dest="successor",
        metavar="ID",
        help=both("接替的条目", "the entry that takes its place"),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    changes = retire(load_store(Path(arguments.data)), arguments.id, arguments.successor)
    write_all(changes)
    print(*changes, sep="\n")
    tell(lang, "retire", "在摘要里写明为什么停用", "say in the summary why it no longer holds")
    return CLEAN
