"""The commands for people who write entries: `kb new`, `fmt`, `rename`, `translate` and `schema`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from aigc_kb.author import handwritten, rename, translate
from aigc_kb.author import new as scaffold
from aigc_kb.author.format import formatted
from aigc_kb.base.kb import DataError
from aigc_kb.guide import schema, snippets
from aigc_kb.load.store import load_store
from aigc_kb.model.text import Lang, Text
from aigc_kb.system.files import write_all

CLEAN, FINDINGS = 0, 1

Commands = Any  # argparse does not name the type of its sub-parsers


def add_authoring_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the commands to the command line; `common` has `--data` and `--lang`."""

    def add(name: str, help_: str, example: str, run: Any) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = commands.add_parser(
            name,
            parents=[common],
            help=help_,
            description=help_,
            epilog=f"examples 例:\n{example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.set_defaults(run=run)
        return parser

    command = add(
        "new",
        "start an entry or term: every field, explained in both languages 新建条目或术语，字段附中英文说明",
        "  kb new problem slow-start     data/problems/slow-start.yaml, and its id into ids.lock\n"
        "  kb check                      lists every TODO that is left 列出还没填的",
        _new,
    )
    command.add_argument("kind", choices=(*scaffold.KINDS, scaffold.TERM), help="what to start 种类")
    command.add_argument("id", help="lower-case letters, digits, hyphens; never changed lightly 小写字母、数字、连字符")
    command.add_argument("--source", choices=("zh", "en"), help="language you write first 先写的语言")

    command = add(
        "fmt",
        "write files in the canonical form; comments and values are kept 规范格式，注释和内容不变",
        "  kb fmt                        all files; also ids.lock\n"
        "  kb fmt data/problems/x.yaml   one file\n"
        "  kb fmt --check                change nothing; exit 1 if a file would change",
        _fmt,
    )
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files (default: all) 文件")
    command.add_argument("--check", action="store_true", help="only say which files would change 只检查")

    command = add(
        "rename",
        "give an entry or reference another id, everywhere; the old address goes on working 改 id，旧网址仍可用",
        "  kb rename slow-start cold-start",
        _rename,
    )
    command.add_argument("old", metavar="ID", help="the id now 现在的 id")
    command.add_argument("new", help="the new id 新 id")

    command = commands.add_parser(
        "translate",
        help="which translations their source has left behind 译文是否落后于原文",
        description="which translations their source has left behind 译文是否落后于原文",
        epilog="examples 例:\n  kb translate status\n  kb translate accept slow-start   the translation holds 译文仍然成立",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = command.add_subparsers(required=True, metavar="status|accept")
    for name, help_, run in (
        ("status", "list texts whose source changed since the translation was accepted 列出原文改过的文字", _status),
        ("accept", "take the translations as they are for good 确认译文", _accept),
    ):
        action = actions.add_parser(name, parents=[common], help=help_, description=help_)
        action.add_argument("ids", nargs="*", metavar="ID", help="entries (default: all) 条目")
        action.set_defaults(run=run)

    command = add(
        "schema",
        "write JSON Schemas for editors, made from the model 输出 JSON Schema，供编辑器补全",
        "  kb schema                     schema/ and .vscode/\n  kb schema DIR                 schemas alone",
        _schema,
    )
    command.add_argument("dir", nargs="?", type=Path, help="where to write (default: schema/, and .vscode/) 输出目录")


def _say(lang: Lang, zh: str, en: str) -> None:
    print(Text(zh, en)[lang], file=sys.stderr)


def _new(arguments: argparse.Namespace, lang: Lang) -> int:
    store = load_store(Path(arguments.data))
    path, changes = scaffold.scaffold(store, arguments.kind, arguments.id, arguments.source or lang)
    write_all(changes)
    print(path)
    _say(lang, "kb new: 填写每个 TODO，再运行 kb check", "kb new: fill in every TODO, then run `kb check`")
    return CLEAN


def _fmt(arguments: argparse.Namespace, lang: Lang) -> int:
    changes, unread = formatted(Path(arguments.data), arguments.files)
    for path in changes:
        print(path)
    for path, why in unread.items():
        _say(lang, f"kb fmt: {path}: 没有动：{why}；见 kb check", f"kb fmt: {path}: left alone: {why}; see `kb check`")
    if arguments.check:
        _say(lang, f"kb fmt: {len(changes)} 个文件待整理", f"kb fmt: {len(changes)} file(s) would change")
        return FINDINGS if changes or unread else CLEAN
    write_all(changes)
    _say(lang, f"kb fmt: 整理了 {len(changes)} 个文件", f"kb fmt: {len(changes)} file(s) changed")
    return FINDINGS if unread else CLEAN


def _rename(arguments: argparse.Namespace, lang: Lang) -> int:
    data = Path(arguments.data)
    changes = rename.rename(load_store(data), arguments.old, arguments.new)
    write_all(changes)
    for path, text in changes.items():
        if text is not None:
            print(path)
    _say(lang, f"kb rename: 改了 {len(changes) - 1} 个文件", f"kb rename: {len(changes) - 1} file(s) changed")
    for place in handwritten.mentions(data, arguments.old):
        _say(
            lang,
            f"kb rename: {place}: 正文还提到“{arguments.old}”，请看一下",
            f"kb rename: {place}: the text still says `{arguments.old}`, please look",
        )
    return CLEAN


_STATES: Final = {
    "stale": Text("原文改过，译文没有", "the source changed, the translation did not"),
    "changed": Text("两边都改过，请确认", "both sides changed, please confirm"),
}


def _status(arguments: argparse.Namespace, lang: Lang) -> int:
    counted, listed = translate.status(load_store(Path(arguments.data)), arguments.ids)
    for place, text in listed:
        print(f"{place}: {text.entry} {text.path}: {_STATES[text.state][lang]}")
    _say(
        lang,
        f"kb translate: {counted['stale']} 处落后，{counted['changed']} 处待确认，{counted['new']} 处从未确认，"
        f"{counted['fresh']} 处一致",
        f"kb translate: {counted['stale']} stale, {counted['changed']} to confirm, {counted['new']} never accepted, "
        f"{counted['fresh']} fresh",
    )
    return FINDINGS if listed else CLEAN


def _accept(arguments: argparse.Namespace, lang: Lang) -> int:
    changed, changes = translate.accept(load_store(Path(arguments.data)), arguments.ids)
    write_all(changes)
    _say(lang, f"kb translate: 确认了 {changed} 处译文", f"kb translate: {changed} translation(s) accepted")
    return CLEAN


def _schema(arguments: argparse.Namespace, lang: Lang) -> int:
    store = load_store(Path(arguments.data))
    if store.site is None:
        raise DataError(store.findings)
    folder = arguments.dir or Path("schema")
    documents = schema.documents(store.site.value, [item.value for item in store.areas.values()])
    changes: dict[Path, str | None] = {folder / name: text for name, text in documents.items()}
    if arguments.dir is None:
        changes |= {
            Path(".vscode/settings.json"): snippets.settings(),
            Path(".vscode/kb.code-snippets"): snippets.snippets(),
        }
    write_all(changes)
    _say(lang, f"kb schema: 写了 {len(changes)} 个文件", f"kb schema: {len(changes)} file(s) written")
    return CLEAN
