"""Chứng thực trả ngay: received, certified and handed over in one transaction, with three events.

Order: look up and reckon → digitise aside what was scanned → one write transaction with the dossier's code,
the numbers of the book and the states 2 → 9 → 10 → commit → print only what was asked for. What fails before
the commit leaves nothing, no number either. A dated one stops at state 2 and gets its numbers when its
result is ready.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.certify.books import rules_on
from desk.certify.quoting import price
from desk.certify.rows import BookLine, Certified
from desk.clock import iso, parse_moment
from desk.errors import InputError
from desk.intake.opening import make_paper, opened, print_place
from desk.record.commands import answer_of
from desk.rows import EventRow, Note, State
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.certify.given import CertifyCommand
    from desk.certify.quoting import Price
    from desk.intake.writing import Prepared
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork

VERB = "dossier.certify"
RECEIPT = "giay_tiep_nhan"
_PAID_BY = ("cash", "online")


def certify(
    office: Office, command: CertifyCommand, *, paper: str | None = None, queued: bool = False
) -> Certified:
    """Certify now and hand over, or receive with a date; the same command again answers the first answer.

    `queued`: its paper also goes to this counter's printer, by a job written with it.

    Raises:
        InputError: nothing was changed; e.g. `certify.not_express`, `certify.fee_differs`,
            `procedure.unknown`, `page.unreadable`.
        SurroundingsError: `certify.book_damaged`, or disk or record failed; nothing was certified.
    """
    wants_paper = command.receipt or command.dated
    done = commit_certification(office, command, queued=queued and wants_paper, paper=paper)
    if not wants_paper:
        return done
    return _printed(office, done, paper)


def commit_certification(
    office: Office, command: CertifyCommand, *, paper: str | None = None, queued: bool = False
) -> Certified:
    """The same without printing."""
    from desk.intake.writing import write_reception
    from desk.paper.receipts import usual_paper
    from desk.printing.queue import enqueue

    earlier = answer_of(office, command.command_id, verb=VERB)
    if earlier is not None:
        return _restored(office, earlier, repeated=True)
    ready, found = _prepare(office, command)
    wanted = (paper or usual_paper(office)) if queued else ""
    with opened(office, ready, verb=VERB, command_id=command.command_id) as (uow, staged):
        if uow.repeated_answer is not None:
            return _restored(office, uow.repeated_answer, repeated=True)
        received = write_reception(uow, ready, staged)
        answer = _finish(uow, command, found, received)
        if queued:
            answer["job"] = enqueue(uow, form=RECEIPT, code=answer["code"], paper=wanted)
        uow.commit(answer)
    return _restored(office, answer, repeated=False)


def _prepare(office: Office, command: CertifyCommand) -> tuple[Prepared, Price]:
    """Everything a reception decides before its transaction, and what it costs by the table of the day."""
    from desk.certify.terms import check_extra
    from desk.intake.receive import prepare

    ready = prepare(office, command.reception)
    with office.read() as session:
        rules = rules_on(session, ready.received_at.date())
    check_extra(rules, command.extra_days)
    found = price(rules, command.reception.procedure, command.documents, lang=office.lang)
    method, amount = _money(command, found.total)
    unknown = tuple(note("receive.unknown_key", office.lang, key=key) for key in command.unknown_keys)
    more = found.warnings if not command.dated else ()
    ready = replace(
        ready,
        command=replace(command.reception, fee_method=method, fee_amount=amount),
        more_days=command.extra_days,
        warnings=(*ready.warnings, *more, *unknown),
    )
    return ready, found


def _money(command: CertifyCommand, total: int) -> tuple[str, int]:
    """How it is paid and how much; who gets the paper at once has paid it, unless exempt.

    Raises:
        InputError: `certify.fee_differs`, `certify.fee_open`.
    """
    if command.fee_amount is not None and command.fee_amount not in {total, 0}:
        raise InputError("certify.fee_differs", given=command.fee_amount, due=total)
    method = command.fee_method or ("cash" if total else "none")
    if command.fee_amount == 0 and total and method != "exempt":
        raise InputError("certify.fee_differs", given=0, due=total)
    if method == "exempt" or not total:
        return ("exempt" if method == "exempt" else "none"), 0
    if method == "none" and not command.dated:
        raise InputError("certify.fee_open", due=total)
    return method, total


def _finish(
    uow: UnitOfWork, command: CertifyCommand, price: Price, received: Mapping[str, Any]
) -> dict[str, Any]:
    """Write the book and go on to the end; answers what `certify` answers, as it is kept for a repeat."""
    from sqlalchemy import select

    from desk.certify import books
    from desk.life.act import act_in
    from desk.record.events import of_dossier
    from models.tables import Dossier

    row = uow.session.scalars(select(Dossier).where(Dossier.code == received["code"])).one()
    books.plan(uow, row, command.documents, price, signer=command.signer)
    if not command.dated:
        act_in(uow, row.code, "result-ready", _result(uow, command))
        act_in(uow, row.code, "return", {"to": {"kind": "self"}, "by": row.return_by})
    lines = books.lines_of(uow.session, row.id)
    events = [event_json(one) for one in of_dossier(uow.session, row.id)]
    return {
        **{key: received[key] for key in ("code", "provisional", "received_at", "due_at", "due_reason")},
        "state": int(row.state),
        "fee": row.fee_amount,
        "fee_method": row.fee_method,
        "fee_paid": row.fee_paid,
        "lines": [line_json(one) for one in lines],
        "events": events,
        "warnings": received["warnings"],
    }


def _result(uow: UnitOfWork, command: CertifyCommand) -> dict[str, Any]:
    """Every certified paper is a result of its own; its number is the book's."""
    day = uow.now.date().isoformat()
    return {
        "results": [
            {"no": one.no, "title": one.name, "date": day, "electronic": one.electronic}
            for one in command.documents
        ]
    }


