"""How many faults `kb check` finds, and where it says they are: every field of every data file is broken in turn.

    python -m benchmarks.mutation [DATA] > benchmarks/mutation.md

Each file is broken once per field and way of breaking it, one fault at a time, and checked with all rules; of a list's
items one is taken, another one in each file. A fault counts as found if there is a finding that was not there before,
in the lines of the broken value (for a key that was left out: of the mapping that lacks it).
"""

from __future__ import annotations

import copy
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aigc_kb.check.registry import ALONE, CHECKS
from aigc_kb.check.run import catalogue
from aigc_kb.check.scan import forget
from aigc_kb.language import markup
from aigc_kb.load.decode import Decoder
from aigc_kb.load.item import Item
from aigc_kb.load.source import KeyPath, Node, Source, parse
from aigc_kb.load.store import FOLDERS, Store, load_store
from aigc_kb.model import fields as f
from aigc_kb.model.finding import Finding
from aigc_kb.model.text import LANGS
from aigc_kb.system.garbage import paused

_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_DIGIT = re.compile(r"(?<![\w.,@\[/-])[2-9](?![\w.,\]/-])")
_BETWEEN: Final = re.compile(r"[^,}\]\n]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a file is broken."""

    way: str
    field: str
    text: str
    """The whole file, broken."""
    first: int
    last: int
    """The lines in which a finding is expected."""


# -- editing a file in place, so that every line before the fault keeps its number --------------------------------------


def end_line(node: Node) -> int:
    """The last line of a value."""
    below = [*node.values.values(), *node.items]
    own = max(node.end_line - (1 if node.style in ("|", ">") else 0), node.line)
    return max([own, *(end_line(child) for child in below)])


def extent(text: str, node: Node) -> tuple[int, int]:
    """Where a scalar stands in the file, its quotes or block mark included."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: node.line - 1]) + node.column - 1
    if node.style in ("|", ">"):
        return start, sum(len(line) + 1 for line in lines[: end_line(node)]) - 1
    line = lines[node.line - 1]
    if node.style in ("'", '"'):
        match = _QUOTED.match(text, start)
    else:
        inside = re.search(r"[{\[]", line[: node.column - 1])
        match = (_BETWEEN if inside else re.compile(r"(?:(?! #).)*")).match(text, start)
    assert match is not None
    return start, match.end()


def replaced(text: str, node: Node, value: str) -> str:
    """The file with another value in place of a scalar."""
    start, end = extent(text, node)
    return text[:start] + value + text[end:]


def inserted(text: str, node: Node, words: str) -> str:
    """The file with words put into a text, after its first character."""
    start, _ = extent(text, node)
    if node.style in ("|", ">"):
        start = text.index("\n", start) + 1
        start += len(text[start:]) - len(text[start:].lstrip(" "))
    elif node.style:
        start += 1
    return text[: start + 1] + words + text[start + 1 :]


def without(text: str, parent: Node, key: str) -> str:
    """The file without one key and its value, as if someone had deleted the lines (or the part between braces)."""
    lines = text.split("\n")
    at, value = parent.keys[key], parent.values[key]
    line = lines[at.line - 1]
    if not line[: at.column - 1].strip(" -"):  # block style: the key starts its line
        end = max(end_line(value), at.line)
        head = line[: at.column - 1]
        if "-" in head and end < len(lines):  # the first key of a list item hands its dash on
            lines[end] = head + lines[end].lstrip()
        return "\n".join(lines[: at.line - 1] + lines[end:])
    start = sum(len(line) + 1 for line in lines[: at.line - 1]) + at.column - 1
    tail = re.compile(r"\s*:\s*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|\[[^\]]*\]|[^,}\]]*),?\s*")
    match = tail.match(text, start + len(key))
    assert match is not None
    return (text[:start] + text[match.end() :]).replace(", }", "}")


# -- what is broken ----------------------------------------------------------------------------------------------------


def faults(source: Source, cls: type[Any], turn: int) -> Iterator[Fault]:
    """All faults of a file. `turn` chooses the items of lists."""
    yield from _object(source, source.root, cls, (), turn)


def _object(source: Source, node: Node, cls: type[Any], at: KeyPath, turn: int) -> Iterator[Fault]:
    text, last = source.text, end_line(node)
    for spec in f.specs(cls):
        value = node.values.get(spec.key)
        if value is None:
            continue
        field = ".".join("*" if isinstance(key, int) else key for key in (*at, spec.key))
        key = node.keys[spec.key]
        if spec.required:
            # A mapping that loses its only key is empty, which shows at its own key, a line above.
            first = node.line - (len(node.values) == 1)
            yield Fault("field left out", field, without(text, node, spec.key), first, last)
        start = sum(len(line) + 1 for line in text.split("\n")[: key.line - 1]) + key.column - 1
        misspelt = text[:start] + spec.key + "x" + text[start + len(spec.key) :]
        yield Fault("field misspelt", field, misspelt, key.line, key.line)
        if not text[:start].rpartition("\n")[2].strip(" -"):
            twice = text[:start] + f"{spec.key}: x\n" + " " * (key.column - 1) + text[start:]
            yield Fault("field written twice", field, twice, key.line, key.line + 1)
        yield from _value(source, value, spec.kind, (*at, spec.key), field, turn)


def _value(source: Source, node: Node, kind: f.Kind, at: KeyPath, field: str, turn: int) -> Iterator[Fault]:
    text, first, last = source.text, node.line, end_line(node)

    def broken(way: str, changed: str) -> Fault:
        return Fault(way, field, changed, first, last)

    match kind:
        case f.Obj():
            if node.kind == "map":
                yield from _object(source, node, kind.cls, at, turn)
        case f.ListOf():
            yield from _list(source, node, kind, at, field, turn)
        case f.Bilingual():
            yield from _bilingual(source, node, kind, field, turn)
        case f.BilingualWords():
            for lang in LANGS:
                yield Fault("language left out", field, without(text, node, lang), node.line, last)
        case f.Int():
            yield broken("out of range", replaced(text, node, str(kind.high + 1)))
            yield broken("wrong type", replaced(text, node, "much"))
        case f.Bool():
            yield broken("wrong type", replaced(text, node, "maybe"))
        case f.Date():
            yield broken("impossible date", replaced(text, node, '"2026-02-30"'))
            yield broken("date without quotes", replaced(text, node, "2026-02-20"))
        case f.Url():
            yield broken("other scheme", replaced(text, node, "javascript:alert(1)"))
            if at == ("updated",):
                yield broken("changed before created", replaced(text, node, '"2000-01-01"'))
        case f.OneOf() | f.Vocabulary():
            yield broken("value not in the list", replaced(text, node, f"{node.text}x"))
            yield broken("empty value", replaced(text, node, '""'))
        case f.EntryRef() | f.ReferenceKey() | f.FrameworkRef():
            yield broken("unknown id", replaced(text, node, f"{node.text}-x"))
            own = source.root.values["id"].text
            if isinstance(kind, f.EntryRef) and source.path.split("/")[-2].rstrip("s") in kind.types:
                yield broken("relation to itself", replaced(text, node, own))
            yield broken("empty value", replaced(text, node, '""'))
        case f.Str():
            yield broken("empty value", replaced(text, node, '""'))
            yield broken("hidden character", inserted(text, node, "\u200b"))
            if kind.pattern:
                yield broken("wrong form", replaced(text, node, '"Not / this"'))
            if at[-1] == "id" and len(at) == 1:
                yield broken("id is not the file's name", replaced(text, node, f"{node.text}-x"))
            if at[:1] == ("mappings",) and at[-1] in ("item", "title"):
                yield broken("mapping not in the registry", replaced(text, node, f'"{node.text} x"'))


def _list(source: Source, node: Node, kind: f.ListOf, at: KeyPath, field: str, turn: int) -> Iterator[Fault]:
    text = source.text
    if not node.items:
        return
    one_line = end_line(node) == node.line and text.split("\n")[node.line - 1][node.column - 1 :].startswith("[")
    if one_line:
        start = sum(len(line) + 1 for line in text.split("\n")[: node.line - 1]) + node.column - 1
        stop = text.index("]", start)
        if kind.least:
            yield Fault("list emptied", field, text[: start + 1] + text[stop:], node.line, node.line)
        if kind.unique:
            again = f", {text[start + 1 : stop].split(',')[0].strip()}"
            yield Fault("item written twice", field, text[:stop] + again + text[stop:], node.line, node.line)
    index = turn % len(node.items)
    yield from _value(source, node.items[index], kind.item, (*at, index), f"{field}.*", turn)


def _bilingual(source: Source, node: Node, kind: f.Bilingual, field: str, turn: int) -> Iterator[Fault]:
    """One side of a text is broken; a finding may stand at either, since they are compared."""
    text, lang = source.text, LANGS[turn % 2]
    if node.kind != "map" or set(node.values) != set(LANGS):
        return
    side, last = node.values[lang], end_line(node)

    def broken(way: str, changed: str) -> Fault:
        return Fault(way, f"{field}.{lang}", changed, node.line, max(last, side.line + 1))

    yield broken("language left out", without(text, node, lang))
    yield broken("empty text", replaced(text, side, '""'))
    yield broken("hidden character", inserted(text, side, "\u200b"))
    yield broken("reversed writing direction", inserted(text, side, "\u202e"))
    yield broken("text still to be written", replaced(text, side, '"TODO write this"'))
    yield broken(
        "other language's text",
        replaced(text, side, "'Copied and not translated'" if lang == "zh" else "'这一段没有翻译'"),
    )
    yield broken("script", replaced(text, side, "'x <script>alert(1)</script>'"))
    if kind.markup != "plain":
        yield broken("link to nowhere", inserted(text, side, "[[no-such-entry]]"))
        yield broken("citation of nothing", inserted(text, side, "[@no-such-key-1900]"))
        yield broken("unsafe address", inserted(text, side, "[x](javascript:alert(1))"))
        yield broken("link not closed", inserted(text, side, "[[no-such"))
        if cited := next(iter(markup.citations(side.text)), None):
            start, end = extent(text, side)
            at = text.find(cited.raw, start, end)
            if at >= 0:
                yield broken("citation lost on one side", text[:at] + text[at + len(cited.raw) :])
    if (digit := _DIGIT.search(side.text)) and side.style not in ("'", '"'):
        start, end = extent(text, side)
        found = _DIGIT.search(text, start, end)
        if found and digit:
            yield broken("number changed on one side", text[: found.start()] + "1" + text[found.start() + 1 :])
    if kind.markup == "block" and side.style == "|" and "\n\n" in side.text.strip():
        start, end = extent(text, side)
        yield broken("paragraph lost on one side", text[: text.rindex("\n\n", start, end)] + text[end:])


# -- what the check says -----------------------------------------------------------------------------------------------


def vocabularies(store: Store) -> dict[str, tuple[str, ...]]:
    """The words that fields may hold by the knowledge base's own lists."""
    assert store.site is not None
    site = store.site.value
    return {
        "area": tuple(store.areas),
        "role": tuple(x.id for x in site.roles),
        "stage": tuple(x.id for x in site.stages),
        "modality": tuple(x.id for x in site.modalities),
        "origin": tuple(x.id for x in site.origins),
        "jurisdiction": tuple(x.id for x in site.jurisdictions),
    }


class Checker:
    """Checks one file with all rules, beside a store that holds the registers and knows every id, and no other entry:
    thousands of files are checked in the time that one whole check takes."""

    def __init__(self, store: Store) -> None:
        self.words = vocabularies(store)
        self.bare = copy.copy(store)
        self.bare.findings = []
        self.bare.planner = None
        self.bare.folders = {folder: self.bare.folder(folder) if folder == "frameworks" else {} for folder in FOLDERS}
        self.alone = copy.copy(self.bare)
        self.alone.folders = {folder: {} for folder in FOLDERS}

    def findings(self, folder: str, key: str, path: str, text: str) -> list[Finding]:
        source, found = parse(path, text.encode())
        if source is None:
            return found
        decoder = Decoder(source, self.words)
        value = decoder.decode(FOLDERS[folder])
        found = [*found, *decoder.findings]
        if value is not None:
            item = {key: Item(value, source)}
            beside, alone = copy.copy(self.bare), copy.copy(self.alone)
            beside.folders = beside.folders | {folder: beside.folder(folder) | item}
            alone.folders = alone.folders | {folder: item}
            for rule, function in CHECKS:
                found += function(alone if rule.code in ALONE else beside)
            if (own := str(getattr(value, "id", key))) != key:  # what reading a folder sees to
                found.append(Finding(_ID, source.place(("id",)), {"id": own, "file": path}))
        return found


_ID = next(rule for rule in catalogue() if rule.code == "KB301")


def run(data: Path, limit: int | None = None) -> tuple[Counter[str], list[tuple[str, Fault]], int]:
    """Break every file (at most `limit` of each folder). Returns the faults seeded by way, the missed ones with the
    file they were in, and how many fields were broken."""
    store = load_store(data)
    checker = Checker(store)
    seeded: Counter[str] = Counter()
    missed: list[tuple[str, Fault]] = []
    fields: set[str] = set()
    with paused():
        for folder, cls in FOLDERS.items():
            print(f"{folder} after {seeded.total():,} faults", file=sys.stderr)
            for turn, (key, item) in enumerate(list(store.folder(folder).items())[:limit]):
                source = item.source
                forget()  # else every broken text would be remembered
                before = Counter(_said(x) for x in checker.findings(folder, key, source.path, source.text))
                for fault in faults(source, cls, turn):
                    seeded[fault.way] += 1
                    fields.add(f"{folder}.{fault.field}")
                    after = checker.findings(folder, key, source.path, fault.text)
                    new = Counter(_said(x) for x in after) - before
                    if not any(_said(x) in new and fault.first <= x.place.line <= fault.last for x in after):
                        missed.append((source.path, fault))
    return seeded, missed, len(fields)


def _said(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message("en")


def report(data: Path, seeded: Counter[str], missed: list[tuple[str, Fault]], fields: int) -> str:
    total, entries = seeded.total(), sum(1 for _ in data.glob("*/*.yaml"))
    lost = Counter(fault.way for _, fault in missed)
    rows = [f"| {way} | {n:,} | {n - lost[way]:,} | {(n - lost[way]) / n:.2%} |" for way, n in sorted(seeded.items())]
    where = Counter((fault.way, fault.field) for _, fault in missed)
    rest = [f"- {way}, `{field}`: {n}" for (way, field), n in where.most_common()]
    return "\n".join(
        [
            "# Faults seeded and found",
            "",
            f"Made by `python -m benchmarks.mutation`. {entries:,} files, {fields} fields, {total:,} faults, "
            f"{total - len(missed):,} found in the right lines: **{(total - len(missed)) / total:.2%}**.",
            "",
            "| fault | seeded | found | share |",
            "| --- | ---: | ---: | ---: |",
            *rows,
            "",
            "## Not found",
            "",
            *(rest or ["None."]),
            "",
        ]
    )


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "data")
    print(report(data, *run(data)), end="")


if __name__ == "__main__":
    main()
