"""Makes a corpus of any size with the structure and the lengths of the real entries.

Every real problem and mitigation is copied, again and again, under ids of its own; relations and links stay within a
copy, so that their number per entry is that of the real data. Texts are made different from copy to copy, so that no
cache of equal texts helps. The first copy has its studies; in the others a judgement stands in their place, so that a
corpus of N entries is one of N entries and not of four times as many studies.

    python -m benchmarks.corpus SIZE TARGET     SIZE: number of problems and mitigations together
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

_LINK = re.compile(r"\[\[([a-z0-9-]+)")
_THRESHOLDS = re.compile(r"^thresholds:\n(?:[ #].*\n|\n)*", re.MULTILINE)
_TITLE = re.compile(r"^(title:\n  zh: )(.*)\n(  en: )(.*)$", re.MULTILINE)
_ANY_LINK = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\]]*))?\]\]")
_ID_KEYS = ("problem", "id", "mitigation")
_ID_LISTS = ("related", "requires", "alternatives", "former_ids")


_NUMBERS = ("level", "n", "from", "to", "change", "interval")
_SAID = {
    "judgement": {"zh": "没有研究时先按常理判断。", "en": "Without a study common sense has to do."},
    "searched": [
        {"on": "2026-11-30", "where": {"zh": "论文和网页", "en": "papers and web pages"}, "terms": ["nothing"]}
    ],
}
"""What stands behind a link to which a copy has no study."""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    pass


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else '"' if not re.fullmatch(r"[a-z]+", text) else None
    ),
)
_Dumper.add_representer(int, lambda dumper, n: dumper.represent_scalar("tag:yaml.org,2002:int", str(n)))


def make(size: int, data: Path, target: Path) -> None:
    """Write a corpus of `size` entries below `target`, from the real data. An existing target is replaced."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy(data / "areas.yaml", target)
    site = (data / "site.yaml").read_text(encoding="utf-8")
    # What our own content must reach is not asked of a corpus.
    (target / "site.yaml").write_text(_THRESHOLDS.sub("", site), encoding="utf-8")
    for folder in ("references", "frameworks"):
        shutil.copytree(data / folder, target / folder)
    for path in (target / "frameworks").iterdir():  # the entries that they name are here under other ids
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"^ +fulfilled_by: .*\n", "", text, flags=re.MULTILINE)
        path.write_text(_ANY_LINK.sub(lambda m: m[2] or m[1], text), encoding="utf-8")
    (target / "terms").mkdir()
    for path in (data / "terms").iterdir():
        text = re.sub(r"^entry: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        (target / "terms" / path.name).write_text(text, encoding="utf-8")
    originals = [
        (folder, path.stem, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # noqa: S506
        for folder in ("problems", "mitigations")
        for path in sorted((data / folder).glob("*.yaml"))
    ]
    copies = _whole_copies(originals, size)
    for folder in ("problems", "mitigations"):
        (target / folder).mkdir()
    for folder, key, entry, copy in copies:
        changed = _copied(entry, copy)
        text = yaml.dump(changed, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
        (target / folder / f"{key}-{copy:04d}.yaml").write_text(text, encoding="utf-8")
    _write_studies(data, target, copies)


def _write_studies(data: Path, target: Path, copies: list[Any]) -> None:
    """The real studies once more, for the first copy: those of their findings whose links are there."""
    (target / "studies").mkdir()
    for path in sorted((data / "studies").glob("*.yaml")):
        study = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        links = _links(copies)
        findings = [row for row in study["findings"] if (row["mitigation"], row["problem"]) in links]
        if findings:
            changed = _copied(study | {"findings": findings}, 0)
            text = yaml.dump(changed, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
            (target / "studies" / f"{path.stem}-0000.yaml").write_text(text, encoding="utf-8")


def _links(copies: list[Any]) -> set[tuple[str, str]]:
    mitigations = [(key, entry) for folder, key, entry, copy in copies if folder == "mitigations" and copy == 0]
    return {(key, row["problem"]) for key, entry in mitigations for row in (*entry["addresses"], *entry["worsens"])}


def _whole_copies(originals: list[Any], size: int) -> list[Any]:
    """Copies of the real entries, the last one cut to fit; relations out of the cut are dropped."""
    out: list[Any] = []
    copy = 0
    while len(out) < size:
        chosen = originals[: size - len(out)]
        if len(chosen) < len(originals):  # keep the proportion of problems and mitigations in the cut
            share = len(chosen) / len(originals)
            problems = [x for x in originals if x[0] == "problems"]
            mitigations = [x for x in originals if x[0] == "mitigations"]
            n = round(len(problems) * share)
            chosen = problems[:n] + mitigations[: len(chosen) - n]
        problems_here = {key for folder, key, _ in chosen if folder == "problems"}
        chosen = [  # a mitigation that addresses nothing in the cut would be dropped, and links to it lead nowhere
            x for x in chosen if x[0] == "problems" or any(row["problem"] in problems_here for row in x[2]["addresses"])
        ]
        keys = {key for _, key, _ in chosen}
        out += [(folder, key, _within(entry, keys), copy) for folder, key, entry in chosen]
        copy += 1
    return _addressed(out)


def _within(entry: Any, keys: set[str]) -> Any:
    kept = dict(entry)
    if "addresses" in kept:
        kept["addresses"] = [_SAID | row for row in kept["addresses"]]
    for name in ("leads_to", "addresses", "worsens"):
        if name in kept:
            kept[name] = [row for row in kept[name] if row["problem"] in keys]
    for name in _ID_LISTS:
        if name in kept:
            kept[name] = [key for key in kept[name] if key in keys]
    return _unlinked(kept, keys)


def _unlinked(value: Any, keys: set[str]) -> Any:
    if isinstance(value, dict):
        return {k: _unlinked(v, keys) for k, v in value.items()}
    if isinstance(value, list):
        return [_unlinked(v, keys) for v in value]
    return _ANY_LINK.sub(lambda m: m[0] if m[1] in keys else (m[2] or m[1]), value)


def _addressed(entries: list[Any]) -> list[Any]:
    """Drop mitigations that address nothing; problems that nothing addresses become drafts, as the rules ask."""
    entries = [x for x in entries if x[0] == "problems" or x[2]["addresses"]]
    helped = {
        (row["problem"], copy) for folder, _, e, copy in entries if folder == "mitigations" for row in e["addresses"]
    }
    return [
        (folder, key, e if folder != "problems" or (key, copy) in helped else e | {"status": "draft"}, copy)
        for folder, key, e, copy in entries
    ]


def _copied(value: Any, copy: int, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _copied(v, copy, k) for k, v in value.items()}
    if isinstance(value, list):
        if key in _ID_LISTS:
            return [f"{v}-{copy:04d}" for v in value]
        if key in ("zh", "en"):  # aliases: unique over the corpus
            return [f"{v} {copy}" for v in value]
        return [_copied(v, copy, key) for v in value]
    if key in _ID_KEYS:
        return f"{value}-{copy:04d}"
    if key in _NUMBERS and value.lstrip("-").replace(".", "", 1).isdigit():
        return float(value) if "." in value else int(value)
    if key == "direct":
        return value == "true"
    if key in ("zh", "en"):
        text = _LINK.sub(lambda m: f"[[{m[1]}-{copy:04d}", value)
        text = text.rstrip()
        return f"{text} ({copy})" if "\n" not in text and copy else text.replace("。", f"{copy}。", 1)
    return value


def retitled(data: Path, number: int) -> tuple[Path, str, dict[str, str]]:
    """Another title for the `number`-th problem to be edited: its file, the file's new text, the title by language."""
    paths = sorted((data / "problems").glob("*.yaml"))
    path = paths[(number * 37) % len(paths)]
    text = path.read_text(encoding="utf-8")
    match = _TITLE.search(text)
    assert match is not None, f"no title in {path}"
    zh, en = (yaml.safe_load(match[side]) for side in (2, 4))
    titles = {"zh": f"{zh}新{number}", "en": f"{en} new {number}"}
    changed = f'{match[1]}"{titles["zh"]}"\n{match[3]}"{titles["en"]}"'
    return path, text[: match.start()] + changed + text[match.end() :], titles


if __name__ == "__main__":
    make(int(sys.argv[1]), Path("data") if len(sys.argv) < 4 else Path(sys.argv[3]), Path(sys.argv[2]))
