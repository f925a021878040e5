"""The `kb` command. Exit codes: 0 clean, 1 findings, 2 cannot run."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from aigc_kb import check, report
from aigc_kb.kb import DataError, load
from aigc_kb.load.store import load_store
from aigc_kb.model.text import Lang
from aigc_kb.relate import relate
from aigc_kb.render import render
from aigc_kb.stats import counts

CLEAN, FINDINGS, CANNOT_RUN = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    lang: Lang = arguments.lang or _language()
    try:
        code: int = arguments.run(arguments, lang)
    except NotADirectoryError as error:
        words = {
            "zh": f"没有数据目录 {error}；用 --data 或 KB_DATA 指定",
            "en": f"no data directory {error}; name one with --data or KB_DATA",
        }
        print(f"kb: {words[lang]}", file=sys.stderr)
        return CANNOT_RUN
    except OSError as error:
        print(f"kb: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return CANNOT_RUN
    except DataError as error:
        sys.stdout.write(report.render(error.findings, "text", lang))
        return FINDINGS
    return code


def _language() -> Lang:
    """KB_LANG, else the locale's language."""
    named = (
        os.environ.get("KB_LANG") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    )
    name = named or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith("zh") else "en"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kb",
        description="Check, count and render a bilingual knowledge base. 检查、统计和输出双语知识库。",
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data",
        default=os.environ.get("KB_DATA", "data"),
        help="data directory (default: KB_DATA, else ./data) 数据目录",
    )
    common.add_argument(
        "--lang", choices=("zh", "en"), help="language of messages (default: KB_LANG, else locale) 提示语言"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("check", parents=[common], help="report every fault in the data 检查数据")
    command.add_argument(
        "--format",
        choices=report.FORMATS,
        help="text: one line a finding; full: with source lines (default on a terminal)",
    )
    command.add_argument("--hints", action="store_true", help="show hints too; they never fail the check 也显示提示")
    command.set_defaults(run=_check)

    command = commands.add_parser("stats", parents=[common], help="count entries, evidence and mappings 统计")
    command.set_defaults(run=_stats)

    command = commands.add_parser("render", parents=[common], help="write every page as plain Markdown 输出 Markdown")
    command.add_argument("dir", type=Path, help="where to write, one folder per language 输出目录")
    command.set_defaults(run=_render)
    return parser


def _check(arguments: argparse.Namespace, lang: Lang) -> int:
    store = load_store(Path(arguments.data))
    findings = check.run(store)
    shown = [f for f in findings if arguments.hints or f.rule.severity == "error"]
    form: report.Format = arguments.format or ("full" if sys.stdout.isatty() else "text")
    sys.stdout.write(report.render(shown, form, lang))
    errors = sum(f.rule.severity == "error" for f in findings)
    if form in ("text", "full"):
        entries = sum(len(store.ids.get(folder, {})) for folder in ("problems", "mitigations", "cases", "paths"))
        words = {"zh": f"{entries} 个条目，{errors} 处问题", "en": f"{entries} entries, {errors} finding(s)"}
        print(f"kb check: {words[lang]}", file=sys.stderr)
    return FINDINGS if errors else CLEAN


def _stats(arguments: argparse.Namespace, lang: Lang) -> int:
    kb = load(arguments.data)
    for name, value in counts(kb, relate(kb)).items():
        print(f"{name:32} {value:>8g}")
    return CLEAN


def _render(arguments: argparse.Namespace, lang: Lang) -> int:
    written = render(load(arguments.data), arguments.dir)
    words = {"zh": f"写了 {written} 个文件到 {arguments.dir}", "en": f"wrote {written} files to {arguments.dir}"}
    print(f"kb render: {words[lang]}", file=sys.stderr)
    return CLEAN
