"""`kb add`: one more finding or fact, without a loss of what the file says and without a fault but what is to be filled
in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.author.format import format_text
from aigc_kb.commands.main import main
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from aigc_kb.model.entries import Problem
from aigc_kb.model.studies import Study
from aigc_kb.system.clock import today

STUDY = "studies/doe-2024-staling.yaml"
PROBLEM = "problems/stale-bread.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The full sample, in canonical form and with a comment at every place where one may stand."""
    root = tmp_path / "data"
    examples.write("", root, "full")
    for path, cls in ((STUDY, Study), (PROBLEM, Problem)):
        text = format_text((root / path).read_text("utf-8"), cls)
        text = "# about the file\n\n" + text.replace("id: ", "# above\nid: ", 1) + "\n# at the end\n"
        (root / path).write_text(text, "utf-8")
    return root


def add(data: Path, *words: str) -> int:
    return main(["add", *words, "--data", str(data), "--lang", "en"])


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line]


def codes(data: Path) -> list[str]:
    return [f.code for f in check.read(data, hints=False, standards=False)[1]]


@pytest.mark.parametrize(("part", "path"), [("finding", STUDY), ("fact", PROBLEM)])
def test_nothing_that_stood_there_is_lost(data: Path, part: str, path: str) -> None:
    before = lines(data / path)
    assert add(data, part, Path(path).stem) == 0
    after = lines(data / path)
    new = [line for line in after if line not in before]
    left = [line for line in before if line not in after and not line.startswith("updated:")]
    assert left == []
    assert [line for line in after if line not in new] == [line for line in before if not line.startswith("updated:")]
    assert any("TODO" in line for line in new)


@pytest.mark.parametrize(("part", "path"), [("finding", STUDY), ("fact", PROBLEM)])
def test_what_is_added_has_to_be_filled_in_and_is_right_otherwise(data: Path, part: str, path: str) -> None:
    assert codes(data) == []
    for _ in range(2):
        add(data, part, Path(path).stem)
    assert set(codes(data)) == {"KB450"}
    assert len(codes(data)) == (data / path).read_text("utf-8").count("TODO") > 6


@pytest.mark.parametrize(("part", "path"), [("finding", STUDY), ("fact", PROBLEM)])
def test_the_file_is_in_canonical_form(data: Path, part: str, path: str) -> None:
    add(data, part, Path(path).stem)
    text = (data / path).read_text("utf-8")
    assert format_text(text, {"finding": Study, "fact": Problem}[part]) == text


def test_each_new_finding_has_an_id_of_its_own_and_the_link_of_the_last(data: Path) -> None:
    text = (data / STUDY).read_text("utf-8")
    (data / STUDY).write_text(text.replace("id: waste", "id: finding-3"), "utf-8")
    add(data, "finding", "doe-2024-staling")
    add(data, "finding", "doe-2024-staling")
    findings = load_store(data).of(Study)["doe-2024-staling"].value.findings
    assert [finding.id for finding in findings] == ["hardness", "finding-3", "finding-4", "finding-5"]
    assert {(f.mitigation, f.problem) for f in findings[1:]} == {("small-batches", "stale-bread")}


def test_an_entry_with_a_new_fact_is_updated_today(data: Path) -> None:
    add(data, "fact", "stale-bread")
    assert load_store(data).problems["stale-bread"].value.updated == f"{today():%Y-%m-%d}"


def test_the_first_fact_takes_the_place_of_an_empty_list(tmp_path: Path) -> None:
    examples.write("", tmp_path)
    main(["new", "problem", "new-thing", "--data", str(tmp_path)])
    path = tmp_path / "problems" / "new-thing.yaml"
    assert "facts: []\n#  - claim:\n" in path.read_text("utf-8"), "an item is shown in comments"
    add(tmp_path, "fact", "new-thing")
    assert "facts:\n  - claim:\n" in path.read_text("utf-8")
    assert set(codes(tmp_path)) == {"KB450"}


@pytest.mark.parametrize(
    ("part", "key", "said"),
    [
        ("finding", "doe-2024-stalling", "there is no study `doe-2024-stalling`; did you mean doe-2024-staling?"),
        ("finding", "stale-bread", "there is no study `stale-bread`"),
        ("fact", "doe-2024-staling", "there is no entry with facts `doe-2024-staling`"),
    ],
)
def test_what_is_not_there_is_refused(
    data: Path, part: str, key: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {p: p.read_bytes() for p in data.rglob("*.yaml")}
    assert add(data, part, key) == 2
    assert said in capsys.readouterr().err
    assert {p: p.read_bytes() for p in data.rglob("*.yaml")} == before


def test_a_file_with_faults_is_left_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (data / STUDY).read_text("utf-8").replace("design: randomised", "design: guessed")
    (data / STUDY).write_text(text, "utf-8")
    assert add(data, "finding", "doe-2024-staling") == 2
    assert "has faults: mend them" in capsys.readouterr().err
    assert (data / STUDY).read_text("utf-8") == text


def test_the_command_says_which_file_it_changed_in_the_readers_language(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "finding", "doe-2024-staling", "--data", str(data), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert out == f"{data / STUDY}\n"
    assert "填写每个 TODO" in err


@pytest.mark.parametrize(
    "word",
    [
        "10.1234/bread",
        "10.1234/BREAD",
        "doi:10.1234/bread",
        "https://doi.org/10.1234/bread",
        "2401.01234",
        "arXiv:2401.01234v2",
    ],
)
def test_a_study_can_be_given_by_what_its_source_is_known_by(data: Path, word: str) -> None:
    file = data / "references" / "doe-2024-bread.yaml"
    text = file.read_text("utf-8")
    if "10." not in word:
        address = "https://arxiv.org/abs/2401.01234v1"
        file.write_text(re.sub(r"^URL: .*$", f"URL: {address}", text, flags=re.MULTILINE), "utf-8")
    assert main(["new", "study", word, "--data", str(data)]) == 0
    assert "id: doe-2024-bread" in (data / "studies" / "doe-2024-bread.yaml").read_text("utf-8")
    assert add(data, "finding", word) == 0
    assert set(codes(data)) == {"KB450"}


def test_a_source_without_a_reference_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "study", "10.9999/none", "--data", str(data), "--lang", "en"]) == 2
    assert "no reference has the DOI or arXiv id `10.9999/none`" in capsys.readouterr().err
