"""`kb init`: a knowledge base that builds at once, with an example problem and an example mitigation.

Its files are those of the folder `starter`, with names and dates filled in; the configuration of the site engine is this
repository's own, led to the installed package.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Final

from aigc_kb import check
from aigc_kb.author.format import format_text
from aigc_kb.load.locks import ids_lock
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.registers import Site
from aigc_kb.model.text import Text
from aigc_kb.system.files import temporary_folder
from aigc_kb.system.shipped import shipped

TITLE: Final = Text("我的知识库", "My knowledge base")
URL: Final = "https://example.org/"
_STARTER: Final = Path(__file__).parent / "starter"
_RENAMED: Final = {"gitignore": ".gitignore", "overrides/gitkeep": "overrides/.gitkeep"}
_REVIEW_AFTER: Final = timedelta(days=182)
_HOOKS: Final = '''"""Leads the site engine to the installed package, which makes the pages from data/."""

from mkdocs_hooks import *  # noqa: F403
'''
# The lines of mkdocs.yml that name something of this repository, and what stands there instead.
_ENGINE: Final = {
    "hooks: [hooks/mkdocs_hooks.py]\n": "hooks: [hooks.py]\n",
    "watch: [data, hooks, overrides]\n": "watch: [data, overrides]\n",
}


def starter(
    target: Path, day: date, title: Text = TITLE, url: str = URL, repository: str | None = None
) -> dict[Path, str]:
    """The files of a new knowledge base in the folder `target`, as of a day.

    Raises RefusedError if the folder is not empty, or for a name or an address that `site.yaml` cannot hold.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RefusedError(f"{target} 已存在，而且不是空文件夹", f"{target} is there already, and is no empty folder")
    values = _values(day, title, url, repository or url.rstrip("/"))
    files = {path: Template(text).substitute(values) for path, text in _templates()}
    entries = [path.removesuffix(".yaml") for path in files if path.startswith("data/") and path.count("/") == 2]
    files |= {
        "data/ids.lock": ids_lock("", [entry.removeprefix("data/") for entry in entries]),
        "mkdocs.yml": _engine(shipped("mkdocs.yml").read_text(encoding="utf-8")),
        "hooks.py": _HOOKS,
    }
    _refuse_wrong(files)
    files["data/site.yaml"] = format_text(files["data/site.yaml"], Site)
    return {target / path: text for path, text in sorted(files.items())}


def _templates() -> Iterator[tuple[str, str]]:
    for file in sorted(_STARTER.rglob("*")):
        if file.is_file():
            path = file.relative_to(_STARTER).as_posix()
            yield _RENAMED.get(path, path), file.read_text(encoding="utf-8")


def _values(day: date, title: Text, url: str, repository: str) -> dict[str, str]:
    """What the templates ask for, as YAML has it."""
    texts = {
        "title_zh": title.zh,
        "title_en": title.en,
        "publisher_zh": f"{title.zh}编者",
        "publisher_en": f"The editors of {title.en}",
        "url": f"{url.rstrip('/')}/",
        "repository": repository,
    }
    return {name: json.dumps(text, ensure_ascii=False) for name, text in texts.items()} | {
        "today": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "review_by": (day + _REVIEW_AFTER).isoformat(),
        "name": f"{title.en} · {title.zh}",
    }


def _refuse_wrong(files: Mapping[str, str]) -> None:
    """Check the data as `kb check` does."""
    with temporary_folder(files) as folder:
        _, findings = check.read(folder / "data", shown="data", hints=False)
    if findings:
        raise RefusedError(findings[0].message("zh"), findings[0].message("en"))


def _engine(text: str) -> str:
    for line, own in _ENGINE.items():
        text = text.replace(line, own)
    return text
