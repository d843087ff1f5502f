"""Ties sending to the window: the mark in the top bar, its panel, the command, the day just closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.changes import ChangeSet, Kind
from ui.i18n import tr
from ui.sending import words
from ui.sending.control import SendControl
from ui.shell.command import Command
from ui.shell.screen import StateMark

if TYPE_CHECKING:
    from ui.sending.panel import SendPanel
    from ui.sending.words import Standing
    from ui.shell.window import Shell

MARK = "sending"


class SendJoin(QObject):
    """Sending of one window. A press on the mark opens what waits, with its reasons."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.control = control = SendControl(shell.services, shell.runner, self)
        self._panel: SendPanel | None = None
        control.told.connect(self._tell)
        control.turned.connect(lambda: shell.changes.tell(Kind.SENDING, by=self))
        shell.changes.changed.connect(self._on_changed)
        shell.desktop.sending_asked.connect(self.open)

    def _tell(self, standing: Standing) -> None:
        told = words.mark(standing)
        self._shell.desktop.mark(MARK, StateMark(told[0], told[1], self.toggle) if told else None)

    def _on_changed(self, changes: ChangeSet, _by: object) -> None:
        if Kind.DAY in changes.kinds:
            self.control.closed()
        elif Kind.RULES in changes.kinds:
            self.control.look()

    @property
    def panel(self) -> SendPanel:
        """The panel, built when it is first opened."""
        if self._panel is None:
            from ui.sending.panel import SendPanel

            self._panel = SendPanel(self.control, self._shell)
            self._panel.settings_asked.connect(lambda: self._shell.go("admin", "sending"))
        return self._panel

    def open(self) -> None:
        """Open the panel, or leave it open."""
        if not self.panel.isVisible():
            self.panel.toggle()

    def toggle(self) -> None:
        """Open or close the panel."""
        self.panel.toggle()

    def commands(self) -> tuple[Command, ...]:
        """What can be done with sending now, for the list of commands."""
        words = "gửi bảng kê tổng hợp nơi nhận đồng bộ sync send biên nhận"
        return (
            Command(tr("Bảng kê gửi đi"), self.toggle, tr("Cửa sổ"), "cloud-upload", words=words),
            Command(tr("Gửi bảng kê ngay"), self.control.send, tr("Cửa sổ"), "cloud-upload", words=words),
        )
