"""A small model of a dossier's life, written from the contract's table of acts; shares no code with desk.

`Model.act` does what an act must do, the state after it and the dates, or says how it must be refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.integration.life import reckoning as time_of

# verb -> states it may start from (contract §2; 1 by the national table of transitions)
FROM: dict[str, set[int]] = {
    "accept": {1},
    "request-supplement": {1, 2, 4},
    "supplement": {5},
    "refuse": {1, 2, 4},
    "hand-over": {2, 4},
    "await-payment": {4},
    "paid": set(range(1, 11)),
    "result-ready": {2, 4},
    "extend": {2, 4},
    "return": {9},
    "withdraw": {2, 4, 5, 6},
    "resume": {7},
    "stop": {4, 5, 7},
    "correct": set(range(1, 11)),
    "reconcile": set(range(1, 11)),
    "rate": {3, 8, 9, 10},
    "note": set(range(1, 11)),
}
STARRED: dict[str, tuple[str, ...]] = {
    "request-supplement": ("components", "reason"),
    "refuse": ("reason", "legal_basis"),
    "extend": ("due_at", "reason"),
    "stop": ("reason",),
    "correct": ("set", "reason"),
    "reconcile": ("official_code",),
    "rate": ("score",),
    "note": ("text",),
}
SETTLING = {3, 8, 9, 10}
ACCEPTING = {2, 4, 6, 9, 10}
ROLES = {"head", "admin"}


class RefusedError(Exception):
    """The model says this act must be refused, with this code."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, as the count must see it; `told` where it set the promised date."""

    at: datetime
    verb: str
    state: int
    due: datetime | None
    started: datetime | None
    told: bool


@dataclass(slots=True)
class Life:
    """One dossier as the model knows it."""

    code: str
    limit: int | None
    unit: str | None
    received: datetime
    online: bool
    state: int
    competent: str = ""
    held_by: str = ""
    started: datetime | None = None
    due_original: datetime | None = None
    due_current: datetime | None = None
    finished: datetime | None = None
    returned: datetime | None = None
    requests: int = 0
    extensions: int = 0
    handed: bool = False
    waiting_since: datetime | None = None
    numbers: set[str] = field(default_factory=set)
    phone: str | None = None
    fee: int = 0
    past: list[Moment] = field(default_factory=list)
    told: bool = False

    def log(self, at: datetime, verb: str) -> None:
        """Remember how it stands after an act."""
        self.past.append(Moment(at, verb, self.state, self.due_original, self.started, self.told))
        self.told = False

    def start(self, at: datetime) -> None:
        """Full term from this moment; one for another unit waits until that unit has it."""
        self.told = True
        if self.competent and self.held_by != self.competent:
            self.started = self.due_current = None
        else:
            self.started = at
            self.due_current = time_of.due(at, self.limit, self.unit)
        if self.finished is None:
            self.due_original = self.due_current


