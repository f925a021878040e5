"""New entries, ready to be filled in: every field in its order, explained in both languages where it is filled in.

What has to be written is marked TODO, and so is every value that had to be guessed. `kb check` reports each TODO
(KB450) until it is gone, whatever the status of the entry: a scaffold can never pass for a finished entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path as FilePath
from typing import Any, Final

from aigc_kb.author.ids import refuse_unusable
from aigc_kb.guide.schema import ADDRESS
from aigc_kb.load import writer
from aigc_kb.load.comments import Document
from aigc_kb.load.locks import ids_lock
from aigc_kb.load.source import Node, Remarks
from aigc_kb.load.store import ENTRY_FOLDERS, IDS_LOCK, Store
from aigc_kb.model import fields as f
from aigc_kb.model import vocabulary as v
from aigc_kb.model.entries import Address
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.kinds import BY_NAME, KINDS
from aigc_kb.model.registers import Term
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.system.clock import today

STARTED: Final = {kind.name: kind for kind in KINDS if kind.started}
TERM: Final = "term"
_REVIEW_AFTER: Final = timedelta(days=182)
_ASKED: Final[dict[type[Any], tuple[str, ...]]] = {Address: ("judgement", "searched")}
"""Fields that may be left out, but of which a rule asks that one without findings has them."""
# What a guess may be where the first of a list would claim too much.
_MODEST: Final = {id(v.STATUS): "draft", id(v.GRADE): "opinion"}


def scaffold(store: Store, kind: str, key: str, source: Lang) -> tuple[FilePath, dict[FilePath, str | None]]:
    """The new entry's file, and all files to write. Raises RefusedError for an id that cannot be used."""
    _refuse_unusable(store, kind, key)
    if kind == TERM:
        path = store.root / "terms.yaml"
        return path, {path: _with_term(path.read_text(encoding="utf-8"), Scaffold(store, key, source))}
    folder = STARTED[kind].folder
    path = store.root / folder / f"{key}.yaml"
    lock = store.root / IDS_LOCK
    current = lock.read_text(encoding="utf-8") if lock.exists() else ""
    text = Scaffold(store, key, source).document(kind, STARTED[kind].cls)
    return path, {path: text, lock: ids_lock(current, [f"{folder}/{key}"])}


def _refuse_unusable(store: Store, kind: str, key: str) -> None:
    refuse_unusable(key)
    if kind == TERM:
        if key in store.terms:
            raise RefusedError(f"术语“{key}”已经有了", f"there is a term `{key}` already")
        return
    for folder in ENTRY_FOLDERS:
        if key in store.ids.get(folder, {}):
            path = store.ids[folder][key]
            raise RefusedError(f"id“{key}”已被 {path} 占用", f"the id `{key}` is taken by {path}")
    for _, other, item in store.entries():
        if key in item.value.former_ids:
            raise RefusedError(
                f"“{key}”曾是“{other}”的 id，不能改作他用", f"`{key}` is a former id of `{other}` and is never re-used"
            )
    if any(locked == key and folder in ENTRY_FOLDERS for _, folder, locked in store.locked):
        raise RefusedError(
            f"id“{key}”发布过，不能改作他用", f"the id `{key}` was published before and is never re-used"
        )


def _with_term(text: str, scaffold: Scaffold) -> str:
    """The term base with one more term at its end."""
    text = re.sub(r"^terms:[ ]*\[[ ]*\][ ]*$", "terms:", text, flags=re.MULTILINE)
    term = scaffold.item(Term)
    term.values["id"], term.keys["id"].remarks = _plain(scaffold.key), None
    left_out = [f"# {s.key}: id  # {_both(s.doc)}" for s in f.specs(Term) if not s.required]
    for spec in f.specs(Term):
        if isinstance(spec.kind, f.BilingualWords):
            term.keys[spec.key].remarks = Remarks(trail=f"# {_both(spec.doc)}")
    term.keys[list(term.keys)[-1]].remarks = Remarks(foot=left_out)
    return "\n".join([text.rstrip("\n"), "", *writer.lines(writer.sequence([term]), "  ")]) + "\n"


def _both(text: Text) -> str:
    return f"{text.zh} · {text.en}"


def _todo(spec: f.Spec, choices: tuple[str, ...] = ()) -> str:
    return f"# TODO {_both(spec.doc)}" + (f": {', '.join(choices)}" if choices else "")


@dataclass(frozen=True, slots=True)
class Filled:
    """A field as it is filled in to begin with: its value, and comments on its line and below."""

    value: Node
    trail: str = ""
    below: tuple[str, ...] = ()


