"""Between the program and the wizard: with no office yet the wizard stands in front, the window waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.errors import InputError
from ui.failures import explain

if TYPE_CHECKING:
    from pathlib import Path

    from ui.app import Program
    from ui.wizard.window import Wizard


class FirstRun(QObject):
    """Shows the wizard where the folder holds no office. GUI thread only."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.app)
        self._program = program
        self.wizard: Wizard | None = None
        self._founded = False

    def take(self, error: object) -> bool:
        """Take a failed opening: True where the wizard deals with it."""
        if self.wizard is not None:
            self.wizard.presenter.tell(explain(error))
            return True
        if not (isinstance(error, InputError) and error.code == "office.not_found"):
            return False
        from ui.wizard.window import Wizard

        program = self._program
        self.wizard = Wizard(program.runner, program.wish.data, keys=program.window.keys)
        self.wizard.opens.connect(self._open)
        self.wizard.done.connect(self._finish)
        self.wizard.left.connect(self._left)
        self.wizard.setGeometry(program.window.geometry())
        if program.window.isMaximized():
            self.wizard.showMaximized()
        else:
            self.wizard.show()
        program.window.hide()
        return True

    def _open(self, folder: Path, training: bool) -> None:
        assert self.wizard is not None
        self._founded = self.wizard.presenter.state.made
        self._program.aim(folder, training=training)

    def opened(self) -> None:
        """The folder is open: after a founding its devices are tried, else the work begins."""
        if self.wizard is None:
            return
        if self._founded:
            self.wizard.office_open(self._program.window.context)
        else:
            self._finish()

    def _finish(self) -> None:
        """Go to work: the window comes to the front as large as the wizard was."""
        wizard, self.wizard = self.wizard, None
        if wizard is None:
            return
        window = self._program.window
        window.setGeometry(wizard.geometry())
        if wizard.isMaximized():
            window.showMaximized()
        else:
            window.show()
        window.activateWindow()
        wizard.close()
        wizard.deleteLater()

    def _left(self) -> None:
        """The wizard was closed: without an office there is nothing to work with."""
        if self.wizard is not None:
            self.wizard = None
            self._program.window.close()
            self._program.app.quit()
