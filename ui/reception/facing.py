"""What the citizen reads along while they are received: the draft masked, then fee and thanks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from ui import format as say
from ui.citizen.faces import Entering, Face, Fee, PaperLine, Thanks, Visit, VisitLine
from ui.citizen.settling import Settling
from ui.reception import draft as rules
from ui.reception import fees

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk.paying.transfer import TransferCode
    from desk.rows import Received
    from desk.rows.visits import VisitOverview
    from ui.reception.draft import Draft
    from ui.reception.presenter import ReceptionPresenter
    from ui.shell.screen import ScreenContext

OWNER = "reception"


def entering(draft: Draft) -> Entering:
    """The draft as the citizen may see it: no whole number, no phone, no address."""
    person, procedure = draft.person, draft.procedure
    number = person.id_number
    papers = tuple(
        PaperLine(paper.name, done=paper.received or paper.reuse)
        for paper in draft.papers
        if (paper.received or paper.reuse or paper.mandatory)
        and not paper.from_database
        and draft.applies(paper)
    )
    return Entering(
        name=person.full_name.strip(),
        id_number=say.masked_id(number) if len(number) > 4 else "",
        procedure=procedure.name if procedure is not None else "",
        papers=papers,
        due=draft.promise.due_at if draft.promise is not None and not rules.asks_supplement(draft) else None,
        fee=fees.amount(draft),
        method=fees.method(draft) if fees.amount(draft) else draft.fee_method,
    )


def after(received: Received, draft: Draft, code: TransferCode | None = None) -> tuple[Face, ...]:
    """What follows the commit; nobody's name in it."""
    fee, how = fees.amount(draft), fees.method(draft)
    thanks = Thanks(due=received.due_at)
    return (Fee(fee, how, code), thanks) if fee and how in fees.PAID_NOW else (thanks,)


def of_visit(found: VisitOverview) -> Visit:
    """The dossiers of a visit as its citizen reads them."""
    lines = tuple(VisitLine(row.procedure, row.code, row.due_at, waits=row.waits) for row in found.rows)
    return Visit(lines, found.fee)


def after_visit(
    received: Received, found: VisitOverview, code: TransferCode | None = None
) -> tuple[Face, ...]:
    """What follows the last commit of a visit: one QR for all that is transferred, then the whole list."""
    owed = (Fee(found.transfer, "online", code),) if code is not None else ()
    return (*owed, of_visit(found), Thanks(due=received.due_at))


def transferable(draft: Draft) -> int:
    """How much the citizen may transfer now; 0 where it is paid in cash, or nothing is owed."""
    return fees.amount(draft) or 0 if fees.method(draft) == "online" else 0


class ReceptionFacing(QObject):
    """Publishes the reception in front to the citizen's window; a hidden one shows nothing."""

    def __init__(self, context: ScreenContext, presenter: ReceptionPresenter, page: QWidget) -> None:
        super().__init__(page)
        self._facing, self._presenter, self._page = context.desktop.facing, presenter, page
        self._services, self._runner = context.services, context.runner
        self._settling = Settling(context, OWNER, self)
        presenter.changed.connect(self._publish)
        presenter.committed.connect(self._thank)
        self._facing.able_changed.connect(self._publish)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The screen came back to the front with a draft begun before."""
        if event.type() == QEvent.Type.Show and watched is self._page:
            self._publish()
        return False

    def _publish(self, *_state: object) -> None:
        if self._facing.able.on and self._page.isVisible():
            if not entering(self._presenter.state.draft).empty:
                self._settling.moved_on()
            self._facing.show(OWNER, entering(self._presenter.state.draft))

    def _thank(self, received: Received, draft: Draft) -> None:
        amount = transferable(draft) if received.due_at is not None else 0
        self._settling.follow(received.code, amount, partial(after, received, draft))

    def tell_visit(self, received: Received, _draft: Draft) -> None:
        """The visit is over: show all of it, unless the next citizen is served already."""
        if not self._facing.able.on:
            return

        def show(found: VisitOverview) -> None:
            if self._settling.serves(received.code):
                faces = partial(after_visit, received, found)
                self._settling.follow(received.code, found.transfer, faces, under=found.transfer_under)

        work = partial(self._services.intake.visit, received.code)
        self._runner.submit("desk", work, owner=self, done=show, failed=lambda _error: None)
