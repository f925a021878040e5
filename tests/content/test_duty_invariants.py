"""What holds of the duties of every product, whatever is answered.

Three values prove it for all sets of answers at once: what a few answers make false, with all other questions open,
no further answer makes true (`test_further_answers_never_turn_what_is_decided` holds that against whole answer sets).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Final

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.base.duties import Questions, duties
from aigc_kb.model.conditions import Condition, leaves
from aigc_kb.model.frameworks import Framework, Item
from aigc_kb.model.registers import PlannerQuestion

SEED, SAMPLE = 20261201, 150
DAY: Final = "2026-12-01"
REGIONS: Final = {"CN": "cn", "EU": "eu", "US": "us"}
"""Where a framework applies -> the answer that a product must have given for it."""

OF_COMPANIONS: Final = re.compile(
    r"cn-anthropomorphic-measures/(?!第二十五条)"  # Art. 25 binds app stores
    r"|us-california-ai/(SB 243|SB 867|SB 1119) |us-new-york-ai/GBL § 170|us-washington-ai/HB 2225 "
)
TO_THE_PUBLIC: Final = re.compile(
    r"(cn-genai-interim-measures|cn-genai-filing-notice|cn-algorithm-recommendation|cn-anthropomorphic-measures"
    r"|cn-labelling-measures|gb-45438-2025)/(?!第七条|第二十五条)"  # both of these bind app stores
)
BY_KIND_OF_OUTPUT: Final = {
    "text": r"/(第四条（一）|5\.1|显式-文本|Art\. 50\(4\)-text)$",
    "audio": r"/(第四条（二）|5\.3|显式-音频)$",
    "image": r"/(第四条（三）|5\.2|显式-图片)$",
    "video": r"/(第四条（四）|5\.4|显式-视频)$",
}
"""Kind of output -> the duties to label that are about it alone."""
LABELS: Final = ("cn-labelling-measures", "gb-45438-2025", "eu-ai-act")


def triggered(kb: KnowledgeBase) -> Iterator[tuple[str, Framework, Item, Condition]]:
    """Every duty with its name and its trigger."""
    for framework in kb.frameworks.values():
        for item in framework.items:
            if item.is_duty and item.trigger is not None:
                yield f"{framework.id}/{item.id}", framework, item, item.trigger


def asked(kb: KnowledgeBase) -> tuple[PlannerQuestion, ...]:
    assert kb.planner is not None
    return kb.planner.questions


def whole(kb: KnowledgeBase, chance: random.Random) -> dict[str, list[str]]:
    """An answer to every question that earlier answers leave to be asked."""
    questions, out = Questions(kb.planner), dict[str, list[str]]()
    for question in asked(kb):
        if questions.asked(question.id, out):
            options = [option.id for option in question.options]
            several = question.multiple and chance.random() < 0.3
            out[question.id] = chance.sample(options, chance.randint(2, len(options)) if several else 1)
    return out


def wholes(kb: KnowledgeBase) -> Iterator[dict[str, list[str]]]:
    chance = random.Random(SEED)
    return (whole(kb, chance) for _ in range(SAMPLE))


def left(kb: KnowledgeBase, **answers: list[str]) -> set[str]:
    """The duties that may still apply to a product of which only this is known."""
    questions = Questions(kb.planner)
    return {name for name, _, _, trigger in triggered(kb) if questions.evaluate(trigger, answers) is not False}


def applying(kb: KnowledgeBase, answers: dict[str, list[str]]) -> set[str]:
    return {f"{x.framework.id}/{x.item.id}" for x in duties(kb, answers, DAY) if x.state == "applies"}


# -- of all sets of answers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", REGIONS)
def test_no_duty_of_a_place_reaches_a_product_that_is_offered_elsewhere(kb: KnowledgeBase, place: str) -> None:
    regions = [option.id for question in asked(kb) if question.id == "region" for option in question.options]
    possible = left(kb, region=[region for region in regions if region != REGIONS[place]])
    assert not {name for name, framework, _, _ in triggered(kb) if framework.jurisdiction == place} & possible


def test_every_duty_is_of_a_place_that_is_asked_about(kb: KnowledgeBase) -> None:
    assert {framework.jurisdiction for _, framework, _, _ in triggered(kb)} <= set(REGIONS)
    assert left(kb, region=["other"]) == set()


@pytest.mark.parametrize("kind", BY_KIND_OF_OUTPUT)
def test_a_label_is_that_of_the_kind_of_output(kb: KnowledgeBase, kind: str) -> None:
    """An image product gets no label of texts; what may apply to it of such labels is its own."""
    possible = left(kb, modality=[kind])
    for other, names in BY_KIND_OF_OUTPUT.items():
        found = {name for name in possible if name.startswith(LABELS) and re.search(names, name)}
        assert other == kind or not found, other


def test_nothing_but_texts_and_talk_gets_a_label_of_texts(kb: KnowledgeBase) -> None:
    for kind in ("code", "agent"):
        names = "|".join(BY_KIND_OF_OUTPUT.values())
        assert not {x for x in left(kb, modality=[kind]) if x.startswith(LABELS) and re.search(names, x)}


LABELLED: Final = {
    "users": ["consumers"],
    "role": ["maker"],
    "region": ["cn"],
    "hosting": ["api"],
    "confusable": ["yes"],
    "real-people": ["yes"],
    "exports": ["yes"],
}


@pytest.mark.parametrize("kind", BY_KIND_OF_OUTPUT)
def test_a_public_product_of_a_kind_gets_the_label_of_its_kind(kb: KnowledgeBase, kind: str) -> None:
    """In China by the measures and by the standard, as far as their triggers are written; in the Union by Art. 50(2)."""
    found = applying(kb, LABELLED | {"modality": [kind], "region": ["cn", "eu"]})
    written = {framework.id for _, framework, _, _ in triggered(kb)}
    assert "eu-ai-act/Art. 50(2)" in found
    for framework in {"cn-labelling-measures", "gb-45438-2025"} & written:
        assert any(x.startswith(framework) and re.search(BY_KIND_OF_OUTPUT[kind], x) for x in found), framework


def test_rules_of_companions_are_for_companions(kb: KnowledgeBase) -> None:
    assert {name for name, _, _, _ in triggered(kb) if OF_COMPANIONS.match(name)}
    assert not {name for name in left(kb, companion=["no"]) if OF_COMPANIONS.match(name)}


def test_what_staff_alone_uses_is_not_offered_to_the_chinese_public(kb: KnowledgeBase) -> None:
    """Whoever also distributes what users post, or posts with somebody's tool, has duties of those roles."""
    assert not {name for name in left(kb, users=["employees"], role=["maker"]) if TO_THE_PUBLIC.match(name)}


