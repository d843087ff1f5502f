"""Which drivers this machine has, by name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from printing.printers.folder import FolderDriver
from printing.printers.roll import RollDriver

if TYPE_CHECKING:
    from pathlib import Path

    from printing.printers.driver import PrinterDriver


def drivers(folders: tuple[Path, ...] = (), rolls: tuple[str, ...] = ()) -> dict[str, PrinterDriver]:
    """The spooler where this system has one we speak to, receipt printers by address, and folders.

    Windows prints through the window's own door (Qt), which is given to whoever asks for printers.
    """
    found: dict[str, PrinterDriver] = {}
    spooler = None
    if sys.platform != "win32":
        from printing.printers.cups import CupsDriver

        spooler = CupsDriver()
        found["cups"] = spooler
    found["roll"] = RollDriver(rolls, spooler)
    found["folder"] = FolderDriver(folders)
    return found
