"""Which problems have only links that nothing was measured on?  哪些难题的对策没有一条被直接测过？

    python examples/opinion_only.py [DATA] [--lang zh|en] [--plot FILE.png]

A link between a mitigation and a problem that no study has tested directly has the grade practice or opinion; grades
are derived from the studies. Prints the problems, weakest first, with the best grade of evidence of every problem as a
bar chart in text; with matplotlib installed, `--plot` draws the same chart.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter

from aigc_kb import KnowledgeBase, load, relate
from aigc_kb.model.text import Lang, Text
from aigc_kb.model.vocabulary import GRADE

GRADES = GRADE.values  # best first
WEAK = {"practice", "opinion"}


def best_grades(kb: KnowledgeBase) -> dict[str, str]:
    """Problem -> the best grade among the mitigations that address it; problems without any are left out."""
    evidence = relate(kb).evidence
    best: dict[str, str] = {}
    for mitigation in kb.mitigations.values():
        for address in mitigation.addresses:
            grade = evidence[mitigation.id, address.problem].assessment.grade
            best[address.problem] = min(best.get(address.problem, grade), grade, key=GRADES.index)
    return best


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", default=os.environ.get("KB_DATA", "data"))
    parser.add_argument("--lang", choices=("zh", "en"), default="en")
    parser.add_argument("--plot", metavar="FILE.png")
    arguments = parser.parse_args(argv)

    kb = load(arguments.data)
    best = best_grades(kb)
    weak = [kb.problems[key] for key in kb.problems if best.get(key) in WEAK]
    for problem in sorted(weak, key=lambda p: (-GRADES.index(best[p.id]), -p.severity.level)):
        print(f"{best[problem.id]:10} severity {problem.severity.level}  {problem.id}: {problem.title[arguments.lang]}")

    counts = Counter(best.values())
    print(f"\n{len(weak)} of {len(kb.problems)} problems. Best grade of each problem:")
    for grade in GRADES:
        print(f"{grade:10} {'#' * counts[grade]} {counts[grade]}")
    if arguments.plot:
        plot(counts, arguments.plot, arguments.lang)


def plot(counts: Counter[str], file: str, lang: Lang) -> None:
    """The chart as a picture, where matplotlib is installed; grades that are no measurement stand out."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        print("(no picture: matplotlib is not installed; the chart in text says the same)")
        return
    if lang == "zh":
        matplotlib.rcParams["font.sans-serif"] = [
            "Noto Sans CJK SC",
            "Noto Sans CJK JP",
            "Microsoft YaHei",
            "PingFang SC",
        ]
    labels = dict(GRADE.labels)
    title = Text("每个难题的对策中，证据最强的属于哪一级", "Best evidence of any mitigation, by problem")
    legend = Text("难题数（橙色：没有测量支持）", "problems (orange: no measurement behind it)")
    grades = GRADES[::-1]
    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(
        [labels[grade][lang] for grade in grades],
        [counts[grade] for grade in grades],
        color=["tab:orange" if grade in WEAK else "tab:blue" for grade in grades],
    )
    axes.bar_label(bars, padding=3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel(legend[lang])
    axes.set_title(title[lang])
    figure.savefig(file, metadata={"Software": ""})


if __name__ == "__main__":
    main()
