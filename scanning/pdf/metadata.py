"""What a file tells of its paper, as XMP of predefined properties only, so that every validator approves.

An own namespace with an extension schema would be lawful PDF/A too, but the validator that guards every file
approves only what it knows (docs/decisions). So each field stands where Dublin Core has a place for it, and
all of them once more in `dc:subject` under the names the decree gives them, for programs to read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

LANGUAGE = "vi-VN"
PRODUCER = "Quầy Một Cửa"
_LONGEST = 2000
_NO_XML = re.compile("[^\x09\x0a\x0d\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = re.compile(r"(xmlns(?::[\w.-]+)?\s*)=")  # taken for markup by validators, wherever it stands
_SPECIAL = {ord(mark): f"&#{ord(mark)};" for mark in "&<>\"'="}


@dataclass(frozen=True, slots=True)
class PaperMetadata:
    """Siêu dữ liệu (NĐ 118/2025 Đ.19.2): what is known of the paper in the file; empty where unknown."""

    title: str = ""  # tên giấy tờ
    doc_type: str = ""  # mã loại giấy tờ
    holder_number: str = ""  # số định danh
    holder_name: str = ""
    holder_birth_year: int | None = None
    abstract: str = ""  # trích yếu
    valid_until: date | None = None  # thời hạn hiệu lực
    scope: str = ""  # phạm vi hiệu lực
    number: str = ""  # số, ký hiệu
    issued_on: date | None = None  # ngày cấp
    issuer: str = ""  # cơ quan cấp

    @property
    def paper_code(self) -> str:
        """Mã số giấy tờ: the holder's number and the kind of paper (NĐ 118/2025 Đ.22); empty without both."""
        return f"{self.holder_number}.{self.doc_type}" if self.holder_number and self.doc_type else ""

    def named(self) -> Iterator[tuple[str, str]]:
        """Every field that is known, by the decree's name without marks."""
        born = str(self.holder_birth_year) if self.holder_birth_year else ""
        for name, value in (
            ("ma_loai_giay_to", self.doc_type),
            ("so_dinh_danh", self.holder_number),
            ("ho_ten", self.holder_name),
            ("nam_sinh", born),
            ("ten_giay_to", self.title),
            ("trich_yeu", self.abstract),
            ("thoi_han_hieu_luc", _day(self.valid_until)),
            ("pham_vi_hieu_luc", self.scope),
            ("so_ky_hieu", self.number),
            ("ngay_cap", _day(self.issued_on)),
            ("co_quan_cap", self.issuer),
        ):
            if value := clean(value):
                yield name, value


def clean(text: str) -> str:
    """Text as XML and readers bear it: NFC, no controls or half letters, blanks squeezed, not endless."""
    normal = unicodedata.normalize("NFC", _NO_XML.sub("\ufffd", text[:_LONGEST]))
    kept = "".join(mark if unicodedata.category(mark) != "Cc" else " " for mark in normal)
    return _DECLARATION.sub("\\1\uff1d", " ".join(kept.split()))


def packet(paper: PaperMetadata) -> bytes:
    """The XMP packet of a PDF/A-2b file: same paper, same bytes."""
    body = "\n".join(_properties(paper))
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">\n'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n"
        f"{body}\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )
    return text.encode("utf-8")


def _properties(paper: PaperMetadata) -> Iterator[str]:
    """One property a line, empty ones left out."""
    holder = paper.holder_number or " ".join(
        part for part in (paper.holder_name, str(paper.holder_birth_year or "")) if part
    )
    term = f"end={paper.valid_until.isoformat()}; scheme=W3C-DTF;" if paper.valid_until else ""
    yield f"<pdf:Producer>{_escaped(PRODUCER)}</pdf:Producer>"
    yield _list("dc:language", "Bag", (LANGUAGE,))
    yield from filter(
        None,
        (
            _text_in_language("dc:title", paper.title),
            _text_in_language("dc:description", paper.abstract),
            _simple("dc:identifier", paper.paper_code),
            _simple("dc:coverage", " ".join(part for part in (paper.scope, term) if part)),
            _list("dc:type", "Bag", (paper.doc_type,)),
            _list("dc:publisher", "Bag", (paper.issuer,)),
            _list("dc:date", "Seq", (_day(paper.issued_on),)),
            _list("dc:subject", "Bag", (f"{name}={value}" for name, value in paper.named())),
            _list("xmp:Identifier", "Bag", (paper.number,)),
            _list("xmpRights:Owner", "Bag", (holder,)),
        ),
    )


def _simple(name: str, value: str) -> str:
    value = clean(value)
    return f"<{name}>{_escaped(value)}</{name}>" if value else ""


def _text_in_language(name: str, value: str) -> str:
    value = clean(value)
    item = f'<rdf:li xml:lang="x-default">{_escaped(value)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>" if value else ""


def _list(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_escaped(one)}</rdf:li>" for one in map(clean, values) if one)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
