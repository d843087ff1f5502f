"""What follows an act of the return: its papers printed, its toast with what mends or prints it again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desk.rows import State
from ui import format as say
from ui.dossier import way_back
from ui.dossier.words import paper_of
from ui.i18n import tr
from ui.returns import draft as rules
from ui.returns import posting, words
from ui.shell.screen import ToastAction, ToastSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.paper.receipts import Printed
    from desk.rows import Acted, DossierView
    from ui.returns.draft import ReturnDraft
    from ui.returns.presenter import ReturnPresenter
    from ui.shell.screen import ScreenContext

PAPER, SLIP, SLIP_PAPER = "k80", "phieu_tra", "a5"


class ReturnsPaper(QObject):
    """Prints for the open dossier and tells what was done. GUI thread only."""

    def __init__(
        self, context: ScreenContext, presenter: ReturnPresenter, failed: Callable[[Exception], None]
    ) -> None:
        super().__init__(presenter)
        self._context, self._presenter, self._failed = context, presenter, failed
        self._slip_asked = False  # while what it is for was still on its way
        presenter.opened.connect(self._on_opened)
        presenter.failed.connect(self._on_failed)

    def print_again(self) -> bool:
        """The receipt of the open dossier, or the slip of what goes by post; False where none is open."""
        view = self._presenter.state.draft.dossier
        if view is not None and posting.goes(self._presenter.state):
            return self._print(posting.POSTAL_SLIP, SLIP_PAPER)
        return view is not None and self._print(paper_of(view), PAPER)

    def print_slip(self) -> bool:
        """The sheet signed on paper, or the slip and label of a parcel, where there is a result to give.

        Asked for while the result is being noted or the dossier opened, it is printed as soon as it is there.
        """
        state = self._presenter.state
        if state.saving or state.loading:
            self._slip_asked = True
            return True
        form = posting.POSTAL_SLIP if posting.goes(state) else SLIP
        return state.stage == "ready" and self._print(form, SLIP_PAPER)

    @Slot(object)
    def _on_opened(self, view: DossierView) -> None:
        del view
        if self._slip_asked:
            self._slip_asked = False
            self.print_slip()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        del error
        self._slip_asked = False

    def _print(self, form: str, paper: str) -> bool:
        view = self._presenter.state.draft.dossier
        if view is None:
            return False
        services, desktop = self._context.services, self._context.desktop

        def work() -> Printed:
            chosen = services.printing.paper(form) or paper
            return services.print_form(form, view.code, paper=chosen, queued=True)

        def take(made: Printed) -> None:
            desktop.print_made(made, view.code, form)
            self._presenter.reload()

        self._context.runner.submit("desk", work, owner=self, done=take, failed=self._failed)
        return True

    def tell(self, acted: Acted, draft: ReturnDraft) -> None:
        """Say what was done and how to print it again or mend it."""
        desktop, now = self._context.desktop, self._context.services.now()
        desktop.kept(now)
        title, note = _said(acted, draft)
        posted = draft.by == posting.POSTAL
        paper = tr("In phiếu gửi bưu chính") if posted else tr("In lại giấy hẹn")
        again = ToastAction(paper, "print", self.print_again)
        verb = "return" if acted.state is State.RETURNED else "result-ready"
        back = way_back.offered(verb, partial(way_back.mend, desktop, acted.code, verb))
        actions = (back, again) if back is not None else (again,)
        told = " · ".join(part for part in (acted.code, say.clock(now), note) if part)
        desktop.toast(ToastSpec(title, told, actions))


def _said(acted: Acted, draft: ReturnDraft) -> tuple[str, str]:
    """What was done, and what stands beside code and hour."""
    name = draft.dossier.applicant_name.title() if draft.dossier is not None else ""
    posts = draft.by == posting.POSTAL
    if acted.state is not State.RETURNED:
        waits = tr("chờ gửi bưu chính") if posts else tr("chờ công dân nhận")
        return tr("Đã ghi nhận có kết quả cho {name}", name=name), waits
    if posts:
        return tr("Đã gửi bưu chính kết quả của {name}", name=name), rules.parcel_number(draft.parcel)
    return tr("Đã trả kết quả cho {name}", name=name), words.way(draft.by)
