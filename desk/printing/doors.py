"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office.opened import Office
    from desk.printing.printers import Printers
    from desk.printing.rows import JobRow, PrinterDoor, PrinterInfo, PrintSettings, PrintState
    from desk.printing.worker import Worker


@dataclass(frozen=True, slots=True)
class PrintDoors:
    """What waits for paper at this counter, and the printers of this machine."""

    _office: Office

    def worker(self, doors: Sequence[PrinterDoor] = ()) -> Worker:
        """One who prints this counter's papers; its `turn()` may wait, so not on the desk pool."""
        from desk.printing.worker import Worker

        return Worker(self._office, self._printers(doors))

    def state(self) -> PrintState:
        """How this counter's printing stands."""
        from desk.printing.jobs import state

        return state(self._office)

    def jobs(self, *, everything: bool = False) -> tuple[JobRow, ...]:
        """The open jobs of this counter, newest first; `everything`: those that are over too."""
        from desk.printing.jobs import jobs

        return jobs(self._office, everything=everything)

    def retry(self, job: int, *, printer: str = "", doors: Sequence[PrinterDoor] = ()) -> JobRow:
        """Print a job that did not come out, elsewhere where `printer` names a place."""
        from desk.printing.jobs import retry

        return retry(self._office, job, self._printers(doors), printer=printer)

    def cancel(self, job: int, *, doors: Sequence[PrinterDoor] = ()) -> JobRow:
        """Give a job up."""
        from desk.printing.jobs import cancel

        return cancel(self._office, job, self._printers(doors))

    def came_out(self, job: int) -> JobRow:
        """Say of a job nobody is sure of that its paper lies in the tray."""
        from desk.printing.jobs import came_out

        return came_out(self._office, job)

    def pdf(self, job: int) -> bytes:
        """The paper of a job, to look at."""
        from desk.printing.jobs import pdf

        return pdf(self._office, job)

    def add_document(self, pdf: bytes, title: str, form: str = "") -> JobRow | None:
        """Queue a paper that no single dossier draws; None where it is kept as PDF only."""
        from desk.printing.jobs import add_document

        return add_document(self._office, pdf, title, form)

    def printers(self, doors: Sequence[PrinterDoor] = ()) -> tuple[PrinterInfo, ...]:
        """The printers of this machine with their states."""
        return self._printers(doors).all()

    def settings(self) -> PrintSettings:
        """Which form goes to which printer on this machine."""
        from desk.printing.settings import settings

        return settings(self._office)

    def paper(self, form: str) -> str:
        """The paper this machine prints a form on; "" where the office's usual one does."""
        from desk.printing.settings import lenient

        return lenient(self._office).of(form).paper

    def set_settings(self, new: PrintSettings) -> PrintSettings:
        """Keep which form goes to which printer on this machine."""
        from desk.printing.settings import set_settings

        return set_settings(self._office, new)

    def print_test(self, key: str, lines: tuple[str, ...], *, doors: Sequence[PrinterDoor] = ()) -> str:
        """Print a test page with these lines on one printer now; answers the spooler's reference."""
        from desk.printing.trying import print_test, test_page

        return print_test(self._printers(doors), key, test_page(lines))

    def _printers(self, doors: Sequence[PrinterDoor]) -> Printers:
        from desk.printing.printers import printers_of

        return printers_of(self._office, doors)
