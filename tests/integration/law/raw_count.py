"""Every indicator told once more from the raw log, by plain SQL and plain lists: the oracle of the numbers.

Nothing of the program is used. Moments are compared as they are told, at +07:00; steps are taken in the order
of the log; what happened at or after the period's end has not happened.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any

ZONE = timezone(timedelta(hours=7))
_CORRECTED = {
    "copies": "copies", "fee_amount": "fee", "fee_method": "method", "id_number": "person",
    "official_code": "official",
}  # fmt: skip
Ask = Callable[[str], Iterable[Any]]


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(ZONE) if text else None


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d")).lower()
    return "".join(one for one in letters if unicodedata.category(one) != "Mn")


def dossiers(ask: Ask, known: int | None = None) -> list[dict[str, Any]]:
    """Each dossier with its own events, oldest number first; as known when event `known` was the newest."""
    found: dict[int, dict[str, Any]] = {
        row[0]: {
            "procedure": row[1] or "", "channel": row[2], "assisted": bool(row[3]), "copies": row[4] or 0,
            "fee": row[5] or 0, "method": row[6], "official": row[7], "received": moment(row[8]),
            "person": row[9] or row[10] or row[11], "events": [],
        }
        for row in ask(
            "select d.id, d.procedure_code, d.channel, d.assisted_online, d.copies, d.fee_amount,"
            " d.fee_method, d.official_code, d.received_at, a.id_number, a.tax_code, a.name_fold"
            " from dossier d join applicant a on a.id = d.applicant_id"
        )
    }  # fmt: skip
    events = "select dossier_id, at, verb, details, seq from event where dossier_id is not null order by seq"
    for key, at, verb, details, seq in ask(events):
        told = json.loads(details) if isinstance(details, str) else details
        if known is None or seq <= known:
            found[key]["events"].append((moment(at), verb.removeprefix("dossier."), told, verb))
        elif verb == "dossier.reconciled":
            found[key]["official"] = None
    if known is None:
        return list(found.values())
    mended = (
        f"select dossier_id, field, old from correction where event_seq > {known} order by event_seq desc"
    )
    for key, name, old in ask(mended):
        if name in _CORRECTED:
            found[key][_CORRECTED[name]] = json.loads(old) if isinstance(old, str) and old else old
    return [one for one in found.values() if one["events"]]


def when(event: tuple[Any, ...], received: datetime) -> datetime:
    """The moment a step tells of itself, where it tells one."""
    at, verb, told, whole = event
    if verb == "received":
        return received
    if verb == "returned":
        return moment(told.get("returned_at")) or at
    if whole.startswith("dossier.") and told.get("state") in (3, 8, 9, 10):
        return moment(told.get("finished_at")) or at
    return at  # type: ignore[no-any-return]


def at_end(one: dict[str, Any], end: datetime) -> dict[str, Any] | None:
    """How a dossier stands just before `end`."""
    if one["received"] >= end:
        return None
    past = [(when(e, one["received"]), *e[1:]) for e in one["events"] if when(e, one["received"]) < end]
    later_code = any(e[1] == "reconciled" for e in one["events"])
    seen: dict[str, Any] = {
        "state": 1, "accepted": None, "settled": None, "by": None, "due": None, "start": one["received"],
        "asked": 0, "files": 0, "reused": 0, "result": 0, "electronic": False, "fee": one["fee"],
        "method": one["method"], "returned": None, "how": None, "score": None, "rated": None,
        "official": bool(one["official"]) and not later_code, "certified": None, "e_certified": 0,
    }  # fmt: skip
    for at, verb, told, whole in past:
        state = told.get("state") if whole.startswith("dossier.") else None
        facts(seen, told)
        if verb == "resumed":
            seen["settled"] = seen["by"] = None
        seen["asked"] += verb == "supplement_requested"
        acts(seen, at, verb, told)
        if state is None:
            continue
        seen["state"] = state
        promised = verb == "received" and state != 1 and seen["due"] is not None
        if seen["accepted"] is None and (state in (2, 4, 6, 9, 10) or promised):
            seen["accepted"] = max(at, one["received"])
            if seen["start"] is None and "clock_start_at" not in told:
                seen["start"] = seen["accepted"]
        if state in (3, 8, 9, 10) and seen["settled"] is None:
            seen["settled"], seen["by"] = at, state
    return seen


def facts(seen: dict[str, Any], told: dict[str, Any]) -> None:
    """What a step tells beside its state."""
    if "due_original" in told:
        seen["due"] = moment(told["due_original"])
    if "clock_start_at" in told:
        seen["start"] = moment(told["clock_start_at"])
    if "fee" in told:
        seen["fee"] = told["fee"] or 0
    if "fee_method" in told:
        seen["method"] = told["fee_method"]
    seen["files"] += told.get("digitised") or 0
    seen["reused"] += told.get("reused") or 0
    if "result_files" in told:
        seen["result"] = told["result_files"] or 0
    if "electronic" in told:
        seen["electronic"] = bool(told["electronic"])
    if told.get("by") == "electronic":
        seen["electronic"] = True
    if isinstance(told.get("certified"), list):
        lines = told["certified"]
        seen["certified"] = sum(line.get("copies") or 0 for line in lines)
        seen["e_certified"] = sum(line.get("copies") or 0 for line in lines if line.get("electronic"))


def acts(seen: dict[str, Any], at: datetime, verb: str, told: dict[str, Any]) -> None:
    """What only some steps do."""
    seen["official"] = seen["official"] or verb == "reconciled"
    if verb == "returned":
        seen["returned"], seen["how"] = at, told.get("by")
    if verb == "paid":
        seen["fee"], seen["method"] = (
            told.get("amount") or seen["fee"],
            told.get("method") or seen["method"],
        )
    if verb == "rated":
        seen["score"], seen["rated"] = told.get("score"), at


def procedures(ask: Ask, last: date) -> dict[str, dict[str, Any]]:
    """The catalogue as it stands on the period's last day."""
    found: dict[str, dict[str, Any]] = {}
    rows = "select code, name, online_level, yields_paper, business, non_territorial, valid_from, valid_to"
    for row in ask(f"{rows} from procedure order by valid_from, id"):
        first, until = str(row[6])[:10], str(row[7])[:10] if row[7] else "9999"
        now = first <= last.isoformat() <= until
        if now or not found.get(row[0], {"now": False})["now"]:
            found[row[0]] = {
                "full": plain(row[2]) == "toan trinh", "part": plain(row[2]) == "mot phan",
                "paper": bool(row[3]), "business": bool(row[4]), "far": bool(row[5]), "now": now,
                "copies": plain(row[1]).startswith("chung thuc ban sao"),
            }  # fmt: skip
    return found


