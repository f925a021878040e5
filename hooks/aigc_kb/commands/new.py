"""`kb new`: starts an entry, a study or a term."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.author import new as scaffold
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.load.store import load_store
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.system.files import write_all

HELP: Final = both(
    "新建条目、研究或术语，字段附中英文说明",
    "start an entry, a study or a term: every field, explained in both languages",
)
EXAMPLES: Final = (
    "kb new problem slow-start     data/problems/slow-start.yaml",
    "kb new study 10.1234/bread    data/studies/…, called like the reference with that DOI or arXiv id",
    "kb check                      lists every TODO that is left 列出还没填的",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=tuple(scaffold.STARTED), help=both("种类", "what to start"))
    parser.add_argument(
        "id", help=both("小写字母、数字、连字符", "lower-case letters, digits, hyphens; never changed lightly")
    )
    parser.add_argument("--source", choices=LANGS, help=both("先写的语言", "language you write first"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    store = load_store(Path(arguments.data))
    path, changes = scaffold.scaffold(store, arguments.kind, arguments.id, arguments.source or lang)
    write_all(changes)
    print(path)
    tell(lang, "new", "填写每个 TODO，再运行 kb check", "fill in every TODO, then run `kb check`")
    return CLEAN
