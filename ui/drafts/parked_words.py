"""How unfinished work reads in a list: whose it is, what it is, since when it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows.drafts import CERTIFICATION
from ui import format as say
from ui.i18n import phrase, tr

if TYPE_CHECKING:
    from datetime import datetime

    from desk.rows.drafts import DraftRow

_HOUR, _DAY = 60, 24 * 60


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
    unnamed = tr("Chứng thực") if row.kind == CERTIFICATION else tr("Chưa chọn thủ tục")
    parts = [phrase(row.procedure) if row.procedure else unnamed]
    if row.pages:
        parts.append(tr("{count} trang", count=row.pages))
    if not row.mine:
        parts.append(tr("do {name} nhập", name=row.clerk))
    return " · ".join(parts)
