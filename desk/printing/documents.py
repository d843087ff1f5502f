"""Từ lệnh in tới PDF: a job's paper, drawn from the record again, or the file it came with.

Same record, same bytes: what failed is printed later as it was, and only what a person asked to print again
carries "Bản in lại lần n". A file is kept inside the transaction that queues it, and swept in one that keeps
every other writer out: whatever is cut off in between, no waiting paper loses its file, and a file no job
wants any more goes with the next sweep.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.printing.rows import JobRow

FOLDER = "queue"
_MOST = 256 << 20
_NAME = re.compile(r"\.?[0-9a-f]{32}\.pdf(?:\.[0-9a-f]{8}\.part)?", re.ASCII)


def pdf_of(office: Office, job: JobRow) -> bytes:
    """The paper of a job.

    Raises:
        InputError: `dossier.not_found`, `form.wrong_state`, `print.document_gone`.
        SurroundingsError: typeface or file failed.
    """
    from desk.life.show import show
    from desk.paper.receipts import drawn, sheet_of

    if job.document:
        return _file(office, job.document) if not job.reprint else _marked(office, job)
    view = show(office, job.code)
    return drawn(office, sheet_of(office, job.form, view, reprint=job.reprint), job.paper).pdf


def keep(office: Office, pdf: bytes) -> str:
    """Keep a document that no dossier draws, durably, and return its name in `prints/`.

    To be called inside the transaction that queues it: a sweep waits for that.
    """
    from desk.record.durable import make_folder, write_file
    from desk.record.failures import surroundings

    name = f"{FOLDER}/{hashlib.sha256(pdf).hexdigest()[:32]}.pdf"
    target = office.paths.prints / name
    with surroundings():
        make_folder(target.parent)
        if not target.is_file():
            write_file(target, pdf)
    return name


def sweep(office: Office) -> tuple[str, ...]:
    """Remove the files of papers that are over, and parts of files a dead process left; the names removed."""
    from sqlalchemy import select

    from desk.printing.queue import OPEN
    from desk.record.failures import surroundings
    from desk.record.uow import unit_of_work
    from models.tables import PrintJob

    folder = office.paths.prints / FOLDER
    if office.reading or not folder.is_dir() or not any(_ours(one.name) for one in folder.iterdir()):
        return ()
    with unit_of_work(office, "print.tidy", command_id=None, alone=True) as uow, surroundings():
        wanted = set(
            uow.session.scalars(
                select(PrintJob.document).where(PrintJob.document != "", PrintJob.state.in_(OPEN))
            )
        )
        gone = [one for one in sorted(folder.iterdir()) if one.is_file() and _ours(one.name)]
        gone = [one for one in gone if f"{FOLDER}/{one.name}" not in wanted]
        for one in gone:
            with suppress(FileNotFoundError):
                one.unlink()
        uow.commit()
    return tuple(one.name for one in gone)


def _marked(office: Office, job: JobRow) -> bytes:
    """A kept document with "Bản in lại lần n" over its first page: it may have been printed before."""
    from desk.imaging.digitising import scanning_failures
    from desk.paper.receipts import printing_failures
    from desk.wording import sentence
    from printing.stamp import mark_page
    from scanning.pdf.overlay import laid_over_first

    _file(office, job.document)
    said = sentence("print.reprint_mark", "vi", n=job.reprint)

    def made(width: float, height: float) -> bytes:
        with printing_failures():
            return mark_page(said, width=width, height=height)

    with scanning_failures():
        return laid_over_first(office.paths.prints / job.document, made)


def _ours(name: str) -> bool:
    """A kept document or a part of one: what somebody else laid into the folder stays."""
    return _NAME.fullmatch(name) is not None


def _file(office: Office, name: str) -> bytes:
    target = office.paths.prints / name
    try:
        if not target.resolve().is_relative_to(office.paths.prints.resolve()):
            raise InputError("print.document_gone")
        if target.stat().st_size > _MOST:
            raise SurroundingsError("print.document_gone")
        return target.read_bytes()
    except OSError as failure:
        raise InputError("print.document_gone") from failure
