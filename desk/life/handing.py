"""Chuyển hồ sơ: to the unit that resolves it, or from one unit to the next.

Source: NĐ 118/2025 Đ.18.2 (same day, or early the next), Đ.20.1.a (to another level within one working day).
A dossier that another unit is competent for starts its clock when it gets there (NĐ 309/2026).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.life.accepting import clock_facts, text
from desk.life.verb import Done, Ready, Verb
from desk.rows import State
from desk.wording import note

if TYPE_CHECKING:
    from pathlib import Path

    from desk.imaging.filing import Staging
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import EventRow, Note
    from models.tables import Dossier

MAX_NAME = 200


def prepare_hand_over(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check to whom it goes; nobody named means the procedure's own resolving unit."""
    del office, base, staging
    return Ready(
        values={
            "to": form.text("to", limit=MAX_NAME),
            "holder": form.text("holder", limit=MAX_NAME) or "",
            "batch": form.text("batch", limit=40),
        }
    )


def write_hand_over(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Hand it on now; the holder's name stays out of the log, it is in the book of hand-overs."""
    from desk.life.clockwork import begin, waits_for_competent

    waited = bool(row.competent_unit) and row.clock_start_at is None and row.finished_at is None
    late = row.transfer_due_at is not None and uow.now > row.transfer_due_at
    details: dict[str, Any] = {"to": _unit(uow, row, ready)}
    if ready.values["batch"]:
        details["batch"] = ready.values["batch"]
    if row.state == State.RECEIVED and row.transfer_due_at is not None:
        details["transfer_due_at"] = text(row.transfer_due_at)
    row.unit, row.holder = details["to"], ready.values["holder"]
    notes = _new_unit(uow, ready.values["to"])
    if late:
        notes = (note("handover.late", uow.office.lang), *notes)
    if waited and not waits_for_competent(uow.session, row, uow.now.date()):
        notes = (*notes, *begin(uow.session, row, uow.now, lang=uow.office.lang).warnings)
        details |= clock_facts(row)
    row.transfer_due_at = None
    kept = {key: ready.values[key] for key in ("holder", "batch")}
    return Done(details=details, warnings=notes, kept=kept)


def _new_unit(uow: UnitOfWork, to: str | None) -> tuple[Note, ...]:
    """Warn of a name that nobody here has used for a unit: a slip of the pen sends a dossier nowhere."""
    from desk.process.units import spelled_as_known

    if not to or spelled_as_known(uow.session, to) is not None:
        return ()
    return (note("handover.new_unit", uow.office.lang, unit=to),)


def _unit(uow: UnitOfWork, row: Dossier, ready: Ready) -> str:
    from desk.process.steps import resolving_unit

    given: str | None = ready.values["to"]
    return given or row.competent_unit or resolving_unit(uow.session, row)


def hold(uow: UnitOfWork, row: Dossier, done: Done, event: EventRow) -> None:
    """Enter the hand-over in the book: who has it from now on."""
    from desk.process.holdings import move

    move(
        uow,
        row,
        to=str(done.details["to"]),
        holder=done.kept["holder"],
        batch=done.kept["batch"],
        event_seq=event.seq,
    )


VERBS = (
    Verb(
        name="hand-over",
        event="dossier.handed_over",
        prepare=prepare_hand_over,
        write=write_hand_over,
        after=hold,
        key="C",
    ),
)
