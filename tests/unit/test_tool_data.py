"""The data that scripts in the page work on: what the search box searches, and what the tools compare, plan and draw."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from aigc_kb.base.relations import relate
from aigc_kb.model.registers import Term
from aigc_kb.model.text import LANGS, Lang
from aigc_kb.site import explore, law, search
from aigc_kb.site.search import Record
from tests.golden import bakery


def record(kind: str, url: str, lang: Lang = "en") -> Record:
    (found,) = [
        r for r in search.records(bakery(), relate(bakery()), lang, "directory") if (r.kind, r.url) == (kind, url)
    ]
    return found


def dataset(lang: Lang = "en") -> dict[str, Any]:
    return explore.dataset(bakery(), relate(bakery()), lang, "directory")


# -- search -----------------------------------------------------------------------------------------------------------


def test_a_problem_is_found_by_its_names_in_both_languages_its_symptoms_and_its_facts() -> None:
    assert record("problem", "problems/stale-bread/") == Record(
        kind="problem",
        url="problems/stale-bread/",
        title="Stale bread",
        # the title in the other language, aliases, and the words of the term that the entry explains
        names=("面包变硬", "老化", "hard crust", "保质期", "shelf life", "食用期限", "keeping quality"),
        summary="Bread turns hard overnight and its crumb dries out.",
        seen=("It resists the knife in the morning.", "The crumb falls apart.", "早上切不动。", "面包心掉渣。"),
        text="Hardness doubles within a day. After two days nobody buys it. Firmness under a weight",
        verdict="likely",
    )
    chinese = record("problem", "problems/stale-bread/", "zh")
    assert (chinese.title, chinese.names[0]) == ("面包变硬", "Stale bread")
    assert chinese.seen[0] == "早上切不动。"


def test_other_entries_are_found_by_what_is_told_in_them() -> None:
    found = record("mitigation", "mitigations/small-batches/")
    assert found.names == ("少量多次", "现烤现卖", "bake to order")
    assert found.text == "Overnight bread is twice as hard as fresh bread. Note the sales of each hour."
    assert found.seen == ()
    found = record("case", "cases/empty-shelf/")
    assert found.names == ("下午三点的空货架", "断货的下午", "the day we sold out")
    assert found.text == "A corner bakery Overnight bread is twice as hard as fresh bread."
    found = record("path", "paths/first-week/")
    assert found.names == ("开店第一周", "新手路线", "for beginners")
    assert found.text == "The size of a batch"


def test_areas_terms_frameworks_and_their_items_are_found_in_both_languages() -> None:
    assert record("area", "areas/dough/") == Record(
        "area",
        "areas/dough/",
        "Dough",
        ("和面",),
        "What happens before the oven, choice of wheat not included.",
        (),
        "",
    )
    assert record("term", "terms/#term-shelf-life") == Record(
        *("term", "terms/#term-shelf-life", "shelf life", ("保质期", "食用期限", "keeping quality")),
        *("How long food stays fit to eat.", (), ""),
    )
    assert record("framework", "frameworks/law-2025/") == Record(
        *("framework", "frameworks/law-2025/", "Bread Act", ("面包法", "law-2025", "2025")),
        *("Bread Office · Voluntary", (), ""),
    )
    assert record("item", "frameworks/bakers-2024/#item-b1-1") == Record(
        *("item", "frameworks/bakers-2024/#item-b1-1", "B1.1 Leathery crust", ("表皮变韧",)),
        *("Bakers' framework", (), ""),
    )


def test_a_name_is_there_once_and_the_title_is_no_other_name() -> None:
    kb = bakery()
    term = replace(kb.terms["shelf-life"], en="Stale bread", zh="老化")
    told = replace(kb, by_class={**kb.by_class, Term: {**kb.terms, "shelf-life": term}})
    (found,) = [r for r in search.records(told, relate(told), "en", "directory") if r.url == "problems/stale-bread/"]
    assert found.names == ("面包变硬", "老化", "hard crust", "食用期限", "keeping quality")


@pytest.mark.parametrize("lang", LANGS)
def test_the_script_holds_every_record_and_the_words_for_kinds(lang: Lang) -> None:
    text = search.script(bakery(), relate(bakery()), lang, "file")
    assert text.startswith("window.KB_SEARCH=")
    assert text.endswith(";\n")
    data = json.loads(text.removeprefix("window.KB_SEARCH=").removesuffix(";\n"))
    assert data["lang"] == lang
    assert data["labels"]["item"] == {"zh": "框架条目", "en": "Framework item"}[lang]
    assert set(data["labels"]) == {row[0] for row in data["records"]}
    assert len(data["records"]) == 13 + 7 + 3 + 2 + 3 + 10 + 1  # and the law calendar
    records = list(search.records(bakery(), relate(bakery()), lang, "file"))
    for row, made in zip(data["records"], records, strict=True):
        assert row[:7] == [made.kind, made.url, made.title, list(made.names), made.summary, list(made.seen), made.text]
        assert row[7:] == ([made.verdict] if made.verdict else [])
    assert set(data["verdicts"]) == {"works", "likely", "mixed", "untested", "no-effect", "harmful"}
    assert data["records"][0][1] == "problems/burnt-crust/index.html"
    assert "terms/index.html#term-crumb" in [row[1] for row in data["records"]]


# -- compare, map, planner ---------------------------------------------------------------------------------------------


def test_an_edge_shows_how_it_acts_what_was_found_and_its_limits_each_by_itself() -> None:
    edges = {(edge["problem"], edge["mitigation"]): edge for edge in dataset()["edges"]}
    assert edges["stale-bread", "small-batches"] == {
        "problem": "stale-bread",
        "mitigation": "small-batches",
        "effect": "prevents",
        "verdict": "mixed",
        "grade": "study",
        "how": "No bread is kept overnight.",
        "result": "Less bread was thrown away but some went short.",
        "limits": "The shelf may be empty in the evening.",
    }
    assert len(edges) == 8
    ours = [edge["mitigation"] for edge in dataset()["edges"] if edge["problem"] == "stale-bread"]
    assert ours == ["sourdough", "small-batches", "starter-care", "thermometer"], "best verdict first"


def test_a_problem_has_what_the_planner_and_the_map_ask_for() -> None:
    assert dataset()["problems"]["burnt-crust"] == {
        "title": "Burnt crust",
        "url": "problems/burnt-crust/",
        "summary": "The crust is black while the inside is raw.",
        "area": "dough",
        "severity": 5,
        "modalities": ("cake",),
        "stages": ("bake", "sell"),
        "leadsTo": [],
        "related": ("wasted-flour",),
    }
    assert dataset()["problems"]["stale-bread"]["leadsTo"] == ["wasted-flour", "burnt-crust"]


def test_a_mitigation_has_what_is_compared() -> None:
    assert dataset("zh")["mitigations"]["thermometer"] == {
        "title": "炉温计",
        "url": "mitigations/thermometer/",
        "summary": "随时看得到炉温。",
        "kind": "product",
        "maturity": "emerging",
        "cost": "low",
        "effort": "high",
        "time": "一周。",
        "worsens": [],
        "requires": (),
    }
    assert dataset()["mitigations"]["sourdough"]["worsens"] == ["burnt-crust", "under-proofing"]
    assert dataset()["mitigations"]["alarm-clock"]["requires"] == ("thermometer",)


def test_the_law_has_every_item_that_a_product_can_trigger_with_all_that_is_known() -> None:
    first, second = law.dataset(bakery(), "en", "directory")["duties"]
    assert first == {
        "framework": "bakers-2024",
        "item": "R1",
        "title": "The day of baking is shown",
        "url": "frameworks/bakers-2024/#item-r1",
        "source": "https://bread.example.org/framework/rule-1",
        "must": True,
        "kind": "Must",
        "binds": ["Provider", "Publisher"],
        "trigger": {
            "all": [
                {"question": "region", "answers": ["home"]},
                {
                    "any": [
                        {"question": "kind", "answers": ["white"]},
                        {"not": {"question": "sliced", "answers": ["no"]}},
                    ]
                },
            ]
        },
        "gate": "the bread must be wrapped",
        "from": "2025-01-01",
        "until": "2031-12-31",
        "transition": [
            {"when": {"question": "sliced", "answers": ["yes"]}, "from": "2027-01-01", "by": "Rule 9(2)"},
        ],
        "penalty": "a penny for each loaf",
        "duty": "Print the day of baking on the wrapping.",
        "fulfilledBy": ("small-batches",),
        "read": "read at the official source",
        "readWell": True,
        "readOn": "2026-01-10",
    }
    assert (second["item"], second["must"], second["kind"], second["readWell"]) == ("R2", False, "Should", False)
    assert (second["gate"], second["until"], second["penalty"], second["transition"]) == ("", "", "", [])
    assert second["source"] == "https://bread.example.org/framework/consolidated", "without its own the framework's"


def test_the_law_has_places_frameworks_and_texts_that_bind_nobody() -> None:
    written = law.dataset(bakery(), "zh", "file")
    assert written["frameworks"]["bakers-2024"] == {
        "title": "面包师框架",
        "url": "frameworks/bakers-2024/index.html",
        "place": "international",
        "binding": "标准",
    }
    assert written["frameworks"]["guild-2020"]["binding"] == ""
    assert list(written["places"]) == [place.id for place in bakery().site.jurisdictions]
    assert written["voluntary"] == {"home": [], "abroad": []}, "its items are triggered"
    without = replace(bakery(), planner=None)
    assert law.dataset(without, "zh", "file")["voluntary"] == {}


def test_the_script_of_the_law_is_that_data() -> None:
    text = law.script(bakery(), "en", "file")
    assert json.loads(text.removeprefix("window.KB_LAW=").removesuffix(";\n")) == json.loads(
        json.dumps(law.dataset(bakery(), "en", "file"))
    )


def test_labels_are_those_of_the_closed_lists() -> None:
    labels = dataset("zh")["labels"]
    assert set(labels) == {"effect", "verdict", "grade", "level", "kind", "maturity"}
    assert labels["effect"]["prevents"] == "预防"
    assert list(labels["grade"]) == ["replicated", "study", "field", "vendor", "practice", "opinion"]
    assert dataset()["areas"] == {"storage": "Storage", "dough": "Dough", "counter": "Counter"}


def test_the_planner_has_its_questions_rules_and_exclusions() -> None:
    assert dataset()["planner"] == {
        "questions": [
            ["kind", "What do you bake", False, [["white", "White bread"], ["rye", "Rye bread"]], "", None],
            ["modality", "In what form", True, [["loaf", "Loaf"], ["cake", "Cake"]], "", None],
            ["region", "Where is it sold", True, [["home", "At home"], ["abroad", "Abroad"]], "", None],
            ["stage", "How far are you", True, [["bake", "Baking"], ["sell", "Selling"]], "", None],
            [
                "sliced",
                "Is it sold sliced?",
                False,
                [["yes", "Yes"], ["no", "No"]],
                "Whole loaves do not count.",
                {"question": "region", "answers": ["home"]},
            ],
        ],
        "rules": [
            [[["kind", ("white",)]], {"stale-bread": 2}, "White bread goes stale first."],
            [
                [["kind", ("rye",)], ["stage", ("bake", "sell")]],
                {"burnt-crust": 3, "under-proofing": 1},
                "Rye bread stays long in the oven.",
            ],
        ],
        "exclusions": [[[["kind", ("rye",)]], ("wasted-flour",)]],
        "asks": {"modality": "modality", "region": "region", "stage": "stage"},
    }
    without = replace(bakery(), planner=None)
    empty = explore.dataset(without, relate(without), "en", "directory")["planner"]
    assert {key: empty[key] for key in empty if key != "asks"} == {
        "questions": [],
        "rules": [],
        "exclusions": [],
    }


def test_the_script_of_the_tools_is_that_data() -> None:
    text = explore.script(bakery(), relate(bakery()), "zh", "file")
    assert text.startswith("window.KB_EXPLORE={")
    assert text.endswith("};\n")
    data = json.loads(text.removeprefix("window.KB_EXPLORE=").removesuffix(";\n"))
    assert data["problems"]["stale-bread"]["url"] == "problems/stale-bread/index.html"


def test_problems_and_mitigations_bring_the_best_verdict_of_their_links_and_nothing_else_does() -> None:
    kb = bakery()
    made = {r.url: r.verdict for r in search.records(kb, relate(kb), "en", "directory")}
    assert made["mitigations/alarm-clock/"] == "works"
    assert made["problems/soggy-base/"] == "harmful"
    assert made["cases/empty-shelf/"] == made["studies/doe-2024-ovens/"] == ""
