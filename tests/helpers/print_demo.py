"""A machine without a printer, for the counter of the pictures."""

from __future__ import annotations

from datetime import datetime

from desk.clock import LOCAL
from desk.printing.rows import JobRow, PrinterInfo, PrintState, Worked

_MOMENT = datetime(2026, 11, 23, 9, 41, tzinfo=LOCAL)


class DemoPrintWorker:
    """Finds no printer."""

    def turn(self) -> Worked:
        return Worked()

    def state(self) -> PrintState:
        return PrintState(reason="printer.none", ready=False)


class DemoPrinting:
    """A machine without a printer: what is to be printed waits."""

    def worker(self, doors: object = ()) -> DemoPrintWorker:
        del doors
        return DemoPrintWorker()

    def add_document(self, pdf: bytes, title: str, form: str = "") -> JobRow:
        del pdf
        return JobRow(
            id=1, counter="2", form=form, code=title, paper="", reprint=0, copies=1, state="waiting",
            reason="printer.none", printer="", attempts=0, created_at=_MOMENT, since=_MOMENT,
        )  # fmt: skip

    def paper(self, form: str) -> str:
        del form
        return ""

    def jobs(self, *, everything: bool = False) -> tuple[JobRow, ...]:
        del everything
        return ()

    def printers(self, doors: object = ()) -> tuple[PrinterInfo, ...]:
        del doors
        return ()