def late(seen: dict[str, Any]) -> bool:
    return seen["due"] is not None and seen["settled"] > seen["due"] and not early(seen)


def early(seen: dict[str, Any]) -> bool:
    return seen["due"] is not None and seen["settled"].date() < seen["due"].date()


def recount(ask: Ask, first: date, last: date, known: int | None = None) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of every indicator, and the balance as `(settled, pending)` of `balance`."""
    start = datetime(first.year, first.month, first.day, tzinfo=ZONE)
    end = datetime(last.year, last.month, last.day, tzinfo=ZONE) + timedelta(days=1)
    offer = procedures(ask, last)
    lost = {"full": False, "part": False, "paper": True, "business": False, "copies": False, "now": False}
    u, n, s, returned, rated = [], [], [], [], []
    for one in dossiers(ask, known):
        seen = at_end(one, end)
        if seen is None:
            continue
        both = {**one, **seen, "marks": offer.get(one["procedure"], lost)}
        accepted = seen["accepted"] if seen["state"] != 1 else None
        if accepted is not None:
            fresh, before = accepted >= start, at_end(one, start)
            if fresh or before is None or before["settled"] is None or reopened(one, start, end):
                u.append(both)
                if fresh:
                    n.append(both)
                if seen["settled"] is not None and seen["by"] in (9, 10):
                    s.append(both)
        if seen["returned"] is not None and start <= seen["returned"] < end:
            returned.append(both)
        if seen["rated"] is not None and start <= seen["rated"] < end:
            rated.append(both)
    edge = end - timedelta(seconds=1)
    pending = [d for d in u if d["settled"] is None]
    overdue = [
        d for d in pending
        if d["state"] not in (5, 6) and d["due"] and d["due"] < edge and d["start"] and d["start"] <= edge
    ]  # fmt: skip
    settled = [d for d in u if d["settled"] is not None]
    slow = [id(d) for d in settled if late(d)] + [id(d) for d in overdue]
    online = [d for d in n if d["channel"] == "online"]
    paper = [d for d in s if d["marks"]["paper"]]
    fees = [d for d in n if d["fee"] > 0]
    shops = [d for d in n if d["marks"]["business"]]
    away = [
        d for d in s
        if d["channel"] != "direct" and not d["assisted"] and d["how"] in ("postal", "electronic")
        and (d["fee"] <= 0 or d["method"] in ("online", "exempt"))
    ]  # fmt: skip
    copies = [d for d in s if d["marks"]["copies"]]
    now = {code: marks for code, marks in offer.items() if marks["now"]}
    offered = {code for code, marks in now.items() if marks["full"] or marks["part"]}
    return {
        "balance": (len(settled), len(pending)),
        "on_time_settled": (sum(not late(d) for d in settled), len(settled)),
        "on_time_766": (sum(id(d) not in slow and d["asked"] <= 1 for d in u), len(u)),
        "online_simple": (len(online), len(n)),
        "online_766": (sum(d["electronic"] or not d["marks"]["paper"] for d in online), len(n)),
        "digitised": (sum(d["files"] > 0 and d["result"] > 0 for d in s), len(s)),
        "reused": (sum(d["reused"] > 0 for d in n), len(n)),
        "paid_online": (sum(d["method"] == "online" for d in fees), len(fees)),
        "electronic_result": (sum(d["electronic"] for d in paper), len(paper)),
        "postal_return": (sum(d["how"] == "postal" for d in returned), len(returned)),
        "satisfied": (sum((d["score"] or 0) >= 4 for d in rated), len(rated)),
        "satisfied_766": (
            sum(id(d) not in slow and (d["score"] is None or d["score"] > 2) for d in u), len(u)
        ),
        "synced": (sum(d["official"] for d in n), len(n)),
        "non_territorial": (sum(marks["far"] for marks in now.values()), len(now)),
        "procedures_online": (len(offered), len(now)),
        "procedures_full_online": (sum(marks["full"] for marks in now.values()), len(now)),
        "online_active": (len(offered & {d["procedure"] for d in n}), len(offered)),
        "contactless": (len(away), len(s)),
        "business_online": (sum(d["channel"] == "online" for d in shops), len(shops)),
        "people_online": (len({d["person"] for d in online}), len({d["person"] for d in n})),
        "certified_electronic": (
            sum(
                d["copies"] * d["electronic"] if d["certified"] is None else d["e_certified"] for d in copies
            ),
            sum(d["copies"] if d["certified"] is None else d["certified"] for d in copies),
        ),
    }  # fmt: skip


def reopened(one: dict[str, Any], start: datetime, end: datetime) -> bool:
    """Whether a settled dossier was taken up again in the period."""
    settled = False
    for event in one["events"]:
        at = when(event, one["received"])
        if at >= end:
            continue
        if event[1] == "resumed":
            if settled and at >= start:
                return True
            settled = False
        elif event[3].startswith("dossier.") and event[2].get("state") in (3, 8, 9, 10):
            settled = True
    return False
