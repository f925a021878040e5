"""What is asked of duties and of the questions that they hang on: the rules beyond their own examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from aigc_kb import check
from aigc_kb.guide.sample import examples, sample
from aigc_kb.load.store import load_store

FRAMEWORK = "frameworks/bakers-2024.yaml"
DUTY: dict[str, Any] = {
    "kind": "must",
    "binds": ["provider"],
    "trigger": {"all": [{"question": "region", "answers": ["home"]}, {"question": "kind", "answers": ["white"]}]},
    "applies_from": "2025-01-01",
    "duty": {"zh": "标明出炉日期。", "en": "Say when a loaf was baked."},
    "text_read": "primary",
    "read_on": "2026-01-10",
}


def laid(file: str, **changes: object) -> str:
    """A file of the small sample with some of its keys changed."""
    text = yaml.safe_dump(yaml.safe_load(sample("small")[file]) | changes, allow_unicode=True)
    return f"# {file}\n{text}"


def law(**changes: object) -> str:
    """The sample's framework, whose second item is a duty with some fields changed; None leaves a field out."""
    item = yaml.safe_load(sample("small")[FRAMEWORK])["items"]
    item[1] |= {name: value for name, value in (DUTY | changes).items() if value is not None}
    return laid(FRAMEWORK, items=item)


def asking(*more: dict[str, object], **asked_when: object) -> str:
    """The sample's planner with conditions on some of its questions, and with more questions behind them."""
    questions = yaml.safe_load(sample("small")["planner.yaml"])["questions"]
    asked = [q | ({"asked_when": asked_when[q["id"]]} if q["id"] in asked_when else {}) for q in questions]
    return laid("planner.yaml", questions=[*asked, *more])


def question(name: str, **more: object) -> dict[str, object]:
    options = [{"id": option, "title": {"zh": "选项", "en": "Option"}} for option in ("yes", "no")]
    return {"id": name, "title": {"zh": "问题", "en": "Question"}, "multiple": False, "options": options} | more


def found(tmp_path: Path, *pieces: str) -> list[tuple[str, int, str]]:
    """(code, line, message) of each finding about a planner or its duties."""
    examples.write("".join(pieces), tmp_path)
    return [
        (f.code, f.place.line, f.message("en"))
        for f in check.run(load_store(tmp_path, shown=""))
        if f.code[:4] in ("KB31", "KB52", "KB53")
    ]


def messages(tmp_path: Path, *pieces: str) -> list[tuple[str, str]]:
    return [(code, message) for code, _, message in found(tmp_path, *pieces)]


def test_a_whole_duty_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path, law(until="2026-01-01", fulfilled_by=["sourdough"])) == []


@pytest.mark.parametrize("kind", ["must", "should"])
@pytest.mark.parametrize("field", ["binds", "trigger", "applies_from", "duty", "text_read", "read_on"])
def test_a_duty_without_a_field_that_it_needs_is_found(kind: str, field: str, tmp_path: Path) -> None:
    assert messages(tmp_path, law(kind=kind, **{field: None})) == [("KB530", f"the duty `B2` lacks {field}")]


def test_all_that_a_duty_lacks_is_said_at_once(tmp_path: Path) -> None:
    lacking = dict.fromkeys(("applies_from", "text_read", "read_on"))
    assert messages(tmp_path, law(**lacking)) == [("KB530", "the duty `B2` lacks applies_from, text_read, read_on")]


@pytest.mark.parametrize("kind", ["voluntary", "definition", "risk", "background", None])
def test_nothing_is_asked_of_an_item_that_is_no_duty(kind: str | None, tmp_path: Path) -> None:
    assert found(tmp_path, law(kind=kind, **{name: None for name in DUTY if name != "kind"})) == []


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        ({"question": "regoin", "answers": ["home"]}, "there is no question `regoin`; did you mean region?"),
        ({"question": "region", "answers": ["home", "hom"]}, "there is no answer `hom`; did you mean home?"),
        ({"not": {"question": "region", "answers": ["hom"]}}, "there is no answer `hom`; did you mean home?"),
        (
            {"all": [{"question": "kind", "answers": ["rye"]}, {"any": [{"question": "region", "answers": ["hom"]}]}]},
            "there is no answer `hom`; did you mean home?",
        ),
    ],
)
def test_a_condition_that_names_nothing_is_found_wherever_it_stands(
    condition: object, wrong: str, tmp_path: Path
) -> None:
    transition = [{"when": condition, "applies_from": "2026-01-01", "by": "B9"}]
    assert messages(tmp_path / "trigger", law(trigger=condition)) == [("KB520", wrong)]
    assert messages(tmp_path / "transition", law(transition=transition)) == [("KB520", wrong)]
    asked = asking(question("late", asked_when=condition), question("user", asked_when=LATE))
    assert ("KB520", wrong) in messages(tmp_path / "question", asked)


