"""What readers and writers wait for at each size, measured in Chromium.

    python -m benchmarks.reader [--sizes 0 500 2000] [--rounds 5] [--data data]

For each size (0 is the data as it is, others a corpus of `benchmarks.corpus`) the site is built for web servers and for
reading from disk, and per language, medians of the rounds:

    index KB     what the search box loads, gzipped
    ready        from opening the search box to searching, over http
    ready disk   the same from `file://`
    query p95    of the queries in tests/browser/queries.yaml, the list of results made as a reader sees it
    load         a problem's page, until its load event
    heap MB      memory of its scripts once the search box is ready
    edit         from saving a title to seeing it in a page of `kb serve`, in zh and en by turns

Times in milliseconds.
"""

from __future__ import annotations

import argparse
import gzip
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from aigc_kb.model.kinds import ENTRIES
from benchmarks import corpus
from benchmarks.lighthouse import FLAGS, serve

ROOT: Final = Path(__file__).parent.parent
QUERIES: Final = ROOT / "tests/browser/queries.yaml"
LANGS: Final = ("zh", "en")

_READY: Final = """() => new Promise(done => {
  const start = performance.now();
  document.querySelector("[data-kb-search]").click();
  const dialog = document.querySelector("dialog.kb-search");
  const ready = () => dialog.dataset.ready && done(performance.now() - start);
  new MutationObserver(ready).observe(dialog, {attributes: true});
  ready();
})"""
_QUERIES: Final = """queries => queries.map(query => {
  const input = document.getElementById("kb-search-input");
  const start = performance.now();
  input.value = query;
  input.dispatchEvent(new Event("input"));
  document.getElementById("kb-search-results").getBoundingClientRect();
  return performance.now() - start;
})"""
_LOAD: Final = """() => performance.getEntriesByType("navigation")[0].loadEventEnd"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit to a problem's page took, in milliseconds, and its memory in MB."""

    load: float
    ready: float
    queries: tuple[float, ...]
    heap: float


def visit(browser: Browser, address: str, queries: Sequence[str]) -> Visit:
    """A fresh visit: load the page, open the search box, ask every query."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    load = float(page.evaluate(_LOAD))
    ready = float(page.evaluate(_READY))
    times = tuple(page.evaluate(_QUERIES, list(queries)))
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return Visit(load, ready, times, metrics["JSHeapUsedSize"] / 1e6)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of all values does not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def build(data: Path, target: Path, *, disk: bool) -> None:
    command = [
        sys.executable,
        "-m",
        "aigc_kb",
        "publish",
        str(target),
        *(["--offline"] if disk else []),
    ]
    env = {"KB_DATA": str(data), "KB_EXPORTS": "off", "PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | env)  # noqa: S603 - our own command


@contextmanager
def preview(data: Path) -> Iterator[str]:
    """`kb serve` on a free port; yields its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "aigc_kb", "serve", "--data", str(data), "--port", str(port)]
    env = os.environ | {"PYTHONPATH": "hooks"}
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stderr is not None
        for line in server.stderr:
            if "http://localhost" in line:
                break
        else:
            raise RuntimeError("kb serve did not start")
        try:
            yield f"http://localhost:{port}/"
        finally:
            server.send_signal(signal.SIGINT)


def edited(page: Page, home: str, data: Path, lang: str, number: int) -> float:
    """Milliseconds from saving another title of a problem to its page showing it, reloaded by itself."""
    path, text, titles = corpus.retitled(data, number)
    page.goto(f"{home}{lang}/problems/{path.stem}/", wait_until="load")
    page.wait_for_timeout(500)
    start = time.perf_counter()
    path.write_text(text, encoding="utf-8")
    page.get_by_role("heading", level=1, name=titles[lang]).wait_for(timeout=60_000)
    return (time.perf_counter() - start) * 1000


def measure(browser: Browser, data: Path, folder: Path, rounds: int) -> None:
    build(data, folder / "web", disk=False)
    build(data, folder / "disk", disk=True)
    problem = sorted((data / "problems").glob("*.yaml"))[0].stem
    asked = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    rows = {}
    for lang in LANGS:
        queries = [str(row["q"]) for row in asked[lang]]
        page = f"{lang}/problems/{problem}/"
        with serve(folder / "web") as server:
            home = f"http://127.0.0.1:{server.server_address[1]}/"
            web = [visit(browser, home + page, queries) for _ in range(rounds)]
        disk = [visit(browser, f"file://{folder}/disk/{page}index.html", queries) for _ in range(rounds)]
        size = len(gzip.compress((folder / f"web/assets/data/search-{lang}.js").read_bytes(), 9)) / 1000
        rows[lang] = (
            size,
            median(v.ready for v in web),
            median(v.ready for v in disk),
            percentile([t for v in (*web, *disk) for t in v.queries], 0.95),
            median(v.load for v in web),
            median(v.heap for v in web),
        )
    own = folder / "edited"
    shutil.copytree(data, own)
    edits: dict[str, list[float]] = {lang: [] for lang in LANGS}
    with preview(own) as home:
        page_shown = browser.new_page()
        for number in range(1, 2 * rounds + 1):
            lang = LANGS[number % 2]
            edits[lang].append(edited(page_shown, home, own, lang, number))
        page_shown.close()
    for lang, row in rows.items():
        print(
            f"{lang:4}" + "".join(f"{value:12.1f}" for value in row) + f"{median(edits[lang]):12.0f}",
            flush=True,
        )


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 500, 2000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, default=Path("data"))
    arguments = parser.parse_args(argv)
    chromium = os.environ.get("KB_CHROMIUM") or shutil.which("chromium")
    names = ("index KB", "ready", "ready disk", "query p95", "load", "heap MB", "edit")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for size in arguments.sizes:
            with tempfile.TemporaryDirectory(prefix="kb-reader-") as name:
                data = Path(name) / "data"
                if size:
                    corpus.make(size, arguments.data.resolve(), data)
                else:
                    shutil.copytree(arguments.data, data)
                entries = sum(1 for kind in ENTRIES for _ in (data / kind.folder).glob("*.yaml"))
                print(
                    f"\n{entries} entries, medians of {arguments.rounds}\n    " + "".join(f"{n:>12}" for n in names),
                    flush=True,
                )
                measure(browser, data, Path(name), arguments.rounds)
        browser.close()


if __name__ == "__main__":
    main()
