"""`kb export`: writes the open data, in one format or all."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.base.kb import load
from aigc_kb.base.relations import relate
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.export import FORMATS, make, write
from aigc_kb.model.text import Lang
from aigc_kb.system.files import Output

HELP: Final = both("导出开放数据", "write the open data")
EXAMPLES: Final = ("kb export all open-data", "kb export csv open-data")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=("all", *FORMATS), help=both("格式", "which format"))
    parser.add_argument("dir", type=Path, metavar="DIR", help=both("输出目录", "where to write"))
    parser.add_argument(
        "--url",
        help=both(
            "发布地址，以 / 结尾（默认：site.yaml 里的）",
            "where the site is published, ending in / (default: site.yaml)",
        ),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    kb = load(arguments.data)
    formats = None if arguments.format == "all" else [arguments.format]
    files = make(kb, relate(kb), arguments.url or kb.site.url, formats=formats)
    write(files, Output(arguments.dir))
    size = sum(file.size for file in files) / 1_000_000
    tell(
        lang,
        "export",
        f"写了 {len(files)} 个文件（{size:.1f} MB）到 {arguments.dir}",
        f"wrote {len(files)} files ({size:.1f} MB) to {arguments.dir}",
    )
    return CLEAN
