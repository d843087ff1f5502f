"""Sends closed days while the window is open, off the GUI thread, and tells how it stands."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.failures import explain
from ui.sending.words import Standing

if TYPE_CHECKING:
    from collections.abc import Collection

    from desk.sending.outcome import SyncReport
    from desk.sending.rows import SendState
    from ui.services import Services
    from ui.tasks import TaskRunner, Token

AGAIN_MS = 60_000  # after a turn that broke or that somebody else had
FIRST = (3.0, 45.0)  # seconds: every office of a province opens at the same time
LOOK_MS = 300_000  # the record is looked at so often where nothing is sent by itself


def _state(services: Services) -> tuple[SendState, bool]:
    """How it stands, and whether this window may send (desk pool)."""
    return services.sending.state(), services.sending.may_send()


def _send(
    services: Services, scheduled: bool, urgent: frozenset[str], retry: bool, token: Token
) -> SyncReport:
    """One turn (sync pool); a window that closes leaves it where it is."""
    return services.sending.send(
        scheduled=scheduled, urgent=urgent, retry=retry, cancelled=lambda: token.cancelled
    )


class SendControl(QObject):
    """One sender behind one window. GUI thread only; sending itself is on a pool of its own.

    Guarantees: a turn never overlaps another of this window, and over all counters one has the turn; what is
    said is read from the record after every turn, never guessed. Signals: `told(Standing)`, `turned()` after
    a turn in which something may have changed.
    """

    told = Signal(object)
    turned = Signal()

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._dice = Random()  # noqa: S311 - spreads the load, keeps no secret
        self._looking = self._stale = self._open = self._first = False
        self._wanted: tuple[bool, frozenset[str], bool] | None = None  # what was asked for during a turn
        self.standing = Standing()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """The record is open: say how it stands; what waits from yesterday goes within the minute."""
        self._open = self._first = True
        self.look()

    # ---- saying ---------------------------------------------------------------------------------

    def look(self, *, then_send: bool = False) -> None:
        """Read how it stands and plan the next turn."""
        if not self._open:
            return
        if self._looking:
            self._stale = True  # what is being read may be from before
            return
        self._looking, self._stale = True, False
        self._runner.submit(
            "desk", _state, self._services, owner=self,
            done=lambda answer: self._on_state(*answer, then_send=then_send), failed=self._on_unread,
        )  # fmt: skip

    def _on_state(self, state: SendState, may: bool, *, then_send: bool) -> None:
        self._looking = False
        self._say(Standing(state, self._services.now(), self.standing.sending, may=may))
        if self._stale:
            self.look(then_send=then_send)
            return
        if self.standing.sending:
            return
        if then_send and may and state.every_minutes and state.targets:
            self.send(scheduled=True)
            return
        self._plan()

    def _on_unread(self, error: Exception) -> None:
        self._looking = False
        self._say(Standing(self.standing.state, self._services.now(), unread=explain(error)))
        self._timer.start(AGAIN_MS)

    def _say(self, standing: Standing) -> None:
        self.standing = standing
        self.told.emit(standing)

    def _plan(self) -> None:
        from desk.sending.schedule import seconds_until

        state, now = self.standing.state, self.standing.now
        seconds = None
        if state is not None and now is not None and state.targets and self.standing.may:
            seconds = seconds_until(state, now, self._dice)
            if seconds is not None and self._first:
                seconds = min(seconds, self._dice.uniform(*FIRST))
        self._first = False
        self._timer.start(round(seconds * 1000) if seconds is not None else LOOK_MS)

    def _tick(self) -> None:
        self.look(then_send=True)

    # ---- sending --------------------------------------------------------------------------------

    def closed(self) -> None:
        """A day was just closed: its tally goes at once, whatever the interval."""
        if self._open:
            self.send(scheduled=True)

    def send(self, *, scheduled: bool = False, urgent: Collection[str] = (), retry: bool = False) -> None:
        """Take a turn now; asked for during one, another follows it."""
        if not self._open or not self.standing.may:
            return
        wish = (scheduled, frozenset(urgent), retry)
        if self.standing.sending:
            self._wanted = _both(self._wanted, wish)
            return
        self._timer.stop()
        self._say(Standing(self.standing.state, self._services.now(), sending=True))
        self._runner.submit(
            "sync", _send, self._services, *wish, owner=self, with_token=True,
            done=self._on_turn, failed=self._on_broken,
        )  # fmt: skip

    def _on_turn(self, report: SyncReport) -> None:
        self._end()
        if report.sent or report.failed:
            self.turned.emit()

    def _on_broken(self, error: Exception) -> None:
        """A turn broke as a whole: the record is busy or full. What it was at is taken up by the next."""
        self._end()
        self._say(Standing(self.standing.state, self._services.now(), unread=explain(error)))

    def _end(self) -> None:
        self.standing = Standing(self.standing.state, self._services.now())
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.send(scheduled=wanted[0], urgent=wanted[1], retry=wanted[2])
        else:
            self.look()


def _both(
    one: tuple[bool, frozenset[str], bool] | None, other: tuple[bool, frozenset[str], bool]
) -> tuple[bool, frozenset[str], bool]:
    """Two wishes as one that does what either wanted."""
    if one is None:
        return other
    return one[0] and other[0], one[1] | other[1], one[2] or other[2]
