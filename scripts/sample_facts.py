"""Draws facts and findings at random for a re-check against their sources, the same ones for the same seed and data.

    .venv/bin/python scripts/sample_facts.py --seed 20261125 --count 30 --findings 60 data

The facts are those of problems, mitigations and cases, and every practice of a mitigation's edge that names a
reference and carries a figure; the findings are those of all studies. Each population is sorted, then put into one
random order by the seed; a larger count therefore continues a smaller one, which is how a fact that cannot be verified
is replaced without choosing.

Exit codes: 0 drawn, 2 cannot run (faulty data, or fewer than asked for).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aigc_kb.base.kb import DataError, KnowledgeBase, load
from aigc_kb.model.studies import Effect
from aigc_kb.model.text import Text

# Citations and links are no figures of the claim, though years and ids in them have digits.
_NO_FIGURE: Final = re.compile(r"\[@[^\]]*\]|\[\[[^\]]*\]\]")


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """One claim of the population. `field` is where it stands in the entry's file, counted from 1."""

    entry: str
    field: str
    zh: str
    en: str
    references: tuple[str, ...]
    as_of: str
    checked: str
    more: tuple[str, ...] = ()
    """What else of it can be wrong, line by line."""


def carries_figure(text: Text) -> bool:
    """Whether either language has a digit outside citations and links."""
    return any(char.isdigit() for lang in (text["zh"], text["en"]) for char in _NO_FIGURE.sub("", lang))


def claims(kb: KnowledgeBase) -> Iterator[Claim]:
    """The population, in file order."""
    for entry in (*kb.measured(), *kb.cases.values()):
        for number, fact in enumerate(entry.facts, 1):
            text = fact.claim
            field = f"facts[{number:02}]"
            yield Claim(entry.id, field, text["zh"], text["en"], fact.references, fact.as_of, fact.checked or "")
    for mitigation in kb.mitigations.values():
        for number, edge in enumerate(mitigation.addresses, 1):
            practice = edge.practice
            if practice and practice.references and carries_figure(practice.text):
                text, field = practice.text, f"addresses[{number:02}]"
                yield Claim(mitigation.id, field, text["zh"], text["en"], practice.references, "", "")


def findings(kb: KnowledgeBase) -> Iterator[Claim]:
    """Every finding of every study, in file order."""
    for study in kb.studies.values():
        sample = f"{study.sample.n} {study.sample.unit['en']}" if study.sample else "sample not given"
        for found in study.findings:
            more = (
                f"link: {found.mitigation} -> {found.problem}, {found.direction}",
                f"test: {'direct' if found.direct else 'indirect'}, {study.design}, {study.independence}, {sample}",
                f"numbers: {_numbers(found.effect)}",
            )
            field, text, read = f"findings[{found.id}]", found.text, f"{found.read}, {found.where}"
            yield Claim(study.id, field, text["zh"], text["en"], study.references, study.period or "", read, more)


def _numbers(effect: Effect | None) -> str:
    if effect is None:
        return "-"
    levels = f"{effect.before:g} -> {effect.after:g}" if effect.before is not None and effect.after is not None else ""
    change = f"{effect.change:+g}" if effect.change is not None else ""
    interval = f" [{', '.join(f'{x:g}' for x in effect.interval)}]" if effect.interval else ""
    return f"{levels}{change} {effect.unit['en']}{interval}"


def draw(population: Sequence[Claim], seed: int, count: int) -> list[Claim]:
    """The first `count` claims of the seed's order. Raises ValueError if there are fewer."""
    if count > len(population):
        raise ValueError(f"{count} claims asked for, {len(population)} there are")
    # A sample of everything, then cut: sample(…, 30) is not the beginning of sample(…, 40).
    return random.Random(seed).sample(sorted(population), len(population))[:count]  # noqa: S311


def shown(number: int, claim: Claim) -> str:
    """A claim as text, numbered by the order of drawing."""
    return "\n".join(
        (
            f"{number}. {claim.entry} {claim.field}" + (f" (as of {claim.as_of})" if claim.as_of else ""),
            f"   zh: {claim.zh}",
            f"   en: {claim.en}",
            f"   references: {', '.join(claim.references)}",
            f"   checked: {claim.checked or '-'}",
            *(f"   {line}" for line in claim.more),
        )
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="Draw facts and findings at random for a re-check against sources.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=30, help="how many facts (30)")
    parser.add_argument("--findings", type=int, default=0, help="how many findings of studies (none)")
    options = parser.parse_args(argv)
    try:
        kb = load(options.data)
        told = [_sample("", list(claims(kb)), options.seed, options.count)]
        if options.findings:
            told.append(_sample("findings: ", list(findings(kb)), options.seed, options.findings))
    except (DataError, OSError, ValueError) as error:
        print(f"sample_facts: {error}", file=sys.stderr)
        return 2
    print("\n\n".join(told))
    return 0


def _sample(title: str, population: list[Claim], seed: int, count: int) -> str:
    drawn = draw(population, seed, count)
    head = f"{title}population {len(population)}, seed {seed}, drawn {len(drawn)}"
    return "\n\n".join((head, *(shown(number, claim) for number, claim in enumerate(drawn, 1))))


if __name__ == "__main__":
    sys.exit(main())
