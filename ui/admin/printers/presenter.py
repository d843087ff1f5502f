"""Keeps which form goes to which printer of this machine, and tries printers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
from ui.admin.printers import model
from ui.admin.printers.model import PrintersState
from ui.changes import Kind
from ui.i18n import tr
from ui.printing.control import PrintControl

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desk.printing.rows import PrinterInfo, PrintSettings
    from ui.shell.screen import ScreenContext


class PrintersPresenter(SectionPresenter[PrintersState]):
    """This machine's printers. GUI thread only. What was chosen stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, PrintersState(), parent)
        self.control = PrintControl(context.services, context.runner, self)
        self.control.tested.connect(self._on_tested)
        self.control.refused.connect(lambda _title, sentence: self._fail(sentence))

    def load(self) -> None:
        """Read what is kept, where nothing was chosen, and look for printers."""
        services = self.services

        def read() -> PrintSettings:
            return services.printing.settings()  # the shelf itself may wait for the office to open

        if not self.state.changed:
            self.ask("load", read, self._on_stored, self._fail)
        self.find()

    def _on_stored(self, stored: PrintSettings) -> None:
        self.show(model.kept(self.state, stored))

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False, told=""))

    def find(self) -> None:
        """Ask which printers there are and how they stand."""
        self.control.ask_printers(self._on_printers)

    def _on_printers(self, printers: tuple[PrinterInfo, ...]) -> None:
        self.show(replace(self.state, printers=printers, asked=True))

    def stand_on(self, form: str) -> None:
        """Another form."""
        if form != self.state.form:
            self.show(replace(self.state, form=form, told=""))

    def put(self, key: str, text: str) -> None:
        """Choose."""
        self.show(model.put(self.state, key, text))

    def undo(self) -> bool:
        """Back to what is kept."""
        if not self.state.changed:
            return False
        self.show(model.kept(self.state, self.state.stored))
        return True

    def test(self) -> None:
        """Print a page on the printer of the form stood on."""
        there = self.state.printer
        if there is not None:
            self.control.print_test(there.key)

    def _on_tested(self, _key: str) -> None:
        told = tr("Đã gửi trang thử. Xem trên giấy: đủ dấu chữ ẪỖỄẬỰ, thước đúng 50 mm, không mất lề.")
        self.show(replace(self.state, told=told, failure=""))

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        if self.state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if not self.state.changed:
            return nothing_to_save(tr("Chỉ áp dụng cho máy này."))
        return Offer(tr("Lưu cho máy này"))

    def commit(self) -> None:
        """F9."""
        if not self.offer().enabled:
            return
        services, wanted = self.services, self.state.settings
        self.show(replace(self.state, busy=True, failure=""))
        self.ask("save", lambda: services.printing.set_settings(wanted), self._on_saved, self._fail)

    def _on_saved(self, stored: PrintSettings) -> None:
        self._on_stored(stored)
        self.find()
        self.told(Kind.OFFICE, tr("Đã lưu máy in của máy này"))

    def restore(self, kept: PrintersState) -> None:
        """Take back what was chosen."""
        self.show(replace(kept, busy=False))
