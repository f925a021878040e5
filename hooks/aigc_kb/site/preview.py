"""`kb serve`: the site while it is being written.

The engine is asked once for its shells and for the hand-written pages; after that a page is made when the browser asks
for it. So the time from saving a file to seeing it does not grow with the number of pages: an edit costs reading the
file, checking, and one page. While the data has faults, every page shows them, with the line and how to mend it, and
the last good state comes back with the last fault. Data files (API, tables, feeds) are not made here.

Only this machine can connect. Nothing here is part of the published site.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from aigc_kb import check
from aigc_kb.base.kb import freeze
from aigc_kb.check import report
from aigc_kb.load.store import Store
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.pages.build import entry_listing
from aigc_kb.site import explore, law, search
from aigc_kb.site.build import Site, entry_folder
from aigc_kb.site.settings import Settings
from aigc_kb.site.shell import Shells, entries, unpacked

POLL: Final = 0.2
"""Seconds between two looks at the files."""
_HOLD: Final = 20.0
"""Seconds that a waiting browser is held."""
_SCRIPT: Final = """(async () => {
  const shown = document.currentScript.dataset.state;
  for (;;) {
    try {
      const answer = await fetch("/-/state?shown=" + shown);
      if ((await answer.text()) !== shown) return location.reload();
    } catch {
      await new Promise((go) => setTimeout(go, 1000));
    }
  }
})();
"""


@dataclass(slots=True)
class Preview:
    """What is served, and which state of the files it shows."""

    project: Path
    data: Path
    lang: Lang
    output: Path
    """Where the engine writes."""
    tell: Callable[[str], None]
    """Told in a line what has happened."""
    state: int = 0
    store: Store | None = None
    """The data of the last good state, of which only what has changed is read again."""
    site: Site | None = None
    faults: str = ""
    shells: Shells = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    # -- following the files ------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the data again; with faults, keep the last good site."""
        store, errors = check.read(self.data, hints=False, standards=False, before=self.store)
        if errors:
            self.show(self.site, report.render(errors, "full", self.lang))
            return
        if not self.shells:
            self.render_shells()
        self.store = store
        self.show(Site.of(freeze(store), self.data, "directory", "http://localhost/", exports=False), "")

    def show(self, site: Site | None, faults: str) -> None:
        with self.changed:
            self.site, self.faults = site, faults
            self.state += 1
            self.changed.notify_all()

    def render_shells(self) -> None:
        """Ask the engine for its part. Raises RuntimeError with what it said if it fails."""
        frames = self.output / ".frames.json"
        settings = Settings(data=self.data, frames=frames)
        env = os.environ | settings.environment() | {"NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(self.output / "site")]
        run = subprocess.run(command, cwd=self.project, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if run.returncode:
            raise RuntimeError(run.stderr or run.stdout)
        self.shells = unpacked(frames.read_text(encoding="utf-8"))

    def signature(self, *folders: str) -> dict[str, tuple[int, int]]:
        """Time and size of every file below some folders of the project, or of the file itself."""
        found = {}
        for folder in folders:
            for entry in _files(self.project / folder):
                stat = entry.stat()
                found[entry.path if isinstance(entry, os.DirEntry) else str(entry)] = (stat.st_mtime_ns, stat.st_size)
        return found

    def follow(self, stop: threading.Event) -> None:
        """Keep up with the files until told to stop."""
        theme = ("docs", "overrides", "mkdocs.yml", str(self.data / "site.yaml"))
        data, frame = self.signature(str(self.data)), self.signature(*theme)
        while not stop.wait(POLL):
            data_now, frame_now = self.signature(str(self.data)), self.signature(*theme)
            if frame_now != frame:
                self.shells = {}
            elif data_now == data:
                continue
            data, frame = data_now, frame_now
            started = time.perf_counter()
            try:
                self.reload()
            except (RuntimeError, OSError, NotADirectoryError) as error:
                self.show(self.site, str(error))
            words = "faults" if self.faults else "reloaded"
            self.tell(f"{words} after {time.perf_counter() - started:.2f} s")

    def wait(self, shown: str) -> str:
        """The state that is served, as soon as it is another than the one shown."""
        with self.changed:
            self.changed.wait_for(lambda: str(self.state) != shown, timeout=_HOLD)
            return str(self.state)

    # -- answering ----------------------------------------------------------------------------------------------

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """(status, media type, body) for the path of an address."""
        if path == "/-/reload.js":
            return 200, "text/javascript", _SCRIPT.encode()
        page = self.page(path)
        if page is not None:
            return 200, "text/html;charset=utf-8", self.with_script(page)
        file = self.generated(path)
        if file is not None:
            return 200, "text/javascript", file.encode()
        static = (self.output / "site" / path.lstrip("/")).resolve()
        if static.is_dir():
            static /= "index.html"
        if static.is_relative_to((self.output / "site").resolve()) and static.is_file():
            kind = guess_type(static.name)[0] or "application/octet-stream"
            body = static.read_bytes()
            return 200, kind, self.with_script(body.decode("utf-8")) if kind == "text/html" else body
        missing = self.output / "site" / "404.html"
        return 404, "text/html;charset=utf-8", missing.read_bytes() if missing.is_file() else b"not found"

    def page(self, path: str) -> str | None:
        """The generated page at a path, or the faults, or None for what is no generated page."""
        asks_for_page = path.endswith(("/", "/index.html"))
        if asks_for_page and (self.faults or self.site is None):
            return _faults_page(self.faults)
        head, _, rest = path.strip("/").removesuffix("index.html").partition("/")
        lang: Lang = "zh" if head == "zh" else "en"
        if not asks_for_page or head not in LANGS or self.site is None:
            return None
        address = f"{rest.strip('/')}/" if rest.strip("/") else ""
        site = self.site
        if any(listed.path == address for listed in entry_listing(site.kb)):
            page, name = site.entry_page(lang, address), entries(entry_folder(address))
        elif (lang, address) in site.indexes:
            page, name = site.indexes[lang, address], address
        else:
            return None
        shell = self.shells.get((lang, name))
        return shell.fill(site.values(page)) if shell else None

    def generated(self, path: str) -> str | None:
        """What the search box and the tools load, or None for another path."""
        site = self.site
        for lang in LANGS:
            if site and path == f"/assets/data/search-{lang}.js":
                return search.script(site.kb, site.edition.relations, lang, site.style)
            if site and path == f"/assets/data/explore-{lang}.js":
                return explore.script(site.kb, site.edition.relations, lang, site.style)
            if site and path == f"/assets/data/law-{lang}.js":
                return law.script(site.kb, lang, site.style)
        return None

    def with_script(self, page: str) -> bytes:
        """The page with the script that reloads it."""
        script = f'<script src="/-/reload.js" data-state="{self.state}"></script>'
        before, end, after = page.rpartition("</body>")
        return f"{before}{script}{end}{after}".encode() if end else f"{page}{script}".encode()


def _files(path: Path) -> Iterator[Any]:
    if path.is_file():
        yield path
    elif path.is_dir():
        with os.scandir(path) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield entry


def _faults_page(faults: str) -> str:
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>kb check</title></head><body>'
        f"<h1>数据有错误 · The data has faults</h1><pre>{escape(faults)}</pre></body></html>"
    )


def serve(preview: Preview, port: int) -> None:
    """Serve until interrupted. Raises OSError if the port is taken."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            # A name of another site that leads to this machine (DNS rebinding) gets nothing.
            if self.headers.get("Host", "").rpartition(":")[0] not in ("localhost", "127.0.0.1"):
                self.send(403, "text/plain", b"only localhost")
            elif address.path == "/-/state":
                self.send(200, "text/plain", preview.wait(address.query.partition("=")[2]).encode())
            else:
                self.send(*preview.answer(unquote(address.path)))

        def send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Requests are not worth a line each."""

    stop = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=preview.follow, args=(stop,), daemon=True).start()
        preview.tell(f"http://localhost:{port}/zh/ · http://localhost:{port}/en/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            preview.tell("bye")
        finally:
            stop.set()


def run(project: Path, data: Path, lang: Lang, port: int, tell: Callable[[str], None]) -> None:
    """Read, ask the engine, serve until interrupted; `tell` is told what happens. Raises RuntimeError with what the
    engine said, OSError if the port is taken."""
    with tempfile.TemporaryDirectory(prefix="kb-serve-") as folder:
        preview = Preview(project.resolve(), data.resolve(), lang, Path(folder), tell)
        preview.reload()
        serve(preview, port)
