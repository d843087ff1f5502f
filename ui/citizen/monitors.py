"""Which monitor is the citizen's: known again by name and place, told as it is plugged in and out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QInputDevice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QScreen

    from desk.office.citizen_screen import CitizenScreen


@dataclass(frozen=True, slots=True)
class Monitor:
    """One monitor as the system tells it."""

    name: str
    rect: QRect
    model: str = ""
    serial: str = ""
    touch: bool = False

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Where it stands beside the others, in logical pixels."""
        return self.rect.x(), self.rect.y(), self.rect.width(), self.rect.height()


class SystemMonitors(QObject):
    """The monitors of this machine. Signal `changed()` when one comes, goes or moves."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._on_added)
            app.screenRemoved.connect(lambda _screen: self.changed.emit())
            app.primaryScreenChanged.connect(lambda _screen: self.changed.emit())
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(lambda _rect: self.changed.emit())

    def _on_added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(lambda _rect: self.changed.emit())
        self.changed.emit()

    def all(self) -> tuple[Monitor, ...]:
        """Every monitor there is now."""
        touched = _can_be_touched()
        return tuple(
            Monitor(
                screen.name(),
                screen.geometry(),
                " ".join(part for part in (screen.manufacturer(), screen.model()) if part),
                screen.serialNumber(),
                touch=touched,
            )
            for screen in QGuiApplication.screens()
        )

    def screen(self, monitor: Monitor) -> QScreen | None:
        """The system's own object for a monitor."""
        same = (one for one in QGuiApplication.screens() if one.name() == monitor.name)
        return next((one for one in same if one.geometry() == monitor.rect), None)


def _can_be_touched() -> bool:
    """Whether a touch screen is plugged in; the system does not say which monitor it is."""
    return any(one.type() == QInputDevice.DeviceType.TouchScreen for one in QInputDevice.devices())


def chosen(kept: CitizenScreen, monitors: Sequence[Monitor], *, clerk: Monitor | None) -> Monitor | None:
    """The citizen's monitor among those there are; never the one the clerk works on.

    By name and place first; then by model and serial number (plugged into another socket), then by name
    alone (another resolution). A machine whose monitor was never chosen has none.
    """
    others = [one for one in monitors if one != clerk]
    place = (kept.x, kept.y, kept.width, kept.height)
    if not kept.name:
        return None
    for fits in (
        lambda one: one.name == kept.name and one.place == place,
        lambda one: bool(kept.serial) and (one.model, one.serial) == (kept.model, kept.serial),
        lambda one: one.name == kept.name,
    ):
        found = next((one for one in others if fits(one)), None)
        if found is not None:
            return found
    return None


def remembered(kept: CitizenScreen, monitor: Monitor) -> CitizenScreen:
    """The settings with this monitor chosen."""
    x, y, width, height = monitor.place
    return replace(
        kept, name=monitor.name, model=monitor.model, serial=monitor.serial, x=x, y=y, width=width,
        height=height,
    )  # fmt: skip


def can_sign(kept: CitizenScreen, monitor: Monitor) -> bool:
    """Whether the citizen may touch this monitor: as the office says, else as the system tells."""
    return kept.touch == "yes" or (kept.touch == "auto" and monitor.touch)
