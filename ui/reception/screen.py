"""The reception as a screen: view and presenter tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.rows import IdentityCard, Received
from ui.drafts.joining import FieldsOf
from ui.drafts.parked_list import ParkedList
from ui.drafts.parking import Parking
from ui.failures import explain
from ui.key_bars import BARS
from ui.reception import words
from ui.reception.asking import Asking
from ui.reception.coming import next_citizen
from ui.reception.draft import Draft
from ui.reception.facing import ReceptionFacing
from ui.reception.fees import FEE_GAPS
from ui.reception.parking import ReceptionWork
from ui.reception.presenter import ReceptionPresenter
from ui.reception.scan_asking import ScanAsking
from ui.reception.state import ProcedureWish, stage_of
from ui.reception.strip import ReceptionStrip
from ui.reception.view import ReceptionView
from ui.reception.visiting import Visiting
from ui.reception.waiting import AfterPages
from ui.reception.wiring import bind_keys, connect, offer_reasons
from ui.shell.screen import PARKED, DraftWish, ScreenContext, ScreenPage
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from ui.reception.state import ReceptionState
    from ui.tokens import LayoutKind


class ReceptionPage(ScreenPage):
    """Tiếp nhận: a card scanned anywhere starts it, F9 saves and prints, then the next citizen."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("reception")
        self.context = context
        self.presenter = ReceptionPresenter(context.services, context.runner, context.changes)
        self.presenter.setParent(self)
        self.view = ReceptionView(context, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.pages = ReceptionStrip(context, self.view.scan, self.presenter)
        self.facing = ReceptionFacing(context, self.presenter, self)
        self._was_searching, self._stage, self._front = False, "", ""
        self._gap_said = False
        self._fields = FieldsOf(self)
        self.after_pages = AfterPages(self.view.scan, self.view.banner)
        self.visiting = Visiting(context, self.presenter, self)
        self.scans = ScanAsking(context, self.view, self)
        self.asking = Asking(context, self.presenter, self.view, self)
        self.parking = Parking(context, ReceptionWork(context.services, self.presenter, self.pages), self)
        self.parked = ParkedList(context.services.now, self)
        connect(self)
        bind_keys(self, context.keys)
        self.presenter.start()

    # ---- the shell's questions ------------------------------------------------------------------

    def shown(self) -> None:
        """Start where work is: the first gap; the camera runs while the screen is in front."""
        self.view.scan.start()
        self.parking.look()
        self.visiting.look()
        self.scans.look()
        offer_reasons(self)
        self.focus_step()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go while another screen is in front; the draft stays."""
        self.view.scan.stop()
        self.asking.close_panel()
        super().hideEvent(event)

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is."""
        self.view.lay_out(kind)
        self.view.show_state(self.presenter.state)

    def open_with(self, payload: object) -> None:
        """A card starts a reception, or fills the one begun; the next citizen's parks the one before."""
        if payload == PARKED:
            self.park(arrived=True)
        elif isinstance(payload, DraftWish):
            self.parking.resume(payload.key)
        elif isinstance(payload, ProcedureWish):
            self._receive(payload.code)
        if not isinstance(payload, IdentityCard):
            return
        self.view.banner.clear()
        if next_citizen(self.presenter.state.draft, payload) and not self.parking.park():
            self.presenter.start()  # only what was carried from the citizen before
        self.presenter.take_card(payload)
        self.focus_step()

    def _receive(self, procedure: str) -> None:
        """Choose a procedure found elsewhere; a reception that has its own is parked first."""
        if self.presenter.state.draft.procedure is not None and not self.parking.park():
            self.presenter.start()
        self.presenter.choice.choose(procedure)
        self.focus_step()

    def take_scan(self, recognised: object) -> bool:
        """A card read while this screen is in front belongs here; a receipt opens its dossier."""
        card = getattr(recognised, "card", None)
        if isinstance(card, IdentityCard):
            self.open_with(card)
            return True
        return False

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of the step in progress."""
        return BARS.get(f"reception.{self._stage}", usual)

    def print_current(self) -> bool:
        """Ctrl+P: the newest slip once more while nothing is begun; else its preview where it is not seen."""
        if self.presenter.state.draft.empty:
            return self.visiting.print_last()
        return self.view.show_slip()

    def undo(self) -> bool:
        """Take back the last tick, page or choice."""
        return self.pages.undo()

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self.pages.redo()

    def park(self, *, arrived: bool = False) -> bool:
        """Ctrl+H: park what is in front; with nothing in front take one up again, from a list of several."""
        if self.parked.isVisible():
            self.parked.close_list()
        elif arrived or self.presenter.state.draft.empty:
            self.parking.look(offer=True)
        else:
            self.after_pages.run(partial(self._make_room, self.parking.park))
        return True

    def closing(self) -> None:
        """The window goes: drafts are on the disk."""
        self.parking.close()
        self.pages.close()

    def back(self) -> bool:
        """Esc: close list or panel, stop a scan, close the procedure search; the draft is always kept."""
        if self.parked.isVisible():
            self.parked.close_list()
            return True
        if self.asking.close_panel():
            return True
        if self.view.scan.back():
            return True
        if self.presenter.state.searching and self.presenter.state.draft.procedure is not None:
            self.presenter.close_search()
            return True
        return self.view.due.close_fees() or self.view.person.stop_editing()

    def keep(self) -> object:
        """The draft, for a window built anew in the other language."""
        return self.presenter.state.draft, self.pages.keep(), self.parking.hand_over()

    def restore(self, kept: object) -> None:
        """Go on with a draft and its pages kept before."""
        if isinstance(kept, tuple) and isinstance(kept[0], Draft):
            self.parking.use(kept[2])
            self.pages.known(kept[0])
            self.presenter.resume(kept[0])
            self.pages.restore(kept[1])

    def panes(self) -> tuple[QWidget, ...]:
        """Person, procedure, papers, scan, due date, commit."""
        view = self.view
        if self.presenter.state.searching:
            return (view.person.first_field(), view.search, view.commit)
        middle = (view.ask.purpose, view.papers, view.scan)
        return (view.person.first_field(), *middle, view.due.return_by, view.commit)

    # ---- acting ---------------------------------------------------------------------------------

    def open_search(self) -> None:
        """Alt+2: choose the procedure, or another one."""
        self.view.search.clear_field()
        self.presenter.search("")
        self.view.search.field.setFocus()

    def commit(self) -> None:
        """F9: save and print; where something is missing, say it and stand in the gap."""
        state = self.presenter.state
        if (missing := state.gap) is None:
            self.after_pages.run(self._commit_now, without=self._commit_without)
            return
        self._gap_said = True
        self.view.banner.say(words.gap(missing, state.draft), tone=Tone.WARN)
        if missing == "procedure":
            self.open_search()
        elif missing == "pages":
            self.view.scan.setFocus()
        elif missing in FEE_GAPS:
            self.view.due.stand_in(missing)
        else:
            self.view.person.gap_field(missing).setFocus()

    def another(self) -> None:
        """Ctrl+F2: another procedure for this citizen; what is in front is saved first."""
        if self.presenter.state.draft.empty:
            self.visiting.another()
            return
        if self.presenter.state.gap is None:
            self.visiting.go_on_after()
        self.commit()

    def discard(self) -> None:
        """Ctrl+Del: do away with what is in front; Ctrl+Z brings it back."""
        self.after_pages.run(partial(self._make_room, self.parking.drop_front))

    def _make_room(self, act: Callable[[], bool]) -> None:
        if act():
            self.focus_step()

    def _commit_without(self) -> None:
        self.scans.waive(self.presenter.state.draft, self.view.scan.pages.acts.target)
        self._commit_now()

    def _commit_now(self) -> None:
        if not self.scans.may_save(self.presenter.state.draft):
            self.visiting.stop_waiting()
            return
        self.view.banner.clear()
        self.visiting.asked_for(self.presenter.state.draft)
        self.presenter.commit()

    def after_person(self) -> None:
        """Step 1 is done: go on where work is."""
        if self.presenter.state.draft.procedure is None:
            self.open_search()
        else:
            self.view.papers.focus_row()

    def open_history(self) -> None:
        """Alt+H: what waits for this citizen, or their newest dossier."""
        history = self.presenter.state.draft.history
        if history is None:
            return
        if history.waiting_results:
            self.context.desktop.go("returns", history.waiting_results[0])
        elif history.recent:
            self.context.desktop.go("dossier", history.recent[0].code)

    # ---- answers --------------------------------------------------------------------------------

    def on_resumed(self, text: str, tone: Tone) -> None:
        """A draft came back to the front; what is not as it was is said beside it."""
        self.view.banner.clear()
        self.focus_step()
        if text:
            self.view.banner.say(text, tone=tone)

    @Slot(object)
    def on_changed(self, state: ReceptionState) -> None:
        """Paint a state and keep it."""
        opened = state.searching and not self._was_searching
        closed = self._was_searching and not state.searching
        self._was_searching = state.searching
        stage = stage_of(state)
        if stage != self._stage:
            self._stage = stage
            self.context.desktop.keys_changed.emit()
        self._fields.show(state.draft.command_id)
        self.pages.open(state.draft.command_id)
        self.view.show_state(state)
        if state.draft.command_id != self._front:  # asked for before the camera knew of another piece of work
            self._front = state.draft.command_id
            self.view.scan.controller.leave()
        self.pages.follow(state.draft)
        self.parking.follow()
        self.scans.follow(state.draft)
        if opened and self.isVisible():
            self.view.search.field.setFocus()
        elif closed and self.isVisible():
            self.view.papers.focus_row()
        if self._gap_said and state.gap is None:  # a failure stays until it is solved
            self._gap_said = False
            self.view.banner.clear()

    def focus_step(self) -> None:
        """Stand where work is."""
        state = self.presenter.state
        if state.step == 1:
            self.view.person.first_field().setFocus()
        elif state.step == 2:
            if not state.searching:
                self.open_search()
            self.view.search.field.setFocus()
        else:
            self.view.papers.focus_row()

    @Slot(object, object)
    def on_committed(self, received: Received, draft: Draft) -> None:
        """Say what was saved, print it, begin with the next citizen, who gets no page of the one before."""
        self.view.scan.controller.leave()
        self.pages.finish(draft.command_id)
        self.parking.finish(draft.command_id)
        self.view.banner.clear()
        self.visiting.saved(received, draft)
        self.focus_step()

    @Slot(object)
    def on_failed(self, error: Exception) -> None:
        """Say a failure beside the cause."""
        self.view.banner.say(explain(error), tone=Tone.BAD)


class ReceptionScreen:
    """Builds the reception."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return ReceptionPage(context)
