"""Printers of Windows through Qt's print support: a door like the others of `desk.printing`.

The pages are the pixels that previews show, drawn to scale. Windows takes a whole document or none, and tells
nothing afterwards: what was handed over counts as printed. Tried on Linux only, never on a Windows printer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.printing.rows import PrinterError, PrinterInfo, Progress, SendOptions, Sent
from ui.widgets.slip import image_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from ui.services import Services

PREFIX = "qt:"
DPI = 300
_STATES = {
    QPrinter.PrinterState.Idle: "ready",
    QPrinter.PrinterState.Active: "busy",
    QPrinter.PrinterState.Error: "stopped",
    QPrinter.PrinterState.Aborted: "stopped",
}


class QtDoor:
    """The printers Qt knows. Its calls may come from any one thread; it keeps nothing between them."""

    name = "qt"

    def __init__(self, services: Services, make: Callable[[str], QPrinter] | None = None) -> None:
        self._services = services
        self._make = make or _system_printer

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers of the system."""
        return tuple(_info(one) for one in QPrinterInfo.availablePrinters())

    def printer(self, key: str) -> PrinterInfo | None:
        """One printer as it stands now."""
        found = QPrinterInfo.printerInfo(key.removeprefix(PREFIX))
        return None if found.isNull() else _info(found)

    def send(self, key: str, pdf: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Draw every page first, then hand the document over."""
        pages = [image_of(self._services.raster(pdf, DPI, page)) for page in range(self._services.pages(pdf))]
        if not pages:
            raise PrinterError("printer.refused", printer=key)
        printer = self._make(key.removeprefix(PREFIX))
        printer.setDocName(options.title)
        printer.setCopyCount(options.copies)
        painter = QPainter()
        begun("")
        for at, page in enumerate(pages):
            _fit(printer, page)
            if at == 0 and not painter.begin(printer):
                raise PrinterError("printer.refused", printer=key)
            if at and not printer.newPage():
                painter.end()
                raise PrinterError("printer.lost", begun=True, printer=key)
            wide, high = page.width() / DPI * printer.resolution(), page.height() / DPI * printer.resolution()
            painter.drawImage(QRectF(0, 0, wide, high), page)
        if not painter.end() or printer.printerState() == QPrinter.PrinterState.Error:
            raise PrinterError("printer.lost", begun=True, printer=key)
        return Sent()

    def progress(self, reference: str) -> Progress:
        """Nothing is told after the hand-over."""
        del reference
        return Progress("done")

    def cancel(self, reference: str) -> bool:
        """What was handed over is not taken back."""
        del reference
        return False


def _system_printer(name: str) -> QPrinter:
    return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)


def _fit(printer: QPrinter, page: QImage) -> None:
    """The paper is as large as the page, drawn from its very corner."""
    size = QSizeF(page.width() / DPI * 25.4, page.height() / DPI * 25.4)
    layout = QPageLayout(
        QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch),
        QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def _info(one: QPrinterInfo) -> PrinterInfo:
    sizes = {size.id() for size in one.supportedPageSizes()}
    papers = tuple(
        name
        for name, size in (("a4", QPageSize.PageSizeId.A4), ("a5", QPageSize.PageSizeId.A5))
        if size in sizes
    )
    state = _STATES.get(one.state(), "unknown")
    return PrinterInfo(
        key=f"{PREFIX}{one.printerName()}", name=one.description() or one.printerName(),
        state=state,  # type: ignore[arg-type]
        model=one.makeAndModel(), place=one.location(), default=one.isDefault(), papers=papers,
    )  # fmt: skip
