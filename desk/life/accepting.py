"""Tiếp nhận chính thức: an online dossier that waited is accepted, its clock starts, its receipt prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.life.verb import Done, Verb, no_keys

if TYPE_CHECKING:
    from datetime import datetime

    from desk.life.verb import Ready
    from desk.record.uow import UnitOfWork
    from desk.rows import DuePromise
    from models.tables import Dossier

RECEIPT = "giay_tiep_nhan"


def start(uow: UnitOfWork, row: Dossier) -> tuple[DuePromise, dict[str, Any]]:
    """Start the clock now and enter the register; answers the promise and what an event tells of it."""
    from desk.life.clockwork import begin
    from desk.record.register import enter

    due = begin(uow.session, row, uow.now, lang=uow.office.lang)
    enter(uow, row, on=uow.now.date())
    return due, clock_facts(row)


def clock_facts(row: Dossier) -> dict[str, Any]:
    """The clock as an event tells it."""
    return {
        "clock_start_at": text(row.clock_start_at),
        "due_original": text(row.due_original),
        "due_current": text(row.due_current),
    }


def text(moment: datetime | None) -> str | None:
    """A moment as events and answers write it, or null."""
    return iso(moment) if moment is not None else None


def write_accept(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Accept at this moment; the event tells until when it had to be (NĐ 118/2025 Đ.17.2)."""
    del ready
    accept_due = row.accept_due_at
    due, facts = start(uow, row)
    return Done(details={**facts, "accept_due_at": text(accept_due)}, warnings=due.warnings)


VERBS = (
    Verb(name="accept", event="dossier.accepted", prepare=no_keys, write=write_accept, form=RECEIPT, key="T"),
)
