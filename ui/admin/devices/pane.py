"""Camera, scanner and printer of this desk, tried on the spot: live picture, pages to judge by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.admin.devices.scanner_card import ScannerCard
from ui.i18n import tr
from ui.printing import words
from ui.printing.control import PrintControl
from ui.scan.live_pane import LIVE, LivePane
from ui.tokens import Role, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from desk.printing.rows import PrinterInfo
    from ui.shell.screen import ScreenContext


class DevicesPane(QWidget):
    """Three cards side by side. `start()` opens the camera, `stop()` lets camera and scanner go."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.printer = PrintControl(context.services, context.runner, self)
        self.printers: tuple[PrinterInfo, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._build_camera(), 4)
        self.scanner = ScannerCard(context, self)
        row.addWidget(self.scanner, 4)
        row.addWidget(self._build_printer(), 3)
        self.live.turned.connect(self._on_camera)
        self.printer.tested.connect(self._on_printed)
        self.printer.refused.connect(self._on_refused)
        self._on_camera(self.live.state)
        self.look()

    def _build_camera(self) -> QWidget:
        card = Card(name="devices.camera", margins=(14, 10, 14, 12), parent=self)
        head = SectionHead(tr("Camera"), parent=card)
        self.camera_chip = Chip(parent=head)
        head.add(self.camera_chip)
        card.body.addWidget(head)
        self.live = LivePane(self._context, card)
        card.body.addWidget(self.live, 1)
        said = tr("Đặt một tờ giấy dưới camera: hình phải đứng yên, chữ đọc được, viền bám theo mép giấy.")
        card.body.addWidget(Label(said, Role.CAPTION, Tone.MUTED, wraps=True, lines=3, parent=card))
        return card

    def _build_printer(self) -> QWidget:
        card = Card(name="devices.printer", margins=(14, 10, 14, 12), parent=self)
        head = SectionHead(tr("Máy in"), parent=card)
        self.printer_chip = Chip(parent=head)
        head.add(self.printer_chip)
        card.body.addWidget(head)
        self.printer_name = Label("", Role.MEDIUM, wraps=True, lines=4, parent=card)
        card.body.addWidget(self.printer_name)
        self.test = SecondaryButton(tr("In trang thử"), name="devices.print", icon="printer", parent=card)
        self.test.clicked.connect(self.print_test)
        self.again = SecondaryButton(tr("Xem lại"), name="devices.look", icon="rotate-cw", parent=card)
        self.again.clicked.connect(self.look)
        for button in (self.test, self.again):  # one under the other: in English at 150 % a row is too wide
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.judged = Label("", Role.BODY, wraps=True, parent=card)
        card.body.addWidget(self.judged)
        self.banner = Banner(name="devices.banner", parent=card)
        card.body.addWidget(self.banner)
        card.body.addStretch(1)
        return card

    # ---- the camera -----------------------------------------------------------------------------

    def start(self) -> None:
        """Show what the camera sees, and offer the scan buttons."""
        self.live.start()
        self.scanner.start()

    def stop(self) -> None:
        """Let the camera and the scanner go."""
        self.live.stop()
        self.scanner.stop()

    def _on_camera(self, state: str) -> None:
        if state == LIVE:
            spec = ChipSpec(tr("Đang có hình"), Tone.OK, "circle-check")
        elif state == "opening":
            spec = ChipSpec(tr("Đang mở camera"), Tone.INFO, "hourglass")
        elif state == "failed":
            spec = ChipSpec(tr("Không mở được"), Tone.BAD, "circle-alert")
        else:
            spec = ChipSpec(tr("Chưa có camera"), Tone.WARN, "triangle-alert")
        self.camera_chip.set(spec)

    # ---- the printer ----------------------------------------------------------------------------

    def look(self) -> None:
        """Ask which printer this desk has."""
        self.printer.ask_printers(self._on_printers)

    def _on_printers(self, printers: tuple[PrinterInfo, ...]) -> None:
        self.printers = printers
        usual = next((one for one in printers if one.default), printers[0] if printers else None)
        if usual is not None:
            tone, icon = (Tone.OK, "circle-check") if usual.ready else (Tone.BAD, "circle-alert")
            self.printer_chip.set(ChipSpec(words.state(usual), tone, icon))
            self.printer_name.setText(usual.name)
        else:
            self.printer_chip.set(ChipSpec(tr("Chưa có máy in"), Tone.WARN, "triangle-alert"))
            said = tr("Máy này chưa có máy in. Vẫn tiếp nhận được; bản in được giữ lại để in sau.")
            self.printer_name.setText(said)
        self.test.setEnabled(usual is not None)

    def print_test(self) -> None:
        """Print the page that can be judged by eye."""
        self.banner.clear()
        self.judged.setText("")
        usual = next((one for one in self.printers if one.default), None)
        self.printer.print_test(usual.key if usual is not None else "")

    def _on_printed(self, _title: str) -> None:
        self.judged.setText(
            tr("Đã gửi trang thử. Xem trên giấy: đủ dấu chữ ẪỖỄẬỰ, thước đúng 50 mm, không mất lề.")
        )

    def _on_refused(self, title: str, sentence: str) -> None:
        self.banner.say(tr("Chưa in được: {title}", title=title), sentence, tone=Tone.WARN)
