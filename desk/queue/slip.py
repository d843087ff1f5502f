"""The slip somebody waits with: today's ticket as a PDF for the office's roll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.queue.acts import ticket
from desk.queue.kinds import queue_settings
from desk.wording import sentence

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.queue.rows import Issued


def ticket_pdf(office: Office, label: str, *, given: Issued | None = None, paper: str | None = None) -> bytes:
    """A ticket of today on the roll of the office's choice; `given` is the answer of its issue.

    Vietnamese with English under it: who waits may read either.

    Raises:
        InputError: `queue.no_such_ticket`.
    """
    from printing.tickets import TicketSheet, render_ticket

    done = given or ticket(office, label)
    with office.read() as session:
        held = queue_settings(session, office.card.counter)
    kind = next((one for one in held.kinds if one.code == done.ticket.kind), None)
    names = (kind.name, kind.name_en) if kind is not None else ("", "")
    both = "\n".join(dict.fromkeys(name for name in names if name))
    sheet = TicketSheet(
        office=office.card.name,
        title=_both("queue.slip_title"),
        label=done.ticket.label,
        kind=both,
        moment=f"{done.ticket.issued_at:%H:%M %d/%m/%Y}",
        ahead=_both("queue.slip_ahead", n=done.ahead) if done.ahead else _both("queue.slip_first"),
        hint=_both("queue.slip_hint"),
        mark=sentence("queue.slip_training", "vi") if office.card.training else "",
    )
    return render_ticket(sheet, paper or held.paper).pdf


def _both(code: str, **details: int) -> str:
    return "\n".join((sentence(code, "vi", **details), sentence(code, "en", **details)))
