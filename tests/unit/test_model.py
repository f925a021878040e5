"""Small promises of the model: what an official title is, the order of findings, what a refusal says."""

from __future__ import annotations

from aigc_kb.model.fields import Int, Number
from aigc_kb.model.finding import Finding, Place, RefusedError, Rule, tidy
from aigc_kb.model.frameworks import Item
from aigc_kb.model.text import Lang, Text, Words, other


def test_a_mapping_may_repeat_the_official_titles_or_both_where_none_is_official() -> None:
    def titles(*official: Lang) -> tuple[str, ...]:
        return Item(id="B1", list="x", title=Text("老化", "Staling"), official_languages=official).official_titles()

    assert titles("en") == ("Staling",)
    assert titles("zh") == ("老化",)
    assert titles() == ("老化", "Staling")


def test_findings_stand_in_the_order_of_their_places_and_none_twice() -> None:
    def finding(path: str, line: int, column: int, code: str = "KB101", **params: str) -> Finding:
        message = Text("坏：{what}", "bad: {what}")
        return Finding(
            Rule(code, message, message, message, message), Place(path, line, column), {"what": "x"} | params
        )

    ordered = [
        finding("a.yaml", 2, 9),
        finding("a.yaml", 10, 1),
        finding("a.yaml", 10, 2, "KB101"),
        finding("a.yaml", 10, 2, "KB102"),
        finding("a.yaml", 10, 2, "KB102", what="y"),
        finding("b.yaml", 1, 1),
    ]
    assert tidy([*reversed(ordered), *ordered]) == ordered
    assert str(ordered[1].place) == "a.yaml:10:1"
    assert ordered[4].message("zh") == "坏：y"


def test_a_long_value_is_quoted_in_part() -> None:
    rule = Rule("KB101", Text("", ""), Text("{what}", "{what}"), Text("", ""), Text("", ""))
    assert Finding(rule, Place("a"), {"what": "x" * 400}).message("en") == "x" * 400
    assert Finding(rule, Place("a"), {"what": "x" * 401}).message("en") == "x" * 399 + "…"


def test_a_refusal_speaks_both_languages() -> None:
    refusal = RefusedError("不行", "no")
    assert str(refusal) == "no"
    assert refusal.message == Text("不行", "no")


def test_a_text_and_lists_of_words_have_two_sides() -> None:
    assert [Text("甲", "a")[lang] for lang in ("zh", "en")] == ["甲", "a"]
    words = Words(("甲", "乙"), ("a",))
    assert (words["zh"], words["en"], words.all()) == (("甲", "乙"), ("a",), ("甲", "乙", "a"))
    assert (other("zh"), other("en")) == ("en", "zh")


def test_the_bounds_of_a_number_are_those_that_it_has() -> None:
    assert Number().bounds() == {}
    assert Number(low=0).bounds() == {"minimum": 0}
    assert Number(low=-1, high=1.5).bounds() == {"minimum": -1, "maximum": 1.5}
    assert Int(1, 5).high == 5
