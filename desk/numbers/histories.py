"""Lịch sử hồ sơ as pure data: fixed facts and ordered steps, folded to how a dossier stood at a moment.

Everything that is counted is derived from here. Steps are ordered by their number in the log, never by
their clock: a clock set back moves no step before another.

Verbs that mean something to the count (any other verb only brings its `state`):
`dossier.received`, `dossier.supplement_requested`, `dossier.result_ready`, `dossier.returned`,
`dossier.resumed`, `dossier.extended`, `dossier.reconciled`, `dossier.paid`, `dossier.rated`.
Keys of a step's details that are read: `due_original`, `clock_start_at`, `fee`, `fee_method`, `digitised`,
`reused`, `result_files`, `electronic`, `by`, `score`, `express`, `certified`, and of a payment `amount`,
`method`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

ACCEPTED = frozenset({2, 4, 6, 9, 10})  # a dossier in one of these has been accepted
SETTLED = frozenset({3, 8, 9, 10})  # refused, stopped, result ready, returned
RESULT = frozenset({9, 10})
PAUSED = frozenset({5, 6})  # waiting for the citizen: pending in term whatever the date

RECEIVED = "dossier.received"
SUPPLEMENT_REQUESTED = "dossier.supplement_requested"
RESULT_READY = "dossier.result_ready"
RETURNED = "dossier.returned"
RESUMED = "dossier.resumed"
EXTENDED = "dossier.extended"
RECONCILED = "dossier.reconciled"
RATED = "dossier.rated"
PAID = "dossier.paid"
CORRECTED = "dossier.corrected"
HANDED_OVER = "dossier.handed_over"


@dataclass(frozen=True, slots=True)
class Step:
    """Một bước: what happened, when, and the state after it (None where it changed nothing)."""

    at: datetime
    verb: str
    state: int | None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DossierHistory:
    """One dossier as the count sees it; holds no name and no number of a person.

    `person` is an opaque key that is equal for one applicant's dossiers; `official` tells whether the
    official code was known from the start.
    """

    code: str
    procedure: str
    name: str
    field: str
    channel: str  # direct | online | postal
    received_at: datetime
    steps: tuple[Step, ...]
    assisted_online: bool = False
    copies: int = 1
    fee: int = 0
    fee_method: str = "none"
    official: bool = False
    person: object = None
    point: str = ""  # điểm tiếp nhận


@dataclass(slots=True)
class Standing:
    """How a dossier stood just before a moment; built by `standing`."""

    state: int = 1
    accepted_at: datetime | None = None
    settled_at: datetime | None = None
    settled_by: int | None = None  # state that settled it: 3, 8, 9 or 10
    reopened: bool = False  # by `resume`, at or after `since`
    due: datetime | None = None
    clock_start_at: datetime | None = None
    requests: int = 0
    extended: bool = False
    component_files: int = 0
    reused: int = 0
    result_files: int = 0
    electronic: bool = False
    fee: int = 0
    fee_method: str = "none"
    returned_at: datetime | None = None
    returned_by: str | None = None
    score: int | None = None
    rated_at: datetime | None = None
    official: bool = False
    express: bool = False  # done while the citizen waited: neither receipt nor scan is owed
    certified: int | None = None  # copies by the certification book; None = it is in none
    certified_electronic: int = 0

    @property
    def settled(self) -> bool:
        """Tell whether the dossier counts as settled."""
        return self.settled_at is not None

    @property
    def by_result(self) -> bool:
        """Tell whether it was settled by a result, not by a refusal or a stop."""
        return self.settled_by in RESULT

    def timing(self) -> str:
        """Return `early`, `on_time` or `late` of a settled dossier, against its original due moment.

        Early means an earlier local date; without a due moment a dossier is on time.
        """
        if self.settled_at is None or self.due is None:
            return "on_time"
        if self.settled_at.astimezone(LOCAL).date() < self.due.astimezone(LOCAL).date():
            return "early"
        return "on_time" if self.settled_at <= self.due else "late"

    def overdue(self, moment: datetime) -> bool:
        """Tell whether a pending dossier is beyond its due moment at `moment`.

        One that waits for the citizen, has no date or whose clock has not started is in term.
        """
        started = self.clock_start_at is not None and self.clock_start_at <= moment
        return self.state not in PAUSED and started and self.due is not None and self.due < moment


def standing(history: DossierHistory, *, before: datetime, since: datetime | None = None) -> Standing | None:
    """Return how a dossier stood just before `before`, or None where it was not received yet.

    The first settling moment stands through a correction of the result (10 → 4); only `resume` reopens.
    """
    if history.received_at >= before:
        return None
    found = begun(history)
    for step in history.steps:
        if step.at < before:
            fold_step(found, step, history, since)
    return found


def begun(history: DossierHistory) -> Standing:
    """Return how a dossier stands before its first step."""
    return Standing(
        fee=history.fee,
        fee_method=history.fee_method,
        official=history.official,
        clock_start_at=history.received_at,
    )


def fold_step(found: Standing, step: Step, history: DossierHistory, since: datetime | None = None) -> None:
    """Move a standing on by one step."""
    if step.details:
        _read_facts(found, step.details)
    if step.verb == RESUMED:
        if found.settled_at is not None and since is not None and step.at >= since:
            found.reopened = True
        found.settled_at = found.settled_by = None
    else:
        _read_verb(found, step)
    if step.state is None:
        return
    found.state = step.state
    if found.accepted_at is None and _accepts(step, found):
        found.accepted_at = max(step.at, history.received_at)
        if found.clock_start_at is None and "clock_start_at" not in step.details:
            found.clock_start_at = found.accepted_at
    if step.state in SETTLED and found.settled_at is None:
        found.settled_at, found.settled_by = step.at, step.state


def _read_verb(found: Standing, step: Step) -> None:
    details = step.details
    if step.verb == SUPPLEMENT_REQUESTED:
        found.requests += 1
    elif step.verb == EXTENDED:
        found.extended = True
    elif step.verb == RECONCILED:
        found.official = True
    elif step.verb == RETURNED:
        found.returned_at, found.returned_by = step.at, details.get("by")
    elif step.verb == PAID:
        found.fee = details.get("amount") or found.fee
        found.fee_method = details.get("method") or found.fee_method
    elif step.verb == RATED:
        found.score, found.rated_at = details.get("score"), step.at


def _accepts(step: Step, found: Standing) -> bool:
    """A dossier taken in with a promised date is accepted; one first sent back for papers is not yet."""
    if step.state in ACCEPTED:
        return True
    return step.verb == RECEIVED and step.state != 1 and found.due is not None


def _read_facts(found: Standing, details: Mapping[str, Any]) -> None:
    if "due_original" in details:
        found.due = details["due_original"]
    if "clock_start_at" in details:
        found.clock_start_at = details["clock_start_at"]
    if "fee" in details:
        found.fee = details["fee"] or 0
    if "fee_method" in details:
        found.fee_method = details["fee_method"] or "none"
    found.component_files += details.get("digitised") or 0
    found.reused += details.get("reused") or 0
    if "result_files" in details:
        found.result_files = details["result_files"] or 0
    if "electronic" in details:
        found.electronic = bool(details["electronic"])
    if details.get("by") == "electronic":
        found.electronic = True
    if details.get("express"):
        found.express = True
    if isinstance(details.get("certified"), list):
        _read_certified(found, details["certified"])


def _read_certified(found: Standing, lines: Sequence[Mapping[str, Any]]) -> None:
    """Copies as the book has them; a struck certification tells of none."""
    found.certified = sum(int(one.get("copies") or 0) for one in lines)
    found.certified_electronic = sum(int(one.get("copies") or 0) for one in lines if one.get("electronic"))
