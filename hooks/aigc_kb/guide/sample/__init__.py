"""Two small knowledge bases about bread, so that nobody takes an example for a statement about the real subject.

`small/` is the ground that rules' examples stand on, a few screens without a single finding. `full/` has every field
of the model filled in: the field guide takes its examples from it. Both are data directories like any other:
`kb check --data hooks/aigc_kb/guide/sample/full`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

Name = Literal["small", "full"]


@cache
def sample(name: Name) -> Mapping[str, str]:
    """The files of a sample: path below the data directory -> text, sorted by path."""
    root = Path(__file__).parent / name
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return MappingProxyType({path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files})
