"""One paper of a checklist: ticked with Space, heard by screen readers as a check box."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.keys import in_force
from ui.theme import current
from ui.tokens import RADIUS_FIELD, RADIUS_TICK, Role
from ui.widgets.paint import ChipSpec, box, chip_width, draw_cap, draw_chip, focus_ring, hairline, painter_for
from ui.widgets.text import draw_text, line_height, text_width, wrap

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

NOTE_LEAST = 48  # px: with less room beside the end of a long name a note says nothing


NAME, MOST = 18, 3  # px of a further line of a name, and how many it may have


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """What a row shows: number, name, condition, count and kind of copies, the state's chip."""

    no: int
    name: str
    note: str = ""
    count: str = ""
    kind: str = ""
    chip: ChipSpec | None = None
    info: bool = False  # known from a national database: shown, never ticked
    cap: str = ""


def draw_tick(painter: QPainter, x: float, middle: float, *, on: bool) -> None:
    """Draw a check box of 19."""
    theme = current()
    side = theme.px(19)
    rect = QRectF(round(x), round(middle - side / 2), side, side)
    if on:
        box(painter, rect, RADIUS_TICK, fill=theme.colour("primary"))
        draw_icon(painter, "check", rect.left() + 2, rect.top() + 2, side - 4, theme.colour("on_primary"))
    else:
        box(painter, rect, RADIUS_TICK, fill=theme.colour("surface"), line=theme.colour("border"), width=1.5)


