"""The data format for people: every field of every kind of file, with its shape in words and an example.

The JSON Schemas say the same to programs. Examples are taken from the sample knowledge base, which the tests
check, so that none can be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cache
from typing import Any, Final

from aigc_kb.guide.sample import sample
from aigc_kb.guide.schema import DOCUMENTS
from aigc_kb.load import writer
from aigc_kb.load.source import Node, parse
from aigc_kb.model import fields as f
from aigc_kb.model.kinds import BY_NAME
from aigc_kb.model.text import Text

_MARKUP: Final = {
    "plain": Text("中英文各一行纯文字", "one line of plain text in each language"),
    "inline": Text(
        "中英文各一段，可用强调、链接和引用", "one paragraph in each language; emphasis, links and citations"
    ),
    "block": Text("中英文各若干段落和列表", "paragraphs and lists in each language"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of file."""

    path: str
    """As in `facts[].claim`: names of nested fields joined by dots, `[]` after a list."""
    doc: Text
    required: bool
    shape: Text
    allowed: tuple[tuple[str, Text], ...]
    """The values of a closed list, with their names."""
    example: str
    """As it stands in YAML, on one line; empty for a field whose own fields follow."""

    @property
    def anchor(self) -> str:
        return self.path.replace("[]", "").replace(".", "-").replace("_", "-").lower()


def fields(name: str, vocabularies: dict[str, dict[str, Text]]) -> tuple[Field, ...]:
    """The fields of a kind of file (a name in `DOCUMENTS`) in their order, each followed by its own fields."""
    cls, _, pattern = DOCUMENTS[name]
    allowed = _Allowed(vocabularies)
    roots = tuple(root for path, root in _samples() if fnmatch(path, pattern))
    return tuple(_fields(cls, "", roots, allowed))


@cache
def _samples() -> tuple[tuple[str, Node], ...]:
    """The files of the full sample, those with more content first."""
    out = []
    for path, text in sorted(sample("full").items(), key=lambda file: -len(file[1])):
        source, _ = parse(path, text.encode()) if path.endswith(".yaml") else (None, [])
        out += [(path, source.root)] if source else []
    return tuple(out)


def _fields(cls: type[Any], prefix: str, nodes: tuple[Node, ...], allowed: _Allowed) -> Iterator[Field]:
    for spec in f.specs(cls):
        kind, mark = spec.kind, ""
        found = tuple(node.values[spec.key] for node in nodes if spec.key in node.values)
        if isinstance(kind, f.ListOf):
            mark = "[]"
        inner = kind.item if isinstance(kind, f.ListOf) else kind
        path = f"{prefix}{spec.key}"
        shown = "" if isinstance(inner, f.Obj) else _written(found)
        yield Field(path, spec.doc, spec.required, shape(kind), allowed.visit(kind), shown)
        if isinstance(inner, f.Obj):
            items = tuple(item for node in found for item in node.items) if mark else found
            yield from _fields(inner.cls, f"{path}{mark}.", items, allowed)


@cache
def examples() -> Mapping[tuple[type[Any], str], str]:
    """(class, key of a field) -> a value of it from the full sample, as it stands in YAML, on one line."""
    found: dict[tuple[type[Any], str], str] = {}
    for cls, _, pattern in DOCUMENTS.values():
        _collect(cls, tuple(root for path, root in _samples() if fnmatch(path, pattern)), found)
    return found


def _collect(cls: type[Any], nodes: tuple[Node, ...], found: dict[tuple[type[Any], str], str]) -> None:
    for spec in f.specs(cls):
        values = tuple(node.values[spec.key] for node in nodes if spec.key in node.values)
        if words := _written(values):
            found.setdefault((cls, spec.key), words)
        is_list = isinstance(spec.kind, f.ListOf)
        inner = spec.kind.item if isinstance(spec.kind, f.ListOf) else spec.kind
        if isinstance(inner, f.Obj):
            _collect(inner.cls, tuple(x for value in values for x in value.items) if is_list else values, found)


def shape(kind: f.Kind) -> Text:
    """What a value looks like, in words."""
    return _SHAPES.visit(kind)


