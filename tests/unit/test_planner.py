"""The planner's contract: the questions that its page relies on, and answers that name something."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from aigc_kb import check
from aigc_kb.guide.sample import examples, sample
from aigc_kb.load.store import load_store


def planner(**changes: object) -> str:
    """The sample's planner with some keys changed."""
    return "# planner.yaml\n" + yaml.safe_dump(
        yaml.safe_load(sample("small")["planner.yaml"]) | changes, allow_unicode=True
    )


def question(name: str, *options: str) -> dict[str, object]:
    titled = [{"id": option, "title": {"zh": "选项", "en": "Option"}} for option in options]
    return {"id": name, "title": {"zh": "问题", "en": "Question"}, "multiple": True, "options": titled}


def words(name: str, *ids: str) -> str:
    """`site.yaml` with a vocabulary of its own."""
    return yaml.safe_dump(
        {name: [{"id": each, "title": {"zh": "词", "en": "Word"}} for each in ids]}, allow_unicode=True
    )


def found(tmp_path: Path, *pieces: str) -> list[tuple[str, str]]:
    """(code, message) of each finding about the planner."""
    examples.write("".join(pieces), tmp_path)
    return [
        (f.code, f.message("en"))
        for f in check.run(load_store(tmp_path, shown=""), hints=False)
        if f.code.startswith("KB52")
    ]


KIND = question("kind", "white", "rye")
REGION = question("region", "home", "abroad")


def test_a_region_that_no_answer_names_is_found_at_both_ends(tmp_path: Path) -> None:
    rows = [{"region": "home", "ids": ["bakers-2024"]}, {"region": "abroadd", "ids": ["bakers-2024"]}]
    assert found(tmp_path, planner(frameworks=rows)) == [
        ("KB522", "`abroad` is no region that frameworks are listed for; did you mean abroadd?"),
        ("KB522", "`abroadd` is no answer about regions; did you mean abroad?"),
    ]


def test_a_region_without_frameworks_is_found(tmp_path: Path) -> None:
    findings = found(tmp_path, planner(frameworks=[{"region": "home", "ids": ["bakers-2024"]}]))
    assert findings == [("KB522", "`abroad` is no region that frameworks are listed for")]


def test_the_question_about_regions_is_needed_while_frameworks_are_listed(tmp_path: Path) -> None:
    findings = found(tmp_path, planner(questions=[KIND, REGION | {"id": "regions"}]))
    assert findings == [("KB521", "the planner has no question with the id `region`; did you mean regions?")]


def test_without_frameworks_nothing_is_asked_about_regions(tmp_path: Path) -> None:
    assert found(tmp_path, planner(questions=[KIND], frameworks=[])) == []
    assert found(tmp_path, planner(questions=[KIND, REGION], frameworks=[])) == []


@pytest.mark.parametrize(("vocabulary", "asked"), [("modalities", "modality"), ("stages", "stage")])
def test_a_vocabulary_of_several_words_must_be_asked_about(tmp_path: Path, vocabulary: str, asked: str) -> None:
    own = {"modalities": "loaf", "stages": "bake"}[vocabulary]
    site = f"# site.yaml\n{words(vocabulary, own, 'other')}"
    missing = f"the planner has no question with the id `{asked}`"
    assert found(tmp_path, site, planner()) == [("KB521", missing)]
    assert found(tmp_path, site, planner(questions=[KIND, REGION, question(asked, own, "other")])) == []


@pytest.mark.parametrize(("vocabulary", "asked"), [("modalities", "modality"), ("stages", "stage")])
def test_an_answer_is_a_word_of_its_vocabulary(tmp_path: Path, vocabulary: str, asked: str) -> None:
    own = {"modalities": "loaf", "stages": "bake"}[vocabulary]
    site = f"# site.yaml\n{words(vocabulary, own, 'other')}"
    (finding,) = found(tmp_path, site, planner(questions=[KIND, REGION, question(asked, own, "others")]))
    assert finding[0] == "KB522"
    assert finding[1].startswith(f"`others` is no {asked} of site.yaml; did you mean other?")