class PaperRow(QAbstractButton):
    """A checkable row of a checklist.

    Space ticks it. Signals beside `toggled(bool)`: `more(±1)` on + and −, `kind_asked()` on T,
    `keep_asked()` on G, `reuse_asked()` on U, `stepped(±1)` on the arrows, `entered()` when the focus
    arrives, `grown()` when a name that may grow needs more or fewer lines than before.
    """

    more = Signal(int)
    kind_asked = Signal()
    keep_asked = Signal()
    reuse_asked = Signal()
    stepped = Signal(int)
    entered = Signal()
    grown = Signal()

    def __init__(
        self,
        spec: PaperSpec,
        *,
        name: str,
        boxed: bool = False,
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._boxed, self._grows = boxed, grows
        self._lines = 1
        self._current = False
        self._dense = False
        self._acts = {
            "reception.kind": self.kind_asked,
            "reception.keep": self.keep_asked,
            "reception.reuse": self.reuse_asked,
        }
        self.setCheckable(not spec.info)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(spec)

    def set(self, spec: PaperSpec) -> None:
        """Show a paper's state."""
        self._spec = spec
        self.setText(spec.name)
        self.setAccessibleName(f"{spec.no}. {spec.name}")
        parts = [spec.note, f"{spec.count} {spec.kind}".strip(), spec.chip.text if spec.chip else ""]
        self.setAccessibleDescription(", ".join(part for part in parts if part))
        self.setToolTip("\n".join(part for part in (spec.name, spec.note) if part))
        self.update()

    @property
    def spec(self) -> PaperSpec:
        """What the row shows."""
        return self._spec

    def set_current(self, on: bool) -> None:
        """Mark the row that captured pages go to."""
        self._current = on
        self.update()

    def set_dense(self, on: bool) -> None:
        """Drop the second line (compact layout)."""
        self._dense = on
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines high, or one when dense; a long name may have a line more where there is room for it."""
        high = 40 if self._dense else 54 if self._boxed else 50
        high += NAME * max(0, self._lines - (2 if self._dense else 1))
        return QSize(300, math.ceil(current().px(high)))

    def minimumSizeHint(self) -> QSize:
        """The name may be shortened; it is whole in the tool tip."""
        return QSize(220, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the papers pane."""
        key, text, keys = event.key(), event.text(), in_force()
        asked = next((signal for name, signal in self._acts.items() if keys.pressed(event, name)), None)
        if asked is not None:
            asked.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif text in ("+", "="):
            self.more.emit(1)
        elif text == "-":
            self.more.emit(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Tell which paper is at work."""
        del event
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Repaint without the ring."""
        del event
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        if self._boxed:
            box(painter, rect, RADIUS_FIELD, fill=theme.colour("surface2"), line=theme.colour("hairline"))
        else:
            hairline(painter, rect.left() + 4, rect.bottom() - 1, rect.right() - 4)
        if self._current or self.hasFocus():
            box(painter, rect, RADIUS_FIELD, fill=theme.colour("primary_tint"))
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_FIELD)
        middle = rect.center().y()
        x = rect.left() + theme.px(11 if not self._boxed else 15)
        if self._spec.info:
            side = theme.px(18)
            draw_icon(painter, "database", x, middle - side / 2, side, theme.colour("info"))
        else:
            draw_tick(painter, x, middle, on=self.isChecked())
        x += theme.px(28)
        if not self._boxed:
            draw_text(
                painter,
                QRectF(x, middle - theme.px(10), theme.px(18), theme.px(20)),
                str(self._spec.no),
                Role.KEY,
                theme.colour("text3"),
            )
            x += theme.px(18)
        right = self._right_side(painter, rect.right() - theme.px(11), middle)
        self._name(painter, QRectF(x, rect.top(), right - x - theme.px(8), rect.height()))
        painter.end()

    def _right_side(self, painter: QPainter, right: float, middle: float) -> float:
        """Draw chip, copies and cap; return where the name must end."""
        theme, spec = current(), self._spec
        if spec.cap:
            right = draw_cap(
                painter,
                right,
                middle,
                spec.cap,
                ink=theme.colour("text2"),
                line=theme.colour("border"),
                fill=theme.colour("surface"),
            ) - theme.px(10)
        if spec.chip is not None:
            right -= chip_width(spec.chip)
            draw_chip(painter, right, middle, spec.chip)
            right -= theme.px(10)
        if spec.count or spec.kind:
            both = text_width(spec.count, Role.CODE_STRONG) + text_width(spec.kind, Role.BODY) + theme.px(8)
            wide = max(theme.px(84), both)
            left = right - wide
            end = left
            if spec.count:
                draw_text(
                    painter,
                    QRectF(left, middle - theme.px(12), theme.px(30), theme.px(24)),
                    spec.count,
                    Role.CODE_STRONG,
                    theme.colour("text"),
                )
                end = left + text_width(spec.count, Role.CODE_STRONG) + theme.px(5)
            draw_text(
                painter,
                QRectF(end, middle - theme.px(12), right - end, theme.px(24)),
                spec.kind,
                Role.BODY,
                theme.colour("text2"),
            )
            right = left - theme.px(8)
        return right

    def _name(self, painter: QPainter, rect: QRectF) -> None:
        theme, spec = current(), self._spec
        role = Role.STRONG if self.isChecked() or self._boxed else Role.MEDIUM
        if self._grows:
            self._grown_name(painter, rect, role)
            return
        note = "" if self._dense else spec.note
        first, *rest = wrap(spec.name, role, rect.width(), most=2)
        if not rest and not note:
            draw_text(painter, rect, first, role, theme.colour("text"))
            return
        high = line_height(Role.BODY) * 0.88
        top = QRectF(rect.left(), rect.center().y() - high - 0.5, rect.width(), high)
        low = top.translated(0, high + 0.5)
        draw_text(painter, top, first, role, theme.colour("text"))
        for line in rest:  # the rest of a long name comes before the note: the chip says the state as well
            draw_text(painter, low, line, role, theme.colour("text"))
            low.setLeft(low.left() + text_width(line, role))
            note = f" · {note}" if note else ""
        if not rest or low.width() > theme.px(NOTE_LEAST):
            draw_text(painter, low, note, Role.CAPTION, theme.colour("text2"))

    def _grown_name(self, painter: QPainter, rect: QRectF, role: Role) -> None:
        """The name in the lines it needs, the note under them; the row asks for that height."""
        theme, spec = current(), self._spec
        note = "" if self._dense else spec.note
        lines = [(text, role, "text") for text in wrap(spec.name, role, rect.width(), most=MOST)]
        if len(lines) != self._lines:
            self._lines = len(lines)
            self.updateGeometry()  # painted again a moment later, in the room it needs
            self.grown.emit()
        lines += [(note, Role.CAPTION, "text2")] if note else []
        high = line_height(Role.BODY) * 0.88 + 0.5 if len(lines) > 1 else rect.height()
        top = rect.center().y() - high * len(lines) / 2
        for at, (text, face, ink) in enumerate(lines):
            place = QRectF(rect.left(), top + at * high, rect.width(), high - 0.5)
            draw_text(painter, place, text, face, theme.colour(ink))
