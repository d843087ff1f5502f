"""Keeps the targets of daily tallies being typed, tries them, saves them with their secrets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
from ui.admin.parts.secret import FORGET
from ui.admin.sending import model
from ui.admin.sending.model import SendingState
from ui.changes import Kind
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desk.sending.rows import TargetCard, TargetTrial
    from ui.shell.screen import ScreenContext


class SendingPresenter(SectionPresenter[SendingState]):
    """The office's targets. GUI thread only. What was typed stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, SendingState(), parent)

    def load(self) -> None:
        """Read what is kept, where nothing was typed."""
        if self.state.changed:
            return
        services = self.services

        def read() -> tuple[TargetCard, ...]:
            return services.sending.targets()  # the shelf itself may wait for the office to open

        self.ask("load", read, self._on_stored, self._fail)

    def _on_stored(self, cards: tuple[TargetCard, ...]) -> None:
        if not self.state.changed:
            self.show(model.kept(self.state, cards))

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False, trying=False))

    # ---- typing ---------------------------------------------------------------------------------

    def stand_on(self, draft: int) -> None:
        """Another target."""
        if draft != self.state.at:
            self.show(replace(self.state, at=draft, trial=None))

    def put(self, key: str, text: str) -> None:
        """Type into a field."""
        self.show(model.put(self.state, key, text))

    def add(self) -> None:
        """One more target."""
        if self.state.read and not self.state.busy:
            self.show(model.add(self.state))

    def drop(self) -> None:
        """Take the target stood on out, or leave it after all."""
        if not self.state.busy:
            self.show(model.drop(self.state))

    def undo(self) -> bool:
        """One step of what was typed back."""
        if not self.state.past or self.state.busy:
            return False
        self.show(model.undo(self.state))
        return True

    # ---- trying ---------------------------------------------------------------------------------

    @property
    def may_try(self) -> bool:
        """Whether the target stood on can be tried as it is typed."""
        state = self.state
        ready = state.here is not None and not state.here.gone and state.at not in model.problems(state)
        return ready and self.may_edit and not state.trying and not state.busy

    def try_it(self) -> None:
        """Try the target stood on as it is typed; the answer is dropped where it was changed meanwhile."""
        draft = self.state.here
        if draft is None or not self.may_try:
            return
        services, wanted = self.services, draft.wanted
        typed = {kind: "" if text == FORGET else text for kind, text in draft.secrets.items()}
        self.show(replace(self.state, trying=True, trial=None, failure=""))

        def tried(trial: TargetTrial) -> None:
            same = self.state.here == draft
            self.show(replace(self.state, trying=False, trial=trial if same else None))

        self.ask("try", lambda: services.sending.try_target(wanted, typed), tried, self._fail, pool="sync")

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        state = self.state
        if state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if not state.changed:
            return nothing_to_save(tr("Khóa gửi nằm trên máy này, không vào sổ và không hiện lại."))
        wrong = model.problems(state)
        if wrong:
            sentence = next(iter(next(iter(wrong.values())).values()))
            return Offer(tr("Lưu nơi nhận"), enabled=False, note=sentence, tone=Tone.BAD)
        if not state.standing:
            said = tr("Không còn nơi nhận nào: bảng kê chỉ nằm trong máy.")
            return Offer(tr("Lưu nơi nhận"), note=said, tone=Tone.WARN)
        return Offer(tr("Lưu nơi nhận"))

    def commit(self) -> None:
        """F9."""
        if not self.offer().enabled:
            return
        services, secrets = self.services, model.secrets_of(self.state)
        wanted = tuple(one.wanted for one in self.state.standing)
        self.show(replace(self.state, busy=True, failure=""))
        self.ask("save", lambda: services.sending.keep_targets(wanted, secrets), self._on_saved, self._fail)

    def _on_saved(self, cards: tuple[TargetCard, ...]) -> None:
        self.show(model.kept(self.state, cards))
        self.told(Kind.RULES, tr("Đã lưu nơi nhận bảng kê"), tr("Ngày đã chốt được gửi ở lượt gửi tới."))

    def restore(self, kept: SendingState) -> None:
        """Take back what was typed."""
        self.show(replace(kept, busy=False, trying=False, trial=None))
