"""Thiết bị của quầy as a section: what camera, scanner and printer do now; nothing is saved here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.devices.pane import DevicesPane
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.offer import Offer, nothing_to_save
from ui.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

    from ui.shell.screen import ScreenContext


class DevicesSection(SectionPage):
    """Thiết bị của quầy: for everyone who sits here."""

    guarded = False

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Hình từ camera, trang quét thử, trang in thử: biết máy nào chạy trước khi có người đến.")
        super().__init__(context, name="devices", title=tr("Thiết bị của quầy"), words=said)
        self.pane = DevicesPane(context, self.content)
        self.body.addWidget(self.pane, 1)
        self.give_keys(self.pane.scanner.test, self.pane.test, self.pane.again)
        self.commit_button.hide()  # a button that can never be pressed says nothing

    def shown(self) -> None:
        """Open the camera and look at the printer."""
        self.pane.start()
        self.pane.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go to who needs it."""
        self.pane.stop()
        super().hideEvent(event)

    def start(self) -> None:
        """The page to print is the first thing to try."""
        self.pane.test.setFocus()

    def offer(self) -> Offer:
        """Nothing is kept here."""
        return nothing_to_save(tr("Ở đây chỉ thử máy, không có gì phải lưu."))

    def panes(self) -> tuple[QWidget, ...]:
        """The printer's buttons, the scanner's, and the camera's where it has some."""
        parts = (self.pane.test, self.pane.scanner.test, self.pane.live.other)
        return tuple(one for one in parts if one.isEnabled())
