"""Unfinished receptions and certifications, kept and offered again: frozen, free of the record and of Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

RECEPTION, CERTIFICATION = "reception", "certification"


@dataclass(frozen=True, slots=True)
class DraftPerson:
    """Người nộp as far as typed: read from the card or by hand."""

    id_number: str = ""
    full_name: str = ""
    birth_date: str = ""  # ISO date or empty
    birth_typed: str = ""  # what stands in the field while it is no date yet
    sex: str = ""
    address: str = ""
    phone: str = ""
    from_card: bool = False
    warnings: tuple[str, ...] = ()
    check_name: bool = False  # came as keys: a typing aid may have changed its marks

    @property
    def complete(self) -> bool:
        """Whether the office can receive from this person: a name and a whole number."""
        return bool(self.full_name.strip()) and len(self.id_number) == 12 and self.id_number.isdigit()


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """One line of the checklist as ticked; its pages lie in the strip."""

    no: int = 0
    name: str = ""
    received: bool = False
    kind: str = "original"
    copies: int = 1
    keep_original: bool = False
    reuse: bool = False


@dataclass(frozen=True, slots=True)
class ReceptionDraft:
    """Bản nháp tiếp nhận: everything a clerk entered of one reception, by the id it will be received under.

    `strip` names the recovery folder of its pages. `clerk` and `saved_at` are written by who keeps it.
    """

    key: str = ""
    channel: str = "direct"
    person: DraftPerson = DraftPerson()
    acting: str = "self"
    on_behalf_name: str = ""
    on_behalf_id: str = ""
    authority: str = ""
    group: str = ""
    visit: str = ""  # the visit of one citizen with several dossiers
    procedure: str = ""
    procedure_name: str = ""
    search: str = ""  # what was typed to find a procedure, while none is chosen
    papers: tuple[DraftPaper, ...] = ()
    selected: int = 0
    purpose: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    copies: int = 1
    note: str = ""
    return_by: str = "counter"
    fee_method: str = "cash"
    fee_typed: str = ""
    fee_given: str = ""
    fee_reason: str = ""
    receipt_no: str = ""
    paper_format: str = "k80"
    strip: str = ""
    pages: int = 0
    kind: ClassVar[str] = RECEPTION


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """One paper to be certified, its numbers as they were typed."""

    name: str = ""
    pages: str = "1"
    copies: str = "1"
    electronic: bool = False


@dataclass(frozen=True, slots=True)
class CertificationDraft:
    """Bản nháp chứng thực: everything a clerk typed of one certification, by the id it will be done under."""

    key: str = ""
    person: DraftPerson = DraftPerson()
    procedure: str = ""
    procedure_name: str = ""
    documents: tuple[DraftDocument, ...] = ()
    method: str = "cash"
    receipt: bool = False
    extra_days: int = 0
    signer: str = ""
    kind: ClassVar[str] = CERTIFICATION


Unfinished = ReceptionDraft | CertificationDraft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One unfinished piece of work in a list; the number of the person is masked."""

    key: str
    name: str
    id_masked: str
    procedure: str
    pages: int
    saved_at: datetime
    clerk: str
    mine: bool
    here: bool = False  # parked in this very window
    strip: str = ""
    kind: str = RECEPTION


@dataclass(frozen=True, slots=True)
class DraftList:
    """What is unfinished, the clerk's own first, newest first; `damaged` files were set aside just now."""

    rows: tuple[DraftRow, ...] = ()
    damaged: int = 0
