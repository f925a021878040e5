"""`kb pack`: a built site as a zip that is always the same for the same pages."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.base.kb import load
from aigc_kb.commands.console import CLEAN, both
from aigc_kb.model.text import Lang
from aigc_kb.site.pack import archive_name, pack

HELP: Final = both("把生成的离线站点打包为 zip", "pack a built site as a zip")
EXAMPLES: Final = ("kb pack site-offline dist",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", type=Path, metavar="DIR", help=both("生成的站点", "the built site"))
    parser.add_argument("dir", type=Path, metavar="DIR", help=both("zip 放在哪里", "where to put the zip"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    print(pack(arguments.site, arguments.dir, archive_name(load(arguments.data))))
    return CLEAN
