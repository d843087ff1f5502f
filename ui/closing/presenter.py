"""Reads a day, closes it once, prints its tally; every step off the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui import format as say
from ui.changes import ChangeSet, Kind
from ui.closing import model
from ui.closing.model import ClosingState, Phase
from ui.failures import explain
from ui.i18n import tr
from ui.shell.screen import BannerSpec, ScreenContext, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows import ClosedDay, DaySheet, Reopened
    from desk.sending.rows import SendRow
    from ui.services import Services


def read_day(services: Services, day: date) -> tuple[DaySheet, tuple[SendRow, ...]]:
    """A day's sheet, and how its tally stands with whoever collects it (desk pool)."""
    return services.day_sheet(day), services.sending.day(day)


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
            read_day,
            self._context.services,
            day,
            owner=self,
            done=lambda found: self._on_loaded(number, *found),
            failed=lambda error: self._on_failed(number, error),
        )

    def hold(self, state: ClosingState) -> None:
        """Take a state as it is; what is being read for another one is not waited for."""
        self._newest += 1
        self._show(state)

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

    def to_missed(self) -> None:
        """Look at the earliest day that nobody closed."""
        missed = self.state.missed
        if missed is not None:
            self.move((missed.date - self.state.day).days)

    # ---- saying ---------------------------------------------------------------------------------

    def type(self, **values: str) -> None:
        """Take what was typed: `cash`, `cash_reason`, `reason`."""
        made = replace(self.state, **values)  # type: ignore[arg-type]
        if made.lacking is not None and model.gap(made) != made.lacking:
            made = replace(made, lacking=None)  # it is there now: the sentence would only mislead
        if made != self.state and not self.state.busy:
            self._show(made)

    def lack(self, what: model.Gap) -> None:
        """Say what F9 was pressed without."""
        self._show(replace(self.state, lacking=what))

    def ask_reopening(self, *, on: bool = True) -> bool:
        """Begin or leave off asking why a closed day is opened again; False where there is nothing to ask."""
        state = self.state
        if state.phase is not Phase.CLOSED or state.busy or state.asking == on:
            return False
        self._show(replace(state, asking=on, lacking=None))
        return True

    def reopen(self) -> None:
        """Open the closed day again, with the reason typed."""
        if self.state.busy or model.gap(self.state) is not None:
            return
        self._show(replace(self.state, busy=True, failure="", lacking=None))
        self._context.runner.submit(
            "desk",
            self._context.services.reopen_day,
            self.state.day,
            self.state.reason.strip(),
            owner=self,
            done=self._on_reopened,
            failed=self._on_close_failed,
        )

    def _on_reopened(self, opened: Reopened) -> None:
        sheet = self.state.sheet
        if sheet is not None:
            sheet = replace(sheet, reopened=opened, reopenings=(*sheet.reopenings, opened))
            self._show(replace(model.taken(self.state, sheet), busy=False, asking=False, reason=""))
        self._context.changes.tell(Kind.DAY, by=self)
        self._context.desktop.kept(self._context.services.now())
        self._context.desktop.toast(
            ToastSpec(
                tr("Đã mở lại {date}", date=say.long_date(self.state.day)),
                tr("Bản {revision} đã ký vẫn giữ nguyên", revision=opened.revision),
            )
        )

    def commit(self) -> None:
        """Close the day and print its tally; print again where it is closed and unchanged."""
        if not self.state.can_commit or model.gap(self.state) is not None:
            return
        if self.state.phase is Phase.CLOSED:
            self.print_tally()
            return
        said = model.said(self.state)
        self._show(replace(self.state, busy=True, failure="", lacking=None))
        self._context.runner.submit(
            "desk",
            self._context.services.close_day,
            self.state.day,
            said,
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
            done=lambda pdf: self._context.desktop.print_pdf(pdf, title, form="bang_ke_ngay"),
            failed=lambda error: self._show(replace(self.state, failure=explain(error))),
        )

    def _on_loaded(self, number: int, sheet: DaySheet, sending: tuple[SendRow, ...]) -> None:
        if number == self._newest:
            self._show(replace(model.taken(self.state, sheet), sending=sending))

    def _on_sending(self, day: date, sending: tuple[SendRow, ...]) -> None:
        if day == self.state.day:
            self._show(replace(self.state, sending=sending))

    def _on_failed(self, number: int, error: Exception) -> None:
        if number == self._newest:
            phase = self.state.phase if self.state.sheet is not None else Phase.FAILED
            self._show(replace(self.state, phase=phase, failure=explain(error)))

    def _on_closed(self, closed: ClosedDay) -> None:
        sheet = self.state.sheet
        if sheet is not None:
            points = self.state.points  # with the cash that was closed with: read anew a moment later
            sheet = replace(sheet, closed=closed, changed_since=False, reopened=None, points=points)
        self._show(replace(self.state, sheet=sheet, phase=Phase.CLOSED, busy=False, reason="", cash=""))
        self._context.changes.tell(Kind.DAY, by=self)
        self._context.desktop.kept(self._context.services.now())
        told = {"revision": closed.revision, "hash": closed.sha256[:8]}
        if closed.repeated:
            words = tr("Số liệu không đổi, vẫn là bản {revision}, mã {hash}", **told)
        else:
            words = tr("Bảng kê bản {revision} đã ký, mã {hash}", **told)
        self._context.desktop.toast(
            ToastSpec(
                tr("Đã chốt {date}", date=say.long_date(closed.date)),
                words,
                (
                    ToastAction(tr("Sửa số liệu"), "undo", partial(self._tell_way_back, closed)),
                    ToastAction(tr("In lại"), "print", self.print_tally),
                ),
            )
        )
        self.print_tally()
        self.load()

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
        elif Kind.SENDING in changes.kinds and self.state.sheet is not None:
            services, day = self._context.services, self.state.day
            self._context.runner.submit(
                "desk", lambda: services.sending.day(day), owner=self,
                done=lambda rows: self._on_sending(day, rows), failed=lambda _error: None,
            )  # fmt: skip

    def _show(self, state: ClosingState) -> None:
        self.state = state
        self.state_changed.emit(state)
