"""Sổ biên lai: every number of a fee receipt is used, voided with a reason, or missed in plain sight.

Receipts are issued by the finance system or out of a printed book; here their numbers are recorded, so that
a counter's money can be checked against them. This program issues none (NĐ 118/2025 Đ.24).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.jsonform import Form
from desk.life.limits import MAX_REASON
from desk.paying.rows import ReceiptRow, SeriesRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import Dossier, FeeReceipt

KINDS = ("paper", "electronic")
VOIDED = "receipt.voided"
MOST = 60
_NUMBER = re.compile(r"(?P<series>.*?)(?P<number>[0-9]{1,15})", re.ASCII)
_LONGEST_SERIES = 40
LINK = r"https?://[!-~]{1,380}"
_SHOWN_GAPS = 100


@dataclass(frozen=True, slots=True)
class GivenReceipt:
    """Biên lai as it is told with a payment: its number, whether it is electronic, where it is to be seen."""

    text: str
    kind: str = "paper"
    link: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptNo:
    """A receipt's number taken apart: the series before it, the number itself."""

    text: str
    series: str
    number: int


def receipt_no(text: str) -> ReceiptNo:
    """Take a number apart: what stands before the last digits is its series; case and blanks do not matter.

    Raises:
        InputError: `receipt.no_number` where it does not end in digits.
    """
    tidy = " ".join(text.split()).upper()
    found = _NUMBER.fullmatch(tidy)
    series = found["series"].strip(" .:/-") if found is not None else ""
    if found is None or len(tidy) > MOST or len(series) > _LONGEST_SERIES:
        raise InputError("receipt.no_number", receipt_no=text[:MOST])
    return ReceiptNo(text=tidy, series=series, number=int(found["number"]))


def given_receipt(form: Form) -> GivenReceipt | None:
    """Read `receipt_no`, `receipt_kind`, `receipt_link` of a payment; None without a number.

    A text that does not end in digits belongs to no series: it stays in the event and is not counted.
    """
    text = form.text("receipt_no", limit=MOST)
    kind = form.choice("receipt_kind", KINDS, default="")
    link = form.text("receipt_link", limit=400, pattern=LINK)
    try:
        receipt_no(text or "")
    except InputError:
        return None
    return GivenReceipt(text=text or "", kind=kind or ("electronic" if link else "paper"), link=link or "")


def enter(
    uow: UnitOfWork, row: Dossier, given: GivenReceipt, *, amount: int, method: str
) -> tuple[Note, ...]:
    """Write a number down as this dossier's; told again it takes the new amount. Answers what to look at.

    A number that stands for another dossier already, or that was voided, is a warning and not a refusal:
    the money was taken and the paper given out before anybody typed its number here.
    """
    from desk.wording import note
    from models.tables import FeeReceipt

    told = receipt_no(given.text)
    uow.take_turn()
    others = _rows(uow.session, told)
    own = next((one for one in others if one.dossier_id == row.id and one.voided_at is None), None)
    if own is not None:
        own.amount, own.method, own.kind, own.link = amount, method, given.kind, given.link or own.link
        return ()
    uow.session.add(
        FeeReceipt(
            series=told.series, number=told.number, text=told.text, kind=given.kind, dossier_id=row.id,
            amount=amount, method=method, link=given.link, issued_at=uow.now,
            counter=uow.office.card.counter, void_reason="",
        )
    )  # fmt: skip
    lang = uow.office.lang
    return tuple(
        note("receipt.void", lang, receipt_no=told.text)
        if one.voided_at is not None
        else note("receipt.used", lang, receipt_no=told.text, code=_code(uow.session, one))
        for one in others[:1]
    )


def void(
    office: Office, text: str, reason: str, *, code: str = "", command_id: str | None = None
) -> ReceiptRow:
    """Hủy biên lai: the number stays, with its reason; one that was spoiled unused is written down as void.

    The dossier's payment is not touched: whether money went back is another act (`paid`).

    Raises:
        InputError: `receipt.no_number`, `receipt.missing_key`, `receipt.void` where it is void already,
            `receipt.which` where it stands for two dossiers and `code` does not say for which.
    """
    from models.tables import FeeReceipt

    told = receipt_no(text)
    said = Form({"reason": reason}, code="receipt").required_text("reason", limit=MAX_REASON)
    with office.write("receipt.void", command_id=command_id) as uow:
        if uow.repeated_answer is None:
            uow.take_turn()
            row = _standing(uow, told, code)
            row.voided_at, row.void_reason = uow.now, said
            uow.session.flush()
            uow.record(
                VOIDED,
                subject=_code(uow.session, row) or told.text,
                dossier_id=row.dossier_id,
                details={"receipt_no": told.text},
            )
            uow.commit({"id": row.id})
            row_id = row.id
        else:
            row_id = uow.repeated_answer["id"]
    with office.read() as session:
        found = session.get_one(FeeReceipt, row_id)
        return _shown(found, _code(session, found))


