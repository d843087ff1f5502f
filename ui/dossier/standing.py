"""Where the focus stands on the dossier screen: the panes F6 walks through, and where work begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.dossier.state import DossierState
    from ui.dossier.view import DossierViewPane


def panes(view: DossierViewPane, state: DossierState) -> tuple[QWidget, ...]:
    """Parts and acts, or the panel and its commit."""
    if state.view is None:
        return ()
    draft = state.draft
    if draft is not None and not draft.spec.bare:
        scan = (view.scan,) if view.scan.isVisible() else ()
        return (view.panel, *scan, view.commit)
    if draft is not None:
        return (view.part(view.section), view.sections, view.commit)
    history = () if view.compact else (view.history,)
    return (view.acts, view.part(view.section), view.sections, *history)


def focus_start(view: DossierViewPane, state: DossierState, last: str) -> None:
    """The panel's first gap, the button of a bare act, or the act that was chosen last."""
    draft = state.draft
    if draft is not None and draft.spec.bare:
        view.commit.setFocus()
    elif draft is not None:
        view.panel.focus_start(draft)
    else:
        view.acts.focus_verb(last)


def names_in(state: DossierState, *, username: str, full_name: str) -> dict[str, str]:
    """Names by account: who sits here, and who received the dossier."""
    names = {username: full_name}
    if state.view is not None and state.view.clerk:
        first = next((one.actor for one in state.view.events if one.verb == "dossier.received"), "")
        names.setdefault(first, state.view.clerk)
    return names
