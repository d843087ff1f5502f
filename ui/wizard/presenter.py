"""Walks the steps, keeps what is typed for the next start, looks at the folder, founds the office once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk.errors import DeskError
from desk.office import setup
from ui.failures import explain
from ui.i18n import language
from ui.wizard import model
from ui.wizard.model import OFFICE, STAFF, STEPS, WizardState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.office.setup import FolderLook
    from ui.tasks import TaskRunner

KEEP_MS = 400
START = {"role": "head", "counter": "1"}


class WizardPresenter(QObject):
    """The wizard's state. GUI thread only.

    Signals: `changed(WizardState)`, `opens(Path, training)` when a folder shall be opened, `done()` when the
    clerk goes to work. What was typed survives a kill.
    """

    changed = Signal(object)
    opens = Signal(object, bool)
    done = Signal()

    def __init__(self, runner: TaskRunner, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._looked = runner, 0
        kept = setup.read_draft()
        values = {**START, "folder": str(folder), **kept}
        self._own_name = not values.get("username")
        self.state = WizardState(values=values, resumed=any(kept.get(key) for key in ("code", "name")))
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_MS)
        self._keep.timeout.connect(self.keep)
        step = kept.get("step", "start")
        if self.state.resumed and step in STEPS[:-1]:
            self.state = replace(self.state, step=step)
        self.look()

    # ---- typing ---------------------------------------------------------------------------------

    def type(self, key: str, text: str) -> None:
        """Take what is typed in a field."""
        if self.state.values.get(key, "") == text:
            return
        values = {**self.state.values, key: text}
        if key == "username":
            self._own_name = not text
        elif key == "full_name" and self._own_name:
            values["username"] = setup.username_of(text)
        told = {
            name for name in values if values[name] != self.state.values.get(name, "")
        }  # one may fill another
        wrong = {name: said for name, said in self.state.wrong.items() if name not in told}
        self.show(replace(self.state, values=values, wrong=wrong, failure=""))
        self._keep.start()
        if key == "folder":
            self.look()

    def keep(self) -> None:
        """Write what was typed down now."""
        self._keep.stop()
        if not self.state.made and not self.state.busy:  # else it would outlive the founding
            self._runner.submit(
                "desk", setup.keep_draft, {**self.state.values, "step": self.state.step}, owner=self,
                failed=lambda _error: None,  # only the convenience of resuming is lost
            )  # fmt: skip

    def look(self) -> None:
        """Look at the folder typed."""
        self._looked += 1
        number, folder = self._looked, self.state.values.get("folder", "").strip()
        if not folder:
            return
        self._runner.submit(
            "desk", setup.look_at_folder, Path(folder), owner=self,
            done=lambda look: self._on_look(number, look), failed=self._on_failed,
        )  # fmt: skip

    def _on_look(self, number: int, look: FolderLook) -> None:
        if number == self._looked:
            self.show(replace(self.state, look=look))

    # ---- walking --------------------------------------------------------------------------------

    def back(self) -> bool:
        """One step back; nothing typed is lost. After the founding there is no way back."""
        if self.state.made or self.state.busy or self.state.number == 0:
            return False
        self._go(STEPS[self.state.number - 1])
        return True

    def forward(self) -> None:
        """F9: the next step where this one is whole, else say what is missing."""
        state = self.state
        if state.busy or (state.made and state.step != "devices"):  # founded: it is being opened
            return
        if state.step == "devices":
            self.done.emit()
        elif state.step == "review":
            self._found()
        elif state.step == "folder":
            self._take_folder()
        elif wrong := self._wrong(state.step):
            self.show(replace(state, wrong=wrong))
        else:
            self._go(STEPS[state.number + 1])

    def found_new(self) -> None:
        """A new office: its identity first."""
        self._go("office")

    def try_out(self) -> None:
        """The training office, in a folder of its own."""
        self.opens.emit(setup.training_folder(), True)

    def open_folder(self, folder: Path) -> None:
        """A folder that should hold an office already: open it, or say how it stands."""
        look = setup.look_at_folder(folder)
        if look.state in ("office", "training"):
            self._open(folder, training=look.state == "training")
        else:
            self.type("folder", str(folder))
            self._go("folder")

    def _take_folder(self) -> None:
        look = self.state.look
        if look is None:
            return
        if look.state == "office":
            self._open(look.path, training=False)
        elif look.usable:
            self._go("staff")

    def _open(self, folder: Path, *, training: bool) -> None:
        if not training:
            try:
                setup.use_folder(folder)
            except DeskError as error:  # opened all the same, only not remembered
                self.show(replace(self.state, failure=explain(error)))
        self.opens.emit(folder, training)

    def _wrong(self, step: str) -> dict[str, str]:
        """What is wrong on a step, or on all of them for the review."""
        from desk.wording import sentence

        found = setup.check_office(self.state.of(OFFICE), self.state.of(STAFF))
        return {
            key: sentence(code, language())
            for key, code in found.items()
            if step == "review" or model.FIELD_STEPS.get(key) == step
        }

    def _go(self, step: str) -> None:
        self.show(replace(self.state, step=step, failure=""))
        self._keep.start()

    # ---- founding -------------------------------------------------------------------------------

    def _found(self) -> None:
        wrong, look = self._wrong("review"), self.state.look
        if wrong:
            first = next(iter(wrong))
            self.show(replace(self.state, wrong=wrong, step=model.FIELD_STEPS.get(first, "office")))
            return
        if look is None or not look.usable:
            self._go("folder")
            return
        self._keep.stop()
        self.show(replace(self.state, busy=True, failure=""))
        work = (look.path, self.state.of(OFFICE), self.state.of(STAFF))
        self._runner.submit(
            "desk", found_and_remember, *work, owner=self,
            done=lambda _none: self._on_founded(look.path), failed=self._on_failed,
        )  # fmt: skip

    def _on_founded(self, folder: Path) -> None:
        self._keep.stop()
        self.show(replace(self.state, busy=False, made=True))
        self.opens.emit(folder, False)

    def office_open(self) -> None:
        """The office that was founded is open: its devices can be tried."""
        self.show(replace(self.state, step="devices", made=True, busy=False, failure=""))

    def tell(self, failure: str) -> None:
        """Say why a folder could not be opened."""
        self.show(replace(self.state, busy=False, failure=failure))

    def _on_failed(self, error: Exception) -> None:
        self.tell(explain(error))
        self.look()

    def show(self, state: WizardState) -> None:
        """Put a state in force; pictures and tests stage theirs with it."""
        self.state = state
        self.changed.emit(state)


def found_and_remember(folder: Path, values: Mapping[str, str], staff: Mapping[str, str]) -> None:
    """Found the office, then remember where it lies and forget what was typed (desk pool)."""
    setup.found_office(folder, values, staff)
    setup.use_folder(folder)
    setup.drop_draft()
