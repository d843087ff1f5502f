"""The reception as a screen: view and presenter tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.rows import IdentityCard, Received
from ui import format as say
from ui.failures import explain
from ui.i18n import tr
from ui.keys import bind
from ui.reception import words
from ui.reception.draft import Draft
from ui.reception.presenter import ReceptionPresenter
from ui.reception.reprinting import print_again
from ui.reception.strip import ReceptionStrip
from ui.reception.view import ReceptionView
from ui.shell.screen import ScreenContext, ScreenPage, ToastAction, ToastSpec
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
        self._context = context
        self.presenter = ReceptionPresenter(context.services, context.runner, context.changes)
        self.presenter.setParent(self)
        self.view = ReceptionView(context, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.pages = ReceptionStrip(context, self.view.scan, self.presenter)
        self._was_searching = False
        self._waits_for_page = False
        self._connect()
        self._bind()
        self.presenter.start()

    # ---- wiring ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        act, view = self.presenter, self.view
        act.changed.connect(self._on_changed)
        act.committed.connect(self._on_committed)
        act.failed.connect(self._on_failed)
        view.person.typed.connect(lambda changes: act.type_person(**changes))
        view.person.acting_typed.connect(
            lambda acting, name, number, authority: act.act_for(
                acting, name=name, number=number, authority=authority
            )
        )
        view.person.group_asked.connect(lambda: act.set_group(on=not act.state.draft.group))
        view.person.history_asked.connect(self._open_history)
        view.person.left.connect(self._after_person)
        view.procedure.change_asked.connect(self.open_search)
        view.search.typed.connect(act.search)
        view.search.picked.connect(act.choice.choose)
        view.search.picked_early.connect(act.choice.choose_first)
        view.search.left.connect(act.close_search)
        view.ask.purpose_typed.connect(act.set_purpose)
        view.ask.copies_chosen.connect(act.set_copies)
        view.ask.answered.connect(act.set_answer)
        view.note.typed.connect(act.set_note)
        view.papers.selected.connect(act.papers.select)
        view.papers.ticked.connect(act.papers.toggle)
        view.papers.more.connect(act.papers.change_copies)
        view.papers.kind_asked.connect(act.papers.turn_kind)
        view.papers.keep_asked.connect(act.papers.keep_original)
        view.papers.reuse_asked.connect(act.papers.use_again)
        view.due.return_chosen.connect(act.set_return_by)
        view.due.fee_chosen.connect(act.set_fee_method)
        view.due.channel_chosen.connect(act.set_channel)
        view.preview.paper_chosen.connect(act.set_paper_format)
        view.commit.clicked.connect(self.commit)
        view.scan.settled.connect(self._on_settled)
        view.scan.card_seen.connect(self.open_with)
        self.pages.given.connect(act.take_pages)
        act.stepped.connect(self.pages.form_did)

    def _bind(self) -> None:
        view = self.view
        acts: dict[str, Callable[[], object]] = {
            "reception.step.1": lambda: view.person.first_field().setFocus(),
            "reception.step.2": self.open_search,
            "reception.step.3": view.papers.focus_row,
            "reception.step.4": view.due.return_by.setFocus,
            "reception.commit": self.commit,
            "reception.capture": view.scan.capture,
            "reception.retake": view.scan.retake,
            "scan.answer": view.scan.bar.answer,
            "scan.source": view.scan.switch_source,
            "reception.suggestion": view.suggesting.accept,
            "reception.note": view.note.text.setFocus,
            "reception.history": self._open_history,
            "reception.group": lambda: self.presenter.set_group(on=not self.presenter.state.draft.group),
        }
        for at in range(6):
            acts[f"reception.favourite.{at + 1}"] = partial(view.search.use_favourite, at)
        for key, run in acts.items():
            bind(self, key, run, keys=self._context.keys, window=True)

    # ---- the shell's questions ------------------------------------------------------------------

    def shown(self) -> None:
        """Start where work is: the first gap; the camera runs while the screen is in front."""
        self.view.scan.start()
        self.pages.look_for_lost()
        self._focus_step()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go while another screen is in front; the draft stays."""
        self.view.scan.stop()
        super().hideEvent(event)

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is."""
        self.view.lay_out(kind)
        self.view.show_state(self.presenter.state)

    def open_with(self, payload: object) -> None:
        """A card starts a reception, or fills the one begun."""
        if isinstance(payload, IdentityCard):
            self.view.banner.clear()
            self.presenter.take_card(payload)
            self._focus_step()

    def take_scan(self, recognised: object) -> bool:
        """A card read while this screen is in front belongs here; a receipt opens its dossier."""
        card = getattr(recognised, "card", None)
        if isinstance(card, IdentityCard):
            self.open_with(card)
            return True
        return False

    def print_current(self) -> bool:
        """Ctrl+P: show the receipt where the window is too small to show it always."""
        if not self.view.compact:
            return False
        self.view.show_slip()
        return True

    def undo(self) -> bool:
        """Take back the last tick, page or choice."""
        return self.pages.undo()

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self.pages.redo()

    def back(self) -> bool:
        """Esc: stop a scan, then close the procedure search; the draft is kept when the screen is left."""
        if self.view.scan.back():
            return True
        if self.presenter.state.searching and self.presenter.state.draft.procedure is not None:
            self.presenter.close_search()
            return True
        return False

    def keep(self) -> object:
        """The draft, for a window built anew in the other language."""
        return self.presenter.state.draft, self.pages.keep()

    def restore(self, kept: object) -> None:
        """Go on with a draft and its pages kept before."""
        if isinstance(kept, tuple) and isinstance(kept[0], Draft):
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
        missing = state.gap
        if missing is None:
            self._commit_with_pages()
            return
        self.view.banner.say(words.gap(missing, state.draft), tone=Tone.WARN)
        if missing == "procedure":
            self.open_search()
        elif missing == "pages":
            self.view.scan.setFocus()
        else:
            self.view.person.gap_field(missing).setFocus()

    def _commit_with_pages(self) -> None:
        """Save once the page on its way from the camera is there; a second F9 saves without it."""
        if self.view.scan.busy and not self._waits_for_page:
            self._waits_for_page = True
            text = tr("Đang chờ trang vừa chụp, rồi lưu. Bấm F9 lần nữa để lưu không có trang này.")
            self.view.banner.say(text, tone=Tone.INFO)
            return
        self._waits_for_page = False
        self.view.banner.clear()
        self.presenter.commit()

    def _on_settled(self) -> None:
        if self._waits_for_page:
            self.commit()

    def _after_person(self) -> None:
        if self.presenter.state.draft.procedure is None:
            self.open_search()
        else:
            self.view.papers.focus_row()

    def _open_history(self) -> None:
        history = self.presenter.state.draft.history
        if history is None:
            return
        if history.waiting_results:
            self._context.desktop.go("returns", history.waiting_results[0])
        elif history.recent:
            self._context.desktop.go("dossier", history.recent[0].code)

    # ---- answers --------------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, state: ReceptionState) -> None:
        opened = state.searching and not self._was_searching
        closed = self._was_searching and not state.searching
        self._was_searching = state.searching
        self.pages.open(state.draft.command_id)
        self.view.show_state(state)
        self.pages.follow(state.draft)
        if opened and self.isVisible():
            self.view.search.field.setFocus()
        elif closed and self.isVisible():
            self.view.papers.focus_row()
        if state.gap is None:
            self.view.banner.clear()

    def _focus_step(self) -> None:
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
    def _on_committed(self, received: Received, draft: Draft) -> None:
        self._context.desktop.kept(received.received_at)
        self.pages.finish(draft.command_id)
        due = tr("chờ bổ sung giấy tờ")
        if received.due_at is not None:
            clock, day = say.clock(received.due_at), say.long_date(received.due_at.date())
            due = tr("trả {clock} {day}", clock=clock, day=day)
        title = tr("Đã lưu hồ sơ của {name}", name=draft.person.full_name)
        reprint = partial(print_again, self._context, self, received, draft.paper_format, self._on_failed)
        again = ToastAction(tr("In lại"), "print", reprint)
        self._context.desktop.toast(ToastSpec(title, f"{received.code} · {due}", (again,)))
        if received.receipt_pdf is not None:
            self._context.desktop.print_pdf(received.receipt_pdf.read_bytes(), received.code)
        self._focus_step()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.view.banner.say(explain(error), tone=Tone.BAD)


class ReceptionScreen:
    """Builds the reception."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return ReceptionPage(context)
