"""What every section's presenter does alike: asks off the GUI thread and drops overtaken answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from ui.failures import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.admin.parts.sheet import Sheet
    from ui.changes import Kind
    from ui.services import Services
    from ui.shell.screen import ScreenContext, ToastAction
    from ui.tasks import Pool

State = TypeVar("State")
EDITORS = frozenset({"head", "admin"})


def may_edit(services: Services) -> bool:
    """Whether the person at this desk may change what the office works by; to practise, anyone may."""
    return services.office().training or services.staff().role in EDITORS


def gap_of(error: object) -> str:
    """The key that a refusal names, `components[2].name`; nothing where it names none."""
    details = getattr(error, "details", None)
    return str(details.get("key", "")) if isinstance(details, dict) else ""


class SectionPresenter(QObject, Generic[State]):
    """A section's state. GUI thread only.

    Guarantees: every call of the record runs on the desk pool; an answer that a newer question of the same
    name overtook is dropped; a failure never takes what was typed. Signal `state_changed(state)`.
    """

    state_changed = Signal(object)

    def __init__(self, context: ScreenContext, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.state = state
        self._newest: dict[str, int] = {}
        self.gap = ""  # the key that the last failure named

    @property
    def services(self) -> Services:
        """The doors of the open office; used on the desk pool."""
        return self.context.services

    @property
    def may_edit(self) -> bool:
        """Whether the person at this desk may change what the whole office works by."""
        return may_edit(self.context.services)

    def show(self, state: State) -> None:
        """Put a state in force and tell the view."""
        self.state = state
        self.state_changed.emit(state)

    def ask(
        self,
        name: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[str], None],
        *,
        pool: Pool = "desk",
    ) -> None:
        """Run work on the desk pool, or on one that may wait long.

        `failed` gets the sentence; the newest question of a name counts.
        """
        number = self._newest.get(name, 0) + 1
        self._newest[name] = number

        def fail(error: Exception) -> None:
            self.gap = gap_of(error)
            failed(explain(error))

        def newest(act: Callable[[], None]) -> None:
            if self._newest.get(name) == number:
                act()

        self.context.runner.submit(
            pool,
            work,
            owner=self,
            done=lambda answer: newest(lambda: done(answer)),
            failed=lambda error: newest(lambda: fail(error)),
        )

    def told(self, kind: Kind, title: str, text: str = "", actions: tuple[ToastAction, ...] = ()) -> None:
        """After a commit: tell the other screens, the key bar and the person."""
        from ui.shell.screen import ToastSpec

        self.context.changes.tell(kind, by=self)
        self.context.desktop.kept(self.context.services.now())
        self.context.desktop.toast(ToastSpec(title, text, actions))


class SheetPresenter(SectionPresenter[State]):
    """A section where rows are typed into a table: `sheet` is the one in front, `edit` changes it."""

    @property
    def sheet(self) -> Sheet | None:
        """The table in front; None where there is none, as here."""
        return None

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the table in front; where there is none nothing is changed."""
        del change

    def undo(self) -> bool:
        """One step of what was typed back; False where there is none."""
        if self.sheet is None or self.sheet.before is None:
            return False
        self.edit(lambda sheet: sheet.undo())
        return True
