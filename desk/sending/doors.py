"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from desk.office.opened import Office
    from desk.sending.outcome import SyncReport
    from desk.sending.rows import SendRow, SendState


@dataclass(frozen=True, slots=True)
class SendDoors:
    """Closed days on their way to whoever collects them."""

    _office: Office

    def state(self) -> SendState:
        """How sending stands now."""
        from desk.sending.state import state

        return state(self._office)

    def day(self, day: date) -> tuple[SendRow, ...]:
        """How one day stands with each of its collectors."""
        from desk.sending.state import day_rows

        return day_rows(self._office, day)

    def may_send(self) -> bool:
        """Whether anything can be sent from here: an office opened for looking sends nothing."""
        return not self._office.reading

    def send(
        self,
        *,
        scheduled: bool = False,
        urgent: Collection[str] = (),
        retry: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> SyncReport:
        """Send what waits; takes as long as the network takes, so never on the desk pool.

        When it is cancelled what is under way is left where it is: the same bytes go again.
        """
        from desk.sending.bounds import unless
        from desk.sending.outcome import SyncReport
        from desk.sending.sync import sync

        try:
            return unless(
                cancelled,
                lambda: sync(
                    self._office, scheduled=scheduled, urgent=urgent, retry=retry, cancelled=cancelled
                ),
            )
        except TimeoutError:
            return SyncReport(0, 0, busy=True)
