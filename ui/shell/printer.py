"""This desk's printer: prints a PDF by the pixels the preview shows, and says how it went.

The PDF itself is already kept in the office's `prints/` folder; a dead printer loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter

from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.slip import image_of

if TYPE_CHECKING:
    from ui.services import Services
    from ui.tasks import TaskRunner

DPI = 203  # what an 80 mm printer has; a laser scales it up cleanly


def rasterise(services: Services, pdf: bytes) -> list[QImage]:
    """Draw every page (cpu pool)."""
    return [image_of(services.raster(pdf, DPI, page)) for page in range(services.pages(pdf))]


class PrintDesk(QObject):
    """Prints one job after another. GUI thread only.

    Signals: `state(text, tone, said)` for the top bar, `printed(title)`, `refused(title, sentence)`.
    """

    state = Signal(str, object, str)
    printed = Signal(str)
    refused = Signal(str, str)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner

    def look(self) -> None:
        """Tell whether the system has a printer for this desk."""
        name = self._printer_name()
        if name:
            self.state.emit(tr("Máy in"), Tone.OK, tr("Máy in {name} sẵn sàng", name=name))
        else:
            self.state.emit(
                tr("Chưa có máy in"), Tone.WARN, tr("Máy này chưa có máy in mặc định. Bản in vẫn được lưu.")
            )

    @staticmethod
    def _printer_name() -> str:
        from PySide6.QtPrintSupport import QPrinterInfo

        return QPrinterInfo.defaultPrinterName()

    def print_test(self, lines: tuple[str, ...]) -> bool:
        """Print a page that shows whether Vietnamese and the scale come out right; False where refused."""
        from ui.shell.test_sheet import test_sheet

        title = tr("Trang in thử")
        if not self._printer_name():
            self.refused.emit(title, tr("Máy này chưa có máy in mặc định. Bật máy in, cài đặt rồi thử lại."))
            return False
        self._put([test_sheet(lines)], title)
        return True

    @property
    def name(self) -> str:
        """The printer of this desk; empty where the system has none."""
        return self._printer_name()

    def print_pdf(self, pdf: bytes, title: str) -> None:
        """Print a PDF, or say why not."""
        if not self._printer_name():
            self.refused.emit(title, tr("Máy này chưa có máy in mặc định. Bản in đã lưu, chờ in (Ctrl+P)."))
            return
        self._runner.submit(
            "cpu",
            rasterise,
            self._services,
            pdf,
            owner=self,
            done=lambda pages: self._put(pages, title),
            failed=lambda _error: self.refused.emit(title, tr("Không vẽ được trang để in. Bản in đã lưu.")),
        )

    def _put(self, pages: list[QImage], title: str) -> None:
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        first = pages[0]
        size = QSizeF(first.width() / DPI * 25.4, first.height() / DPI * 25.4)
        printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
        painter = QPainter()
        if not painter.begin(printer):
            self.refused.emit(title, tr("Máy in không nhận. Kiểm tra giấy và dây; bản in đã lưu (Ctrl+P)."))
            return
        for at, page in enumerate(pages):
            if at:
                printer.newPage()
            painter.drawImage(painter.viewport(), page)
        painter.end()
        self.printed.emit(title)
