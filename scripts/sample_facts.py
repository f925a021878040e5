"""Draws facts or findings at random for a re-check against their sources, the same ones for the same seed and data.

    .venv/bin/python scripts/sample_facts.py --of findings --seed 20261125 --count 30 data

The population is every fact of problems, mitigations and cases, or every finding of the studies. It is sorted, then put
into one random order by the seed; a larger count therefore continues a smaller one, which is how one that cannot be
verified is replaced without choosing.

Exit codes: 0 drawn, 2 cannot run (faulty data, or fewer than asked for).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aigc_kb.base.kb import DataError, KnowledgeBase, load
from aigc_kb.model.entries import Fact


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """One claim of the population. `field` is where it stands in the entry's file, counted from 1."""

    entry: str
    field: str
    zh: str
    en: str
    references: tuple[str, ...]
    as_of: str
    where: str


def claims(kb: KnowledgeBase) -> Iterator[Claim]:
    """The facts, in file order."""
    for entry in (*kb.measured(), *kb.cases.values()):
        for number, fact in enumerate(entry.facts, 1):
            text = fact.claim
            field = f"facts[{number:02}]"
            yield Claim(entry.id, field, text["zh"], text["en"], fact.references, fact.as_of, seen(fact))


def seen(fact: Fact) -> str:
    """How a fact was read, and where."""
    return "; ".join([fact.read, *((fact.where,) if fact.where else ()), *fact.read_at])


def findings(kb: KnowledgeBase) -> Iterator[Claim]:
    """The findings of the studies, in file order; `as_of` is the version that was read."""
    for study in kb.studies.values():
        for number, found in enumerate(study.findings, 1):
            text, field = found.text, f"findings[{number:02}]"
            yield Claim(study.id, field, text["zh"], text["en"], study.references, study.version or "", found.where)


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
            f"{number}. {claim.entry} {claim.field} (as of {claim.as_of})",
            f"   zh: {claim.zh}",
            f"   en: {claim.en}",
            f"   references: {', '.join(claim.references)}",
            f"   read: {claim.where or '-'}",
        )
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="Draw facts at random for a re-check against their sources.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--of", choices=("facts", "findings"), default="facts")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=30)
    options = parser.parse_args(argv)
    try:
        kb = load(options.data)
        population = list(claims(kb) if options.of == "facts" else findings(kb))
        drawn = draw(population, options.seed, options.count)
    except (DataError, OSError, ValueError) as error:
        print(f"sample_facts: {error}", file=sys.stderr)
        return 2
    print(f"population {len(population)}, seed {options.seed}, drawn {len(drawn)}\n")
    print("\n\n".join(shown(number, claim) for number, claim in enumerate(drawn, 1)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
