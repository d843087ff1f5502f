"""Frozen data of each printed form: every value as a ready string, plus the form's dated `Words`.

A sheet is all a layout may know: same sheet, same paper, same bytes. An empty optional value leaves
its line out; an empty value of a line the form always carries prints a dotted leader to fill by hand.
`printing.phrases` makes the Vietnamese strings (moments, money, counts) that go in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from printing.books import HandoverSheet, RegisterSheet, RoutingSheet
from printing.labels import PostalSheet, StickerSheet
from printing.letters import LetterSheet
from printing.reports import ReportSheet
from printing.visits import VisitSheet

if TYPE_CHECKING:
    from printing.words import Words


class MarkedSheet(Protocol):
    """A form that says which reprint it is and whether it is for training."""

    @property
    def words(self) -> Words:
        """The form's dated wording."""

    @property
    def reprint(self) -> int:
        """Which reprint; 0 = the first paper."""

    @property
    def training(self) -> bool:
        """Whether it has no legal value."""


class CodedSheet(Protocol):
    """A form of one dossier, told by its code."""

    @property
    def words(self) -> Words:
        """The form's dated wording."""

    @property
    def code(self) -> str:
        """The dossier's code."""

    @property
    def provisional(self) -> bool:
        """Whether the code is a provisional one."""


class SymbolSheet(CodedSheet, Protocol):
    """A form that carries the receipt's QR beside the code."""

    @property
    def qr(self) -> str:
        """Payload of the QR."""


@dataclass(frozen=True, slots=True)
class Header:
    """Thể thức NĐ 30/2020: left names; the right half (quốc hiệu, tiêu ngữ) is in the words."""

    parent: str  # "UBND PHƯỜNG MẪU", printed as given
    issuer: str  # "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG MẪU", bold
    place_date: str  # "Phường Mẫu, ngày 23 tháng 11 năm 2026", italic
    number: str = ""  # "Số: 07/HDHS"; empty where the dossier code stands for it


@dataclass(frozen=True, slots=True)
class PaperRow:
    """Thành phần hồ sơ, bảng A: how many originals, certified copies and plain copies; "" where none."""

    no: str
    name: str
    original: str = ""
    certified: str = ""
    copy: str = ""
    note: str = ""  # e.g. "Khai thác từ CSDL quốc gia, không phải nộp"; small, under the name


@dataclass(frozen=True, slots=True)
class FeeRow:
    """Thành phần hồ sơ, bảng C (lĩnh vực chứng thực): pages, copies and the fee of one paper."""

    no: str
    name: str
    pages: str = ""
    copies: str = ""
    fee: str = ""


@dataclass(frozen=True, slots=True)
class TransferSheet:
    """Chuyển khoản: the text of the payment QR and its parts in words; "" leaves a line out."""

    payload: str
    account: str
    amount: str  # "15.000 đồng"
    purpose: str
    bank: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (field list: forms.md §1).

    Give `papers` (table A) or, for chứng thực, `fee_rows` with `fee_total` (table C). One copy is
    printed for each of `copy_marks` ("Liên 1: Lưu", "Liên 2: Giao người nộp"); none = one unmarked copy.
    """

    words: Words
    header: Header
    code: str  # the dossier's code, in clear and as CODE128; nothing else goes into the barcode
    qr: str  # payload of the receipt QR (code + check tag, or the look-up address ending in it)
    unit: str
    applicant: str
    request: str  # name of the procedure and its code
    received_at: str  # "09 giờ 41 phút, ngày 23/11/2026"
    due_at: str  # same form; always with hour and minute
    received_short: str  # "09:41 Thứ Hai 23/11/2026", for the roll
    due_short: str  # "16:30 Thứ Năm 26/11/2026", for the roll
    term: str  # "03 ngày làm việc"
    return_by: str  # "Tại quầy"
    clerk: str
    provisional: bool = False  # prints "Số tạm" beside the code
    on_behalf_of: str = ""  # người nộp thay
    representative: str = ""  # who came for an organisation
    point: str = ""  # điểm tiếp nhận
    group: str = ""  # nộp theo nhóm: the group's number
    id_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    papers: tuple[PaperRow, ...] = ()
    fee_rows: tuple[FeeRow, ...] = ()
    fee_total: str = ""
    papers_short: str = ""  # "2 loại · 3 trang", for the roll
    quantity: str = "01"  # số bộ hồ sơ
    fee: str = ""  # "15.000 đồng"; "" leaves line 7 out
    fee_state: str = ""  # "Đã thanh toán" | "Chưa thanh toán"
    transfer: TransferSheet | None = None  # how to transfer what is owed
    volume: str = ""  # quyển số; both empty leave the register line out
    volume_number: str = ""
    competent_unit: str = ""  # phi địa giới: cơ quan có thẩm quyền giải quyết
    hotline: str = ""
    copy_marks: tuple[str, ...] = ()
    reprint: int = 0  # n > 0 prints "Bản in lại lần n"
    lost: bool = False  # given anew because the first one was lost
    training: bool = False  # prints "BẢN TẬP HUẤN — không có giá trị"


@dataclass(frozen=True, slots=True)
class SupplementSheet:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (field list: forms.md §2)."""

    words: Words
    header: Header
    code: str
    qr: str
    applicant: str
    request: str
    reason: str
    clerk: str
    items: tuple[PaperRow, ...]
    provisional: bool = False
    address: str = ""
    phone: str = ""
    email: str = ""
    legal_basis: str = ""
    deadline: str = ""  # "15 ngày kể từ ngày nhận phiếu"; "" leaves the line out
    contact_unit: str = ""  # whom to ask
    contact_phone: str = ""
    request_no: str = ""  # "01": the first request; at most one (NĐ 118/2025 Đ.11.2.c)
    note: str = ""  # what happens to the term once the papers are complete
    copy_marks: tuple[str, ...] = ()
    reprint: int = 0
    training: bool = False


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One line of the tally: the field's name and its numbers in the order of the template's columns."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator with numerator and denominator, so that two circulating formulas are never mixed up."""

    name: str
    numerator: str
    denominator: str
    rate: str  # "96,50 %" or "–" where there is nothing to count
    target: str = ""
    met: str = ""  # "Đạt" | "Chưa đạt" | ""


@dataclass(frozen=True, slots=True)
class TallySheet:
    """Bảng kê ngày: rows by field with totals, indicators, audit head, signatures. No citizen's data."""

    words: Words
    header: Header
    period: str  # "Ngày 23/11/2026" or "Từ ngày … đến ngày …"
    rows: tuple[TallyRow, ...]  # values in the order of words.items("columns")
    total: TallyRow
    indicators: tuple[IndicatorRow, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()  # (label, value): cash, online money, …
    told: tuple[tuple[str, str], ...] = ()  # (label, value): numbers given out, why it was opened again, …
    carried: tuple[str, ...] = ()  # a heading, then the open points that roll over to the next day
    revision: str = ""  # "1"
    file: str = ""  # name of the signed file
    sha256: str = ""
    previous_sha256: str = ""
    audit_head: str = ""
    key_id: str = ""
    maker: str = ""  # người lập
    head: str = ""  # thủ trưởng
    training: bool = False


DossierSheet = (
    ReceiptSheet | SupplementSheet | LetterSheet | RoutingSheet | PostalSheet | HandoverSheet | VisitSheet
)
Sheet = DossierSheet | StickerSheet | RegisterSheet | TallySheet | ReportSheet
