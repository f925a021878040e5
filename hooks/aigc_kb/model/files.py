"""Which files a data directory has, and the class of what each holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from aigc_kb.model.kinds import KINDS
from aigc_kb.model.registers import Areas, Planner, Site
from aigc_kb.model.text import Text
from aigc_kb.model.versions import Versions


@dataclass(frozen=True, slots=True)
class DataFile:
    """A kind of data file."""

    name: str
    """Of its schema."""
    cls: type[Any]
    """What the whole file is decoded to."""
    title: Text
    pattern: str
    """The files below the data directory, as `problems/*.yaml` or `site.yaml`."""


SINGLE: Final = tuple(
    DataFile(name, cls, title, f"{name}.yaml")
    for name, cls, title in (
        ("areas", Areas, Text("领域", "Areas")),
        ("site", Site, Text("站点", "Site")),
        ("planner", Planner, Text("自查规则", "Planner")),
        ("versions", Versions, Text("版本", "Versions")),
    )
)
"""The files of which there is one."""

DATA_FILES: Final = (*(DataFile(x.name, x.cls, x.title, f"{x.folder}/*.yaml") for x in KINDS), *SINGLE)


def class_of(path: str) -> type[Any] | None:
    """The class of a file's whole content, by its path below the data directory; None for any other file."""
    folder, _, name = path.rpartition("/")
    pattern = f"{folder}/*.yaml" if folder and name.endswith(".yaml") else path
    return next((file.cls for file in DATA_FILES if file.pattern == pattern), None)
