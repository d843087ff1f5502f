"""Trang in thử: one page straight to a printer, outside the queue; a fault says that nothing waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import SurroundingsError
from desk.printing.rows import PrinterError, SendOptions
from desk.wording import sentence

if TYPE_CHECKING:
    from desk.printing.printers import Printers

TITLE = "TEST"


def print_test(printers: Printers, key: str, pdf: bytes) -> str:
    """Print a page on a printer ("" = the system's default); answers the spooler's reference.

    Raises:
        SurroundingsError: one of the printers' faults, under `printer.test.…`.
    """
    found, why = printers.fit(key)
    if found is None:
        raise _fault(why, key.partition(":")[2])
    references: list[str] = []
    try:
        sent = printers.door(found.key).send(
            found.key, pdf, SendOptions(title=TITLE), begun=references.append
        )
    except PrinterError as failure:
        raise _fault(failure.code, found.name) from failure
    return sent.reference


def _fault(code: str, printer: str) -> SurroundingsError:
    """A printer's fault as it stands for a trial page: it is kept nowhere and waits for nothing."""
    return SurroundingsError(f"printer.test.{code.partition('.')[2]}", printer=printer)


def test_page(lines: tuple[str, ...]) -> bytes:
    """The page to print, as PDF, with what is to be read on it."""
    from desk.paper.receipts import printing_failures
    from printing.test_page import TrialSheet, render_test

    title = sentence("print.test_title", "vi")
    with printing_failures():
        return render_test(TrialSheet(title=title, lines=lines, qr=TITLE)).pdf
