"""`kb init`: starts a knowledge base of your own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from aigc_kb.author.init import TITLE, URL, starter
from aigc_kb.commands.console import CLEAN, both, tell
from aigc_kb.model.text import Lang, Text
from aigc_kb.system.clock import today
from aigc_kb.system.files import write_all

HELP: Final = both("新建一个知识库，马上可以生成网站", "start a knowledge base of your own, which builds at once")
EXAMPLES: Final = (
    "kb init bread --title-zh 面包难题库 --title-en 'Bread Problems' --url https://bread.example.org/",
    "kb init bread && cd bread && kb publish site",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dir", type=Path, metavar="DIR", help=both("新的或空的文件夹", "a new or an empty folder"))
    parser.add_argument("--title-zh", default=TITLE.zh, metavar="ZH", help=both("中文名称", "its name in Chinese"))
    parser.add_argument("--title-en", default=TITLE.en, metavar="EN", help=both("英文名称", "its name in English"))
    parser.add_argument("--url", default=URL, help=both("发布地址", f"where it will be published (default: {URL})"))
    parser.add_argument("--repository", metavar="URL", help=both("源代码仓库", "its repository (default: the address)"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    title = Text(arguments.title_zh, arguments.title_en)
    files = starter(arguments.dir, today(), title, arguments.url, arguments.repository)
    write_all(dict(files))
    for path in files:
        print(path)
    tell(lang, "init", f"已建好 {arguments.dir}；看它的 README.md", f"{arguments.dir} is ready: see its README.md")
    return CLEAN
