"""New entries, ready to be filled in: every field in its order, explained in both languages where it is filled in.

What has to be written is marked TODO, and so is every value that had to be guessed. `kb check` reports each TODO
(KB450) until it is gone, whatever the status of the entry: a scaffold can never pass for a finished entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path as FilePath
from typing import Any, Final

from aigc_kb.author.ids import refuse_unusable
from aigc_kb.guide.schema import ADDRESS
from aigc_kb.load.locks import ids_lock
from aigc_kb.load.store import ENTRY_FOLDERS, IDS_LOCK, Store
from aigc_kb.model import fields as f
from aigc_kb.model import vocabulary as v
from aigc_kb.model.finding import RefusedError
from aigc_kb.model.kinds import BY_NAME, KINDS
from aigc_kb.model.registers import Term
from aigc_kb.model.text import LANGS, Lang, Text
from aigc_kb.system.clock import today

STARTED: Final = {kind.name: kind for kind in KINDS if kind.started}
TERM: Final = "term"
_REVIEW_AFTER: Final = timedelta(days=182)
# What a guess may be where the first of a list would claim too much.
_MODEST: Final = {id(v.STATUS): "draft", id(v.GRADE): "opinion"}


def scaffold(store: Store, kind: str, key: str, source: Lang) -> tuple[FilePath, dict[FilePath, str | None]]:
    """The new entry's file, and all files to write. Raises RefusedError for an id that cannot be used."""
    _refuse_unusable(store, kind, key)
    if kind == TERM:
        path = store.root / "terms.yaml"
        return path, {path: _with_term(path.read_text(encoding="utf-8"), key)}
    folder = STARTED[kind].folder
    path = store.root / folder / f"{key}.yaml"
    lock = store.root / IDS_LOCK
    current = lock.read_text(encoding="utf-8") if lock.exists() else ""
    text = _Scaffold(store, key, source).document(kind, STARTED[kind].cls)
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


def _with_term(text: str, key: str) -> str:
    """The term base with one more term at its end."""
    text = re.sub(r"^terms:[ ]*\[[ ]*\][ ]*$", "terms:", text, flags=re.MULTILINE)
    lines = [
        f"\n  - id: {key}",
        *_explained(f.specs(Term)[1:]),
    ]
    return text.rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def _explained(specs: tuple[f.Spec, ...]) -> Iterator[str]:
    for spec in specs:
        if isinstance(spec.kind, f.Str):
            yield f"    {spec.key}: TODO {spec.doc.zh if spec.key == 'zh' else spec.doc.en}"
        elif isinstance(spec.kind, f.BilingualWords):
            yield f"    {spec.key}:  # {_both(spec.doc)}"
            yield from (f"      {lang}: []" for lang in LANGS)
        elif isinstance(spec.kind, f.Bilingual):
            yield f"    {spec.key}:"
            yield from (f"      {lang}: TODO {spec.doc[lang]}" for lang in LANGS)
        else:
            yield f"    # {spec.key}: id  # {_both(spec.doc)}"


def _both(text: Text) -> str:
    return f"{text.zh} · {text.en}"


