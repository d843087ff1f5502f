"""The citizen's rating: five faces, one choice, none by default."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_FIELD, Role
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

FACES = ("angry", "frown", "meh", "smile", "laugh")


class _Face(QAbstractButton):
    """One score."""

    def __init__(self, score: int, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._score = score
        self.setCheckable(True)
        self.setAccessibleName(f"{score}: {said}")
        self.setToolTip(said)
        self.setObjectName(f"rating.{score}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A box for the face."""
        return QSize(math.ceil(current().px(46)), math.ceil(current().px(52)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the face."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        line = theme.colour("primary" if on else "border")
        box(
            painter,
            rect,
            RADIUS_FIELD,
            fill=theme.colour("primary_tint" if on else "surface"),
            line=line,
        )
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_FIELD)
            if on:  # its own edge has the ring's colour: where the keys go is marked twice
                box(
                    painter, rect.adjusted(4, 4, -4, -4), RADIUS_FIELD - 2, line=theme.colour("ring"), width=2
                )
        ink = theme.colour("primary" if on else "text2")
        draw_text(
            painter,
            QRectF(theme.px(9), theme.px(3), theme.px(16), theme.px(16)),
            str(self._score),
            Role.KEY,
            ink,
        )
        side = theme.px(25)
        draw_icon(
            painter,
            FACES[self._score - 1],
            rect.center().x() - side / 2,
            rect.center().y() - side / 2,
            side,
            ink,
        )
        painter.end()


class RatingRow(QWidget):
    """Five faces. Signal `rated(score)` with 1–5, or 0 when the choice is taken back.

    Digits 1–5 rate only while a face has the focus.
    """

    rated = Signal(int)

    def __init__(self, words: Sequence[str], *, name: str = "rating", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._score = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        self._faces = [_Face(at + 1, words[at], self) for at in range(5)]
        for face in self._faces:
            face.clicked.connect(lambda _=False, one=face: self._press(self._faces.index(one) + 1))
            row.addWidget(face)
        self.setFocusProxy(self._faces[0])

    @property
    def score(self) -> int:
        """The score, 0 when none."""
        return self._score

    def set_score(self, score: int) -> None:
        """Show a score without telling anyone; a focus among the faces goes with it."""
        self._score = score
        for at, face in enumerate(self._faces):
            face.setChecked(at + 1 == score)
        if score and any(face.hasFocus() for face in self._faces):
            self._faces[score - 1].setFocus()

    def _press(self, score: int) -> None:
        self.set_score(0 if score == self._score else score)
        self.rated.emit(self._score)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits rate; arrows walk the faces."""
        if event.text() in {"1", "2", "3", "4", "5"}:
            self._press(int(event.text()))
            return
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        focus = self.focusWidget()
        if step is not None and isinstance(focus, _Face):
            self._faces[(self._faces.index(focus) + step) % 5].setFocus()
            return
        super().keyPressEvent(event)