LATE = {"question": "late", "answers": ["yes"]}


def test_the_place_of_an_unknown_answer_is_its_own_line(tmp_path: Path) -> None:
    ((code, line, _),) = found(tmp_path, law(trigger={"question": "region", "answers": ["home", "hom"]}))
    assert code == "KB520"
    assert (tmp_path / FRAMEWORK).read_text("utf-8").splitlines()[line - 1].strip() == "- hom"


def test_a_measure_that_does_not_exist_fulfils_no_duty(tmp_path: Path) -> None:
    assert messages(tmp_path, law(fulfilled_by=["sourdoug"])) == [
        ("KB310", "there is no mitigation `sourdoug`; did you mean sourdough?")
    ]
    (other,) = messages(tmp_path / "other", law(fulfilled_by=["stale-bread"]))
    assert other[0] == "KB310"


def test_a_duty_begins_before_it_ends_for_those_with_grace_too(tmp_path: Path) -> None:
    assert found(tmp_path / "same", law(until="2025-01-01")) == []
    assert messages(tmp_path / "late", law(until="2024-12-31")) == [
        ("KB531", "`B2` ends on 2024-12-31 and begins on 2025-01-01")
    ]
    grace = [{"when": {"question": "kind", "answers": ["white"]}, "applies_from": "2026-02-01", "by": "B9"}]
    assert messages(tmp_path / "grace", law(until="2026-01-31", transition=grace)) == [
        ("KB531", "`B2` ends on 2026-01-31 and begins on 2026-02-01")
    ]


STAGE = {"question": "stage", "answers": ["bake"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"trigger": {"any": [{"question": "kind", "answers": ["white"]}, {"not": STAGE}]}},
        {"transition": [{"when": STAGE, "applies_from": "2026-02-01", "by": "B9"}]},
    ],
    ids=["trigger", "transition"],
)
def test_no_duty_hangs_on_the_stage_however_deep(changes: dict[str, object], tmp_path: Path) -> None:
    found_here = messages(tmp_path, law(**changes))
    assert ("KB532", "`B2` depends on `stage`") in found_here


def test_a_question_may_hang_on_the_stage(tmp_path: Path) -> None:
    stage = question("stage")
    assert "KB532" not in {code for code, _ in messages(tmp_path, asking(stage, question("late", asked_when=STAGE)))}


# -- questions that hang on others ------------------------------------------------------------------------------------


def test_a_question_hangs_on_earlier_ones_only(tmp_path: Path) -> None:
    home = {"question": "region", "answers": ["home"]}
    assert messages(tmp_path / "later", asking(kind=home)) == [
        ("KB523", "`kind` depends on `region`, which has not been asked by then")
    ]
    assert messages(tmp_path / "itself", asking(region=home)) == [
        ("KB523", "`region` depends on `region`, which has not been asked by then")
    ]


def test_a_circle_of_questions_is_found_where_it_goes_back(tmp_path: Path) -> None:
    circle = asking(kind={"question": "region", "answers": ["home"]}, region={"question": "kind", "answers": ["white"]})
    assert [code for code, _ in messages(tmp_path, circle)] == ["KB523"]


def test_a_question_that_nothing_uses_is_found(tmp_path: Path) -> None:
    idle = asking(question("late"))
    assert messages(tmp_path / "idle", idle) == [("KB524", "no rule, duty or other question uses the answer to `late`")]
    assert found(tmp_path / "trigger", idle, law(trigger=LATE)) == []
    grace = [{"when": {"not": LATE}, "applies_from": "2026-02-01", "by": "B9"}]
    assert found(tmp_path / "grace", idle, law(transition=grace)) == []
    assert [code for code, _ in messages(tmp_path / "self", asking(question("late", asked_when=LATE)))] == ["KB523"]
