"""`kb diff`: what changed in content between a git revision's data and the working data."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from aigc_kb.author import diff
from aigc_kb.author.changelog import section
from aigc_kb.commands.console import CLEAN, CannotRunError, both, tell
from aigc_kb.model.text import Lang

HELP: Final = both("与某个 git 版本的内容差异", "content differences to a git revision")
EXAMPLES: Final = ("kb diff main", "kb diff 2024.3.1 --format json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("revision", help=both("git 版本或内容版本", "a git revision, or a version of the content"))
    parser.add_argument(
        "--format",
        choices=("text", "json", "changelog"),
        default="text",
        help=both("输出形式（默认：text）", "form of the output (default: text)"),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    """Print the differences; clean whether or not there are any."""
    data = Path(arguments.data)
    try:
        before = diff.read_revision(data, arguments.revision)
    except diff.DiffError as error:
        raise CannotRunError(str(error)) from error
    after = diff.read_directory(data)
    differences = list(diff.compare(before, after))
    if arguments.format == "json":
        sys.stdout.write(diff.as_json(differences, arguments.revision))
    elif arguments.format == "changelog":
        version = diff.as_version(differences, diff.newest_version(data), diff.last_update(after), arguments.revision)
        sys.stdout.write(section(version))
    else:
        sys.stdout.write(diff.as_text(differences, lang))
        tell(lang, "diff", f"{len(differences)} 处差异", f"{len(differences)} difference(s)")
    return CLEAN
