"""Asks every external address of the data and the hand-written pages whether it still answers.

    python3 scripts/check_links.py --report report.md data docs

Needs nothing but the standard library, so that the weekly run installs nothing. Exit codes: 0 all well, 1 the report
names something to mend, 2 cannot run.

It is polite: one request at a time to a host, a pause between them, HEAD before GET, and a name that says who asks.
It is careful: addresses come from contributors, so only http and https are followed, and only to public machines.
It is honest: a site that turns programs away (401, 403, 429 and the like) or is down today is not called dead.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import ipaddress
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

SUPPRESSIONS: Final = Path(".github/link-suppressions.yaml")
AGENT: Final = "Mozilla/5.0 (compatible; kb-link-check; weekly; +https://github.com/aigc-kb/aigc-kb)"
SUFFIXES: Final = (".yaml", ".md")
MAX_REDIRECTS: Final = 8

# An address ends at a space, a quote, a bracket, a backtick or Chinese punctuation.
_ADDRESS = re.compile(
    r"https?://[^\s\"'<>`|\\^{}\[\]()“”‘’，。；：、（）《》]+(?:\([^\s()]*\)[^\s\"'<>`()，。；：、（）]*)*"
)
_DOI = re.compile(r"^\s*DOI: *\"?(10\.[0-9]{4,9}/[^\s\"]+)\"?\s*$", re.IGNORECASE)
_REFUSED: Final = {401, 402, 403, 405, 406, 407, 418, 429, 451, 999}

Outcome = Literal["well", "moved", "dead", "refused", "unreachable"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking one address."""

    url: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address that is left out until a day, and why. `url` may end in `*`."""

    url: str
    reason: str
    until: dt.date

    def covers(self, url: str) -> bool:
        return url.startswith(self.url[:-1]) if self.url.endswith("*") else url == self.url


# -- which addresses ------------------------------------------------------------------------------------------------


def addresses(roots: Iterable[Path]) -> dict[str, list[str]]:
    """Every address -> the places (`path:line`) where it stands."""
    found: dict[str, list[str]] = {}
    for root in roots:
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.suffix in SUFFIXES)
        for file in files:
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                for url in in_line(line):
                    found.setdefault(url, []).append(f"{file.as_posix()}:{number}")
    return found


def in_line(line: str) -> Iterator[str]:
    """The addresses of a line; a DOI counts as its address."""
    for match in _ADDRESS.finditer(line):
        url = match.group().rstrip(".,;:!?*_")
        host = urlsplit(url).hostname or ""
        if "." in host and not host.endswith((".example", "example.org", "example.com")):
            yield url.partition("#")[0]
    if doi := _DOI.match(line):
        yield f"https://doi.org/{doi.group(1)}"


def suppressions(text: str) -> list[Suppression]:
    """Read the list of suppressions. It has one form, so a YAML library is not needed. Raises ValueError."""
    out: list[Suppression] = []
    entry: dict[str, str] = {}

    def close() -> None:
        if not entry:
            return
        if set(entry) != {"url", "reason", "until"} or not all(entry.values()):
            raise ValueError(f"a suppression needs url, reason and until, but has {sorted(entry)}")
        out.append(Suppression(entry["url"], entry["reason"], dt.date.fromisoformat(entry["until"])))
        entry.clear()

    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#") or line.strip() == "[]":
            continue
        match = re.fullmatch(r"(- |  )(url|reason|until): *(.+)", line.rstrip())
        if match is None:
            raise ValueError(f"line {number}: expected `- url:`, `  reason:` or `  until:`")
        if match[1] == "- ":
            close()
        if match[2] in entry:
            raise ValueError(f"line {number}: {match[2]} is given twice")
        entry[match[2]] = match[3].strip().strip("\"'")
    close()
    return out


# -- asking ---------------------------------------------------------------------------------------------------------


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirects are followed by hand, so that each target is looked at first."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


@dataclass(slots=True)
class Asker:
    """Asks addresses, host by host. `private` permits machines that are not public, for tests."""

    timeout: float = 20
    pause: float = 1
    retry_after: float = 10
    private: bool = False
    workers: int = 8
    _opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(_NoRedirect), repr=False
    )

    def all(self, urls: Iterable[str]) -> list[Answer]:
        """The answers, in the order of the addresses. Hosts run side by side, a host's addresses one by one."""
        hosts: dict[str, list[str]] = {}
        for url in sorted(set(urls)):
            hosts.setdefault(urlsplit(url).netloc, []).append(url)
        with ThreadPoolExecutor(self.workers) as pool:
            # The host with most addresses takes longest: it starts first.
            answers = pool.map(self._host, sorted(hosts.values(), key=len, reverse=True))
        return sorted((answer for some in answers for answer in some), key=lambda answer: answer.url)

    def _host(self, urls: Sequence[str]) -> list[Answer]:
        out = []
        for index, url in enumerate(urls):
            if index:
                time.sleep(self.pause)
            out.append(self.one(url))
        return out

    def one(self, url: str) -> Answer:
        """Ask one address; a failure that may pass is asked a second time."""
        answer = self._once(url)
        if answer.outcome == "unreachable":
            time.sleep(self.retry_after)
            answer = self._once(url)
        return answer

    def _once(self, url: str) -> Answer:
        here, permanent = url, True
        for _ in range(MAX_REDIRECTS):
            if fault := self._forbidden(here):
                return Answer(url, "dead", fault)
            try:
                status, location = self._ask("HEAD", here)
                if status >= 400:  # some servers know GET only
                    status, location = self._ask("GET", here)
            except (OSError, http.client.HTTPException, ValueError) as error:
                return _failure(url, error)
            if status in (301, 302, 303, 307, 308) and location:
                if urlsplit(here).hostname == "doi.org":
                    return Answer(url, "well", "registered")  # the publisher's own address is not ours to judge
                permanent = permanent and status in (301, 308)
                here = urljoin(here, location)
                continue
            if status < 400:
                moved = here != url and permanent and _plain(here) != _plain(url)
                return Answer(url, "moved", here) if moved else Answer(url, "well", str(status))
            if status in _REFUSED:
                return Answer(url, "refused", str(status))
            return Answer(url, "unreachable" if status >= 500 else "dead", str(status))
        return Answer(url, "dead", "redirected in a circle")

    def _forbidden(self, url: str) -> str:
        """Why an address must not be asked; empty if it may."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return "no http or https address"
        if self.private:
            return ""
        try:
            found = socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
        except OSError:
            return ""  # reported by the request itself
        machines = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        return "" if all(machine.is_global for machine in machines) else "no public machine"

    def _ask(self, method: str, url: str) -> tuple[int, str]:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            _ascii(url), method=method, headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Language": "en, zh"}
        )
        try:
            with self._opener.open(request, timeout=self.timeout) as response:
                return response.status, ""
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get("Location") or ""


def _failure(url: str, error: Exception) -> Answer:
    reason = getattr(error, "reason", error)
    if isinstance(reason, socket.gaierror) and reason.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5)):
        return Answer(url, "dead", "no such host")
    return Answer(url, "unreachable", f"{type(reason).__name__}: {reason}"[:120])


def _ascii(url: str) -> str:
    """An address as it goes over the wire."""
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    safe = "/%:=&?~+!$,;'@()*[]"
    return urlunsplit((parts.scheme, host, quote(parts.path, safe=safe), quote(parts.query, safe=safe), ""))


def _plain(url: str) -> str:
    """An address without what redirects usually change and readers do not care about."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}".lower()


