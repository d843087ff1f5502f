"""What the citizen reads along while their papers are certified: masked, with the fee; then they may rate."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from ui import format as say
from ui.citizen.faces import Entering, Face, Fee, PaperLine, Rate, Thanks
from ui.citizen.rating import record
from ui.citizen.settling import Settling
from ui.citizen.words import paper_counted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk.certify.rows import Certified
    from desk.paying.transfer import TransferCode
    from ui.certify.draft import Draft
    from ui.certify.presenter import CertifyPresenter, CertifyState
    from ui.shell.screen import ScreenContext

OWNER = "certify"
PAID_NOW = ("cash", "online")


def entering(state: CertifyState) -> Entering:
    """The draft as the citizen may see it; nothing before somebody or something stands in it."""
    draft, kind = state.draft, state.kind
    if not draft.begun:
        return Entering()
    number = draft.person.id_number
    papers = tuple(
        PaperLine(paper_counted(one.name.strip(), int(one.pages), int(one.copies)), done=True)
        for one in draft.told
        if one.name.strip() and one.counted
    )
    return Entering(
        name=draft.person.full_name.strip(),
        id_number=say.masked_id(number) if len(number) > 4 else "",
        procedure=kind.name if kind is not None else "",
        papers=papers,
        fee=state.quote.total if state.quote is not None and papers else None,
        method=draft.method,
        about="certify",
    )


def after(done: Certified, code: TransferCode | None = None, *, rates: bool) -> tuple[Face, ...]:
    """What follows the commit, nobody's name in it: the fee, the rating of what was handed over, thanks.

    Cash stood large beside the papers and is paid by now; a citizen who may rate is not kept waiting for it.
    """
    thanks = Thanks(returned=True) if done.lines[0].number is not None else Thanks(due=done.due_at)
    asked = (Rate(), thanks) if rates else (thanks,)
    shown = done.fee > 0 and done.fee_method in PAID_NOW and not (rates and done.fee_method == "cash")
    return (Fee(done.fee, done.fee_method, code), *asked) if shown else asked


class CertifyFacing(QObject):
    """Publishes the certification in front and takes the score given for it. GUI thread only."""

    def __init__(self, context: ScreenContext, presenter: CertifyPresenter, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._presenter, self._page = context, presenter, page
        self._facing = context.desktop.facing
        self._settling = Settling(context, OWNER, self)
        presenter.changed.connect(self._publish)
        presenter.certified.connect(self._thank)
        self._facing.able_changed.connect(self._publish)
        self._facing.asking.scored.connect(self._on_scored)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The screen came back to the front with a draft begun before."""
        if event.type() == QEvent.Type.Show and watched is self._page:
            self._publish()
        return False

    def _publish(self, *_state: object) -> None:
        state = self._presenter.state
        if self._facing.able.on and self._page.isVisible() and not state.saving:
            face = entering(state)
            if not face.empty:
                self._settling.moved_on()
            self._facing.show(OWNER, face)

    def _thank(self, done: Certified, _draft: Draft) -> None:
        rates = self._facing.able.rates and done.lines[0].number is not None
        if rates:
            self._facing.asking.begin(OWNER, done.code)
        amount = done.fee if done.fee_method == "online" else 0
        self._settling.follow(done.code, amount, partial(after, done, rates=rates))

    def _on_scored(self, owner: str, code: str, score: int, command_id: str) -> None:
        if owner == OWNER:
            failed = self._presenter.failed.emit
            record(self._context, self, code, score, by="citizen", command_id=command_id, failed=failed)
