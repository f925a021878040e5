"""What the planner's page knows of duties, in a script per language that no other page loads.

Texts are plain; addresses are relative to the language's home. `docs/assets/kb-tools.js` says the shape of the data.
"""

from __future__ import annotations

import json
from typing import Any

from aigc_kb.base.kb import KnowledgeBase
from aigc_kb.document.addresses import UrlStyle, item_anchor, relative, to_framework
from aigc_kb.language.markup import plain
from aigc_kb.model import vocabulary as v
from aigc_kb.model.conditions import Condition, to_value
from aigc_kb.model.frameworks import Framework, Item
from aigc_kb.model.text import Lang, Text


def script(kb: KnowledgeBase, lang: Lang, style: UrlStyle) -> str:
    """`window.KB_LAW = {...};`"""
    data = json.dumps(dataset(kb, lang, style), ensure_ascii=False, separators=(",", ":"))
    return f"window.KB_LAW={data};\n"


def dataset(kb: KnowledgeBase, lang: Lang, style: UrlStyle) -> dict[str, Any]:
    """Every item that a product can trigger, the frameworks they stand in, by region those that bind nobody and have no
    such items, and the places in which frameworks apply, as JSON values."""

    def url(framework: str, anchor: str = "") -> str:
        link = relative(f"{lang}/", f"{lang}/{to_framework(framework).path}", style)
        return f"{link}#{anchor}" if anchor else link

    def words(text: Text | None) -> str:
        return plain(text[lang]) if text else ""

    def duty(framework: Framework, item: Item, trigger: Condition) -> dict[str, Any]:
        return {
            "framework": framework.id,
            "item": item.id,
            "title": item.title[lang],
            "url": url(framework.id, item_anchor(item.id)),
            "source": item.source_url or framework.url_consolidated or framework.url,
            "must": item.kind == "must",
            "kind": v.label(v.DUTY_KIND, item.kind)[lang] if item.kind else "",
            "binds": [v.label(v.BOUND, bound)[lang] for bound in item.binds],
            "trigger": to_value(trigger),
            "gate": words(item.gate),
            "from": item.applies_from or "",
            "until": item.until or "",
            "transition": [
                {"when": to_value(change.when), "from": change.applies_from, "by": change.by}
                for change in item.transition
            ],
            "penalty": words(item.penalty),
            "duty": words(item.duty),
            "fulfilledBy": item.fulfilled_by,
            "read": v.label(v.TEXT_READ, item.text_read)[lang] if item.text_read else "",
            "readWell": item.text_read in ("primary", "reprint"),
            "readOn": item.read_on or "",
        }

    triggered = [
        (framework, item, item.trigger)
        for framework in kb.frameworks.values()
        for item in framework.items
        if item.trigger and (item.is_duty or item.kind == "voluntary")
    ]
    told = {framework.id for framework, _, _ in triggered}
    loose = {f.id for f in kb.frameworks.values() if f.binding in ("standard", "policy", "voluntary")} - told
    return {
        "duties": [duty(*each) for each in triggered],
        "frameworks": {
            framework.id: {
                "title": framework.title[lang],
                "url": url(framework.id),
                "place": framework.jurisdiction,
                "binding": v.label(v.BINDING, framework.binding)[lang] if framework.binding else "",
            }
            for framework in kb.frameworks.values()
        },
        "places": {place.id: place.title[lang] for place in kb.site.jurisdictions},
        "voluntary": {
            row.region: [name for name in row.ids if name in loose]
            for row in (kb.planner.frameworks if kb.planner else ())
        },
    }
