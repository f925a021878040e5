"""`kb fmt`: writes data files in the canonical form."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.author.format import formatted
from aigc_kb.commands.console import CLEAN, FINDINGS, both, tell
from aigc_kb.model.text import Lang
from aigc_kb.system.files import write_all

HELP: Final = both("规范格式，注释和内容不变", "write files in the canonical form; comments and values are kept")
EXAMPLES: Final = (
    "kb fmt                        all files",
    "kb fmt data/problems/x.yaml   one file",
    "kb fmt --check                change nothing; exit 1 if a file would change",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=both("文件（默认：全部）", "files (default: all)")
    )
    parser.add_argument("--check", action="store_true", help=both("只检查", "only say which files would change"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    changes, unread = formatted(Path(arguments.data), arguments.files)
    for path in changes:
        print(path)
    for path, why in unread.items():
        tell(lang, "fmt", f"{path}: 没有动：{why}；见 kb check", f"{path}: left alone: {why}; see `kb check`")
    if arguments.check:
        tell(lang, "fmt", f"{len(changes)} 个文件待整理", f"{len(changes)} file(s) would change")
        return FINDINGS if changes or unread else CLEAN
    write_all(changes)
    tell(lang, "fmt", f"整理了 {len(changes)} 个文件", f"{len(changes)} file(s) changed")
    return FINDINGS if unread else CLEAN
