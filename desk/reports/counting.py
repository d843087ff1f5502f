"""What reports count beside the tally's own keys, out of the same dossiers in the same moment.

Ratings count where they were given in the period, fees where the dossier was received in it, results where it
was settled by one; the judge is the tally's, so the shares here are those of the indicators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.numbers.fast import Material
    from desk.numbers.judging import Judged
    from desk.office.opened import Office
    from desk.paper.telling import Tell

EXTRA_KEYS = (
    "received_new", "results", "results_digitised", "results_electronic",
    "rated", "rated_liked", "rated_neither", "rated_disliked",
    "fee_due", "fee_cash", "fee_online", "fee_unpaid", "fee_exempt",
    "fee_due_amount", "fee_cash_amount", "fee_online_amount", "fee_unpaid_amount",
)  # fmt: skip
_LIKED, _DISLIKED = 4, 2
_TALLIED, _OFTEN = 0.5, 500  # how far the work is with the tally; dossiers between two words
_PAID_BY = {"cash": "fee_cash", "online": "fee_online"}


def counted_rows(
    office: Office, first: date, last: date, *, tell: Tell = quiet
) -> tuple[dict[str, Any], ...]:
    """Every procedure's row of the tally with the further keys beside, sorted as the tally sorts.

    Raises:
        InputError: `tally.bad_period`.
    """
    from desk.numbers.fast import material
    from desk.numbers.history_load import period
    from desk.numbers.tally import NUMBER_KEYS, tally_in

    within = period(first, last)
    rows: dict[tuple[str, str, str], dict[str, int]] = {}
    with office.read() as session:
        ready = material(office, session, first, last)
        tell(0)
        for row in tally_in(session, first, last, ready=ready).rows:
            place = row["procedure"], row["name"], row["field"]
            rows[place] = {key: row[key] for key in NUMBER_KEYS}
        tell(_TALLIED)
        for seen, (one, count, fee) in enumerate(alike(session, first, last, ready=ready)):
            if seen % _OFTEN == 0:
                tell(_TALLIED)
            found = further(one, within, count=count, fee=fee)
            if found:
                history = one.history
                row = rows.setdefault((history.procedure, history.name, history.field), {})
                for key, number in found.items():
                    row[key] = row.get(key, 0) + number
    keys = (*NUMBER_KEYS, *EXTRA_KEYS)
    return tuple(
        {
            "procedure": place[0],
            "name": place[1],
            "field": place[2],
            **{key: rows[place].get(key, 0) for key in keys},
        }
        for place in sorted(rows)
    )


def alike(
    session: Session, first: date, last: date, *, ready: Material | None
) -> Iterator[tuple[Judged, int, int]]:
    """Dossiers that count alike, how many they are and the sum of their fees; one by one out of the log."""
    from desk.numbers.history_load import load_histories, period
    from desk.numbers.judging import judge

    if ready is not None:
        for group in ready.groups:
            yield ready.one(group), group.count, group.fee
        return
    start, end = period(first, last)
    for history in load_histories(session, first, last):
        one = judge(history, start, end)
        if one is not None:
            yield one, 1, one.at_end.fee


def further(one: Judged, within: tuple[datetime, datetime], *, count: int, fee: int) -> dict[str, int]:
    """The further keys that so many dossiers count under in a period."""
    found: dict[str, int] = {}
    now = one.at_end
    if one.received_in:
        found["received_new"] = count
        found |= _fees(now.fee_method, count=count, fee=fee)
    if one.belongs and now.settled and now.by_result:
        found["results"] = count
        if one.digitised:
            found["results_digitised"] = count
        if now.electronic:
            found["results_electronic"] = count
    if now.rated_at is not None and within[0] <= now.rated_at < within[1]:
        score = now.score or 0
        level = "liked" if score >= _LIKED else "disliked" if score <= _DISLIKED else "neither"
        found |= {"rated": count, f"rated_{level}": count}
    return found


def _fees(method: str, *, count: int, fee: int) -> dict[str, int]:
    """What is asked and how it came in; who is exempt is asked for nothing."""
    if method == "exempt":
        return {"fee_exempt": count}
    if fee <= 0:
        return {}
    key = _PAID_BY.get(method, "fee_unpaid")
    return {"fee_due": count, "fee_due_amount": fee, key: count, f"{key}_amount": fee}
