"""`CHANGELOG.md` from the published versions: both languages on each line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aigc_kb.model.versions import COUNTED, FOLDER, KIND, Counts, Version, VersionChange
from aigc_kb.model.vocabulary import VERDICT

_HEAD: Final = """\
# Changelog · 更新日志

What changed in the content from version to version. Written by `kb release` from the differences of the data: do not
edit it by hand. Versions are calendar-based: year, month, number in the month.
各版本之间内容的变化，由 `kb release` 按数据差异生成，请勿手改。版本号为“年.月.当月序号”。
"""


def document(versions: Iterable[Version]) -> str:
    """The whole file, newest version first."""
    return "\n".join([_HEAD, *map(section, versions)])


def section(version: Version) -> str:
    """A version: its note, then its changes by type of entry; fields by their names, values left to `kb diff`."""
    out = [f"## {version.version} · {version.date}", ""]
    if version.since:
        out += [f"Since · 与之相比: {version.since}", ""]
    if version.note:
        out += [version.note.en, version.note.zh, ""]
    if version.verdicts:
        labels = dict(VERDICT.labels)
        out += ["### Verdicts · 结论", ""]
        out += [
            f"- `{x.mitigation}` → `{x.problem}`: {labels[x.before].en} → {labels[x.after].en} · "
            f"{labels[x.before].zh} → {labels[x.after].zh}"
            for x in version.verdicts
        ]
        out.append("")
    for folder, name in FOLDER.labels:
        own = [change for change in version.changes if change.folder == folder]
        if folder in COUNTED and (words := _counted(getattr(version, folder))):
            out += [f"### {name.en} · {name.zh}", "", words, ""]
        elif own:
            out += [f"### {name.en} · {name.zh}", ""]
            out += [
                _line(change, label.en, label.zh)
                for kind, label in KIND.labels
                for change in own
                if change.kind == kind
            ]
            out.append("")
    return "\n".join(out)


def _line(change: VersionChange, en: str, zh: str) -> str:
    title = change.title.en if change.title.en == change.title.zh else f"{change.title.en} · {change.title.zh}"
    former = f" ← `{change.former}`" if change.former else ""
    fields = f" ({', '.join(change.fields)})" if change.fields else ""
    return f"- {en} · {zh}: `{change.id}`{former} {title}{fields}"


def _counted(counts: Counts) -> str:
    numbers = {kind: getattr(counts, kind) for kind in ("added", "removed", "changed")}
    labels = dict(KIND.labels)
    return ", ".join(f"{labels[kind].en} · {labels[kind].zh}: {n}" for kind, n in numbers.items() if n)
