"""F9 on the dossier screen: what is missing is said and stood in; what cannot be undone takes two presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.dossier import draft as rules
from ui.dossier import words
from ui.tokens import Tone

if TYPE_CHECKING:
    from ui.dossier.presenter import DossierPresenter
    from ui.dossier.state import DossierState
    from ui.dossier.view import DossierViewPane

ARM_MS = 600  # between the two presses of an act that cannot be undone: a bouncing key is no decision


class Committing(QObject):
    """Does the act of the open panel once. GUI thread only. `arming` runs between two deliberate presses."""

    def __init__(self, presenter: DossierPresenter, view: DossierViewPane) -> None:
        super().__init__(view)
        self._presenter, self._view = presenter, view
        self._gap = ""
        self.arming = QTimer(self)
        self.arming.setSingleShot(True)
        self.arming.setInterval(ARM_MS)

    def commit(self) -> None:
        """Do the act; where something is missing, say it and stand in the gap."""
        state = self._presenter.state
        draft = state.draft
        if draft is None or state.view is None or state.saving or self.arming.isActive():
            return
        missing = rules.gap(draft)
        if missing:
            self._view.banner.say(words.gap(missing, draft), tone=Tone.WARN)
            self._view.panel.focus_gap(missing)
            self._gap = missing
            return
        self._view.banner.clear()
        self._gap = ""
        if draft.spec.twice and not draft.armed:
            self.arming.start()
            self._view.banner.say(words.again(draft, state.view), tone=Tone.BAD)
        self._presenter.commit()

    def follow(self, state: DossierState) -> None:
        """Take the sentence away once what was missing is there: it would only mislead."""
        if self._gap and state.draft is not None and rules.gap(state.draft) != self._gap:
            self._gap = ""
            self._view.banner.clear()
