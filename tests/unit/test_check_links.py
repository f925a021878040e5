"""The weekly check of external links, against a server of our own."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from scripts.check_links import SUPPRESSIONS, Asker, addresses, in_line, main, suppressions

from tests.conftest import DATA, ROOT


class Server(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, float]]
    answers: ClassVar = {
        "/well": 200,
        "/get-only": 200,
        "/gone": 404,
        "/forbidden": 403,
        "/busy": 429,
        "/broken": 500,
        "/moved": 301,
        "/found": 302,
        "/circle": 302,
        "/to-file": 302,
    }
    targets: ClassVar = {"/moved": "/well", "/found": "/well", "/circle": "/circle", "/to-file": "file:///etc/hostname"}

    def answer(self) -> None:
        self.asked.append((self.command, self.path, time.monotonic()))
        status = self.answers.get(self.path, 404)
        if self.path == "/get-only" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if self.path in self.targets:
            self.send_header("Location", self.targets[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Server.asked = []
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    httpd.server_close()


ASKER = Asker(timeout=5, pause=0, retry_after=0, private=True)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/well", "well"),
        ("/get-only", "well"),
        ("/gone", "dead"),
        ("/forbidden", "refused"),
        ("/busy", "refused"),
        ("/broken", "unreachable"),
        ("/moved", "moved"),
        ("/found", "well"),
        ("/circle", "dead"),
        ("/to-file", "dead"),
    ],
)
def test_what_an_answer_means(server: str, path: str, outcome: str) -> None:
    assert ASKER.one(server + path).outcome == outcome


def test_a_page_that_answers_is_not_fetched(server: str) -> None:
    ASKER.one(f"{server}/well")
    assert [method for method, _, _ in Server.asked] == ["HEAD"]


def test_what_may_pass_is_asked_twice(server: str) -> None:
    ASKER.one(f"{server}/broken")
    assert [method for method, _, _ in Server.asked] == ["HEAD", "GET", "HEAD", "GET"]


def test_a_host_is_asked_one_by_one_with_a_pause(server: str) -> None:
    asker = Asker(timeout=5, pause=0.2, private=True)
    answers = asker.all([f"{server}/well", f"{server}/well?2", f"{server}/found"])
    assert len(answers) == 3
    times = [at for _, path, at in Server.asked if path != "/well" or at == Server.asked[0][2]]
    assert max(times) - min(times) >= 0.2


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://10.0.0.1/"]
)
def test_no_machine_is_asked_that_is_not_public(url: str) -> None:
    """Addresses come from contributors, and the runner has neighbours that are none of their business."""
    assert Asker().one(url).detail == "no public machine"


def test_other_schemes_are_not_asked() -> None:
    assert ASKER.one("file:///etc/hostname").outcome == "dead"


def test_a_host_that_does_not_exist_is_dead_or_unreachable() -> None:
    assert ASKER.one("https://no-such-host.invalid/").outcome in ("dead", "unreachable")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("URL: https://a.test/b", ["https://a.test/b"]),
        ('URL: "https://a.test/b?c=d#e"', ["https://a.test/b?c=d"]),
        ("  zh: 见[这里](https://a.test/b)。", ["https://a.test/b"]),
        ("  zh: 见 https://a.test/b，另见 http://c.test。", ["https://a.test/b", "http://c.test"]),
        ("en: see https://a.test/wiki/X_(y). Then", ["https://a.test/wiki/X_(y)"]),
        ('DOI: "10.2307/249008"', ["https://doi.org/10.2307/249008"]),
        ("http://127/ and http://localhost:8000/", []),
        ("an example: https://example.org/page", []),
    ],
)
def test_addresses_in_a_line(line: str, found: list[str]) -> None:
    assert list(in_line(line)) == found


def test_every_reference_with_an_address_is_asked() -> None:
    places = addresses([DATA])
    for file in sorted((DATA / "references").glob("*.yaml")):
        reference = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if url := reference.get("URL"):
            assert url.partition("#")[0] in places, f"{file.name}: {url}"


SUPPRESSED = """\
# a remark
- url: https://a.test/*
  reason: answers 403 to programs
  until: "2027-01-31"
- url: https://b.test/page
  reason: 'needs a login'
  until: 2027-02-28
"""


def test_suppressions_are_read_as_a_yaml_reader_reads_them() -> None:
    ours = [(s.url, s.reason, str(s.until)) for s in suppressions(SUPPRESSED)]
    theirs = [(row["url"], row["reason"], str(row["until"])) for row in yaml.safe_load(SUPPRESSED)]
    assert ours == theirs


@pytest.mark.parametrize(
    "text",
    [
        "- url: https://a.test/\n  until: 2027-01-31\n",
        "- url: https://a.test/\n  reason: why\n  until: some day\n",
        "- url: https://a.test/\n  because: why\n",
        "- url: https://a.test/\n  reason:\n  until: 2027-01-31\n",
    ],
)
def test_a_suppression_without_address_reason_or_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is for people
        suppressions(text)


def test_the_suppressions_in_force_are_well_formed() -> None:
    latest = dt.date(2100, 1, 1)
    assert all(s.until < latest for s in suppressions((ROOT / SUPPRESSIONS).read_text(encoding="utf-8")))


def run(tmp_path: Path, server: str, suppressed: str, *paths: str) -> tuple[int, str]:
    data, rules, report = tmp_path / "data.yaml", tmp_path / "suppressions.yaml", tmp_path / "report.md"
    data.write_text("".join(f"URL: {server}{path}\n" for path in paths), encoding="utf-8")
    rules.write_text(suppressed.replace("SERVER", server), encoding="utf-8")
    options = ["--private", "--pause", "0", "--suppressions", str(rules), "--report", str(report)]
    code = main([*options, str(data)])
    return code, report.read_text(encoding="utf-8")


def test_all_well_gives_no_issue(tmp_path: Path, server: str) -> None:
    code, report = run(tmp_path, server, "[]\n", "/well", "/forbidden")
    assert code == 0, "who turns programs away is not dead"
    assert "/forbidden" in report


def test_a_dead_link_is_reported_with_its_place_and_an_archive(tmp_path: Path, server: str) -> None:
    code, report = run(tmp_path, server, "[]\n", "/well", "/gone")
    assert code == 1
    assert "data.yaml:2" in report
    assert "web.archive.org" in report


def test_a_suppressed_address_is_not_asked(tmp_path: Path, server: str) -> None:
    rule = "- url: SERVER/gone\n  reason: opened by hand\n  until: 2999-01-01\n"
    code, report = run(tmp_path, server, rule, "/well", "/gone")
    assert (code, "/gone" in report) == (0, False)
    assert all(path != "/gone" for _, path, _ in Server.asked)


def test_a_suppression_past_its_day_counts_no_more(tmp_path: Path, server: str) -> None:
    rule = "- url: SERVER/gone\n  reason: opened by hand\n  until: 2020-01-01\n"
    code, report = run(tmp_path, server, rule, "/well", "/gone")
    assert code == 1
    assert "opened by hand" in report


def test_without_any_address_it_does_not_claim_that_all_is_well(tmp_path: Path, server: str) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("title: nothing\n", encoding="utf-8")
    assert main(["--suppressions", str(ROOT / SUPPRESSIONS), str(empty)]) == 2
