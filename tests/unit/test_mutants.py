"""What `python -m benchmarks.mutants` plants, and what it leaves alone."""

from __future__ import annotations

import ast

import pytest
from benchmarks import mutants
from benchmarks.mutants import Fault

from tests.conftest import ROOT


def planted(code: str) -> list[tuple[str, str]]:
    """The faults of some code: their kinds, and the code that takes the place of the old."""
    nodes = mutants.code_below(ast.parse(code))
    return [
        (kind, ast.unparse(ast.fix_missing_locations(new))) for node in nodes for kind, _, new in mutants.changes(node)
    ]


@pytest.mark.parametrize(
    ("code", "kind", "fault"),
    [
        ("a < b", "comparison flipped", "a >= b"),
        ("a in b", "comparison flipped", "a not in b"),
        ("a is not None", "comparison flipped", "a is None"),
        ("a and b or c", "and, or", "(a and b) and c"),
        ("a + b", "plus, minus", "a - b"),
        ("not a", "not, minus left out", "a"),
        ("-a", "not, minus left out", "a"),
        ("x = 7", "constant changed", "8"),
        ("x = False", "constant changed", "True"),
        ("x = 'a'", "text changed", "'a?'"),
        ("x = f'a{b}'", "text changed", "''"),
        ("min(a)", "min, max, any, all", "max"),
        ("sorted(a, key=b)", "order reversed", "sorted(a, key=b, reverse=True)"),
        ("a.sort(reverse=True)", "order reversed", "a.sort()"),
        ("return_ = 1\ndef f(): return a", "nothing returned", "return None"),
        ("a.append(b)", "statement left out", "pass"),
        ("a += b", "statement left out", "pass"),
        ("raise A('why')", "statement left out", "pass"),
        ("a if b else c", "condition negated", "not b"),
        ("[a for a in b if c(a)]", "condition negated", "not c(a)"),
    ],
)
def test_a_fault_is_planted(code: str, kind: str, fault: str) -> None:
    assert (kind, fault) in planted(code)


@pytest.mark.parametrize(
    "code",
    [
        "import a.b as c\nfrom d import e",
        '"""What it is."""',
        "class A:\n    x: int\n    'Remark.'",
        "def f(a: 'X') -> 'Y':\n    '''Does.'''",
        "@cache(maxsize=3)\ndef f(): pass",
        "Engine = Literal['a', 'b']",
        "T = TypeVar('T', bound='A')",
    ],
)
def test_what_only_people_and_type_checkers_read_is_left_alone(code: str) -> None:
    assert planted(code) == []


def test_every_fault_makes_another_program() -> None:
    file = "hooks/aigc_kb/pages/matrix.py"
    data = (ROOT / file).read_bytes()
    before = ast.dump(ast.parse(data))
    found = list(mutants.faults(file))
    assert len(found) > 50
    for fault in found:
        changed = data[: fault.start] + fault.code.encode() + data[fault.end :]
        assert ast.dump(ast.parse(changed)) != before, fault


def test_a_sample_is_drawn_again_from_its_seed_and_takes_kinds_and_rooms_in_turn() -> None:
    first = mutants.sampled(["base", "pages"], 40, seed=1)
    assert first == mutants.sampled(["base", "pages"], 40, seed=1)
    assert first != mutants.sampled(["base", "pages"], 40, seed=2)
    assert len(set(first)) == 40
    assert sum(fault.kind == "text changed" for fault in first) <= 8, "though most faults are of this kind"
    assert {fault.room for fault in first} == {"base", "pages"}
    whole = mutants.sampled(["base"], 0, seed=1)
    assert set(mutants.sampled(["base"], 5, seed=1)) < set(whole)


def test_the_tests_nearest_to_a_module_are_the_golden_files_its_room_s_and_its_own() -> None:
    tests = mutants.nearest("hooks/aigc_kb/export/feeds.py")
    assert tests[:2] == ["tests/golden", "tests/export/test_bakery.py"]
    assert "tests/export/test_feeds.py" in tests
    assert "tests/export/test_tables.py" not in tests
    for room in mutants.NEAREST:
        for test in mutants.nearest(f"hooks/aigc_kb/{room}/__init__.py"):
            assert (ROOT / test).exists()


def test_the_report_counts_and_names_the_survivors() -> None:
    line = (ROOT / "hooks/aigc_kb/version.py").read_bytes()
    faults = [Fault("hooks/aigc_kb/version.py", "text changed", n, 0, 3, "('x')") for n in (1, 2, 3, 4)]
    text = mutants.report(faults, faults[2:], "python -m x")
    assert "Made by `python -m x`. 4 faults, 2 killed: **50.0%**." in text
    assert "| text changed | 4 | 2 |" in text
    assert text.endswith(f"- hooks/aigc_kb/version.py:4 text changed: `{line[:3].decode()}` → `('x')`")
    assert "Survivors" not in mutants.report(faults, [], "python -m x")
