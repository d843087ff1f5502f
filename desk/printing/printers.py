"""Máy in tại máy này: every door to printers as one, asked once a turn and never blindly."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desk.errors import InputError
from desk.printing.rows import PDF_ONLY, PrinterError, Progress
from desk.printing.settings import lenient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office.opened import Office
    from desk.printing.rows import PrinterDoor, PrinterInfo

NONE = "printer.none"
Withdrawn = Literal["clean", "begun", "done", "kept"]


class Printers:
    """The printers of this machine through the doors it has. Not shared between threads."""

    def __init__(self, doors: Sequence[PrinterDoor]) -> None:
        self._doors = {one.name: one for one in doors}

    def all(self) -> tuple[PrinterInfo, ...]:
        """Every printer known now, the system's default first; a door that does not answer has none."""
        return self._asked()[0]

    def _asked(self) -> tuple[tuple[PrinterInfo, ...], str]:
        """The printers, and the first fault of a door that did not answer."""
        found: list[PrinterInfo] = []
        fault = ""
        for door in self._doors.values():
            try:
                found += door.printers()
            except PrinterError as failure:
                fault = fault or failure.code
        return tuple(sorted(found, key=lambda row: not row.default)), fault

    def door(self, key: str) -> PrinterDoor:
        """The door a printer is behind.

        Raises:
            PrinterError: `printer.not_found`.
        """
        door = self._doors.get(key.partition(":")[0])
        if door is None:
            raise PrinterError("printer.not_found", printer=key)
        return door

    def _default(self) -> tuple[PrinterInfo | None, str]:
        """The system's default printer, else why there is none."""
        rows, fault = self._asked()
        found = next((row for row in rows if row.default), None)
        return found, "" if found is not None else fault or NONE

    def fit(self, key: str) -> tuple[PrinterInfo | None, str]:
        """The printer where it can take a paper now ("" = the system's default); else why not."""
        try:
            found, why = (self.door(key).printer(key), "printer.not_found") if key else self._default()
        except PrinterError as failure:
            return None, failure.code
        if found is None:
            return None, why
        return (found, "") if found.ready else (None, f"printer.{found.state}")

    def worth_trying(self, key: str) -> PrinterInfo | None:
        """The printer that said it had no paper when it printed last, and may have some by now.

        A spooler asks a printer only while it prints; one that stands idle is not asked whether its paper
        was filled up, so that papers would wait for ever.
        """
        try:
            found = self.door(key).printer(key) if key else self._default()[0]
        except PrinterError:
            return None
        stale = found is not None and found.idle and found.state == "out_of_paper"
        return found if stale else None

    def progress(self, reference: str) -> Progress:
        """How a paper stands that was handed over."""
        try:
            return self.door(reference).progress(reference)
        except PrinterError:
            return Progress("unknown", "printer.not_found")

    def cancel(self, reference: str) -> bool:
        """Take a paper back; True where surely nothing of it was printed."""
        try:
            return self.door(reference).cancel(reference)
        except PrinterError:
            return False

    def take_back(self, reference: str) -> Withdrawn:
        """Take a paper back and say what became of it.

        `clean`: surely nothing of it was printed and nothing will be; `begun`: nothing more comes, some of it
        may lie in the tray; `done`: it was printed; `kept`: the spooler still has it, or does not answer.
        """
        if self.cancel(reference):
            return "clean"
        now = self.progress(reference)
        if now.stage == "done":
            return "done"
        over = now.stage in ("cancelled", "failed") or (now.stage, now.reason) == ("unknown", "printer.lost")
        return "begun" if over else "kept"


def must_know(printers: Printers, key: str) -> None:
    """Refuse a printer nobody knows, so that no paper waits for a misspelt one; one that is off is known.

    Raises:
        InputError: `print.unknown_printer`.
    """
    if key == PDF_ONLY or key.startswith("qt:"):
        return  # kept as a file, or known to the window alone
    try:
        found = printers.door(key).printer(key)
    except PrinterError as failure:
        if failure.code != "printer.not_found":
            return  # the spooler does not answer: the paper waits for it
        found = None
    if found is None:
        raise InputError(
            "print.unknown_printer", printer=key[:80], allowed=[one.key for one in printers.all()] or ["–"]
        )


def printers_of(office: Office, doors: Sequence[PrinterDoor] = ()) -> Printers:
    """The printers of this machine; `doors` are further ones, e.g. the window's own on Windows."""
    from printing.printers.drivers import drivers

    kept = lenient(office)
    folders = tuple(Path(one) for one in kept.folders)
    return Printers((*doors, *drivers(folders, kept.rolls).values()))


def speaks_to_system() -> bool:
    """Whether this system's printers are reached without the window's help."""
    return os.name != "nt"


__all__ = ["NONE", "PDF_ONLY", "Printers", "printers_of", "speaks_to_system"]
