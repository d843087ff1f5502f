"""Keeps the two forms: read, typed, checked, saved; the queue's settings one by one, each only if changed."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.office.citizen_screen import CitizenScreen
from ui.admin.citizen import model
from ui.admin.citizen.model import FormState
from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
from ui.changes import Kind
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from ui.citizen.monitors import Monitor
    from ui.services import Services
    from ui.shell.screen import ScreenContext


class FormPresenter(SectionPresenter[FormState]):
    """A form over texts. GUI thread only. What was typed stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, FormState(), parent)

    def put(self, key: str, text: str) -> None:
        """Type."""
        self.show(replace(self.state, values={**self.state.values, key: text}, failure=""))

    def undo(self) -> bool:
        """Back to what is kept."""
        if not self.state.changed:
            return False
        self.show(replace(self.state, values=self.state.stored, failure=""))
        return True

    def took(self, stored: Mapping[str, str]) -> None:
        """What is kept was read; what was typed stays."""
        values = self.state.values if self.state.changed else stored
        self.show(replace(self.state, values=values, stored=stored))

    def fail(self, sentence: str) -> None:
        """Say what went wrong."""
        self.show(replace(self.state, failure=sentence, busy=False))

    @abstractmethod
    def wrong(self) -> Mapping[str, str]:
        """What is wrong with what was typed, by field."""

    def offer(self) -> Offer:
        """What F9 would do now."""
        if self.state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if not self.state.changed:
            return nothing_to_save()
        wrong = self.wrong()
        if wrong:
            return Offer(tr("Lưu thay đổi"), enabled=False, note=next(iter(wrong.values())), tone=Tone.BAD)
        return Offer(tr("Lưu thay đổi"))

    def restore(self, kept: FormState) -> None:
        """Take back what was typed."""
        self.show(replace(kept, busy=False))


class ScreenPresenter(FormPresenter):
    """The citizen's monitor of this machine."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, parent)
        self.kept = CitizenScreen()

    def load(self, monitors: Sequence[Monitor]) -> None:
        """Read what is kept; the monitors are those there are now."""
        house = self.services.house
        self.show(replace(self.state, monitors=tuple(monitors)))
        self.ask("read", house.citizen_screen, self._on_read, self.fail)

    def _on_read(self, kept: CitizenScreen) -> None:
        self.kept = kept
        self.took(model.screen_values(kept))

    def wrong(self) -> Mapping[str, str]:
        """What is wrong with what was typed."""
        return model.screen_of(self.state, self.kept)[1]

    @property
    def typed(self) -> CitizenScreen:
        """The settings as typed, saved or not: what a trial shows."""
        return model.screen_of(self.state, self.kept)[0]

    def commit(self) -> None:
        """F9."""
        if not self.offer().enabled:
            return
        house, typed = self.services.house, self.typed
        self.show(replace(self.state, busy=True, failure=""))
        self.ask("save", lambda: house.set_citizen_screen(typed), self._on_saved, self.fail)

    def _on_saved(self, kept: CitizenScreen) -> None:
        self.kept = kept
        stored = model.screen_values(kept)
        self.show(replace(self.state, busy=False, values=stored, stored=stored))
        self.told(Kind.OFFICE, tr("Đã lưu màn hình công dân của máy này"))


class QueuePresenter(FormPresenter):
    """The office's queue numbers, for the head and the administrator."""

    def load(self) -> None:
        """Read what holds today."""
        services = self.services
        self.ask(
            "read", lambda: _rules(services), lambda rules: self.took(model.queue_values(rules)), self.fail
        )

    def wrong(self) -> Mapping[str, str]:
        """What is wrong with what was typed."""
        return model.queue_rules(self.state.values)[1]

    def commit(self) -> None:
        """F9."""
        if not self.offer().enabled:
            return
        services, typed = self.services, model.queue_rules(self.state.values)[0]
        self.show(replace(self.state, busy=True, failure=""))
        self.ask("save", lambda: _save(services, typed), self._on_saved, self._unsaved)

    def _unsaved(self, sentence: str) -> None:
        self.fail(sentence)
        self.load()

    def _on_saved(self, rules: Mapping[str, Any]) -> None:
        stored = model.queue_values(rules)
        self.show(replace(self.state, busy=False, values=stored, stored=stored))
        self.told(Kind.RULES, tr("Đã lưu số thứ tự"))


def _rules(services: Services) -> dict[str, Any]:
    """The queue's settings that hold today (desk pool)."""
    return {one.key: one.value for one in services.house.rules() if one.key.startswith("queue.")}


def _save(services: Services, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Set what differs, the switch last: numbers are given out once everything else stands (desk pool)."""
    held = _rules(services)
    for key, value in sorted(typed.items(), key=lambda pair: pair[0] == "queue.on"):
        if held.get(key) != value:
            services.house.set_rule(key, value)
    return _rules(services)
