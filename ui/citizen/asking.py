"""Where the citizen does something: signs with a finger or a pen, and rates from one to five."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.citizen import words
from ui.citizen.big import Big, BigButton, Pair, step
from ui.citizen.views import MIDDLE, View
from ui.citizen.words import both
from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_CARD
from ui.widgets.paint import box, painter_for
from ui.widgets.rating import FACES
from ui.widgets.signature import SignaturePad, Strokes
from ui.widgets.text import cap_height, draw_line, line_height, text_width, wrap

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.citizen.faces import Sign


class SignView(View):
    """Mời ký. Signal `signed(Strokes)` after each stroke and when it was wiped."""

    signed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sign", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.head = Pair(76, align=MIDDLE, name="citizen.sign.head", parent=self)
        self.where = Pair(44, weight=500, align=MIDDLE, wraps=True, name="citizen.sign.where", parent=self)
        self.pad = SignaturePad(both("Mời ký").vi, name="citizen.pad", parent=self)
        self.pad.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.pad.changed.connect(self._tell)
        self.again = BigButton(name="citizen.sign.again", icon="eraser", parent=self)
        self.again.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.again.touched.connect(self.pad.clear)
        low = QHBoxLayout()
        self.told = Pair(34, weight=500, name="citizen.sign.told", parent=self)
        low.addWidget(self.told, 1)
        low.addWidget(self.again)
        self._above, self._below = QWidget(self), QWidget(self)  # keep the words in the middle without a pad
        column.addWidget(self._above, 2)
        column.addWidget(self.head)
        column.addWidget(self.where)
        column.addWidget(self.pad, 1)
        column.addLayout(low)
        column.addWidget(self._below, 3)

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        super().fit(unit)
        self.again.fit(unit)
        self.pad.make_large(step(30, unit), 5.0 * unit)

    def show_face(self, face: Sign, *, here: bool) -> None:
        """Invite to sign: `here` where this monitor can be touched."""
        on_pad = here and not face.on_paper
        self.head.say(both("Mời ký nhận"), self.mode)
        self.pad.setVisible(on_pad)
        for room in (self._above, self._below):
            room.setVisible(not on_pad)
        self.pad.set_caption(face.name)
        self.again.say(both("Ký lại"), self.mode)
        self.where.setVisible(not on_pad)
        place = both("Ký vào sổ trả kết quả trên bàn") if face.on_paper else both("Ký lên bảng ký trên bàn")
        self.where.say(place, self.mode)
        self._say_state()

    def wipe(self) -> None:
        """Take the strokes away without telling anyone: the clerk moved on, or wiped them."""
        self.pad.blockSignals(True)
        self.pad.clear()
        self.pad.blockSignals(False)
        self._say_state()

    def _tell(self) -> None:
        self._say_state()
        self.signed.emit(self.pad.strokes())

    def _say_state(self) -> None:
        if self.pad.isHidden():
            self.told.hide()
            self.again.hide()
            return
        self.told.show()
        self.again.setVisible(self.pad.signed)
        if not self.pad.signed:
            self.told.say(both("Ký bằng ngón tay, bút hoặc chuột"), self.mode)
        elif self.pad.enough:
            self.told.say(both("Ký xong, mời chờ cán bộ xác nhận"), self.mode)
        else:
            self.told.say(both("Nét ký nhỏ quá, mời ký lại to hơn"), self.mode)


class RateView(View):
    """Mời đánh giá. Signal `rated(score)`, once."""

    rated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rate", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(30)
        self.head = Pair(64, align=MIDDLE, wraps=True, parent=self)
        row = QHBoxLayout()
        row.setSpacing(28)
        self.faces = [_Face(score, self) for score in range(1, 6)]
        for face in self.faces:
            face.clicked.connect(partial(self._press, face.score))
            row.addWidget(face)
        self.hint = Pair(32, weight=400, align=MIDDLE, parent=self)
        column.addStretch(2)
        column.addWidget(self.head)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addStretch(3)
        self._done = False

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        super().fit(unit)
        for face in self.faces:
            face.fit(unit)

    def ask(self, *, keypad: bool) -> None:
        """Ask anew; nothing is chosen beforehand."""
        self._done = False
        self.head.say(both("Ông/bà có hài lòng với việc phục vụ hôm nay?"), self.mode)
        for face, said in zip(self.faces, words.scores(), strict=True):
            face.say(said, self.mode)
        hint = both("Chạm vào một ô, hoặc bấm phím 1 đến 5") if keypad else both("Chạm vào một ô")
        self.hint.say(hint, self.mode)

    def take(self, score: int) -> None:
        """A key of the citizen's own number pad."""
        self._press(score)

    def _press(self, score: int) -> None:
        if not self._done:
            self._done = True
            self.rated.emit(score)


class _Face(QAbstractButton):
    """One score: the number, a face and its words; never a colour alone."""

    def __init__(self, score: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.score = score
        self.setObjectName(f"citizen.rate.{score}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._unit = 1.0
        self._second = ""

    def say(self, said: words.Both, mode: str) -> None:
        """What it means."""
        self.setText(said.en if mode == "en" else said.vi)
        self._second = said.en if mode == "vi_en" else ""
        self.setAccessibleName(f"{self.score}: {self.text()}")

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        self._unit = unit
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As large as a hand's width allows."""
        return QSize(round(320 * self._unit), round(430 * self._unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw number, face and words from the top."""
        del event
        theme, unit = current(), self._unit
        painter = painter_for(self)
        rect = QRectF(self.rect())
        down = self.isDown()
        fill, line = ("primary_tint", "primary") if down else ("surface", "border")
        box(painter, rect, RADIUS_CARD, fill=theme.colour(fill), line=theme.colour(line), width=2)
        number = step(46, unit, weight=700, code=True)
        draw_line(
            painter, 24 * unit, round(24 * unit + cap_height(number)), str(self.score), number,
            theme.colour("text2"),
        )  # fmt: skip
        side = 170 * unit
        draw_icon(
            painter, FACES[self.score - 1], rect.center().x() - side / 2, 62 * unit, side,
            theme.colour("primary"),
        )  # fmt: skip
        y = 252 * unit
        for text, kind, ink in (
            (self.text(), step(34, unit, weight=600), theme.colour("text")),
            (self._second, step(26, unit), theme.colour("text2")),
        ):
            for one in wrap(text, kind, rect.width() - 20 * unit, most=2) if text else ():
                tall = line_height(kind)
                left = (rect.width() - text_width(one, kind)) / 2
                draw_line(painter, left, round(y + tall / 2 + cap_height(kind) / 2), one, kind, ink)
                y += tall
        painter.end()


__all__ = ["Big", "RateView", "SignView", "Strokes"]
