"""The numbers of a register table counted from its rows alone, slowly: the oracle of `register import`.

A row is a dict of texts as in the file; moments are ISO without offset, at +07:00.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

Row = dict[str, str]


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def state_of(row: Row) -> int:
    if row["state"]:
        return int(row["state"])
    return 10 if row["returned_at"] else 9 if row["finished_at"] else 4


def balance(rows: list[Row], first: date, last: date) -> dict[str, int]:
    """II.06a of a period, as it is known on the day the register is looked at."""
    begin, end = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    found: dict[str, int] = {}

    def add(*keys: str) -> None:
        for key in keys:
            found[key] = found.get(key, 0) + 1

    for row in rows:
        received, due = moment(row["received_at"]), moment(row["due_at"])
        assert received is not None
        assert due is not None
        state = state_of(row)
        settled = moment(row["finished_at"]) or moment(row["returned_at"])
        if settled is None and state in (3, 8, 9, 10):
            settled = received
        if state == 1 or received >= end:
            continue
        if received < begin and settled is not None and settled < begin:
            continue
        add("received_total")
        add(
            "carried_in"
            if received < begin
            else "received_online"
            if row["channel"] == "2"
            else "received_other"
        )
        if settled is not None and settled < end:
            if settled.date() < due.date():
                add("settled_total", "settled_early")
            else:
                add("settled_total", "settled_on_time" if settled <= due else "settled_late")
        else:
            waits = state in (5, 6)
            late = not waits and due < end - timedelta(seconds=1)
            add("pending_total", "pending_late" if late else "pending_in_term")
    return found


def shares(rows: list[Row], first: date, last: date) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of the indicators that a register decides alone."""
    begin, end = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    total = balance(rows, first, last)

    def inside(text: str) -> bool:
        at = moment(text)
        return at is not None and begin <= at < end

    new = [one for one in rows if inside(one["received_at"]) and state_of(one) != 1]
    done = [
        one
        for one in rows
        if state_of(one) not in (1, 3, 8) and inside(one["finished_at"] or one["returned_at"])
    ]
    paying = [one for one in new if int(one["fee"] or 0) > 0]
    back = [one for one in rows if inside(one["returned_at"])]
    early, timely, late = (total.get(f"settled_{key}", 0) for key in ("early", "on_time", "late"))
    every, behind = total.get("received_total", 0), total.get("pending_late", 0)
    return {
        "on_time_settled": (early + timely, early + timely + late),
        "on_time_766": (every - late - behind, every),
        "online_simple": (sum(one["channel"] == "2" for one in new), len(new)),
        "reused": (sum(one["reused"] == "1" for one in new), len(new)),
        "paid_online": (sum(one["fee_method"] == "online" for one in paying), len(paying)),
        "digitised": (sum(one["digitised"] == "1" for one in done), len(done)),
        "postal_return": (sum(one["return_channel"] == "postal" for one in back), len(back)),
        "satisfied_766": (every - late - behind, every),
        "people_online": (
            len({person(one) for one in new if one["channel"] == "2"}),
            len({person(one) for one in new}),
        ),
    }


def person(row: Row) -> Any:
    return row["id_number"] or row["applicant_name"]
