"""Hủy số chứng thực: the number stays in the book, struck with its reason; the money goes back.

A certification done by mistake cannot be unmade: its lines are struck, its fee is taken back, the dossier
goes from returned to work and is stopped there, each with an event of its own, all in one transaction. On
the day itself the counter may; later it takes a role that may override (rule `override.roles`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.certify import books
from desk.certify.certifying import event_from, event_json, line_from, line_json
from desk.certify.rows import Mended, Struck
from desk.errors import InputError
from desk.jsonform import Form
from desk.life.limits import MAX_REASON
from desk.rows import State
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.tables import Certification, Dossier

STRUCK = "dossier.certification_struck"
MENDED = "certification.mended"
_VERB = "certification.strike"
_MOST_LOST = 500


def strike(office: Office, code: str, reason: str, *, command_id: str | None = None) -> Struck:
    """Strike every number of one certification and stop its dossier; a repeat answers the first answer.

    Raises:
        InputError: `dossier.not_found`, `certify.nothing_to_strike`, `certify.strike_too_late`,
            `certify.missing_key`; nothing was changed.
    """
    said = Form({"reason": reason}, code="certify").required_text("reason", limit=MAX_REASON)
    with office.write(_VERB, command_id=command_id) as uow:
        if uow.repeated_answer is not None:
            return _restored(uow.repeated_answer, repeated=True)
        answer = _write(uow, code, said)
        uow.commit(answer)
    return _restored(answer, repeated=False)


def _write(uow: UnitOfWork, code: str, reason: str) -> dict[str, Any]:
    from desk.life.act import act_in
    from desk.record.dossiers import by_code
    from desk.record.events import of_dossier

    row = by_code(uow.session, uow.office, code)
    uow.session.refresh(row, with_for_update=True)
    lines = _standing(uow, row)
    refund, method = (row.fee_amount if row.fee_paid else 0), row.fee_method
    last_seq = max((one.seq for one in of_dossier(uow.session, row.id)), default=0)
    for line in lines:
        line.struck_at, line.struck_reason = uow.now, reason
    numbers = [{"no": one.no, "book": one.book, "year": one.year, "number": one.number} for one in lines]
    details = {"code": row.code, "state": int(row.state), "certified": [], "struck": numbers}
    uow.record(STRUCK, subject=row.code, dossier_id=row.id, details=details)
    if refund:
        act_in(uow, row.code, "paid", {"amount": 0, "method": "none"})
    act_in(uow, row.code, "correct", {"set": {}, "result_error": True, "reason": reason})
    # The reason itself may name somebody: it stands in the book and beside the correction, not in the log.
    act_in(uow, row.code, "stop", {"reason": sentence("certify.why.stopped", "vi")})
    uow.session.flush()
    after = [one for one in of_dossier(uow.session, row.id) if one.seq > last_seq]
    return {
        "code": row.code,
        "state": int(row.state),
        "lines": [line_json(books.line_row(one)) for one in lines],
        "refund": refund,
        "refund_method": method if refund else "none",
        "reason": reason,
        "events": [event_json(one) for one in after],
    }


def _standing(uow: UnitOfWork, row: Dossier) -> Sequence[Certification]:
    """The lines that may be struck now, locked."""
    from sqlalchemy import select

    from desk.office.rules import rule
    from models.tables import Certification

    lines = uow.session.scalars(
        select(Certification)
        .where(Certification.dossier_id == row.id, Certification.number.is_not(None))
        .where(Certification.struck_at.is_(None))
        .order_by(Certification.no)
        .with_for_update()
    ).all()
    if not lines or row.state != State.RETURNED:
        raise InputError("certify.nothing_to_strike", code=row.code, state=row.state)
    today = uow.now.date()
    old = any(one.certified_at is not None and one.certified_at.date() != today for one in lines)
    office = uow.office
    allowed = list(rule(uow.session, "override.roles", on=today))
    if old and not office.card.training and office.actor.role not in allowed:
        raise InputError("certify.strike_too_late", code=row.code, roles=allowed)
    return lines


def _restored(answer: Mapping[str, Any], *, repeated: bool) -> Struck:
    return Struck(
        code=answer["code"],
        state=State(answer["state"]),
        lines=tuple(line_from(one) for one in answer["lines"]),
        refund=answer["refund"],
        refund_method=answer["refund_method"],
        reason=answer["reason"],
        events=tuple(event_from(one) for one in answer["events"]),
        repeated=repeated,
    )


def mend_book(
    office: Office, book: str, reason: str, *, year: int | None = None, last: int | None = None
) -> Mended:
    """Let a damaged book run on: every lost number becomes a struck line that says why; none is given again.

    `last` is the last number written on paper, where it is known better; the head or the administrator may.

    Raises:
        InputError: `auth.role`, `certify.unknown_book`, `certify.book_sound`, `certify.mend_too_many`,
            `certify.bad_value`; nothing was changed.
    """
    from desk.office.staff import must_administer

    must_administer(office)
    said = Form({"reason": reason}, code="certify").required_text("reason", limit=MAX_REASON)
    books.check_book(book)
    with office.write("certification.mend") as uow:
        uow.take_turn()
        done = _mend(uow, book, year or uow.now.year, said, last=last)
        uow.record(
            MENDED,
            subject=f"{book}/{done.year}",
            details={"book": book, "year": done.year, "last": done.last, "struck": list(done.struck)},
        )
        uow.commit()
    return done


def _mend(uow: UnitOfWork, book: str, year: int, reason: str, *, last: int | None) -> Mended:
    from sqlalchemy import select

    from models.tables import Certification, Counter

    query = select(Certification.number).where(Certification.book == book, Certification.year == year)
    there = {int(one) for one in uow.session.scalars(query) if one is not None}
    highest, run = max(there, default=0), books.counted(uow.session, book, year)
    end = max(highest, run) if last is None else last
    if end < highest:
        raise InputError("certify.bad_value", key="last", lowest=highest)
    lost = tuple(number for number in range(1, min(end, highest + _MOST_LOST) + 1) if number not in there)
    if end > highest + _MOST_LOST or len(lost) > _MOST_LOST:
        raise InputError("certify.mend_too_many", book=book, last=end, highest=highest)
    if not lost and run == end:
        raise InputError("certify.book_sound", book=book, year=year)
    symbol = books.symbol_of(books.rules_on(uow.session, uow.now.date()), book)
    for number in lost:
        uow.session.add(
            Certification(
                dossier_id=None, no=number, book=book, symbol=symbol, year=year, number=number, place=1,
                volume=_volume_near(uow, book, year, number), name="", pages=0, copies=0,
                certified_at=uow.now, struck_at=uow.now, struck_reason=reason,
            )
        )  # fmt: skip
        uow.session.flush()
    uow.session.merge(Counter(key=books.COUNTER.format(book=book, year=year), n=end))
    return Mended(book=book, year=year, last=end, struck=lost)


def _volume_near(uow: UnitOfWork, book: str, year: int, number: int) -> int:
    """The volume of the number before, where the lost one must have stood."""
    from sqlalchemy import select

    from models.tables import Certification

    found = uow.session.scalar(
        select(Certification.volume)
        .where(Certification.book == book, Certification.year == year, Certification.number < number)
        .order_by(Certification.number.desc())
        .limit(1)
    )
    return int(found or 1)
