"""The slip as it would be printed now, drawn a moment after the last change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.services import RasterLike, Services
    from ui.tasks import TaskRunner

DELAY_MS = 250  # typing must not start a rendering at every key
DPI = 144


class SlipPreview(QObject):
    """Draws what `ask` says, off the GUI thread; of two drawings the newest wins.

    `ask` answers the reception's data and the paper, or None where there is nothing to draw.
    Signals: `drawn(RasterLike)`, `failed(Exception)`.
    """

    drawn = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        runner: TaskRunner,
        ask: Callable[[], tuple[Mapping[str, Any], str] | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._runner, self._ask = services, runner, ask
        self._number = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.draw)

    def later(self) -> None:
        """Draw when nothing has changed for a moment."""
        self._timer.start()

    def forget(self) -> None:
        """The next reception begins: a drawing under way is of the one before and must not be shown."""
        self._timer.stop()
        self._number += 1

    @Slot()
    def draw(self) -> None:
        """Draw now."""
        asked = self._ask()
        if asked is None:
            return
        data, paper = asked
        self._number += 1
        number = self._number

        def work() -> RasterLike:
            return self._services.raster(self._services.preview_pdf(data, paper), DPI)

        def take(raster: RasterLike) -> None:
            if number == self._number:
                self.drawn.emit(raster)

        self._runner.submit("desk", work, owner=self, done=take, failed=self.failed.emit)
