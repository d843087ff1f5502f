"""Máy in: what every printer driver promises, whatever it speaks to.

A driver lists printers with their state and hands a PDF over. It says for certain whether a paper may have
left the machine: a fault with `begun` false never printed anything, and may be tried again or elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from printing.errors import PrintingError

if TYPE_CHECKING:
    from collections.abc import Callable

State = Literal["ready", "busy", "out_of_paper", "paused", "stopped", "refusing", "offline", "unknown"]
Stage = Literal["waiting", "printing", "done", "failed", "cancelled", "unknown"]

READY: tuple[State, ...] = ("ready", "busy", "unknown")
"""States in which a paper may be sent."""

FAULTS = (
    "printer.none",
    "printer.not_found",
    "printer.no_spooler",
    "printer.unreachable",
    "printer.out_of_paper",
    "printer.paused",
    "printer.stopped",
    "printer.refusing",
    "printer.offline",
    "printer.refused",
    "printer.aborted",
    "printer.lost",
    "printer.unwritable",
    "printer.wrong_paper",
)
"""The codes a print may end with (`PrinterError`), each with a sentence."""


class PrinterError(PrintingError):
    """A printer did not take a paper; `begun` tells whether some of it may lie in the tray."""

    def __init__(self, code: str, *, begun: bool = False, **details: Any) -> None:  # noqa: ANN401
        super().__init__(code, environment=True, **details)
        self.begun = begun


@dataclass(frozen=True, slots=True)
class PrinterInfo:
    """A printer as people and drivers know it; `key` is what settings keep."""

    key: str
    name: str
    state: State = "ready"
    model: str = ""
    place: str = ""
    default: bool = False
    papers: tuple[str, ...] = ()  # a4, a5, k80 where the printer says it takes them; empty = it does not say
    trays: tuple[str, ...] = ()
    idle: bool = False  # prints nothing now: what it lacks is what it lacked at its last paper

    @property
    def ready(self) -> bool:
        """Whether a paper may be sent now."""
        return self.state in READY


@dataclass(frozen=True, slots=True)
class SendOptions:
    """How to print one paper. `title` is a code, never a name: spoolers show it to everybody."""

    title: str
    copies: int = 1
    tray: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a hand-over: finished, or in a spooler's hands under `reference`."""

    reference: str = ""
    done: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a spooler is with a paper; `reason` is one of `FAULTS` where it cannot go on."""

    stage: Stage
    reason: str = ""


class PrinterDriver(Protocol):
    """One way of speaking to printers."""

    @property
    def name(self) -> str:
        """What keys of its printers begin with: cups, network, folder."""
        ...

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers known now; none is an empty answer.

        Raises `PrinterError` where nobody can be asked.
        """
        ...

    def printer(self, key: str) -> PrinterInfo | None:
        """One printer with its state now; None where it is gone.

        Raises `PrinterError` where nobody can be asked.
        """
        ...

    def send(self, key: str, pdf: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Hand a PDF over, calling `begun` with the reference once before anything can reach the paper.

        Raises `PrinterError` with one of `FAULTS`.
        """
        ...

    def progress(self, reference: str) -> Progress:
        """How a paper handed over before stands; `unknown` where the spooler has forgotten it."""
        ...

    def cancel(self, reference: str) -> bool:
        """Take a paper back; True where it is certain that nothing of it was printed."""
        ...
