"""The command `kb export FORMAT|all DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aigc_kb.base.kb import load
from aigc_kb.base.relations import relate
from aigc_kb.export import FORMATS, make, write
from aigc_kb.model.text import Lang
from aigc_kb.system.output import Output


def add_export_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add `export` to the command line; `commands` are the sub-parsers, `common` has `--data` and `--lang`."""
    command = commands.add_parser("export", parents=[common], help="write the open data 导出开放数据")
    command.add_argument("format", choices=("all", *FORMATS), help="which format 格式")
    command.add_argument("dir", type=Path, help="where to write 输出目录")
    command.add_argument(
        "--url", help="where the site is published, ending in / (default: site.yaml) 发布地址，以 / 结尾"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    """Write the files and say how many there are. Raises DataError, NotADirectoryError, OSError."""
    kb = load(arguments.data)
    formats = None if arguments.format == "all" else [arguments.format]
    files = make(kb, relate(kb), arguments.url or kb.site.url, formats=formats)
    write(files, Output(arguments.dir))
    size = sum(file.size for file in files) / 1_000_000
    words = {
        "zh": f"写了 {len(files)} 个文件（{size:.1f} MB）到 {arguments.dir}",
        "en": f"wrote {len(files)} files ({size:.1f} MB) to {arguments.dir}",
    }
    print(f"kb export: {words[lang]}", file=sys.stderr)
    return 0
