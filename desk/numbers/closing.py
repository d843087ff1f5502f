"""Chốt ngày: a day's numbers frozen, signed, chained and kept, before anything leaves the house.

A day whose numbers have not changed answers the revision it has; otherwise revision N+1 is made and
the earlier files stay as they are. The file is on the disk before its row is committed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.numbers.cash import count_cash
from desk.numbers.closable import must_be_closable
from desk.numbers.day_sheet import cash_expected, day_sheet
from desk.numbers.reopening import end_reopening, open_again, reopen_day, standing_open
from desk.numbers.signing import SCHEMA, sign_tally
from desk.numbers.tally_files import closed_day, last_sha256, newest_revision, numbers_digest, place_of
from desk.numbers.verify import Verdict, verify_file
from desk.record.durable import make_folder, surroundings, write_file
from desk.rows import ClosingSaid
from desk.wording import note

if TYPE_CHECKING:
    from datetime import date, datetime

    from desk.numbers.signing import SignedTally
    from desk.numbers.tally import Tally
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import ClosedDay, Note
    from models.tally_file import TallyFile

__all__ = ["Verdict", "close_day", "day_sheet", "reopen_day", "verify_file"]

CLOSED = "day.closed"


def close_day(office: Office, day: date, said: ClosingSaid | None = None) -> ClosedDay:
    """Close a day: sign its tally, write the file, chain it to the one closed before.

    Closing again with the same rows, total and indicators answers the same revision, the same bytes, and
    leaves no event; cash counted anew is told in an event of its own. A reason given with changed numbers
    opens the day again first, in the same transaction. With a clock behind the record the day is closed as
    the record's order allows, and the answer says plainly what may be wrong.

    Raises:
        InputError: `close.future_day`, `close.clock_behind`, `close.before_office`, `close.cash_reason`,
            `close.bad_cash`, `close.reason_long`.
        SurroundingsError: the disk refused; the day is as open as before.
    """
    from desk.numbers.sayings import reason_in

    said = said or ClosingSaid()
    reason = reason_in(said.reason)
    with office.read() as session:
        lost = must_be_closable(office, session, day)
    closed = _close(office, day, said, reason=reason)
    return closed if lost is None else replace(closed, notes=(_signed_behind(office, day, lost),))


def _signed_behind(office: Office, day: date, last: datetime) -> Note:
    """What is said of a day signed while the clock lies behind the record: it may be the wrong day."""
    told = {"now": office.clock.now(), "last": last}
    shown = {key: f"{at:%H:%M %d/%m/%Y}" for key, at in told.items()}
    return note("close.signed_behind", office.lang, day=f"{day:%d/%m/%Y}", **shown)


def _close(office: Office, day: date, said: ClosingSaid, *, reason: str) -> ClosedDay:
    with office.write("day.close") as uow:
        from desk.numbers.tally import tally_in
        from desk.queue.tickets import end_day

        changed = bool(end_day(uow, day))  # who waits with a number of that day waits in vain
        counted = tally_in(uow.session, day, day)
        digest = numbers_digest(counted)
        newest = newest_revision(uow.session, day)
        if said.cash is not None:
            expected = cash_expected(uow.session, office, day)
            changed |= count_cash(uow, day, said.cash, expected=expected, reason=said.cash_reason)
        if newest is not None and newest.numbers_sha256 == digest:
            _lay_back(office, newest)
            changed |= end_reopening(uow, day, revision=newest.revision)
            answer = closed_day(office, newest, session=uow.session, repeated=True)
            if changed:
                uow.commit()
            return answer
        if newest is not None and reason and standing_open(uow.session, day) is None:
            open_again(uow, day, reason, revision=newest.revision)
        made = _make(uow, counted, revision=newest.revision + 1 if newest else 1, digest=digest)
        end_reopening(uow, day, revision=made.revision)
        answer = closed_day(office, made, session=uow.session)
        uow.commit()
    return answer


def _make(uow: UnitOfWork, counted: Tally, *, revision: int, digest: str) -> TallyFile:
    from desk.sending.outbox import enqueue
    from desk.sending.targets import targets
    from models.tally_file import TallyFile

    office, day = uow.office, counted.first
    unit = office.identity.card_on(day).code  # the unit code in force on the day that is closed
    previous = last_sha256(uow.session)
    signed = sign_tally(
        _content(uow, counted, revision=revision, previous=previous), office.keys.tally_private
    )
    name = f"tally-{unit}-{day.isoformat()}-r{revision}.json"
    row = TallyFile(
        day=day,
        revision=revision,
        file=f"tallies/{name}",
        body=signed.body.decode("utf-8"),
        sha256=signed.sha256,
        signature=signed.signature,
        previous_sha256=previous,
        numbers_sha256=digest,
        closed_at=uow.now,
    )
    _write(uow, row, signed)
    uow.session.add(row)
    enqueue(uow, row, unit, targets(uow.session))
    uow.record(
        CLOSED,
        subject=day.isoformat(),
        dossier_id=None,
        details={
            "date": day.isoformat(),
            "revision": revision,
            "file": name,
            "sha256": signed.sha256,
            "previous_sha256": previous,
            "key_id": signed.key_id,
        },
    )
    return row


def _content(uow: UnitOfWork, counted: Tally, *, revision: int, previous: str | None) -> dict[str, Any]:
    from desk.record import events

    return {
        "schema": SCHEMA,
        "office": uow.office.identity.card_on(counted.first).code,
        "date": counted.first.isoformat(),
        "revision": revision,
        "previous_sha256": previous,
        "generated_at": iso(uow.now),
        "audit_head": events.head(uow.session).hash,
        **counted.numbers(),
    }


def _write(uow: UnitOfWork, row: TallyFile, signed: SignedTally) -> None:
    place = place_of(uow.office, row)
    with surroundings():
        make_folder(place.parent)
        write_file(place, signed.body)
    uow.on_rollback(lambda: place.unlink(missing_ok=True))


def _lay_back(office: Office, row: TallyFile) -> None:
    """Write the closed file again from the record where it is gone or was changed on the disk."""
    place, body = place_of(office, row), row.body.encode("utf-8")
    with surroundings():
        if place.is_file() and place.read_bytes() == body:
            return
        make_folder(place.parent)
        write_file(place, body)
