"""The hand-over as a screen: every slip scanned while it is in front joins the batch."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.dossier import way_back
from ui.failures import explain
from ui.handover import model
from ui.handover.model import Batch
from ui.handover.presenter import HandoverPresenter, HandoverState
from ui.handover.view import HandoverView
from ui.i18n import tr
from ui.keys import bind
from ui.shell.screen import ScreenContext, ScreenPage, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.process.rows import HandoverDone
    from ui.tokens import LayoutKind


class HandoverPage(ScreenPage):
    """Bàn giao hồ sơ giấy: scan, choose the unit, F9."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("handover")
        self._context = context
        self.presenter = HandoverPresenter(context.services, context.runner, context.changes)
        self.presenter.setParent(self)
        self.view = HandoverView(context.keys, self)
        self._printed: bytes = b""
        self._number = self._suggested = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()
        self._bind()
        self.view.show_state(self.presenter.state)

    def _connect(self) -> None:
        act, view = self.presenter, self.view
        act.changed.connect(self._on_changed)
        act.done.connect(self._on_done)
        act.failed.connect(lambda error: view.banner.say(explain(error), tone=Tone.BAD))
        view.unit_typed.connect(self._on_unit)
        view.holder_typed.connect(act.set_holder)
        view.table.dropped.connect(act.remove)
        view.table.opened.connect(lambda row: self._context.desktop.go("dossier", row.code))
        view.drop.clicked.connect(self.remove)
        view.commit.clicked.connect(self.commit)
        view.find_asked.connect(self._begin)

    def _bind(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "handover.to": self.view.unit.setFocus,
            "handover.rows": self.view.table.setFocus,
            "handover.commit": self.commit,
            "handover.waiting": self.presenter.take_waiting,
        }
        for key, run in acts.items():
            bind(self, key, run, keys=self._context.keys, window=True)

    def _begin(self) -> None:
        """The button of an empty batch: those that wait, else the field where slips are scanned."""
        if self.presenter.state.waiting:
            self.presenter.take_waiting()
        else:
            self._context.desktop.go("handover")

    # ---- the shell's questions ------------------------------------------------------------------

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Keys of rows where there are some, of those waiting where they are not all in the batch."""
        state = self.presenter.state
        rows = bool(state.batch.rows)
        idle = {"handover.rows": not rows, "handover.remove": not rows, "handover.waiting": not state.waiting}
        return tuple(key for key in usual if not idle.get(key))

    def shown(self) -> None:
        """Read the units; the focus stays in the scan bar, where slips come from."""
        self.presenter.start()

    def lay_out(self, kind: LayoutKind) -> None:
        """Pass the room on to the view."""
        self.view.lay_out(kind)

    def open_with(self, payload: object) -> None:
        """Take a dossier, or a whole list of them, into the batch."""
        if isinstance(payload, str):
            self.presenter.add((payload,))
        elif isinstance(payload, tuple):
            self.presenter.add([str(code) for code in payload])

    def take_scan(self, recognised: object) -> bool:
        """A slip joins the batch; anything else is the shell's."""
        code = getattr(recognised, "code", None)
        if not code:
            return False
        self.view.banner.clear()
        self.presenter.add((str(code),))
        return True

    def print_current(self) -> bool:
        """Ctrl+P: print the last list again."""
        if not self._printed:
            return False
        self._context.desktop.print_pdf(self._printed, self._number, form="ban_giao")
        return True

    def undo(self) -> bool:
        """Take back the last scan or removal."""
        return self.presenter.undo()

    def keep(self) -> object:
        """The batch."""
        return self.presenter.state.batch

    def restore(self, kept: object) -> None:
        """Go on with a batch."""
        if isinstance(kept, Batch):
            self.presenter.set_to(kept.to)
            self.presenter.set_holder(kept.holder)
            self.presenter.add([row.code for row in reversed(kept.rows)])

    def panes(self) -> tuple[QWidget, ...]:
        """The batch, where it goes, the button."""
        rows = (self.view.table,) if self.presenter.state.batch.rows else ()
        return (*rows, self.view.unit, self.view.holder, self.view.commit)

    # ---- acting ---------------------------------------------------------------------------------

    def remove(self) -> None:
        """Take the chosen row out."""
        row = self.view.table.current_row
        if row is not None:
            self.presenter.remove(row.code)

    def commit(self) -> None:
        """F9: hand over; where something is missing, say it and stand in the gap."""
        missing = model.gap(self.presenter.state.batch)
        if not missing:
            self.view.banner.clear()
            self.presenter.commit()
            return
        self.view.banner.say(model.gap_words(missing), tone=Tone.WARN)
        if missing == "to":
            self.view.unit.setFocus()

    def _on_unit(self, text: str) -> None:
        if text != self.presenter.state.batch.to:
            self.presenter.set_to(text)

    # ---- answers --------------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, state: HandoverState) -> None:
        self.view.show_state(state)
        self._context.desktop.keys_changed.emit()
        batch = state.batch
        if batch.codes and state.units and self._suggested != batch.command_id:
            self._suggested = batch.command_id  # once a batch: who empties the field wants it empty
            usual = model.usual(batch, state.units) if batch.carried or not batch.to else ""
            if usual:
                self.presenter.suggest(usual)

    def _hand_on(self, codes: tuple[str, ...]) -> None:
        """Ctrl+Z: papers handed over stay so in the book; the same batch is made ready for another hand."""
        self.open_with(codes)
        way_back.say(self._context.desktop, "hand-over")

    @Slot(object)
    def _on_done(self, answer: HandoverDone) -> None:
        desktop = self._context.desktop
        desktop.kept(self._context.services.now())
        count, held = len(answer.acted), len(answer.refused)
        if answer.list_pdf is not None:
            self._printed, self._number = answer.list_pdf.read_bytes(), answer.batch or ""
            desktop.print_pdf(self._printed, self._number, form="ban_giao")
        if count:
            title = tr("Đã bàn giao {count} hồ sơ cho {unit}", count=count, unit=answer.to)
            back = ToastAction(tr("Chuyển lại"), "undo", partial(self._hand_on, answer.acted))
            again = (ToastAction(tr("In lại"), "print", self.print_current),) if self._printed else ()
            desktop.toast(ToastSpec(title, answer.batch or "", (back, *again)))
        told = [one.message for one in answer.warnings]
        if held:
            told.insert(0, tr("{count} hồ sơ không đi được, lý do ghi ở từng dòng.", count=held))
        if told:
            self.view.banner.say("\n".join(told), tone=Tone.WARN)


class HandoverScreen:
    """Builds the hand-over."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return HandoverPage(context)
