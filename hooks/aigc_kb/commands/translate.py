"""`kb translate`: which translations their source has left behind, and accepting those that hold."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from pathlib import Path
from typing import Final

from aigc_kb.author import translate
from aigc_kb.commands.console import CLEAN, FINDINGS, both, common_options, tell
from aigc_kb.load.store import Store, load_store
from aigc_kb.model.text import Lang, Text
from aigc_kb.system.files import write_all

HELP: Final = both("译文是否落后于原文", "which translations their source has left behind")
EXAMPLES: Final = (
    "kb translate status",
    "kb translate accept slow-start   the translation holds 译文仍然成立",
)

_STATES: Final = {
    "stale": Text("原文改过，译文没有", "the source changed, the translation did not"),
    "changed": Text("两边都改过，请确认", "both sides changed, please confirm"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="status|accept", dest="action")
    for name, words in (
        ("status", both("列出原文改过的文字", "list texts whose source changed since the translation was accepted")),
        ("accept", both("确认译文", "take the translations as they are for good")),
    ):
        action = actions.add_parser(name, parents=[common_options(nested=True)], help=words, description=words)
        action.add_argument("ids", nargs="*", metavar="ID", help=both("条目（默认：全部）", "entries (default: all)"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    store = load_store(Path(arguments.data))
    return (_status if arguments.action == "status" else _accept)(store, arguments.ids, lang)


def _status(store: Store, ids: Collection[str], lang: Lang) -> int:
    counted, listed = translate.status(store, ids)
    for place, text in listed:
        print(f"{place}: {text.entry} {text.path}: {_STATES[text.state][lang]}")
    tell(
        lang,
        "translate",
        f"{counted['stale']} 处落后，{counted['changed']} 处待确认，{counted['new']} 处从未确认，{counted['fresh']} 处一致",
        f"{counted['stale']} stale, {counted['changed']} to confirm, {counted['new']} never accepted, "
        f"{counted['fresh']} fresh",
    )
    return FINDINGS if listed else CLEAN


def _accept(store: Store, ids: Collection[str], lang: Lang) -> int:
    changed, changes = translate.accept(store, ids)
    write_all(changes)
    tell(lang, "translate", f"确认了 {changed} 处译文", f"{changed} translation(s) accepted")
    return CLEAN
