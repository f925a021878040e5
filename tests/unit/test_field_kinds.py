"""Kinds of fields: one visitor knows them all, and what each kind makes of a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jsonschema
import pytest

from aigc_kb.export import values
from aigc_kb.guide import schema
from aigc_kb.guide.fields import shape
from aigc_kb.load.decode import Decoder
from aigc_kb.load.source import parse
from aigc_kb.model import fields as f
from aigc_kb.model.entries import INLINE
from aigc_kb.model.walk import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    value: float = f.spec(f.Number(0, 100), "读数", "What was read")
    change: float | None = f.spec(f.Number(), "变化", "How it changed", default=None)
    others: tuple[float, ...] = f.spec(f.ListOf(f.Number(high=9.5)), "其他", "Others", default=())


def decode(text: str) -> tuple[Any, list[str]]:
    source, findings = parse("x.yaml", text.encode())
    assert source is not None, findings
    decoder = Decoder(source, {})
    return decoder.decode(Reading), [f"{x.code} {x.message('en')}" for x in decoder.findings]


def kinds() -> set[str]:
    """The names of all kinds that the module defines."""
    return {name for name, value in vars(f).items() if isinstance(value, type) and issubclass(value, f.Kind)} - {"Kind"}


def test_the_visitor_has_a_method_for_every_kind() -> None:
    class Named(f.Visitor[[], str]):
        def name(self, kind: f.Kind) -> str:
            return type(kind).__name__

        string = integer = number = boolean = date = url = one_of = vocabulary = name
        entry_ref = reference_key = framework_ref = bilingual = bilingual_words = list_of = logic = obj = name

    assert {kind.__name__ for kind in Named.methods} == kinds()
    assert len(kinds()) == 16
    assert Named().visit(f.Number()) == "Number"


def test_a_walker_that_forgets_a_kind_cannot_be_made() -> None:
    class Forgetful(f.Visitor[[], str]):
        def name(self, kind: f.Kind) -> str:
            return "x"

        string = integer = boolean = date = url = one_of = vocabulary = name
        entry_ref = reference_key = framework_ref = bilingual = bilingual_words = list_of = logic = obj = name

    with pytest.raises(TypeError, match="number"):
        Forgetful()  # type: ignore[abstract]


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", 12), ("0", 0), ("9.7", 9.7), ("0.05", 0.05), ("100", 100), ("99.999999999", 99.999999999)],
)
def test_a_number_is_whole_or_decimal(written: str, value: float) -> None:
    read, found = decode(f"value: {written}\n")
    assert not found
    assert read.value == value
    assert type(read.value) is type(value)


@pytest.mark.parametrize("written", ["-20", "-0.5", "123456789012345"])
def test_without_bounds_any_number_will_do(written: str) -> None:
    read, found = decode(f"value: 1\nchange: {written}\n")
    assert not found
    assert str(read.change) == written


@pytest.mark.parametrize(
    "written", ['"12"', "'12'", "1e3", "0x10", "1_000", ".5", "5.", "01", "+1", "1,5", ".inf", ".nan", "1:30", "[1]"]
)
def test_what_is_no_plain_number_is_refused(written: str) -> None:
    _, found = decode(f"value: {written}\n")
    assert [x[:5] for x in found] == ["KB203"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("value: 100.1\n", "KB207 `value` must be 0 to 100, but is 100.1"),
        ("value: -1\n", "KB207 `value` must be 0 to 100, but is -1"),
        ("value: 1\nothers: [1, 9.6]\n", "KB207 `others[2]` must be … to 9.5, but is 9.6"),
    ],
)
def test_bounds_belong_to_the_range(text: str, message: str) -> None:
    assert decode(text) == (None, [message])


def test_numbers_are_numbers_in_both_schemas_and_in_json() -> None:
    reading = Reading(value=9.7, change=-20, others=(1, 2.5))
    written = values.encode(reading)
    assert written == {"value": 9.7, "change": -20, "others": [1, 2.5]}
    data = schema._Schemas({}).document(Reading)
    for described in (values.schema(Reading), data):
        assert jsonschema.Draft202012Validator(described).is_valid(written)
        for wrong in ({"value": 101}, {"value": "9"}, {"value": 1, "others": [10]}):
            assert not jsonschema.Draft202012Validator(described).is_valid(wrong)


def test_the_field_guide_names_the_bounds_that_there_are() -> None:
    assert shape(f.Number()).en == "a number, decimals allowed"
    assert shape(f.Number(0, 1.5)).en == "a number, decimals allowed, at least 0, at most 1.5"
    assert shape(f.Number(high=3)).zh == "数，可带小数，至多 3"


def test_values_are_found_at_their_key_paths() -> None:
    reading = Reading(value=9.7, others=(1, 2.5))
    assert [(keys, value) for keys, _, value in find(reading, f.Number)] == [
        (("value",), 9.7),
        (("others", 0), 1),
        (("others", 1), 2.5),
    ]
    assert list(find(reading, type(INLINE))) == []
