"""`kb rename`: gives an entry or a reference another id, everywhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.author import handwritten
from aigc_kb.author.rename import rename_entry
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.load.store import load_store
from aigc_kb.model.text import Lang
from aigc_kb.system.files import write_all

HELP: Final = both(
    "改 id，旧网址仍可用", "give an entry or reference another id, everywhere; the old address goes on working"
)
EXAMPLES: Final = ("kb rename slow-start cold-start",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="ID", help=both("现在的 id", "the id now"))
    parser.add_argument("new", metavar="NEW", help=both("新 id", "the new id"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    data = Path(arguments.data)
    changes = rename_entry(load_store(data), arguments.old, arguments.new)
    put_in_place("rename", lang, data, arguments.old, changes)
    return CLEAN


def put_in_place(command: str, lang: Lang, data: Path, old: str, changes: dict[Path, str | None]) -> None:
    """Write the files that follow an id which is gone; say which they are, and where somebody has to look."""
    write_all(changes)
    for path, text in changes.items():
        if text is not None:
            print(path)
    tell(lang, command, f"改了 {len(changes) - 1} 个文件", f"{len(changes) - 1} file(s) changed")
    for place in handwritten.mentions(data, old):
        tell(
            lang,
            command,
            f"{place}: 正文还提到“{old}”，请看一下",
            f"{place}: the text still says `{old}`, please look",
        )