class Model:
    """All dossiers of one office, and every number in use."""

    def __init__(self) -> None:
        self.lives: dict[str, Life] = {}
        self.taken: set[str] = set()

    def act(self, code: str, verb: str, payload: dict[str, Any], now: datetime) -> Life:
        """Do an act in the model, or say with which code it must be refused."""
        life = self.lives[code]
        if life.state not in FROM[verb]:
            raise RefusedError("act.wrong_state")
        for key in STARRED.get(verb, ()):
            if payload.get(key) is None:
                raise RefusedError("act.missing_key")
        getattr(self, "_" + verb.replace("-", "_"))(life, payload, now)
        life.log(now, verb)
        return life

    def _accept(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.state = 2
        life.start(now)

    def _override(self, payload: dict[str, Any], times: int) -> None:
        override = payload.get("override")
        if override is None:
            if times >= 1:
                raise RefusedError("act.missing_key")
            return
        if override["role"] not in ROLES:
            raise RefusedError("act.bad_value")

    def _request_supplement(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        self._override(payload, life.requests)
        life.requests += 1
        life.state = 5

    def _supplement(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.state = 4 if life.handed else 2
        life.start(now)

    def _refuse(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.state = 3

    def _hand_over(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.handed = True
        life.held_by = payload.get("to") or life.competent
        if life.competent and life.started is None and life.finished is None:
            life.start(now)
        life.state = 4

    def _await_payment(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.fee = payload.get("amount", life.fee)
        life.waiting_since = now
        life.state = 6

    def _paid(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.fee = payload.get("amount", life.fee)
        if life.state != 6:
            return
        assert life.waiting_since is not None
        before = life.due_original, life.due_current
        if life.finished is None:
            life.due_original = time_of.moved(life.due_original, life.waiting_since, now, life.unit)
        life.due_current = time_of.moved(life.due_current, life.waiting_since, now, life.unit)
        life.told = (life.due_original, life.due_current) != before
        life.state = 4

    def _result_ready(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.finished = life.finished or now
        life.held_by = ""  # the result is back at the counter, and the dossier with it
        life.state = 9

    def _extend(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        if life.due_current is None:
            raise RefusedError("extend.no_due")
        new = datetime.fromisoformat(payload["due_at"])
        latest = max(now, life.due_current)
        if not latest < new <= latest + timedelta(days=365):
            raise RefusedError("act.bad_value")
        self._override(payload, life.extensions)
        life.extensions += 1
        life.due_current = new

    def _return(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.returned = now
        life.state = 10

    def _withdraw(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.state = 7

    def _resume(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.finished = None
        if life.started is None:
            life.start(now)
        life.state = 4

    def _stop(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        life.state = 8

    def _correct(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        error = payload.get("result_error", False)
        if not set(payload["set"]) <= {"phone"} or (not payload["set"] and not error):
            raise RefusedError("act.bad_value")
        if error and life.state != 10:
            raise RefusedError("act.wrong_state")
        phone = payload["set"].get("phone", life.phone)
        if phone == life.phone and not error:
            raise RefusedError("correct.nothing")
        life.phone = phone
        if error:
            life.returned = None
            life.due_current = time_of.due(now, 3, "working_day")
            life.state = 4

    def _reconcile(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        if payload["official_code"] in self.taken:
            raise RefusedError("official_code.taken")
        life.numbers.add(payload["official_code"])
        self.taken.add(payload["official_code"])

    def _rate(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        if payload["score"] not in range(1, 6):
            raise RefusedError("act.bad_value")

    def _note(self, life: Life, payload: dict[str, Any], now: datetime) -> None:
        pass


KEYS = (
    "received_total", "received_online", "received_other", "carried_in", "settled_total", "settled_early",
    "settled_on_time", "settled_late", "pending_total", "pending_in_term", "pending_late",
)  # fmt: skip


@dataclass(slots=True)
class _Stood:
    state: int = 1
    due: datetime | None = None
    started: datetime | None = None
    accepted: datetime | None = None
    settled: datetime | None = None
    reopened: list[datetime] = field(default_factory=list)


def _stood(life: Life, end: datetime) -> _Stood | None:
    """How it stood just before a moment, whatever order the clock gave its acts."""
    if life.received >= end:
        return None
    found = _Stood()
    for one in life.past:
        if one.at >= end:
            continue
        found.state = one.state
        if one.told:
            found.due, found.started = one.due, one.started
        if found.accepted is None and one.state in ACCEPTING:
            found.accepted = max(one.at, life.received)
        if one.verb == "resume":
            if found.settled is not None:
                found.reopened.append(one.at)
            found.settled = None
        elif found.settled is None and one.state in SETTLING:
            found.settled = one.at
    return found


def count(lives: list[Life], first: date, last: date) -> dict[str, int]:
    """The balance of a period as the contract words it."""
    start = datetime.combine(first, datetime.min.time(), time_of.HERE)
    end = datetime.combine(last + time_of.DAY, datetime.min.time(), time_of.HERE)
    found = dict.fromkeys(KEYS, 0)
    for life in lives:
        now = _stood(life, end)
        if now is None or now.accepted is None or now.state == 1:
            continue
        if now.accepted >= start:
            found["received_online" if life.online else "received_other"] += 1
        else:
            before = _stood(life, start)
            assert before is not None
            if before.settled is not None and not any(at >= start for at in now.reopened):
                continue
            found["carried_in"] += 1
        found["received_total"] += 1
        found[_kind(now, end)] += 1
    found["settled_total"] = found["settled_early"] + found["settled_on_time"] + found["settled_late"]
    found["pending_total"] = found["pending_in_term"] + found["pending_late"]
    return found


def _kind(now: _Stood, end: datetime) -> str:
    if now.settled is not None:
        if now.due is None:
            return "settled_on_time"
        if now.settled.date() < now.due.date():
            return "settled_early"
        return "settled_on_time" if now.settled <= now.due else "settled_late"
    waits = now.state in {5, 6} or now.started is None or now.due is None
    late = not waits and now.due is not None and now.due < end - timedelta(seconds=1)
    return "pending_late" if late else "pending_in_term"
