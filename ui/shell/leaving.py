"""Leaving: a page by Esc, step by step; the window, with a question where work has not ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from ui.i18n import tr
from ui.widgets.boxes import dress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.lending import Lending
    from ui.shell.screen import ScreenPage


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


def stepped_back(page: ScreenPage | None, lending: Lending) -> bool:
    """Esc on a page: what it has open is closed, else its list gets it back; False where neither is."""
    return page is not None and (page.back() or lending.give_back(page))
