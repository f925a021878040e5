"""One more finding in a study, or one more fact in an entry, ready to be filled in; the file's comments stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Final

from aigc_kb.author.format import canonical
from aigc_kb.author.ids import reference_of
from aigc_kb.author.new import Scaffold
from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load import writer
from aigc_kb.load.comments import read
from aigc_kb.load.item import Item
from aigc_kb.load.store import Store
from aigc_kb.model.entries import Fact
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.kinds import KINDS
from aigc_kb.model.studies import Study, StudyFinding
from aigc_kb.model.text import Lang, Text
from aigc_kb.system.clock import today


@dataclass(frozen=True, slots=True)
class Part:
    """Something of which a file has a list that `kb add` can make longer."""

    field: str
    """The list: `findings`."""
    cls: type[Any]
    """Of its items."""
    whose: Text
    """What has such a list, as in "there is no … `id`"."""


PARTS: Final[Mapping[str, Part]] = {
    "finding": Part("findings", StudyFinding, Text("研究", "study")),
    "fact": Part("facts", Fact, Text("带事实的条目", "entry with facts")),
}


def add(store: Store, name: str, key: str, source: Lang) -> tuple[FilePath, str]:
    """A file with one more item of a part (a name in `PARTS`), and its text in canonical form. A study may be given by
    the DOI or arXiv id of its reference. Raises RefusedError for an id that has no such part, and for a file with
    faults."""
    part = PARTS[name]
    key = reference_of(store, key) if part.cls is StudyFinding else key
    folder, item = _found(store, part, key)
    document = read(item.source.text)
    scaffold = Scaffold(store, key, source, **_of_study(item.value))
    items = document.root.values[part.field]
    items.items.append(scaffold.with_optional(part.cls))
    items.style = ""
    if "updated" in document.root.values:
        document.root.values["updated"] = writer.text(f"{today():%Y-%m-%d}", writer.ALWAYS)
    return store.root / folder / f"{key}.yaml", writer.document(canonical(document, type(item.value)))


def _found(store: Store, part: Part, key: str) -> tuple[str, Item[Any]]:
    """The folder and the item of an id."""
    folders = [kind.folder for kind in KINDS if kind.has(part.field)]
    for folder in folders:
        if key in store.folder(folder):
            return folder, store.folder(folder)[key]
        if key in store.ids.get(folder, {}):
            path = store.ids[folder][key]
            raise RefusedError(f"{path} 有错，先修好再添加", f"{path} has faults: mend them before adding to it")
    hint = did_you_mean(key, [known for folder in folders for known in store.ids.get(folder, {})])
    raise RefusedError(f"没有{part.whose.zh}“{key}”{hint.zh}", f"there is no {part.whose.en} `{key}`{hint.en}")


def _of_study(value: Any) -> dict[str, Any]:
    """What the next finding of a study is called, and the link of the one before it: often it is on the same."""
    if not isinstance(value, Study):
        return {}
    taken, number = {finding.id for finding in value.findings}, len(value.findings) + 1
    while f"finding-{number}" in taken:
        number += 1
    last = value.findings[-1]
    return {"finding": f"finding-{number}", "link": (last.mitigation, last.problem)}
