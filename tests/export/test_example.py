"""The example script: it runs as its first lines say, and its answer is right."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from tests.conftest import DATA, ROOT


def test_the_script_names_the_problems_with_weak_evidence_only(kb: KnowledgeBase, tmp_path: Path) -> None:
    relations = relate(kb)
    addressed = relations.addressed_by
    grades = {key: {relations.evidence[m.id, key].assessment.grade for m, _ in addressed[key]} for key in addressed}
    weak = {key for key, found in grades.items() if found <= {"practice", "opinion"}}
    command = [sys.executable, "examples/opinion_only.py", str(DATA), "--lang", "zh", "--plot", str(tmp_path / "a.png")]
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONUTF8": "1"}
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=True)
    listed, _, summary = run.stdout.partition(f"\n{len(weak)} of {len(kb.problems)} problems")
    assert {line.split()[3].rstrip(":") for line in listed.splitlines() if line} == weak
    for key in weak:
        assert kb.problems[key].title.zh in listed
    numbers = {words[0]: int(words[-1]) for line in summary.splitlines()[1:7] if (words := line.split())}
    assert sum(numbers.values()) == len(addressed)
    assert (tmp_path / "a.png").exists() or "matplotlib is not installed" in run.stdout
