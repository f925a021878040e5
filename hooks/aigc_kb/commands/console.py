"""What all commands share: exit codes, the options of every command, and how they speak."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Final

from aigc_kb.model.text import LANGS, Lang, Text

CLEAN: Final = 0
FINDINGS: Final = 1
"""Returned by a command whose run found something that has to be mended."""
CANNOT_RUN: Final = 2
"""Never returned by a command: it raises, and `main` says why and ends with this code."""


class CannotRunError(Exception):
    """Another program (git, pandoc, WeasyPrint) is missing or failed; the message is in its words."""


def tell(lang: Lang, command: str, zh: str, en: str) -> None:
    """Say how a command went, on standard error: what it makes goes to standard output."""
    print(f"kb {command}: {Text(zh, en)[lang]}", file=sys.stderr)


def both(zh: str, en: str) -> str:
    """A help text. It shows both languages, since it is made before `--lang` is read."""
    return f"{en} {zh}"


def common_options(*, nested: bool = False) -> argparse.ArgumentParser:
    """What every command takes, as a parent of its parser. In a `nested` parser an option that is not given leaves the
    outer parser's value alone."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(
        "--data",
        metavar="DIR",
        default=argparse.SUPPRESS if nested else os.environ.get("KB_DATA", "data"),
        help=both("数据目录", "data directory (default: KB_DATA, else ./data)"),
    )
    parent.add_argument(
        "--lang",
        choices=LANGS,
        default=argparse.SUPPRESS if nested else None,
        help=both("提示语言", "language of messages (default: KB_LANG, else locale)"),
    )
    return parent
