"""A box over a screen stands out in every theme: a line around it, a shade over what waits behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QWidget

from ui.theme import current
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LINE = 1.5


class Edge(QWidget):
    """The line around a box, drawn over its ground: Qt's style sheets give a dialog none."""

    def __init__(self, dialog: QWidget) -> None:
        super().__init__(dialog)
        self.setObjectName("box_edge")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(dialog.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        painter = painter_for(self)
        box(painter, QRectF(self.rect()), 0, line=current().colour("border"), width=LINE)
        painter.end()


class Shade(QWidget):
    """What lies over a window whose box waits for an answer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("box_shade")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken."""
        del event
        painter = painter_for(self)
        painter.fillRect(self.rect(), current().shade)
        painter.end()


class Dress(QObject):
    """Gives one dialog its edge for good, and its window the shade while a modal one is open."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._edge = Edge(dialog)
        self._shade: Shade | None = None
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the dialog's size and its coming and going."""
        if watched is self._dialog:
            kind = event.type()
            if kind == QEvent.Type.Resize:
                self._edge.setGeometry(self._dialog.rect())
            elif kind == QEvent.Type.Show:
                self._line_up()
                self._edge.raise_()
                self._cover()
            elif kind == QEvent.Type.UpdateRequest:
                self._line_up()  # its words may have changed
            elif kind == QEvent.Type.Hide:
                self._uncover()
        return False

    def _line_up(self) -> None:
        """Title and sentence begin at one place, with the same air on both sides.

        Qt indents a label by the size of its letters, and a box without an icon by the place of one. The sum
        stays what Qt reckons with: it lays a box out anew whenever its words change.
        """
        if not isinstance(self._dialog, QMessageBox):
            return
        for label in self._dialog.findChildren(QLabel):
            if label.objectName().startswith("qt_msgbox"):
                label.setIndent(0)
        icon = self._dialog.findChild(QLabel, "qt_msgboxex_icon_label")
        layout = self._dialog.layout()
        if icon is None or layout is None or not icon.pixmap().isNull():
            return
        edge = layout.contentsMargins()
        if edge.left():
            layout.setContentsMargins(0, edge.top(), edge.left() + edge.right(), edge.bottom())

    def _cover(self) -> None:
        under = self._dialog.parentWidget()
        if under is not None and self._dialog.isModal() and self._shade is None:
            self._shade = Shade(under.window())

    def _uncover(self) -> None:
        if self._shade is not None:
            self._shade.hide()
            self._shade.deleteLater()
            self._shade = None


def dress(dialog: QDialog) -> None:
    """Let a dialog stand out from the screen under it."""
    Dress(dialog)
