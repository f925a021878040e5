"""Values of the model with every text that readers see replaced by a payload."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Final

from aigc_kb.model.fields import Bilingual, BilingualWords, ListOf, Obj, specs
from aigc_kb.model.text import Text, Words

PAYLOADS: Final = [
    line
    for line in (Path(__file__).parent / "fixtures" / "payloads.txt").read_text(encoding="utf-8").splitlines()
    if line
]


def poisoned(value: Any, payload: str) -> Any:
    """A model value with every bilingual text and alias replaced by the payload."""
    changes: dict[str, Any] = {}
    for spec in specs(type(value)):
        current = getattr(value, spec.name)
        if current is not None:
            changes[spec.name] = _poisoned(current, spec.kind, payload)
    return dataclasses.replace(value, **changes)


def _poisoned(value: Any, kind: object, payload: str) -> Any:
    match kind:
        case Bilingual():
            return Text(payload, payload)
        case BilingualWords():
            return Words((payload,), (payload,))
        case ListOf():
            return tuple(_poisoned(item, kind.item, payload) for item in value)
        case Obj():
            return poisoned(value, payload)
    return value
