"""Gửi kết quả qua bưu chính: the second outcome of a return, one key from the counter and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.returns.draft import SCANNED_PARCEL
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.rows import DossierView
    from ui.returns.presenter import ReturnPresenter, ReturnState
    from ui.returns.view import ReturnsView

POSTAL, POSTAL_SLIP = "postal", "buu_chinh"
_DOUBLED = {"Ê": "EE", "Â": "AA", "Ô": "OO", "Đ": "DD"}


def switch(presenter: ReturnPresenter, view: ReturnsView) -> None:
    """F7: send what is ready by post, or hand it over here after all; before that say why not."""
    state = presenter.state
    if state.saving or state.loading:  # F7 meant for what is on its way says nothing of what was before
        return
    if state.stage == "waiting":
        view.banner.say(
            tr("Kết quả chưa về. Ghi nhận kết quả trước (F9), rồi mới gửi bưu chính."), tone=Tone.WARN
        )
    if state.stage != "ready":
        return
    presenter.set_by("counter" if state.draft.by == POSTAL else POSTAL)
    view.items.setFocus()


def take_parcel(presenter: ReturnPresenter, text: str) -> bool:
    """Take the bars of a parcel while its dossier is being sent; Telex's ÊÂÔĐ were two letters on them."""
    state = presenter.state
    if state.stage != "ready" or state.saving or state.draft.by != POSTAL:
        return False
    bare = "".join(_DOUBLED.get(letter, letter) for letter in text.strip().upper())
    if SCANNED_PARCEL.fullmatch(bare) is None:
        return False
    presenter.set_parcel(bare)
    return True


def goes(state: ReturnState) -> bool:
    """Whether the open result goes, or went, by post: then its slip is what is printed."""
    view = state.draft.dossier
    return view is not None and (sent(view) or (state.stage == "ready" and state.draft.by == POSTAL))


def sent(view: DossierView) -> bool:
    """Whether the result of a dossier went out by post."""
    events = [event for event in view.events if event.verb == "dossier.returned"]
    return bool(events) and events[-1].details.get("by") == POSTAL
