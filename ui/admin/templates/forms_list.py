"""The list of forms: a title takes two lines where one is too short, its number and whose words below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from ui.admin.templates import model
from ui.i18n import tr
from ui.theme import current
from ui.tokens import Role
from ui.widgets.table import Cell, CellDelegate, Column, DossierTable
from ui.widgets.text import draw_text, line_height, wrap

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

ROW, LINES = 62, 2


class TitleDelegate(CellDelegate):
    """Draws a title whole, on two lines where it must be, over its second line."""

    @staticmethod
    def words(painter: QPainter, inner: QRectF, cell: Cell, *, right: bool, wraps: int = 0) -> None:
        """Draw the lines of the title and the one below, as one block in the middle of the row."""
        del right, wraps
        theme = current()
        ink = theme.ink(cell.tone) if cell.tone is not None else theme.colour("text")
        lines = [(one, Role.BODY, ink) for one in wrap(cell.text, Role.BODY, inner.width(), most=LINES)] + [
            (cell.sub, Role.CAPTION, theme.colour("text2"))
        ]
        high = line_height(Role.BODY) * 0.86
        top = inner.center().y() - high * len(lines) / 2
        for at, (text, role, colour) in enumerate(lines):
            draw_text(painter, QRectF(inner.left(), top + at * high, inner.width(), high), text, role, colour)


class FormsList(DossierTable):
    """Mẫu giấy: every form an office may word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = tr("Mẫu giấy")
        columns = (Column(title, model.form_cell, share=1, least=120),)
        super().__init__(columns, name="templates.forms", title=title, parent=parent)
        self.setItemDelegate(TitleDelegate(self))
        self.set_row_height(ROW)
