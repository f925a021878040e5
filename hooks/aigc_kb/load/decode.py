"""From nodes to the model's dataclasses, by the kinds that their fields declare.

Decoding never stops at the first fault: every finding of a file is reported, and what cannot be decoded becomes
`None`, so that an entry with a fault is left out of the knowledge base but still reported in full.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from aigc_kb.language.suggest import did_you_mean
from aigc_kb.load import rules
from aigc_kb.load.source import KeyPath, Node, Source
from aigc_kb.model import fields as f
from aigc_kb.model.conditions import HOW, Answered, Combined, Condition
from aigc_kb.model.finding import Finding, Place, Rule
from aigc_kb.model.text import LANGS, Text, Words

# Plain (unquoted) scalars that a YAML 1.1 or 1.2 reader takes for something other than text.
_BOOL = re.compile(r"(?:yes|no|on|off|true|false|y|n)", re.IGNORECASE)
_NULL = re.compile(r"(?:~|null|)", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+"
    r"(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|\.inf|\.nan)",
    re.IGNORECASE,
)
_TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?")
_MISREAD_START: Final = frozenset("0123456789+-.~yYnNtTfFoO")
"""What every text begins with that one of the patterns above matches: the many others need not be tried."""
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,8}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")
_DATE = re.compile(f.DATE_PATTERN)
_WORDS: Final = f.ListOf(f.Str(), unique=True)
_CONDITIONS: Final = f.ListOf(f.Logic(), least=1)
_SENTENCE_END = re.compile(r"[。！？]|[.!?](?=\s|$)")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|al|No|U\.S|approx)\.")

LANGUAGE_NAMES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
MAX_FINDINGS: Final = 1_000
"""Findings of one file; whoever has as many will run the check again."""
_KIND_NAMES: Final = {"map": Text("映射", "a mapping"), "list": Text("列表", "a list"), "text": Text("文字", "text")}


@dataclass(slots=True)
class Decoder(f.Visitor[[Node, KeyPath], Any]):
    """Decodes one source. `vocabularies` are the words that the knowledge base itself lists.

    Each method gets a node of the kind and its key path, and returns the value, or None after a finding.
    """

    source: Source
    vocabularies: Mapping[str, tuple[str, ...]]
    findings: list[Finding] = field(default_factory=list)

    def decode(self, cls: type[Any]) -> Any | None:
        """The source as an instance of `cls`, or None where a fault prevents it."""
        return self.obj(f.Obj(cls), self.source.root, ())

    # -- one method per kind ------------------------------------------------------------------------------------

    def obj(self, kind: f.Obj, node: Node, at: KeyPath) -> Any | None:
        if node.kind != "map":
            return self.wrong_type(node, at, Text("映射", "a mapping"))
        specs, known, methods = f.specs(kind.cls), f.by_key(kind.cls), self.methods
        values: dict[str, Any] = {}
        whole = True
        for key, child in node.values.items():
            spec = known.get(key)
            if spec is None:
                self.unknown_field(node.keys[key], key, tuple(known))
                whole = False
                continue
            value = methods[type(spec.kind)](self, spec.kind, child, (*at, key))
            if value is None:
                whole = False
            values[spec.name] = value
        for s in specs:
            if s.required and s.key not in node.values:
                self.fault(rules.MISSING_FIELD, node, (*at, s.key), purpose=s.doc)
                whole = False
        return kind.cls(**values) if whole else None

    def list_of(self, kind: f.ListOf, node: Node, at: KeyPath) -> tuple[Any, ...] | None:
        if node.kind != "list":
            return self.wrong_type(node, at, Text("列表", "a list"))
        if len(node.items) < kind.least:
            return self.fault(rules.TOO_FEW, node, at, least=str(kind.least), found=str(len(node.items)))
        decode = self.methods[type(kind.item)]
        values = [decode(self, kind.item, child, (*at, i)) for i, child in enumerate(node.items)]
        if kind.unique:
            seen: set[Any] = set()
            for i, value in enumerate(values):
                if value is not None and value in seen:
                    self.fault(rules.REPEATED, node.items[i], at, value=str(value))
                    return None
                seen.add(value)
        return None if any(value is None for value in values) else tuple(values)

    def logic(self, kind: f.Logic, node: Node, at: KeyPath) -> Condition | None:
        if node.kind != "map":
            return self.wrong_type(node, at, Text("条件", "a condition"))
        how = next((how for how in HOW if how in node.values), None)
        if how is None:
            answered: Answered | None = self.obj(f.Obj(Answered), node, at)
            return answered
        for key in node.values:
            if key != how:
                return self.unknown_field(node.keys[key], key, (how,))
        child = node.values[how]
        if how == "not":
            part = self.logic(kind, child, (*at, how))
            return Combined(how, (part,)) if part is not None else None
        parts = self.list_of(_CONDITIONS, child, (*at, how))
        return Combined(how, parts) if parts is not None else None

    def bilingual(self, kind: f.Bilingual, node: Node, at: KeyPath) -> Text | None:
        sides = self.sides(node, at)
        if sides is None:
            return None
        texts = {lang: self.text(child, (*at, lang)) for lang, child in sides.items()}
        if any(text is None for text in texts.values()):
            return None
        for lang, text in texts.items():
            if kind.max_sentences and text is not None:
                found = len(_SENTENCE_END.findall(_ABBREVIATION.sub("", text)))
                if found > kind.max_sentences:
                    most = str(kind.max_sentences)
                    self.fault(rules.TOO_LONG, sides[lang], (*at, lang), most=most, found=str(found))
        return Text(zh=texts["zh"] or "", en=texts["en"] or "")

    def bilingual_words(self, kind: f.BilingualWords, node: Node, at: KeyPath) -> Words | None:
        sides = self.sides(node, at)
        if sides is None:
            return None
        lists = {lang: self.list_of(_WORDS, child, (*at, lang)) for lang, child in sides.items()}
        if lists["zh"] is None or lists["en"] is None:
            return None
        return Words(zh=lists["zh"], en=lists["en"])

    def string(self, kind: f.Str, node: Node, at: KeyPath) -> str | None:
        text = self.text(node, at)
        if text is None:
            return None
        if "\n" in text:  # it could write a line of its own into RIS, a table or a report
            return self.fault(rules.FORMAT, node, at, value=text, expected=Text("一行文字", "one line of text"))
        if kind.pattern is not None and not re.fullmatch(kind.pattern, text):
            expected = kind.what or Text(kind.pattern, kind.pattern)
            return self.fault(rules.FORMAT, node, at, value=text, expected=expected)
        return text

    def integer(self, kind: f.Int, node: Node, at: KeyPath) -> int | None:
        if node.kind != "text" or node.style != "" or not _INTEGER.fullmatch(node.text):
            return self.wrong_type(node, at, Text("整数", "a whole number"))
        number = int(node.text)
        if not kind.low <= number <= kind.high:
            low, high = str(kind.low), str(kind.high)
            return self.fault(rules.RANGE, node, at, low=low, high=high, value=node.text)
        return number

    def number(self, kind: f.Number, node: Node, at: KeyPath) -> int | float | None:
        if node.kind != "text" or node.style != "" or not _DECIMAL.fullmatch(node.text):
            return self.wrong_type(node, at, Text("数（如 12 或 -0.5）", "a number, such as 12 or -0.5"))
        number = float(node.text) if "." in node.text else int(node.text)
        low, high = ("…" if bound is None else f"{bound:g}" for bound in (kind.low, kind.high))
        if (kind.low is not None and number < kind.low) or (kind.high is not None and number > kind.high):
            return self.fault(rules.RANGE, node, at, low=low, high=high, value=node.text)
        return number

    def boolean(self, kind: f.Bool, node: Node, at: KeyPath) -> bool | None:
        if node.kind != "text" or node.style != "" or node.text not in ("true", "false"):
            return self.wrong_type(node, at, Text("true 或 false", "true or false"))
        return node.text == "true"

    def date(self, kind: f.Date, node: Node, at: KeyPath) -> str | None:
        text = self.text(node, at)
        if text is not None and not is_date(text, partial=kind.partial):
            forms = '"2026", "2026-11", "2026-11-24"' if kind.partial else '"2026-11-24"'
            expected = Text(f"日期：{forms}", f"a date: {forms}")
            return self.fault(rules.FORMAT, node, at, value=text, expected=expected)
        return text

    def url(self, kind: f.Url, node: Node, at: KeyPath) -> str | None:
        text = self.text(node, at)
        if text is not None and not is_web_address(text):
            return self.fault(rules.FORMAT, node, at, value=text, expected=Text("https:// 网址", "an https:// address"))
        return text

    def one_of(self, kind: f.OneOf, node: Node, at: KeyPath) -> str | None:
        return self.word(node, at, kind.values)

    def vocabulary(self, kind: f.Vocabulary, node: Node, at: KeyPath) -> str | None:
        # Without the file that lists the words (a finding of its own) no word can be called wrong.
        return self.word(node, at, self.vocabularies.get(kind.name))

    def key(self, kind: f.Kind, node: Node, at: KeyPath) -> str | None:
        """An id or key; whether there is such a thing, only the rules know."""
        return self.text(node, at)

    entry_ref = reference_key = framework_ref = key

    # -- what kinds share ---------------------------------------------------------------------------------------

    def word(self, node: Node, at: KeyPath, allowed: tuple[str, ...] | None) -> str | None:
        """A text that is one of those allowed; with None any is."""
        text = self.text(node, at)
        if text is None or allowed is None or text in allowed:
            return text
        return self.fault(
            rules.NOT_ALLOWED, node, at, value=text, allowed=", ".join(allowed), suggestion=did_you_mean(text, allowed)
        )

    def sides(self, node: Node, at: KeyPath) -> dict[str, Node] | None:
        """The `zh` and `en` children of a bilingual value; None, with findings, if there are not exactly these."""
        if node.kind != "map":
            return self.wrong_type(node, at, Text("zh 与 en 两个键", "a mapping of zh and en"))
        whole = True
        for key in node.values:
            if key not in LANGS:
                self.unknown_field(node.keys[key], key, LANGS)
                whole = False
        for lang in LANGS:
            if lang not in node.values:
                self.fault(rules.MISSING_LANGUAGE, node, at, lang=lang, language=LANGUAGE_NAMES[lang])
                whole = False
        return dict(node.values) if whole else None

    def text(self, node: Node, at: KeyPath) -> str | None:
        if node.kind != "text":
            return self.wrong_type(node, at, Text("文字", "text"))
        if not node.text.strip():
            return self.fault(rules.EMPTY_VALUE, node, at)
        if node.style == "" and (kind := misread_as(node.text)):
            return self.fault(rules.AMBIGUOUS, node, at, value=node.text, type=kind)
        return node.text.rstrip("\n")

    # -- findings -----------------------------------------------------------------------------------------------

    def unknown_field(self, node: Node, key: str, known: tuple[str, ...]) -> None:
        place = Place(self.source.path, node.line, node.column)
        params: dict[str, str | Text] = {
            "key": key,
            "suggestion": did_you_mean(key, known),
            "allowed": ", ".join(known),
        }
        self.report(Finding(rules.UNKNOWN_FIELD, place, params))

    def wrong_type(self, node: Node, at: KeyPath, expected: Text) -> None:
        found: str | Text = _KIND_NAMES[node.kind]
        if node.kind == "text":
            found = f'"{node.text}"' if node.text else Text("空", "empty")
        return self.fault(rules.WRONG_TYPE, node, at, expected=expected, found=found)

    def fault(self, rule: Rule, node: Node, at: KeyPath, **params: str | Text) -> None:
        """Report a fault at a node and return None, the value of what cannot be decoded."""
        place = Place(self.source.path, node.line, node.column)
        self.report(Finding(rule, place, {"key": dotted(at), **params}))

    def report(self, finding: Finding) -> None:
        """Keep a finding; of a file with thousands the first are enough to see what is wrong with it."""
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(finding)


def misread_as(text: str) -> Text | None:
    """What YAML would take an unquoted text for, or None if for text."""
    if text and text[0] not in _MISREAD_START:
        return None
    if _BOOL.fullmatch(text):
        return Text("真假值", "a boolean")
    if _NULL.fullmatch(text):
        return Text("空值", "null")
    if _TIMESTAMP.fullmatch(text):
        return Text("日期对象", "a timestamp")
    if _NUMBER.fullmatch(text):
        return Text("数", "a number")
    return None


def is_date(text: str, *, partial: bool = False) -> bool:
    """Whether a text is a day of the calendar as `2026-11-24`, or, if `partial`, a month or a year alone."""
    if _DATE.fullmatch(text) is None:
        return False
    if len(text) < len("2026-11-24"):
        return partial
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_web_address(text: str) -> bool:
    """Whether a text is an http(s) address with a host and nothing that could break out of an attribute."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not re.search(r"[\s<>\"'`\\{}|^]", text)


def dotted(at: KeyPath) -> str:
    """A key path for people: `addresses[2].evidence.grade`."""
    out = ""
    for key in at:
        out += f"[{key + 1}]" if isinstance(key, int) else (f".{key}" if out else key)
    return out or "/"
