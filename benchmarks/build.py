"""Our build beside other ways to build the same pages, interleaved in one run.

    python -m benchmarks.build [--sizes 500 2000] [--rounds 5] [--data data]

For each size a corpus is made (`benchmarks.corpus`), and its pages are written as plain Markdown by `kb render`, so
that every engine builds the same pages from the same words. Then, round by round, each contender builds once in a
process of its own; the table shows medians and their ratio to plain mkdocs-material.

    cold        our whole pipeline from YAML: read, check, relate, write pages, search and tools
    cold+data   with the data files (API, tables, feeds, twins …), which the others do not make
    material    mkdocs with mkdocs-material as it comes, its search included; only index pages in the navigation
    material-s  the same without its search
    properdocs  ProperDocs with the same theme and configuration
    zensical, hugo   where they are on the path, with the configurations in examples/engines

Time is processor time (user and system) of the process and its children; wall time and peak memory stand beside it.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from aigc_kb.site.settings import Settings
from benchmarks import corpus

ROOT: Final = Path(__file__).parent.parent
PLAIN: Final = "material"

_CONFIG: Final = """site_name: pages
site_url: https://example.org/
docs_dir: {tree}
theme: {{name: material, font: false}}
plugins: [{plugins}]
nav:
{nav}
markdown_extensions: [attr_list, tables, toc]
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run: seconds of processor and of the clock, peak memory in MB."""

    cpu: float
    wall: float
    memory: float

    def figures(self) -> tuple[float, float, float]:
        return self.cpu, self.wall, self.memory


def measured(command: Sequence[str], cwd: Path, env: dict[str, str]) -> Cost:
    """Run a command to its end. Raises RuntimeError with what it said if it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=cwd, env=os.environ | env, stdout=said, stderr=said)  # noqa: S603
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)}\n{said.read().decode(errors='replace')[-3000:]}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1000)


class Bench:
    """The contenders at one size, all below one folder."""

    def __init__(self, size: int, data: Path, folder: Path) -> None:
        self.size = size
        self.folder = folder
        self.data = folder / "data"
        self.tree = folder / "tree"
        corpus.make(size, data, self.data)
        self.run("render", self.tree)
        (folder / "plain.yml").write_text(self.config("search"), encoding="utf-8")
        (folder / "bare.yml").write_text(self.config(""), encoding="utf-8")
        self.contenders: dict[str, Callable[[], Cost]] = {
            "cold": lambda: self.ours("cold", exports=False),
            "cold+data": lambda: self.ours("cold+data", exports=True),
            PLAIN: lambda: self.mkdocs("mkdocs", "plain.yml"),
            "material-s": lambda: self.mkdocs("mkdocs", "bare.yml"),
            "properdocs": lambda: self.mkdocs("properdocs", "plain.yml"),
        }
        if shutil.which("zensical"):
            shutil.copy(ROOT / "examples/engines/zensical.toml", folder)
            self.contenders["zensical"] = lambda: self.other(["zensical", "build", "--clean"], folder)
        if shutil.which("hugo"):
            shutil.copytree(ROOT / "examples/engines/hugo", folder / "hugo")
            self.run("render", folder / "hugo" / "tree", "--engine", "hugo")
            self.contenders["hugo"] = lambda: self.other(["hugo", "build"], folder / "hugo")

    def config(self, plugins: str) -> str:
        nav = [
            f"  - {path.parent.relative_to(self.tree).as_posix()}: {path.relative_to(self.tree).as_posix()}"
            for path in sorted((*self.tree.glob("*/index.md"), *self.tree.glob("*/*/index.md")))
        ]
        return _CONFIG.format(tree=self.tree, plugins=plugins, nav="\n".join(nav))

    def run(self, command: str, target: Path, *rest: str) -> None:
        line = [sys.executable, "-m", "aigc_kb", command, "--data", str(self.data), str(target), *rest]
        subprocess.run(line, cwd=ROOT, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": "hooks"})  # noqa: S603

    def ours(self, name: str, *, exports: bool) -> Cost:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(self.out(name))]
        env = Settings(data=self.data, exports=exports).environment()
        return measured(command, ROOT, env | {"PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1"})

    def mkdocs(self, engine: str, config: str) -> Cost:
        site = self.out(config.partition(".")[0])
        command = [sys.executable, "-m", engine, "build", "--quiet", "--config-file", config, "--site-dir", str(site)]
        return measured(command, self.folder, {"NO_MKDOCS_2_WARNING": "1"})

    def other(self, command: Sequence[str], folder: Path) -> Cost:
        for name in ("site", "public", ".cache"):
            shutil.rmtree(folder / name, ignore_errors=True)
        return measured(command, folder, {})

    def out(self, name: str) -> Path:
        """An empty folder for a site."""
        target = self.folder / f"site-{name}"
        shutil.rmtree(target, ignore_errors=True)
        return target

    def output(self, name: str) -> float:
        """MB that a contender wrote, or 0 if it keeps them elsewhere."""
        folders = {PLAIN: "site-plain", "properdocs": "site-plain", "material-s": "site-bare"}
        folders |= {"zensical": "site", "hugo": "hugo/public"}
        files = (self.folder / folders.get(name, f"site-{name}")).rglob("*")
        return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", help="only these contenders; ratios need `material` among them")
    parser.add_argument("--data", type=Path, default=Path("data"))
    arguments = parser.parse_args(argv)
    cold: dict[int, float] = {}
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
            bench = Bench(size, arguments.data.resolve(), Path(folder))
            if arguments.only:
                bench.contenders = {k: v for k, v in bench.contenders.items() if k in arguments.only}
            pages = sum(1 for _ in bench.tree.rglob("*.md"))
            costs: dict[str, list[Cost]] = {name: [] for name in bench.contenders}
            for _ in range(arguments.rounds):
                for name, build in list(bench.contenders.items()):
                    try:
                        costs[name].append(build())
                    except RuntimeError as error:  # an engine that cannot build the pages is left out, and said so
                        print(f"{name} failed: {str(error)[-300:]}", flush=True)
                        del bench.contenders[name], costs[name]
            print(f"\n{size} entries, {pages} pages, medians of {arguments.rounds}", flush=True)
            print("contender       CPU s  of plain    wall s  of plain   peak MB  of plain output MB")
            plain = median_cost(costs[PLAIN]) if PLAIN in costs else None
            for name, runs in costs.items():
                cost = median_cost(runs)
                pairs = zip(cost.figures(), plain.figures() if plain else (0.0,) * 3, strict=True)
                cells = "".join(f"{x:10.2f}{x / of if of else math.nan:10.3f}" for x, of in pairs)
                print(f"{name:11}{cells}{bench.output(name):10.1f}", flush=True)
            if "cold" in costs:
                cold[size] = median_cost(costs["cold"]).cpu
    sizes = sorted(cold)
    for small, large in itertools.pairwise(sizes):
        print(
            f"cold CPU from {small} to {large} entries grows with the power {math.log(cold[large] / cold[small]) / math.log(large / small):.2f}"
        )


def median_cost(runs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(median(r.cpu for r in runs), median(r.wall for r in runs), median(r.memory for r in runs))


if __name__ == "__main__":
    main()
