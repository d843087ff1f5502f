"""The scanner half of the scan station: which scan button F5 presses, its runs, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.i18n import tr
from ui.scan.run import RunState, ScanRun, Stage
from ui.scan.separating import Separating

if TYPE_CHECKING:
    from desk.imaging.rows import ScanProfile
    from ui.scan.notes import StationNotes
    from ui.scan.scanner_well import ScannerWell
    from ui.scan.strip_pane import StripPane
    from ui.shell.screen import ScreenContext


class ScannerSide(QObject):
    """Ties scan buttons, runs and the well together. Signals: `done(keys)` of a run's pages, `settled()`."""

    done = Signal(object)
    settled = Signal()

    def __init__(
        self, context: ScreenContext, pages: StripPane, notes: StationNotes, well: ScannerWell
    ) -> None:
        super().__init__(well)
        self._context, self._notes, self.well = context, notes, well
        self._profiles: tuple[ScanProfile, ...] = ()
        self._at = 0
        self.run = ScanRun(context, pages, self)
        self.run.changed.connect(self._on_run)
        self.run.done.connect(self.done)
        self.run.done.connect(Separating(context, pages, notes, self).look)
        well.chosen.connect(self.press)
        well.by_hand.connect(self.both_sides)
        well.first.connect(lambda: self._answer(first=True))
        well.second.connect(lambda: self._answer(first=False))
        well.left.connect(self.back)

    def load(self, *, focus: bool = False) -> None:
        """Read the scan buttons of this machine; with `focus` the keys go to them once they are there."""

        def take(found: tuple[ScanProfile, ...]) -> None:
            self._profiles = found
            self._at = min(self._at, max(0, len(found) - 1))
            self.well.show_profiles(found, self._at)
            if focus and self.well.isVisible():
                self.well.setFocus()

        self._context.runner.submit(
            "cpu", self._context.services.imaging.profiles, owner=self, done=take, failed=self._notes.fault
        )

    def press(self, at: int, *, replaces: int | None = None) -> None:
        """Press a scan button; from now on F5 presses it too. The first sheet may take a page's place."""
        if 0 <= at < len(self._profiles):
            self._at = at
            self.well.show_profiles(self._profiles, at)
            self.run.start(self._profiles[at], replaces=replaces)

    def both_sides(self) -> None:
        """Both sides through a feeder that reads one: the stack twice, the second time turned over."""
        feeder = next((one for one in self._profiles if one.source == "feeder"), None)
        if feeder is not None:
            self.run.start(replace(feeder, name=tr("Hai mặt bằng tay: mặt trước")), by_hand=True)

    def go(self, *, replaces: int | None = None) -> None:
        """F5: the first answer where a run waits for one, else press the button last used."""
        if self.run.state.stage is Stage.UNEVEN:
            self._answer(first=True)
        elif not self.run.go_on():
            self.press(self._at, replaces=replaces)

    def back(self) -> bool:
        """Esc: stop the run, or leave what waits."""
        return self.run.stop()

    def _answer(self, *, first: bool) -> None:
        if self.run.state.stage is Stage.UNEVEN:
            self.run.pair("first" if first else "last")
        elif first:
            self.run.go_on()
        else:
            self.run.stop()

    def _on_run(self, state: RunState) -> None:
        had = self.well.isAncestorOf(self.well.focusWidget()) if self.well.focusWidget() else False
        self.well.show_run(state)
        if had:
            self.well.setFocus()
        if state.stage is not Stage.RUNNING:
            self.settled.emit()
