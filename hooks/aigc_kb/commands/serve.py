"""`kb serve`: the site while it is being written."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from aigc_kb.commands.console import CLEAN, CannotRunError, both
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
    try:
        preview.run(Path(), Path(arguments.data), lang, arguments.port, _tell)
    except (RuntimeError, OSError) as error:
        raise CannotRunError(str(error)) from error
    return CLEAN


def _tell(words: str) -> None:
    print(f"kb serve: {words}", file=sys.stderr, flush=True)
