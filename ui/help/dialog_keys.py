"""F1 in a dialog: the keys that work in it, read off the dialog itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import tr
from ui.tokens import Role
from ui.widgets.buttons import KeyButton
from ui.widgets.keycap import KeyHint
from ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


def keys_of(dialog: QDialog) -> tuple[tuple[str, str], ...]:
    """Cap and words of every key that works in a dialog now."""
    found = []
    for button in dialog.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isEnabled() or not button.text():
            continue
        words = button.text().replace("&", "")
        if isinstance(button, KeyButton) and button.accessibleDescription():
            found.append((button.accessibleDescription(), words))
        elif isinstance(button, QPushButton) and button.isDefault():
            found.append(("Enter", words))
    told = {cap for cap, _words in found}
    more = (
        ("Esc", tr("Đóng, không làm gì")), ("Tab", tr("Ô hay nút kế")), ("Space", tr("Bấm nút đang chọn")),
    )  # fmt: skip
    return (*found, *((cap, words) for cap, words in more if cap not in told))


class DialogKeys(QFrame):
    """The keys over the dialog's corner until any key or press; a popup, so the focus comes back."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog, Qt.WindowType.Popup)
        self.setObjectName("dialog_keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addWidget(Label(tr("Phím trong hộp này"), Role.STRONG, parent=self))
        self.lines = keys_of(dialog)
        for cap, words in self.lines:
            column.addWidget(KeyHint(cap, words, self))
        self.setAccessibleName("; ".join(f"{cap} {words}" for cap, words in self.lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes."""
        event.accept()
        self.close()


class DialogHelp(QObject):
    """Listens for F1 while a dialog of this program is open; the window's own F1 is its own affair."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take F1 in a dialog."""
        if event.type() != QEvent.Type.KeyPress or event.key() != Qt.Key.Key_F1:  # type: ignore[attr-defined]
            return False
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not isinstance(watched, QWidget):
            return False
        shown = DialogKeys(dialog)
        shown.adjustSize()
        shown.move(dialog.mapToGlobal(QPoint(12, 12)))
        shown.show()
        return True