class _Scaffold:
    """Writes one entry field by field."""

    def __init__(self, store: Store, key: str, source: Lang) -> None:
        self.store, self.key, self.source = store, key, source
        site = store.site.value if store.site else None
        labels = {"role": site.roles, "stage": site.stages, "modality": site.modalities} if site else {}
        self.words = {name: tuple(label.id for label in group) for name, group in labels.items()}
        self.words |= {"area": tuple(store.areas), "origin": tuple(o.id for o in site.origins) if site else ()}

    def document(self, kind: str, cls: type[Any]) -> str:
        head = [
            f"# yaml-language-server: $schema={self.schema(kind)}",
            "# 逐项填写，再运行 kb check：它会列出还没填的。说明性注释可以删掉。",
            "# Fill in every field, then run `kb check`: it lists what is left. Comments that explain may be deleted.",
        ]
        body = [
            line for spec in f.specs(cls) if spec.required for line in ("", f"# {_both(spec.doc)}", *self.field(spec))
        ]
        return "\n".join([*head, *body]) + "\n"

    def schema(self, kind: str) -> str:
        """The schema beside the data directory if there is one, else the published one."""
        if self.store.site and not (self.store.root.resolve().parent / "schema" / f"{kind}.json").exists():
            return f"{self.store.site.value.url}{ADDRESS}{kind}.json"
        return f"../../schema/{kind}.json"

    def field(self, spec: f.Spec) -> list[str]:
        kind = spec.kind
        if spec.key == "id":
            return [f"id: {self.key}"]
        if spec.key == "title":
            return ["title:", *(f"  {lang}: TODO {self.key}" for lang in LANGS)]
        if spec.key == "source":
            return [f"source: {self.source}"]
        match kind:
            case f.Obj():
                return [f"{spec.key}:", *_indent(self.object(kind.cls))]
            case f.Bilingual(markup="block"):
                lines = [(f"{lang}: |", f"  TODO {spec.doc[lang]}") for lang in LANGS]
                return [f"{spec.key}:", *_indent([line for pair in lines for line in pair])]
            case f.Bilingual():
                return [f"{spec.key}:", *(f"  {lang}: TODO {spec.doc[lang]}" for lang in LANGS)]
            case f.BilingualWords():
                return [f"{spec.key}:", *(f"  {lang}: []" for lang in LANGS)]
            case f.ListOf():
                return self.list(spec, kind)
            case f.Date():
                return [self.date(spec, kind)]
        return [f"{spec.key}: {self.scalar(spec, kind)}"]

    def object(self, cls: type[Any]) -> list[str]:
        return [line for spec in f.specs(cls) if spec.required for line in self.field(spec)]

    def list(self, spec: f.Spec, kind: f.ListOf) -> list[str]:
        item = kind.item
        if isinstance(item, f.Obj):
            lines = _item(self.object(item.cls)) if kind.least else []
            sample = [] if kind.least else [f"#{line}" for line in _item(_sample(item.cls))]
            return [f"{spec.key}:" if kind.least else f"{spec.key}: []", *lines, *sample]
        if isinstance(item, f.Bilingual):
            if not kind.least:
                return [f"{spec.key}: []"]
            return [f"{spec.key}:", *_item([f"{lang}: TODO {spec.doc[lang]}" for lang in LANGS])]
        choices = self.choices(item)
        shown = f"  # TODO {_both(spec.doc)}: {', '.join(choices)}" if kind.least else ""
        if kind.least and not isinstance(item, f.Vocabulary):  # too many to list
            shown = f"  # TODO {_both(spec.doc)}"
        return [f"{spec.key}: [{choices[0] if kind.least and choices else ''}]{shown}"]

    def choices(self, kind: f.Kind) -> tuple[str, ...]:
        """What a value may be, as far as it is known."""
        match kind:
            case f.OneOf():
                return kind.values
            case f.Vocabulary():
                return self.words.get(kind.name, ())
            case f.ReferenceKey():
                return tuple(self.store.ids.get("references", {}))
            case f.EntryRef():
                return tuple(k for t in kind.types for k in self.store.ids.get(BY_NAME[t].folder, {}))
            case f.FrameworkRef():
                return tuple(self.store.ids.get("frameworks", {}))
        return ()

    def scalar(self, spec: f.Spec, kind: f.Kind) -> str:
        choices = self.choices(kind)
        if modest := _MODEST.get(id(kind)):
            return modest if modest == "draft" else f"{modest}  # TODO {_both(spec.doc)}: {', '.join(choices)}"
        match kind:
            case f.OneOf() | f.Vocabulary() if choices:
                return f"{choices[0]}  # TODO {_both(spec.doc)}: {', '.join(choices)}"
            case f.EntryRef() | f.ReferenceKey() | f.FrameworkRef() if choices:
                return f"{choices[0]}  # TODO {_both(spec.doc)}"
            case f.Int():
                return f"{kind.low}  # TODO {_both(spec.doc)}"
            case f.Bool():
                return f"false  # TODO {_both(spec.doc)}"
            case f.Url():
                return f"https://example.org/  # TODO {_both(spec.doc)}"
        return f"TODO {spec.doc.en}"

    def date(self, spec: f.Spec, kind: f.Date) -> str:
        day = today()
        if kind.partial:
            return f'{spec.key}: "{day:%Y-%m}"  # TODO {_both(spec.doc)}'
        return f'{spec.key}: "{day + _REVIEW_AFTER if spec.key == "review_by" else day:%Y-%m-%d}"'


def _sample(cls: type[Any]) -> list[str]:
    """The keys of a list item, to be shown in a comment: what each is for stands where its value goes."""
    out: list[str] = []
    for spec in f.specs(cls):
        kind = spec.kind
        if not spec.required:
            continue
        if isinstance(kind, f.Obj):
            out += [f"{spec.key}:", *_indent(_sample(kind.cls))]
        elif isinstance(kind, f.Bilingual):
            out += [f"{spec.key}:", *(f"  {lang}: {spec.doc[lang]}" for lang in LANGS)]
        elif isinstance(kind, f.OneOf):
            out.append(f"{spec.key}: {' | '.join(kind.values)}")
        elif isinstance(kind, f.ListOf):
            out.append(f"{spec.key}: []  # {_both(spec.doc)}")
        elif isinstance(kind, f.Date):
            out.append(f'{spec.key}: "{"2026-11" if kind.partial else "2026-11-24"}"  # {_both(spec.doc)}')
        else:
            out.append(f"{spec.key}: {_both(spec.doc)}")
    return out


def _indent(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _item(lines: list[str]) -> list[str]:
    return [("  - " if index == 0 else "    ") + line for index, line in enumerate(lines)]
