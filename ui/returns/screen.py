"""The return as a screen: view and presenters tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.rows import IdentityCard, State
from ui.dossier.keying import act_commands
from ui.failures import explain
from ui.key_bars import BARS
from ui.keys import bind
from ui.returns import draft as rules
from ui.returns import posting, words
from ui.returns.after import ReturnsPaper
from ui.returns.draft import ReturnDraft
from ui.returns.files import FilesPresenter
from ui.returns.presenter import ReturnPresenter, ReturnState
from ui.returns.rating import Rating
from ui.returns.view import ReturnsView
from ui.scan.strip_work import StripWork
from ui.shell.screen import ScreenContext, ScreenPage
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from desk.rows import Acted, DossierView
    from ui.shell.command import Command
    from ui.tokens import LayoutKind


class ReturnsPage(ScreenPage):
    """Trả kết quả: a slip scanned anywhere opens its dossier here, F9 hands over or notes the result."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("returns")
        self._context = context
        self.presenter = ReturnPresenter(context.services, context.runner, context.changes)
        self.presenter.setParent(self)
        self.pictures = FilesPresenter(context.services, context.runner)
        self.pictures.setParent(self)
        self.view = ReturnsView(context, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.pages = StripWork(context, self.view.scan, screen="returns", form=self.presenter)
        self.paper = ReturnsPaper(context, self.presenter, self._on_failed)
        self._noted = ""  # the dossier whose result was noted last
        self._handed = ""  # the dossier returned last: its rating takes the keys
        self.rating = Rating(context, self.presenter, self.view, self)
        self._strip = self._stage = ""
        self._connect()
        self._bind()
        self.view.say_empty()

    # ---- wiring ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        act, view, pictures = self.presenter, self.view, self.pictures
        act.changed.connect(self._on_changed)
        act.opened.connect(self._on_opened)
        act.committed.connect(self._on_committed)
        act.failed.connect(self._on_failed)
        act.stranger.connect(lambda card: self._context.desktop.go("reception", card))
        pictures.changed.connect(view.show_files)
        view.head.print_asked.connect(self.print_current)
        view.items.ticked.connect(act.toggle)
        view.files.group_chosen.connect(pictures.choose_group)
        view.files.file_chosen.connect(pictures.choose)
        view.files.turned.connect(pictures.turn)
        view.receiver.receiver_typed.connect(
            lambda other, name, number: act.set_receiver(authorised=other, name=name, id_number=number)
        )
        view.receiver.way_chosen.connect(act.set_by)
        view.receiver.signing_chosen.connect(act.set_signing)
        view.receiver.signed.connect(act.set_signature)
        view.receiver.refused.connect(act.set_refusal)
        view.receiver.post_asked.connect(partial(posting.switch, act, view))
        view.receiver.slip_asked.connect(self.paper.print_slip)
        view.receiver.parcel.numbered.connect(act.set_parcel)
        view.receiver.lost_told.connect(lambda lost, no, note: act.set_lost(lost=lost, number=no, note=note))
        view.done.acts_asked.connect(self._context.desktop.commands_asked)
        view.result.typed.connect(lambda changes: act.set_result(**changes))
        view.result.chosen.connect(act.choose_result)
        view.result.dropped.connect(act.drop_result)
        self.pages.given.connect(act.take_pages)
        act.stepped.connect(self.pages.form_did)
        view.commit.clicked.connect(self.commit)
        view.empty.acted.connect(lambda: self._context.desktop.go("returns"))

    def _bind(self) -> None:
        view, keys = self.view, self._context.keys
        acts: dict[str, Callable[[], object]] = {
            "returns.commit": self.commit,
            "returns.all": lambda: None if self._waiting else self.presenter.tick_all(),
            "returns.sign_again": view.receiver.pad.clear,
            "returns.slip_to_sign": self.paper.print_slip,
            "returns.post": partial(posting.switch, self.presenter, view),
            "returns.capture": lambda: view.scan.capture() if self._scanning else None,
            "returns.suggestion": view.suggesting.accept,
            "scan.answer": view.scan.bar.answer,
            "scan.source": view.scan.switch_source,
            "returns.retake": lambda: view.scan.retake() if self._scanning else None,
        }
        for key, run in acts.items():
            bind(self, key, run, keys=keys, window=True)

    @property
    def _waiting(self) -> bool:
        return self.presenter.state.stage == "waiting"

    @property
    def _scanning(self) -> bool:
        """Whether pages are taken now: of a result that arrives, or of the slip signed on paper."""
        state = self.presenter.state
        return state.stage == "waiting" or rules.scans_slip(state.draft)

    # ---- the shell's questions ------------------------------------------------------------------

    def shown(self) -> None:
        """Go on with the open dossier; one that is done makes room for the next slip."""
        if self.presenter.state.stage in ("returned", "closed") and not self.presenter.state.loading:
            self.presenter.clear()
            self.view.say_empty()
        self._run_camera()
        self._focus_start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go while another screen is in front; the draft stays."""
        self.view.scan.stop()
        super().hideEvent(event)

    def closing(self) -> None:
        """The window goes: captured pages and their places are on the disk."""
        self.pages.close()

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is."""
        self.view.lay_out(kind)
        self._paint(self.presenter.state)

    def open_with(self, payload: object) -> None:
        """Open a dossier by its code."""
        if isinstance(payload, str) and payload:
            self._noted = ""
            self.view.banner.clear()
            self.presenter.open(payload)

    def take_scan(self, recognised: object) -> bool:
        """A card is compared with the open dossier, or finds the one that waits; a slip opens its dossier."""
        card, code = getattr(recognised, "card", None), getattr(recognised, "code", None)
        if not isinstance(card, IdentityCard):
            self.open_with(code)
            return bool(code) or posting.take_parcel(self.presenter, getattr(recognised, "text", ""))
        stage, draft = self.presenter.state.stage, self.presenter.state.draft
        if stage == "ready" and self._is_next(card):
            self.presenter.find_by_card(card)
            return True
        if stage == "ready" and draft.by == "counter":
            self.presenter.take_card(card)
            return True
        if stage in ("none", "returned"):  # what waits for the next citizen, or for this one
            self.presenter.find_by_card(card)
            return True
        return False

    def _is_next(self, card: IdentityCard) -> bool:
        """Whether a card is the next citizen's: the result in front was only noted, nobody came for it."""
        draft = self.presenter.state.draft
        dossier = draft.dossier
        noted = dossier is not None and dossier.code == self._noted and card.number != dossier.id_number
        return noted and not (draft.authorised or draft.ticked[0])

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of this stage of a return."""
        return BARS.get(f"returns.{self.presenter.state.stage}", usual)

    def print_current(self) -> bool:
        """Ctrl+P: print the receipt of the open dossier again; the record notes the copy."""
        return self.paper.print_again()

    def undo(self) -> bool:
        """Take back the last tick or page."""
        return self.pages.undo()

    def redo(self) -> bool:
        """Do it again."""
        return self.pages.redo()

    def back(self) -> bool:
        """Esc: stop a scan."""
        return self._scanning and self.view.scan.back()

    def commands(self) -> tuple[Command, ...]:
        """What may be done to the open dossier, each act begun on its own screen."""
        dossier = self.presenter.state.draft.dossier
        return act_commands(dossier, self._context) if dossier is not None else ()

    def keep(self) -> object:
        """The open dossier with its ticks and its pages."""
        return self.presenter.state.draft, self.pages.keep()

    def restore(self, kept: object) -> None:
        """Take the open dossier back."""
        draft, pages = kept if isinstance(kept, tuple) else (None, None)
        if isinstance(draft, ReturnDraft) and draft.dossier is not None:
            self.presenter.restore(draft)
            self.pages.restore(pages)
            self.pictures.open(draft.dossier)

    def panes(self) -> tuple[QWidget, ...]:
        """What is to be done first, the papers, the commit."""
        return self.view.panes(self.presenter.state)

    # ---- acting ---------------------------------------------------------------------------------

    def commit(self) -> None:
        """F9: hand over, or note the result; where something is missing, say it and stand in the gap."""
        state = self.presenter.state
        if state.loading or state.saving:
            return
        missing = state.gap
        if missing is None:
            self.view.banner.clear()
            self.presenter.commit()
            return
        if missing in ("dossier", "state"):
            return
        self.view.banner.say(words.gap(missing, state.draft.dossier), tone=Tone.WARN)
        if missing == "result_day":
            self.presenter.choose_result(rules.wrong_day(state.draft))
            self.view.result.day.setFocus()
        elif missing == "items":
            self.view.items.focus_row(rules.unticked(state.draft))
        else:
            self.view.receiver.gap_widget(missing).setFocus()

    # ---- answers --------------------------------------------------------------------------------

    def _paint(self, state: ReturnState) -> None:
        staff = self._context.services.staff()
        names = {staff.username: staff.full_name}
        if state.draft.dossier is not None:
            names.setdefault(words.receiving_clerk(state.draft.dossier), state.draft.dossier.clerk)
        self.view.show_state(state, names=names, now=self._context.services.now())

    @Slot(object)
    def _on_changed(self, state: ReturnState) -> None:
        self._paint(state)
        if state.stage != self._stage:
            self._stage = state.stage
            self._context.desktop.keys_changed.emit()
        if state.gap is None:
            self.view.banner.clear()
        dossier = state.draft.dossier
        self.standing = dossier.code if dossier is not None else ""
        if dossier is not self.pictures.state.view:
            self.pictures.open(dossier)
        self._open_pages(state)

    def _open_pages(self, state: ReturnState) -> None:
        """Bring the strip of this piece of work to the front as soon as pages may be taken for it."""
        dossier = state.draft.dossier
        key = "" if dossier is None or not self._scanning else dossier.code
        key = rules.slip_of(key) if key and not self._waiting else key
        if key == self._strip:
            return
        self._strip = key
        if dossier is not None and key:
            self.pages.open(key)
            self.pages.describe(dossier=dossier.code, name=dossier.applicant_name)
            self.pages.look_for_lost(dossier=dossier.code)
        if self.isVisible():
            self._run_camera()

    @Slot(object)
    def _on_opened(self, view: DossierView) -> None:
        del view
        self.view.banner.clear()
        if self.isVisible():
            self._run_camera()
            self._focus_start()

    def _run_camera(self) -> None:
        if self._scanning:
            draft = self.presenter.state.draft
            if rules.scans_slip(draft) and not draft.slip:  # what lies there now was never signed
                self.view.scan.controller.pass_over()
            self.view.scan.start()
        else:
            self.view.scan.stop()

    def _focus_start(self) -> None:
        stage = self.presenter.state.stage
        if stage == "waiting":
            self.view.result.setFocus()
        elif stage == "ready":
            self.view.items.setFocus()
        elif stage == "returned" and self._is_handed() and not posting.goes(self.presenter.state):
            self.view.rating.setFocus()  # 1 to 5 at once; anything else goes on as before
        elif stage != "none":
            self.view.files.setFocus()

    def _is_handed(self) -> bool:
        """Whether the dossier in front is the one just returned here."""
        dossier = self.presenter.state.draft.dossier
        return dossier is not None and dossier.code == self._handed

    @Slot(object, object)
    def _on_committed(self, acted: Acted, draft: ReturnDraft) -> None:
        self.pages.finish(acted.code if acted.state is not State.RETURNED else rules.slip_of(acted.code))
        self.paper.tell(acted, draft)
        self._handed = acted.code if acted.state is State.RETURNED else ""
        self._noted = acted.code if acted.state is State.READY else ""

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.presenter.state.draft.dossier is None:
            self.view.say_empty(explain(error), bad=True)
        else:
            self.view.banner.say(explain(error), tone=Tone.BAD)


class ReturnsScreen:
    """Builds the return."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return ReturnsPage(context)
