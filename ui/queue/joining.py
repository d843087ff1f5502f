"""Ties the queue to the window: its keys, its panel and the window people take a number from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ui.i18n import tr
from ui.keys import bind
from ui.queue.control import QueueControl
from ui.shell.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShortcut

    from ui.queue.kiosk import Kiosk
    from ui.queue.panel import QueuePanel
    from ui.shell.window import Shell

ROWS = (
    ("queue.next", "megaphone"), ("queue.recall", "bell-ring"), ("queue.panel", "ticket"),
)  # fmt: skip


class QueueJoin(QObject):
    """The queue of one window. Nothing of it is there until the office turns it on: no chip, no key."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.control = QueueControl(shell.services, shell.runner, shell.changes, shell.desktop, self)
        self.control.opens_with(self.toggle)
        self.control.turned.connect(self._on_turned)
        self._keys: list[QShortcut] = []
        self._panel: QueuePanel | None = None
        self.kiosk: Kiosk | None = None

    @property
    def panel(self) -> QueuePanel:
        """The panel, built when it is first opened."""
        if self._panel is None:
            from ui.queue.panel import QueuePanel

            self._panel = QueuePanel(self.control, self._shell.keys, self._shell)
            self._panel.open_kiosk = self.open_kiosk
        return self._panel

    def toggle(self) -> None:
        """Open or close the panel."""
        self.panel.toggle()

    @property
    def _acts(self) -> dict[str, Callable[[], object]]:
        control = self.control
        return {
            "queue.next": control.call_next, "queue.recall": control.recall, "queue.panel": self.toggle,
        }  # fmt: skip

    def _on_turned(self, on: bool) -> None:
        for shortcut in self._keys:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._keys = []
        if on:
            keys = self._shell.keys
            self._keys = [
                bind(self._shell, key, act, keys=keys, window=True) for key, act in self._acts.items()
            ]
        else:
            self.close_kiosk()

    def commands(self) -> tuple[Command, ...]:
        """What can be done with the queue now, for the list of commands."""
        if not self.control.on:
            return ()
        keys, group = self._shell.keys, tr("Số thứ tự")
        acts = self._acts
        found = [
            Command(tr(keys.key(key).label), acts[key], group, icon, keys.cap(key)) for key, icon in ROWS
        ]
        return (*found, Command(tr("Mở cửa sổ lấy số"), self.open_kiosk, group, "monitor-smartphone"))

    # ---- the citizen's own window ---------------------------------------------------------------

    def open_kiosk(self) -> None:
        """Over the monitor that nobody uses; where there is none, as a window to try it out."""
        from ui.queue.kiosk import Kiosk

        self.close_kiosk()
        taken = {
            self._shell.screen(),
            *(one.screen() for one in QGuiApplication.topLevelWindows() if one.isVisible()),
        }
        free = next((one for one in QGuiApplication.screens() if one not in taken), None)
        training = self._shell.services.office().training
        self.kiosk = kiosk = Kiosk(self.control, framed=free is None, training=training)
        kiosk.setWindowTitle(tr("Lấy số thứ tự"))
        kiosk.closed.connect(partial(self._forget, kiosk))
        if free is None:
            kiosk.resize(900, 620)
        else:
            kiosk.setScreen(free)
            kiosk.setGeometry(free.geometry())
        kiosk.show()

    def _forget(self, kiosk: Kiosk) -> None:
        if self.kiosk is kiosk:
            self.kiosk = None
        kiosk.deleteLater()

    def close_kiosk(self) -> None:
        """Take the citizen's ticket window away."""
        kiosk, self.kiosk = self.kiosk, None
        if kiosk is not None:
            kiosk.hide()
            kiosk.deleteLater()
