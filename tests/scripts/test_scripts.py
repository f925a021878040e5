"""The scripts of the pages, without a browser: what their pure functions do, and that they take what Python writes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from aigc_kb import KnowledgeBase, load
from aigc_kb.base.duties import duties
from aigc_kb.base.relations import relate
from aigc_kb.guide.sample import examples
from aigc_kb.model import vocabulary as v
from aigc_kb.model.conditions import to_value
from aigc_kb.model.fields import OneOf
from aigc_kb.model.registers import ASKS_MODALITY, ASKS_REGION, ASKS_STAGE
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.site import explore, law, search

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PROFILES = ROOT / "tests" / "content" / "duty_profiles.yaml"
ASSETS = ROOT / "docs" / "assets"
NODE = shutil.which("node")
BIN = ROOT / "tests" / "tools" / "node_modules" / ".bin"

needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")
needs_tools = pytest.mark.skipif(
    not (BIN / "tsc").exists(),
    reason="the checkers of scripts are not installed: npm ci --ignore-scripts --prefix tests/tools",
)


def run(*command: str | Path, given: str = "", env: Mapping[str, str] | None = None) -> str:
    """What a program prints; the test fails with it if the program does."""
    done = subprocess.run(
        command, cwd=ROOT, input=given, env=os.environ | (env or {}), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def called(script: str, function: str, *arguments: Any) -> Any:
    """What a function of a script returns."""
    request = {"script": script, "function": function, "arguments": arguments}
    return json.loads(run(str(NODE), HERE / "call.js", given=json.dumps(request)))


def told_duties(kb: KnowledgeBase) -> list[dict[str, Any]]:
    """What Python says of the duties of the worked profiles, and of products about which less is said."""
    answers = [profile["answers"] for profile in yaml.safe_load(PROFILES.read_text("utf-8"))["profiles"]]
    answers += [{key: value for key, value in each.items() if len(key) % 2} for each in answers]
    return [
        {
            "answers": given,
            "day": "2026-12-01",
            "duties": [
                {
                    "item": f"{duty.framework.id}/{duty.item.id}",
                    "state": duty.state,
                    "open": list(duty.open),
                    "because": to_value(duty.because) if duty.because else None,
                    "start": duty.start,
                    "grace": duty.grace.by if duty.grace else None,
                }
                for duty in duties(kb, given, "2026-12-01")
            ],
        }
        for given in answers
    ]


@needs_node
def test_what_the_tests_in_node_say(kb: KnowledgeBase, tmp_path: Path) -> None:
    relations = relate(kb)
    for lang in LANGS:
        (tmp_path / f"explore-{lang}.js").write_text(explore.script(kb, relations, lang, "file"), encoding="utf-8")
        (tmp_path / f"search-{lang}.js").write_text(search.script(kb, relations, lang, "file"), encoding="utf-8")
        (tmp_path / f"law-{lang}.js").write_text(law.script(kb, lang, "file"), encoding="utf-8")
    (tmp_path / "duties.json").write_text(json.dumps(told_duties(kb)), encoding="utf-8")
    files = sorted(HERE.glob("*.test.js"))
    assert len(files) >= 5
    report = run(str(NODE), "--test", "--test-reporter=tap", *files, env={"KB_SCRIPT_DATA": str(tmp_path)})
    counts = {
        name: int(count) for name, count in re.findall(r"^# (tests|pass|skipped|todo) (\d+)$", report, re.MULTILINE)
    }
    assert counts["tests"] == counts["pass"] >= 60
    assert counts["skipped"] == counts["todo"] == 0


@needs_node
def test_a_grade_that_is_added_to_the_vocabulary_reaches_the_planner(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its label, its rank and its weight come with the data: no script names a grade."""
    before, after = v.GRADE.labels[:2], v.GRADE.labels[2:]
    monkeypatch.setattr(v, "GRADE", OneOf((*before, ("audit", Text("第三方审计", "Audit")), *after)))
    monkeypatch.setitem(v.GRADE_WEIGHT, "audit", 0.825)
    data = explore.dataset(kb, relate(kb), "en", "file")
    assert data["labels"]["grade"]["audit"] == "Audit"
    first = data["edges"][0]
    helped = [{**first, "grade": grade} for grade in ("field", "audit", "study")]
    problem, mitigation = first["problem"], first["mitigation"]
    data |= {
        "edges": helped,
        "planner": data["planner"] | {"rules": [[[], {problem: 5}, "Because."]], "exclusions": []},
    }
    found = called("kb-planner.js", "kbPlanner.plan", data, {})
    (helper,) = found["mitigations"]
    assert [cover["grade"] for cover in helper["covers"]] == ["study", "audit", "field"]
    cost = v.COST_WEIGHT[kb.mitigations[mitigation].cost.level]
    assert helper["score"] == pytest.approx(found["problems"][0]["score"] * (0.85 + 0.825 + 0.8) * cost)


