"""Pieces of the examples of rules that several of them show: lines of the sample's files."""

from __future__ import annotations

from typing import Final

TWO_ITEMS: Final = (
    "# frameworks/bakers-2024.yaml\n"
    "items:\n"
    "  - id: B1\n"
    "    list: troubles\n"
    "    title: {zh: 老化, en: Staling}\n"
    "    official_languages: [en]\n"
    "  - id: B2\n"
    "    list: troubles\n"
    "    title: {zh: 塌陷, en: Collapse}\n"
    "    official_languages: [en]\n"
)
KIND_QUESTION: Final = (
    "# planner.yaml\nquestions:\n  - id: kind\n    title: {zh: 烤什么, en: What do you bake}\n    multiple: false\n"
)
KIND_ANSWERS: Final = (
    "    options:\n"
    "      - id: white\n"
    "        title: {zh: 白面包, en: White bread}\n"
    "      - id: rye\n"
    "        title: {zh: 黑麦面包, en: Rye bread}\n"
)
REGION_QUESTION: Final = "  - id: region\n    title: {zh: 卖到哪里, en: Where is it sold}\n    multiple: true\n"
REGION_ANSWERS: Final = (
    "    options:\n"
    "      - id: home\n"
    "        title: {zh: 本地, en: At home}\n"
    "      - id: abroad\n"
    "        title: {zh: 外地, en: Abroad}\n"
)
QUESTIONS: Final = KIND_QUESTION + KIND_ANSWERS + REGION_QUESTION + REGION_ANSWERS
