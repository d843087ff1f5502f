"""Lệnh in tại quầy này: listed, tried again, moved, given up; each by a person, none by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.printing import queue
from desk.printing.rows import JobRow, PrintState

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.printing.printers import Printers

_FEW = 50


def jobs(office: Office, *, everything: bool = False, counter: str | None = None) -> tuple[JobRow, ...]:
    """The open jobs of this counter, newest first; `everything`: those that are over too, the newest 50."""
    from sqlalchemy import select

    from models.tables import PrintJob

    now = office.clock.now()
    query = select(PrintJob).where(PrintJob.counter == (counter or office.card.counter))
    if not everything:
        query = query.where(PrintJob.state.in_(queue.OPEN))
    query = query.order_by(PrintJob.id.desc()).limit(_FEW if everything else 500)
    queue.sweep(office)
    with office.read() as session:
        return tuple(queue.row_of(job, now) for job in session.scalars(query))


def state(office: Office) -> PrintState:
    """How this counter's printing stands: counts, and the reason of the oldest job that has one."""
    rows = jobs(office)
    count = {name: sum(row.state == name for row in rows) for name in queue.OPEN}
    told = next((row for row in reversed(rows) if row.reason), None)
    return PrintState(
        waiting=count["waiting"],
        printing=count["printing"],
        failed=count["failed"],
        unsure=count["unsure"],
        stale=sum(row.stale for row in rows),
        reason=told.reason if told else "",
        printer=told.printer if told else "",
    )


def retry(office: Office, job_id: int, printers: Printers, *, printer: str = "") -> JobRow:
    """Print a job that did not come out, elsewhere where `printer` names a place.

    What a spooler has is taken back there first, and sent elsewhere only when the spooler let it go. A paper
    that may already lie in the tray is not printed a second time unmarked: a dossier's form comes as a marked
    reprint, which is a job of its own, and the old one is closed; any other paper bears the mark itself.

    Raises:
        InputError: `print.no_job`, `print.job_over` where it was printed or given up, `print.job_busy` while
            it is being handed over, `print.not_taken_back` where the spooler does not let it go.
    """
    job = one(office, job_id)
    if job.state in queue.OVER:
        raise InputError("print.job_over", job=job_id)
    if job.state == "printing":
        return _from_spooler(office, job, printers, printer)
    if job.state == "unsure":
        return _again_marked(office, job, printer)
    return _wait_again(office, job, printer)


def _from_spooler(office: Office, job: JobRow, printers: Printers, printer: str) -> JobRow:
    """Take a paper back and send it again.

    It is unsure in the record before the spooler is asked: whoever dies in between leaves what is true, and
    no other window takes it for given up meanwhile.
    """
    if not job.reference:
        raise InputError("print.job_busy", job=job.id)
    _move(office, job, state="unsure", reason=queue.UNSURE)
    held, became = one(office, job.id), printers.take_back(job.reference)
    if became == "kept":
        _move(office, held, state="printing", reason=job.reason, back=job)
        raise InputError("print.not_taken_back", job=job.id, printer=job.printer.partition(":")[2])
    if became == "done":
        _move(office, held, state="done", reason="")
        raise InputError("print.job_over", job=job.id)
    return (_wait_again if became == "clean" else _again_marked)(office, held, printer)


def _again_marked(office: Office, job: JobRow, printer: str) -> JobRow:
    from desk.paper.receipts import print_form

    if job.document:
        return _wait_again(office, job, printer, reprint=job.reprint + 1)
    made = print_form(office, job.form, job.code, paper=job.paper, queued=True, printer=printer)
    _move(office, job, state="cancelled", reason="print.replaced")
    return one(office, made.job or job.id)


def _wait_again(office: Office, job: JobRow, printer: str, *, reprint: int | None = None) -> JobRow:
    _move(office, job, state="waiting", reason="", chosen=printer or job.chosen, reprint=reprint)
    return one(office, job.id)


def _move(
    office: Office,
    seen: JobRow,
    *,
    state: str,
    reason: str,
    chosen: str | None = None,
    back: JobRow | None = None,
    reprint: int | None = None,
) -> None:
    """Move a job on from what was seen of it; `back`: to how it stood with its spooler before."""
    from desk.printing.documents import sweep
    from models.tables import PrintJob

    with office.write("print.move") as uow:
        job = uow.session.get_one(PrintJob, seen.id, with_for_update=True)
        if job.state != seen.state or job.attempts != seen.attempts:
            raise InputError("print.job_busy", job=seen.id)  # another window was faster
        job.state, job.reason, job.since = state, reason, uow.now if back is None else back.since
        job.holder, job.held_until, job.reference = "", None, "" if back is None else back.reference
        if state == "waiting":
            job.released_at = uow.now
        if reprint is not None:
            job.reprint = reprint
        if chosen is not None:
            job.chosen = chosen
        uow.commit()
    if seen.document and state in queue.OVER:
        sweep(office)


def cancel(office: Office, job_id: int, printers: Printers) -> JobRow:
    """Give a job up; one that a spooler has is taken back there too, as far as that goes.

    Raises:
        InputError: `print.no_job`, `print.job_over`, `print.job_busy` while it is being handed over.
    """
    job = one(office, job_id)
    if job.state in queue.OVER:
        raise InputError("print.job_over", job=job_id)
    if job.state == "printing":
        if not job.reference:
            raise InputError("print.job_busy", job=job_id)
        printers.cancel(job.reference)
    try:
        _move(office, job, state="cancelled", reason="")
    except InputError:
        if one(office, job_id).state != "cancelled":  # else another window heard of it from the spooler
            raise
    return one(office, job_id)


def came_out(office: Office, job_id: int) -> JobRow:
    """Say of a job nobody is sure of that its paper lies in the tray.

    Raises:
        InputError: `print.no_job`, `print.job_over`.
    """
    job = one(office, job_id)
    if job.state not in ("unsure", "failed"):
        raise InputError("print.job_over", job=job_id)
    _move(office, job, state="done", reason="print.seen")
    return one(office, job_id)


def one(office: Office, job_id: int) -> JobRow:
    """One job.

    Raises:
        InputError: `print.no_job`.
    """
    found = queue.rows(office, (job_id,))
    if not found:
        raise InputError("print.no_job")
    return found[0]


def pdf(office: Office, job_id: int) -> bytes:
    """The paper of a job, to look at."""
    from desk.printing.documents import pdf_of

    job = one(office, job_id)
    return pdf_of(office, job)


def add_document(office: Office, pdf: bytes, title: str, form: str) -> JobRow | None:
    """Queue a paper that no single dossier draws; None where this machine keeps that form as PDF only."""
    from desk.printing.documents import keep
    from desk.printing.settings import FORMS, OTHER

    kind = form if form in FORMS else OTHER
    with office.write("print.add") as uow:
        if queue.kept_as_pdf(office, kind):
            return None
        name = keep(office, pdf)
        job_id = queue.enqueue(uow, form=kind, code=title[:120], paper="", document=name)
        uow.commit()
    return one(office, job_id) if job_id is not None else None
