"""What the office already knows of the person at the counter: prefills, dossiers, papers to use again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.people.rows import KnownCitizen, ReusablePaper
    from ui.services import Services
    from ui.tasks import TaskRunner


class KnownPerson(QObject):
    """Looks a person up by number, and the papers offered for a procedure; the newest question wins.

    Signals: `known(number, KnownCitizen)`, `offered(number, procedure, papers)`, `failed(Exception)`.
    """

    known = Signal(str, object)
    offered = Signal(str, str, object)
    failed = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._asked: tuple[str, str] | None = None

    def look_up(self, number: str) -> None:
        """Ask what is known under a number."""

        def take(found: KnownCitizen) -> None:
            self.known.emit(number, found)

        self._runner.submit(
            "desk",
            lambda: self._services.people.known(number),
            owner=self,
            done=take,
            failed=self.failed.emit,
        )

    def look_for_papers(self, number: str, procedure: str) -> None:
        """Ask which papers of this person need not be brought again; the same question is asked once."""
        if not number or not procedure or self._asked == (number, procedure):
            return
        self._asked = number, procedure

        def take(papers: Sequence[ReusablePaper]) -> None:
            if self._asked == (number, procedure):
                self.offered.emit(number, procedure, tuple(papers))

        self._runner.submit(
            "desk",
            lambda: self._services.people.reusable(number, procedure),
            owner=self,
            done=take,
            failed=self.failed.emit,
        )

    def forget(self) -> None:
        """The next citizen is another one."""
        self._asked = None
