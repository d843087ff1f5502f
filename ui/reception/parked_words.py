"""What must be said of a reception taken up again: what has changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.failures import explain
from ui.i18n import phrase, tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from ui.reception.saving import Reopened


def changed(found: Reopened) -> tuple[str, Tone]:
    """What must be said of a draft taken up again: nothing, or what is not as it was and what to do."""
    said = []
    if found.no_procedure is not None:
        said.append(
            tr("Thủ tục của hồ sơ này không còn áp dụng. Những gì đã nhập còn nguyên; chọn thủ tục khác.")
        )
    if found.suspended:
        said.append(tr("Thủ tục này đang tạm dừng tiếp nhận. Đã nhập gì còn nguyên; hỏi người giữ danh mục."))
    if found.gone or found.added:
        names = "; ".join(phrase(name) for name in (*found.gone, *found.added))
        said.append(
            tr("Danh mục giấy tờ đã thay đổi từ lúc gác lại: {names}. Xem lại từng giấy tờ.", names=names)
        )
    if found.no_pages is not None:
        said.append(explain(found.no_pages))
    return "\n".join(said), Tone.WARN
