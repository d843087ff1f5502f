"""Người in: one turn brings every waiting paper of this counter as far as its printer lets it.

Called again and again, off the GUI thread or from the command line. It never waits for paper: what cannot be
printed now is left waiting with its reason, and what a spooler has is asked about at the next turn.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desk.errors import DeskError, SurroundingsError
from desk.printing import jobs as book
from desk.printing import queue
from desk.printing.rows import PDF_ONLY, FormPrinter, PrinterError, SendOptions, Worked
from desk.printing.settings import lenient

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.printing.printers import Printers
    from desk.printing.rows import JobRow, PrinterInfo, PrintState

_ENDED = {"done": "done", "failed": "failed", "cancelled": "cancelled"}
_LOST = "printer.lost"


@dataclass(slots=True)
class Worker:
    """Prints this counter's papers. One thread at a time; several processes may each have one."""

    office: Office
    printers: Printers
    holder: str = field(default_factory=lambda: secrets.token_hex(8))
    tidied: bool = False

    def turn(self) -> Worked:
        """Follow what is with a spooler, then send what waits."""
        changed = list(queue.sweep(self.office))
        busy = self._follow(changed)
        blocked = self._send_all(changed)
        sent = self._rows(changed)
        if not self.tidied or any(row.document and not row.open for row in sent):
            self._tidy()
        return Worked(
            changed=sent, busy=busy or any(row.state == "printing" for row in sent), blocked=blocked
        )

    def _tidy(self) -> None:
        """Files of papers that are over go; a disk that will not let them go hinders no print."""
        from desk.printing.documents import sweep

        self.tidied = True
        with suppress(SurroundingsError):
            sweep(self.office)

    def state(self) -> PrintState:
        """How this counter's printing stands; with none open, whether its printer could."""
        now = book.state(self.office)
        printer, why = self.printers.fit(lenient(self.office).usual.printer)
        name = now.printer if now.open else printer.name if printer is not None else ""
        return replace(now, ready=printer is not None, reason=now.reason or why, printer=name)

    def _rows(self, ids: list[int]) -> tuple[JobRow, ...]:
        return queue.rows(self.office, ids)

    # ---- what a spooler has ---------------------------------------------------------------------

    def _follow(self, changed: list[int]) -> bool:
        busy = False
        for job in queue.with_spooler(self.office):
            now = self.printers.progress(job.reference)
            if now.stage == "unknown" and now.reason == _LOST:
                state, why = "unsure", queue.UNSURE
            else:
                state, why = _ENDED.get(now.stage, "printing"), now.reason
            if state == "printing" and why == job.reason:
                busy = True
                continue
            if queue.settle_by_reference(self.office, job.id, job.reference, state, why):
                changed.append(job.id)
            busy = busy or state == "printing"
        return busy

    # ---- what waits -----------------------------------------------------------------------------

    def _send_all(self, changed: list[int]) -> bool:
        jobs = queue.waiting(self.office)
        if not jobs:
            return False
        known = lenient(self.office)
        reasons: list[tuple[int, str]] = []
        for job in jobs:
            chosen = known.of(job.form)
            if job.chosen:
                chosen = FormPrinter(printer=job.chosen, copies=chosen.copies)
            printer, why = self._printer_for(chosen)
            if printer is None:
                if why != job.reason:
                    reasons.append((job.id, why))
                    changed.append(job.id)
                continue
            self._send(job, chosen, printer, changed)
        if reasons:
            queue.say_why(self.office, reasons)
        return any(row.state == "waiting" for row in self._rows([job.id for job in jobs]))

    def _printer_for(self, chosen: FormPrinter) -> tuple[PrinterInfo | None, str]:
        """The printer that can take a paper now, the spare one second; else why neither can."""
        first, why = self.printers.fit(chosen.printer)
        if first is not None:
            return first, why
        if chosen.fallback and chosen.fallback != PDF_ONLY:
            spare, _ = self.printers.fit(chosen.fallback)
            if spare is not None:
                return spare, why
        return self.printers.worth_trying(chosen.printer), why

    def _send(self, job: JobRow, chosen: FormPrinter, printer: PrinterInfo, changed: list[int]) -> None:
        from desk.printing.documents import pdf_of

        if not queue.take(self.office, job.id, self.holder, printer.key):
            return
        changed.append(job.id)
        begun = False

        def begin(reference: str) -> None:
            nonlocal begun
            begun = True
            if not queue.refer(self.office, job.id, self.holder, reference):
                raise PrinterError(_LOST)  # taken from us: it must not be printed here as well

        try:
            pdf = pdf_of(self.office, job)
            tray = chosen.tray if printer.key == chosen.printer else ""
            options = SendOptions(title=job.code or job.form, copies=job.copies, tray=tray)
            sent = self.printers.door(printer.key).send(printer.key, pdf, options, begun=begin)
        except PrinterError as failure:
            unsure = failure.begun and failure.code == _LOST
            state, reason = ("unsure", queue.UNSURE) if unsure else ("failed", failure.code)
            queue.settle(self.office, job.id, self.holder, state, reason)
        except DeskError as failure:
            queue.settle(self.office, job.id, self.holder, "failed", failure.code)
        except Exception:
            # a bug of ours or of a driver: the job must not stay taken for ever
            state, reason = ("unsure", queue.UNSURE) if begun else ("failed", "print.broken")
            queue.settle(self.office, job.id, self.holder, state, reason)
            raise
        else:
            if sent.done:
                queue.settle(self.office, job.id, self.holder, "done")
