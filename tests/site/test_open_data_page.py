"""What the page on open data tells readers to type works: its commands are run against the built site."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aigc_kb import KnowledgeBase, relate
from aigc_kb.document.addresses import entry_path
from aigc_kb.model.text import LANGS, Lang
from tests.conftest import ROOT
from tests.serving import web_server


def blocks(lang: Lang, language: str) -> list[str]:
    """The page's code blocks in a language."""
    text = (ROOT / "docs" / lang / "open-data" / "index.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The built site behind a plain web server."""
    with web_server(site) as served:
        yield served.rstrip("/")


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("lang", LANGS)
def test_every_curl_command_answers(lang: Lang, address: str, kb: KnowledgeBase, tmp_path: Path) -> None:
    first, *commands = blocks(lang, "sh")
    assert first == f"KB={kb.site.url.rstrip('/')}\n"
    answers = {}
    for command in commands:
        assert "$KB/" in command
        run = subprocess.run(
            ["sh", "-euc", f"KB={address}\n{command}"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, f"{command}: {run.stderr}"
        answers[command.split("$KB/")[1].split()[0]] = run.stdout
    assert len(answers) == len(commands) == 8
    assert json.loads(answers["api/v1/index.json"])["data"]["ids"]["problems"] == list(kb.problems)
    assert json.loads(answers["api/v1/problems/hallucination.json"])["data"]["id"] == "hallucination"
    assert answers[f"api/v1/{lang}/mitigations.json"].strip() == str(len(kb.mitigations))
    assert kb.problems["hallucination"].title[lang] in answers[f"{lang}/problems/hallucination/index.md"]
    assert "edges.csv: " in answers["downloads/SHA256SUMS"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_three_lines_of_python_run(lang: Lang, kb: KnowledgeBase) -> None:
    (code,) = blocks(lang, "python")
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    evidence = relate(kb).evidence
    pairs = [(m.id, x.problem) for m in kb.mitigations.values() for x in m.addresses]
    pairs += [(m.id, x.problem) for m in kb.mitigations.values() for x in m.worsens]
    expected = [pair for pair in dict.fromkeys(pairs) if evidence[pair].assessment.verdict == "works"]
    assert expected
    assert run.stdout.strip() == str(expected)


@pytest.mark.parametrize("lang", LANGS)
def test_every_place_that_the_page_names_is_there(lang: Lang, site: Path) -> None:
    text = (ROOT / "docs" / lang / "open-data" / "index.md").read_text(encoding="utf-8")
    table = text.partition("{#formats}")[2].partition("\n## ")[0]
    places = [p for p in re.findall(r"`([^`]+)`", table) if "/" in p or p.endswith(".txt")]
    assert len(places) >= 12
    for place in places:
        pattern = place.replace("…", "**").replace("<id>", "*").rstrip("/")
        assert next(site.glob(pattern), None) or pattern == "llms-full.txt", place


def test_pages_tell_feed_readers_where_the_feeds_are(site: Path, kb: KnowledgeBase) -> None:
    from lxml import html

    for lang in LANGS:
        for path in ("", "problems/hallucination/", "changes/", "about/", f"areas/{next(iter(kb.areas))}/"):
            tree = html.document_fromstring((site / lang / path / "index.html").read_bytes())
            links = tree.xpath("//head/link[@rel='alternate'][@type='application/atom+xml']/@href")
            files = [(site / lang / path / link).resolve().relative_to(site.resolve()).as_posix() for link in links]
            expected = [f"{lang}/feed.xml"]
            if path.startswith("areas/"):
                expected.append(f"{lang}/{path}feed.xml")
            assert files == expected, path
            assert all((site / file).is_file() for file in files)


def test_the_offline_site_has_every_file_too(site: Path, offline: Path) -> None:
    """What `kb export all` writes stands in both, byte for byte."""
    from aigc_kb import load
    from aigc_kb.base.relations import relate
    from aigc_kb.export import make
    from tests.conftest import DATA

    kb = load(DATA)
    for file in make(kb, relate(kb), kb.site.url):
        for place in (site, offline):
            assert (place / file.path).read_bytes() == file.data, f"{place.name}/{file.path}"


@pytest.mark.parametrize("lang", LANGS)
def test_json_ld_of_built_pages_is_rdf_that_names_the_page(lang: Lang, site: Path, kb: KnowledgeBase) -> None:
    import rdflib
    from lxml import html

    schema = rdflib.Namespace("https://schema.org/")
    entries = list(kb.entries())[::40]
    for entry in entries:
        page = f"{lang}/{entry_path(entry)}"
        tree = html.document_fromstring((site / page / "index.html").read_bytes())
        (text,) = tree.xpath("//head/script[@type='application/ld+json']/text()")
        local = json.loads(text) | {"@context": {"@vocab": "https://schema.org/"}}
        graph = rdflib.Graph().parse(data=json.dumps(local), format="json-ld")
        subject = rdflib.URIRef(f"{kb.site.url}{page}")
        assert str(graph.value(subject, schema.headline)) == entry.title[lang]
        assert str(graph.value(subject, schema.identifier)) == entry.id
