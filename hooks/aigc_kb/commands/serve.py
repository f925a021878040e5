"""`kb serve`: the site while it is being written."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.commands.console import both
from aigc_kb.model.text import Lang
from aigc_kb.site import preview

HELP: Final = both("边写边看，保存即刷新", "show the site while you write; saving a file reloads the page")
EXAMPLES: Final = ("kb serve", "kb serve --port 9000")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port",
        type=int,
        default=8000,
        help=both("端口，只限本机（默认：8000）", "on this machine only (default: 8000)"),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    return preview.run(Path(), Path(arguments.data), lang, arguments.port)
