"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from desk.office.opened import Office
    from desk.sending.outcome import SyncReport
    from desk.sending.rows import SendRow, SendState, TargetCard, TargetTrial


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

    def targets(self) -> tuple[TargetCard, ...]:
        """Every target with where its secrets are kept."""
        from desk.sending.choosing import target_cards

        return target_cards(self._office)

    def keep_targets(
        self, wanted: Sequence[Mapping[str, str]], secrets: Mapping[tuple[str, str], str]
    ) -> tuple[TargetCard, ...]:
        """Save targets and secrets; an empty secret is forgotten."""
        from desk.sending.choosing import keep_targets

        return keep_targets(self._office, wanted, secrets)

    def try_target(self, wanted: Mapping[str, str], secrets: Mapping[str, str]) -> TargetTrial:
        """Try a target as it is typed; as slow as the network, so never on the desk pool."""
        from desk.sending.choosing import try_target

        return try_target(self._office, wanted, secrets)

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
