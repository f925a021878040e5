"""Model values as JSON values and as JSON Schema, both read from the fields' own descriptions.

The keys are those of the YAML files, in their order. A field without a value is left out, as it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from aigc_kb.model import fields as f
from aigc_kb.model.text import Lang

Encoder = Callable[[Any], Any]
_ENCODERS: Final[dict[tuple[type[Any], Lang | None], Encoder]] = {}


def encode(value: Any, lang: Lang | None = None) -> Any:
    """A model dataclass as a JSON value: every text in both languages, or in one where `lang` is given."""
    return _object(type(value), lang)(value)


def _object(cls: type[Any], lang: Lang | None) -> Encoder:
    # Made once per class and kept: walking the descriptions for each of thousands of values took ten times as long.
    if known := _ENCODERS.get((cls, lang)):
        return known
    plan = [(spec.key, spec.name, _encoder(spec.kind, lang)) for spec in f.specs(cls)]

    def encode_object(value: Any) -> dict[str, Any]:
        out = {}
        for key, name, encoder in plan:
            field = getattr(value, name)
            if field is not None:
                out[key] = encoder(field) if encoder else field
        return out

    _ENCODERS[cls, lang] = encode_object
    return encode_object


def _encoder(kind: f.Kind, lang: Lang | None) -> Encoder | None:
    """How to encode a kind; None for what is a JSON value as it is."""
    match kind:
        case f.Obj():
            return _object(kind.cls, lang)
        case f.ListOf():
            item = _encoder(kind.item, lang)
            return (lambda values: [item(value) for value in values]) if item else list
        case f.Bilingual():
            return (lambda text: text[lang]) if lang else (lambda text: {"zh": text.zh, "en": text.en})
        case f.BilingualWords():
            return (lambda words: list(words[lang])) if lang else (lambda x: {"zh": list(x.zh), "en": list(x.en)})
    return None


def schema(cls: type[Any], *, bilingual: bool = True) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a class as `encode` writes it.

    Objects stay open: a field may be added within a version of the API, so readers must ignore what they do not know.
    """
    specs = f.specs(cls)
    return {
        "type": "object",
        "properties": {s.key: _schema(s.kind, bilingual) | {"description": s.doc.en} for s in specs},
        "required": [s.key for s in specs if s.required],
    }


TEXT = {
    "type": "object",
    "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
    "required": ["zh", "en"],
}


def _schema(kind: f.Kind, bilingual: bool) -> dict[str, Any]:
    match kind:
        case f.Obj():
            return schema(kind.cls, bilingual=bilingual)
        case f.ListOf():
            out: dict[str, Any] = {"type": "array", "items": _schema(kind.item, bilingual)}
            if kind.least:
                out["minItems"] = kind.least
            return out
        case f.Bilingual():
            return dict(TEXT) if bilingual else {"type": "string", "minLength": 1}
        case f.BilingualWords():
            words = {"type": "array", "items": {"type": "string"}}
            return {"type": "object", "properties": {"zh": words, "en": words}} if bilingual else words
        case f.Int():
            return {"type": "integer", "minimum": kind.low, "maximum": kind.high}
        case f.Bool():
            return {"type": "boolean"}
        case f.OneOf():
            return {"type": "string", "enum": list(kind.values)}
        case f.Date():
            return {"type": "string", "pattern": f"^{f.DATE_PATTERN}$"}
        case f.Url():
            return {"type": "string", "format": "uri"}
        case f.Str(pattern=str(pattern)):
            return {"type": "string", "pattern": f"^(?:{pattern})$"}
    return {"type": "string"}
