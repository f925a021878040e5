"""What a check has to say: rules with a code, and findings at an exact place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from aigc_kb.model.text import Lang, Text

Severity = Literal["error", "hint"]

MOST: Final = 100
"""Places of one kind that are reported of one text or file: nobody reads more, and a hostile one could have a million."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a data file; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with data.

    `message` and `remedy` are format strings over a finding's parameters. `bad` and `good` are YAML examples: the
    good one differs from the bad one by the mend.
    """

    code: str
    title: Text
    message: Text
    remedy: Text
    why: Text
    severity: Severity = "error"
    bad: str = ""
    good: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    rule: Rule
    place: Place
    params: Mapping[str, str | Text] = field(default_factory=dict)
    """What the message's places are filled with; a `Text` is shown in the reader's language."""

    @property
    def code(self) -> str:
        return self.rule.code

    def message(self, lang: Lang) -> str:
        return self._fill(self.rule.message, lang)

    def remedy(self, lang: Lang) -> str:
        return self._fill(self.rule.remedy, lang)

    def _fill(self, template: Text, lang: Lang) -> str:
        shown = {name: value[lang] if isinstance(value, Text) else value for name, value in self.params.items()}
        return template[lang].format_map({name: _short(value) for name, value in shown.items()})

    def sort_key(self) -> tuple[Place, str, str]:
        return (self.place, self.code, self.message("en"))


MAX_QUOTED: Final = 400


def _short(value: str) -> str:
    """A quoted value, cut where nobody would read on; a list of allowed words can be long."""
    return value if len(value) <= MAX_QUOTED else f"{value[: MAX_QUOTED - 1]}…"


def tidy(findings: list[Finding]) -> list[Finding]:
    """Findings in file order, none twice."""
    seen: dict[tuple[Place, str, str], Finding] = {}
    for finding in findings:
        seen.setdefault(finding.sort_key(), finding)
    return [seen[key] for key in sorted(seen)]


class RefusedError(Exception):
    """What a command will not do, and why, in both languages. Nothing was changed."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Text(zh, en)
