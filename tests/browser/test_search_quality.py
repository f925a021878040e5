"""What readers type, and whether what they mean is among the first three results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from aigc_kb import KnowledgeBase
from tests.browser.conftest import open_page

pytestmark = pytest.mark.browser

QUERIES = Path(__file__).parent / "queries.yaml"
TARGET = 0.95

SEARCH = """(queries) => {
  const records = kbSearch.prepare(KB_SEARCH);
  return queries.map((q) => {
    const begin = performance.now();
    const found = kbSearch.search(records, q, 3);
    const milliseconds = performance.now() - begin;
    return { found: found.map(({ record }) => [record.url, record.kind]), milliseconds };
  });
}"""


@dataclass(frozen=True)
class Query:
    text: str
    expect: tuple[str, ...]
    kind: str


def queries(lang: str) -> list[Query]:
    sides = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return [Query(str(row["q"]), tuple(row["expect"]), str(row["kind"])) for row in sides[lang]]


def exists(kb: KnowledgeBase, wanted: str) -> bool:
    sort, _, name = wanted.rpartition(":")
    if sort == "framework":
        return name in kb.frameworks
    if sort == "term":
        return name in kb.terms
    return name in kb.problems or name in kb.mitigations


def is_it(url: str, wanted: str) -> bool:
    """Whether a result's address is the entry, the framework or one of its items, or the term that is wanted."""
    path, _, anchor = url.partition("#")
    path = path.removesuffix("index.html").strip("/")
    sort, _, name = wanted.rpartition(":")
    if sort == "framework":
        return path == f"frameworks/{name}"
    if sort == "term":
        return path == "terms" and anchor == f"term-{name}"
    return path in (f"problems/{name}", f"mitigations/{name}")


@pytest.fixture(scope="module", params=["zh", "en"])
def opened(request: pytest.FixtureRequest, browser: Browser, offline: Path) -> Iterator[tuple[str, Page]]:
    """(language, a page in it with the search dialog open)."""
    page = open_page(browser, f"file://{offline}/{request.param}/index.html").page
    page.keyboard.press("/")
    page.wait_for_selector("dialog[data-ready]")
    yield request.param, page
    page.context.close()


def test_readers_find_what_they_mean_among_the_first_three(opened: tuple[str, Page], kb: KnowledgeBase) -> None:
    lang, page = opened
    every = queries(lang)
    asked = [query for query in every if any(exists(kb, wanted) for wanted in query.expect)]
    answers = page.evaluate(SEARCH, [query.text for query in asked])

    tally: dict[str, list[bool]] = {}
    misses: list[str] = []
    for query, answer in zip(asked, answers, strict=True):
        found = answer["found"]
        hit = any(is_it(url, wanted) for url, _ in found for wanted in query.expect)
        tally.setdefault(query.kind, []).append(hit)
        if not hit:
            came = ", ".join(f"{url} ({kind})" for url, kind in found) or "nothing"
            misses.append(f"  {query.kind:<15} {query.text}: wanted {', '.join(query.expect)}; came {came}")

    hits = [hit for row in tally.values() for hit in row]
    rate = sum(hits) / len(hits)
    skipped = len(every) - len(asked)
    lines = [f"{lang}: success@3, {len(asked)} queries asked, {skipped} skipped (their entries are not in the data)"]
    for kind, row in [*sorted(tally.items()), ("all", hits)]:
        lines.append(f"  {kind:<15} {sum(row):>3} of {len(row):>3}  {sum(row) / len(row):.3f}")
    # Printed only: how fast it is, is a benchmark's matter.
    times = [(answer["milliseconds"], query.text) for query, answer in zip(asked, answers, strict=True)]
    slow = [f"{text} ({time:.0f} ms)" for time, text in times if time > 100]
    lines.append(f"  slowest query {max(times)[0]:.0f} ms; over 100 ms: {', '.join(slow) or 'none'}")
    report = "\n".join(["", *lines, "misses:", *(misses or ["  none"])])
    print(report)
    assert rate >= TARGET, report


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_queries_are_unique_many_and_of_every_kind(lang: str) -> None:
    rows = queries(lang)
    kinds = {"term", "synonym", "symptom", "multi-word", "partial", "mixed", "other-language", "framework", "typo"}
    assert {row.kind for row in rows} == kinds
    assert len({row.text for row in rows}) == len(rows) >= 75
    assert all(1 <= len(row.expect) <= 3 for row in rows)
