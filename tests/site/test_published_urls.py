"""No address ever vanishes: the built site against `data/urls.lock`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aigc_kb.commands.main import main
from aigc_kb.load.store import URLS_LOCK, load_store
from aigc_kb.site import redirects
from aigc_kb.system.files import Output
from tests.conftest import DATA, ROOT

LOCK = DATA / URLS_LOCK
REMEDY = "give an address that moved ` -> new address` in data/urls.lock"


def text() -> str:
    return LOCK.read_text(encoding="utf-8")


@pytest.mark.parametrize("built", ["site", "offline"])
def test_every_address_ever_published_is_there(built: str, request: pytest.FixtureRequest) -> None:
    listed = redirects.listed(text())
    assert len(listed) > 2000
    found = redirects.published(request.getfixturevalue(built))
    assert sorted(set(listed) - found) == [], REMEDY


def test_the_list_is_as_the_command_writes_it() -> None:
    assert redirects.merged(text(), []) == text()


def test_every_kind_of_address_is_listed() -> None:
    listed = set(redirects.listed(text()))
    for address in ("index.html", "llms.txt", "sitemap.xml", "robots.txt", "zh/", "en/feed.xml", "zh/areas/data/"):
        assert address in listed
    for address in ("api/v1/index.json", "api/v1/zh/problems.json", "downloads/tables.xlsx", "en/problems/index.md"):
        assert address in listed


@pytest.mark.parametrize(
    "line", ["../x", "zh/../../x", "/etc/passwd", "a b", "a/.git/", "a -> ../b", "", "a//b", "a\\b"]
)
def test_no_line_leads_out_of_the_site(line: str) -> None:
    with pytest.raises(ValueError, match=r"urls\.lock:2"):
        redirects.listed(f"a\n{line}\n")


def test_addresses_are_added_and_none_is_lost() -> None:
    lock = redirects.merged("b -> c\nc\n", ["a", "c", "b"])
    assert redirects.listed(lock) == {"a": None, "b": "c", "c": None}
    assert lock == redirects.merged(lock, [])


def test_the_command_adds_what_is_new_and_refuses_when_something_is_gone(
    renamed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built, lock = tmp_path / "site", renamed / "urls.lock"
    lock.unlink()
    command = ["lock", "--data", str(renamed), "--site", str(built), "--lang", "en"]
    (built / "zh").mkdir(parents=True)
    (built / "assets").mkdir()
    for name in ("index.html", "zh/index.html", "zh/feed.xml", "assets/x.js", "404.html"):
        (built / name).write_text("x")
    assert main(command) == 0
    assert redirects.listed(lock.read_text()) == {"index.html": None, "zh/": None, "zh/feed.xml": None}
    (built / "zh" / "feed.xml").unlink()
    capsys.readouterr()
    assert main(command) == 2
    assert "are gone" in (said := capsys.readouterr().err)
    assert "zh/feed.xml" in said
    assert "zh/feed.xml" in redirects.listed(lock.read_text())


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """The example with a renamed entry and two addresses that moved."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "examples" / "minimal" / "data", data)
    file = data / "problems" / "close-passes.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("former_ids: []", "former_ids: [near-passes]"), "utf-8")
    (data / URLS_LOCK).write_text("zh/old/ -> zh/\nen/old.xml -> en/feed.xml\nen/feed.xml\n", encoding="utf-8")
    return data


def test_what_moved_leads_on(renamed: Path, tmp_path: Path) -> None:
    from aigc_kb import export
    from aigc_kb.site.build import Site
    from aigc_kb.site.write import write_redirects

    assert [f.code for f in load_store(renamed).findings] == []
    site = Site.load(renamed, "directory", "https://example.org/kb/")
    out = tmp_path / "site"
    (out / "zh").mkdir(parents=True)
    (out / "zh" / "index.html").write_text("home")
    for lang in ("zh", "en"):
        page = out / lang / "problems" / "close-passes" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("page")
    export.write(export.stream(site.edition), Output(out))
    write_redirects(site, out)
    assert 'content="0; url=../"' in (out / "zh" / "old" / "index.html").read_text(encoding="utf-8")
    assert (out / "en" / "old.xml").read_bytes() == (out / "en" / "feed.xml").read_bytes()
    assert (out / "api" / "v1" / "problems" / "near-passes.json").read_text(encoding="utf-8") == (
        '{"moved_to": "https://example.org/kb/api/v1/problems/close-passes.json"}\n'
    )
    twin = (out / "en" / "problems" / "near-passes" / "index.md").read_text(encoding="utf-8")
    assert twin == "→ <https://example.org/kb/en/problems/close-passes/index.md>\n"
    assert (out / "zh" / "index.html").read_text() == "home", "what is there is not written over"


def test_a_move_to_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no b/"):
        redirects.write(tmp_path, [("a/", "b/", "b")], "directory", "https://example.org/")
