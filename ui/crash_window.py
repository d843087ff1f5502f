"""The window after a fault of the program: plain words, what is safe, a report to copy; the clerk works on.

It is not modal: a scan, a key, the next citizen go past it. It never holds more than places in the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.banner import IconBox
from ui.widgets.boxes import dress
from ui.widgets.buttons import CommitButton, LinkButton, SecondaryButton
from ui.widgets.label import Label

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

ARM_MS = 500  # an Enter meant for the form below is no answer to this window
OFTEN = 3  # from here on a new start is better than going on


class CrashWindow(QDialog):
    """One window for every fault of a run; a further fault is added to it."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setWindowTitle(tr("Phần mềm gặp lỗi"))
        self.setModal(False)
        self.setMinimumWidth(scaled(560))
        self._folder = folder
        self.reports: list[str] = []
        self._since = QElapsedTimer()
        self._since.start()
        dress(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconBox("life-buoy", Tone.WARN, self, side=26))
        self.title = Label(
            tr("Một việc vừa hỏng vì lỗi của chương trình"), Role.SECTION, wraps=True, parent=self
        )
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.safe = Label("", Role.MEDIUM, wraps=True, parent=self)
        self.next = Label("", Role.BODY, wraps=True, parent=self)
        column.addWidget(self.safe)
        column.addWidget(self.next)
        self.more = LinkButton(tr("Xem chi tiết kỹ thuật"), name="crash.more", parent=self)
        self.more.clicked.connect(self._turn)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.detail = QPlainTextEdit(self)
        self.detail.setObjectName("crash.detail")
        self.detail.setAccessibleName(tr("Chi tiết kỹ thuật"))
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.hide()
        column.addWidget(self.detail, 1)
        column.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.copy_button = SecondaryButton(
            tr("Chép báo cáo"), name="crash.copy", icon="copy", cap="Ctrl+C", parent=self
        )
        self.copy_button.clicked.connect(self.copy)
        self.folder_button = SecondaryButton(
            tr("Mở thư mục"), name="crash.folder", icon="folder-open", parent=self
        )
        self.folder_button.clicked.connect(self.open_folder)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.folder_button)
        foot.addStretch(1)
        self.go_on = CommitButton(tr("Làm tiếp"), name="crash.go_on", cap="Enter", parent=self)
        self.go_on.clicked.connect(self._leave)
        foot.addWidget(self.go_on)
        return foot

    def tell(self, report: str) -> None:
        """Tell of a fault; one that comes while the window is open joins the others."""
        self.reports.append(report)
        self.safe.setText(tr("Hồ sơ đã lưu không mất. Điều đang gõ vẫn còn trên màn hình."))
        count = len(self.reports)
        if count >= OFTEN:
            words = tr(
                "Đã {count} lỗi từ lúc mở máy. Xong người đang tiếp thì đóng chương trình và mở lại; "
                "chép báo cáo gửi người phụ trách máy.",
                count=count,
            )
        else:
            words = tr("Có thể làm tiếp. Nếu lặp lại, chép báo cáo gửi người phụ trách máy.")
        self.next.setText(words)
        self.detail.setPlainText("\n\n".join(self.reports))
        if not self.isVisible():
            self._since.restart()
            self.show()
        self.raise_()
        self.go_on.setFocus()

    def _leave(self) -> None:
        if self._since.elapsed() >= ARM_MS:
            self.accept()

    def _turn(self) -> None:
        self.detail.setVisible(self.detail.isHidden())
        words = tr("Xem chi tiết kỹ thuật") if self.detail.isHidden() else tr("Ẩn chi tiết kỹ thuật")
        self.more.say(words)
        self.adjustSize()

    def copy(self) -> None:
        """Put every report of this run on the clipboard; there is no name in any."""
        QGuiApplication.clipboard().setText("\n\n".join(self.reports))
        self.copy_button.say(tr("Đã chép"), icon="check")

    def open_folder(self) -> None:
        """Show where `crash.txt` lies."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies wherever the focus is; Enter and Esc go on."""
        if event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy()
            return
        super().keyPressEvent(event)
