"""Ghi bảng XLSX: rows of text as a workbook, row by row, so that a long register is never held as cells.

Every cell is a text, so nothing in it is ever run. The sheet is ready to print: A4 lying, as wide as the
paper, the header standing still on the screen and repeated on every page.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from desk.importing_xlsx import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from zipfile import ZipFile

_WIDEST = 50
_AT_ONCE = 200  # rows
_MADE = (1980, 1, 1, 0, 0, 0)  # the same rows give the same bytes
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAME = "Bang"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOLD, _PLAIN = 1, 2
_PARTS = {
    "[Content_Types].xml": f'''<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>
</Types>''',
    "_rels/.rels": f'''<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>''',
    "xl/_rels/workbook.xml.rels": f'''<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_DOCUMENT}/styles" Target="styles.xml"/>
</Relationships>''',
    "xl/workbook.xml": f'''<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">
<sheets><sheet name="{_NAME}" sheetId="1" r:id="rId1"/></sheets>
<definedNames>
<definedName name="_xlnm.Print_Titles" localSheetId="0">{_NAME}!$1:$1</definedName>
</definedNames>
</workbook>''',
    "xl/styles.xml": f'''<styleSheet xmlns="{_MAIN}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">
<alignment vertical="center" wrapText="1"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">
<alignment vertical="top" wrapText="1"/></xf>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>''',
}  # fmt: skip
_END = """</sheetData><printOptions horizontalCentered="1"/>
<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>
<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>
<headerFooter><oddFooter>&amp;R&amp;P/&amp;N</oddFooter></headerFooter></worksheet>"""


def sheet_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int]) -> bytes:
    """A workbook of one sheet under a bold header; `widths`: the longest text of each column."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, text in _PARTS.items():
            _write(packed, name, text)
        entry = ZipInfo("xl/worksheets/sheet1.xml", _MADE)
        entry.compress_type = ZIP_DEFLATED
        with packed.open(entry, "w", force_zip64=True) as sheet:
            sheet.write(_begin(columns, widths).encode("utf-8"))
            for text in _rows(columns, rows):
                sheet.write(text.encode("utf-8"))
            sheet.write(_END.encode("utf-8"))
    return out.getvalue()


def _write(packed: ZipFile, name: str, text: str) -> None:
    from zipfile import ZIP_DEFLATED, ZipInfo

    entry = ZipInfo(name, _MADE)
    entry.compress_type = ZIP_DEFLATED
    packed.writestr(entry, (_HEAD + text).encode("utf-8"))


def _begin(columns: Sequence[str], widths: Sequence[int]) -> str:
    told = "".join(
        f'<col min="{at}" max="{at}" width="{min(_WIDEST, max(len(name), widest)) + 2}" customWidth="1"/>'
        for at, (name, widest) in enumerate(zip(columns, widths, strict=True), start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
        f' state="frozen"/></sheetView></sheetViews><cols>{told}</cols><sheetData>'
    )


def _rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The XML of the header and of the rows, some at a time."""
    names = [letters(at) for at in range(1, len(columns) + 1)]
    held = [_row(names, 1, columns, _BOLD)]
    for number, row in enumerate(rows, start=2):
        held.append(_row(names, number, row, _PLAIN))
        if len(held) >= _AT_ONCE:
            yield "".join(held)
            held = []
    yield "".join(held)


def _row(names: Sequence[str], number: int, texts: Sequence[str], style: int) -> str:
    cells = "".join(
        f'<c r="{name}{number}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{_safe(text)}</t></is></c>'
        for name, text in zip(names, texts, strict=True)
        if text
    )
    return f'<row r="{number}">{cells}</row>'


def _safe(text: str) -> str:
    return escape(_NOT_XML.sub(" ", text), {"\r": "&#13;"})
