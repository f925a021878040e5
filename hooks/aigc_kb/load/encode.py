"""From the model's dataclasses to trees, the way back from `decode`."""

from __future__ import annotations

from typing import Any, Final

from aigc_kb.load import writer
from aigc_kb.load.source import Node
from aigc_kb.model import fields as f
from aigc_kb.model.conditions import Answered, Condition
from aigc_kb.model.text import LANGS


def tree(value: Any) -> Node:
    """A model dataclass as a tree, line by line; what is not required and says no more than its default is left out."""
    return _TREES.obj(f.Obj(type(value)), value)


class _Trees(f.Visitor[[Any], Node]):
    def string(self, kind: f.Kind, value: str) -> Node:
        return writer.text(value)

    url = one_of = vocabulary = entry_ref = reference_key = framework_ref = string

    def number(self, kind: f.Kind, value: float) -> Node:
        return writer.text(str(value), "")

    integer = number

    def boolean(self, kind: f.Bool, value: bool) -> Node:
        return writer.text("true" if value else "false", "")

    def date(self, kind: f.Date, value: str) -> Node:
        return writer.text(value, writer.ALWAYS)

    def bilingual(self, kind: f.Bilingual, value: Any) -> Node:
        if kind.markup == "block":
            return writer.mapping({lang: writer.text(f"{value[lang]}\n", "|") for lang in LANGS})
        return writer.mapping({lang: writer.text(value[lang]) for lang in LANGS})

    def bilingual_words(self, kind: f.BilingualWords, value: Any) -> Node:
        return writer.mapping({lang: writer.sequence(map(writer.text, value[lang])) for lang in LANGS})

    def list_of(self, kind: f.ListOf, value: Any) -> Node:
        return writer.sequence(self.visit(kind.item, item) for item in value)

    def logic(self, kind: f.Logic, value: Condition) -> Node:
        if isinstance(value, Answered):
            return self.obj(f.Obj(Answered), value)
        parts = [self.logic(kind, part) for part in value.parts]
        return writer.mapping({value.how: parts[0] if value.how == "not" else writer.sequence(parts)})

    def obj(self, kind: f.Obj, value: Any) -> Node:
        fields = [(spec, getattr(value, spec.name)) for spec in f.specs(kind.cls)]
        return writer.mapping({s.key: self.visit(s.kind, v) for s, v in fields if s.required or v != s.default})


_TREES: Final = _Trees()
