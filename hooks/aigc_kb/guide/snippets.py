"""Snippets for editors, made from the model: every list item and text pair, with choices where there is a closed list."""

from __future__ import annotations

import json
from typing import Any, Final

from aigc_kb.guide.schema import DOCUMENTS
from aigc_kb.load import writer
from aigc_kb.load.source import Node
from aigc_kb.model import fields as f
from aigc_kb.model.conditions import Answered
from aigc_kb.model.kinds import KINDS
from aigc_kb.model.text import LANGS, Text

_ENTRIES: Final = tuple(kind.cls for kind in KINDS if kind.started)


def settings() -> str:
    """Which schema belongs to which files, for VS Code's YAML extension."""
    schemas = {f"./schema/{name}.json": f"data/{files}" for name, (_, _, files) in DOCUMENTS.items()}
    wanted = {
        "yaml.schemas": schemas,
        "yaml.format.enable": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "files.trimTrailingWhitespace": True,
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.wordWrap": "on"},
    }
    return json.dumps(wanted, ensure_ascii=False, indent=2) + "\n"


def snippets() -> str:
    """The snippets file, as VS Code reads it."""
    out: dict[str, Any] = {
        "kb-text": _snippet("kb-text", Text("一对中英文文字", "A text in both languages"), ["zh: $1", "en: $2"]),
        "kb-link": _snippet("kb-link", Text("链接到条目", "Link to an entry"), ["[[${1:id}]]"]),
        "kb-cite": _snippet("kb-cite", Text("引用文献", "Cite a reference"), ["[@${1:key}]"]),
    }
    for cls in _ENTRIES:
        for spec in f.specs(cls):
            if isinstance(spec.kind, f.ListOf) and isinstance(spec.kind.item, f.Obj):
                name = f"kb-{_singular(spec.key)}"
                body = writer.lines(writer.sequence([_Body().item(spec.kind.item)]))
                if name in out and out[name]["body"] != body:
                    name = f"{name}-{cls.__name__.lower()}"
                out.setdefault(name, _snippet(name, spec.doc, body))
    return json.dumps(out, ensure_ascii=False, indent=2) + "\n"


def _snippet(prefix: str, doc: Text, body: list[str]) -> dict[str, Any]:
    return {"scope": "yaml,markdown", "prefix": prefix, "description": f"{doc.zh} · {doc.en}", "body": body}


def _singular(key: str) -> str:
    return {"addresses": "address", "leads_to": "leads-to", "no_match": "no-match"}.get(key, key.removesuffix("s"))


class _Body(f.Visitor[[f.Spec], Node]):
    """Kind -> the value of a field in one snippet; every place to fill in gets the next number."""

    def __init__(self) -> None:
        self.stop = 0

    def item(self, kind: f.Obj) -> Node:
        """The required fields of a class."""
        return writer.mapping({s.key: self.visit(s.kind, s) for s in f.specs(kind.cls) if s.required})

    def place_here(self, kind: f.Kind, spec: f.Spec) -> Node:
        return self.place(spec.doc.en)

    string = integer = number = boolean = url = place_here
    vocabulary = entry_ref = reference_key = framework_ref = place_here

    def date(self, kind: f.Date, spec: f.Spec) -> Node:
        self.stop += 1
        today = "$CURRENT_YEAR-$CURRENT_MONTH" + ("" if kind.partial else "-$CURRENT_DATE")
        return writer.text(f"${{{self.stop}:{today}}}", writer.ALWAYS)

    def one_of(self, kind: f.OneOf, spec: f.Spec) -> Node:
        self.stop += 1
        return writer.text(f"${{{self.stop}|{','.join(kind.values)}|}}", "")

    def bilingual(self, kind: f.Bilingual, spec: f.Spec) -> Node:
        return writer.mapping({lang: self.place(spec.doc[lang]) for lang in LANGS})

    def bilingual_words(self, kind: f.BilingualWords, spec: f.Spec) -> Node:
        return writer.mapping({lang: self.empty() for lang in LANGS})

    def list_of(self, kind: f.ListOf, spec: f.Spec) -> Node:
        return self.empty()

    def logic(self, kind: f.Logic, spec: f.Spec) -> Node:
        return self.item(f.Obj(Answered))

    def obj(self, kind: f.Obj, spec: f.Spec) -> Node:
        return self.item(kind)

    def empty(self) -> Node:
        """A list to be filled in."""
        return writer.sequence([self.place("")], brackets=True)

    def place(self, words: str) -> Node:
        """A place to fill in, with words that say what."""
        self.stop += 1
        words = words.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
        return writer.text(f"${{{self.stop}:{words}}}" if words else f"${self.stop}", "")
