"""The window in which a file is chosen: the system's own, or Qt's in the colours of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QHeaderView, QToolButton, QTreeView

from ui.icons import pixmap
from ui.theme import current, scaled

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

WIDE, HIGH, SIDE = 860, 540, 18
_ICONS = {
    "backButton": "arrow-left", "forwardButton": "arrow-right", "toParentButton": "arrow-up",
    "newFolderButton": "folder-plus", "listModeButton": "layout-grid", "detailModeButton": "list",
}  # fmt: skip


class FileBox(QFileDialog):
    """Where the system has no window of its own Qt draws one: its arrows are black on every ground."""

    def __init__(self, parent: QWidget, title: str, folder: str, which: str) -> None:
        super().__init__(parent, title, folder, which)
        self.setObjectName("file_box")

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the tools in the theme's ink and give the names the room."""
        self.dress()
        super().showEvent(event)

    def dress(self) -> None:
        """The same for whoever shows it otherwise; nothing to do in the system's own window."""
        theme, side = current(), scaled(SIDE)
        for name, sign in _ICONS.items():
            button = self.findChild(QToolButton, name)
            if button is None:
                continue
            made, ratio = QIcon(), self.devicePixelRatioF()
            made.addPixmap(pixmap(sign, side, theme.colour("text"), ratio), QIcon.Mode.Normal)
            made.addPixmap(pixmap(sign, side, theme.colour("border"), ratio), QIcon.Mode.Disabled)
            button.setIcon(made)
            button.setIconSize(QSize(side, side))
        tree = self.findChild(QTreeView, "treeView")
        if tree is not None:
            head = tree.header()
            head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            self.resize(max(self.width(), scaled(WIDE)), max(self.height(), scaled(HIGH)))
