"""How many faults in the code do the tests nearest to it find? Small ones are planted, one at a time, and tests run.

    python -m benchmarks.mutants [--rooms base pages] [--sample 200] [--seed 1] [--floor 80] > benchmarks/mutants.md

A fault counts as killed if a test fails or the time is over. Exits with 1 if fewer than the floor, in per cent, are
killed, with 2 if tests fail before anything is planted. Works on a copy of the repository, and takes equally many
faults of each kind from each room as far as they reach. mutmut 3 would leave the tables at the top of a module alone,
and cosmic-ray neither turns an order around nor leaves a statement out.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
NEAREST: Final = {
    "model": ("unit/test_model.py", "unit/test_schema.py", "unit/test_decode.py", "unit/test_rules.py"),
    "base": ("unit/test_relations.py",),
    "pages": ("unit/test_pages.py",),
    "document": ("unit/test_written.py",),
    "export": ("export/test_bakery.py",),
}
"""Room -> tests that are run besides the golden files and those that import the module."""

MANY: Final = 5
"""What more test files import than these is under all tests, and near to none."""

_OPPOSITE: Final[dict[type[ast.AST], type[Any]]] = {
    ast.Eq: ast.NotEq,
    ast.Lt: ast.GtE,
    ast.Gt: ast.LtE,
    ast.In: ast.NotIn,
    ast.Is: ast.IsNot,
    ast.And: ast.Or,
    ast.Add: ast.Sub,
}
_OPPOSITE.update({there: here for here, there in list(_OPPOSITE.items())})
_OTHER: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Read by people and type checkers only.
_NO_CODE: Final = {"annotation", "returns", "decorator_list"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Other code for a place in a file."""

    file: str
    kind: str
    line: int
    start: int
    end: int
    """From where to where the code is replaced, in bytes."""
    code: str

    @property
    def room(self) -> str:
        return self.file.split("/")[2]


def code_below(node: ast.AST) -> Iterator[ast.AST]:
    """A node and what is below it, as far as it is run."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return
        case ast.Call(func=ast.Name(id="TypeVar")) | ast.Subscript(value=ast.Name(id="Literal")):
            return
    yield node
    if isinstance(node, (ast.JoinedStr, ast.Raise)):  # Python 3.11 does not say where the parts of an f-string are
        return
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if name not in _NO_CODE and isinstance(child, ast.AST):
                yield from code_below(child)


def changes(node: Any) -> Iterator[tuple[str, Any, ast.AST]]:
    """The faults that a node can have: what kind, what is replaced, and by what."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _OPPOSITE:
            yield "comparison flipped", node, ast.Compare(node.left, [_OPPOSITE[type(op)]()], node.comparators)
        case ast.BoolOp(op=op, values=values):
            yield "and, or", node, ast.BoolOp(_OPPOSITE[type(op)](), values)
        case ast.BinOp(op=ast.Add() | ast.Sub() as op):
            yield "plus, minus", node, ast.BinOp(node.left, _OPPOSITE[type(op)](), node.right)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield "not, minus left out", node, operand
        case ast.Constant(value=bool() as value):
            yield "constant changed", node, ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield "constant changed", node, ast.Constant(value + 1)
        case ast.Constant(value=str() as value):
            yield "text changed", node, ast.Constant(f"{value}?")
        case ast.JoinedStr():
            yield "text changed", node, ast.Constant("")
        case ast.Call(func=ast.Name(id="min" | "max" | "any" | "all" as name)):
            yield "min, max, any, all", node.func, ast.Name(_OTHER[name])
        case ast.Call(func=ast.Name(id="sorted") | ast.Attribute(attr="sort")):
            others = [word for word in node.keywords if word.arg != "reverse"]
            reverse = [] if len(others) < len(node.keywords) else [ast.keyword("reverse", ast.Constant(True))]
            yield "order reversed", node, ast.Call(node.func, node.args, [*others, *reverse])
        case ast.Return(value=ast.expr()):
            yield "nothing returned", node, ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield "statement left out", node, ast.Pass()
    for test in [getattr(node, "test", None), *getattr(node, "ifs", ())]:
        if isinstance(test, (ast.Name, ast.Attribute, ast.Call, ast.NamedExpr)):
            yield "condition negated", test, ast.UnaryOp(ast.Not(), test)


def faults(file: str) -> Iterator[Fault]:
    """Every fault that can be planted in a file."""
    data = (ROOT / file).read_bytes()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in code_below(ast.parse(data)):
        for kind, old, new in changes(node):
            start, end = starts[old.lineno - 1] + old.col_offset, starts[old.end_lineno - 1] + old.end_col_offset
            code = ast.unparse(ast.fix_missing_locations(new))
            yield Fault(file, kind, old.lineno, start, end, code if isinstance(new, ast.stmt) else f"({code})")


