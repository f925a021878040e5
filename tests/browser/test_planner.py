"""The planner's page: what must be done, what is likely, what helps; its state, its register, on a phone and by keys."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from aigc_kb import KnowledgeBase
from aigc_kb.base.duties import duties
from tests.browser.conftest import Opened, open_page

pytestmark = pytest.mark.browser

ANSWERS = {
    "modality": ["image"],
    "domain": ["content"],
    "users": ["consumers"],
    "region": ["eu", "us"],
    "stage": ["launch"],
    "hosting": ["api"],
    "role": ["maker"],
    "us-state": ["ca"],
}
DAY = "2026-12-01"
QUERY = "&".join(f"{question}={'.'.join(given)}" for question, given in ANSWERS.items())


def planner(browser: Browser, offline: Path, lang: str = "en", query: str = QUERY, width: int = 1280) -> Opened:
    return open_page(browser, f"file://{offline}/{lang}/planner/index.html?{query}&day={DAY}", width=width)


def states(page: Page) -> dict[str, str]:
    """What the page says of each duty."""
    found: list[list[str]] = page.locator("#planner-duties [data-item]").evaluate_all(
        "rows => rows.map((row) => [row.dataset.item, row.dataset.state])"
    )
    assert len(found) == len({item for item, _ in found}), "every duty stands once"
    return dict(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_duty_stands_on_the_page_as_python_says(
    browser: Browser, offline: Path, kb: KnowledgeBase, lang: str
) -> None:
    opened = planner(browser, offline, lang)
    found = states(opened.page)
    for duty in duties(kb, ANSWERS, DAY):
        if duty.item.kind == "must":
            assert found[f"{duty.framework.id}/{duty.item.id}"] == duty.state, duty.item.id
    assert set(found.values()) == {"applies", "open", "not"}
    assert opened.trouble == []
    opened.page.context.close()


def test_the_stage_hides_no_duty(browser: Browser, offline: Path) -> None:
    page = planner(browser, offline).page
    before = states(page)
    for stage in page.locator("#q-stage input").all():
        stage.check()
        assert states(page) == before
    page.context.close()


def test_a_duty_says_when_whom_what_it_costs_what_fulfils_it_and_how_it_was_read(
    browser: Browser, offline: Path, kb: KnowledgeBase
) -> None:
    page = planner(browser, offline).page
    found = next(x for x in duties(kb, ANSWERS, DAY) if x.state == "applies" and x.item.gate and x.item.fulfilled_by)
    item = found.item
    row = page.locator(f'[data-item="{found.framework.id}/{item.id}"]')
    assert item.gate
    assert item.penalty
    assert item.duty
    for words in (found.start, item.title.en, item.duty.en, item.gate.en, item.penalty.en, item.read_on or ""):
        expect(row).to_contain_text(words)
    expect(row.get_by_role("link", name=kb.mitigations[item.fulfilled_by[0]].title.en)).to_be_visible()
    row.get_by_role("link", name=item.title.en).click()
    page.wait_for_url(f"**/frameworks/{found.framework.id}/index.html#item-*")
    assert page.locator(":target").count() == 1
    page.context.close()


def test_an_open_duty_names_its_questions_and_they_are_there(browser: Browser, offline: Path) -> None:
    page = planner(browser, offline).page
    links = page.locator('[data-state="open"] a[href^="#q-"]').evaluate_all("all => all.map(a => a.hash.slice(1))")
    assert links
    for question in set(links):
        expect(page.locator(f"#{question}")).to_be_visible()
    for reason in page.locator('.kb-duties-not a[href^="#q-"]').all():
        assert page.locator(reason.get_attribute("href") or "").locator("input:checked").count()
    page.context.close()


def test_a_question_shows_only_where_it_matters_and_then_counts(browser: Browser, offline: Path) -> None:
    page = planner(browser, offline, query="region=cn").page
    expect(page.locator("#q-us-state")).to_be_hidden()
    page.locator("#q-region input[value=us]").check()
    page.locator("#q-us-state input[value=ca]").check()
    assert "us-state=ca" in page.url
    page.locator("#q-region input[value=us]").uncheck()
    expect(page.locator("#q-us-state")).to_be_hidden()
    assert "us-state" not in page.url
    assert "applies" not in {state for item, state in states(page).items() if item.startswith("us-")}
    page.context.close()


def test_the_result_is_announced_in_one_sentence(browser: Browser, offline: Path) -> None:
    page = planner(browser, offline, query="").page
    status = page.locator(".kb-plan-status[role=status]")
    expect(status).to_have_text("")
    page.locator("#q-region input[value=eu]").focus()
    page.keyboard.press("Space")
    expect(status).to_contain_text("duties apply")
    assert page.locator("[aria-live]").count() == 0, "nothing else is read out"
    page.context.close()


def test_what_a_duty_asks_for_does_not_compete(browser: Browser, offline: Path) -> None:
    page = planner(browser, offline).page
    required = set(
        page.locator(
            '#planner-duties [data-state="applies"]:not(#planner-softer ~ ul li) .kb-duty-who a'
        ).all_inner_texts()
    )
    ranked = set(page.locator("#planner-mitigations ol strong").all_inner_texts())
    assert required
    assert ranked
    assert not required & ranked
    page.context.close()


def test_the_register_is_kept_exported_and_read_again(browser: Browser, offline: Path, tmp_path: Path) -> None:
    page = planner(browser, offline).page
    row = page.locator('#planner-duties [data-state="applies"]').first
    key = row.get_attribute("data-item") or ""
    row.locator("select").select_option("doing")
    row.locator("input[name=owner]").fill('Ann, "the" owner')
    row.locator("input[name=owner]").press("Tab")
    page.reload()
    page.wait_for_selector("[data-kb-tool][data-ready]")
    expect(page.locator(f'[data-item="{key}"] select')).to_have_value("doing")
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV", exact=True).click()
    started.value.save_as(tmp_path / "register.csv")
    rows = list(csv.DictReader((tmp_path / "register.csv").read_text("utf-8-sig").splitlines()))
    (ours,) = [x for x in rows if f"{x['framework']}/{x['item']}" == key]
    assert (ours["status"], ours["owner"], ours["day"]) == ("doing", 'Ann, "the" owner', DAY)
    assert "region=eu.us" in ours["answers"]
    with page.expect_download() as started:
        page.get_by_role("button", name="Markdown").click()
    started.value.save_as(tmp_path / "register.md")
    assert "Owner: Ann" in (tmp_path / "register.md").read_text("utf-8")
    page.context.close()

    page = planner(browser, offline, query="region=other").page
    page.set_input_files("input[type=file]", tmp_path / "register.csv")
    expect(page.locator(".kb-plan-status[role=status]")).to_contain_text("1 duties")
    expect(page.locator(f'[data-item="{key}"] input[name=owner]')).to_have_value('Ann, "the" owner')
    assert "region=eu.us" in page.url
    page.set_input_files("input[type=file]", {"name": "x.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"})
    expect(page.locator(".kb-plan-status[role=status]")).to_contain_text("no CSV")
    page.context.close()


def test_on_a_phone_the_answers_stay_in_sight(browser: Browser, offline: Path) -> None:
    page = planner(browser, offline, "zh", width=390).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for part in ("#planner-duties", "#planner-problems", "#planner-mitigations"):
        page.locator(part).evaluate("part => window.scrollTo(0, part.getBoundingClientRect().bottom + scrollY - 500)")
        box = page.locator(".kb-plan-answers").bounding_box()
        assert box
        assert 0 <= box["y"] < 100, part
    page.locator(".kb-plan-answers a").click()
    expect(page.locator("#q-modality")).to_be_in_viewport()
    page.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_that_it_is_no_legal_advice_and_as_of_when(browser: Browser, offline: Path, lang: str) -> None:
    page = planner(browser, offline, lang).page
    expect(page.locator(".kb-plan-notice")).to_contain_text({"zh": "不是法律意见", "en": "no legal advice"}[lang])
    expect(page.locator("#planner-duties h2")).to_contain_text(DAY)
    page.fill("input[name=day]", "2030-01-01")
    expect(page.locator("#planner-duties h2")).to_contain_text("2030-01-01")
    assert "day=2030-01-01" in page.url
    page.context.close()
