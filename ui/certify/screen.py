"""The certification as a screen: view and presenter tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.rows import IdentityCard
from ui.certify import words
from ui.certify.announcing import announce, print_receipt, tell_struck
from ui.certify.draft import Draft
from ui.certify.facing import CertifyFacing
from ui.certify.parking import CertifyWork
from ui.certify.presenter import CertifyPresenter, CertifyState
from ui.certify.view import CertifyView
from ui.certify.wiring import bind_keys, connect
from ui.drafts.joining import FieldsOf, join_list
from ui.drafts.parked_list import ParkedList
from ui.drafts.parking import Parking
from ui.failures import explain
from ui.shell.screen import DraftWish, ScreenContext, ScreenPage
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.certify.rows import Certified, Struck
    from ui.tokens import LayoutKind


class CertifyPage(ScreenPage):
    """Chứng thực: a card fills the person, Enter walks the papers, F9 certifies and hands over."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("certify")
        self.context = context
        self._last: tuple[Certified, Draft] | None = None
        self._fields = FieldsOf(self)
        self._said = ""  # why the banner stands there: gap, price or failure
        self._brings_back: Draft | None = None  # what is put in front again once its number is struck
        self.presenter = CertifyPresenter(context, self)
        self.view = CertifyView(context.keys, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.facing = CertifyFacing(context, self.presenter, self)
        self.parking = Parking(context, CertifyWork(self.presenter), self)
        self.parked = ParkedList(context.services.now, self)
        connect(self)
        join_list(self, self.parking, self.parked)
        bind_keys(self, context.keys)
        self.view.show_state(self.presenter.state)

    # ---- the shell's questions ------------------------------------------------------------------

    def shown(self) -> None:
        """Read what is new and stand where work is."""
        self.presenter.load()
        self.parking.look()
        self.focus_step()

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is."""
        self.view.lay_out(kind)
        self.view.show_state(self.presenter.state)

    def open_with(self, payload: object) -> None:
        """A card fills the person; the next citizen's parks the one before."""
        if isinstance(payload, DraftWish):
            self.parking.resume(payload.key)
        if isinstance(payload, IdentityCard):
            self.view.banner.clear()
            if self.presenter.another_citizen(payload):
                self.parking.park()
            self.presenter.take_card(payload)
            self.focus_step()

    def take_scan(self, recognised: object) -> bool:
        """A card read while this screen is in front belongs here; a receipt opens its dossier."""
        card = getattr(recognised, "card", None)
        if isinstance(card, IdentityCard):
            self.open_with(card)
            return True
        return False

    def print_current(self) -> bool:
        """Ctrl+P: the receipt of the certification just done, for who asks for one."""
        if self._last is None:
            return False
        self._print(self._last[0].code)
        return True

    def undo(self) -> bool:
        """Bring back a removed row; else ask why the certification just done is to be struck."""
        if self.presenter.undo():
            self.view.banner.clear()
            return True
        if self._last is None or self.presenter.state.draft.begun:
            return False
        return self.view.recent.begin_strike(self._last[0].code)

    def park(self, *, arrived: bool = False) -> bool:
        """Ctrl+H: park what is in front; with nothing in front take one up again, from a list of several."""
        del arrived
        if self.parked.isVisible():
            self.parked.close_list()
        elif self.parking.park():
            self.focus_step()
        else:
            self.parking.look(offer=True)
        return True

    def closing(self) -> None:
        """The window goes: drafts are on the disk."""
        self.parking.close()

    def back(self) -> bool:
        """Esc: close the list or the question; the draft stays."""
        if self.parked.isVisible():
            self.parked.close_list()
            return True
        return self.view.recent.end_strike()

    def keep(self) -> object:
        """The draft, for a window built anew."""
        return self.presenter.state.draft, self.parking.hand_over()

    def restore(self, kept: object) -> None:
        """Go on with a draft kept before."""
        if isinstance(kept, tuple) and isinstance(kept[0], Draft):
            self.parking.use(kept[1])
            self.presenter.resume(kept[0])

    def panes(self) -> tuple[QWidget, ...]:
        """Person, kind, papers, fee, today, commit."""
        view = self.view
        person = view.person.id_field if self.presenter.state.draft.person.card is None else view.person.other
        return (person, view.kind, view.papers, view.fee.method, view.recent, view.commit)

    # ---- acting ---------------------------------------------------------------------------------

    def commit(self, _pressed: bool = False, *, dated: bool = False) -> None:
        """F9 or F8; where something is missing, say it and stand in the gap."""
        draft = self.presenter.state.draft
        gap = draft.gap
        self.view.papers.marked = (gap.row, gap.what) if gap and gap.where == "papers" else (-1, "")
        if gap is None:
            self.view.banner.clear()
            self.presenter.commit(dated=dated)
            return
        self._said = "gap"
        title, text = words.gap(gap, draft)
        self.view.banner.say(title, text, tone=Tone.WARN)
        self.view.show_state(self.presenter.state)
        if gap.where == "person":
            if draft.person.card is None:
                self.view.person.gap_field(gap.what).setFocus()
        else:
            self.view.papers.stand(gap.row, gap.what)

    def discard(self) -> None:
        """Ctrl+Del: do away with what is in front; Ctrl+Z brings it back."""
        if self.parking.drop_front():
            self.focus_step()

    def add_paper(self) -> None:
        """A further row, ready to type its name."""
        self.view.papers.stand(self.presenter.add_paper(), "name")

    def remove_paper(self, row: int) -> None:
        """Take a row away; Ctrl+Z brings it back."""
        self.presenter.remove_paper(row)
        last = len(self.presenter.state.draft.papers) - 1
        self.view.papers.stand(min(row, last), "name")

    def turn_kind(self, row: int) -> None:
        """On paper, or electronic."""
        papers = self.presenter.state.draft.papers
        if row < len(papers):
            self.presenter.type_paper(row, electronic=not papers[row].electronic)

    def choose_kind(self, at: int) -> None:
        """Ctrl+1 to Ctrl+5: another kind."""
        kinds = self.presenter.state.kinds
        if at < len(kinds):
            self.presenter.choose_kind(kinds[at].procedure)

    def to_person(self) -> None:
        """Alt+1: the person's first field, or the way to another one."""
        draft = self.presenter.state.draft
        (self.view.person.id_field if draft.person.card is None else self.view.person.other).setFocus()

    def other_person(self) -> None:
        """It is not the person of the card after all."""
        self.presenter.forget_person()
        self.view.person.id_field.setFocus()

    def _strike_last(self) -> None:
        """Take back what was just done, as a further official act: the number stays, struck."""
        if self._last is not None:
            (done, draft), self._last = self._last, None
            self._brings_back = draft
            self.presenter.strike(done.code, "")

    def focus_step(self) -> None:
        """Stand where work is."""
        if self.presenter.state.draft.person.gap:
            self.to_person()
        else:
            self.view.papers.setFocus()

    # ---- answers --------------------------------------------------------------------------------

    def on_changed(self, state: CertifyState) -> None:
        """Paint a state and keep it."""
        self._fields.show(state.draft.command_id)
        gap = state.draft.gap
        if gap is None or (gap.row, gap.what) != self.view.papers.marked:
            self.view.papers.marked = (-1, "")
        solved = gap is None if self._said == "gap" else state.quote is not None and self._said == "price"
        if solved and not state.saving:  # any other failure stays until it is tried again
            self._said = ""
            self.view.banner.clear()
        self.view.show_state(state)
        self.parking.follow()

    def on_resumed(self, text: str, tone: Tone) -> None:
        """A draft came to the front; what is not as it was is said beside it."""
        self.view.banner.clear()
        self.focus_step()
        if text:
            self.view.banner.say(text, tone=tone)

    def on_certified(self, done: Certified, draft: Draft) -> None:
        """Say what was certified, print what was asked for, begin with the next citizen."""
        self._last = (done, draft)
        self.parking.finish(draft.command_id)
        prints, strikes = partial(self._print, done.code), self._strike_last
        announce(self.context, done, draft, prints=prints, strikes=strikes)
        self.focus_step()

    def on_struck(self, done: Struck) -> None:
        """Say what was struck; what was typed for it comes back to be put right."""
        draft, self._brings_back = self._brings_back, None
        back = draft is not None and not self.presenter.state.draft.begun
        tell_struck(self.context, done, brought_back=back)
        if draft is not None and back:
            self.presenter.resume(draft.again())
            self.focus_step()

    def on_failed(self, error: Exception) -> None:
        """Say a failure beside the cause."""
        self._brings_back = None
        state = self.presenter.state
        self._said = "price" if state.priced and state.quote is None else "failure"
        self.view.banner.say(explain(error), tone=Tone.BAD)

    def _print(self, code: str) -> None:
        print_receipt(self.context, self, code, self.on_failed)


class CertifyScreen:
    """Builds the certification."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return CertifyPage(context)
