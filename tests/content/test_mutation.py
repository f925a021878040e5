"""Whatever is taken out of the data, `kb check` says so, at the right place.

For every field of every entry type: delete the Chinese or the English side of a text, an id that is referred to, a
citation key, a mapping title, a whole file. A fault is seeded in up to `SAMPLES` places of each field, and the test
counts what it did.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks import mutation
from benchmarks.mutation import vocabularies

from aigc_kb.check.registry import CHECKS
from aigc_kb.commands.main import main
from aigc_kb.language import markup
from aigc_kb.load.decode import Decoder
from aigc_kb.load.item import Item
from aigc_kb.load.locks import LOCKED_FOLDERS
from aigc_kb.load.source import KeyPath, Node, Source, parse
from aigc_kb.load.store import FOLDERS, Store, load_store
from aigc_kb.model.fields import (
    Bilingual,
    Bool,
    Date,
    EntryRef,
    FrameworkRef,
    Int,
    OneOf,
    ReferenceKey,
    Url,
    Vocabulary,
)
from aigc_kb.model.finding import Finding, Place
from aigc_kb.model.kinds import BY_NAME
from aigc_kb.model.registers import Areas, Site
from aigc_kb.model.walk import find, texts
from tests.conftest import DATA, ROOT

SAMPLES = int(os.environ.get("KB_MUTATIONS", "3"))


def field_of(keys: KeyPath) -> str:
    """The field that a key path belongs to, list positions left out."""
    return ".".join("*" if isinstance(key, int) else key for key in keys)


def documents(store: Store) -> Iterator[tuple[str, type[Any], Item[Any]]]:
    """Every data file as (type name, class of the whole file, item)."""
    for folder, cls in FOLDERS.items():
        for item in store.folder(folder).values():
            yield folder, cls, item
    assert store.site is not None
    yield "site", Site, store.site
    first = next(iter(store.areas.values()))
    yield "areas", Areas, Item(Areas(areas=tuple(x.value for x in store.areas.values())), first.source)


def cut_lines(text: str, parent: Node, key: str) -> str:
    """The file without one key and its value, as if someone had deleted the lines (or the part of a flow mapping)."""
    lines = text.split("\n")
    at = parent.keys[key]
    line = lines[at.line - 1]
    if not line[: at.column - 1].strip(" -"):  # block style: the key starts its line
        end = at.line
        while end < len(lines) and (
            not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > at.column - 1
        ):
            end += 1
        head = line[: at.column - 1]
        if "-" in head and end < len(lines):  # the first key of a list item hands its dash on
            lines[end] = head + lines[end].lstrip()
        return "\n".join(lines[: at.line - 1] + lines[end:])
    start = at.column - 1
    stop = re.compile(r"\s*:\s*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|\[[^\]]*\]|[^,}\]]*),?\s*").match(
        line, start + len(key)
    )
    assert stop is not None, line
    lines[at.line - 1] = (line[:start] + line[stop.end() :]).replace(", }", "}")
    return "\n".join(lines)


def test_deleting_a_language_is_found_where_it_is_missing(store: Store) -> None:
    words = vocabularies(store)
    seeded: Counter[str] = Counter()
    missed: list[str] = []
    for name, cls, item in documents(store):
        for keys, _, _ in texts(item.value):
            for lang in ("zh", "en"):
                kind = f"{name}.{field_of(keys)}.{lang}"
                if seeded[kind] >= SAMPLES:
                    continue
                seeded[kind] += 1
                parent = item.source.node(keys)
                source, findings = parse(item.source.path, cut_lines(item.source.text, parent, lang).encode())
                if source is not None:
                    decoder = Decoder(source, words)
                    decoder.decode(cls)
                    findings = [*findings, *decoder.findings]
                hits = [f for f in findings if f.code in ("KB208", "KB203") and abs(f.place.line - parent.line) <= 1]
                if not hits:
                    missed.append(
                        f"{kind} at {item.source.path}:{parent.line}: {[(f.code, str(f.place)) for f in findings]}"
                    )
                elif not (hits[0].remedy("zh") and hits[0].remedy("en")):
                    missed.append(f"{kind}: no remedy")
    assert not missed, f"{len(missed)} of {sum(seeded.values())} faults missed:\n" + "\n".join(missed[:20])
    types = {kind.split(".")[0] for kind in seeded}
    assert {"problems", "mitigations", "frameworks", "site", "areas", "terms"} <= types
    print(f"deleted {sum(seeded.values())} texts in {len(seeded)} fields of {sorted(types)}: all found")


def test_deleting_a_required_field_is_found(store: Store) -> None:
    words = vocabularies(store)
    seeded: Counter[str] = Counter()
    missed: list[str] = []
    for name, cls, item in documents(store):
        for keys, node, key in _required(item.source.root, cls):
            kind = f"{name}.{field_of((*keys, key))}"
            if seeded[kind] >= SAMPLES:
                continue
            seeded[kind] += 1
            source, findings = parse(item.source.path, cut_lines(item.source.text, node, key).encode())
            if source is not None:
                decoder = Decoder(source, words)
                decoder.decode(cls)
                findings = [*findings, *decoder.findings]
            # An item that loses its only key is no YAML any more.
            codes = ("KB201", "KB203", "KB209", "KB110", *(("KB105",) if len(node.values) == 1 else ()))
            if not any(f.code in codes and abs(f.place.line - node.line) <= 1 for f in findings):
                missed.append(f"{kind} at {item.source.path}:{node.line}: {[(f.code, str(f.place)) for f in findings]}")
    assert not missed, f"{len(missed)} of {sum(seeded.values())} faults missed:\n" + "\n".join(missed[:20])
    print(f"deleted {sum(seeded.values())} keys in {len(seeded)} fields: all found")


def _required(node: Node, cls: type[Any], at: KeyPath = ()) -> Iterator[tuple[KeyPath, Node, str]]:
    """Every required key below a node, with the mapping that holds it."""
    from aigc_kb.model.fields import ListOf, Obj, specs

    for spec in specs(cls):
        child = node.values.get(spec.key)
        if child is None:
            continue
        if spec.required:
            yield at, node, spec.key
        if isinstance(spec.kind, Obj):
            yield from _required(child, spec.kind.cls, (*at, spec.key))
        elif isinstance(spec.kind, ListOf) and isinstance(spec.kind.item, Obj):
            for index, item in enumerate(child.items):
                yield from _required(item, spec.kind.item.cls, (*at, spec.key, index))


def test_a_wrong_value_is_found_where_it_stands(store: Store) -> None:
    """Every value with a closed list, a range or a form is replaced by one that cannot be right."""
    words = vocabularies(store)
    seeded: Counter[str] = Counter()
    missed: list[str] = []
    for name, cls, item in documents(store):
        for kind in (OneOf, Vocabulary, Date, Url, Int, Bool):
            for keys, _, _ in find(item.value, kind):
                field = f"{name}.{field_of(keys)}"
                node = item.source.node(keys)
                if seeded[field] >= SAMPLES or node.kind != "text":  # a default stands nowhere
                    continue
                seeded[field] += 1
                findings = _decode_with(item.source, node, "zzz", cls, words)
                if not any(f.place == Place(item.source.path, node.line, node.column) for f in findings):
                    missed.append(
                        f"{field} at {item.source.path}:{node.line}: {[(f.code, str(f.place)) for f in findings]}"
                    )
    assert not missed, f"{len(missed)} of {sum(seeded.values())} faults missed:\n" + "\n".join(missed[:20])
    assert sum(seeded.values()) > 150
    print(f"changed {sum(seeded.values())} values in {len(seeded)} fields: all found")


@pytest.mark.parametrize(
    ("what", "code"),
    [("\u200b", "KB102"), ("\u202e", "KB102"), ("\t", "KB103"), ("", "KB204"), ("''", "KB204"), ("12", "KB108"), ("no", "KB108")],
)  # fmt: skip
def test_a_text_that_is_none_is_found_where_it_stands(store: Store, what: str, code: str) -> None:
    words = vocabularies(store)
    seeded: Counter[str] = Counter()
    missed: list[str] = []
    for name, cls, item in documents(store):
        for keys, _, _ in texts(item.value):
            for lang in ("zh", "en"):
                node = item.source.node((*keys, lang))
                field = f"{name}.{field_of(keys)}.{lang}"
                if seeded[field] >= SAMPLES or node.style in ("|", ">"):
                    continue
                seeded[field] += 1
                findings = _decode_with(item.source, node, what, cls, words)
                if not any(f.code in (code, "KB203") and f.place.line == node.line for f in findings):
                    missed.append(
                        f"{field} at {item.source.path}:{node.line}: {[(f.code, str(f.place)) for f in findings]}"
                    )
    assert not missed, f"{len(missed)} of {sum(seeded.values())} faults missed:\n" + "\n".join(missed[:20])
    print(f"seeded {what!r} in {sum(seeded.values())} texts of {len(seeded)} fields: all found")


def _decode_with(source: Source, node: Node, value: str, cls: type[Any], words: Any) -> list[Finding]:
    """The findings of a file in which the scalar at a node is replaced."""
    lines = source.text.split("\n")
    line = lines[node.line - 1]
    start = node.column - 1
    if node.style in ("'", '"'):
        end = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'").match(line, start)
    else:
        end = re.compile(r"[^,}\]\n]*" if "{" in line[:start] or "[" in line[:start] else r".*").match(line, start)
    if end is None or node.end_line > node.line:  # a text over several lines: all of it goes
        lines[node.line - 1 : node.end_line] = [line[:start] + value]
    else:
        lines[node.line - 1] = line[:start] + value + line[end.end() :]
    changed, findings = parse(source.path, "\n".join(lines).encode())
    if changed is None:
        return findings
    decoder = Decoder(changed, words)
    decoder.decode(cls)
    return [*findings, *decoder.findings]


def test_a_broken_link_citation_or_markup_is_found_where_it_stands(store: Store) -> None:
    """In every field that may hold them: a link to nowhere, a citation of nothing, a script, a TODO, a second language
    without its citation."""
    seeds = (
        ("[[no-such-entry]]", "KB402"),
        ("[@no-such-key-1900]", "KB401"),
        ("<script>", "KB404"),
        ("{{ x }}", "KB404"),
        ("[[no-such", "KB403"),
        ("[x](javascript:1)", "KB405"),
    )
    words = vocabularies(store)
    seeded: Counter[str] = Counter()
    missed: list[str] = []
    for name, cls, item in documents(store):
        if name not in ("problems", "mitigations", "cases", "paths"):
            continue
        for keys, kind, _ in texts(item.value):
            field = f"{name}.{field_of(keys)}"
            if seeded[field] >= SAMPLES * len(seeds) or kind.markup == "plain":
                continue
            for lang, (seed, code) in zip(("zh", "en") * 3, seeds, strict=True):
                seeded[field] += 1
                node = item.source.node((*keys, lang))
                value = f"|\n{' ' * (node.column + 9)}x {seed}" if node.style in ("|", ">") else f'"x {seed}"'
                findings = _check_with(store, name, item, node, value, cls, words, code)
                at = node.line + (1 if node.style in ("|", ">") else 0)
                if not any(f.code == code and f.place.line == at for f in findings):
                    missed.append(
                        f"{field}.{lang} {code} at {item.source.path}:{at}: {[str(f.place) for f in findings]}"
                    )
    assert not missed, f"{len(missed)} of {sum(seeded.values())} faults missed:\n" + "\n".join(missed[:20])
    print(f"seeded {sum(seeded.values())} faults of markup in {len(seeded)} fields: all found")


def _check_with(
    store: Store, folder: str, item: Item[Any], node: Node, value: str, cls: type[Any], words: Any, code: str
) -> list[Finding]:
    """The findings of one rule when the scalar at a node of one entry is replaced, every other entry left out."""
    lines = item.source.text.split("\n")
    start = node.column - 1
    end = max(node.end_line - (1 if node.style in ("|", ">") else 0), node.line)
    rest = lines[end:]
    if node.style not in ("|", ">") and "{" in lines[node.line - 1][:start]:
        value += "}"
        if lines[node.line - 1][:start].rstrip().endswith("{zh:"):
            value = value[:-1] + ", en: x}"
    lines = [*lines[: node.line - 1], lines[node.line - 1][:start] + value, *rest]
    changed, findings = parse(item.source.path, "\n".join(lines).encode())
    if changed is None:
        return findings
    decoded = Decoder(changed, words).decode(cls)
    alone = copy.copy(store)
    alone.areas = {}
    alone.folders = {name: {} for name in FOLDERS} | {folder: {item.value.id: Item(decoded, changed)}}
    return run_checks(alone, code) if decoded is not None else []


def run_checks(store: Store, *codes: str) -> list[Finding]:
    return [f for rule, function in CHECKS if rule.code in codes for f in function(store)]


def test_deleting_what_is_referred_to_is_found_at_the_reference(store: Store) -> None:
    """An entry, reference or framework that others name is taken away: each naming place is a finding."""
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for _, _, item in documents(store):
        for keys, kind, value in find(item.value, EntryRef):
            targets = [folder for folder in (BY_NAME[t].folder for t in kind.types) if value in store.ids[folder]]
            named[targets[0], value].append(str(item.source.place(keys)))
        for keys, _, value in find(item.value, ReferenceKey):
            named["references", value].append(str(item.source.place(keys)))
        for keys, _, value in find(item.value, FrameworkRef):
            named["frameworks", value].append(str(item.source.place(keys)))
    seeded = 0
    for (folder, key), places in named.items():
        without = copy.copy(store)
        without.ids = {f: {k: p for k, p in ids.items() if (f, k) != (folder, key)} for f, ids in store.ids.items()}
        without.folders = {
            name: {k: v for k, v in store.folder(name).items() if (name, k) != (folder, key)} for name in FOLDERS
        }
        found = {str(f.place) for f in run_checks(without, "KB310", "KB401", "KB501", "KB512", "KB701")}
        own = store.folder(folder)[key].source.path
        expected = {place for place in places if not place.startswith(f"{own}:")}
        assert expected <= found, f"{folder}/{key}: {sorted(expected - found)[:5]}"
        seeded += len(expected)
    assert seeded > 500
    print(f"took away {len(named)} files; {seeded} references to them: all found")


def test_changing_a_citation_key_in_a_text_is_found_at_its_place(store: Store) -> None:
    seeded: Counter[str] = Counter()
    for name, _, item in documents(store):
        for keys, kind, text in texts(item.value):
            assert isinstance(kind, Bilingual)
            for lang in ("zh", "en"):
                for key in markup.cited_keys(text[lang])[:1]:
                    field = f"{name}.{field_of(keys)}.{lang}"
                    if seeded[field] >= SAMPLES:
                        continue
                    seeded[field] += 1
                    without = copy.copy(store)
                    without.ids = store.ids | {
                        "references": {k: p for k, p in store.ids["references"].items() if k != key}
                    }
                    place = item.source.place_in((*keys, lang), f"@{key}")
                    hits = [f for f in run_checks(without, "KB401") if f.place == place]
                    assert hits, f"{field}: no finding at {place}"
    assert sum(seeded.values()) > 20
    print(f"broke {sum(seeded.values())} citations in {len(seeded)} fields: all found")


def test_changing_a_mapping_title_or_item_is_found(store: Store) -> None:
    seeded = 0
    for folder in ("problems", "mitigations"):
        for item in store.folder(folder).values():
            for index, row in enumerate(item.value.mappings):
                framework = store.frameworks[row.framework].value
                others = [x for x in framework.items if x.id != row.item and row.title not in x.official_titles()]
                changed = copy.copy(store)
                registry = Item(_renamed(framework, row.item, "changed"), store.frameworks[row.framework].source)
                changed.folders = store.folders | {"frameworks": store.frameworks | {row.framework: registry}}
                place = item.place("mappings", index, "title")
                assert any(f.place == place for f in run_checks(changed, "KB503")), f"{place}"
                seeded += 1
                assert others or len(framework.items) == 1
    assert seeded > 30
    print(f"changed {seeded} mapping titles: all found")


def _renamed(framework: Any, item: str, title: str) -> Any:
    import dataclasses

    from aigc_kb.model.text import Text

    items = tuple(dataclasses.replace(x, title=Text(title, title)) if x.id == item else x for x in framework.items)
    return dataclasses.replace(framework, items=items)


@pytest.fixture
def writable(tmp_path: Path) -> Path:
    target = tmp_path / "data"
    shutil.copytree(DATA, target)
    return target


def test_the_data_is_clean_before_it_is_broken(writable: Path) -> None:
    assert main(["check", "--data", str(writable)]) == 0


def test_deleting_any_published_file_fails_the_check(store: Store) -> None:
    """Every entry and framework, and every reference that is cited, is missed when its file is gone."""
    missed = []
    files = [(f, k) for f in LOCKED_FOLDERS for k in store.ids[f]]
    for folder, key in files:
        without = copy.copy(store)
        without.ids = {f: {k: p for k, p in ids.items() if (f, k) != (folder, key)} for f, ids in store.ids.items()}
        without.folders = store.folders | {folder: {k: v for k, v in store.folder(folder).items() if k != key}}
        if not run_checks(without, "KB308"):
            missed.append(f"{folder}/{key}")
    assert not missed, missed
    print(f"took away {len(files)} published files: all found")


@pytest.mark.parametrize("name", ["site.yaml", "areas.yaml"])
def test_deleting_a_register_fails_the_command(writable: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (writable / name).unlink()
    assert main(["check", "--data", str(writable), "--lang", "en", "--format", "text"]) == 1
    assert re.search(rf"{name}:1:1: KB112 .* is missing\. fix: ", capsys.readouterr().out)


def test_the_command_reports_line_code_and_remedy_in_both_languages(
    writable: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next((writable / "problems").glob("*.yaml"))
    text = file.read_text(encoding="utf-8")
    store = load_store(writable)
    item = store.problems[file.stem]
    file.write_text(cut_lines(text, item.source.node(("title",)), "en"), encoding="utf-8")
    line = item.source.node(("title", "zh")).line
    for lang, words in (("en", "lacks its English text"), ("zh", "缺少英文")):
        assert main(["check", "--data", str(writable), "--lang", lang, "--format", "text"]) == 1
        out = capsys.readouterr().out
        assert re.search(rf"^{re.escape(str(file))}:{line}:\d+: KB208 .*{words}.*$", out, re.MULTILINE), out


def test_a_sample_of_all_ways_to_break_a_file_is_found() -> None:
    """Two files of each kind, broken in every field; `benchmarks/mutation.md` has the numbers for all files."""
    seeded, missed, fields = mutation.run(DATA, 2)
    print(mutation.report(DATA, seeded, missed, fields))
    assert seeded.total() > 1_500
    assert len(missed) <= seeded.total() / 100, [f"{path}: {fault.way} {fault.field}" for path, fault in missed[:20]]


def test_the_numbers_in_the_repository_keep_the_promise() -> None:
    text = (ROOT / "benchmarks" / "mutation.md").read_text(encoding="utf-8")
    seeded, found = (int(n.replace(",", "")) for n in re.findall(r"([\d,]+) faults, ([\d,]+) found", text)[0])
    assert seeded > 50_000
    assert found / seeded >= 0.99