class Scaffold(f.Visitor[[f.Spec], Filled]):
    """Kind -> a field of it, filled in: with what is right, or with what has to be looked at, marked TODO."""

    def __init__(self, store: Store, key: str, source: Lang) -> None:
        self.store, self.key, self.source = store, key, source
        self.known = _Known(store)

    def document(self, kind: str, cls: type[Any]) -> str:
        """The file of a new entry."""
        head = [
            f"# yaml-language-server: $schema={self.schema(kind)}",
            "# 逐项填写，再运行 kb check：它会列出还没填的。说明性注释可以删掉。",
            "# Fill in every field, then run `kb check`: it lists what is left. Comments that explain may be deleted.",
        ]
        root = self.item(cls)
        root.values["id"], root.keys["id"].remarks = _plain(self.key), None
        for spec in f.specs(cls):
            if spec.required:
                remarks = root.keys[spec.key].remarks = root.keys[spec.key].remarks or Remarks()
                remarks.head, remarks.blank = [f"# {_both(spec.doc)}"], True
        return writer.document(Document(head, root))

    def schema(self, kind: str) -> str:
        """The schema beside the data directory if there is one, else the published one."""
        if self.store.site and not (self.store.root.resolve().parent / "schema" / f"{kind}.json").exists():
            return f"{self.store.site.value.url}{ADDRESS}{kind}.json"
        return f"../../schema/{kind}.json"

    def item(self, cls: type[Any]) -> Node:
        """The fields that a new object of a class needs."""
        asked = _ASKED.get(cls, ())
        fields = {spec.key: self.field(spec) for spec in f.specs(cls) if spec.required or spec.key in asked}
        if fields.keys() >= {"mitigation", "problem"} and (link := self.known.link()):
            # A finding must be on a link that there is, so the two are guessed together.
            fields |= {key: replace(fields[key], value=_plain(id_)) for key, id_ in link.items()}
        remarks = {key: Remarks(trail=x.trail, foot=list(x.below)) for key, x in fields.items() if x.trail or x.below}
        return writer.mapping({key: x.value for key, x in fields.items()}, remarks)

    def field(self, spec: f.Spec) -> Filled:
        if spec.key == "source":
            return Filled(_plain(self.source))
        if spec.key == "title":
            return Filled(writer.mapping({lang: _plain(f"TODO {self.key}") for lang in LANGS}))
        return self.visit(spec.kind, spec)

    # -- one method per kind ----------------------------------------------------------------------------------------

    def string(self, kind: f.Kind, spec: f.Spec) -> Filled:
        if spec.key == "id":
            return Filled(_plain("first"), _todo(spec))
        return Filled(_plain(f"TODO {spec.doc.zh if spec.key == 'zh' else spec.doc.en}"))

    def integer(self, kind: f.Int, spec: f.Spec) -> Filled:
        return Filled(_plain(str(kind.low)), _todo(spec))

    def number(self, kind: f.Number, spec: f.Spec) -> Filled:
        return Filled(_plain(f"{kind.low or 0:g}"), _todo(spec))

    def boolean(self, kind: f.Bool, spec: f.Spec) -> Filled:
        return Filled(_plain("true"), _todo(spec))

    def date(self, kind: f.Date, spec: f.Spec) -> Filled:
        day = today()
        if kind.partial:
            return Filled(writer.text(f"{day:%Y-%m}", writer.ALWAYS), _todo(spec))
        day = day + _REVIEW_AFTER if spec.key == "review_by" else day
        return Filled(writer.text(f"{day:%Y-%m-%d}", writer.ALWAYS))

    def url(self, kind: f.Url, spec: f.Spec) -> Filled:
        return Filled(_plain("https://example.org/"), _todo(spec))

    def one_of(self, kind: f.OneOf, spec: f.Spec) -> Filled:
        modest = _MODEST.get(id(kind), kind.values[0])
        return Filled(_plain(modest)) if modest == "draft" else Filled(_plain(modest), _todo(spec, kind.values))

    def vocabulary(self, kind: f.Vocabulary, spec: f.Spec) -> Filled:
        choices = self.known.visit(kind)
        return Filled(_plain(choices[0]), _todo(spec, choices)) if choices else self.string(kind, spec)

    def reference(self, kind: f.Kind, spec: f.Spec) -> Filled:
        choices = self.known.visit(kind)  # too many to list
        return Filled(_plain(choices[0]), _todo(spec)) if choices else self.string(kind, spec)

    entry_ref = reference_key = framework_ref = reference

    def bilingual(self, kind: f.Bilingual, spec: f.Spec) -> Filled:
        todo = {lang: f"TODO {spec.doc[lang]}" for lang in LANGS}
        if kind.markup == "block":
            return Filled(writer.mapping({lang: writer.text(f"{words}\n", "|") for lang, words in todo.items()}))
        return Filled(writer.mapping({lang: _plain(words) for lang, words in todo.items()}))

    def bilingual_words(self, kind: f.BilingualWords, spec: f.Spec) -> Filled:
        return Filled(writer.mapping({lang: writer.sequence([]) for lang in LANGS}))

    def list_of(self, kind: f.ListOf, spec: f.Spec) -> Filled:
        if spec.required and not kind.least:
            return Filled(writer.sequence([]), below=_SAMPLE.item_in_comments(kind.item))
        item = self.visit(kind.item, spec)
        return Filled(writer.sequence([item.value], brackets=item.value.kind == "text"), item.trail)

    def obj(self, kind: f.Obj, spec: f.Spec) -> Filled:
        return Filled(self.item(kind.cls))


