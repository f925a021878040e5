"""Terminology: rejected words are found where they are words of the text, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("保鲜年限太短。", "The shelf life is short.", ["保鲜年限"]),
        ("保质期太短。", "Keeping Time is short.", ["Keeping Time"]),
        ("保质期太短。", "The keeping time, the keeping time.", ["keeping time", "keeping time"]),
        ("保质期太短。", "The keeping times and bookkeeping time differ.", []),
        ("代码 `保鲜年限` 不算。", "The code `keeping time` does not count.", []),
        ("见[官网](https://x.org/保鲜年限)。", "See [the site](https://x.org/保鲜年限).", []),
        ("英文 keeping time 在中文里不查。", "Chinese 保鲜年限 is not looked for here.", []),
    ],
)
def test_variants(zh: str, en: str, found: list[str], tmp_path: Path) -> None:
    examples.write(f"impact:\n  zh: {zh}\n  en: {en}\n", tmp_path)
    findings = [f for f in check.run(load_store(tmp_path)) if f.code == "KB420"]
    assert [f.params["found"] for f in findings] == found
    assert len({f.place for f in findings}) == len(found)


def test_a_variant_inside_an_accepted_name_is_no_fault(tmp_path: Path) -> None:
    examples.write("impact:\n  zh: 总保质期太短。\n  en: The keeping time limit is short.\n", tmp_path)
    terms = tmp_path / "terms" / "shelf-life.yaml"
    terms.write_text(
        terms.read_text("utf-8").replace("aliases: {zh: [], en: []}", "aliases: {zh: [], en: [keeping time limit]}"),
        "utf-8",
    )
    assert not [f for f in check.run(load_store(tmp_path)) if f.code == "KB420"]
