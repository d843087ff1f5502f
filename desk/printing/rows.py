"""Frozen rows of printing: a job, a printer, where each form goes, how this desk's printing stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from printing.printers.driver import PrinterError, PrinterInfo, Progress, SendOptions, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

__all__ = [
    "PDF_ONLY",
    "FormPrinter",
    "JobRow",
    "PrintSettings",
    "PrintState",
    "PrinterDoor",
    "PrinterError",
    "PrinterInfo",
    "Progress",
    "SendOptions",
    "Sent",
    "Worked",
]  # fmt: skip

PDF_ONLY = "pdf"
"""Instead of a printer: the paper is kept as PDF in `prints/` and nothing waits for a printer."""


class PrinterDoor(Protocol):
    """One way of speaking to printers; the window has one of its own for Windows."""

    @property
    def name(self) -> str:
        """What keys of its printers begin with."""
        ...

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers known now."""
        ...

    def printer(self, key: str) -> PrinterInfo | None:
        """One printer with its state now."""
        ...

    def send(self, key: str, pdf: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Hand a PDF over."""
        ...

    def progress(self, reference: str) -> Progress:
        """How a paper handed over before stands."""
        ...

    def cancel(self, reference: str) -> bool:
        """Take a paper back; True where surely nothing was printed."""
        ...


@dataclass(frozen=True, slots=True)
class FormPrinter:
    """Where a form is printed on this machine; empty values leave it to the usual one."""

    printer: str = ""
    tray: str = ""
    paper: str = ""
    copies: int = 0  # 0: as usual
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """The printers of this machine: the usual one, those of single forms, folders, receipt printers."""

    usual: FormPrinter = field(default_factory=FormPrinter)
    forms: Mapping[str, FormPrinter] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    rolls: tuple[str, ...] = ()  # receipt printers by address: roll:k80:192.168.1.50

    def of(self, form: str) -> FormPrinter:
        """What holds for a form: its own values, then the usual ones."""
        own, usual = self.forms.get(form, FormPrinter()), self.usual
        own_printer = bool(own.printer)
        return FormPrinter(
            printer=own.printer or usual.printer,
            tray=own.tray if own_printer else own.tray or usual.tray,
            paper=own.paper,
            copies=own.copies or usual.copies or 1,
            fallback=own.fallback or usual.fallback,
        )


@dataclass(frozen=True, slots=True)
class JobRow:
    """Lệnh in as people see it. `stale`: of a day before, so it is printed only when somebody says so."""

    id: int
    counter: str
    form: str
    code: str
    paper: str
    reprint: int
    copies: int
    state: str  # waiting | printing | done | failed | unsure | cancelled
    reason: str
    printer: str
    attempts: int
    created_at: datetime
    since: datetime
    stale: bool = False
    document: str = ""  # a file of `prints/`; otherwise it is drawn from the record
    chosen: str = ""  # the printer a person named for it
    reference: str = ""  # what the spooler calls it

    @property
    def drawn(self) -> bool:
        """Whether it is drawn from the record."""
        return not self.document

    @property
    def open(self) -> bool:
        """Whether it still concerns somebody."""
        return self.state not in ("done", "cancelled")


@dataclass(frozen=True, slots=True)
class PrintState:
    """How this desk's printing stands, for one look: counts, and what the first open job lacks."""

    waiting: int = 0
    printing: int = 0
    failed: int = 0
    unsure: int = 0
    stale: int = 0
    reason: str = ""
    printer: str = ""
    ready: bool = True  # whether the usual printer can take a paper

    @property
    def open(self) -> int:
        """How many papers did not come out yet."""
        return self.waiting + self.printing + self.failed + self.unsure


@dataclass(frozen=True, slots=True)
class Worked:
    """What one turn of the worker did: the jobs whose state changed, and whether to come back soon."""

    changed: tuple[JobRow, ...] = ()
    busy: bool = False  # something is with a spooler
    blocked: bool = False  # something waits for a printer

    @property
    def idle(self) -> bool:
        """Nothing to come back for."""
        return not (self.busy or self.blocked)
