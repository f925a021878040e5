"""What hand-written pages say of the rule behind verdicts, made from the rule itself, as Markdown.

A page written by hand names a part by its placeholder, such as `{{ verdict_examples }}`; `Edition.filled` puts it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from aigc_kb.base.verdicts import CONTROLLED, EXAMPLES, Evidence, assess
from aigc_kb.language.interface import UI, comma, label_sep
from aigc_kb.model import vocabulary as v
from aigc_kb.model.text import Lang


def verdicts(lang: Lang) -> str:
    """What each verdict means, as a table, best first."""
    rows = [
        (f"{v.VERDICT_SIGN[value]} **{name[lang]}**", v.VERDICT_MEANING[value][lang])
        for value, name in v.VERDICT.labels
    ]
    return _table((UI["verdict"][lang], UI["meaning"][lang]), rows)


def grades(lang: Lang) -> str:
    """What each grade means, as a table, strongest first."""
    rows = [(f"**{name[lang]}**", v.GRADE_MEANING[value][lang]) for value, name in v.GRADE.labels]
    return _table((UI["grade"][lang], UI["meaning"][lang]), rows)


def controlled_designs(lang: Lang) -> str:
    """The designs that compare with and without the mitigation, in a sentence."""
    names = [name[lang] for value, name in v.DESIGN.labels if value in CONTROLLED]
    return comma(lang).join(name.lower() for name in names)


def verdict_examples(lang: Lang) -> str:
    """The worked examples of the rule with what it makes of them, as a table."""
    rows = []
    for found in EXAMPLES:
        outcome = assess(found)
        said = "<br>".join(_finding(finding, lang) for finding in found) or UI["evidence_gap"][lang]
        verdict = f"{v.VERDICT_SIGN[outcome.verdict]} **{v.label(v.VERDICT, outcome.verdict)[lang]}**"
        rows.append((said, verdict, v.label(v.GRADE, outcome.grade)[lang]))
    return _table((UI["findings"][lang], UI["verdict"][lang], UI["grade"][lang]), rows)


def _finding(finding: Evidence, lang: Lang) -> str:
    """A finding on one line: the study's letter, direction, design, and what weakens it."""
    weak = (
        ("finding_vendor", not finding.independent),
        ("finding_near", not finding.direct),
        ("finding_digest", finding.digest),
    )
    words = [
        f"{v.DIRECTION_SIGN[finding.direction]} {v.label(v.DIRECTION, finding.direction)[lang]}",
        v.label(v.DESIGN, finding.design)[lang].lower(),
        *(UI[name][lang] for name, holds in weak if holds),
    ]
    return f"{finding.study}{label_sep(lang)}{' · '.join(words)}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = tuple(head)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (names, ["---"] * len(names), *rows))


PARTS: Final[Mapping[str, Callable[[Lang], str]]] = {
    "verdicts": verdicts,
    "grades": grades,
    "controlled_designs": controlled_designs,
    "verdict_examples": verdict_examples,
}
"""Placeholder -> what stands in its place, in a language."""
