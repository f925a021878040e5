"""JSON Schemas: all real files pass, what is wrong does not, and they agree with `kb check`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aigc_kb.guide import sample as samples
from aigc_kb.guide import schema, snippets
from aigc_kb.guide.sample import examples
from aigc_kb.load.source import Node, parse
from aigc_kb.load.store import Store, load_store
from aigc_kb.model.fields import ListOf, Obj, specs
from tests.conftest import DATA, ROOT

SAMPLE = samples.sample("small")


def plain(node: Node) -> Any:
    """A node as a YAML 1.2 reader in an editor sees it."""
    if node.kind == "map":
        return {key: plain(child) for key, child in node.values.items()}
    if node.kind == "list":
        return [plain(child) for child in node.items]
    if node.style == "" and re.fullmatch(r"-?[0-9]+", node.text):
        return int(node.text)
    if node.style == "" and re.fullmatch(r"-?[0-9]+\.[0-9]+", node.text):
        return float(node.text)
    if node.style == "" and node.text in ("true", "false"):
        return node.text == "true"
    return node.text


def read(text: str) -> Any:
    source, findings = parse("x.yaml", text.encode())
    assert source is not None, findings
    return plain(source.root)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, jsonschema.Draft202012Validator]:
    directory = tmp_path_factory.mktemp("sample")
    examples.write("", directory)
    return validators(load_store(directory))


def documents(store: Store) -> dict[str, str]:
    assert store.site is not None
    return schema.documents(store.site.value, [item.value for item in store.areas.values()])


def validators(store: Store) -> dict[str, jsonschema.Draft202012Validator]:
    out = {}
    for name, text in documents(store).items():
        document = json.loads(text)
        jsonschema.Draft202012Validator.check_schema(document)
        out[name.removesuffix(".json")] = jsonschema.Draft202012Validator(document)
    return out


@pytest.mark.parametrize("name", schema.DOCUMENTS)
def test_all_real_files_are_valid(name: str, store: Store) -> None:
    validator = validators(store)[name]
    files = sorted(DATA.glob(schema.DOCUMENTS[name][2]))
    assert files or name in ("case", "path", "planner", "versions")
    for file in files:
        faults = [
            f"{'.'.join(map(str, e.path))}: {e.message[:200]}"
            for e in validator.iter_errors(read(file.read_text("utf-8")))
        ]
        assert faults == [], file.name


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("status: draft", "status: final", "status"),
        ("area: storage", "area: nowhere", "area"),
        ("  level: 2\n", "  level: 9\n", "severity.level"),
        ("  level: 2\n", '  level: "2"\n', "severity.level"),
        ("roles: [baker]", "roles: [miller]", "affects.roles.0"),
        ("roles: [baker]", "roles: []", "affects.roles"),
        ("roles: [baker]", "roles: [baker, baker]", "affects.roles"),
        ("title: {zh: 面包变硬, en: Stale bread}", "title: {zh: 面包变硬}", "title"),
        ("title: {zh: 面包变硬, en: Stale bread}", "title: {zh: 面包变硬, en: ' '}", "title.en"),
        ("title: {zh: 面包变硬, en: Stale bread}", "title: Stale bread", "title"),
        ("title: {zh: 面包变硬, en: Stale bread}", "title: {zh: 面包变硬, en: Stale bread, fr: Pain}", "title"),
        ("status: draft\n", "", ""),
        ("status: draft\n", "status: draft\ncolour: red\n", ""),
        ('created: "2026-01-10"', 'created: "2026-01"', "created"),
        ('as_of: "2024"', 'as_of: "2024-13"', "facts.0.as_of"),
        ("id: stale-bread", "id: Stale bread", "id"),
        ("  - problem: wasted-flour", "  - problem: Wasted Flour", "leads_to.0.problem"),
        ("relation: exact", "relation: same", "mappings.0.relation"),
        ("symptoms:\n  - {zh: 早上切不动。, en: It resists the knife in the morning.}", "symptoms: []", "symptoms"),
        ("  source: zh", "  source: fr", "i18n.source"),
    ],
)
def test_bad_files_are_refused_where_they_are_bad(
    sample: dict[str, jsonschema.Draft202012Validator], old: str, new: str, where: str
) -> None:
    text = SAMPLE["problems/stale-bread.yaml"]
    assert old in text
    faults = list(sample["problem"].iter_errors(read(text.replace(old, new, 1))))
    assert where in {".".join(map(str, fault.path)) for fault in faults}, faults


@pytest.mark.parametrize(
    ("name", "path", "old", "new"),
    [
        ("mitigation", "mitigations/sourdough.yaml", "effect: reduces", "effect: cures"),
        (
            "mitigation",
            "mitigations/sourdough.yaml",
            "    effect: reduces\n",
            "    effect: reduces\n    grade: study\n",
        ),
        ("study", "studies/doe-2024-staling.yaml", "design: randomised", "design: proof"),
        ("study", "studies/doe-2024-staling.yaml", "direct: true", 'direct: "true"'),
        ("mitigation", "mitigations/sourdough.yaml", "maturity: established", "maturity: old"),
        ("reference", "references/doe-2024-bread.yaml", "DOI: 10.1234/bread", "DOI: doi:10.1234/bread"),
        ("reference", "references/doe-2024-bread.yaml", "type: article-journal", "type: paper"),
        ("framework", "frameworks/bakers-2024.yaml", "complete: true", 'complete: "yes"'),
        ("framework", "frameworks/bakers-2024.yaml", "url: https://", "url: ftp://"),
        ("term", "terms/shelf-life.yaml", "zh: 保质期\n", ""),
        ("areas", "areas.yaml", "id: storage", "id: The Storage"),
        ("site", "site.yaml", "roles:\n  - id: baker", "roles:\n  - name: baker"),
        ("planner", "planner.yaml", "points: 2", "points: 6"),
    ],
)
def test_every_kind_of_file_has_its_schema(
    sample: dict[str, jsonschema.Draft202012Validator], name: str, path: str, old: str, new: str
) -> None:
    assert sample[name].is_valid(read(SAMPLE[path]))
    assert old in SAMPLE[path]
    assert not sample[name].is_valid(read(SAMPLE[path].replace(old, new, 1)))


def test_every_field_is_described_in_both_languages(sample: dict[str, jsonschema.Draft202012Validator]) -> None:
    for name, (cls, _, _) in schema.DOCUMENTS.items():
        properties = dict(sample[name].schema)["properties"]  # type: ignore[arg-type]
        assert list(properties) == [s.key for s in specs(cls)]
        for s in specs(cls):
            assert s.doc.zh in properties[s.key]["description"]
            assert s.doc.en in properties[s.key]["description"]


def test_schemas_and_snippets_are_up_to_date(store: Store) -> None:
    """After a change of the model or of a vocabulary: `kb schema`."""
    for name, text in documents(store).items():
        assert (ROOT / "schema" / name).read_text("utf-8") == text, f"schema/{name}: run kb schema"
    assert {p.name for p in (ROOT / "schema").iterdir()} == set(documents(store))
    assert (ROOT / ".vscode" / "settings.json").read_text("utf-8") == snippets.settings()
    assert (ROOT / ".vscode" / "kb.code-snippets").read_text("utf-8") == snippets.snippets()


def test_each_snippet_is_a_list_item_with_all_required_fields() -> None:
    from aigc_kb.model.entries import Mitigation

    made = json.loads(snippets.snippets())
    for s in specs(Mitigation):
        if isinstance(s.kind, ListOf) and isinstance(s.kind.item, Obj):
            names = [n for n in made if made[n]["description"].startswith(s.doc.zh)]
            assert names, s.key
            body = "\n".join(made[names[0]]["body"])
            node = read(re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}|\$\{\d+:([^}]*)\}|\$\d+", r"x", body))
            assert list(node[0]) == [inner.key for inner in specs(s.kind.item.cls) if inner.required]


def test_settings_point_to_schemas_that_exist() -> None:
    for path in json.loads(snippets.settings())["yaml.schemas"]:
        assert (ROOT / Path(path)).is_file()
