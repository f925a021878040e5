"""`kb schema`: writes the JSON Schemas of the data files, and what an editor needs besides."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.base.kb import DataError
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.guide import schema, snippets
from aigc_kb.load.store import load_store
from aigc_kb.model.text import Lang
from aigc_kb.system.files import write_all

HELP: Final = both("输出 JSON Schema，供编辑器补全", "write JSON Schemas for editors, made from the model")
EXAMPLES: Final = (
    "kb schema                     schema/ and .vscode/",
    "kb schema DIR                 schemas alone",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dir",
        nargs="?",
        type=Path,
        metavar="DIR",
        help=both("输出目录（默认：schema/ 和 .vscode/）", "where to write (default: schema/, and .vscode/)"),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
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
    tell(lang, "schema", f"写了 {len(changes)} 个文件", f"{len(changes)} file(s) written")
    return CLEAN
