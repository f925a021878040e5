"""The law calendar on the day on which it is read, which no build knows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from aigc_kb import KnowledgeBase
from aigc_kb.base.calendar import as_of, dated_duties, stage
from aigc_kb.model.text import LANGS, Lang

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", LANGS)
def test_a_reader_s_day_moves_the_line_and_what_is_in_force(
    lang: Lang, browser: Browser, served: str, kb: KnowledgeBase
) -> None:
    day = date.fromisoformat(as_of(kb)) + timedelta(days=62)
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time=datetime(day.year, day.month, day.day, 12))
    page.goto(f"{served}{lang}/duties/")
    line = page.locator(".kb-today").first
    assert (line.get_attribute("transform") or "").startswith("translate(")
    assert day.isoformat() in (line.text_content() or "")
    rows = page.locator(".kb-dated tbody tr")
    shown = rows.evaluate_all("rows => rows.map((row) => row.dataset.when)")
    now = [stage(item, day.isoformat()) for _, item in dated_duties(kb)]
    assert [shown.count(x) for x in ("force", "ended")] == [now.count(x) for x in ("force", "ended")]
    page.select_option("select[name=when]", "force")
    assert page.locator(".kb-dated tbody tr:visible").count() == now.count("force")
    context.close()


def test_without_scripts_every_duty_is_there(browser: Browser, served: str, kb: KnowledgeBase) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}en/duties/")
    assert page.locator(".kb-dated tbody tr:visible").count() == len(list(dated_duties(kb)))
    assert as_of(kb) in (page.locator(".kb-today").first.text_content() or "")
    context.close()
