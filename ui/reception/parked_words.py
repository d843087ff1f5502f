"""How an unfinished reception reads: whose it is, since when it waits, what has changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.failures import explain
from ui.i18n import phrase, tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from desk.rows.drafts import DraftRow
    from ui.reception.draft import Draft
    from ui.reception.saving import Reopened

_HOUR, _DAY = 60, 24 * 60


def whose(draft: Draft) -> str:
    """The name a draft is called by."""
    if draft.acting == "organisation" and draft.on_behalf_name.strip():
        return " ".join(draft.on_behalf_name.split())
    if draft.person.full_name.strip():
        return " ".join(draft.person.full_name.split())
    return say.grouped_id(draft.person.id_number) or tr("chưa có tên")


def ago(moment: datetime, now: datetime) -> str:
    """`vừa xong`, `12 phút trước`, `3 giờ trước`, else the day and hour."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return tr("vừa xong")
    if minutes < _HOUR:
        return tr("{count} phút trước", count=minutes)
    if minutes < _DAY and now.date() == moment.date():
        return tr("{count} giờ trước", count=minutes // _HOUR)
    return f"{say.clock(moment)} {say.short_date(moment.date())}"


def title(row: DraftRow) -> str:
    """The first line: name and masked number."""
    name = row.name or tr("Chưa có tên")
    return f"{name} · {row.id_masked}" if row.id_masked else name


def second(row: DraftRow) -> str:
    """The second line: procedure, pages, and whose work it is where another clerk began it."""
    parts = [phrase(row.procedure) if row.procedure else tr("Chưa chọn thủ tục")]
    if row.pages:
        parts.append(tr("{count} trang", count=row.pages))
    if not row.mine:
        parts.append(tr("do {name} nhập", name=row.clerk))
    return " · ".join(parts)


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