def _standing(uow: UnitOfWork, told: ReceiptNo, code: str) -> FeeReceipt:
    """The row that is voided: the one that stands, or a new one for a number nobody was given."""
    from models.tables import FeeReceipt

    known = _rows(uow.session, told)
    standing = [one for one in known if one.voided_at is None]
    if code:
        standing = [one for one in standing if _code(uow.session, one) == code.upper()]
    if len(standing) > 1:
        raise InputError("receipt.which", receipt_no=told.text)
    if standing:
        return standing[0]
    if known or code:
        raise InputError("receipt.void" if known else "receipt.unknown", receipt_no=told.text)
    spoiled = FeeReceipt(
        series=told.series, number=told.number, text=told.text, kind="paper", dossier_id=None, amount=0,
        method="none", link="", issued_at=uow.now, counter=uow.office.card.counter, void_reason="",
    )  # fmt: skip
    uow.session.add(spoiled)
    return spoiled


def receipts(office: Office, first: date, last: date) -> tuple[ReceiptRow, ...]:
    """Numbers told or voided in a period, by series and number."""
    from sqlalchemy import select

    from desk.numbers.history_load import period
    from models.tables import Dossier, FeeReceipt

    start, end = period(first, last)
    within = FeeReceipt.issued_at.between(start, end) | FeeReceipt.voided_at.between(start, end)
    with office.read() as session:
        rows = session.execute(
            select(FeeReceipt, Dossier.code)
            .outerjoin(Dossier, Dossier.id == FeeReceipt.dossier_id)
            .where(within)
            .order_by(FeeReceipt.series, FeeReceipt.number)
        )
        return tuple(_shown(row, code or "") for row, code in rows if _in(row, start, end))


def _in(row: FeeReceipt, start: datetime, end: datetime) -> bool:
    """The period's end belongs to the next one."""
    return any(start <= one < end for one in (row.issued_at, row.voided_at) if one is not None)


def of_dossier(session: Session, dossier_id: int, code: str) -> tuple[ReceiptRow, ...]:
    """The receipts told for a dossier, void ones too, oldest first."""
    from sqlalchemy import select

    from models.tables import FeeReceipt

    query = select(FeeReceipt).where(FeeReceipt.dossier_id == dossier_id).order_by(FeeReceipt.id)
    return tuple(_shown(row, code) for row in session.scalars(query))


def series(session: Session, *, touched: tuple[datetime, datetime] | None = None) -> tuple[SeriesRow, ...]:
    """Every series with its gaps; only those with a number told between two moments, where they are given."""
    from sqlalchemy import select

    from models.tables import FeeReceipt

    chosen = select(FeeReceipt).order_by(FeeReceipt.series, FeeReceipt.number)
    if touched is not None:
        told = FeeReceipt.issued_at >= touched[0], FeeReceipt.issued_at < touched[1]
        recent = select(FeeReceipt.series).where(*told)
        chosen = chosen.where(FeeReceipt.series.in_(recent))
    by_series: dict[str, list[FeeReceipt]] = {}
    for row in session.scalars(chosen):
        by_series.setdefault(row.series, []).append(row)
    return tuple(_series_row(name, rows) for name, rows in by_series.items())


def _series_row(name: str, rows: list[FeeReceipt]) -> SeriesRow:
    used = [one for one in rows if one.voided_at is None]
    told = Counter(one.number for one in used)
    gaps = tuple(gaps_of(sorted({one.number for one in rows})))
    return SeriesRow(
        series=name,
        first=rows[0].text,
        last=rows[-1].text,
        used=len(used),
        void=len(rows) - len(used),
        missing=sum(end - start + 1 for start, end in gaps),
        gaps=gaps[:_SHOWN_GAPS],
        doubled=tuple(dict.fromkeys(one.text for one in used if told[one.number] > 1)),
        amount=sum(one.amount for one in used),
    )


def gaps_of(numbers: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Runs of numbers missing between the first and the last; `numbers` rise."""
    before: int | None = None
    for number in numbers:
        if before is not None and number > before + 1:
            yield before + 1, number - 1
        before = number


def _rows(session: Session, told: ReceiptNo) -> Sequence[FeeReceipt]:
    from sqlalchemy import select

    from models.tables import FeeReceipt

    query = select(FeeReceipt).where(FeeReceipt.series == told.series, FeeReceipt.number == told.number)
    return session.scalars(query.order_by(FeeReceipt.id)).all()


def _code(session: Session, row: FeeReceipt) -> str:
    from models.tables import Dossier

    owner = session.get(Dossier, row.dossier_id) if row.dossier_id is not None else None
    return owner.code if owner is not None else ""


def _shown(row: FeeReceipt, code: str) -> ReceiptRow:
    return ReceiptRow(
        text=row.text, series=row.series, number=row.number, kind=row.kind, code=code, amount=row.amount,
        method=row.method, link=row.link, issued_at=row.issued_at, counter=row.counter,
        voided_at=row.voided_at, void_reason=row.void_reason,
    )  # fmt: skip