def test_stage_price_and_languages_decide_no_duty(kb: KnowledgeBase) -> None:
    for name, _, item, trigger in triggered(kb):
        conditions = (trigger, *(transition.when for transition in item.transition))
        used = {leaf.question for condition in conditions for _, leaf in leaves(condition)}
        assert not used & {"stage", "business-model", "languages"}, name


def test_every_must_has_a_first_day_a_source_and_says_how_it_was_read(kb: KnowledgeBase) -> None:
    musts = [(f, item) for f in kb.frameworks.values() for item in f.items if item.kind == "must"]
    assert musts
    for framework, item in musts:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", item.applies_from or ""), item.id
        assert (item.source_url or framework.url).startswith("https://"), item.id
        assert item.text_read, item.id
        assert (item.read_on or "9") <= framework.read_on, item.id


def test_grace_gives_a_later_day_by_a_provision(kb: KnowledgeBase) -> None:
    for name, _, item, _ in triggered(kb):
        for transition in item.transition:
            assert transition.applies_from > (item.applies_from or ""), name


def can_be(
    questions: Questions, kb: KnowledgeBase, trigger: Condition, value: bool, given: dict[str, list[str]]
) -> bool:
    """Whether some answers give a trigger a value: tries those to the questions on which it hangs, one by one."""
    found = questions.evaluate(trigger, given)
    if found is not None:
        return found is value
    name = next(questions.open(trigger, given))
    (question,) = (x for x in asked(kb) if x.id == name)
    options = [option.id for option in question.options]
    tried = [[option] for option in options] + ([options] if question.multiple else [])
    return any(can_be(questions, kb, trigger, value, given | {name: answer}) for answer in tried)


def test_every_duty_can_apply_and_can_be_ruled_out(kb: KnowledgeBase) -> None:
    questions = Questions(kb.planner)
    never = [name for name, _, _, trigger in triggered(kb) if not can_be(questions, kb, trigger, True, {})]
    always = [name for name, _, _, trigger in triggered(kb) if not can_be(questions, kb, trigger, False, {})]
    assert (never, always) == ([], [])


# -- of whole sets of answers, drawn by a seed ------------------------------------------------------------------------


def test_whole_answers_leave_nothing_open(kb: KnowledgeBase) -> None:
    for answers in wholes(kb):
        for duty in duties(kb, answers, DAY):
            assert duty.state != "open", (duty.item.id, answers)
            assert duty.grace is None, (duty.item.id, answers)


def test_further_answers_never_turn_what_is_decided(kb: KnowledgeBase) -> None:
    questions, chance = Questions(kb.planner), random.Random(SEED)
    for answers in wholes(kb):
        names = list(answers)
        early = {name: answers[name] for name in names[: chance.randint(0, len(names))]}
        few = {name: answers[name] for name in names if chance.random() < 0.4 and name in early}
        for some in (early, few):
            for name, _, _, trigger in triggered(kb):
                value = questions.evaluate(trigger, some)
                assert value is None or questions.evaluate(trigger, answers) is value, (name, some, answers)


@pytest.mark.parametrize("question", ["region", "modality", "users"])
def test_who_does_more_never_owes_less(kb: KnowledgeBase, question: str) -> None:
    """Another region, kind of output or audience takes no duty away."""
    options = [option.id for each in asked(kb) if each.id == question for option in each.options]
    for answers in wholes(kb):
        more = answers | {question: options}
        assert applying(kb, answers) <= applying(kb, more), answers
