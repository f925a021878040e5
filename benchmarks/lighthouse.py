"""Measures what a reader's browser does: Lighthouse's scores, or the same metrics taken in Chromium, and the first load.

    python -m benchmarks.lighthouse [SITE] [--only PAGE] [--runs 3]     SITE: a site as `make site` builds it; default `site`

One table for home, a problem and the matrix, both languages, phone and desktop. Lighthouse (`npm install lighthouse`) is
used where it is found on the path, in `node_modules/.bin` or under LIGHTHOUSE; without it the metrics behind its
performance score are taken through Playwright: a phone is a fourth of the processor and a slow 4G line, as there.
The site is served as hosts serve it, compressed. The first load is what the server sent for one page, in KB of 1,000 bytes.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

PAGES: Final = (("home", ""), ("problem", "problems/hallucination/"), ("matrix", "matrix/"))
PROFILES: Final = ("phone", "desktop")
FLAGS: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
_AUDITS: Final = {"largest-contentful-paint": "lcp", "total-blocking-time": "tbt", "cumulative-layout-shift": "cls"}

# Chromium's own observers: blocking time is what long tasks take beyond 50 ms.
_OBSERVE: Final = """
window.seen = {lcp: 0, cls: 0, tbt: 0};
const observe = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take)).observe({type, buffered: true});
observe("largest-contentful-paint", e => { seen.lcp = e.startTime; });
observe("layout-shift", e => { if (!e.hadRecentInput) seen.cls += e.value; });
observe("longtask", e => { seen.tbt += Math.max(0, e.duration - 50); });
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One page on one device. `scores` are Lighthouse's, in hundredths, or none; times in milliseconds."""

    page: str
    lang: str
    profile: str
    scores: tuple[int, ...]
    lcp: float
    tbt: float
    cls: float
    first_load: float


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder, compressed, and counts what it sends."""

    sent: int = 0


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.server.sent += len(body)
        kind = self.guess_type(str(path))
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve(site: Path) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()


def lighthouse() -> str | None:
    """The Lighthouse command, if there is one."""
    local = Path("node_modules/.bin/lighthouse")
    return os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse") or (str(local) if local.exists() else None)


def audited(command: str, chromium: str, url: str, profile: str) -> dict[str, Any]:
    """Lighthouse's report on a page. Raises CalledProcessError where it cannot make one."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        run = [command, url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={' '.join(FLAGS)}"]
        run += ["--preset=desktop"] if profile == "desktop" else []
        subprocess.run(run, env=os.environ | {"CHROME_PATH": chromium}, check=True, capture_output=True)  # noqa: S603
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return found


def observed(browser: Browser, url: str, profile: str) -> dict[str, float]:
    """LCP, TBT and CLS of a fresh visit."""
    size = {"width": 412, "height": 823} if profile == "phone" else {"width": 1350, "height": 940}
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    if profile == "phone":
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        slow = {"latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 750_000 / 8}
        session.send("Network.emulateNetworkConditions", {"offline": False} | slow)
    page.add_init_script(_OBSERVE)
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    seen: dict[str, float] = page.evaluate("seen")
    context.close()
    return seen


def visit(
    server: Server, browser: Browser, chromium: str, command: str | None, url: str, profile: str
) -> tuple[tuple[int, ...], float, float, float, float]:
    """Scores, LCP, TBT, CLS and first load of a page."""
    server.sent = 0
    seen = observed(browser, url, profile)
    first_load = server.sent / 1000
    scores: tuple[int, ...] = ()
    if command:
        report = audited(command, chromium, url, profile)
        scores = tuple(round(100 * report["categories"][key]["score"]) for key in CATEGORIES)
        seen = {short: report["audits"][key]["numericValue"] for key, short in _AUDITS.items()}
    return scores, seen["lcp"], seen["tbt"], seen["cls"], first_load


def middle(rows: list[Row]) -> Row:
    """Of several visits to a page the one in the middle: a busy machine spoils single runs."""
    return sorted(rows, key=lambda row: (row.scores[:1], -row.tbt))[len(rows) // 2]


def measure(site: Path, chromium: str, command: str | None, only: Sequence[str], runs: int) -> Iterator[Row]:
    """The rows of the table; `only` names pages."""
    with serve(site) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name, path in PAGES:
            for lang in ("zh", "en") if name in only else ():
                for profile in PROFILES:
                    url = f"http://127.0.0.1:{server.server_port}/{lang}/{path}"
                    visits = [visit(server, browser, chromium, command, url, profile) for _ in range(runs)]
                    yield middle([Row(name, lang, profile, *found) for found in visits])
        browser.close()


def line(row: Row) -> str:
    """A row of the table, as Markdown."""
    scores = row.scores or ("–",) * len(CATEGORIES)
    numbers = (f"{row.lcp / 1000:.1f}", f"{row.tbt:.0f}", f"{row.cls:.3f}", f"{row.first_load:.0f}")
    return f"| {' | '.join((row.page, row.lang, row.profile, *map(str, scores), *numbers))} |"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.lighthouse", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--without-lighthouse", action="store_true", help="metrics in Chromium only")
    parser.add_argument(
        "--only", action="append", choices=[name for name, _ in PAGES], help="one page; may be repeated"
    )
    parser.add_argument("--runs", type=int, default=1, help="visits per page, of which the middle one counts")
    arguments = parser.parse_args(argv)
    chromium = os.environ.get("KB_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found: install it (Debian: apt-get install chromium) or set KB_CHROMIUM", file=sys.stderr)
        return 2
    if not (arguments.site / "en" / "index.html").exists():
        print(f"{arguments.site} holds no site: run `make site` first", file=sys.stderr)
        return 2
    head = ("page", "lang", "device", *CATEGORIES, "LCP s", "TBT ms", "CLS", "first load KB")
    print(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    command = None if arguments.without_lighthouse else lighthouse()
    only = arguments.only or [name for name, _ in PAGES]
    rows = []
    for row in measure(arguments.site, chromium, command, only, arguments.runs):
        print(line(row), flush=True)
        rows.append(row)
    least = min((score for row in rows for score in row.scores), default=None)
    heaviest = max(row.first_load for row in rows)
    print(
        f"\nlowest score {least if least is not None else '– (no Lighthouse)'}, heaviest first load {heaviest:.0f} KB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
