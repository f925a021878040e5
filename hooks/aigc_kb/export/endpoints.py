"""The table of endpoints that the files of the API, their schemas and `openapi.json` are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aigc_kb.model.kinds import ENTRIES, PLAIN, EntryKind
from aigc_kb.model.text import Lang, Text

API_VERSION: Final = "1.0"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address, or a family of them where `path` has `{id}`."""

    path: str
    data: str
    """Name of the schema of its `data`."""
    about: Text
    many: bool = False
    """Whether `data` is a list."""
    by_language: bool = True
    """Whether it is there as `zh/…` and `en/…` too."""


def _one(kind: EntryKind) -> Endpoint:
    """The addresses of the things of a kind, one by one."""
    about = Text(f"一{kind.counter}{kind.label.zh}", f"One {kind.label.en}")
    return Endpoint(f"{kind.folder}/{{id}}.json", kind.cls.__name__, about, by_language=False)


ENDPOINTS: Final = (
    Endpoint("index.json", "Index", Text("总览与词表", "What there is, and the vocabularies"), by_language=False),
    *(
        Endpoint(
            f"{x.folder}.json",
            "EntryShort",
            Text(f"{x.plural.zh}清单", f"All {x.plural.en.lower()}, in short"),
            many=True,
        )
        for x in ENTRIES
    ),
    Endpoint("areas.json", "Area", Text("领域", "Areas"), many=True),
    Endpoint("terms.json", "Term", Text("术语", "Terms"), many=True),
    Endpoint("references.json", "Reference", Text("文献", "The bibliography"), many=True, by_language=False),
    *(Endpoint(f"{x.folder}.json", x.cls.__name__, x.plural, many=True, by_language=False) for x in PLAIN),
    Endpoint("frameworks.json", "FrameworkShort", Text("框架清单", "Frameworks, without their items"), many=True),
    Endpoint("full.json", "Full", Text("全部条目的全文", "All entries, whole")),
    Endpoint("relations.json", "Relation", Text("全部关系", "Every relation between entries"), many=True),
    Endpoint("matrix.json", "Matrix", Text("难题与对策矩阵", "Problems by mitigations"), by_language=False),
    Endpoint("mappings.json", "Mappings", Text("框架对照", "Every mapping to a framework, and every no-match")),
    Endpoint("changes.json", "Change", Text("更新记录", "The log of changes"), many=True),
    Endpoint("versions.json", "Version", Text("各版本的变化", "What changed from version to version"), many=True),
    Endpoint("planner.json", "Planner", Text("自查规则", "The planner's questions and rules"), by_language=False),
    *map(_one, ENTRIES),
    Endpoint("areas/{id}.json", "Area", Text("一个领域", "One area"), by_language=False),
    Endpoint("terms/{id}.json", "Term", Text("一个术语", "One term"), by_language=False),
    Endpoint("references/{id}.json", "Reference", Text("一条文献", "One reference"), by_language=False),
    *map(_one, PLAIN),
    Endpoint("frameworks/{id}.json", "Framework", Text("一个框架及其条目", "One framework"), by_language=False),
)


def schema_name(endpoint: Endpoint, lang: Lang | None) -> str:
    """The name of an answer's schema: `Problem`, `EntryShortList`, `EntryShortListOneLanguage`."""
    return endpoint.data + ("List" if endpoint.many else "") + ("OneLanguage" if lang else "")