def test_every_value_that_the_planner_weighs_has_a_weight() -> None:
    assert set(v.GRADE_WEIGHT) == set(v.GRADE.values)
    assert set(v.COST_WEIGHT) == set(v.LEVEL.values)
    assert list(v.GRADE_WEIGHT.values()) == sorted(v.GRADE_WEIGHT.values(), reverse=True), "best first, as the grades"


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_record_has_a_label_and_a_weight(kb: KnowledgeBase, lang: Lang) -> None:
    written = json.loads(
        search.script(kb, relate(kb), lang, "file").removeprefix("window.KB_SEARCH=").removesuffix(";\n")
    )
    kinds = {row[0] for row in written["records"]}
    assert kinds == set(written["labels"]) == set(written["weights"])


def test_no_script_copies_the_vocabulary() -> None:
    """Grades, effects, levels, weights of kinds and the ids of the planner's questions come with the data."""
    words = {value for kind in (v.GRADE, v.EFFECT, v.LEVEL, v.MATURITY) for value in kind.values}
    words |= {ASKS_MODALITY, ASKS_STAGE, ASKS_REGION}
    for path in ASSETS.glob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        code = code.replace('role: "region"', "")  # a landmark of the page
        assert set(re.findall(r"[\"'`]([\w-]+)[\"'`]", code)) & words == set(), path.name
        weighed = set(re.findall(r"\b([\w-]+): [\d.]+\b", code))
        assert weighed & (words | set(search.KIND_WEIGHT)) == set(), path.name


@needs_tools
@pytest.mark.parametrize("lang", LANGS)
def test_what_python_writes_has_the_shape_that_the_scripts_are_checked_against(tmp_path: Path, lang: Lang) -> None:
    examples.write("", tmp_path / "data", "full")
    kb = load(tmp_path / "data")
    values = explore.script(kb, relate(kb), lang, "file").removeprefix("window.KB_EXPLORE=")
    records = search.script(kb, relate(kb), lang, "file").removeprefix("window.KB_SEARCH=")
    told = law.script(kb, lang, "file").removeprefix("window.KB_LAW=")
    lines = [
        "/** @type {LawData} */",
        f"const told = {told}",
        "/** @type {ExploreData} */",
        f"const explored = {values}",
        "/** @type {SearchData} */",
        f"const found = {records}",
    ]
    (tmp_path / "written.js").write_text("\n".join(lines), encoding="utf-8")
    config = {
        "extends": str(ROOT / "tsconfig.json"),
        "compilerOptions": {"noUnusedLocals": False},
        "include": [str(ASSETS / "*.js"), "written.js"],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    run(BIN / "tsc", "--project", tmp_path)


def test_the_style_sheet_has_seven_sizes_of_text_and_names_its_colours() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", (ASSETS / "kb.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    tokens, rules = sheet[: sheet.index("html {")], sheet[sheet.index("html {") :]
    sizes = re.findall(r"(--kb-size-\w+):", tokens)
    assert len(sizes) == len(set(sizes)) <= 7
    allowed = re.compile(r"(?:calc\(var\(--kb-zoom, 1\) \* )?var\((--kb-size-\w+|--kb-raised|--kb-cited)\)\)?|inherit")
    for value in re.findall(r"font-size: ([^;]+);", rules):
        match = allowed.fullmatch(value)
        assert match, value
        assert match[1] in (None, "--kb-raised", "--kb-cited", *sizes), value
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|\b(?:rgb|hsl)a?\(", rules) == []


def test_lines_are_no_longer_than_in_python() -> None:
    for path in (*ASSETS.glob("*.js"), *ASSETS.glob("*.css"), *HERE.glob("*.js")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert len(line) <= 120, f"{path.name}:{number}"


def test_an_exception_to_the_cascade_is_explained() -> None:
    lines = (ASSETS / "kb.css").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if "!important" in line:
            assert re.search(r"biome-ignore lint/complexity/noImportantStyles: \w", lines[number - 1]), number + 1
