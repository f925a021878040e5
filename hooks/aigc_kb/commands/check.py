"""`kb check`: reports every fault in the data, and mends what is safe to mend."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from aigc_kb import check
from aigc_kb.author.format import formatted
from aigc_kb.check import report
from aigc_kb.commands.console import CLEAN, FINDINGS, both, tell
from aigc_kb.load.store import ENTRY_FOLDERS, load_store
from aigc_kb.model.text import Lang
from aigc_kb.system.files import write_all

HELP: Final = both(
    "检查数据：每一处问题在哪一行、怎样改", "report every fault in the data, each at its line with what mends it"
)
EXAMPLES: Final = ("kb check --hints --lang zh", "kb check --fix", "kb check --format sarif > kb.sarif")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=report.FORMATS,
        help=both(
            "text 一条一行；full 附原文（终端上的默认值）",
            "text: one line a finding; full: with source lines (default on a terminal)",
        ),
    )
    parser.add_argument(
        "--hints", action="store_true", help=both("也显示提示", "show hints too; they never fail the check")
    )
    parser.add_argument(
        "--fix", action="store_true", help=both("先自动修复", "first mend what is safe to mend, as `kb fmt` does")
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    if arguments.fix:
        write_all({Path(path): text for path, text in load_store(Path(arguments.data)).renamed.items()})
        changes, _ = formatted(Path(arguments.data))
        write_all(changes)
        tell(lang, "check", f"修复了 {len(changes)} 个文件", f"{len(changes)} file(s) mended")
    store, findings = check.read(Path(arguments.data), hints=arguments.hints)
    errors = sum(f.rule.severity == "error" for f in findings)
    form: report.Format = arguments.format or ("full" if sys.stdout.isatty() else "text")
    site = store.site.value.url if store.site else ""
    sys.stdout.write(report.render(findings, form, lang, site))
    if form in ("text", "full"):
        entries = sum(len(store.ids.get(folder, {})) for folder in ENTRY_FOLDERS)
        zh, en = f"{entries} 个条目，{errors} 处问题", f"{entries} entries, {errors} finding(s)"
        if hints := len(findings) - errors:
            zh, en = f"{zh}，{hints} 条提示", f"{en}, {hints} hint(s)"
        tell(lang, "check", zh, en)
        if findings:
            print(f"kb check: {report.why(findings, lang, site)}", file=sys.stderr)
    return FINDINGS if errors else CLEAN
