"""Hostile text in every text field of every entry type, in both languages, opened in a browser without the page's policy.

The rules refuse nearly all of it before a build; here it goes round them, straight into the pages, to see that the
text gate alone holds: no dialog, no script, no request, no foreign element, no layout taken over.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.document.html import HtmlWriter
from aigc_kb.model.registers import Term
from aigc_kb.model.text import LANGS, Text
from aigc_kb.pages.build import entry_pages, index_pages, names
from aigc_kb.pages.context import Context
from tests.poison import PAYLOADS, poisoned

pytestmark = pytest.mark.browser

FOREIGN = "script,iframe,object,embed,form:not(.kb-filters),input,button,select,textarea,style,link,meta,base,img,video,audio,math,template,applet,image,use"


def pages_with(kb: KnowledgeBase, payload: str) -> str:
    """The contents of one page of each type, in both languages, every field holding the payload."""
    mitigation = poisoned(kb.mitigations["retrieval-augmented-generation"], payload)
    problem = poisoned(kb.problems["hallucination"], payload)
    case = poisoned(next(iter(kb.cases.values())), payload)
    path = poisoned(next(iter(kb.paths.values())), payload)
    framework = poisoned(kb.frameworks["owasp-llm-2026"], payload)
    reference_key = next(iter(problem.facts)).references[0]
    reference = dataclasses.replace(
        kb.references[reference_key], title=payload, publisher=payload, x_note=Text(payload, payload)
    )
    changed = dataclasses.replace(
        kb,
        site=poisoned(kb.site, payload),
        by_class={
            **kb.by_class,
            **{type(x): {**kb.of(type(x)), x.id: x} for x in (problem, mitigation, case, path, framework, reference)},
            Term: {key: poisoned(term, payload) for key, term in kb.terms.items()},
        },
    )
    known = names(changed)
    wanted = {
        f"{folder}/{entry.id}/"
        for folder, entry in (
            ("problems", problem),
            ("mitigations", mitigation),
            ("cases", case),
            ("paths", path),
            ("frameworks", framework),
        )
    }
    wanted |= {"", "terms/", "compare/"}
    out = []
    relations = relate(changed)
    for lang in LANGS:
        ctx = Context(changed, relations, lang)
        for page in (*index_pages(ctx), *entry_pages(ctx)):
            if page.path in wanted:
                out.append(HtmlWriter(page, known, "file").write().html)
    return "\n".join(out)


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 100
    assert len(set(PAYLOADS)) == len(PAYLOADS)


def dismissed(dialog: Dialog, trouble: list[str]) -> None:
    trouble.append(f"dialog {dialog.message}")
    dialog.dismiss()


@pytest.fixture(scope="module")
def victim(browser: Browser) -> tuple[Page, list[str]]:
    """A page on which anything that a payload does is written down."""
    page = browser.new_context(offline=True).new_page()
    trouble: list[str] = []
    page.on("dialog", lambda dialog: dismissed(dialog, trouble))
    page.on("request", lambda r: None if r.url.startswith("file:") else trouble.append(f"request {r.url}"))
    page.on("framenavigated", lambda frame: trouble.append(f"frame {frame.url}") if frame != page.main_frame else None)
    return page, trouble


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_does_nothing(
    victim: tuple[Page, list[str]], kb: KnowledgeBase, payload: str, tmp_path: Path
) -> None:
    page, trouble = victim
    trouble.clear()
    file = tmp_path / "index.html"
    content = pages_with(kb, payload)
    file.write_text(f"<!doctype html><meta charset=utf-8><title>x</title><main>{content}</main>", encoding="utf-8")
    page.goto(f"file://{file}")
    page.evaluate("for (const a of document.querySelectorAll('main a')) a.dispatchEvent(new MouseEvent('mouseover'))")
    assert trouble == []
    assert page.evaluate("window.pwned") is None
    foreign = page.evaluate(
        f"[...document.querySelectorAll('main')].flatMap(m => [...m.querySelectorAll({FOREIGN!r})].map(e => e.outerHTML))"
    )
    assert foreign == []
    active = page.evaluate(
        "[...document.querySelectorAll('main *')].flatMap(e => [...e.attributes]"
        ".filter(a => /^on|^style$|^srcset$|^formaction$|^ping$/i.test(a.name)).map(a => a.name))"
    )
    assert active == []
    hrefs = page.evaluate("[...document.querySelectorAll('main a[href]')].map(a => a.getAttribute('href'))")
    bad = [href for href in hrefs if re.match(r"\s*[a-z]+:", href, re.IGNORECASE) and not re.match(r"https?://", href)]
    assert bad == []
