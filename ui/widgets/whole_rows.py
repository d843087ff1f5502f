"""Lists that show whole rows only: words cut through at the lower edge cannot be read anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

LEAST_CUT = 3  # px of a row that hold no ink: its hairline and the gap below its words


def step_by_rows(view: QAbstractItemView) -> None:
    """Let a list scroll a row at a time, so that the first one is never cut."""
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)


def begin_whole(view: QTableView) -> None:
    """At its end too a table begins with a whole row; Qt would push the first one up to fill the last gap."""
    bar = view.verticalScrollBar()
    if bar.maximum() and bar.value() == bar.maximum():
        view.verticalHeader().setOffsetToSectionPosition(bar.value())
        view.viewport().update()


def cut_at(view: QAbstractItemView) -> int | None:
    """Where the row that has no whole room begins, in the viewport; None where none is cut.

    The first row is shown even where there is no room for one.
    """
    model, port = view.model(), view.viewport()
    index = view.indexAt(port.rect().bottomLeft())
    if model is None or not index.isValid():
        return None
    rect = view.visualRect(index)
    if rect.top() <= 0 or rect.bottom() + 1 - port.height() < LEAST_CUT:
        return None
    return int(rect.top())


def cover_cut(view: QAbstractItemView, painter: QPainter) -> int:
    """Paint the ground over the row that has no whole room; return where the shown rows end."""
    top, port = cut_at(view), view.viewport()
    if top is None:
        return port.height()
    painter.fillRect(0, top, port.width(), port.height() - top, current().colour("surface"))
    return top
