"""The question before a window closes over work that has not ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from ui.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def leaves_anyway(window: QWidget) -> bool:
    """Ask whether to close although something still runs."""
    answer = QMessageBox.question(
        window,
        tr("Còn việc đang chạy"),
        tr("Một việc nền chưa xong. Hồ sơ đã lưu không mất. Đóng ngay?"),
    )
    return answer == QMessageBox.StandardButton.Yes
