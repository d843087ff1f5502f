"""The closing screen plugged into the window, with its one confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QPushButton, QVBoxLayout, QWidget

from ui import format as say
from ui.closing import model, words
from ui.closing.model import ClosingState, Phase
from ui.closing.pieces import CASH, DRAFTS, PRINTS
from ui.closing.presenter import ClosingPresenter
from ui.closing.view import ClosingView
from ui.i18n import tr
from ui.keys import bind
from ui.shell.screen import PARKED, BannerSpec, ScreenContext, ScreenPage
from ui.tokens import Tone
from ui.widgets.boxes import dress

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from ui.tokens import LayoutKind


class ClosingPage(ScreenPage):
    """Chốt ngày. F9 asks once, because a signed tally is never taken back; a repeat prints again."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("closing")
        self._context = context
        self._question: QMessageBox | None = None
        self._answers: tuple[QPushButton, QPushButton]  # yes and no of the question
        self._settle = False
        office = context.services.office()
        place = " · ".join((tr("Quầy {number}", number=office.counter), office.name))
        self.presenter = ClosingPresenter(context, self)
        self.view = ClosingView(context.keys, place, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.presenter.state_changed.connect(self._show)
        self.view.commit_asked.connect(self.commit)
        self.view.print_asked.connect(self.presenter.print_tally)
        self.view.day_asked.connect(self.presenter.move)
        self.view.retry_asked.connect(self.presenter.load)
        self.view.code_asked.connect(self._open_point)
        self.view.missed_asked.connect(self.presenter.to_missed)
        self.view.reopen_asked.connect(self.ask_reopening)
        self.view.sending_asked.connect(context.desktop.sending_asked)
        self.view.typed.connect(lambda field, text: self.presenter.type(**{field: text}))
        bind(self, "closing.commit", self.commit, keys=context.keys, window=True)
        bind(self, "closing.previous", lambda: self.presenter.move(-1), keys=context.keys, window=True)
        bind(self, "closing.next", lambda: self.presenter.move(1), keys=context.keys, window=True)
        bind(self, "closing.missed", self.presenter.to_missed, keys=context.keys, window=True)
        bind(self, "closing.reopen", self.ask_reopening, keys=context.keys, window=True)
        self.view.show_state(self.presenter.state)

    def _open_point(self, code: str) -> None:
        """Open what is behind a point: a dossier, the cash to count, what was never saved or printed."""
        if code == CASH:
            self.view.money.counted.setFocus()
        elif code == DRAFTS:
            self._context.desktop.go("reception", PARKED)
        elif code == PRINTS:
            self._context.desktop.prints_asked.emit()
        else:
            self._context.desktop.go("dossier", code)

    def shown(self) -> None:
        """Read the day; the focus goes to its table once there are rows."""
        self._settle = True
        if self.view.money.counted.isVisible():
            self.view.money.counted.setFocus()  # an amount typed at once is no search
        self.presenter.start()

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Printing and opening again only where a day is signed, and then no closing; days where they are."""
        state = self.presenter.state
        signed = state.phase is Phase.CLOSED
        idle = {
            "closing.reopen": not signed or state.asking, "closing.print": not signed,
            "closing.commit": signed, "closing.next": not state.has_next,
            "closing.missed": not words.missed_words(state)[0],
            "closing.rows": state.sheet is None or not state.sheet.rows,
        }  # fmt: skip
        return tuple(key for key in usual if not idle.get(key))

    def _show(self, state: ClosingState) -> None:
        self.view.show_state(state)
        self._context.desktop.keys_changed.emit()
        if self._question is not None and not state.busy:
            self._say_question(self._question, state)
        if self._settle and state.sheet is not None and not state.busy:
            self._settle = False
            self._start(state).setFocus()

    def _start(self, state: ClosingState) -> QWidget:
        """Where the work begins: the cash to be counted, else the figures, else the button."""
        sheet, view = state.sheet, self.view
        if sheet is not None and state.counts and sheet.cash_expected and sheet.counted is None:
            return view.money.counted
        return view.table if sheet is not None and sheet.rows else view.commit

    def ask_reopening(self) -> None:
        """F7: a closed day is opened again with a reason; the focus stands where it is typed."""
        if self.presenter.ask_reopening():
            self.view.reason.setFocus()

    def back(self) -> bool:
        """Esc: leave off opening the day again."""
        return self.presenter.ask_reopening(on=False)

    def commit(self) -> None:
        """F9: ask once, then close and print; print again where nothing changed."""
        state = self.presenter.state
        if not state.can_commit or self._question is not None:
            return
        missing = model.gap(state)
        if missing is not None:
            self.presenter.lack(missing)
            self.view.gap_widget(missing).setFocus()
            return
        if state.phase is Phase.CLOSED:
            (self.presenter.reopen if state.asking else self.presenter.commit)()
            return
        self._ask(state)

    def _ask(self, state: ClosingState) -> None:
        question = QMessageBox(self)
        question.setObjectName("closing_question")
        question.setIcon(QMessageBox.Icon.NoIcon)
        question.setWindowTitle(tr("Chốt ngày"))
        question.setText(tr("Chốt {date}?", date=say.long_date(state.day)))
        yes = question.addButton("", QMessageBox.ButtonRole.AcceptRole)
        no = question.addButton(tr("Để sau (Esc)"), QMessageBox.ButtonRole.RejectRole)
        self._answers = yes, no
        self._say_question(question, state)
        question.setEscapeButton(no)
        question.accepted.connect(self.presenter.commit)
        question.finished.connect(self._forget_question)
        self._question = question
        dress(question)
        question.open()
        self.presenter.load()  # the printer may have given out what it owed: read anew at this moment

    def _say_question(self, question: QMessageBox, state: ClosingState) -> None:
        """What is asked; Enter by habit must not sign what may be the wrong day."""
        yes, no = self._answers
        doubtful = bool(words.clock_words(state))
        question.setInformativeText(words.question_words(state))
        yes.setText(tr("Vẫn chốt ngày này") if doubtful else tr("Chốt ngày (Enter)"))
        wanted = no if doubtful else yes
        if question.defaultButton() is not wanted:
            question.setDefaultButton(wanted)
            if question.isVisible():
                wanted.setFocus()  # the first answer has the focus, and Enter takes what has it

    def _forget_question(self) -> None:
        if self._question is not None:
            self._question.deleteLater()
            self._question = None

    def hideEvent(self, event: QHideEvent) -> None:
        """A scan led elsewhere: the question goes unanswered, nothing is closed."""
        self.dismiss_question()
        super().hideEvent(event)

    def dismiss_question(self) -> None:
        """Leave the question unanswered: nothing is closed."""
        if self._question is not None:
            self._question.reject()

    def print_current(self) -> bool:
        """Ctrl+P: the tally as signed; before that, say why there is none."""
        sheet = self.presenter.state.sheet
        if sheet is None or sheet.closed is None:
            title = tr("Chốt ngày trước, rồi in bảng kê.")
            text = tr("Bảng kê chỉ in sau khi ký; số liệu trên màn hình chưa ký.")
            self._context.desktop.banner(BannerSpec(title, text, tone=Tone.INFO))
            return False
        self.presenter.print_tally()
        return True

    def lay_out(self, kind: LayoutKind) -> None:
        """Pass the room on to the view."""
        self.view.lay_out(kind)

    def panes(self) -> tuple[QWidget, ...]:
        """Table, what is to be typed, then the commit button."""
        state, view = self.presenter.state, self.view
        typed: list[QWidget] = [view.money.counted] if state.counts else []
        typed += [view.reason] if state.wants_reason else []
        return (view.table, *typed, view.commit)


class ClosingScreen:
    """Builds the closing screen."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return ClosingPage(context)
