"""A report as a DOCX that an office can edit: head, tables with repeated headings, notes, signatures.

Written with the standard library: the few parts of Office Open XML (ECMA-376) that a report needs. The same
sheet gives the same bytes. Charts become tables of their numbers, which can be edited.
"""

from __future__ import annotations

import io
import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from printing.reports import Bars, ReportSheet, ReportTable

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TWIPS = 15_252  # inner width of A4 lying: 297 mm less margins of 16 and 12 mm
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/>'
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="680" w:right="680" w:bottom="680" w:left="906" w:header="340" w:footer="340" '
    'w:gutter="0"/>'
    "</w:sectPr>"
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_FACE = "Times New Roman"
_SMALL, _BODY, _TITLE = 18, 22, 28  # half points
_DAY = (1980, 1, 1, 0, 0, 0)  # nothing of the clock


def report_docx(sheet: ReportSheet) -> bytes:
    """The report as a document, the training mark first where it is one."""
    words, body = sheet.words, []
    if sheet.training:
        body.append(_paragraph(words.text("training"), align="center", bold=True))
    body += [
        _letterhead(sheet),
        _paragraph(words.title.replace("\n", " "), align="center", bold=True, size=_TITLE),
    ]
    body.append(_paragraph(sheet.period, align="center"))
    if sheet.counted:
        body.append(_paragraph(sheet.counted, align="right", italic=True, size=_SMALL))
    for place, table in enumerate(sheet.tables):
        if place == 1:
            body += _figures(sheet)
        body += _table(table)
    body += [_paragraph(note, italic=True, size=_SMALL) for note in sheet.notes]
    body += [_paragraph(""), _signatures(sheet), _paragraph("")]
    whole = f"<w:body>{''.join(body)}{_PAGE}</w:body>"
    document = f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}">{whole}</w:document>'
    return _zipped(document, _footer(sheet))


def _figures(sheet: ReportSheet) -> list[str]:
    """Charts and the divided bar as tables of their numbers."""
    found = []
    for chart in sheet.charts:
        found += [_paragraph(chart.title, bold=True), _months(chart)]
        found.append(_paragraph(chart.legend, italic=True, size=_SMALL))
    if sheet.parts is not None:
        names, numbers = zip(*sheet.parts.parts, strict=True)
        found += [_paragraph(sheet.parts.title, bold=True), _plain_table(names, tuple(map(str, numbers)))]
        found.append(_paragraph(""))
    return found


def _months(chart: Bars) -> str:
    said = tuple("–" if one is None else f"{one:.2f}".replace(".", ",") for one in chart.values)
    return _plain_table(chart.labels, said)


def _plain_table(heads: Sequence[str], values: Sequence[str]) -> str:
    widths = [_TWIPS // len(heads)] * len(heads)
    rows = (_row(_cells(heads, widths, bold=True)), _row(_cells(values, widths)))
    return _framed(widths, rows)


def _letterhead(sheet: ReportSheet) -> str:
    """Names of the office at the left, quốc hiệu and the day at the right, no lines around them."""
    words, head = sheet.words, sheet.header
    left = _paragraph(head.parent, align="center") + _paragraph(head.issuer, align="center", bold=True)
    right = (
        _paragraph(words.text("nation"), align="center", bold=True)
        + _paragraph(words.text("motto"), align="center", bold=True)
        + _paragraph(head.place_date, align="center", italic=True)
    )
    return _beside([left, right])


def _signatures(sheet: ReportSheet) -> str:
    made = [
        _paragraph(one.title, align="center", bold=True)
        + _paragraph(one.hint, align="center", italic=True, size=_SMALL)
        + _paragraph("") * 3
        + _paragraph(one.name, align="center", bold=True)
        for one in sheet.signers
    ]
    return _beside(made) if made else ""


def _beside(parts: Sequence[str]) -> str:
    width = _TWIPS // len(parts)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{one}</w:tc>' for one in parts
    )
    return _grid([width] * len(parts), [f"<w:tr>{cells}</w:tr>"], borders="")


def _table(table: ReportTable) -> list[str]:
    """Title, headings that every page repeats, rows, the total; a sentence where there are no rows."""
    found = [_paragraph(table.title, bold=True)] if table.title else []
    widths = [int(_TWIPS * share) for share in table.shares]
    rows = [*_headings(table, widths)]
    rows += [_row(_cells(entry, widths, aligns=table.aligns)) for entry in table.rows]
    if table.total:
        rows.append(_row(_cells(table.total, widths, aligns=table.aligns, bold=True)))
    found.append(_framed(widths, rows))
    said = table.empty if not table.rows else ""
    return [*found, _paragraph(said, italic=True, size=_SMALL)]