class _Allowed(f.Visitor[[], tuple[tuple[str, Text], ...]]):
    """Kind -> the values of a closed list, with their names."""

    def __init__(self, vocabularies: dict[str, dict[str, Text]]) -> None:
        self.vocabularies = vocabularies

    def any(self, kind: f.Kind) -> tuple[tuple[str, Text], ...]:
        return ()

    string = integer = number = boolean = date = url = any
    entry_ref = reference_key = framework_ref = bilingual = bilingual_words = logic = obj = any

    def one_of(self, kind: f.OneOf) -> tuple[tuple[str, Text], ...]:
        return kind.labels

    def vocabulary(self, kind: f.Vocabulary) -> tuple[tuple[str, Text], ...]:
        return tuple(self.vocabularies.get(kind.name, {}).items())

    def list_of(self, kind: f.ListOf) -> tuple[tuple[str, Text], ...]:
        return self.visit(kind.item)


class _Shapes(f.Visitor[[], Text]):
    def string(self, kind: f.Str) -> Text:
        return kind.what or Text("一行文字", "one line of text")

    def integer(self, kind: f.Int) -> Text:
        return Text(f"整数，{kind.low} 到 {kind.high}", f"a whole number, {kind.low} to {kind.high}")

    def number(self, kind: f.Number) -> Text:
        low = Text(f"，至少 {kind.low:g}", f", at least {kind.low:g}") if kind.low is not None else Text("", "")
        high = Text(f"，至多 {kind.high:g}", f", at most {kind.high:g}") if kind.high is not None else Text("", "")
        return Text(f"数，可带小数{low.zh}{high.zh}", f"a number, decimals allowed{low.en}{high.en}")

    def boolean(self, kind: f.Bool) -> Text:
        return Text("true 或 false", "true or false")

    def date(self, kind: f.Date) -> Text:
        if kind.partial:
            return Text("加引号的日期，也可只写年或年月", "a date in quotes; a year or a month will do")
        return Text("加引号的日期，年-月-日", "a date in quotes, year-month-day")

    def url(self, kind: f.Url) -> Text:
        return Text("完整的 https:// 网址", "a whole https:// address")

    def one_of(self, kind: f.Kind) -> Text:
        return Text("取值之一", "one of the values")

    vocabulary = one_of

    def entry_ref(self, kind: f.EntryRef) -> Text:
        names = [BY_NAME[name].label for name in kind.types]
        zh, en = "或".join(t.zh for t in names), " or ".join(t.en for t in names)
        return Text(f"{zh}的 id", f"the id of a {en}")

    def reference_key(self, kind: f.ReferenceKey) -> Text:
        return Text("文献的键名", "the key of a reference")

    def framework_ref(self, kind: f.FrameworkRef) -> Text:
        return Text("框架登记表的 id", "the id of a framework registry")

    def bilingual(self, kind: f.Bilingual) -> Text:
        text = _MARKUP[kind.markup]
        most = kind.max_sentences
        return Text(f"{text.zh}，至多 {most} 句", f"{text.en}; at most {most} sentences") if most else text

    def bilingual_words(self, kind: f.BilingualWords) -> Text:
        return Text("中英文各一列词", "a list of words in each language")

    def list_of(self, kind: f.ListOf) -> Text:
        if isinstance(kind.item, f.Obj):
            zh, en = "列表，每项的字段如下", "a list; the fields of each item follow"
        else:
            item = self.visit(kind.item)
            zh, en = f"列表，每项：{item.zh}", f"a list; each item is {item.en}"
        if kind.least:
            zh, en = f"{zh}；至少 {kind.least} 项", f"{en}; at least {kind.least}"
        if kind.unique:
            zh, en = f"{zh}，不重复", f"{en}, none twice"
        return Text(zh, en)

    def logic(self, kind: f.Logic) -> Text:
        return Text(
            "条件：{question, answers}，或 {all: […]}、{any: […]}、{not: …}",
            "a condition: {question, answers}, or {all: […]}, {any: […]}, {not: …}",
        )

    def obj(self, kind: f.Obj) -> Text:
        return Text("字段如下", "the fields that follow")


_SHAPES: Final = _Shapes()


def _written(nodes: tuple[Node, ...]) -> str:
    """A value on one line: the first that is not an empty list, if there is one."""
    written = [writer.inside(_one_line(node)) for node in nodes]
    return next((text for text in written if text not in ("[]", "{zh: [], en: []}")), "")


def _one_line(node: Node) -> Node:
    """The value with every text on one line."""
    style = "" if node.style in ("|", ">") else node.style
    return replace(
        node,
        text=node.text.strip().replace("\n", " "),
        style=writer.ALWAYS if style in ("'", '"') else style,
        values={key: _one_line(value) for key, value in node.values.items()},
        items=[_one_line(item) for item in node.items],
    )
