"""How a cell of an editable table is painted, and what it is edited with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QWidget

from ui.admin.parts.sheet import ON, Col, Kind, Line
from ui.admin.parts.sheet_model import COL, LINE, PROBLEM, Index, SheetModel
from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_TICK, Role
from ui.widgets.fields import TextField
from ui.widgets.offering import OfferList
from ui.widgets.paint import box, focus_ring, hairline
from ui.widgets.text import draw_text
from ui.widgets.word_delegate import dress

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

ROW = 38
_CODES = (Kind.DAY, Kind.NUMBER)


class SheetDelegate(QStyledItemDelegate):
    """Paints what is new, changed, wrong or going; edits with a line or a list under the cell."""

    def sizeHint(self, option: Any, index: Index) -> QSize:  # noqa: ANN401 - Qt's option
        """Height of a row: a field fits in."""
        del option, index
        return QSize(60, math.ceil(current().px(ROW)))

    # ---- painting -------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:  # noqa: ANN401 - Qt's option
        """Paint one cell."""
        line, col = index.data(LINE), index.data(COL)
        if not isinstance(line, Line) or not isinstance(col, Col):
            return
        theme = current()
        painter.save()
        painter.setClipRect(option.rect)
        rect = QRectF(option.rect)
        self._ground(painter, option, line, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hairline(painter, rect.left(), rect.bottom() - 1, rect.right())
        inner = rect.adjusted(theme.px(9), 0, -theme.px(6), 0)
        problem = bool(index.data(PROBLEM))
        if problem:
            side = theme.px(15)
            draw_icon(
                painter, "circle-alert", inner.right() - side, rect.center().y() - side / 2, side,
                theme.colour("bad"),
            )  # fmt: skip
            inner.adjust(0, 0, -theme.px(19), 0)
        if col.kind is Kind.FLAG:
            self._tick(painter, rect, on=line.value(col.key) == ON)
        else:
            self._words(painter, inner, line, col, problem=problem)
        view = self.parent()
        here = (
            isinstance(view, QWidget) and view.hasFocus() and option.state & QStyle.StateFlag.State_HasFocus
        )
        if here:
            focus_ring(painter, rect.adjusted(1, 1, -1, -2), 4)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, option: Any, line: Line, index: Index) -> None:  # noqa: ANN401 - Qt's option
        theme = current()
        rect = QRectF(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("primary_tint"))
        elif line.changed:
            painter.fillRect(rect, theme.colour("bad_tint" if line.gone else "warn_tint"))
        if index.column() == 0 and line.changed:
            ink = "bad" if line.gone else "ok" if line.new else "warn"
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour(ink))

    @staticmethod
    def _words(painter: QPainter, inner: QRectF, line: Line, col: Col, *, problem: bool) -> None:
        theme = current()
        text = SheetModel.said(line, col)
        role = Role.CODE if col.kind in _CODES else Role.BODY
        ink = theme.colour("bad" if problem else "text2" if line.gone else "text")
        if not text and col.hint and not line.gone:
            text, ink = col.hint, theme.colour("text3")
        draw_text(painter, inner, text, role, ink)
        if line.gone and text:
            painter.setPen(QPen(theme.colour("bad"), 1.2))
            middle = inner.center().y() + 0.5
            painter.drawLine(round(inner.left()), round(middle), round(inner.right()), round(middle))

    @staticmethod
    def _tick(painter: QPainter, rect: QRectF, *, on: bool) -> None:
        theme = current()
        side = theme.px(18)
        square = QRectF(round(rect.left() + theme.px(9)), round(rect.center().y() - side / 2), side, side)
        fill = theme.colour("primary") if on else theme.colour("surface")
        box(painter, square, RADIUS_TICK, fill=fill, line=theme.colour("primary" if on else "border"))
        if on:
            at = theme.px(2)
            draw_icon(
                painter,
                "check",
                square.left() + at,
                square.top() + at,
                side - 2 * at,
                theme.colour("on_primary"),
            )

    # ---- editing --------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:  # noqa: ANN401 - Qt's option
        """A line to type in, or a list of choices opened at once."""
        del option
        col = index.data(COL)
        name = f"cell.{col.key}"
        if col.kind is Kind.CHOICE:
            choices = QComboBox(parent)
            choices.setObjectName(name)
            choices.setAccessibleName(col.title)
            dress(choices.view())
            for value, words in col.choices:
                choices.addItem(words, value)
            choices.activated.connect(lambda _at: self._done(choices))
            QTimer.singleShot(0, choices, choices.showPopup)
            return choices
        line = TextField(name=name, title=col.title, hint=col.hint, code=col.kind in _CODES, parent=parent)
        if col.choices:  # words that were used before are offered under the field, never typed into it
            OfferList([words for _, words in col.choices], line)
        return line

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from what stands in the cell."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed or chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, str(editor.currentData()))
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: Index) -> None:  # noqa: ANN401 - Qt's option
        """The editor covers its cell, and takes more room where the cell is narrow."""
        del index
        rect = option.rect.adjusted(1, 1, -1, -2)
        rect.setWidth(max(rect.width(), math.ceil(current().px(120))))
        parent = editor.parentWidget()
        if parent is not None and rect.right() > parent.width():
            rect.moveRight(parent.width() - 1)
        editor.setGeometry(rect)
