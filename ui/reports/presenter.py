"""Counts, writes and draws reports beside the record's one writer, off the GUI thread; all can be stopped."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal

from desk.errors import InputError
from desk.paper.telling import telling
from ui.changes import ChangeSet, Kind
from ui.failures import explain
from ui.i18n import tr
from ui.reports import model
from ui.reports.model import Job, ReportsState, Span
from ui.reports.words import title_of
from ui.tasks import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desk.paper.binding import Written
    from desk.rows.reports import ReportCard, ReportLook
    from ui.shell.screen import ScreenContext
    from ui.tasks import Task, Token

REST = 250  # milliseconds the choice rests before it is counted: arrows run down the list
WHOLE = 100


class ReportsPresenter(QObject):
    """The reports screen's state. GUI thread only.

    Reading never blocks a reception: the work runs on the pool `cpu`, only the newest question is answered.
    Signals: `state_changed(ReportsState)`, `saved(path)` once a file is there.
    """

    state_changed = Signal(object)
    saved = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._looking: Task | None = None
        self._making: Task | None = None
        self._stale = True
        self._reworded = False  # an office may add a report, or give one up
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look)
        today = context.services.now().date()
        first, last = model.days_of(Span.MONTH, today)
        self.state = ReportsState(first, last, today, folder=usual_folder())
        context.changes.changed.connect(self._on_changed)

    # ---- choosing -------------------------------------------------------------------------------

    def start(self) -> None:
        """Read which reports there are; count anew where something changed or another day began."""
        today = self._context.services.now().date()
        if today != self.state.today:
            span, self._stale = self.state.span, True
            days = (
                model.days_of(span, today) if span is not Span.FREE else (self.state.first, self.state.last)
            )
            self._show(replace(self.state, today=today, first=days[0], last=days[1]))
        if not self.state.cards or self._reworded:
            self._reworded = False
            self._context.runner.submit(
                "cpu", self._context.services.reports.cards, owner=self,
                done=self._on_cards, failed=self._on_unread,
            )  # fmt: skip
        elif self._stale:
            self.look()

    def choose(self, name: str) -> None:
        """Another report."""
        if name and name != self.state.chosen and not self.state.job:
            self._ask_anew(model.chosen(self.state, name))

    def choose_span(self, span: str) -> None:
        """A preset; `FREE` leaves the days as they are, to be typed over."""
        if Span(span) is not Span.FREE:
            self._period(*model.days_of(Span(span), self.state.today))

    def move(self, by: int) -> None:
        """The period before or after."""
        self._period(*model.moved(self.state, by))

    def type_days(self, first: str, last: str) -> None:
        """Days as typed; until both can be read nothing is counted."""
        days = model.day_typed(first), model.day_typed(last)
        if days[0] is None or days[1] is None or days[1] < days[0]:
            self._stop_looking()
            self._show(replace(self.state, typed=(first, last), looking=False, saved=None))
        elif days != (self.state.first, self.state.last) or self.state.typed is not None:
            self._period(days[0], days[1])

    def choose_kind(self, kind: str) -> None:
        """Another kind of file."""
        card = self.state.card
        if card is not None and kind in card.kinds and not self.state.job:
            self._show(self._named(replace(self.state, kind=kind, failure="", saved=None, stopped=False)))

    def turn(self, by: int = 1) -> None:
        """The next table of the report."""
        tables = self.state.look.tables if self.state.look is not None else ()
        if len(tables) > 1:
            self.show_table((self.state.table + by) % len(tables))

    def show_table(self, at: int) -> None:
        """One table of the report."""
        self._show(replace(self.state, table=at))

    def _period(self, first: date, last: date) -> None:
        if not self.state.job:
            kept = replace(
                self.state, first=first, last=last, typed=None, failure="", saved=None, stopped=False
            )
            self._ask_anew(kept)

    def _ask_anew(self, state: ReportsState) -> None:
        """Numbers of something else are none: they go at once, the new ones come when the choice rests."""
        self._stop_looking()
        self._show(self._named(replace(state, look=None, looking=True, looked=0, unread="")))
        self._rest.start()

    # ---- looking --------------------------------------------------------------------------------

    def look(self) -> None:
        """Count the report that is chosen."""
        self._rest.stop()
        self._stop_looking()
        state = self.state
        if not state.chosen or state.typed is not None:
            return
        self._stale = False
        self._show(replace(state, looking=True, looked=0, unread=""))
        doors = self._context.services.reports
        work = partial(_stoppable, doors.look, state.chosen, state.first, state.last)
        task = self._context.runner.submit(
            "cpu", work, owner=self, done=self._on_look, failed=self._on_unread, with_token=True
        )
        if self.state.looking:  # an inline runner has answered by now
            self._looking = task
            task.progressed.connect(lambda at, _of: self._show(replace(self.state, looked=at)))

    def _stop_looking(self) -> None:
        self._rest.stop()
        if self._looking is not None:
            self._looking.blockSignals(True)
            self._looking.cancel()
            self._looking = None

    def _on_cards(self, cards: tuple[ReportCard, ...]) -> None:
        if cards:
            names = [one.name for one in cards]
            name = self.state.chosen if self.state.chosen in names else names[0]
            self._show(self._named(model.chosen(replace(self.state, cards=cards), name)))
            self.look()

    def _on_look(self, found: ReportLook) -> None:
        self._looking = None
        self._show(replace(self.state, look=found, looking=False, looked=WHOLE, unread=""))

    def _on_unread(self, error: Exception) -> None:
        self._looking, self._stale = None, True
        self._show(replace(self.state, look=None, looking=False, unread=explain(error)))

    # ---- making ---------------------------------------------------------------------------------

    def save(self, path: Path | None = None) -> None:
        """Write the file where F9 says, or at a path somebody chose and agreed to replace."""
        state = self.state
        if not state.ready:
            return
        target = path or model.free_name(state.folder or usual_folder(), model.file_name(state))
        doors = self._context.services.reports
        work = partial(_stoppable, doors.write, state.chosen, state.first, state.last, target)
        self._make(Job.SAVE, work, self._on_written)

    def print_it(self) -> None:
        """Draw the report and send it to the printer."""
        state = self.state
        if state.ready and state.card is not None:
            doors = self._context.services.reports
            work = partial(_stoppable, doors.pdf, state.chosen, state.first, state.last)
            title, form = (
                f"{title_of(state.card)} {model.period_name(state.first, state.last)}",
                state.card.form,
            )
            self._make(Job.PRINT, work, lambda pdf: self._on_drawn(pdf, title, form))

    def stop(self) -> bool:
        """Esc: end what is being made, else the counting; tells whether anything was."""
        if self._making is not None:
            self._making.cancel()
            return True
        if self._looking is not None:
            self._stop_looking()
            self._stale = True
            self._show(replace(self.state, looking=False, unread=tr("Đã dừng. Chưa có số liệu của kỳ này.")))
            return True
        return False

    def _make(self, job: Job, work: Callable[..., Any], done: Callable[[Any], None]) -> None:
        self._stop_looking()
        self._show(replace(self.state, job=job, done=0, failure="", saved=None, stopped=False, looking=False))
        task = self._context.runner.submit(
            "cpu", work, owner=self, done=done, failed=self._on_failed, with_token=True
        )
        if self.state.job:
            self._making = task
            task.progressed.connect(lambda at, _of: self._show(replace(self.state, done=at)))
            task.cancelled.connect(self._on_stopped)

    def _on_written(self, written: Written) -> None:
        self._making = None
        saved = replace(self.state, job=Job.NONE, saved=written.file, folder=written.file.parent)
        self._show(self._named(saved))
        self._context.desktop.kept(self._context.services.now())
        self.saved.emit(written.file)
        self._look_if_lacking()

    def _on_drawn(self, pdf: bytes, title: str, form: str) -> None:
        self._making = None
        self._show(replace(self.state, job=Job.NONE))
        self._context.desktop.print_pdf(pdf, title, form=form)
        self._look_if_lacking()

    def _on_failed(self, error: Exception) -> None:
        self._making = None
        self._show(replace(self.state, job=Job.NONE, failure=explain(error)))
        self._look_if_lacking()

    def _on_stopped(self) -> None:
        self._making = None
        self._show(replace(self.state, job=Job.NONE, stopped=True))
        self._look_if_lacking()

    def _look_if_lacking(self) -> None:
        if self.state.look is None:
            self.look()

    def _on_changed(self, changes: ChangeSet, by: object) -> None:
        del by
        if changes.kinds & {Kind.DOSSIER, Kind.OFFICE, Kind.WORDS, Kind.RULES, Kind.CALENDAR}:
            self._stale = True
        if Kind.WORDS in changes.kinds:
            self._reworded = True

    def _named(self, state: ReportsState) -> ReportsState:
        folder = state.folder or usual_folder()
        name = model.free_name(folder, model.file_name(state)).name if state.chosen else ""
        return replace(state, named=name)

    def _show(self, state: ReportsState) -> None:
        self.state = state
        self.state_changed.emit(state)


def usual_folder() -> Path:
    """Where reports go until another place is chosen: a folder of their own among this person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / tr("Báo cáo một cửa")


def _stoppable(work: Callable[..., Any], *args: object) -> Any:  # noqa: ANN401 - the door's own answer
    """Do the work of a door, telling the token its hundredths; stopped is not failed."""
    *given, last = args
    token: Token = last  # type: ignore[assignment]
    tell = telling(lambda at: token.report(at, WHOLE), lambda: token.cancelled)
    try:
        return work(*given, tell=tell)
    except InputError as failure:
        if failure.code == "report.cancelled":
            raise CancelledError from failure
        raise