# -- the report -----------------------------------------------------------------------------------------------------

_SECTIONS: Final[tuple[tuple[Outcome, str], ...]] = (
    ("dead", "打不开，要改 / Dead: to be mended"),
    ("unreachable", "今天连不上 / Not reachable today"),
    ("moved", "已永久搬家 / Moved for good"),
    ("refused", "对方不接待程序，要靠人看 / Turned us away: for people to look at"),
)


def report(
    answers: Sequence[Answer], places: dict[str, list[str]], expired: Sequence[Suppression], today: dt.date
) -> str:
    """The findings as Markdown. What came from outside stands in code spans, where it can do nothing."""
    lines = [f"{today}: {len(answers)} 个地址 / addresses", ""]
    for outcome, title in _SECTIONS:
        some = [answer for answer in answers if answer.outcome == outcome]
        if some:
            lines += [f"### {title} ({len(some)})", ""]
            for answer in some:
                lines.append(f"- {_code(answer.url)} — {_code(answer.detail)}")
                lines += [f"  - {_code(place)}" for place in places.get(answer.url, ())[:5]]
                if outcome == "dead":
                    lines.append(
                        f"  - 存档 / archive: {_code(f'https://web.archive.org/web/{today.year}/{answer.url}')}"
                    )
            lines.append("")
    if expired:
        lines += [f"### 到期的豁免 / Suppressions past their day ({len(expired)})", ""]
        lines += [f"- {_code(s.url)} — {_code(s.reason)} ({s.until})" for s in expired]
        lines.append("")
    return "\n".join(lines)


def _code(text: str) -> str:
    return "`" + re.sub(r"[`\s]+", " ", text).strip() + "`"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="Ask every external address whether it still answers.")
    parser.add_argument("roots", nargs="+", type=Path, help="files or folders to read addresses from")
    parser.add_argument("--report", type=Path, help="write the report here instead of printing it")
    parser.add_argument("--suppressions", type=Path, default=SUPPRESSIONS)
    parser.add_argument("--list", action="store_true", help="print the addresses and ask nobody")
    parser.add_argument("--timeout", type=float, default=20, help="seconds to wait for an answer")
    parser.add_argument("--pause", type=float, default=1, help="seconds between two requests to a host")
    parser.add_argument("--private", action="store_true", help="also ask machines that are not public")
    options = parser.parse_args(argv)
    today = dt.datetime.now(dt.UTC).date()
    try:
        listed = suppressions(options.suppressions.read_text(encoding="utf-8")) if options.suppressions else []
        places = addresses(options.roots)
    except (OSError, ValueError) as error:
        print(f"check_links: {error}", file=sys.stderr)
        return 2
    if not places:
        print("check_links: no address found", file=sys.stderr)
        return 2
    if options.list:
        print("\n".join(sorted(places)))
        return 0
    current = [s for s in listed if s.until >= today]
    asked = [url for url in places if not any(s.covers(url) for s in current)]
    asker = Asker(options.timeout, options.pause, retry_after=options.pause * 10, private=options.private)
    answers = asker.all(asked)
    expired = [s for s in listed if s.until < today]
    text = report(answers, places, expired, today)
    if options.report:
        options.report.write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return 1 if expired or any(answer.outcome in ("dead", "moved") for answer in answers) else 0


if __name__ == "__main__":
    sys.exit(main())
