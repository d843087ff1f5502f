"""Từ lệnh in tới PDF: a job's paper, drawn from the record again, or the file it came with.

Same record, same bytes: what failed is printed later as it was, and only what a person asked to print again
carries "Bản in lại lần n".
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.printing.rows import JobRow

FOLDER = "queue"
_MOST = 256 << 20


def pdf_of(office: Office, job: JobRow) -> bytes:
    """The paper of a job.

    Raises:
        InputError: `dossier.not_found`, `form.wrong_state`, `print.document_gone`.
        SurroundingsError: typeface or file failed.
    """
    from desk.life.show import show
    from desk.paper.receipts import drawn, sheet_of

    if job.document:
        return _file(office, job.document)
    view = show(office, job.code)
    return drawn(office, sheet_of(office, job.form, view, reprint=job.reprint), job.paper).pdf


def keep(office: Office, pdf: bytes) -> str:
    """Keep a document that no dossier draws, durably, and return its name in `prints/`."""
    from desk.record.durable import make_folder, write_file
    from desk.record.failures import surroundings

    name = f"{FOLDER}/{hashlib.sha256(pdf).hexdigest()[:32]}.pdf"
    target = office.paths.prints / name
    with surroundings():
        make_folder(target.parent)
        if not target.is_file():
            write_file(target, pdf)
    return name


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
