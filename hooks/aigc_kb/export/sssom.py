"""The mappings as SSSOM, the exchange format of ontology mappings: TSV with its metadata in comment lines.

The subject is our entry, the object the framework's item, the predicate the SKOS relation as the data has it. Labels
are English, which is what other tools show; the Chinese ones stand in `other` beside the note in both languages.
A mapping that is stated not to exist is a row with the object `sssom:NoTermFound`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from aigc_kb.export import skos
from aigc_kb.export.edition import Edition, Export, words
from aigc_kb.model.text import Text

COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "subject_source",
    "object_source",
    "object_source_version",
    "comment",
    "other",
)


def exports(edition: Edition) -> Iterator[Export]:
    label = Text("框架对照（SSSOM）", "Framework mappings (SSSOM)")
    path = "downloads/mappings.sssom.tsv"
    yield Export("sssom", path, "text/tab-separated-values;charset=utf-8", label, tsv(edition).encode())


def tsv(edition: Edition) -> str:
    site = edition.kb.site
    prefixes = skos.prefixes(edition) | {"sssom": "https://w3id.org/sssom/", "semapv": "https://w3id.org/semapv/vocab/"}
    head = [
        "#sssom_version: '1.0'",
        f"#mapping_set_id: {edition.url}downloads/mappings.sssom.tsv",
        f"#mapping_set_title: {_yaml(f'{site.title.en} · {site.title.zh}')}",
        f"#mapping_set_version: {_yaml(edition.version)}",
        f"#mapping_date: '{edition.date}'",
        f"#license: {site.licence_url}",
        "#curie_map:",
        *(f"#  {prefix}: {address}" for prefix, address in prefixes.items()),
    ]
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_line(cell) for cell in row] for row in rows(edition))
    return "\n".join(head) + "\n" + out.getvalue()


def rows(edition: Edition) -> Iterator[tuple[str, ...]]:
    kb = edition.kb
    items = {(f.id, item.id): item for f in kb.frameworks.values() for item in f.items}
    for entry in kb.measured():
        subject = skos.curie(entry)
        for row in entry.mappings:
            item, framework = items[row.framework, row.item], kb.frameworks[row.framework]
            yield (
                subject,
                entry.title.en,
                f"skos:{skos.MATCH[row.relation]}",
                skos.item_curie(row.framework, row.item),
                f"{row.item} {item.title.en}",
                "semapv:ManualMappingCuration",
                row.by,
                row.date,
                "scheme:entries",
                f"scheme:{framework.id}",
                framework.edition,
                words(row.note.en),
                f"zh: {entry.title.zh} → {row.item} {item.title.zh}：{words(row.note.zh)}",
            )
        for gap in entry.no_match:
            framework = kb.frameworks[gap.framework]
            yield (
                subject,
                entry.title.en,
                "skos:exactMatch",
                "sssom:NoTermFound",
                "",
                "semapv:ManualMappingCuration",
                "",
                "",
                "scheme:entries",
                f"scheme:{framework.id}",
                framework.edition,
                words(gap.reason.en),
                f"zh: {entry.title.zh} → {framework.title.zh}：{words(gap.reason.zh)}",
            )


def _line(text: str) -> str:
    """A cell without tabs and line breaks, which would begin another cell or row."""
    return " ".join(text.split())


def _yaml(text: str) -> str:
    escaped = _line(text).replace("'", "''")
    return f"'{escaped}'"
