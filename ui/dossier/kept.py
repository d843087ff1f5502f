"""How a finished dossier kept its promise, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from desk.rows import DossierView


def ended(view: DossierView) -> tuple[str, Tone] | None:
    """How a finished dossier kept its promise: days early, on time, days late; None while it runs."""
    finished: datetime | None = view.clock.get("finished_at")
    due: datetime | None = view.clock.get("due_original") or view.due_at
    if finished is None or due is None:
        return None
    days = say.days_between(finished, due)
    if days > 0:
        return tr("Trả trước hạn {count} ngày", count=days), Tone.OK
    if finished <= due:
        return tr("Trả đúng hạn"), Tone.OK
    return (tr("Trả quá hạn {count} ngày", count=-days) if days < 0 else tr("Trả quá giờ hẹn")), Tone.BAD
