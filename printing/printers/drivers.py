"""Which drivers this machine has, by name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from printing.printers.folder import FolderDriver
from printing.printers.roll import RollDriver

if TYPE_CHECKING:
    from pathlib import Path

    from printing.printers.cups import CupsDriver
    from printing.printers.driver import PrinterDriver
    from printing.printers.winspool import WinSpool


def drivers(folders: tuple[Path, ...] = (), rolls: tuple[str, ...] = ()) -> dict[str, PrinterDriver]:
    """The spooler of this system, receipt printers by address, and folders.

    Windows' spooler takes the bytes of receipt printers alone; pages print through the window's own door
    (Qt), which is given to whoever asks for printers.
    """
    found: dict[str, PrinterDriver] = {}
    spooler: CupsDriver | WinSpool
    if sys.platform == "win32":
        from printing.printers.winspool import WinSpool

        spooler = WinSpool()
    else:
        from printing.printers.cups import CupsDriver

        spooler = CupsDriver()
    found[spooler.name] = spooler
    found["roll"] = RollDriver(rolls, spooler)
    found["folder"] = FolderDriver(folders)
    return found
