"""The `kb` command. Exit codes: 0 clean, 1 findings, 2 cannot run."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from aigc_kb import check
from aigc_kb.author.format import formatted
from aigc_kb.base.counts import counts
from aigc_kb.base.kb import DataError, load
from aigc_kb.base.relations import relate
from aigc_kb.check import report
from aigc_kb.commands.authoring import add_authoring_commands
from aigc_kb.commands.completion import SHELLS, script
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load.store import ENTRY_FOLDERS
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import Lang
from aigc_kb.system.files import write_all
from aigc_kb.system.garbage import paused

CLEAN, FINDINGS, CANNOT_RUN = 0, 1, 2


def run() -> NoReturn:
    """`kb` as a program of its own.

    When its work is done it ends at once: taking hundreds of thousands of nodes apart before the process vanishes
    anyway took a fifth of the time of `kb check`.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # whoever read has had enough
        pass
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = list(sys.argv[1:] if argv is None else argv)
    arguments = _parser(quick=given[:1] == ["check"]).parse_args(given)
    lang: Lang = arguments.lang or _language()
    try:
        with paused():
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
    except RefusedError as error:
        print(f"kb: {error.message[lang]}", file=sys.stderr)
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


def _parser(*, quick: bool = False) -> argparse.ArgumentParser:
    """The whole command line, or all of it that is `quick` to load."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="kb", description=_ABOUT, epilog=_TEACH, formatter_class=raw)
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

    command = commands.add_parser(
        "check",
        parents=[common],
        help="report every fault in the data 检查数据",
        description="Report every fault in the data, each at its line with what mends it. 报告每一处问题及改法。",
        epilog="examples 例:\n  kb check --hints --lang zh\n  kb check --fix\n  kb check --format sarif > kb.sarif",
        formatter_class=raw,
    )
    command.add_argument(
        "--format",
        choices=report.FORMATS,
        help="text: one line a finding; full: with source lines (default on a terminal)",
    )
    command.add_argument("--hints", action="store_true", help="show hints too; they never fail the check 也显示提示")
    command.add_argument(
        "--fix", action="store_true", help="first mend what is safe to mend, as `kb fmt` does 先自动修复"
    )
    command.set_defaults(run=_check)

    command = commands.add_parser(
        "rules",
        parents=[common],
        help="what is checked and why, with examples 规则、理由和例子",
        description="List all rules, or explain some with a bad and a good example. 列出规则，或解释某条规则。",
        epilog="examples 例:\n  kb rules\n  kb rules KB208 KB601",
        formatter_class=raw,
    )
    command.add_argument("codes", nargs="*", metavar="CODE", help="rules to explain 规则编号")
    command.set_defaults(run=_rules)

    add_authoring_commands(commands, common)

    command = commands.add_parser("stats", parents=[common], help="count entries, evidence and mappings 统计")
    command.set_defaults(run=_stats)

    command = commands.add_parser(
        "render",
        parents=[common],
        help="write every page as plain Markdown 输出 Markdown",
        epilog="examples 例:\n  kb render tree\n  kb render tree --docs docs --engine hugo",
        formatter_class=raw,
    )
    command.add_argument("dir", type=Path, help="where to write, one folder per language 输出目录")
    command.add_argument("--docs", type=Path, help="folder of hand-written pages to take along 手写页面的目录")
    command.add_argument(
        "--engine", choices=("markdown", "hugo"), default="markdown", help="who reads the files 给哪个引擎"
    )
    command.set_defaults(run=_render)

    if not quick:
        # Whatever makes pages is slow to import; the check, which is run most, does without.
        from aigc_kb.author.diff import add_diff_command
        from aigc_kb.author.release import add_release_command
        from aigc_kb.commands.export import add_export_command

        add_export_command(commands, common)
        add_diff_command(commands, common)
        add_release_command(commands, common)

        command = commands.add_parser(
            "serve",
            parents=[common],
            help="show the site while you write; saving a file reloads the page 边写边看，保存即刷新",
            epilog="examples 例:\n  kb serve\n  kb serve --port 9000",
            formatter_class=raw,
        )
        command.add_argument("--port", type=int, default=8000, help="on this machine only (default: 8000) 端口")
        command.set_defaults(run=_serve)

    command = commands.add_parser(
        "completion",
        parents=[common],
        help="print a completion script for a shell 输出命令补全脚本",
        epilog="examples 例:\n  source <(kb completion bash)\n  kb completion fish > ~/.config/fish/completions/kb.fish",
        formatter_class=raw,
    )
    command.add_argument("shell", choices=SHELLS)
    command.set_defaults(run=_completion)
    return parser


def _check(arguments: argparse.Namespace, lang: Lang) -> int:
    if arguments.fix:
        changes, _ = formatted(Path(arguments.data))
        write_all(changes)
        words = {"zh": f"修复了 {len(changes)} 个文件", "en": f"{len(changes)} file(s) mended"}
        print(f"kb check: {words[lang]}", file=sys.stderr)
    store, findings = check.read(Path(arguments.data), hints=arguments.hints)
    form: report.Format = arguments.format or ("full" if sys.stdout.isatty() else "text")
    site = store.site.value.url if store.site else ""
    sys.stdout.write(report.render(findings, form, lang, site))
    errors = sum(f.rule.severity == "error" for f in findings)
    if form in ("text", "full"):
        entries = sum(len(store.ids.get(folder, {})) for folder in ENTRY_FOLDERS)
        words = {"zh": f"{entries} 个条目，{errors} 处问题", "en": f"{entries} entries, {errors} finding(s)"}
        if hints := len(findings) - errors:
            words = {"zh": f"{words['zh']}，{hints} 条提示", "en": f"{words['en']}, {hints} hint(s)"}
        print(f"kb check: {words[lang]}", file=sys.stderr)
        if findings:
            print(f"kb check: {report.why(findings, lang, site)}", file=sys.stderr)
    return FINDINGS if errors else CLEAN


def _rules(arguments: argparse.Namespace, lang: Lang) -> int:
    catalogue = {rule.code: rule for rule in check.catalogue()}
    if not arguments.codes:
        sys.stdout.write(report.list_rules(catalogue.values(), lang))
        return CLEAN
    for code in arguments.codes:
        if code.upper() not in catalogue:
            hint = did_you_mean(code.upper(), catalogue)
            raise RefusedError(f"没有规则 {code}{hint.zh}", f"there is no rule {code}{hint.en}")
    sys.stdout.write("\n".join(report.explain(catalogue[code.upper()], lang) for code in arguments.codes))
    return CLEAN


def _completion(arguments: argparse.Namespace, lang: Lang) -> int:
    sys.stdout.write(script(_parser(), arguments.shell))
    return CLEAN


def _stats(arguments: argparse.Namespace, lang: Lang) -> int:
    kb = load(arguments.data)
    for name, value in counts(kb, relate(kb)).items():
        print(f"{name:32} {value:>8g}")
    return CLEAN


def _serve(arguments: argparse.Namespace, lang: Lang) -> int:
    from aigc_kb.site.preview import run as serve

    return serve(Path(), Path(arguments.data), lang, arguments.port)


def _render(arguments: argparse.Namespace, lang: Lang) -> int:
    from aigc_kb.export.pages import render

    written = render(load(arguments.data), arguments.dir, engine=arguments.engine, docs=arguments.docs)
    words = {"zh": f"写了 {written} 个文件到 {arguments.dir}", "en": f"wrote {written} files to {arguments.dir}"}
    print(f"kb render: {words[lang]}", file=sys.stderr)
    return CLEAN
