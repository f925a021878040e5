"""`kb add`: one more finding in a study, or one more fact in an entry."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.author.add import PARTS, add
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.load.store import load_store
from aigc_kb.model.text import Lang
from aigc_kb.system.files import write_all

HELP: Final = both(
    "给研究加一条发现，或给条目加一条事实", "add a finding to a study, or a fact to an entry, ready to be filled in"
)
EXAMPLES: Final = (
    "kb add finding doe-2024-staling   at the end of data/studies/doe-2024-staling.yaml",
    "kb add fact stale-bread           at the end of `facts`; `updated` is today 更新日期改为今天",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "part", choices=tuple(PARTS), help=both("加什么：发现或事实", "what to add: a finding or a fact")
    )
    parser.add_argument(
        "id",
        metavar="ID",
        help=both(
            "研究或条目的 id；研究也可用 DOI 或 arXiv 号",
            "the study's or the entry's id; for a study, the DOI or arXiv id of its reference will do",
        ),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    path, text = add(load_store(Path(arguments.data)), arguments.part, arguments.id, lang)
    write_all({path: text})
    print(path)
    tell(lang, "add", "填写每个 TODO，再运行 kb check", "fill in every TODO, then run `kb check`")
    return CLEAN
