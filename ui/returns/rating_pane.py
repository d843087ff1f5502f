"""Công dân đánh giá: what the citizen said of the service, by their own hand or through the clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.label import Label
from ui.widgets.rating import RatingRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk.rows import DossierView


def scores() -> tuple[str, ...]:
    """What one to five mean, in the clerk's language."""
    return (
        tr("Rất không hài lòng"),
        tr("Không hài lòng"),
        tr("Bình thường"),
        tr("Hài lòng"),
        tr("Rất hài lòng"),
    )


def rated_by(view: DossierView) -> str:
    """Who pressed the score on record: citizen, clerk, or nobody."""
    told = [one.details.get("by", "citizen") for one in view.events if one.verb == "dossier.rated"]
    return str(told[-1]) if told else ""


class RatingPane(Card):
    """Signal `keyed(score)`: the clerk pressed what the citizen said, and it is recorded as that."""

    keyed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.rating", parent=parent)
        self.head = SectionHead(tr("Công dân đánh giá"), note=tr("phím 1–5, hoặc bỏ qua"), parent=self)
        self.body.addWidget(self.head)
        self.row = RatingRow(scores(), name="returns.rating.row", parent=self)
        self.row.rated.connect(lambda score: self.keyed.emit(score) if score else None)
        self.body.addWidget(self.row)
        self.said = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.body.addWidget(self.said)
        self._skipped = ""

    def skip(self, code: str) -> None:
        """The citizen gave none on their own monitor."""
        self._skipped = code

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """The faces take the keys; a focus proxy would break the order of Tab."""
        self.row.setFocus(*reason)

    def show_view(self, view: DossierView, *, asked: bool) -> None:
        """Show what is on record; `asked` while the citizen is looking at the question."""
        score = view.rating or 0
        self.row.set_score(score)
        self.row.setEnabled(not asked)
        self.said.set_tone(Tone.MUTED)
        if asked:
            self.said.setText(tr("Đang mời công dân đánh giá trên màn hình của họ."))
        elif score:
            who = tr("Cán bộ bấm thay") if rated_by(view) == "clerk" else tr("Công dân tự bấm")
            self.said.setText(f"{scores()[score - 1]} · {who}")
        elif self._skipped == view.code:
            self.said.setText(tr("Công dân bỏ qua. Nếu họ nói với cán bộ, bấm thay ở đây."))
        else:
            self.said.setText(tr("Bấm ở đây được ghi là cán bộ bấm thay."))
