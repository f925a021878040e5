"""Every rule keeps its word: its bad example is found by it and nothing else, its good example is clean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.check.registry import CHECKS
from aigc_kb.guide.sample import examples
from aigc_kb.load.source import parse
from aigc_kb.load.store import load_store
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import LANGS

RULES = check.catalogue()
BY_CODE = {rule.code: rule for rule in RULES}


def findings(example: str, directory: Path) -> list[Finding]:
    examples.write(example, directory)
    return check.run(load_store(directory, shown=""))


def test_the_sample_is_clean(tmp_path: Path) -> None:
    assert [f"{f.place}: {f.code} {f.message('en')}" for f in findings("", tmp_path)] == []


def test_codes_are_unique_and_well_formed() -> None:
    assert len(BY_CODE) == len(RULES)
    assert all(re.fullmatch(r"KB[1-9][0-9]{2}", rule.code) for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_is_found(rule: Rule, tmp_path: Path) -> None:
    found = findings(rule.bad, tmp_path)
    shown = [f"{f.place}: {f.code} {f.message('en')}" for f in found]
    assert rule.code in {f.code for f in found}, shown
    errors = {f.code for f in found if f.rule.severity == "error"}
    assert errors <= {rule.code}, shown


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_is_clean(rule: Rule, tmp_path: Path) -> None:
    assert rule.good != rule.bad
    found = findings(rule.good, tmp_path)
    shown = [f"{f.place}: {f.code} {f.message('en')}" for f in found]
    assert not [f for f in found if f.code == rule.code or f.rule.severity == "error"], shown


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_points_into_the_example(rule: Rule, tmp_path: Path) -> None:
    """The place of a finding is a line of a file that the example shows (or names, where the file itself is wrong)."""
    shown = {path for path, _, _ in examples.pieces(rule.bad)}
    places = [f.place for f in findings(rule.bad, tmp_path) if f.code == rule.code]
    assert any(place.path.removeprefix("./") in shown for place in places), places
    for place in places:
        file = tmp_path / place.path
        if file.is_file():
            assert 1 <= place.line <= file.read_text(encoding="utf-8", errors="replace").count("\n") + 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_speaks_both_languages(rule: Rule, tmp_path: Path) -> None:
    """Nothing is left unfilled, and each language is its own."""
    for lang in LANGS:
        assert rule.title[lang]
        assert rule.why[lang]
        for finding in findings(rule.bad, tmp_path):
            if finding.code == rule.code:
                assert finding.message(lang)
                assert finding.remedy(lang)
    assert re.search(r"[\u4e00-\u9fff]", rule.title.zh + rule.why.zh)
    assert not re.search(r"[\u4e00-\u9fff]", rule.title.en)


def test_every_rule_of_a_module_is_in_the_catalogue() -> None:
    assert {rule.code for rule, _ in CHECKS} < set(BY_CODE)


@pytest.mark.parametrize(
    ("example", "path", "text"),
    [
        ("status: reviewed\n", "problems/stale-bread.yaml", "status: reviewed"),
        ("# notes.txt\nHello\n", "notes.txt", "Hello"),
        (
            "# problems/soft-crust.yaml (like stale-bread)\nstatus: reviewed\n",
            "problems/soft-crust.yaml",
            "id: soft-crust",
        ),
    ],
)
def test_an_example_is_laid_over_the_sample(example: str, path: str, text: str) -> None:
    assert text in examples.files(example)[path]


def test_an_overlay_keeps_every_other_key() -> None:
    base, _ = parse("x", b"a: 1\nb:\n  c: 2\nd: 3\n")
    changed, _ = parse("x", examples.overlay("a: 1\nb:\n  c: 2\nd: 3\n", "b: 4\ne: 5\n").encode())
    assert base is not None
    assert changed is not None
    assert list(changed.root.values) == ["a", "b", "d", "e"]
    assert changed.root.values["b"].text == "4"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{zh: 收 12 项。, en: It holds 13 items.}", "KB605"),
        ("{zh: 收12项。, en: It holds 12 items.}", "KB431"),
        ("{zh: 见 `a` 一节。, en: See the part on b.}", "KB604"),
    ],
)
@pytest.mark.parametrize(
    "field",
    ["# references/doe-2024-bread.yaml\nx-note: ", "# frameworks/bakers-2024.yaml\nnote: ", "# areas.yaml\nareas:\n"],
)
def test_texts_of_registers_are_held_to_the_same_rules(field: str, text: str, code: str, tmp_path: Path) -> None:
    if field.endswith("areas:\n"):
        text = f"  - id: baking\n    title: {{zh: 烘焙, en: Baking}}\n    summary: {text}\n"
    assert code in {finding.code for finding in findings(f"{field}{text}\n", tmp_path)}


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ("DOI: 10.1234/dough", "DOI: 10.1234/DOUGH", "DOI"),
        (
            "DOI: 10.1234/one\narchive: arXiv\narchive_location: '2401.00001'",
            "DOI: 10.1234/two\narchive: arXiv\narchive_location: '2401.00001'",
            "archive_location",
        ),
    ],
    ids=["a DOI, which knows no capitals", "the id of a preprint"],
)
def test_a_source_is_registered_once_whatever_identifies_it(first: str, second: str, what: str, tmp_path: Path) -> None:
    references = {"roe-2023-dough": first, "yew-2023-dough": second}
    example = "".join(f"# references/{key}.yaml (like doe-2024-bread)\n{text}\n" for key, text in references.items())
    found = [f for f in findings(example, tmp_path) if f.code == "KB412"]
    assert [(f.place.path, f.message("en")) for f in found] == [
        ("./references/yew-2023-dough.yaml", f"`yew-2023-dough` has the same {what} as `roe-2023-dough`")
    ]


def test_the_wording_of_others_is_left_as_it_is(tmp_path: Path) -> None:
    title = "# frameworks/bakers-2024.yaml\ntitle: {zh: 第12版烘焙框架, en: The bakers’ framework}\n"
    assert not {"KB431", "KB605"} & {finding.code for finding in findings(title, tmp_path)}
