"""The one table of the kinds of entries, and of the other things that have a file each.

A new kind is a class, a row here, and the builder of its page (`pages/build.py`). Folders in the data, addresses,
schemas, the API, `kb new`, checks and locks read this table; what a kind has by its fields (`facts`, `mappings`) is
asked of its class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from aigc_kb.model.entries import Case, Mitigation, Path, Problem
from aigc_kb.model.fields import by_key
from aigc_kb.model.frameworks import Framework
from aigc_kb.model.registers import Reference, Term
from aigc_kb.model.studies import Study
from aigc_kb.model.text import Text


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of thing of which each has a file of its own, `<folder>/<id>.yaml`."""

    name: str
    """Of one of them, in commands, schemas and the API: `problem`."""
    folder: str
    """Of all of them, in the data, in addresses and in the API: `problems`."""
    cls: type[Any]
    label: Text
    """One of them in a sentence."""
    plural: Text
    """All of them as a heading."""
    counter: str = "个"
    """The Chinese measure word, as in 一个难题."""
    entry: bool = False
    """Whether it is an entry, which readers cite: it has a title, a summary, a status, dates and former ids, texts link
    to it as `[[id]]`, and lists, feeds, books and search know it. The others are what entries lean on."""
    page: bool = False
    """Whether each has a page of its own, whose address is promised (`ids.lock`)."""
    started: bool = False
    """Whether `kb new` starts one."""

    counted: bool = False
    """Whether a version of the content says how many changed, not which."""
    weight: float = 0
    """How much a match in one of them counts where one searches; what has none is not found by itself."""

    @property
    def title(self) -> Text:
        """The label as a heading."""
        return Text(self.label.zh, self.label.en[0].upper() + self.label.en[1:])

    def has(self, field: str) -> bool:
        """Whether its entries have a field of this key, such as `facts` or `mappings`."""
        return field in by_key(self.cls)


def _entry(
    name: str, folder: str, cls: type[Any], label: Text, plural: Text, weight: float, counter: str = "个"
) -> EntryKind:
    return EntryKind(name, folder, cls, label, plural, counter, entry=True, page=True, started=True, weight=weight)


KINDS: Final[tuple[EntryKind, ...]] = (
    _entry("problem", "problems", Problem, Text("难题", "problem"), Text("难题", "Problems"), 1.25),
    _entry("mitigation", "mitigations", Mitigation, Text("对策", "mitigation"), Text("对策", "Mitigations"), 1.15),
    _entry("case", "cases", Case, Text("案例", "case"), Text("案例", "Cases"), 0.95),
    _entry("path", "paths", Path, Text("阅读路径", "reading path"), Text("阅读路径", "Reading paths"), 0.95, "条"),
    EntryKind(
        "study",
        "studies",
        Study,
        Text("研究", "study"),
        Text("研究", "Studies"),
        "项",
        page=True,
        started=True,
        counted=True,
        weight=0.5,
    ),
    EntryKind(
        "reference",
        "references",
        Reference,
        Text("文献", "reference"),
        Text("参考文献", "References"),
        "条",
        counted=True,
    ),
    EntryKind("term", "terms", Term, Text("术语", "term"), Text("术语", "Terms"), started=True, counted=True),
    EntryKind(
        "framework",
        "frameworks",
        Framework,
        Text("框架登记表", "framework registry"),
        Text("框架", "Frameworks"),
        page=True,
        weight=0.9,
    ),
)
"""In the order in which lists, schemas and the API name them."""

ENTRIES: Final = tuple(kind for kind in KINDS if kind.entry)
PLAIN: Final = tuple(kind for kind in KINDS if kind.page and not kind.entry and kind.cls is not Framework)
"""Kinds that are no entries and whose pages and JSON need no more than this table, as those of a framework do, whose
items are shown by themselves."""
BY_NAME: Final = {kind.name: kind for kind in KINDS}
BY_FOLDER: Final = {kind.folder: kind for kind in KINDS}
BY_CLASS: Final = {kind.cls: kind for kind in KINDS}


def kind_of(value: object) -> EntryKind:
    """The kind of an entry, or of anything else that has a file of its own. Raises KeyError for other values."""
    return BY_CLASS[type(value)]
