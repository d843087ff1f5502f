"""What the citizen reads, signs and rates while a result is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from desk.rows import State
from ui import format as say
from ui.citizen.faces import Entering, Face, PaperLine, Rate, Sign, Thanks
from ui.citizen.transfers import Transfers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk.paying.transfer import TransferCode
    from desk.rows import Acted
    from ui.returns.draft import ReturnDraft
    from ui.returns.presenter import ReturnPresenter, ReturnState
    from ui.shell.screen import ScreenContext
    from ui.widgets.signature import SignaturePad, Strokes

OWNER = "returns"


def handing(state: ReturnState, code: TransferCode | None = None) -> Face | None:
    """The open dossier as the citizen may see it; once all is checked, the invitation to sign."""
    draft, view = state.draft, state.draft.dossier
    if view is None or state.stage != "ready" or draft.by != "counter":
        return None
    done, every = draft.ticked
    if done == every and draft.signing != "refused":
        name = draft.receiver_name.strip() if draft.authorised else view.applicant_name
        return Sign(name=name, on_paper=draft.signing == "paper")
    unpaid = view.fee_amount > 0 and not view.fee_paid
    return Entering(
        name=view.applicant_name,
        id_number=say.masked_id(view.id_number) if view.id_number else "",
        procedure=view.procedure.name,
        papers=tuple(PaperLine(item.name, done=item.ticked) for item in draft.items),
        fee=view.fee_amount if unpaid else None,
        method=view.fee_method if unpaid else "",
        about="return",
        code=code if unpaid else None,
    )


class ReturnsFacing(QObject):
    """Publishes the return in front, takes the strokes and the score given there. GUI thread only.

    Signals: `scored(code, score, command id)` given by the citizen; `let_go(code)` where they gave none.
    """

    scored = Signal(str, int, str)
    let_go = Signal(str)

    def __init__(
        self, context: ScreenContext, presenter: ReturnPresenter, pad: SignaturePad, page: QWidget
    ) -> None:
        super().__init__(page)
        self._facing, self._presenter, self._pad, self._page = (
            context.desktop.facing, presenter, pad, page,
        )  # fmt: skip
        self._transfers = Transfers(context, self)
        self._transfers.answered.connect(self._publish)
        self._asking = self._facing.asking
        presenter.changed.connect(self._publish)
        presenter.committed.connect(self._on_committed)
        pad.changed.connect(self._on_pad)
        self._facing.able_changed.connect(self._publish)
        self._facing.signed.connect(self._on_signed)
        self._asking.scored.connect(self._on_scored)
        self._asking.let_go.connect(self._on_let_go)
        page.installEventFilter(self)

    @property
    def asked(self) -> str:
        """The dossier whose rating the citizen is being asked for, or an empty code."""
        return self._asking.code(OWNER)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The screen came back to the front with a dossier open."""
        if event.type() == QEvent.Type.Show and watched is self._page:
            self._publish()
        return False

    def _publish(self, *_state: object) -> None:
        state = self._presenter.state
        if not self._facing.able.on or not self._page.isVisible() or state.loading or state.saving:
            return  # while the record answers, what is shown stays
        view = state.draft.dossier
        owed = view.fee_amount if view is not None and not view.fee_paid else 0
        code = self._transfers.of(view.code, owed) if view is not None and owed > 0 else None
        face = handing(state, code)
        if face is None:
            self._facing.clear(OWNER)
        else:
            self._facing.show(OWNER, face)

    # ---- signing --------------------------------------------------------------------------------

    def _on_signed(self, strokes: Strokes) -> None:
        face = handing(self._presenter.state)
        if isinstance(face, Sign) and not face.on_paper and self._page.isVisible():
            self._pad.adopt(strokes)

    def _on_pad(self) -> None:
        if not self._pad.signed:
            self._facing.wiped.emit()

    # ---- rating ---------------------------------------------------------------------------------

    def _on_committed(self, acted: Acted, draft: ReturnDraft) -> None:
        if acted.state is not State.RETURNED or draft.by != "counter":
            return
        if self._facing.able.rates:
            self._asking.begin(OWNER, acted.code)
            self._facing.show(OWNER, Rate(), Thanks(returned=True))
        else:
            self._facing.show(OWNER, Thanks(returned=True))

    def _on_scored(self, owner: str, code: str, score: int, command_id: str) -> None:
        if owner == OWNER:
            self.scored.emit(code, score, command_id)

    def _on_let_go(self, owner: str, code: str) -> None:
        if owner == OWNER:
            self.let_go.emit(code)
