"""What moves from version to version: verdicts kept by a release and compared later, and the evidence debt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from aigc_kb import KnowledgeBase, load, relate
from aigc_kb.base.progress import debts, verdict_changes, verdicts
from aigc_kb.document import blocks as b
from aigc_kb.export.edition import Edition
from aigc_kb.export.feeds import exports
from aigc_kb.guide.sample import examples
from aigc_kb.load.locks import verdicts_lock
from aigc_kb.model.versions import Debt, VerdictChange
from aigc_kb.pages.build import index_page
from tests.conftest import changed
from tests.golden import bakery
from tests.unit.test_pages import context, found, tables, words

CHANGE = VerdictChange(mitigation="alarm-clock", problem="burnt-crust", before="untested", after="works")


def told(**released: str) -> KnowledgeBase:
    """The bakery, with other verdicts in its newest version for an alarm clock on these problems."""
    now = verdicts(relate(bakery()))
    before = {("alarm-clock", key.replace("_", "-")): verdict for key, verdict in released.items()}
    return replace(bakery(), released={**now, **before})


def test_nothing_changed_where_no_version_kept_verdicts_or_all_are_the_same() -> None:
    kb = bakery()
    assert kb.released == {}
    assert verdict_changes(kb, relate(kb)) == ()
    same = told()
    assert verdict_changes(same, relate(same)) == ()


def test_a_link_with_another_verdict_has_changed_and_a_new_or_a_vanished_one_has_not() -> None:
    kb = told(burnt_crust="untested", nowhere="works")
    assert verdict_changes(kb, relate(kb)) == (CHANGE,)
    less = {pair: verdict for pair, verdict in kb.released.items() if pair != ("alarm-clock", "burnt-crust")}
    new = replace(kb, released=less)
    assert verdict_changes(new, relate(new)) == ()


def test_a_link_is_known_by_the_former_ids_of_its_ends() -> None:
    kb = bakery()
    clock = replace(kb.mitigations["alarm-clock"], former_ids=("rooster",))
    renamed = changed(kb, mitigations={**kb.mitigations, clock.id: clock})
    renamed = replace(renamed, released={("rooster", "burnt-crust"): "untested"})
    assert verdict_changes(renamed, relate(renamed)) == (CHANGE,)


def test_a_change_of_verdict_is_the_first_news_on_the_page_of_changes() -> None:
    ctx = context(told(burnt_crust="untested"))
    headings = [x for x in index_page(ctx, "changes/").blocks if isinstance(x, b.Heading)]
    assert headings[0].text == "Verdicts that changed since version 2026.2.0"
    text = words(ctx, *index_page(ctx, "changes/").blocks)
    assert (
        "[Alarm clock](../mitigations/alarm-clock/index.md) → [Burnt crust](../problems/burnt-crust/index.md): "
        "Untested → **Works**"
    ) in text


def test_a_version_tells_its_changes_of_verdict_before_all_else_and_names_what_is_gone() -> None:
    kb = bakery()
    gone = replace(CHANGE, mitigation="rooster")
    version = replace(kb.versions[0], verdicts=(CHANGE, gone))
    ctx = context(replace(kb, versions=(version, *kb.versions[1:])))
    text = words(ctx, *index_page(ctx, "changes/").blocks)
    part = text.partition("{#version-2026-2-0}")[2]
    assert part.strip().startswith("**2 verdicts changed**")
    assert "- rooster → [Burnt crust]" in part


def entries(kb: KnowledgeBase) -> list[str]:
    """The entries of the English feed."""
    files = {file.path: file.data.decode() for file in exports(Edition(kb, relate(kb), "https://x.example/"))}
    return files["en/feed.xml"].split("<entry>")[1:]


def test_a_change_of_verdict_leads_the_feed_and_keeps_its_name_when_it_is_released() -> None:
    kb = told(burnt_crust="untested")
    first = entries(kb)[0]
    assert "<title>Verdict changed · Alarm clock → Burnt crust</title>" in first
    assert "<summary>Untested → Works</summary>" in first
    assert 'href="https://x.example/en/problems/burnt-crust/#by-alarm-clock"' in first
    name = "<id>tag:x.example,2026-02-05:verdicts/alarm-clock/burnt-crust/untested/works</id>"
    assert name in first
    newer = replace(kb.versions[0], version="2026.3.0", date="2026-03-09", since="2026.2.0", verdicts=(CHANGE,))
    released = replace(told(), versions=(newer, *kb.versions))
    (one,) = [entry for entry in entries(released) if "Verdict changed" in entry]
    assert name in one
    assert "<updated>2026-03-09T" in one


def test_a_feed_says_nothing_of_a_link_that_is_gone() -> None:
    kb = bakery()
    version = replace(kb.versions[0], verdicts=(replace(CHANGE, mitigation="rooster"),))
    assert not [x for x in entries(replace(kb, versions=(version, *kb.versions[1:]))) if "Verdict changed" in x]


def test_the_debt_of_an_area_counts_what_is_untested_unsearched_and_read_second_hand() -> None:
    kb = bakery()
    assert debts(kb, relate(kb))[0] == Debt(
        area="storage", links=5, untested=2, unsearched=0, findings=5, second_hand=2
    )
    digest = found(kb, "doe-2024-staling", "hardness", read="digest")
    assert debts(digest, relate(digest))[0].second_hand == 3
    care = kb.mitigations["starter-care"]
    silent = replace(care, addresses=tuple(replace(x, searched=()) for x in care.addresses))
    none = changed(kb, mitigations={**kb.mitigations, care.id: silent})
    assert sum(x.unsearched for x in debts(none, relate(none))) > 0


def test_coverage_shows_the_debt_now_and_the_untested_share_of_each_version_that_kept_it() -> None:
    kb = bakery()
    then = Debt(area="storage", links=4, untested=3, unsearched=0, findings=1, second_hand=0)
    version = replace(kb.versions[0], debt=(then,))
    ctx = context(replace(kb, versions=(version, *kb.versions[1:])))
    table = tables(index_page(ctx, "coverage/"))["Evidence debt"]
    assert [head if isinstance(head, str) else head.text for head in table.head][-1] == "Version 2026.2.0"
    shown = [[words(ctx, *cell.blocks) for cell in row.cells] for row in table.rows]
    assert shown[0] == ["[Storage](../areas/storage/index.md)", "2 of 5 (40%)", "0 of 5 (0%)", "2 of 5 (40%)", "75%"]
    assert shown[-1][0] == "All"
    assert shown[-1][-1] == "75%"


def test_a_lock_is_read_back_and_a_line_that_is_none_is_passed_over(tmp_path: Path) -> None:
    examples.write("", tmp_path)
    lock = verdicts_lock({("small-batches", "stale-bread"): "works", ("a", "b"): "mixed"})
    assert [line for line in lock.splitlines() if line[0] != "#"] == ["a b mixed", "small-batches stale-bread works"]
    (tmp_path / "verdicts.lock").write_text(lock + "a b splendid\nthree\n", "utf-8")
    assert load(tmp_path).released == {("small-batches", "stale-bread"): "works", ("a", "b"): "mixed"}
