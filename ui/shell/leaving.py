"""The question before a window closes over work that has not ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from ui.i18n import tr
from ui.widgets.boxes import dress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def leaves_anyway(window: QWidget) -> bool:
    """Ask whether to close although something still runs."""
    question = QMessageBox(window)
    question.setObjectName("leaving_question")
    question.setWindowTitle(tr("Còn việc đang chạy"))
    question.setText(tr("Một việc nền chưa xong. Hồ sơ đã lưu không mất."))
    question.setInformativeText(tr("Đóng ngay?"))
    yes = question.addButton(tr("Đóng ngay"), QMessageBox.ButtonRole.AcceptRole)
    no = question.addButton(tr("Chờ xong (Esc)"), QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(no)
    question.setEscapeButton(no)
    dress(question)
    question.exec()
    answer = question.clickedButton() is yes
    question.deleteLater()
    return answer
