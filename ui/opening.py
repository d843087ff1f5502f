"""Opens the office after the first paint: the window stands at once, the record follows on the desk pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from desk.clock import FrozenClock, SystemClock, parse_moment
from desk.rows import OfficeCard, StaffCard

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desk.office.opened import Office
    from desk.office.seats import Sitting
    from ui.services import Services
    from ui.tasks import TaskRunner

SHELVES = frozenset(
    {
        "life",
        "lists",
        "numbers",
        "dates",
        "catalogue",
        "process",
        "people",
        "queue",
        "templates",
        "words",
        "house",
        "imaging",
        "intake",
        "readers",
        "reports",
        "certify",
        "paying",
        "printing",
        "sending",
    }
)


@dataclass(frozen=True, slots=True)
class OfficeWish:
    """Which office to open, as the command line asked."""

    data: Path
    training: bool = False
    now: str | None = None
    user: str | None = None
    lang: str = "vi"

    @property
    def moment(self) -> datetime | None:
        """The frozen moment asked for, or None."""
        return parse_moment(self.now) if self.now else None


def open_wish(wish: OfficeWish) -> Office:
    """Open the office; a training office is made first where `--training` found none (desk pool)."""
    from desk.office.bootstrap import create_office, open_office
    from desk.office.paths import DataPaths

    moment = wish.moment
    if wish.training and not DataPaths(wish.data.absolute()).config.is_file():
        clock = FrozenClock(moment) if moment is not None else None
        create_office(wish.data, training=True, clock=clock)
    return open_office(wish.data, now=moment, user=wish.user, lang=wish.lang)


class LateServices:
    """Meets `Services` before the office is open: who and when at once, the rest when it is.

    Its other methods and its shelves are asked for on the desk pool only, behind the opening itself, so they
    never wait.
    """

    def __init__(self, wish: OfficeWish) -> None:
        self._wish = wish
        self._clock = FrozenClock(wish.moment) if wish.moment is not None else SystemClock()
        self._office: Office | None = None
        self._sitting: Sitting | None = None
        self._real: Any = None
        self._failure: Exception | None = None

    def open(self) -> None:
        """Open the office; the failure is kept and raised by every later call."""
        from desk.office.seats import sit_down
        from desk.services import DeskServices

        self._failure = None
        try:
            self._office = open_wish(self._wish)
        except Exception as error:
            self._failure = error
            raise
        if not self._office.reading:
            self._sitting = sit_down(self._office)  # the other desks see this one from now on
        self._real = DeskServices(self._office)

    def aim(self, data: Path, *, training: bool) -> None:
        """Open another folder the next time; what was open is let go."""
        from dataclasses import replace

        self.close()
        self._office = self._real = self._failure = None
        self._wish = replace(self._wish, data=data, training=training)

    def speak(self, lang: str) -> None:
        """Answer in another language from now on."""
        from dataclasses import replace

        from desk.services import DeskServices

        self._wish = replace(self._wish, lang=lang)
        if self._office is not None:
            self._office = replace(self._office, lang=lang)
            self._real = DeskServices(self._office)

    def close(self) -> None:
        """Let go of the record; the other desks are told."""
        if self._sitting is not None:
            self._sitting.leave()
            self._sitting = None
        if self._office is not None:
            self._office.close()

    def office(self) -> OfficeCard:
        """The office, blank until it is open."""
        if self._real is not None:
            return cast("OfficeCard", self._real.office())
        training = self._wish.training
        return OfficeCard("", "", "", "", "", "", training=training, counter="")

    def staff(self) -> StaffCard:
        """The clerk, blank until the office is open."""
        return cast("StaffCard", self._real.staff()) if self._real is not None else StaffCard("", "", "clerk")

    def now(self) -> datetime:
        """The moment of the office's clock."""
        return self._clock.now()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any door of desk
        def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - passed through
            return getattr(self._opened(), name)(*args, **options)

        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._opened(), name) if name in SHELVES else call

    def _opened(self) -> Any:  # noqa: ANN401 - the services of the open office
        if self._real is None:
            if self._failure is not None:
                raise self._failure
            self.open()
        return self._real


class Opening(QObject):
    """Runs the opening and tells how it went. Signals: `opened()`, `failed(error)`."""

    opened = Signal()
    failed = Signal(object)

    def __init__(self, services: LateServices, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner

    def start(self) -> None:
        """Open now; everything submitted to the desk pool afterwards waits behind it."""
        self._runner.submit(
            "desk",
            self._services.open,
            owner=self,
            done=lambda _none: self.opened.emit(),
            failed=self.failed.emit,
        )

    @property
    def services(self) -> Services:
        """The services the window is built with."""
        return cast("Services", self._services)
