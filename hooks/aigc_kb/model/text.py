"""Languages and bilingual text, the smallest values of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Lang = Literal["zh", "en"]
LANGS: Final[tuple[Lang, Lang]] = ("zh", "en")


def other(lang: Lang) -> Lang:
    """The other of the two languages."""
    return "en" if lang == "zh" else "zh"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English; neither side is ever empty."""

    zh: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of words in both languages (aliases); the lists need not have the same length."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def __getitem__(self, lang: Lang) -> tuple[str, ...]:
        return self.zh if lang == "zh" else self.en

    def all(self) -> tuple[str, ...]:
        return self.zh + self.en
