"""Quá số lần luật cho phép: a second supplement request or extension needs somebody who allows it.

Sources: NĐ 118/2025 Đ.11.2.c, 16.3 (supplements) and Đ.19.6 (extensions). How many times are allowed and
which roles may allow more are rules of the office (`clock.supplements_max`, `clock.extensions_max`,
`override.roles`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.jsonform import Form
    from desk.rows import EventRow

MAX_REASON = 2000
REQUESTED = "dossier.supplement_requested"
EXTENDED = "dossier.extended"
LIMITS = {REQUESTED: "clock.supplements_max", EXTENDED: "clock.extensions_max"}


def override_of(form: Form) -> Mapping[str, str] | None:
    """Who allows one more time and why, as given; None where nobody was named."""
    child = form.child("override")
    if child is None:
        return None
    return {
        "reason": child.required_text("reason", limit=MAX_REASON),
        "role": child.required_text("role", limit=40),
    }


def times_of(events: Iterable[EventRow], verb: str) -> int:
    """How often it happened to this dossier, the reception's own request included."""
    return sum(1 for event in events if event.verb == verb)


def needs_override(session: Session, verb: str, times: int, *, on: date) -> bool:
    """Whether the law's number of times is used up."""
    from desk.office.rules import rule

    return times >= int(rule(session, LIMITS[verb], on=on))


def check_override(
    session: Session, verb: str, times: int, override: Mapping[str, str] | None, *, on: date
) -> None:
    """Refuse one time too many without a role that may allow it; a role that may not is refused always.

    Raises:
        InputError: `act.missing_key` or `act.bad_value`, naming the key.
    """
    from desk.office.rules import rule

    if override is None:
        if needs_override(session, verb, times, on=on):
            raise InputError(
                "act.missing_key", key="override", expected=verb.replace("dossier.", "override "),
                times=times, roles=list(rule(session, "override.roles", on=on)),
            )  # fmt: skip
        return
    roles = list(rule(session, "override.roles", on=on))
    if override["role"] not in roles:
        raise InputError("act.bad_value", key="override.role", allowed=roles)
