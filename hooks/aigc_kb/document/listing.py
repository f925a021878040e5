"""A file that can be downloaded, as pages and exports speak of it."""

from __future__ import annotations

from dataclasses import dataclass

from aigc_kb.model.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Listing:
    """What pages say of a file that can be downloaded."""

    path: str
    """From the site's root."""
    media_type: str
    label: Text
    lang: Lang | None
    """The language of its texts, or None for both."""
    size: int
    """In bytes."""
    sha256: str
