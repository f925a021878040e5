"""What the exports add to a build, as a ratio of processor times.

    python -m benchmarks.exports [ROUNDS]

Builds the site with and without its exports in turn, each in a process of its own, and compares the processor time
(user and system) of the two, so that whatever else the machine does touches both alike. Two ratios: to the build of the
pages alone, and to `make site`, which checks the data first. `--parts` says instead what each exporter takes.
Where the system keeps a folder in memory, the sites are written there: what a disk takes to make a file depends on
what was deleted from it minutes ago.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


def run(*arguments: str, exports: bool = True) -> float:
    """Processor seconds of one of our commands. Raises CalledProcessError if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "KB_EXPORTS": "on" if exports else "off"}
    subprocess.run([sys.executable, "-m", *arguments], check=True, env=env, stderr=subprocess.DEVNULL)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def parts(data: Path) -> None:
    """Print the processor time of each exporter; that of `llms` includes building the pages."""
    from aigc_kb.base.kb import load
    from aigc_kb.base.relations import relate
    from aigc_kb.export import FORMATS, Edition
    from aigc_kb.system.garbage import paused

    kb = load(data)
    relations = relate(kb)
    with paused():
        for exporter in dict.fromkeys(exporter for _, exporter in FORMATS.values()):
            times = []
            for _ in range(3):
                edition = Edition(kb, relations, kb.site.url)
                start = time.process_time()
                files = list(exporter(edition))
                times.append(time.process_time() - start)
            size = sum(file.size for file in files) / 1e6
            print(f"{exporter.__module__:30} {len(files):5} files {size:6.1f} MB {min(times):6.3f} s")


def main() -> None:
    if "--parts" in sys.argv:
        parts(Path("data"))
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    ratios, whole_ratios = [], []
    # On a disk every build has a folder of its own until the end: ext4 keeps the inodes of deleted files back for
    # minutes, and looking for others takes ten times as long as making the file.
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        for number in range(1, rounds + 1):
            build = ("mkdocs", "build", "--strict", "--quiet", "--site-dir")
            check = run("aigc_kb", "check")
            without = run(*build, f"{folder}/{number}-without", exports=False)
            whole = run(*build, f"{folder}/{number}-with")
            ratios.append(whole / without - 1)
            whole_ratios.append((whole - without) / (check + without))
            print(
                f"{number}: check {check:.2f} s, pages {without:.2f} s, with exports {whole:.2f} s:"
                f" {ratios[-1]:.0%} of the pages, {whole_ratios[-1]:.0%} of both",
                flush=True,
            )
    print(f"median: exports add {median(ratios):.0%} to the pages, {median(whole_ratios):.0%} to check and pages")


if __name__ == "__main__":
    main()