def _plain(words: str) -> Node:
    return writer.text(words, "")


class _Known(f.Visitor[[], tuple[str, ...]]):
    """Kind -> what a value of it may be, as far as it is known."""

    def __init__(self, store: Store) -> None:
        self.ids = store.ids
        self.mitigations = store.mitigations
        site = store.site.value if store.site else None
        labels = {"role": site.roles, "stage": site.stages, "modality": site.modalities} if site else {}
        self.words = {name: tuple(label.id for label in group) for name, group in labels.items()}
        self.words |= {"area": tuple(store.areas), "origin": tuple(o.id for o in site.origins) if site else ()}

    def link(self) -> dict[str, str] | None:
        """A mitigation and a problem that it addresses; None where no mitigation could be read."""
        links = ((key, item.value.addresses[0].problem) for key, item in self.mitigations.items())
        return next(({"mitigation": key, "problem": problem} for key, problem in links), None)

    def nothing(self, kind: f.Kind) -> tuple[str, ...]:
        return ()

    string = integer = number = boolean = date = url = bilingual = bilingual_words = list_of = obj = nothing

    def one_of(self, kind: f.OneOf) -> tuple[str, ...]:
        return kind.values

    def vocabulary(self, kind: f.Vocabulary) -> tuple[str, ...]:
        return self.words.get(kind.name, ())

    def entry_ref(self, kind: f.EntryRef) -> tuple[str, ...]:
        return tuple(key for name in kind.types for key in self.ids.get(BY_NAME[name].folder, {}))

    def reference_key(self, kind: f.ReferenceKey) -> tuple[str, ...]:
        return tuple(self.ids.get("references", {}))

    def framework_ref(self, kind: f.FrameworkRef) -> tuple[str, ...]:
        return tuple(self.ids.get("frameworks", {}))


class _Sample(f.Visitor[[f.Spec], Filled]):
    """Kind -> a field as it is shown in a comment: what it is for stands where its value goes."""

    def item_in_comments(self, kind: f.Kind) -> tuple[str, ...]:
        """An item of a list, if it has fields of its own."""
        if not isinstance(kind, f.Obj):
            return ()
        return tuple(f"#{line}" for line in writer.lines(writer.sequence([self.item(kind.cls)]), "  "))

    def item(self, cls: type[Any]) -> Node:
        fields = {spec.key: self.visit(spec.kind, spec) for spec in f.specs(cls) if spec.required}
        remarks = {key: Remarks(trail=filled.trail) for key, filled in fields.items()}
        return writer.mapping({key: filled.value for key, filled in fields.items()}, remarks)

    def described(self, kind: f.Kind, spec: f.Spec) -> Filled:
        return Filled(_plain(_both(spec.doc)))

    string = integer = number = boolean = url = described
    vocabulary = entry_ref = reference_key = framework_ref = bilingual_words = described

    def date(self, kind: f.Date, spec: f.Spec) -> Filled:
        return Filled(writer.text("2026-11" if kind.partial else "2026-11-24", writer.ALWAYS), f"# {_both(spec.doc)}")

    def one_of(self, kind: f.OneOf, spec: f.Spec) -> Filled:
        return Filled(_plain(" | ".join(kind.values)))

    def bilingual(self, kind: f.Bilingual, spec: f.Spec) -> Filled:
        return Filled(writer.mapping({lang: _plain(spec.doc[lang]) for lang in LANGS}))

    def list_of(self, kind: f.ListOf, spec: f.Spec) -> Filled:
        return Filled(writer.sequence([]), f"# {_both(spec.doc)}")

    def obj(self, kind: f.Obj, spec: f.Spec) -> Filled:
        return Filled(self.item(kind.cls))


_SAMPLE: Final = _Sample()
