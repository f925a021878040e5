"""The `kb` command: finds the module of the command that is given, runs it, and decides the exit code.

Exit codes: 0 clean, 1 findings, 2 cannot run.
"""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Final, NoReturn, Protocol, cast

from aigc_kb.base.kb import DataError
from aigc_kb.check import report
from aigc_kb.commands.console import CANNOT_RUN, FINDINGS, CannotRunError, common_options
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import Lang, Text
from aigc_kb.system.garbage import paused, spare

COMMANDS: Final = (
    "init",
    "check",
    "rules",
    "new",
    "add",
    "fmt",
    "rename",
    "merge",
    "retire",
    "translate",
    "lock",
    "schema",
    "stats",
    "render",
    "export",
    "books",
    "diff",
    "release",
    "serve",
    "publish",
    "pack",
    "completion",
)
"""Every command, in the order of `kb --help`. Each is the module of that name in this room."""


class Command(Protocol):
    """What a command's module has."""

    HELP: str
    """What it does, in one line, by `both`."""
    EXAMPLES: tuple[str, ...]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what the command takes besides `--data` and `--lang`."""

    def run(self, arguments: argparse.Namespace, lang: Lang) -> int:
        """Do it; returns CLEAN or FINDINGS. Raises DataError, RefusedError, CannotRunError, OSError."""


def command(name: str) -> Command:
    """The module of a command. Imported only when asked for: what makes pages takes longer to import than a check."""
    return cast(Command, import_module(f"aigc_kb.commands.{name}"))


def run() -> NoReturn:
    """`kb` as a program of its own."""
    code = main()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # What reads the output (`head`) has ended. Python flushes once more at its own end: into nothing, then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    spare()  # At its end Python would look for cycles in all that was loaded: a third of the time of `kb check`.
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = list(sys.argv[1:] if argv is None else argv)
    arguments = build_parser(given[:1] if given and given[0] in COMMANDS else COMMANDS).parse_args(given)
    lang: Lang = arguments.lang or _language()
    try:
        with paused():
            code: int = arguments.run(arguments, lang)
            return code
    except DataError as error:
        sys.stdout.write(report.render(error.findings, "text", lang))
        return FINDINGS
    except BrokenPipeError:  # what reads the output has ended: there is nobody to tell
        return CANNOT_RUN
    except (RefusedError, CannotRunError, OSError) as error:
        print(_why(error, arguments.command, lang), file=sys.stderr)
        return CANNOT_RUN


def _why(error: RefusedError | CannotRunError | OSError, name: str, lang: Lang) -> str:
    """Why a command cannot run, as it is printed."""
    if isinstance(error, RefusedError):
        return f"kb: {error.message[lang]}"
    if isinstance(error, CannotRunError):
        return f"kb {name}: {error}"
    if isinstance(error, NotADirectoryError) and error.filename is None:
        zh, en = (
            f"没有数据目录 {error}；用 --data 或 KB_DATA 指定",
            f"no data directory {error}; name one with --data or KB_DATA",
        )
        return f"kb: {Text(zh, en)[lang]}"
    return f"kb: {error.filename or ''}: {error.strerror or error}"


def _language() -> Lang:
    """KB_LANG, else the locale's language."""
    named = (
        os.environ.get("KB_LANG") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    )
    name = named or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith("zh") else "en"


_ABOUT: Final = """\
Work on a bilingual knowledge base: check it, write entries, render and export it.
处理双语知识库：检查、撰写、输出、导出。
"""
_TEACH: Final = """\
from an idea to a merged entry 从想法到合并:
  kb new problem my-problem     a file with every field explained 生成带说明的文件
  kb check                      what is left to do, at its line 还缺什么，在哪一行
  kb rules KB208                why a rule is there, with examples 规则的理由和例子
  kb fmt                        canonical order, quotes, spacing 统一格式
  kb translate accept my-problem
  kb diff main                  what your change does to the content 内容改了什么

exit codes 退出码: 0 clean 无问题, 1 findings 有问题, 2 cannot run 无法运行
environment 环境变量: KB_DATA (data directory 数据目录), KB_LANG (zh or en)
"""


def build_parser(names: Iterable[str] = COMMANDS) -> argparse.ArgumentParser:
    """The command line with some of the commands; their modules are imported."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="kb", description=_ABOUT, epilog=_TEACH, formatter_class=raw)
    parsers = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for name in names:
        module = command(name)
        own = parsers.add_parser(
            name,
            parents=[common_options()],
            help=module.HELP,
            description=module.HELP,
            epilog="\n  ".join(("examples 例:", *module.EXAMPLES)),
            formatter_class=raw,
        )
        module.add_arguments(own)
        own.set_defaults(run=module.run)
    return parser
