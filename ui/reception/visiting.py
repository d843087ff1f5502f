"""Một lượt, nhiều hồ sơ: the next procedure for the same citizen, and one list of them at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.dossier import way_back
from ui.i18n import tr
from ui.reception.announcing import announce, print_again
from ui.reception.command import command
from ui.shell.screen import BannerSpec, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.paper.receipts import Printed
    from desk.rows import Received
    from ui.reception.draft import Draft
    from ui.reception.presenter import ReceptionPresenter
    from ui.shell.screen import ScreenContext

FORM = "ds_tiep_nhan"


@dataclass(frozen=True, slots=True)
class Visit:
    """What was received of the citizen at the counter: the first dossier's code stands for the visit."""

    first: str
    codes: tuple[str, ...]
    draft: Draft
    newest: Received
    unsent: bool = False  # its slip was not on paper yet


class Visiting(QObject):
    """Remembers the last reception, so that another one for the same person is one key away. GUI thread only.

    Guarantees: person, phone and for whom they act are asked once; every dossier is received by itself, under
    a command id of its own; the list is printed when the visit ends, not in between.
    Signals: `failed(Exception)`, `begun()` when the next reception of a visit is in front,
    `ended(Received, Draft)` with its last one.
    """

    failed = Signal(object)
    begun = Signal()
    ended = Signal(object, object)

    def __init__(self, context: ScreenContext, presenter: ReceptionPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._presenter = context, presenter
        self._last: Visit | None = None
        self._goes_on = False
        self._paper = "beside"
        self._knows_paper = False
        presenter.alone = self.alone
        self._unprinted: set[str] = set()  # command ids of what is saved without printing
        self._first_asked: dict[str, Draft] = {}  # drafts whose answer has not come yet, by command id

    @property
    def last(self) -> Visit | None:
        """The visit of the newest reception."""
        return self._last

    def look(self) -> None:
        """Ask how this office prints a visit, and once on which paper this machine prints receipts."""

        def take(answer: tuple[str, str]) -> None:
            self._paper, own = answer
            if own and not self._knows_paper:
                self._presenter.fields.paper_format(own)
            self._knows_paper = True

        self._context.runner.submit("desk", self._asked, owner=self, done=take, failed=self.failed.emit)

    def _asked(self) -> tuple[str, str]:
        services = self._context.services  # on the desk pool: at the start the office opens
        return services.intake.visit_paper(), services.printing.paper("giay_tiep_nhan")

    # ---- going on -------------------------------------------------------------------------------

    def another(self) -> bool:
        """Ctrl+F2 with nothing in front: the next procedure for the citizen of the last reception."""
        if self._last is None:
            text = tr("Chưa có hồ sơ nào vừa tiếp nhận để thêm thủ tục.")
            self._context.desktop.toast(ToastSpec(text, tone=Tone.INFO))
            return False
        before = self._last.draft
        self._presenter.start(
            like=replace(before, visit=self._last.first, person=replace(before.person, warnings=()))
        )
        self.begun.emit()
        return True

    def go_on_after(self) -> None:
        """Ctrl+F2 with a reception in front: it is being saved, and the next one follows."""
        self._goes_on = True

    def print_later(self, draft: Draft) -> None:
        """Ctrl+S: what is in front is saved and its papers wait for Ctrl+P, Ctrl+L."""
        self._unprinted.add(draft.command_id)

    def stop_waiting(self) -> None:
        """It was not saved after all."""
        self._goes_on = False
        self._unprinted.clear()

    def asked_for(self, draft: Draft) -> None:
        """F9: what is asked first under a command id is what the record has, whatever is typed later."""
        self._first_asked.setdefault(draft.command_id, draft)

    # ---- a reception was saved ------------------------------------------------------------------

    def alone(self, draft: Draft) -> bool:
        """Whether the receipt of this draft is printed by itself, not only in the list of its visit."""
        if draft.command_id in self._unprinted:
            return False
        return self._paper != "instead" or (not draft.visit and not self._goes_on)

    def saved(self, received: Received, draft: Draft) -> None:
        """Confirm and print what is to be printed now; begin the next one, or end the visit with its list."""
        single, later = self.alone(draft), draft.command_id in self._unprinted
        self._unprinted.discard(draft.command_id)
        goes_on, self._goes_on = self._goes_on, False
        known = self._last if draft.visit and self._last and self._last.first == draft.visit else None
        first = draft.visit or received.code
        codes = (*(known.codes if known else (draft.visit,) if draft.visit else ()), received.code)
        unsent = later or (not single and received.due_at is not None)
        self._last = Visit(first, codes, draft, received, unsent)
        more = ToastAction(tr("Thêm thủ tục"), "reception.another", self.another)
        shown = replace(received, receipt_pdf=None) if later else received
        announce(self._context, self, shown, draft, self.failed.emit, more=more, single=single)
        self._tell_overtaken(received, draft)
        if goes_on:
            self.another()
        elif draft.visit:
            self.ended.emit(received, draft)
            if self._paper != "list_off" and not later:
                self.print_list()

    def _tell_overtaken(self, received: Received, draft: Draft) -> None:
        """The answer of an earlier F9 was lost: that one counts, and what was typed since is not in it."""
        first = self._first_asked.pop(draft.command_id, draft)
        if not received.repeated or _asked(first) == _asked(draft):
            return
        text = tr("Những gì sửa sau lần bấm đó chưa có trong hồ sơ {code}.", code=received.code)
        mends = partial(way_back.mend, self._context.desktop, received.code, "receive")
        act = ToastAction(tr("Đính chính"), "undo", mends)
        title = tr("Hồ sơ này đã được lưu từ lần bấm trước.")
        self._context.desktop.banner(BannerSpec(title, text, tone=Tone.WARN, action=act))

    def print_last(self) -> bool:
        """Ctrl+P while nothing is begun: the newest slip once more, marked as a copy; False where none is."""
        last = self._last
        if last is None:
            return False
        paper = last.draft.paper_format
        print_again(self._context, self, last.newest, paper, self.failed.emit, first=last.unsent)
        return True

    def print_list(self) -> bool:
        """Print the list of the visit; False where the last reception was a single one."""
        visit = self._last
        if visit is None:
            return False
        services, desktop = self._context.services, self._context.desktop
        code, paper = visit.codes[-1], visit.draft.paper_format

        def work() -> Printed:
            return services.print_form(FORM, code, paper=paper, queued=True)

        done = partial(
            desktop.print_made, title=tr("Danh sách {count} hồ sơ", count=len(visit.codes)), form=FORM
        )
        self._context.runner.submit("desk", work, owner=self, done=done, failed=self.failed.emit)
        return True


def _asked(draft: Draft) -> object:
    """A draft as `desk` was asked to receive it."""
    return command(draft, supplement_reason="") if draft.procedure is not None else draft
