"""`kb render`: writes every page as plain Markdown, for engines other than ours."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.base.kb import load
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.export.pages import ENGINES, render
from aigc_kb.model.text import Lang

HELP: Final = both("把每个页面输出为纯 Markdown", "write every page as plain Markdown")
EXAMPLES: Final = ("kb render tree", "kb render tree --docs docs --engine hugo")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dir",
        type=Path,
        metavar="DIR",
        help=both("输出目录，每种语言一个子目录", "where to write, one folder per language"),
    )
    parser.add_argument(
        "--docs", type=Path, metavar="DIR", help=both("手写页面的目录", "folder of hand-written pages to take along")
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="markdown",
        help=both("给哪个引擎读（默认：markdown）", "who reads the files (default: markdown)"),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    written = render(load(arguments.data), arguments.dir, engine=arguments.engine, docs=arguments.docs)
    tell(lang, "render", f"写了 {written} 个文件到 {arguments.dir}", f"wrote {written} files to {arguments.dir}")
    return CLEAN
