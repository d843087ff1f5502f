"""Gửi kết quả qua bưu chính: the second outcome of a return, one key from the counter and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.rows import DossierView
    from ui.returns.presenter import ReturnPresenter
    from ui.returns.view import ReturnsView

POSTAL, POSTAL_SLIP = "postal", "buu_chinh"


def switch(presenter: ReturnPresenter, view: ReturnsView) -> None:
    """F7: send what is ready by post, or hand it over here after all; before that say why not."""
    state = presenter.state
    if state.stage == "waiting":
        view.banner.say(
            tr("Kết quả chưa về. Ghi nhận kết quả trước (F9), rồi mới gửi bưu chính."), tone=Tone.WARN
        )
    if state.stage != "ready" or state.saving or state.loading:
        return
    presenter.set_by("counter" if state.draft.by == POSTAL else POSTAL)
    view.items.setFocus()


def sent(view: DossierView) -> bool:
    """Whether the result of a dossier went out by post."""
    events = [event for event in view.events if event.verb == "dossier.returned"]
    return bool(events) and events[-1].details.get("by") == POSTAL