def _headings(table: ReportTable, widths: Sequence[int]) -> list[str]:
    """Heads of groups over headings, cells without a group through both lines; then running numbers."""
    parts = [text.rpartition("|") for text in table.columns]
    lines = []
    if any(group for group, _, _ in parts):
        upper, lower = "", ""
        for group, among in groupby(range(len(parts)), key=lambda place: parts[place][0]):
            places = list(among)
            if group:
                width = sum(widths[place] for place in places)
                upper += _cell(group, width, bold=True, span=len(places))
                lower += "".join(_cell(parts[place][2], widths[place], bold=True) for place in places)
                continue
            for place in places:
                upper += _cell(parts[place][2], widths[place], bold=True, merge="restart")
                lower += _cell("", widths[place], merge="continue")
        lines = [upper, lower]
    else:
        lines = [_cells([name for _, _, name in parts], widths, bold=True)]
    if table.numbers:
        lines.append(_cells(table.numbers, widths))
    return [_row(line, head=True) for line in lines]


def _cells(
    texts: Sequence[str], widths: Sequence[int], *, aligns: Sequence[str] = (), bold: bool = False
) -> str:
    told = aligns or ["center"] * len(texts)
    return "".join(
        _cell(text, width, align=align, bold=bold)
        for text, width, align in zip(texts, widths, told, strict=True)
    )


def _cell(
    text: str, width: int, *, align: str = "center", bold: bool = False, span: int = 1, merge: str = ""
) -> str:
    facts = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        facts += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        facts += f'<w:vMerge w:val="{merge}"/>'
    said = _paragraph(text, align=align, bold=bold, size=_SMALL)
    return f'<w:tc><w:tcPr>{facts}<w:vAlign w:val="center"/></w:tcPr>{said}</w:tc>'


def _row(cells: str, *, head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _framed(widths: Sequence[int], rows: Iterable[str]) -> str:
    return _grid(widths, rows, borders=f"<w:tblBorders>{_BORDERS}</w:tblBorders>")


def _grid(widths: Sequence[int], rows: Iterable[str], *, borders: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    facts = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{facts}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _paragraph(
    text: str, *, align: str = "left", bold: bool = False, italic: bool = False, size: int = _BODY
) -> str:
    facts = f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}"
    return (
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{align}"/></w:pPr>'
        f"{_run(text, facts, size) if text else ''}</w:p>"
    )


def _run(text: str, facts: str = "", size: int = _SMALL) -> str:
    said = escape(_ILLEGAL.sub(" ", text))
    face = f'<w:rFonts w:ascii="{_FACE}" w:hAnsi="{_FACE}" w:cs="{_FACE}"/>'
    look = f'<w:rPr>{face}{facts}<w:sz w:val="{size}"/><w:lang w:val="vi-VN"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{said}</w:t></w:r>'


def _footer(sheet: ReportSheet) -> str:
    words = sheet.words
    mark = words.text("official" if words.official else "internal", number=words.number, basis=words.basis)
    fields = {"page": "PAGE", "pages": "NUMPAGES"}
    said = "".join(
        f'<w:fldSimple w:instr="{fields[part]}">{_run("1")}</w:fldSimple>' if part in fields else _run(part)
        for part in re.split(r"[{}]", words.texts["page"])
        if part
    )
    tabs = f'<w:pPr><w:tabs><w:tab w:val="right" w:pos="{_TWIPS}"/></w:tabs></w:pPr>'
    return f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p>{tabs}{_run(mark)}<w:r><w:tab/></w:r>{said}</w:p></w:ftr>'


def _zipped(document: str, footer: str) -> bytes:
    """The package: its content types first, every entry of the same day."""
    parts = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
            f'<Override PartName="/word/footer1.xml" ContentType="{_MAIN}.footer+xml"/></Types>'
        ),
        "_rels/.rels": _relations(f"{_OFFICE}/officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relations(f"{_OFFICE}/footer", "footer1.xml"),
        "word/document.xml": document,
        "word/footer1.xml": footer,
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name, text in parts.items():
            entry = ZipInfo(name, _DAY)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


def _relations(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )
