"""`kb release`: gives the content its next version and writes its changelog."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from aigc_kb.author.changelog import section
from aigc_kb.author.diff import DiffError
from aigc_kb.author.release import release
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import Lang, Text
from aigc_kb.system.clock import today
from aigc_kb.system.files import write_all

HELP: Final = both("定版并生成更新日志", "give the content its next version and write its changelog")
EXAMPLES: Final = ("kb release --dry-run", "kb release && git commit -am 'Version …' && git tag v…")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        metavar="REV",
        help=both(
            "上一版的 git 版本（默认：它的标签或提交）", "git revision of the last version (default: its tag or commit)"
        ),
    )
    parser.add_argument(
        "--note",
        nargs=2,
        metavar=("ZH", "EN"),
        help=both("编者的话，中英文各一句", "a word for readers, in both languages"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=both("只看不写", "print the changelog's section, write nothing")
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    note = Text(*arguments.note) if arguments.note else None
    try:
        version, changes = release(Path(arguments.data), arguments.since, today(), note)
    except DiffError as error:
        raise RefusedError(f"{error}；用 --since 指定上一版", f"{error}; name the last version with --since") from error
    if arguments.dry_run:
        sys.stdout.write(section(version))
        return CLEAN
    write_all(changes)
    for path in changes:
        print(path)
    number = version.version
    tell(lang, "release", f"版本 {number}；提交后打标签 v{number}", f"version {number}; commit, then tag v{number}")
    return CLEAN
