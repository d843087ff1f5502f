"""Việc làm tiếp: the acts allowed now as a screen offers them, from the one table of transitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.life.limits import EXTENDED, REQUESTED, needs_override, times_of
from desk.life.rows import NextAct
from desk.life.sides import finance
from desk.rows import State
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.rows import EventRow
    from models.tables import Dossier

_LIMITED = {"request-supplement": REQUESTED, "extend": EXTENDED}
# What Enter does. The citizen stands there for the result, not to pay; what is over is rated or noted.
_FIRST = {
    State.PROCESSING: ("result-ready",),
    State.READY: ("return",),
    State.WITHDRAWING: ("resume",),
    State.REFUSED: ("rate", "note"),
    State.STOPPED: ("rate", "note"),
    State.RETURNED: ("rate", "note"),
}


def offers(
    session: Session, row: Dossier, events: Sequence[EventRow], now: datetime, *, lang: str = "vi"
) -> tuple[NextAct, ...]:
    """Return the acts allowed now in the order they are offered; what needs somebody's leave says so."""
    from desk.life.act import verbs
    from desk.life.states import allowed

    known = verbs()
    found = []
    first = _FIRST.get(State(row.state), ())

    def place(name: str) -> tuple[bool, int]:
        return _needless(name, row), first.index(name) if name in first else len(first)

    for name in sorted(allowed(State(row.state)), key=place):
        verb = known[name]
        counted = _LIMITED.get(name)
        over = counted is not None and needs_override(
            session, counted, times_of(events, counted), on=now.date()
        )
        found.append(
            NextAct(
                verb=name,
                label=sentence(f"verb.{name}", lang),
                key=verb.key,
                form=verb.form,
                needs_override=over,
                required=(*verb.required, "override") if over else verb.required,
                confirm=verb.confirm,
            )
        )
    return tuple(found)


def _needless(verb: str, row: Dossier) -> bool:
    """Whether the law still allows an act that this dossier has no use for any more: it is offered last."""
    if verb == "paid":
        return State(row.state) is not State.PAYMENT and finance(row) != "unpaid"
    if verb == "rate":
        return row.rating is not None
    return verb == "reconcile" and row.official_code is not None
