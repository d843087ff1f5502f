"""Builds the screen a clerk opens first before it is asked for, while nobody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from desk.memory import hand_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.window import Shell
    from ui.tasks import TaskRunner

REST_MS = 1500
_FIRST = "reception"
_INPUT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class BuiltAhead(QObject):
    """Waits until the window has rested for a moment, then imports the reception and builds it.

    F2 answers at once the first time too. Each step takes less than a tenth of a second, and a key pressed
    meanwhile puts it off. Once; a window built anew builds its screens as they are asked for.
    """

    def __init__(self, app: QObject, runner: TaskRunner, window: Callable[[], Shell]) -> None:
        super().__init__(app)
        self._app, self._runner, self._window = app, runner, window
        self._steps: list[Callable[[], object]] = [self._load, self._build, hand_back]
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._step)

    @property
    def done(self) -> bool:
        """Whether all is built."""
        return not self._steps

    def start(self) -> None:
        """Begin to wait for rest."""
        if self._steps:
            self._app.installEventFilter(self)
            self._rest.start(REST_MS)

    def stop(self) -> None:
        """Build nothing any more."""
        self._rest.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is at work: wait again; nothing is held back."""
        del watched
        if event.type() in _INPUT and self._rest.isActive():
            self._rest.start(REST_MS)
        return False

    def _step(self) -> None:
        if not self._runner.running:
            self._steps.pop(0)()
        if self._steps:
            self._rest.start(REST_MS // 10)
        else:
            self.stop()

    def _load(self) -> None:
        import ui.reception.screen  # noqa: F401 - the import is the work

    def _build(self) -> None:
        if _FIRST in self._window().docks.entries:
            self._window().page_of(_FIRST)
