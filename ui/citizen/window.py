"""The citizen's window: a whole monitor of its own, which never takes the keys from the clerk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.citizen import words
from ui.citizen.asking import RateView, SignView
from ui.citizen.big import Big, unit_for
from ui.citizen.entering import EnteringView
from ui.citizen.faces import Entering, Fee, Rate, Sign, Thanks, Visit
from ui.citizen.paying import FeeView
from ui.citizen.views import ThanksView, View
from ui.citizen.visit import VisitView
from ui.citizen.waiting import WaitingView
from ui.theme import current
from ui.tokens import Tone
from ui.widgets.paint import hairline

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desk.office.citizen_screen import CitizenScreen
    from desk.queue.rows import QueueBoard
    from ui.citizen.faces import Face
    from ui.widgets.signature import Strokes

MARGIN = 56


class CitizenWindow(QWidget):
    """What stands before the citizen. GUI thread only.

    Guarantees: it accepts no keyboard focus and gives activation back where a window manager insists on
    it; a face that is gone leaves none of its words in any widget.
    Signals: `signed(Strokes)`, `rated(score)`.
    """

    signed = Signal(object)
    rated = Signal(int)

    def __init__(self, *, preview: bool = False) -> None:
        super().__init__()
        self.setObjectName("citizen")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        if not preview:
            kind = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
            self.setWindowFlags(kind | Qt.WindowType.WindowDoesNotAcceptFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._preview = preview
        self._face: Face | None = None
        self._board: QueueBoard | None = None
        self._office = ""
        self._fresh = False
        self._here = self._keypad = self._short = False
        self._clerk: QWidget | None = None
        self._build()
        self.show_face(None)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the monitor says how large it is
        self._column = column
        top = QHBoxLayout()
        self.office = Big(34, weight=600, name="citizen.office", parent=self)
        self.clock = Big(34, weight=600, code=True, tone=Tone.MUTED, name="citizen.clock", parent=self)
        self.training = Big(30, weight=600, tone=Tone.INFO, name="citizen.training", parent=self)
        self.training.hide()
        top.addWidget(self.office, 1)
        top.addWidget(self.training)
        top.addWidget(self.clock)
        column.addLayout(top)
        self.stack = QStackedWidget(self)
        self.waiting = WaitingView(self)
        self.entering = EnteringView(self)
        self.fee = FeeView(self)
        self.sign = SignView(self)
        self.rate = RateView(self)
        self.visit = VisitView(self)
        self.thanks = ThanksView(self)
        self.views: tuple[View, ...] = (
            self.waiting, self.entering, self.fee, self.sign, self.rate, self.visit, self.thanks,
        )  # fmt: skip
        for view in self.views:
            self.stack.addWidget(view)
        column.addWidget(self.stack, 1)
        self.sign.signed.connect(self.signed)
        self.rate.rated.connect(self.rated)

    # ---- what is shown --------------------------------------------------------------------------

    def dress(self, screen: CitizenScreen, *, office: str, here: bool, training: bool = False) -> None:
        """Take the settings: languages, whether it may be touched, the office's name and kind."""
        self.training.setText(words.training(screen.languages))
        self.training.setVisible(training)
        self._here, self._keypad, self._office = here, screen.keypad, office
        self._short = screen.short_name
        self.office.setText(office)
        for view in self.views:
            view.mode = screen.languages
        self.show_face(self._face, again=True)

    def show_face(self, face: Face | None, *, again: bool = False) -> None:
        """Show a face; None is the waiting screen."""
        if face != self._face and not isinstance(face, Sign):
            self.sign.wipe()
            self.sign.pad.set_caption("")
        self._face = face
        self._forget(face)
        if isinstance(face, Entering):
            self.entering.show_face(replace(face, name=self._name(face.name)))
        elif isinstance(face, Fee):
            self.fee.show_face(face)
        elif isinstance(face, Sign):
            self.sign.show_face(replace(face, name=self._name(face.name)), here=self._here)
        elif isinstance(face, Rate) and not (again and self.stack.currentWidget() is self.rate):
            self.rate.ask(keypad=self._keypad)
        elif isinstance(face, Visit):
            self.visit.show_face(face)
        elif isinstance(face, Thanks):
            self.thanks.show_face(face)
        elif face is None:
            self._show_board()
        self.stack.setCurrentWidget(self._view_of(face))

    def _name(self, name: str) -> str:
        """The whole name for the citizen to check, or only the family name where others read along."""
        return words.short_name(name) if self._short else name

    def _forget(self, face: Face | None) -> None:
        """Nothing of a person stays in a widget that is not shown."""
        if not isinstance(face, Entering):
            self.entering.show_face(Entering())
        if not isinstance(face, Visit):
            self.visit.show_face(Visit(()))

    def _view_of(self, face: Face | None) -> View:
        kinds: dict[type, View] = {
            Entering: self.entering, Fee: self.fee, Sign: self.sign, Rate: self.rate, Visit: self.visit,
            Thanks: self.thanks,
        }  # fmt: skip
        return self.waiting if face is None else kinds[type(face)]

    def show_board(self, board: QueueBoard | None, *, fresh: bool) -> None:
        """Take the queue's board; it is seen on the waiting screen."""
        self._board, self._fresh = board, fresh
        self._show_board()

    def _show_board(self) -> None:
        self.waiting.show_board(self._board, self._office, fresh=self._fresh)

    def show_time(self, now: datetime) -> None:
        """Show the time beside the office's name."""
        day = words.day(now)
        said = day.en if self.waiting.mode == "en" else day.vi
        self.clock.setText(f"{now:%H:%M} · {said}")

    def wipe(self) -> None:
        """The clerk took the signature away."""
        self.sign.wipe()

    def strokes(self) -> Strokes:
        """What is signed here now."""
        return self.sign.pad.strokes()

    # ---- being there, without being in the way --------------------------------------------------

    def serve(self, clerk: QWidget | None) -> None:
        """Whose window the keys belong to."""
        self._clerk = clerk

    def event(self, event: QEvent) -> bool:
        """Hand the activation back: keys are for the clerk."""
        if event.type() == QEvent.Type.WindowActivate and not self._preview and self._clerk is not None:
            clerk = self._clerk
            if clerk.isVisible() and QApplication.activeWindow() is not clerk:
                clerk.activateWindow()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit every size to the monitor."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fit every size to the monitor and the clerk's text size."""
        unit = unit_for(self.width(), self.height())
        gap = round(MARGIN * unit)
        self._column.setContentsMargins(gap, round(gap * 0.6), gap, gap)
        self._column.setSpacing(round(40 * unit))
        self.office.fit(unit)
        self.training.fit(unit)
        self.clock.fit(unit)
        for view in self.views:
            view.fit(unit)

    def changeEvent(self, event: QEvent) -> None:
        """The clerk chose another look or text size: this window follows in colours, not in size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "views"):
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line under the head."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("bg"))
        low = self.stack.geometry().top() - self._column.spacing() / 2
        hairline(painter, self.stack.x(), low, self.stack.geometry().right())
        painter.end()
