"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from desk.office.opened import Office
    from desk.queue.rows import Called, Issued, KindFigures, QueueBoard, QueueSettings


@dataclass(frozen=True, slots=True)
class QueueDoors:
    """Số thứ tự: numbers of today from this desk's chair."""

    _office: Office

    def settings(self) -> QueueSettings:
        """How the office runs its queue today."""
        from desk.queue.kinds import queue_settings

        with self._office.read() as session:
            return queue_settings(session, self._office.card.counter)

    def board(self) -> QueueBoard:
        """Who is here, who waits, who was called last."""
        from desk.queue.board import board

        return board(self._office)

    def issue(self, kind: str = "", *, priority: bool = False, command_id: str | None = None) -> Issued:
        """Give out the next number of a kind."""
        from desk.queue.acts import issue

        return issue(self._office, kind, priority=priority, command_id=command_id)

    def call_next(self, *, seen: str | None = None) -> Called:
        """Close who is here and call the next; nothing is done where `seen` is not who is here."""
        from desk.queue.acts import call_next

        return call_next(self._office, seen=seen)

    def recall(self, ticket: str = "") -> Called:
        """Call who is here once more, or a certain ticket to this counter."""
        from desk.queue.acts import recall

        return recall(self._office, ticket)

    def park(self) -> Called:
        """Lay who is here aside."""
        from desk.queue.acts import park

        return park(self._office)

    def no_show(self) -> Called:
        """Who was called did not come."""
        from desk.queue.acts import no_show

        return no_show(self._office)

    def finish(self) -> Called:
        """Close who is here and call nobody."""
        from desk.queue.acts import finish

        return finish(self._office)

    def transfer(self, *, kind: str | None = None, to: str | None = None) -> Called:
        """Send who is here to another kind or counter."""
        from desk.queue.acts import transfer

        return transfer(self._office, kind=kind, to=to)

    def ticket_pdf(self, label: str, *, given: Issued | None = None) -> bytes:
        """A ticket's slip for the roll."""
        from desk.queue.slip import ticket_pdf

        return ticket_pdf(self._office, label, given=given)

    def figures(self, day: date) -> tuple[KindFigures, ...]:
        """A day's queue in numbers."""
        from desk.queue.figures import figures

        return figures(self._office, day)
