"""What a writer must know of the rest of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aigc_kb.document.terms import TermIndex
from aigc_kb.model.registers import Reference, Term
from aigc_kb.model.text import Lang


@dataclass(frozen=True, slots=True)
class Names:
    """What a writer must know of the rest of the site: where an id's page is and what it is called."""

    paths: Mapping[str, str]
    """Entry id -> page path."""
    titles: Mapping[Lang, Mapping[str, str]]
    references: Mapping[str, Reference]
    terms: Mapping[str, Term]
    term_index: Mapping[Lang, TermIndex]
