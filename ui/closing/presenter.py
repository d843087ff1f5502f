"""Reads a day, closes it once, prints its tally; every step off the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui import format as say
from ui.changes import ChangeSet, Kind
from ui.closing.model import ClosingState, Phase, phase_of
from ui.failures import explain
from ui.i18n import tr
from ui.shell.screen import BannerSpec, ScreenContext, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows import ClosedDay, DaySheet
    from ui.services import Services


def read_tally(services: Services, day: date) -> bytes:
    """Write a day's tally as PDF and return its bytes (desk pool)."""
    file: Path = services.print_tally(day)
    return file.read_bytes()


class ClosingPresenter(QObject):
    """The closing screen's state. GUI thread only.

    Guarantees: while a closing runs, another press does nothing; a day already closed is printed again,
    never closed twice. Signal `state_changed(ClosingState)`.
    """

    state_changed = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._newest = 0
        today = context.services.now().date()
        self.state = ClosingState(day=today, today=today)
        context.changes.changed.connect(self._on_changed)

    def load(self) -> None:
        """Read the day shown."""
        self._newest += 1
        number, day = self._newest, self.state.day
        today = self._context.services.now().date()
        self._show(replace(self.state, today=today))
        self._context.runner.submit(
            "desk",
            self._context.services.day_sheet,
            day,
            owner=self,
            done=lambda sheet: self._on_loaded(number, sheet),
            failed=lambda error: self._on_failed(number, error),
        )

    def start(self) -> None:
        """Come to the screen: always to today, whatever day was looked at before."""
        today = self._context.services.now().date()
        if self.state.day != today and not self.state.busy:
            self._show(ClosingState(day=today, today=today))
        self.load()

    def move(self, days: int) -> None:
        """Look at another day, never a future one."""
        day = self.state.day + timedelta(days=days)
        today = self._context.services.now().date()
        if day <= today and not self.state.busy:
            self._show(ClosingState(day=day, today=today))
            self.load()

    def commit(self) -> None:
        """Close the day and print its tally; print again where it is closed and unchanged."""
        if not self.state.can_commit:
            return
        if self.state.phase is Phase.CLOSED:
            self.print_tally()
            return
        self._show(replace(self.state, busy=True, failure=""))
        self._context.runner.submit(
            "desk",
            self._context.services.close_day,
            self.state.day,
            owner=self,
            done=self._on_closed,
            failed=self._on_close_failed,
        )

    def print_tally(self) -> None:
        """Print the day's tally as it was signed."""
        if self.state.sheet is None or self.state.sheet.closed is None:
            return
        title = tr("Bảng kê {date}", date=say.long_date(self.state.day))
        self._context.runner.submit(
            "desk",
            read_tally,
            self._context.services,
            self.state.day,
            owner=self,
            done=lambda pdf: self._context.desktop.print_pdf(pdf, title),
            failed=lambda error: self._show(replace(self.state, failure=explain(error))),
        )

    def _on_loaded(self, number: int, sheet: DaySheet) -> None:
        if number == self._newest:
            self._show(replace(self.state, sheet=sheet, phase=phase_of(sheet), failure=""))

    def _on_failed(self, number: int, error: Exception) -> None:
        if number == self._newest:
            phase = self.state.phase if self.state.sheet is not None else Phase.FAILED
            self._show(replace(self.state, phase=phase, failure=explain(error)))

    def _on_closed(self, closed: ClosedDay) -> None:
        sheet = self.state.sheet
        if sheet is not None:
            sheet = replace(sheet, closed=closed, changed_since=False)
        self._show(replace(self.state, sheet=sheet, phase=Phase.CLOSED, busy=False))
        self._context.changes.tell(Kind.DAY, by=self)
        self._context.desktop.kept(self._context.services.now())
        self._context.desktop.toast(
            ToastSpec(
                tr("Đã chốt {date}", date=say.long_date(closed.date)),
                tr(
                    "Bảng kê bản {revision} đã ký, mã {hash}",
                    revision=closed.revision,
                    hash=closed.sha256[:8],
                ),
                (
                    ToastAction(tr("Sửa số liệu"), "undo", partial(self._tell_way_back, closed)),
                    ToastAction(tr("In lại"), "print", self.print_tally),
                ),
            )
        )
        self.print_tally()

    def _tell_way_back(self, closed: ClosedDay) -> None:
        """Ctrl+Z: a signed tally is never taken back; the next revision stands beside it."""
        text = tr(
            "Sửa hồ sơ sai, rồi chốt lại (F9): thành bản {revision}, các bản trước giữ nguyên.",
            revision=closed.revision + 1,
        )
        title = tr("Bảng kê đã ký nên không lấy lại được.")
        self._context.desktop.banner(BannerSpec(title, text, tone=Tone.INFO))

    def _on_close_failed(self, error: Exception) -> None:
        self._show(replace(self.state, busy=False, failure=explain(error)))

    def _on_changed(self, changes: ChangeSet, by: object) -> None:
        if by is not self and changes.kinds & {Kind.DOSSIER, Kind.OFFICE}:
            self.load()

    def _show(self, state: ClosingState) -> None:
        self.state = state
        self.state_changed.emit(state)
