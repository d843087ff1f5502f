"""Lấy số: a window for the citizen's finger, one button for each kind of service, over a whole monitor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.citizen.big import Big, BigButton, Pair, unit_for
from ui.citizen.views import MIDDLE
from ui.citizen.words import Both, both
from ui.citizen.words import training as marked
from ui.theme import current
from ui.tokens import Tone
from ui.widgets.clearing import empty

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desk.queue.rows import Issued, QueueBoard, QueueKind
    from ui.queue.control import QueueControl

SHOWN_MS = 7_000
TWO_COLUMNS = 4  # from so many kinds on


class Kiosk(QWidget):
    """Touch a kind, take the slip. GUI thread only. It takes no key; a finger that rests gives one number.

    Signal `closed()` when it was closed from outside, e.g. by the window manager.
    """

    closed = Signal()

    def __init__(
        self, control: QueueControl, *, mode: str = "vi_en", framed: bool = False, training: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        if not framed:
            kind = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
            self.setWindowFlags(kind | Qt.WindowType.WindowDoesNotAcceptFocus)
        self._control, self._mode = control, mode
        self._asked = False
        self._kinds: tuple[QueueKind, ...] = ()
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.timeout.connect(self._ask)
        self._build(training=training)
        control.changed.connect(self._on_changed)
        control.issued.connect(self._on_issued)
        if control.board is not None:
            self._on_changed(control.board)

    def _build(self, *, training: bool) -> None:
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._column = column
        self.head = Pair(64, align=MIDDLE, parent=self)
        self.training = Big(30, weight=600, tone=Tone.INFO, align=MIDDLE, name="kiosk.training", parent=self)
        self.training.setText(marked(self._mode))
        self.training.setVisible(training)
        column.addWidget(self.training)
        column.addWidget(self.head)
        self.stack = QStackedWidget(self)
        self.choice = QWidget(self)
        self._grid = QGridLayout(self.choice)
        self.taken = QWidget(self)
        told = QVBoxLayout(self.taken)
        self.number = Big(280, weight=700, code=True, align=MIDDLE, name="kiosk.number", parent=self.taken)
        self.ahead = Pair(56, align=MIDDLE, parent=self.taken)
        self.take = Pair(40, weight=400, tone=Tone.MUTED, align=MIDDLE, parent=self.taken)
        told.addStretch(2)
        for widget in (self.number, self.ahead, self.take):
            told.addWidget(widget)
        told.addStretch(3)
        self.stack.addWidget(self.choice)
        self.stack.addWidget(self.taken)
        column.addWidget(self.stack, 1)
        self.buttons: list[BigButton] = []
        self._ask()

    def _ask(self) -> None:
        self._asked = False
        self.head.say(both("Mời chọn việc cần làm"), self._mode)
        self.stack.setCurrentWidget(self.choice)

    def _on_changed(self, board: QueueBoard) -> None:
        if board.on and tuple((one.code, one.name, one.name_en) for one in board.kinds) != tuple(
            (one.code, one.name, one.name_en) for one in self._kinds
        ):
            self._kinds = board.kinds
            self._make_buttons()

    def _make_buttons(self) -> None:
        empty(self._grid)
        self.buttons = []
        across = 2 if len(self._kinds) >= TWO_COLUMNS else 1
        for at, kind in enumerate(self._kinds):
            button = BigButton(name=f"kiosk.{at + 1}", icon="ticket", px=56, tall=190, parent=self.choice)
            button.say(Both(kind.name, kind.name_en), self._mode)
            button.touched.connect(partial(self._touch, kind.code))
            self._grid.addWidget(button, at // across, at % across)
            self.buttons.append(button)
        self._fit()

    def _touch(self, code: str) -> None:
        """One touch, one number: the buttons rest until the slip was shown."""
        if not self._asked:
            self._asked = True
            self._back.start(SHOWN_MS)  # also where nothing came back
            self._control.issue(code)

    def _on_issued(self, done: Issued) -> None:
        if not self._asked:
            return  # given out by the clerk
        self.head.say(both("Số của ông/bà"), self._mode)
        self.number.setText(done.ticket.label)
        first = both("Sắp đến lượt ông/bà")
        self.ahead.say(both("Trước đó còn {n} người", n=done.ahead) if done.ahead else first, self._mode)
        self.take.say(both("Mời lấy phiếu và chờ gọi số"), self._mode)
        self.stack.setCurrentWidget(self.taken)
        self._back.start(SHOWN_MS)

    # ---- Qt -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit every size to the monitor."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        unit = unit_for(self.width(), self.height())
        gap = round(64 * unit)
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(gap)
        self._grid.setSpacing(round(36 * unit))
        for label in self.findChildren(Big):
            label.fit(unit)
        for button in self.buttons:
            button.fit(unit)
        for button in self.buttons:
            button.begin_with(self.buttons)

    def closeEvent(self, event: object) -> None:
        """Tell that it is gone."""
        del event
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("bg"))
        painter.end()
