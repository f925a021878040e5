"""`kb publish`: builds the site and puts it in place only when it is whole."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from aigc_kb.commands.console import CLEAN, FINDINGS, both
from aigc_kb.model.text import Lang
from aigc_kb.site.publish import ENGINES, engine, publish
from aigc_kb.site.settings import Settings

HELP: Final = both("生成网站；全部成功才替换旧站", "build the site; it takes the old one's place only when it is whole")
EXAMPLES: Final = ("kb publish site", "kb publish site-offline --offline")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dir", type=Path, metavar="DIR", help=both("输出目录，旧内容会被替换", "the site's folder; it is replaced")
    )
    parser.add_argument(
        "--offline",
        action="store_true",
        help=both("链接指向文件，可从磁盘打开", "links name files, for reading from disk"),
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help=both(f"站点引擎（默认：{ENGINES[0]}）", f"the site engine (default: {ENGINES[0]})"),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    """Build in the current folder, where the engine's configuration is; the engine says what it finds."""
    settings = replace(Settings.read(os.environ), data=Path(arguments.data).absolute(), offline=arguments.offline)
    code = publish(
        arguments.dir, engine(arguments.engine), os.environ | settings.environment() | {"NO_MKDOCS_2_WARNING": "1"}
    )
    return FINDINGS if code else CLEAN
