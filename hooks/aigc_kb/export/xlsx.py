"""A workbook of plain tables as XLSX (ECMA-376), the same bytes for the same tables.

Written by hand because it is on the way of every build: for our tables XlsxWriter takes four times and openpyxl six
times as long, both would be run-time dependencies, and all that we need of the format is on this page. openpyxl reads
the result back in the tests.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_CELL: Final = 32_767
"""Characters that a cell holds, by the format."""

_NS: Final = "http://schemas.openxmlformats.org"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
# `_x0041_` in a text means the letter A to a spreadsheet: such an underscore has to be written as one.
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook; every row has as many cells as the head."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | int | float]]


def workbook(sheets: Sequence[Sheet], date: str) -> bytes:
    """The workbook; `date` is its date of creation. Raises ValueError for a text longer than a cell holds."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    listed = "".join(f'<sheet name="{escape(s.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, s in enumerate(sheets, 1))
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_NS}/officeDocument/2006/relationships/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    office = f"{_NS}/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_NS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MEDIA_TYPE}.main+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_NS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{_NS}/package/2006/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_NS}/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created></cp:coreProperties>',
        "xl/workbook.xml": f'<workbook xmlns="{_NS}/spreadsheetml/2006/main" xmlns:r="{office}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_NS}/package/2006/relationships">{relations}'
        f'<Relationship Id="rId{len(sheets) + 1}" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId{len(sheets) + 2}" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
    }
    texts: dict[str, int] = {}
    parts |= {f"xl/worksheets/sheet{n}.xml": _sheet(sheet, texts) for n, sheet in enumerate(sheets, 1)}
    parts["xl/sharedStrings.xml"] = _shared(texts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            # Level 1 is three times as fast as the default and costs an eighth of the size. To be said here: what the
            # archive is opened with does not hold for a file that comes with its own description.
            archive.writestr(info, _HEAD + text, compresslevel=1)
    return out.getvalue()


# Style 0 wraps text and aligns it to the top; style 1, for the header, is bold too.
_STYLES: Final = (
    f'<styleSheet xmlns="{_NS}/spreadsheetml/2006/main">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>"
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _sheet(sheet: Sheet, texts: dict[str, int]) -> str:
    """A sheet whose cells name their texts by number, as `texts` has them; new ones are added."""
    columns = [_letters(n) for n in range(len(sheet.head))]
    rows = [_row(1, columns, sheet.head, ' s="1"', texts)]
    rows += [_row(n, columns, row, "", texts) for n, row in enumerate(sheet.rows, 2)]
    last = f"{columns[-1]}{len(rows)}"
    return (
        f'<worksheet xmlns="{_NS}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(columns)}" width="28" customWidth="1"/></cols>'
        f'<sheetData>{"".join(rows)}</sheetData><autoFilter ref="A1:{last}"/></worksheet>'
    )


def _row(
    number: int, columns: Sequence[str], cells: Sequence[str | int | float], style: str, texts: dict[str, int]
) -> str:
    out = [f'<row r="{number}">']
    for column, value in zip(columns, cells, strict=True):
        if isinstance(value, int | float):
            out.append(f'<c r="{column}{number}"{style}><v>{value}</v></c>')
        elif value:
            text = texts.setdefault(value, len(texts))
            out.append(f'<c r="{column}{number}"{style} t="s"><v>{text}</v></c>')
    out.append("</row>")
    return "".join(out)


def _shared(texts: Iterable[str]) -> str:
    """The texts of all cells, each once: many are ids, dates and titles that stand in hundreds of them."""
    out = []
    for text in texts:
        if len(text) > MAX_CELL:
            raise ValueError(f"a cell holds {MAX_CELL} characters, and one has {len(text)}: {text[:40]}…")
        value = escape(_ESCAPED.sub("_x005F_", text) if "_x" in text else text)
        # Without the attribute a reader may drop blanks at either end.
        space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        out.append(f"<si><t{space}>{value}</t></si>")
    return f'<sst xmlns="{_NS}/spreadsheetml/2006/main" uniqueCount="{len(out)}">{"".join(out)}</sst>'


def _letters(index: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
