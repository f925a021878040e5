"""Pages of the theme with slots: rendered by the engine once, filled for each page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aigc_kb.model.text import Lang

_SLOT: Final = re.compile(r"KBSLOT-([a-z_]+)-KBSLOT")


def slot(name: str) -> str:
    """The placeholder of a value in a shell. Plain letters, so that no template escapes it."""
    return f"KBSLOT-{name}-KBSLOT"


def entries(folder: str) -> str:
    """The name of the shell that the entry pages of a folder share."""
    return f"{folder}_entry/"


@dataclass(frozen=True, slots=True)
class Frame:
    """A shell that the engine is to render.

    An index page has one of its own, since the navigation marks it; all entry pages of a folder share one.
    """

    lang: Lang
    name: str
    """Where the engine renders it: the index page's path (`problems/`, "" for the home page), or `entries(folder)`."""
    section: str
    """The index page that the navigation shows as active."""
    shared: bool
    """Whether it stands for the entry pages of a folder, and is no page itself."""
    kind: str
    """The kind of its page, on which a template may decide; "" for a shared one."""
    hidden: tuple[str, ...]
    """The theme's sidebars that the page does without."""

    @property
    def source(self) -> str:
        """The source that the engine is given for it."""
        return f"{self.lang}/{self.name}index.md"

    @property
    def section_source(self) -> str:
        """The source of the page that the navigation shows as active."""
        return f"{self.lang}/{self.section}index.md"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page cut at its slots."""

    literals: tuple[str, ...]
    slots: tuple[str, ...]

    @staticmethod
    def cut(rendered: str) -> Shell:
        parts = _SLOT.split(rendered)
        return Shell(tuple(parts[::2]), tuple(parts[1::2]))

    def fill(self, values: Mapping[str, str]) -> str:
        """The page. Raises KeyError if a slot has no value."""
        out = [self.literals[0]]
        for name, literal in zip(self.slots, self.literals[1:], strict=True):
            out += (values[name], literal)
        return "".join(out)


Shells = dict[tuple[Lang, str], Shell]
"""(language, name of the frame) -> what the engine made of it."""


def packed(shells: Shells) -> str:
    """Shells as text, for a process that fills them later."""
    return json.dumps([[lang, name, shell.literals, shell.slots] for (lang, name), shell in shells.items()])


def unpacked(text: str) -> Shells:
    """The shells of `packed`."""
    rows = json.loads(text)
    return {(lang, name): Shell(tuple(literals), tuple(slots)) for lang, name, literals, slots in rows}
