"""Hàng đợi in: jobs enter with the act they belong to, are taken by one process at a time, and end in words.

A job is taken under a lease. Whoever dies with it leaves it in state `printing`; when the lease is over and
no spooler knows it by number, nobody can tell whether the paper came out: it becomes `unsure` and is asked
about, never printed again by itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.printing.rows import PDF_ONLY, JobRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.print_job import PrintJob

LEASE = timedelta(minutes=3)  # longer than every wait of the drivers together
OPEN = ("waiting", "printing", "failed", "unsure")
OVER = ("done", "cancelled")
UNSURE = "print.unsure"


def enqueue(
    uow: UnitOfWork,
    *,
    form: str,
    code: str,
    paper: str,
    reprint: int = 0,
    document: str = "",
    printer: str = "",
) -> int | None:
    """Queue one paper in the transaction of its act; None where this machine keeps that form as PDF only."""
    from desk.printing.settings import lenient
    from models.print_job import PrintJob

    if kept_as_pdf(uow.office, form, printer):
        return None
    chosen = lenient(uow.office).of(form)
    now = uow.now
    job = PrintJob(
        counter=uow.office.card.counter, form=form, code=code, paper=paper, reprint=reprint,
        copies=chosen.copies, document=document, created_at=now, released_at=now, since=now,
        state="waiting", reason="", attempts=0, holder="", reference="", chosen=printer, printer="",
    )  # fmt: skip
    uow.session.add(job)
    uow.session.flush()
    return job.id


def kept_as_pdf(office: Office, form: str, printer: str = "") -> bool:
    """Whether a form is kept as PDF only, so that nothing waits for a printer."""
    from desk.printing.settings import lenient

    return (printer or lenient(office).of(form).printer) == PDF_ONLY


def waiting(office: Office) -> tuple[JobRow, ...]:
    """Jobs of this counter that a person wanted today, in their order."""
    return _rows(office, lambda jobs: jobs.state == "waiting", today=True)


def with_spooler(office: Office) -> tuple[JobRow, ...]:
    """Jobs of this counter that a spooler has, in their order."""
    return _rows(office, lambda jobs: (jobs.state == "printing") & (jobs.reference != ""))


def _rows(
    office: Office, which: Callable[[type[PrintJob]], Any], *, today: bool = False
) -> tuple[JobRow, ...]:
    from sqlalchemy import select

    from models.tables import PrintJob

    now = office.clock.now()
    query = select(PrintJob).where(PrintJob.counter == office.card.counter, which(PrintJob))
    if today:
        query = query.where(PrintJob.released_at >= day_begins(now))
    with office.read() as session:
        return tuple(row_of(job, now) for job in session.scalars(query.order_by(PrintJob.id)))


def day_begins(now: datetime) -> datetime:
    """Midnight before: what waits from a day before is printed only when somebody says so."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def take(office: Office, job_id: int, holder: str, printer: str) -> bool:
    """Take a waiting job for one printer; False where another process was faster."""
    from sqlalchemy import update

    from models.tables import PrintJob

    with office.write("print.take") as uow:
        taken = uow.session.execute(
            update(PrintJob)
            .where(PrintJob.id == job_id, PrintJob.state == "waiting")
            .values(
                state="printing", reason="", holder=holder, held_until=uow.now + LEASE, reference="",
                printer=printer, attempts=PrintJob.attempts + 1, since=uow.now,
            )
            .execution_options(synchronize_session=False)
        )  # fmt: skip
        done = getattr(taken, "rowcount", 0) == 1
        uow.commit()
    return done


def refer(office: Office, job_id: int, holder: str, reference: str) -> bool:
    """Note what the spooler calls a job before its document is sent; False where it is no longer ours."""
    return _change(office, job_id, holder=holder, reference=reference)


def settle(office: Office, job_id: int, holder: str, state: str, reason: str = "") -> bool:
    """End or hand back a job that `holder` took; False where it is no longer its."""
    return _change(office, job_id, holder=holder, state=state, reason=reason)


def settle_by_reference(office: Office, job_id: int, reference: str, state: str, reason: str = "") -> bool:
    """End a job that a spooler told of, whoever sent it."""
    return _change(office, job_id, by_reference=reference, state=state, reason=reason)


def _change(
    office: Office,
    job_id: int,
    *,
    holder: str | None = None,
    by_reference: str | None = None,
    reference: str | None = None,
    state: str | None = None,
    reason: str | None = None,
) -> bool:
    from models.tables import PrintJob

    with office.write("print.settle") as uow:
        job = uow.session.get(PrintJob, job_id, with_for_update=True)
        ours = (
            job is not None
            and job.state == "printing"
            and (holder is None or job.holder == holder)
            and (by_reference is None or job.reference == by_reference)
        )
        if job is None or not ours:
            return False
        if reference is not None:
            job.reference = reference
        if reason is not None:
            job.reason = reason
        if state is not None and state != job.state:
            job.state, job.since = state, uow.now
            job.holder, job.held_until = "", None
        uow.commit()
    return True


def say_why(office: Office, reasons: Iterable[tuple[int, str]]) -> None:
    """Note why jobs still wait; one that meanwhile goes on keeps no old reason."""
    from models.tables import PrintJob

    with office.write("print.say_why") as uow:
        for job_id, reason in reasons:
            job = uow.session.get(PrintJob, job_id)
            if job is not None and job.state == "waiting" and job.reason != reason:
                job.reason = reason
        uow.commit()


def sweep(office: Office) -> tuple[int, ...]:
    """Find jobs of this counter whose process died with them: nobody knows whether they were printed."""
    from sqlalchemy import select

    from models.tables import PrintJob

    lost = (
        select(PrintJob)
        .where(PrintJob.counter == office.card.counter, PrintJob.state == "printing")
        .where(PrintJob.held_until < office.clock.now(), PrintJob.reference == "")
    )
    with office.read() as session:
        if session.scalars(lost).first() is None:
            return ()
    with office.write("print.sweep") as uow:
        found = list(uow.session.scalars(lost.with_for_update()))
        for job in found:
            job.state, job.reason, job.since = "unsure", UNSURE, uow.now
            job.holder, job.held_until = "", None
        ids = tuple(job.id for job in found)
        uow.commit()
    return ids


def rows(office: Office, ids: Iterable[int]) -> tuple[JobRow, ...]:
    """The jobs of these numbers, each once; what is not there is left out."""
    from models.tables import PrintJob

    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return ()
    now = office.clock.now()
    with office.read() as session:
        found = (session.get(PrintJob, one) for one in wanted)
        return tuple(row_of(job, now) for job in found if job is not None)


def row_of(job: PrintJob, now: datetime) -> JobRow:
    """The job as it leaves `desk`."""
    return JobRow(
        id=job.id,
        counter=job.counter,
        form=job.form,
        code=job.code,
        paper=job.paper,
        reprint=job.reprint,
        copies=job.copies,
        state=job.state,
        reason=job.reason,
        printer=job.printer or job.chosen,
        attempts=job.attempts,
        created_at=job.created_at,
        since=job.since,
        stale=job.state == "waiting" and job.released_at < day_begins(now),
        document=job.document,
        chosen=job.chosen,
        reference=job.reference,
    )