_MOMENTS = ("certified_at", "struck_at")


def line_json(line: BookLine) -> dict[str, Any]:
    """A line as it is kept with a command."""
    fields = {name: getattr(line, name) for name in BookLine.__slots__}
    return {**fields, **{name: iso(fields[name]) for name in _MOMENTS if fields[name] is not None}}


def line_from(stored: Mapping[str, Any]) -> BookLine:
    """A line as it was kept with a command."""
    moments = {name: parse_moment(stored[name]) for name in _MOMENTS if stored.get(name)}
    return BookLine(**{**stored, **moments})


def event_json(event: EventRow) -> dict[str, Any]:
    """An event as it is kept with a command."""
    fields = {name: getattr(event, name) for name in EventRow.__slots__}
    return {**fields, "at": iso(event.at), "details": dict(event.details)}


def event_from(stored: Mapping[str, Any]) -> EventRow:
    """An event as it was kept with a command."""
    return EventRow(**{**stored, "at": parse_moment(stored["at"])})


def _restored(office: Office, answer: Mapping[str, Any], *, repeated: bool) -> Certified:
    """The answer as it was given the first time, its paper in this data folder."""
    printed = print_place(office, answer["code"], RECEIPT)
    return Certified(
        code=answer["code"],
        provisional=answer["provisional"],
        state=State(answer["state"]),
        received_at=parse_moment(answer["received_at"]),
        due_at=parse_moment(answer["due_at"]) if answer["due_at"] else None,
        due_reason=tuple(answer["due_reason"]),
        lines=tuple(line_from(one) for one in answer["lines"]),
        fee=answer["fee"],
        fee_method=answer["fee_method"],
        fee_paid=answer["fee_paid"],
        events=tuple(event_from(one) for one in answer["events"]),
        receipt_pdf=printed if printed.is_file() else None,
        job=answer.get("job"),
        warnings=tuple(Note(one["code"], one["message"]) for one in answer["warnings"]),
        repeated=repeated,
    )


def _printed(office: Office, done: Certified, paper: str | None) -> Certified:
    """Print after the commit; the certification stands whatever becomes of its paper."""
    if done.receipt_pdf is not None:
        return done
    file, warnings = make_paper(office, done.code, RECEIPT, paper)
    return replace(done, receipt_pdf=file, warnings=(*done.warnings, *warnings))
