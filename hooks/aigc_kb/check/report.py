"""Findings for people and programs: text, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path as FilePath
from typing import Any, Final, Literal
from urllib.parse import quote

from aigc_kb.load.source import MAX_BYTES
from aigc_kb.model.finding import Finding, Rule
from aigc_kb.model.text import Lang, Text

Format = Literal["text", "full", "json", "github", "sarif"]
FORMATS: Final[tuple[Format, ...]] = ("text", "full", "json", "github", "sarif")

RULES_PATH: Final = "rules/"
"""The page of the site that explains all rules, below a language."""

_FIX: Final = {"zh": "改法：", "en": "fix: "}
_STOPS: Final = ("?", "!", ".", "？", "！", "。", "…")
_LEVEL: Final = {"error": "error", "hint": "warning"}


def rule_page(site: str, code: str, lang: Lang) -> str:
    """Where the site explains a rule."""
    return f"{site}{lang}/{RULES_PATH}#{code.lower()}"


def why(findings: Sequence[Finding], lang: Lang, site: str = "") -> str:
    """One line that says where the rules behind some findings are explained; nothing without findings."""
    codes = sorted({f.code for f in findings})
    if not codes:
        return ""
    page = f" ({site}{lang}/{RULES_PATH})" if site else ""
    return {
        "zh": f"理由和例子：kb rules {' '.join(codes)}{page}",
        "en": f"why, with examples: kb rules {' '.join(codes)}{page}",
    }[lang]


def render(findings: Sequence[Finding], form: Format, lang: Lang, site: str = "") -> str:
    """All findings in one format; ends with a newline unless empty.

    With the address of the site, formats for other programs link each finding to the page of its rule.
    """
    match form:
        case "text":
            return "".join(f"{_inert(_line(f, lang))}\n" for f in findings)
        case "full":
            files: dict[str, list[str]] = {}  # each read once, however many findings it has
            return "".join(_full(f, lang, files) for f in findings)
        case "json":
            return json.dumps([_record(f, lang, site) for f in findings], ensure_ascii=False, indent=2) + "\n"
        case "github":
            return "".join(_annotation(f, lang, site) for f in findings)
        case "sarif":
            return json.dumps(_sarif(findings, lang, site), ensure_ascii=False, indent=2) + "\n"


def _line(f: Finding, lang: Lang) -> str:
    message = f.message(lang)
    stop = "" if message.endswith(_STOPS) else "。" if lang == "zh" else "."
    space = "" if lang == "zh" else " "
    return f"{f.place}: {f.code} {message}{stop}{space}{_FIX[lang]}{f.remedy(lang)}"


def _source_lines(path: FilePath) -> list[str]:
    """A file's lines, for showing one of them. A link is not followed: it may lead anywhere."""
    if path.is_symlink() or path.parent.is_symlink():
        return []
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(MAX_BYTES).split("\n")
    except OSError:
        return []


def _full(f: Finding, lang: Lang, files: dict[str, list[str]]) -> str:
    """A finding with its source line and a caret, as compilers show it."""
    out = [_inert(f"{f.place}: {f.code} {f.message(lang)}")]
    if f.place.path not in files:
        files[f.place.path] = _source_lines(FilePath(f.place.path))
    lines = files[f.place.path]
    if 0 < f.place.line <= len(lines):
        source = lines[f.place.line - 1].rstrip("\r")
        # Wide characters take two columns on a terminal, so the caret is moved by what stands before it.
        before = source[: min(f.place.column - 1, 160)]
        pad = "".join("\u3000" if ord(c) > 0x2E7F else " " for c in before)
        number = str(f.place.line)
        out += [f"  {number} | {_inert(source[:160])}", f"  {' ' * len(number)} | {pad}^"]
    out.append(_inert(f"  = {_FIX[lang]}{f.remedy(lang)}"))
    return "\n".join(out) + "\n\n"


def _record(f: Finding, lang: Lang, site: str) -> dict[str, Any]:
    record = {
        "path": f.place.path,
        "line": f.place.line,
        "column": f.place.column,
        "code": f.code,
        "severity": f.rule.severity,
        "title": f.rule.title[lang],
        "message": f.message(lang),
        "remedy": f.remedy(lang),
    }
    return record | ({"help": rule_page(site, f.code, lang)} if site else {})


def _annotation(f: Finding, lang: Lang, site: str) -> str:
    """A GitHub workflow command. Data may hold anything, so what could end or forge a command is escaped."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    where = f"file={value(visible(f.place.path))},line={f.place.line},col={f.place.column},title={value(f.code)}"
    help_ = f" {rule_page(site, f.code, lang)}" if site else ""
    words = data(_inert(f"{f.message(lang)} ({_FIX[lang]}{f.remedy(lang)})") + help_)
    return f"::{_LEVEL[f.rule.severity]} {where}::{words}\n"


def _sarif(findings: Sequence[Finding], lang: Lang, site: str) -> dict[str, Any]:
    rules = {f.code: f.rule for f in findings}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kb",
                        "rules": [
                            {
                                "id": code,
                                "shortDescription": {"text": rule.title[lang]},
                                "fullDescription": {"text": rule.why[lang]},
                            }
                            | ({"helpUri": rule_page(site, code, lang)} if site else {})
                            for code, rule in sorted(rules.items())
                        ],
                    }
                },
                "results": [
                    {
                        "ruleId": f.code,
                        "level": _LEVEL[f.rule.severity],
                        "message": {"text": f"{f.message(lang)} ({_FIX[lang]}{f.remedy(lang)})"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": quote(f.place.path, errors="surrogateescape")},
                                    "region": {"startLine": f.place.line, "startColumn": f.place.column},
                                }
                            }
                        ],
                    }
                    for f in findings
                ],
            }
        ],
    }


_EXAMPLES: Final = {"bad": Text("不行", "bad"), "good": Text("这样写", "good")}
_SEVERITIES: Final = {"error": Text("错误", "error"), "hint": Text("提示", "hint")}


def list_rules(rules: Iterable[Rule], lang: Lang) -> str:
    """One line a rule."""
    return "".join(f"{rule.code}  {_SEVERITIES[rule.severity][lang]:<5}  {rule.title[lang]}\n" for rule in rules)


def explain(rule: Rule, lang: Lang) -> str:
    """A rule with its reason and its examples; what could not be shown on a terminal is escaped."""
    out = [f"{rule.code} {rule.title[lang]} ({_SEVERITIES[rule.severity][lang]})", "", rule.why[lang]]
    for name, example in (("bad", rule.bad), ("good", rule.good)):
        if example:
            out += ["", f"{_EXAMPLES[name][lang]}:", *(f"    {visible(line)}" for line in example.splitlines())]
    return "\n".join(out) + "\n"


def visible(line: str) -> str:
    """A line with hidden characters and bytes spelt out."""
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else repr(c)[1:-1] for c in line)


def _inert(line: str) -> str:
    """A line that neither a terminal nor a CI runner obeys, whatever a file's name or a quoted value holds.

    A line break could begin a line with `::`, an escape could recolour or rewrite a terminal, and GitHub's runner
    takes `##[` for a command anywhere in a line.
    """
    return visible(line).replace("##[", "##\\[")
