"""The slip of a reception printed once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desk.rows import Received
    from ui.shell.screen import ScreenContext


def print_again(
    context: ScreenContext,
    owner: QObject,
    received: Received,
    paper: str,
    failed: Callable[[Exception], None],
) -> None:
    """Print the slip, or the supplement list where papers are missing; `failed` is told on the GUI thread."""
    form = "giay_tiep_nhan" if received.due_at is not None else "phieu_bo_sung"

    def work() -> bytes:
        return context.services.print_form(form, received.code, paper=paper).read_bytes()

    def done(pdf: bytes) -> None:
        context.desktop.print_pdf(pdf, received.code)

    context.runner.submit("desk", work, owner=owner, done=done, failed=failed)
