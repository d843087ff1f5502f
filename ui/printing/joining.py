"""Ties printing to the window: the mark in the top bar, its panel, the commands, a look at a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.failures import explain
from ui.i18n import tr
from ui.printing.control import PrintControl
from ui.shell.command import Command

if TYPE_CHECKING:
    from ui.printing.panel import PrintPanel
    from ui.services import RasterLike
    from ui.shell.window import Shell

DPI = 110


class PrintJoin(QObject):
    """Printing of one window. A press on the printer's mark opens what waits for paper."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.control = control = PrintControl(shell.services, shell.runner, self)
        self._panel: PrintPanel | None = None
        self._said = ""  # the head of the banner that stands there from here
        mark = shell.bar.printer
        control.state.connect(lambda text, tone, said: shell.bar.set_mark(mark, text, tone, said))
        control.refused.connect(self._refused)
        shell.desktop.print_asked.connect(control.print_pdf)
        mark.clicked.connect(self.toggle)
        shell.desktop.prints_asked.connect(self.toggle)
        shell.teller.prints_asked.connect(self.toggle)

    def _refused(self, title: str, sentence: str) -> None:
        """Say it above the screen, unless another sentence stands there; the mark tells it anyway."""
        banner = self._shell.banner
        if banner.isVisible() and banner.title.text() != self._said:
            return
        self._shell.teller.print_refused(title, sentence)
        self._said = banner.title.text()

    @property
    def panel(self) -> PrintPanel:
        """The panel, built when it is first opened."""
        if self._panel is None:
            from ui.printing.panel import PrintPanel

            self._panel = PrintPanel(self.control, self._shell)
            self._panel.looked.connect(self._look)
            self._panel.settings_asked.connect(lambda: self._shell.go("admin", "printers"))
        return self._panel

    def toggle(self) -> None:
        """Open or close the panel."""
        self.panel.toggle()

    def commands(self) -> tuple[Command, ...]:
        """What can be done with printing now, for the list of commands."""
        words = "máy in giấy chờ in hàng đợi print queue"
        cap = self._shell.keys.cap("prints")
        return (Command(tr("Giấy chờ in"), self.toggle, tr("Cửa sổ"), "printer", cap, words=words),)

    def _look(self, job: int) -> None:
        services = self._shell.services

        def work() -> RasterLike:
            return services.raster(services.printing.pdf(job), DPI)

        self._shell.runner.submit(
            "cpu", work, owner=self, done=self._show,
            failed=lambda error: self._shell.teller.print_refused(tr("Xem"), explain(error)),
        )  # fmt: skip

    def _show(self, raster: RasterLike) -> None:
        from ui.dossier.letter import LetterWindow

        LetterWindow(raster, self._shell).show()
