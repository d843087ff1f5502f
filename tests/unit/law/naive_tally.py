"""The rules of the balance told once more, slowly and without our own code: the oracle of the tally tests.

A dossier here is a plain dict: `procedure`, `name`, `field`, `channel`, `received_at` and `steps`, a list
of (at, verb, state, due) in log order, `due` being the original due moment the step sets, or `SAME`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

SAME = "same"
ZONE = timezone(timedelta(hours=7))
KEYS = [
    "received_total", "received_online", "received_other", "carried_in", "settled_total", "settled_early",
    "settled_on_time", "settled_late", "pending_total", "pending_in_term", "pending_late",
]  # fmt: skip


def at_moment(dossier: dict[str, Any], before: datetime) -> dict[str, Any] | None:
    """Where a dossier stands after every step that happened before a moment, in log order."""
    if dossier["received_at"] >= before:
        return None
    seen: dict[str, Any] = {"state": None, "accepted": None, "settled": None, "due": None, "reopenings": []}
    for at, verb, state, due in dossier["steps"]:
        if at >= before:
            continue
        if due != SAME:
            seen["due"] = due
        if verb == "resume":
            if seen["settled"] is not None:
                seen["reopenings"].append(at)
            seen["settled"] = None
        seen["state"] = state
        first_sight_accepts = (
            verb == "receive" and state not in (1, 2, 4, 6, 9, 10) and state != 1 and due is not None
        )
        if seen["accepted"] is None and (state in (2, 4, 6, 9, 10) or first_sight_accepts):
            seen["accepted"] = max(at, dossier["received_at"])
        if state in (3, 8, 9, 10) and seen["settled"] is None:
            seen["settled"] = at
    return seen


def numbers_of(dossier: dict[str, Any], first: date, last: date) -> list[str]:
    """The keys this one dossier adds one to."""
    start = datetime(first.year, first.month, first.day, tzinfo=ZONE)
    end = datetime(last.year, last.month, last.day, tzinfo=ZONE) + timedelta(days=1)
    now = at_moment(dossier, end)
    if now is None or now["state"] == 1 or now["accepted"] is None:
        return []
    if now["accepted"] >= start:
        keys = ["received_total", "received_online" if dossier["channel"] == "online" else "received_other"]
    else:
        then = at_moment(dossier, start)
        open_at_start = then is None or then["settled"] is None
        reopened = any(start <= at < end for at in now["reopenings"])
        if not open_at_start and not reopened:
            return []
        keys = ["received_total", "carried_in"]
    due = now["due"]
    if now["settled"] is not None:
        if due is None:
            how = "on_time"
        elif now["settled"].astimezone(ZONE).date() < due.astimezone(ZONE).date():
            how = "early"
        else:
            how = "on_time" if now["settled"] <= due else "late"
        return [*keys, "settled_total", f"settled_{how}"]
    late = now["state"] not in (5, 6) and due is not None and due <= end - timedelta(seconds=2)
    return [*keys, "pending_total", "pending_late" if late else "pending_in_term"]


def recount(
    dossiers: list[dict[str, Any]], first: date, last: date
) -> dict[tuple[str, str, str], dict[str, int]]:
    """Rows by (procedure, name, field) with the balance keys; rows of nothing but zeros left out."""
    rows: dict[tuple[str, str, str], dict[str, int]] = {}
    for dossier in dossiers:
        keys = numbers_of(dossier, first, last)
        if keys:
            place = (dossier["procedure"], dossier["name"], dossier["field"])
            row = rows.setdefault(place, dict.fromkeys(KEYS, 0))
            for key in keys:
                row[key] += 1
    return rows
