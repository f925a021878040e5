"""Products described to the planner: what an expert insists on comes among the first twelve, what is absurd does not."""

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

PROFILES = Path(__file__).parent / "profiles.yaml"
PLAN = "(answers) => kbPlanner.plan(KB_EXPLORE, answers).problems.map((problem) => problem.id)"


@dataclass(frozen=True)
class Profile:
    name: str
    answers: dict[str, list[str]]
    expect: tuple[str, ...]
    absent: tuple[str, ...]


def profiles() -> list[Profile]:
    rows = yaml.safe_load(PROFILES.read_text(encoding="utf-8"))
    return [
        Profile(row["name"]["en"], row["answers"], tuple(row["expect"]), tuple(row.get("absent", ()))) for row in rows
    ]


@pytest.fixture(scope="module", params=["zh", "en"])
def planner(request: pytest.FixtureRequest, browser: Browser, offline: Path) -> Iterator[Page]:
    """The planner page in one language, ready."""
    page = open_page(browser, f"file://{offline}/{request.param}/planner/index.html").page
    yield page
    page.context.close()


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_the_first_twelve_are_what_an_expert_insists_on(planner: Page, profile: Profile, kb: KnowledgeBase) -> None:
    first = planner.evaluate(PLAN, profile.answers)
    assert len(first) <= 12
    wanted = [problem for problem in profile.expect if problem in kb.problems]
    if skipped := [problem for problem in profile.expect if problem not in kb.problems]:
        print(f"{profile.name}: not in the data, so not asked for: {', '.join(skipped)}")
    missing = [problem for problem in wanted if problem not in first]
    absurd = [problem for problem in profile.absent if problem in first]
    came = ", ".join(first)
    assert not missing, f"{profile.name}: missing {', '.join(missing)}; came {came}"
    assert not absurd, f"{profile.name}: should not come {', '.join(absurd)}; came {came}"


def test_every_answer_of_every_profile_is_one_that_the_planner_offers(kb: KnowledgeBase) -> None:
    assert kb.planner is not None
    offered = {question.id: {option.id for option in question.options} for question in kb.planner.questions}
    for profile in profiles():
        assert set(profile.answers) <= set(offered), profile.name
        for question, given in profile.answers.items():
            assert set(given) <= offered[question], (profile.name, question)
        assert 4 <= len(profile.expect) <= 6, profile.name
        assert not set(profile.expect) & set(profile.absent), profile.name
