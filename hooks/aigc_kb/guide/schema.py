"""JSON Schemas of the data files, made from the model: completion, descriptions and first checks in any editor.

They say what one file alone can say. That a reference exists or two languages agree, only `kb check` knows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from aigc_kb.model import fields as f
from aigc_kb.model.conditions import Answered
from aigc_kb.model.files import DATA_FILES
from aigc_kb.model.registers import Area, Site
from aigc_kb.model.text import LANGS, Text

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ADDRESS: Final = "api/v1/schema/data/"
"""Where the schemas are published, below the site's address."""

DOCUMENTS: Final[dict[str, tuple[type[Any], Text, str]]] = {
    file.name: (file.cls, file.title, file.pattern) for file in DATA_FILES
}
"""Schema name -> the class of the whole file, what it is, and the files it describes below the data directory."""

_NOT_BLANK: Final = r"\S"
_LANGUAGE: Final = {"zh": "中文 · Chinese", "en": "英文 · English"}
_MARKUP: Final = {
    "plain": Text("一行纯文字", "one line of plain text"),
    "inline": Text("一段文字，可用强调、链接和引用", "one paragraph; emphasis, links and citations allowed"),
    "block": Text("段落和列表", "paragraphs and lists"),
}


def documents(site: Site, areas: Iterable[Area], url: str = "") -> dict[str, str]:
    """File name -> JSON of every schema, with the words that a knowledge base lists itself. `url` is where it is
    published, ending in a slash, if not at the address in `site.yaml`."""
    words = vocabularies(site, areas)
    out = {}
    for name, (cls, title, _) in DOCUMENTS.items():
        schema = _Schemas(words).document(cls) | {"title": _both(title)}
        head = {"$schema": DIALECT, "$id": f"{url or site.url}{ADDRESS}{name}.json"}
        out[f"{name}.json"] = json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n"
    return out


def vocabularies(site: Site, areas: Iterable[Area]) -> dict[str, dict[str, Text]]:
    """The words that the knowledge base itself lists, with their names."""
    labels = {"role": site.roles, "stage": site.stages, "modality": site.modalities}
    return {
        **{name: {label.id: label.title for label in group} for name, group in labels.items()},
        "area": {area.id: area.title for area in areas},
        "origin": {origin.id: origin.text for origin in site.origins},
        "jurisdiction": {jurisdiction.id: jurisdiction.title for jurisdiction in site.jurisdictions},
    }


def _both(text: Text) -> str:
    return f"{text.zh} · {text.en}" if text.zh != text.en else text.en


class _Schemas(f.Visitor[[], Schema]):
    """Kind -> the schema of its values, as it is referred to; collects the definitions of one document meanwhile."""

    def __init__(self, vocabularies: dict[str, dict[str, Text]]) -> None:
        self.vocabularies = vocabularies
        self.definitions: dict[str, Schema] = {}

    def document(self, cls: type[Any]) -> Schema:
        body = self.object(cls)
        # An editor's modeline and formatters may leave a `$schema` key; it is no field, so it is not allowed either.
        return body | ({"$defs": dict(sorted(self.definitions.items()))} if self.definitions else {})

    def object(self, cls: type[Any]) -> Schema:
        specs = f.specs(cls)
        return {
            "type": "object",
            "properties": {s.key: self.described(s) for s in specs},
            "required": [s.key for s in specs if s.required],
            "additionalProperties": False,
        }

    def described(self, spec: f.Spec) -> Schema:
        schema = self.visit(spec.kind)
        hint = _MARKUP[spec.kind.markup] if isinstance(spec.kind, f.Bilingual) else None
        doc = Text(f"{spec.doc.zh}（{hint.zh}）", f"{spec.doc.en} ({hint.en})") if hint else spec.doc
        return {"description": _both(doc)} | schema

    def string(self, kind: f.Str) -> Schema:
        return {"type": "string", "pattern": f"^(?:{kind.pattern})$" if kind.pattern else _NOT_BLANK}

    def integer(self, kind: f.Int) -> Schema:
        return {"type": "integer", "minimum": kind.low, "maximum": kind.high}

    def number(self, kind: f.Number) -> Schema:
        return {"type": "number", **kind.bounds()}

    def boolean(self, kind: f.Bool) -> Schema:
        return {"type": "boolean"}

    def date(self, kind: f.Date) -> Schema:
        pattern = f.DATE_PATTERN if kind.partial else "[0-9]{4}-[0-9]{2}-[0-9]{2}"
        examples = ["2026", "2026-11", "2026-11-24"] if kind.partial else ["2026-11-24"]
        full = {} if kind.partial else {"format": "date"}
        return {"type": "string", "pattern": f"^{pattern}$", **full, "examples": examples}

    def url(self, kind: f.Url) -> Schema:
        return {"type": "string", "format": "uri", "pattern": r"^https?://\S+$", "examples": ["https://"]}

    def one_of(self, kind: f.OneOf) -> Schema:
        return _one_of(dict(kind.labels))

    def vocabulary(self, kind: f.Vocabulary) -> Schema:
        return _one_of(self.vocabularies.get(kind.name, {}))

    def key(self, kind: f.Kind) -> Schema:
        return {"type": "string", "pattern": f"^{f.ID_PATTERN}$"}

    entry_ref = reference_key = framework_ref = key

    def bilingual(self, kind: f.Bilingual) -> Schema:
        return self.reference("Text", lambda: _sides({"type": "string", "pattern": _NOT_BLANK}))

    def bilingual_words(self, kind: f.BilingualWords) -> Schema:
        words = {"type": "array", "items": {"type": "string", "pattern": _NOT_BLANK}, "uniqueItems": True}
        return self.reference("Words", lambda: _sides(words))

    def list_of(self, kind: f.ListOf) -> Schema:
        schema: Schema = {"type": "array", "items": self.visit(kind.item)}
        if kind.least:
            schema["minItems"] = kind.least
        if kind.unique:
            schema["uniqueItems"] = True
        return schema

    def logic(self, kind: f.Logic) -> Schema:
        return self.reference("Condition", self.condition)

    def condition(self) -> Schema:
        """One of the four forms; an editor offers them by their keys."""
        part: Schema = {"$ref": "#/$defs/Condition"}
        parts: Schema = {"type": "array", "items": part, "minItems": 1}
        combined = {"all": parts, "any": parts, "not": part}
        forms = [{"properties": {how: form}, "required": [how]} for how, form in combined.items()]
        forms.append(self.object(Answered))
        return {"type": "object", "oneOf": [form | {"additionalProperties": False} for form in forms]}

    def obj(self, kind: f.Obj) -> Schema:
        return self.reference(kind.cls.__name__, lambda: self.object(kind.cls))

    def reference(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _sides(schema: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {lang: {"description": _LANGUAGE[lang]} | schema for lang in LANGS},
        "required": list(LANGS),
        "additionalProperties": False,
    }


def _one_of(labels: dict[str, Text]) -> Schema:
    # An empty enumeration would be no valid schema, and nothing could satisfy it.
    if not labels:
        return {"type": "string", "not": {}}
    return {"enum": list(labels), "enumDescriptions": [_both(label) for label in labels.values()]}