def sampled(rooms: list[str], size: int, seed: int) -> list[Fault]:
    """Faults in turn from each kind in each room, so that the many texts do not crowd out the rest."""
    groups: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for room in rooms:
        for path in sorted((ROOT / "hooks" / "aigc_kb" / room).rglob("*.py")):
            for fault in faults(path.relative_to(ROOT).as_posix()):
                groups[room, fault.kind].append(fault)
    for _, group in sorted(groups.items()):
        random.Random(seed).shuffle(group)  # noqa: S311 - a sample that can be drawn again
    turns = chain.from_iterable(zip_longest(*[group for _, group in sorted(groups.items())]))
    return [fault for fault in turns if fault][: size or None]


def nearest(file: str) -> list[str]:
    """The tests to run for a module: the golden files, those of its room, and those that import it unless many do."""
    room, module = file.split("/")[2], Path(file).stem
    named = re.compile(rf"aigc_kb\.{room}(\.{module}\b| import .*\b{module}\b)")
    tests = sorted(path for folder in ("unit", "export") for path in (ROOT / "tests" / folder).glob("test_*.py"))
    own = [path.relative_to(ROOT).as_posix() for path in tests if named.search(path.read_text(encoding="utf-8"))]
    found = ["tests/golden", *(f"tests/{name}" for name in NEAREST[room]), *(own if len(own) <= MANY else [])]
    return list(dict.fromkeys(found))


def copied(target: Path) -> Path:
    """A copy of all files of the repository, committed or not."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def failure(copy: Path, tests: list[str], seconds: float) -> str | None:
    """What is said at the end where tests do not pass in a copy of the repository within a time; None if they pass."""
    env = os.environ | {"PYTHONPATH": f"{copy / 'hooks'}{os.pathsep}{copy}", "CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    env["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # which is two thirds of the start
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        run = subprocess.run(command, cwd=copy, env=env, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return "the time is over"
    return run.stdout.decode(errors="replace")[-2000:] if run.returncode else None


def survives(fault: Fault, copies: SimpleQueue[Path], seconds: float) -> bool:
    """Plant a fault in a free copy, run the tests, and mend it. Whether no test failed."""
    copy = copies.get()
    file = copy / fault.file
    good, before = file.read_bytes(), file.stat()
    try:
        file.write_bytes(good[: fault.start] + fault.code.encode() + good[fault.end :])
        return failure(copy, nearest(fault.file), seconds) is None
    finally:
        file.write_bytes(good)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # what Python compiled is of this time
        copies.put(copy)


def report(chosen: list[Fault], alive: list[Fault], command: str) -> str:
    """Figures by room and kind, and where the survivors are, as Markdown."""
    killed = len(chosen) - len(alive)
    lines = [
        "# Faults planted in the code and found by tests\n",
        f"Made by `{command}`. {len(chosen)} faults, {killed} killed: **{killed / len(chosen):.1%}**.\n",
    ]
    for name, of in (("room", lambda fault: fault.room), ("fault", lambda fault: fault.kind)):
        planted, left = Counter(map(of, chosen)), Counter(map(of, alive))
        lines += [f"| {name} | planted | killed |", "| --- | ---: | ---: |"]
        lines += [f"| {key} | {n} | {n - left[key]} |" for key, n in sorted(planted.items())]
        lines.append("")
    lines += ["## Survivors\n"] if alive else []
    for fault in sorted(alive, key=lambda fault: (fault.file, fault.start)):
        old = (ROOT / fault.file).read_bytes()[fault.start : fault.end].decode()
        was, now = (" ".join(code.split()) for code in (old, fault.code))
        lines.append(f"- {fault.file}:{fault.line} {fault.kind}: `{was[:90]}` → `{now[:90]}`")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__.split("\n")[0])
    parser.add_argument("--rooms", nargs="+", choices=NEAREST, default=["model", "base", "pages", "export"])
    parser.add_argument("--sample", type=int, default=200, help="how many faults, 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--floor", type=float, default=80.0, help="in per cent")
    parser.add_argument("--seconds", type=float, default=120.0, help="for the tests of one fault")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    chosen = sampled(options.rooms, options.sample, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(options.processes):
            copies.put(copied(Path(folder) / str(number)))
        tests = sorted({test for fault in chosen for test in nearest(fault.file)})
        if said := failure(Path(folder) / "0", tests, 1800):
            print(f"The tests fail before anything is planted:\n{said}", file=sys.stderr)
            return 2
        with ThreadPoolExecutor(options.processes) as pool:
            verdicts = pool.map(lambda fault: survives(fault, copies, options.seconds), chosen)
            alive = []
            for fault, survived in zip(chosen, verdicts, strict=True):
                verdict = "survived" if survived else "killed"
                print(f"{fault.file}:{fault.line} {fault.kind}: {verdict}", file=sys.stderr, flush=True)
                alive += [fault] if survived else []
    how = f"--rooms {' '.join(options.rooms)} --sample {options.sample} --seed {options.seed}"
    print(report(chosen, alive, f"python -m benchmarks.mutants {how}"))
    return int(100 * (len(chosen) - len(alive)) < options.floor * len(chosen))


if __name__ == "__main__":
    sys.exit(main())
