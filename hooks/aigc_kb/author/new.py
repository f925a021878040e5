"""New entries, ready to be filled in: the required fields in their order, explained in both languages where they are
filled in, and below them the optional ones as comments with an example.

What has to be written is marked TODO, and so is every value that had to be guessed. `kb check` reports each TODO
(KB450) until it is gone, whatever the status of the entry: a scaffold can never pass for a finished entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path as FilePath
from typing import Any, Final

from aigc_kb.author.ids import reference_of, refuse_unusable
from aigc_kb.guide.fields import examples
from aigc_kb.guide.schema import ADDRESS
from aigc_kb.load import writer
from aigc_kb.load.comments import Document
from aigc_kb.load.source import Node, Remarks
from aigc_kb.load.store import ENTRY_FOLDERS, Store
from aigc_kb.model import fields as f
from aigc_kb.model import vocabulary as v
from aigc_kb.model.conditions import Answered
from aigc_kb.model.entries import Address
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.kinds import BY_NAME, KINDS
from aigc_kb.model.studies import StudyFinding
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.system.clock import today

STARTED: Final = {kind.name: kind for kind in KINDS if kind.started}
STUDY: Final = "study"
_REVIEW_AFTER: Final = timedelta(days=182)
# What a guess may be where the first of a list would claim too much.
_MODEST: Final = {
    id(v.STATUS): "draft",
    id(v.DESIGN): "observational",
    id(v.INDEPENDENCE): "vendor",
    id(v.DIRECTION): "mixed",
    id(v.READ): "digest",
}
_TRUE: Final = frozenset({"direct"})
"""Yes-or-no fields that are guessed to be true: `direct: false` would ask for another field."""
_WANTED: Final = frozenset({(Address, "judgement"), (Address, "searched")})
"""Optional fields that a rule asks for as long as no study stands behind a link, as in a new entry."""
_OPTIONAL: Final = "# 可选，要用就去掉行首的 # · Optional; to use one, remove its #:"
FIRST_FINDING: Final = "finding-1"


def scaffold(store: Store, kind: str, key: str, source: Lang) -> tuple[FilePath, dict[FilePath, str | None]]:
    """The new entry's file, and all files to write. A study may be given by the DOI or arXiv id of its reference. Raises
    RefusedError for an id that cannot be used."""
    key = reference_of(store, key) if kind == STUDY else key
    _refuse_unusable(store, kind, key)
    folder = STARTED[kind].folder
    path = store.root / folder / f"{key}.yaml"
    return path, {path: Scaffold(store, key, source).document(kind, STARTED[kind].cls)}


def _refuse_unusable(store: Store, kind: str, key: str) -> None:
    refuse_unusable(key)
    # Entries share their ids; what entries lean on has its own.
    folders = ENTRY_FOLDERS if STARTED[kind].entry else (STARTED[kind].folder,)
    for folder in folders:
        if key in store.ids.get(folder, {}):
            path = store.ids[folder][key]
            raise RefusedError(f"id“{key}”已被 {path} 占用", f"the id `{key}` is taken by {path}")
    for _, other, item in store.entries() if STARTED[kind].entry else ():
        if key in item.value.former_ids:
            raise RefusedError(
                f"“{key}”曾是“{other}”的 id，不能改作他用", f"`{key}` is a former id of `{other}` and is never re-used"
            )
    if any(locked == key and folder in folders for _, folder, locked in store.locked):
        raise RefusedError(
            f"id“{key}”发布过，不能改作他用", f"the id `{key}` was published before and is never re-used"
        )


def _both(text: Text) -> str:
    return f"{text.zh} · {text.en}"


def _todo(spec: f.Spec, choices: tuple[str, ...] = ()) -> str:
    return f"# TODO {_both(spec.doc)}" + (f": {', '.join(choices)}" if choices else "")


def _filled_in(cls: type[Any], spec: f.Spec) -> bool:
    """Whether a scaffold has the field."""
    return spec.required or (cls, spec.key) in _WANTED


def _optional(cls: type[Any]) -> list[str]:
    """The optional fields of a class as comments, each with an example and what it is for; empty if it has none."""
    lines = [
        f"# {spec.key}: {examples().get((cls, spec.key), '')}  # {_both(spec.doc)}"
        for spec in f.specs(cls)
        if not _filled_in(cls, spec)
    ]
    return [_OPTIONAL, *lines] if lines else []


@dataclass(frozen=True, slots=True)
class Filled:
    """A field as it is filled in to begin with: its value, and comments on its line and below."""

    value: Node
    trail: str = ""
    below: tuple[str, ...] = ()


class Scaffold(f.Visitor[[f.Spec], Filled]):
    """Kind -> a field of it, filled in: with what is right, or with what has to be looked at, marked TODO."""

    def __init__(
        self, store: Store, key: str, source: Lang, *, finding: str = FIRST_FINDING, link: tuple[str, str] | None = None
    ) -> None:
        """`finding` is the id of a finding in it, `link` the mitigation and problem that the finding is first said to be
        about."""
        self.store, self.key, self.source, self.finding = store, key, source, finding
        self.known = _Known(store)
        self.link = dict(zip(("mitigation", "problem"), link or _some_link(store), strict=False))

    def document(self, kind: str, cls: type[Any]) -> str:
        """The file of a new entry."""
        head = [
            f"# yaml-language-server: $schema={self.schema(kind)}",
            "# 逐项填写，再运行 kb check：它会列出还没填的。说明性注释可以删掉。",
            "# Fill in every field, then run `kb check`: it lists what is left. Comments that explain may be deleted.",
        ]
        root = self.item(cls)
        for spec in f.specs(cls):
            if spec.required:
                remarks = root.keys[spec.key].remarks = root.keys[spec.key].remarks or Remarks()
                remarks.head, remarks.blank = [f"# {_both(spec.doc)}"], True
        return writer.document(Document(head, root, _optional(cls)))

    def schema(self, kind: str) -> str:
        """The schema beside the data directory if there is one, else the published one."""
        if self.store.site and not (self.store.root.resolve().parent / "schema" / f"{kind}.json").exists():
            return f"{self.store.site.value.url}{ADDRESS}{kind}.json"
        return f"../../schema/{kind}.json"

    def with_optional(self, cls: type[Any]) -> Node:
        """The required fields of an item of a list, and its optional ones as comments."""
        node = self.item(cls)
        last = node.keys[list(node.keys)[-1]]
        last.remarks = last.remarks or Remarks()
        last.remarks.foot += _optional(cls)
        return node

    def item(self, cls: type[Any]) -> Node:
        """The required fields of a class."""
        fields = {spec.key: self.field(spec) for spec in f.specs(cls) if _filled_in(cls, spec)}
        if cls is StudyFinding:
            fields["id"] = Filled(_plain(self.finding), _todo(f.by_key(cls)["id"]))
        remarks = {key: Remarks(trail=x.trail, foot=list(x.below)) for key, x in fields.items() if x.trail or x.below}
        return writer.mapping({key: x.value for key, x in fields.items()}, remarks)

    def field(self, spec: f.Spec) -> Filled:
        known = {"id": self.key, "source": self.source}
        if spec.key in known:
            return Filled(_plain(known[spec.key]))
        if spec.key == "title":
            return Filled(writer.mapping({lang: _plain(f"TODO {self.key}") for lang in LANGS}))
        return self.visit(spec.kind, spec)

    # -- one method per kind ----------------------------------------------------------------------------------------

    def string(self, kind: f.Kind, spec: f.Spec) -> Filled:
        return Filled(_plain(f"TODO {spec.doc.zh if spec.key == 'zh' else spec.doc.en}"))

    def integer(self, kind: f.Int, spec: f.Spec) -> Filled:
        return Filled(_plain(str(kind.low)), _todo(spec))

    def number(self, kind: f.Number, spec: f.Spec) -> Filled:
        return Filled(_plain(f"{kind.low or 0:g}"), _todo(spec))

    def boolean(self, kind: f.Bool, spec: f.Spec) -> Filled:
        return Filled(_plain("true" if spec.key in _TRUE else "false"), _todo(spec))

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
        return Filled(_plain(self.link.get(spec.key, choices[0])), _todo(spec)) if choices else self.string(kind, spec)

    framework_ref = reference

    def entry_ref(self, kind: f.EntryRef, spec: f.Spec) -> Filled:
        if spec.key in self.link:
            return Filled(_plain(self.link[spec.key]), _todo(spec))
        return self.reference(kind, spec)

    def reference_key(self, kind: f.ReferenceKey, spec: f.Spec) -> Filled:
        if self.key in self.store.ids.get("references", {}):  # a study is called after its reference
            return Filled(_plain(self.key), _todo(spec))
        return self.reference(kind, spec)

    def bilingual(self, kind: f.Bilingual, spec: f.Spec) -> Filled:
        todo = {lang: f"TODO {spec.doc[lang]}" for lang in LANGS}
        if kind.markup == "block":
            return Filled(writer.mapping({lang: writer.text(f"{words}\n", "|") for lang, words in todo.items()}))
        return Filled(writer.mapping({lang: _plain(words) for lang, words in todo.items()}))

    def bilingual_words(self, kind: f.BilingualWords, spec: f.Spec) -> Filled:
        return Filled(writer.mapping({lang: writer.sequence([]) for lang in LANGS}))

    def list_of(self, kind: f.ListOf, spec: f.Spec) -> Filled:
        if not kind.least and spec.required:
            return Filled(writer.sequence([]), below=_SAMPLE.item_in_comments(kind.item))
        if isinstance(kind.item, f.Obj):
            return Filled(writer.sequence([self.with_optional(kind.item.cls)]))
        item = self.visit(kind.item, spec)
        if item.value.kind != "text":
            return Filled(writer.sequence([item.value]))
        items = (
            [item.value] if item.trail or isinstance(kind.item, f.Str) else []
        )  # else there is nothing yet that could stand there
        return Filled(writer.sequence(items, brackets=True), item.trail or ("" if items else _todo(spec)))

    def logic(self, kind: f.Logic, spec: f.Spec) -> Filled:
        return self.obj(f.Obj(Answered), spec)

    def obj(self, kind: f.Obj, spec: f.Spec) -> Filled:
        return Filled(self.item(kind.cls))


def _plain(words: str) -> Node:
    return writer.text(words, "")


def _some_link(store: Store) -> tuple[str, ...]:
    """A mitigation and a problem that it addresses; empty where there is none."""
    for key, mitigation in store.mitigations.items():
        for address in mitigation.value.addresses:
            return key, address.problem
    return ()


class _Known(f.Visitor[[], tuple[str, ...]]):
    """Kind -> what a value of it may be, as far as it is known."""

    def __init__(self, store: Store) -> None:
        self.ids = store.ids
        site = store.site.value if store.site else None
        labels = {"role": site.roles, "stage": site.stages, "modality": site.modalities} if site else {}
        self.words = {name: tuple(label.id for label in group) for name, group in labels.items()}
        self.words |= {"area": tuple(store.areas), "origin": tuple(o.id for o in site.origins) if site else ()}

    def nothing(self, kind: f.Kind) -> tuple[str, ...]:
        return ()

    string = integer = number = boolean = date = url = bilingual = bilingual_words = list_of = nothing
    logic = obj = nothing

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
        fields = {spec.key: self.visit(spec.kind, spec) for spec in f.specs(cls) if _filled_in(cls, spec)}
        remarks = {key: Remarks(trail=filled.trail) for key, filled in fields.items()}
        remarks[list(fields)[-1]].foot = _optional(cls)
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

    def logic(self, kind: f.Logic, spec: f.Spec) -> Filled:
        return self.obj(f.Obj(Answered), spec)

    def obj(self, kind: f.Obj, spec: f.Spec) -> Filled:
        return Filled(self.item(kind.cls))


_SAMPLE: Final = _Sample()
