"""`kb serve`: what was saved is what is shown, faults included; and nobody but this machine is served."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

DATA = ROOT / "examples" / "minimal" / "data"
PATIENCE = 60.0


class Served:
    """A running preview of a copy of the small example."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port

    def get(self, path: str, host: str = "localhost") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Host": f"{host}:{self.port}"})
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, body

    def until(self, path: str, words: str) -> str:
        """The page as soon as it has the words."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            _, body = self.get(path)
            if words in body:
                return body
            time.sleep(0.1)
        raise AssertionError(f"{words} never came to {path}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("preview") / "data"
    shutil.copytree(DATA, data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "aigc_kb", "serve", "--data", str(data), "--port", str(port), "--lang", "en"]
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        assert "localhost" in said, said
        yield Served(data, port)
        process.terminate()


def entry(served: Served) -> Path:
    return sorted((served.data / "problems").glob("*.yaml"))[0]


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/zh/problems/", "/en/about/", "/assets/kb.css", "/en/matrix/index.html"]
)
def test_pages_and_files_are_there(served: Served, path: str) -> None:
    assert served.get(path)[0] == 200


def test_search_works_in_the_preview(served: Served) -> None:
    status, body = served.get("/assets/data/search-en.js")
    assert status == 200
    assert entry(served).stem in body


def test_a_saved_edit_is_shown_and_the_browser_is_told(served: Served) -> None:
    path = entry(served)
    page = f"/en/problems/{path.stem}/"
    before = served.get("/-/state?shown=none")[1]
    text = path.read_text(encoding="utf-8")
    title = next(line for line in text.split("\n") if line.strip().startswith(("en: ", "title: {")))
    changed = title.replace("}", " anew}") if title.endswith("}") else f"{title} anew"
    path.write_text(text.replace(title, changed, 1), encoding="utf-8")
    served.until(page, " anew</h1>")
    assert served.get(f"/-/state?shown={before}")[1] != before
    assert " anew" in served.get("/en/problems/")[1], "the change is on every page that shows it"
    assert "/-/reload.js" in served.get(page)[1]


def test_a_new_name_in_the_navigation_is_shown(served: Served) -> None:
    """The frame of the pages, which the engine renders, follows `site.yaml` too."""
    path = served.data / "site.yaml"
    text = path.read_text(encoding="utf-8")
    assert "en: About}" in text
    path.write_text(text.replace("en: About}", "en: Who we are}"), encoding="utf-8")
    served.until("/en/problems/", "Who we are")
    path.write_text(text, encoding="utf-8")


def test_faults_are_shown_until_they_are_mended(served: Served) -> None:
    path = entry(served)
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("\nsummary:", "\nsumary:", 1), encoding="utf-8")
    body = served.until("/en/", "KB202")
    assert "did you mean summary" in body
    assert f"{path.name}:" in body
    path.write_text(good, encoding="utf-8")
    served.until("/en/", 'class="md-')


def test_what_is_not_there_is_not_found(served: Served) -> None:
    assert served.get("/en/problems/nothing-of-the-kind/")[0] == 404


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/en/../../../etc/passwd"])
def test_nothing_outside_the_site_is_served(served: Served, path: str) -> None:
    status, body = served.get(path)
    assert status == 404
    assert "root:" not in body


def test_another_name_for_this_machine_gets_nothing(served: Served) -> None:
    assert served.get("/en/", host="evil.example")[0] == 403


def test_a_port_that_is_taken_is_said_plainly(served: Served) -> None:
    command = [sys.executable, "-m", "aigc_kb", "serve", "--data", str(served.data), "--port", str(served.port)]
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("kb serve: ")
    assert "Traceback" not in run.stderr
