"""Figures to be had as files: the map of the evidence as SVG, with its source in the picture."""

from __future__ import annotations

from collections.abc import Iterator

from aigc_kb.document.bubble_map import bubble_map
from aigc_kb.export.edition import Edition, Export
from aigc_kb.language.interface import UI
from aigc_kb.model.text import LANGS, Text
from aigc_kb.pages.evidence_map import FILES, drawing


def exports(edition: Edition) -> Iterator[Export]:
    site = edition.kb.site
    for lang in LANGS:
        source = UI["figure_source"][lang].format(
            title=site.title[lang],
            version=edition.version,
            date=edition.date,
            url=edition.page_url(lang, "evidence/"),
            licence=site.licence,
        )
        label = Text("证据图（SVG，中文）", "Map of the evidence (SVG, Chinese)")
        if lang == "en":
            label = Text("证据图（SVG，英文）", "Map of the evidence (SVG, English)")
        picture = bubble_map(drawing(edition.contexts[lang], source))
        yield Export("svg", f"{FILES}.{lang}.svg", "image/svg+xml", label, picture.encode(), lang=lang)
