"""`kb lock`: writes what follows from merged data; a job of the main branch runs it, contributors need not."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.author import translate
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.load.locks import ids_lock, published
from aigc_kb.load.store import IDS_LOCK, URLS_LOCK, load_store
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.text import Lang
from aigc_kb.site import redirects
from aigc_kb.system.files import write_all

HELP: Final = both(
    "合并之后写锁文件：发布过的 id 和地址、哪两段文字是一对",
    "after a merge: write down the ids and addresses published, and which two texts belong together",
)
EXAMPLES: Final = (
    "kb lock                       ids.lock, translations.lock",
    "kb lock --site site           also urls.lock",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help=both("生成好的站点，记下其中的地址", "a built site, whose addresses are added"),
    )


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    root = Path(arguments.data)
    changes = translate.settled(load_store(root))
    changes[root / IDS_LOCK] = ids_lock(_text(root / IDS_LOCK), published(root))
    if arguments.site:
        changes[root / URLS_LOCK] = _addresses(arguments.site, _text(root / URLS_LOCK))
    changed = {path: text for path, text in changes.items() if text != _text(path)}
    write_all(changed)
    for path in changed:
        print(path)
    tell(lang, "lock", f"改了 {len(changed)} 个锁文件", f"{len(changed)} lock file(s) changed")
    return CLEAN


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _addresses(site: Path, current: str) -> str:
    """`urls.lock` with the addresses of a site. Raises RefusedError if one that was published is gone."""
    found = redirects.published(site)
    if gone := sorted(set(redirects.listed(current)) - found):
        names = "\n".join(gone)
        raise RefusedError(
            f"这些地址没有了，在 {URLS_LOCK} 里写上 ` -> 新地址`：\n{names}",
            f"these addresses are gone; give each a ` -> new address` in {URLS_LOCK}:\n{names}",
        )
    return redirects.merged(current, found)
