"""The documents for contributors say what is so: commands exist, limits are the code's, both languages are parallel."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.author import new as scaffold
from aigc_kb.author.add import PARTS
from aigc_kb.author.format import format_text
from aigc_kb.commands.main import COMMANDS, build_parser
from aigc_kb.load import source
from aigc_kb.model import vocabulary as v
from aigc_kb.model.studies import Study
from tests.conftest import DATA, ROOT

PAGES = sorted(path.relative_to(ROOT / "docs" / "en") for path in (ROOT / "docs" / "en").rglob("*.md"))
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PACKAGE = ROOT / "hooks" / "aigc_kb"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def read(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_has_the_same_shape_in_both_languages(page: Path) -> None:
    zh, en = (CODE.sub("", read(Path("docs") / lang / page)) for lang in ("zh", "en"))
    assert headings(zh) == headings(en)
    for pattern in (r"^\|", r"^- ", r"^[0-9]+\. ", r"\]\("):  # table rows, list items, links
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in (zh, en)]
        assert counts[0] == counts[1], pattern


def headings(text: str) -> list[tuple[str, str]]:
    found = re.findall(r"^(#+) .*\{#([a-z0-9-]+)\}$", text, re.MULTILINE)
    assert len(found) == len(re.findall(r"^#+ ", text, re.MULTILINE)), "every heading has an id"
    return found


def test_commands_and_examples_are_the_same_in_both_languages() -> None:
    zh, en = (FENCE.findall(read(f"docs/{lang}/contribute/index.md")) for lang in ("zh", "en"))
    assert [kind for kind, _ in zh] == [kind for kind, _ in en]
    for (kind, ours), (_, theirs) in zip(zh, en, strict=True):
        if kind != "text":  # what a command prints is in the reader's language
            assert ours == theirs


def table_of_commands(lang: str) -> list[list[str]]:
    """Every `kb …` in the first column of the guide's table, as words."""
    section = re.search(r"\{#local\}$(.*?)^## ", read(f"docs/{lang}/contribute/index.md"), re.MULTILINE | re.DOTALL)
    assert section
    rows = re.findall(r"^\| (`kb .*?`) \|", section[1], re.MULTILINE)
    return [words.split() for row in rows for words in re.findall(r"`kb ([^`]+)`", row)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_of_commands_is_that_of_the_program(lang: str) -> None:
    parser = build_parser()
    listed = table_of_commands(lang)
    assert {words[0] for words in listed} == set(COMMANDS)
    kinds = {"TYPE": "problem", "类型": "problem", "SHELL": "bash", "FORMAT": "csv", "格式": "csv"}
    for words in listed:  # each is accepted as it stands, with a word for every place
        arguments = parser.parse_args([kinds.get(word, word if word.isascii() else "x") for word in words])
        assert callable(arguments.run)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_names_every_type_that_can_be_started(lang: str) -> None:
    row = re.search(r"^\| `kb new .*$", read(f"docs/{lang}/contribute/index.md"), re.MULTILINE)
    assert row
    assert set(re.findall(r"`([a-z]+)`", row[0])) == set(scaffold.STARTED)


FILE = re.compile(r"`([\w./-]+\.(?:py|js|css|md|yaml))`")


def test_the_architecture_page_names_files_that_exist_and_the_same_in_both_languages() -> None:
    zh, en = (set(FILE.findall(read(f"docs/{lang}/architecture/index.md"))) for lang in ("zh", "en"))
    assert zh == en
    folders = (ROOT, PACKAGE, ROOT / "docs" / "assets", ROOT / "docs" / "assets" / "vendor")
    assert {name for name in en if not any((folder / name).is_file() for folder in folders)} == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_cost_of_a_new_kind_is_shown_as_it_stands_in_the_code(lang: str) -> None:
    section = read(f"docs/{lang}/architecture/index.md").partition("{#new-kind}")[2].partition("\n## ")[0]
    row, builders = (text for kind, text in FENCE.findall(section) if kind == "python")
    kinds, build = ((PACKAGE / name).read_text("utf-8") for name in ("model/kinds.py", "pages/build.py"))
    assert "".join(row.split()) in "".join(kinds.split())
    for line in builders.splitlines():
        assert f"    {line}\n" in build


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_names_everything_that_can_be_added(lang: str) -> None:
    row = re.search(r"^\| `kb add .*$", read(f"docs/{lang}/contribute/index.md"), re.MULTILINE)
    assert row
    assert set(re.findall(r"`kb add (\w+) ", row[0])) == set(PARTS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_guide_names_every_direction_and_every_way_of_reading(lang: str) -> None:
    section = read(f"docs/{lang}/contribute/index.md").partition("{#study}")[2].partition("\n## ")[0]
    for kind in (v.DIRECTION, v.READ):
        assert all(f"`{value}`" in section for value in kind.values)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_names_commands_that_exist(name: str) -> None:
    named = set(re.findall(r"\.venv/bin/kb (\w+)", read(name)))
    assert named
    assert named <= set(COMMANDS)


def yaml_blocks(lang: str, section: str) -> list[str]:
    """The YAML in a section of the guide."""
    text = read(f"docs/{lang}/contribute/index.md").partition(f"{{#{section}}}")[2]
    return [block for kind, block in FENCE.findall(text.partition("\n## ")[0]) if kind == "yaml"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_in_the_guide_is_the_file_it_names(lang: str) -> None:
    blocks = yaml_blocks(lang, "walk-through")
    assert blocks
    assert all(block in read("examples/walkthrough/dry-run.yaml") for block in blocks)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_study_in_the_guide_is_a_whole_file_without_a_fault(lang: str, tmp_path: Path) -> None:
    (text,) = yaml_blocks(lang, "study")
    assert format_text(text, Study) == text, "it is in canonical form"
    shutil.copytree(DATA, tmp_path / "data")
    key = text.partition("id: ")[2].partition("\n")[0]
    file = tmp_path / "data" / "studies" / f"{key}.yaml"
    file.write_text(text, "utf-8")
    store, faults = check.read(tmp_path / "data", hints=False)
    assert [fault for fault in faults if fault.place.path.endswith(file.name)] == []
    study = store.of(Study)[key].value
    assert study.sample
    assert all(finding.effect for finding in study.findings)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.zh.md", "SECURITY.md", "README.md", "README.zh.md"])
def test_links_of_the_root_documents_lead_to_files_and_headings(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", read(name)):
        path, _, anchor = target.partition("#")
        if "://" in target or not path:
            continue
        assert (ROOT / path).exists(), target
        if anchor:
            assert f"{{#{anchor}}}" in read(path), target


def test_the_root_documents_are_pointers_and_not_second_copies() -> None:
    for name in ("CONTRIBUTING.md", "CONTRIBUTING.zh.md"):
        assert len(read(name).splitlines()) < 40


def test_the_security_policy_states_the_limits_of_the_loader() -> None:
    text = read("SECURITY.md")
    assert text.count(f"{source.MAX_BYTES // 1024} KiB") == 2
    assert text.count(f"{source.MAX_NODES:,}") == 2
    assert f"deeper than {source.MAX_DEPTH} levels" in text
    assert f"超过 {source.MAX_DEPTH} 层" in text


def test_the_security_policy_names_files_that_exist() -> None:
    for path in set(re.findall(r"`((?:hooks|scripts|tests)/[\w/.]+)`", read("SECURITY.md"))):
        assert (ROOT / path).exists(), path
    for path in set(re.findall(r"`((?:load|check)/[\w/.]+)`", read("SECURITY.md"))):
        assert (ROOT / "hooks" / "aigc_kb" / path).is_file(), path
