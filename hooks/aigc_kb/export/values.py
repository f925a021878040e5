"""Model values as JSON values and as JSON Schema, both read from the fields' own descriptions.

The keys are those of the YAML files, in their order. A field without a value is left out, as it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from aigc_kb.model import fields as f
from aigc_kb.model.conditions import to_value
from aigc_kb.model.text import Lang

Schema = dict[str, Any]
Encoder = Callable[[Any], Any]
_ENCODERS: Final[dict[tuple[type[Any], Lang | None], Encoder]] = {}


def encode(value: Any, lang: Lang | None = None) -> Any:
    """A model dataclass as a JSON value: every text in both languages, or in one where `lang` is given."""
    return _object(type(value), lang)(value)


def _object(cls: type[Any], lang: Lang | None) -> Encoder:
    # Made once per class and kept: walking the descriptions for each of thousands of values took ten times as long.
    if known := _ENCODERS.get((cls, lang)):
        return known
    encoders = _Encoders(lang)
    plan = [(spec.key, spec.name, encoders.visit(spec.kind), _absent(spec)) for spec in f.specs(cls)]

    def encode_object(value: Any) -> dict[str, Any]:
        out = {}
        for key, name, encoder, absent in plan:
            field = getattr(value, name)
            if field not in absent:
                out[key] = encoder(field) if encoder else field
        return out

    _ENCODERS[cls, lang] = encode_object
    return encode_object


def _absent(spec: f.Spec) -> tuple[Any, ...]:
    """What a field has that was left out. Of lists these are only those that hold something wherever they stand."""
    filled = isinstance(spec.kind, f.ListOf) and spec.kind.least and not spec.required
    return (None, ()) if filled else (None,)


class _Encoders(f.Visitor[[], Encoder | None]):
    """How to encode a kind; None for what is a JSON value as it is."""

    def __init__(self, lang: Lang | None) -> None:
        self.lang = lang

    def as_it_is(self, kind: f.Kind) -> None:
        return None

    string = integer = number = boolean = date = url = one_of = vocabulary = as_it_is
    entry_ref = reference_key = framework_ref = as_it_is

    def bilingual(self, kind: f.Bilingual) -> Encoder:
        lang = self.lang
        return (lambda text: text[lang]) if lang else (lambda text: {"zh": text.zh, "en": text.en})

    def bilingual_words(self, kind: f.BilingualWords) -> Encoder:
        lang = self.lang
        return (lambda words: list(words[lang])) if lang else (lambda x: {"zh": list(x.zh), "en": list(x.en)})

    def list_of(self, kind: f.ListOf) -> Encoder:
        item = self.visit(kind.item)
        return (lambda values: [item(value) for value in values]) if item else list

    def logic(self, kind: f.Logic) -> Encoder:
        return to_value

    def obj(self, kind: f.Obj) -> Encoder:
        return _object(kind.cls, self.lang)


def schema(cls: type[Any], *, bilingual: bool = True) -> Schema:
    """The JSON Schema (2020-12) of a class as `encode` writes it.

    Objects stay open: a field may be added within a version of the API, so readers must ignore what they do not know.
    """
    return _Schemas(bilingual=bilingual).obj(f.Obj(cls))


TEXT: Final[Schema] = {
    "type": "object",
    "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
    "required": ["zh", "en"],
}


class _Schemas(f.Visitor[[], Schema]):
    """Kind -> the schema of its values, texts in both languages or in one."""

    def __init__(self, *, bilingual: bool) -> None:
        self.both = bilingual

    def string(self, kind: f.Str) -> Schema:
        return {"type": "string", "pattern": f"^(?:{kind.pattern})$"} if kind.pattern else {"type": "string"}

    def integer(self, kind: f.Int) -> Schema:
        return {"type": "integer", "minimum": kind.low, "maximum": kind.high}

    def number(self, kind: f.Number) -> Schema:
        return {"type": "number", **kind.bounds()}

    def boolean(self, kind: f.Bool) -> Schema:
        return {"type": "boolean"}

    def date(self, kind: f.Date) -> Schema:
        return {"type": "string", "pattern": f"^{f.DATE_PATTERN}$"}

    def url(self, kind: f.Url) -> Schema:
        return {"type": "string", "format": "uri"}

    def one_of(self, kind: f.OneOf) -> Schema:
        return {"type": "string", "enum": list(kind.values)}

    def key(self, kind: f.Kind) -> Schema:
        return {"type": "string"}

    vocabulary = entry_ref = reference_key = framework_ref = key

    def bilingual(self, kind: f.Bilingual) -> Schema:
        return dict(TEXT) if self.both else {"type": "string", "minLength": 1}

    def bilingual_words(self, kind: f.BilingualWords) -> Schema:
        words = {"type": "array", "items": {"type": "string"}}
        return {"type": "object", "properties": {"zh": words, "en": words}} if self.both else words

    def list_of(self, kind: f.ListOf) -> Schema:
        schema: Schema = {"type": "array", "items": self.visit(kind.item)}
        return schema | ({"minItems": kind.least} if kind.least else {})

    def logic(self, kind: f.Logic) -> Schema:
        return {"type": "object", "minProperties": 1}

    def obj(self, kind: f.Obj) -> Schema:
        specs = f.specs(kind.cls)
        return {
            "type": "object",
            "properties": {s.key: self.visit(s.kind) | {"description": s.doc.en} for s in specs},
            "required": [s.key for s in specs if s.required],
        }
