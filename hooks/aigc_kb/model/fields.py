"""How a field of the model describes itself: its kind, and what it is for in both languages.

The loader decodes YAML by these kinds, the JSON Schema and the field reference are generated from them, so the
dataclasses in `entries` are the one source of the data format.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from typing import Any, ClassVar, Final, Generic, Literal, ParamSpec, TypeVar

from aigc_kb.model.text import Text

Markup = Literal["plain", "inline", "block"]

ID_PATTERN: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
DEVICE_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
)
"""Which Windows lets no file have, whatever its extension: an id is a file name."""
DATE_PATTERN: Final = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be."""


@dataclass(frozen=True, slots=True)
class Str(Kind):
    """One line of text in no particular language. `pattern` must match the whole of it."""

    pattern: str | None = None
    what: Text | None = None
    """What the pattern stands for, in words, for messages."""


@dataclass(frozen=True, slots=True)
class Int(Kind):
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A whole number or a decimal fraction, written without quotes; a bound of None is none."""

    low: float | None = None
    high: float | None = None

    def bounds(self) -> dict[str, float]:
        """As JSON Schema has them."""
        given = {"minimum": self.low, "maximum": self.high}
        return {name: bound for name, bound in given.items() if bound is not None}


@dataclass(frozen=True, slots=True)
class Bool(Kind):
    pass


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A quoted ISO date: a day, or with `partial` a month or a year too."""

    partial: bool = False


@dataclass(frozen=True, slots=True)
class Url(Kind):
    pass


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """One of a closed list; `labels` names each value for people."""

    labels: tuple[tuple[str, Text], ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, _ in self.labels)


@dataclass(frozen=True, slots=True)
class Vocabulary(Kind):
    """One of the words that the knowledge base itself lists: an area, role, stage, modality, origin or jurisdiction."""

    name: Literal["area", "role", "stage", "modality", "origin", "jurisdiction"]


@dataclass(frozen=True, slots=True)
class EntryRef(Kind):
    """The id of another entry, of one of the types given (names in `kinds.KINDS`)."""

    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceKey(Kind):
    """The key of a reference in the register."""


@dataclass(frozen=True, slots=True)
class FrameworkRef(Kind):
    """The id of a framework registry."""


@dataclass(frozen=True, slots=True)
class Bilingual(Kind):
    """A text in both languages. Markup: none, inline (emphasis, links, citations), or block (paragraphs and lists)."""

    markup: Markup = "inline"
    max_sentences: int | None = None
    official: bool = False
    """Whether the words are others', such as the title of a law: they stay as published, in our translation too."""


@dataclass(frozen=True, slots=True)
class BilingualWords(Kind):
    """Two lists of words, one per language."""


@dataclass(frozen=True, slots=True)
class ListOf(Kind):
    item: Kind
    least: int = 0
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Logic(Kind):
    """A condition over the planner's questions (`conditions.Condition`)."""


@dataclass(frozen=True, slots=True)
class Obj(Kind):
    """A mapping with fixed keys, decoded to a dataclass whose fields carry a `Spec`."""

    cls: type[Any]


P = ParamSpec("P")
R = TypeVar("R")


class Visitor(ABC, Generic[P, R]):
    """What is done with a value, or a field, of each kind: one method a kind, and a forgotten one is a type error.

    `P` is what the methods get besides the kind, `R` what they return. Kinds that are treated alike share a method:

        string = date = url = _one_line
    """

    __slots__ = ()

    methods: ClassVar[Mapping[type[Kind], Callable[..., Any]]]
    """Kind -> method, for loops that cannot afford a call of `visit` a value."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.methods = {
            Str: cls.string,
            Int: cls.integer,
            Number: cls.number,
            Bool: cls.boolean,
            Date: cls.date,
            Url: cls.url,
            OneOf: cls.one_of,
            Vocabulary: cls.vocabulary,
            EntryRef: cls.entry_ref,
            ReferenceKey: cls.reference_key,
            FrameworkRef: cls.framework_ref,
            Bilingual: cls.bilingual,
            BilingualWords: cls.bilingual_words,
            ListOf: cls.list_of,
            Logic: cls.logic,
            Obj: cls.obj,
        }

    def visit(self, kind: Kind, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the method of a kind."""
        result: R = self.methods[type(kind)](self, kind, *args, **kwargs)
        return result

    @abstractmethod
    def string(self, kind: Str, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def integer(self, kind: Int, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def number(self, kind: Number, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def boolean(self, kind: Bool, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def date(self, kind: Date, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def url(self, kind: Url, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def one_of(self, kind: OneOf, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def vocabulary(self, kind: Vocabulary, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def entry_ref(self, kind: EntryRef, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def reference_key(self, kind: ReferenceKey, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def framework_ref(self, kind: FrameworkRef, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def bilingual(self, kind: Bilingual, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def bilingual_words(self, kind: BilingualWords, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def list_of(self, kind: ListOf, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def logic(self, kind: Logic, *args: P.args, **kwargs: P.kwargs) -> R: ...

    @abstractmethod
    def obj(self, kind: Obj, *args: P.args, **kwargs: P.kwargs) -> R: ...


@dataclass(frozen=True, slots=True)
class Spec:
    """A field's kind, its YAML key and its purpose."""

    name: str
    key: str
    kind: Kind
    doc: Text
    required: bool
    default: Any
    """The value where the key is left out; MISSING if it is required."""


def spec(kind: Kind, zh: str, en: str, *, key: str | None = None, default: Any = MISSING) -> Any:
    """Declare a field of a model dataclass; without `default` the key is required in YAML."""
    metadata = {"kind": kind, "doc": Text(zh, en), "key": key}
    if default is MISSING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


_SPECS: dict[type[Any], tuple[Spec, ...]] = {}


def specs(cls: type[Any]) -> tuple[Spec, ...]:
    """The fields of a model dataclass in their canonical order."""
    known = _SPECS.get(cls)
    if known is None:
        known = _SPECS[cls] = _read_specs(cls)
    return known


_BY_KEY: dict[type[Any], Mapping[str, Spec]] = {}


def by_key(cls: type[Any]) -> Mapping[str, Spec]:
    """The fields of a model dataclass by their YAML keys, in the same order."""
    known = _BY_KEY.get(cls)
    if known is None:
        known = _BY_KEY[cls] = {spec.key: spec for spec in specs(cls)}
    return known


def _read_specs(cls: type[Any]) -> tuple[Spec, ...]:
    return tuple(
        Spec(
            name=f.name,
            key=f.metadata["key"] or f.name,
            kind=f.metadata["kind"],
            doc=f.metadata["doc"],
            required=f.default is MISSING,
            default=f.default,
        )
        for f in dataclasses.fields(cls)
        if "kind" in f.metadata
    )
