"""One row of a register table judged: every cell by its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.moving.moments import has_short_year, moment_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.importing import Faults, TableRow
    from desk.moving.moments import Written

COLUMNS = (
    "code", "procedure_code", "procedure_name", "field", "applicant_name", "id_number", "address", "phone",
    "channel", "received_at", "due_at", "finished_at", "returned_at", "return_channel", "state", "fee",
    "fee_method", "digitised", "reused", "note",
)  # fmt: skip
REQUIRED = ("code", "applicant_name", "channel", "received_at", "due_at")
CHANNELS = {"1": "direct", "2": "online", "3": "postal"}
RETURNS = ("counter", "postal", "electronic")
METHODS = ("cash", "online", "exempt", "none")
_LONGEST = {"code": 80, "procedure_code": 60, "id_number": 20, "phone": 30, "field": 200, "note": 5000}
_LONG = 2000
_NUMBER = re.compile(r"\d{1,12}|\d{1,3}(?:[.,]\d{3}){1,3}")
CLOSING = time(17)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier of a register as it will stand on record; equal rows are the same dossier unchanged."""

    code: str
    procedure: str
    name: str
    field: str
    applicant: str
    id_number: str
    address: str
    phone: str
    channel: str
    received_at: datetime
    due_at: datetime | None  # none in an export only: nothing was promised
    finished_at: datetime | None
    returned_at: datetime | None
    return_by: str
    state: int
    fee: int
    fee_method: str
    digitised: bool
    reused: bool
    note: str


class Reader:
    """Judges rows; what is wrong goes to the faults by row and column, and the row is None."""

    def __init__(
        self, faults: Faults, *, now: datetime, known: Callable[[str], tuple[str, str] | None]
    ) -> None:
        self._faults = faults
        self._now = now
        self._known = known  # name and field of a procedure the catalogue has

    def row(self, given: TableRow) -> RegisterRow | None:
        """The row as it will be recorded."""
        before = len(self._faults.errors)
        values = given.values
        self._texts(given)
        procedure = values["procedure_code"]
        known = self._known(procedure) if procedure else None
        field = values["field"] or (known[1] if known else "")
        if not field:
            self._fault(given, "field", "register.missing")
        moments = self._moments(given)
        channel = self._channel(given)
        state = self._state(given)
        fee = self._fee(given)
        digitised, reused = self._flag(given, "digitised"), self._flag(given, "reused")
        method = self._one_of(given, "fee_method", METHODS, default="none")
        return_by = self._one_of(given, "return_channel", RETURNS, default="counter")
        if len(self._faults.errors) > before or moments is None:
            return None
        received, due, finished, returned = moments
        return RegisterRow(
            code=values["code"].upper(),
            procedure=procedure,
            name=values["procedure_name"] or (known[0] if known else procedure or field),
            field=field,
            applicant=values["applicant_name"],
            id_number=values["id_number"],
            address=values["address"],
            phone=values["phone"],
            channel=channel,
            received_at=received,
            due_at=due,
            finished_at=finished,
            returned_at=returned,
            return_by=return_by,
            state=state or (10 if returned else 9 if finished else 4),
            fee=fee,
            fee_method=method,
            digitised=digitised,
            reused=reused,
            note=values["note"],
        )

    def _fault(self, given: TableRow, column: str, code: str, **details: object) -> None:
        self._faults.add(given.number, column, code, **details)

    def _texts(self, given: TableRow) -> None:
        for name, text in given.values.items():
            if not text and name in REQUIRED:
                self._fault(given, name, "register.missing")
            elif len(text) > _LONGEST.get(name, _LONG):
                self._fault(given, name, "register.too_long", limit=_LONGEST.get(name, _LONG))
        if any(letter.isspace() or not letter.isprintable() for letter in given.values["code"]):
            self._fault(given, "code", "register.bad_code")

    def _moments(self, given: TableRow) -> tuple[datetime, datetime, datetime | None, datetime | None] | None:
        read = {
            name: self._written(given, name)
            for name in ("received_at", "due_at", "finished_at", "returned_at")
        }
        received, due = read["received_at"], read["due_at"]
        if received is None or due is None:
            return None
        # A day alone says nothing of the hour: a promise ends at closing time, and what was done that day was
        # not done before what must precede it.
        ends = due.at if due.timed else datetime.combine(due.at.date(), CLOSING, LOCAL)
        finished = self._after(given, "finished_at", read["finished_at"], received.at)
        returned = self._after(given, "returned_at", read["returned_at"], finished or received.at)
        return received.at, ends, finished, returned

    def _written(self, given: TableRow, name: str) -> Written | None:
        text = given.values[name]
        if not text:
            return None
        found = moment_of(text)
        if found is None:
            code = "register.short_year" if has_short_year(text) else "register.bad_moment"
            self._fault(given, name, code, text=text[:40])
        elif name != "due_at" and found.at > self._now + timedelta(seconds=1):
            self._fault(given, name, "register.future", text=text[:40])
        return found

    def _after(self, given: TableRow, name: str, written: Written | None, first: datetime) -> datetime | None:
        """The moment, which may not lie before another; a day alone begins where that other is."""
        if written is None:
            return None
        if written.at >= first:
            return written.at
        if not written.timed and written.at.date() == first.date():
            return first
        self._fault(given, name, "register.order", text=given.values[name][:40])
        return written.at

    def _channel(self, given: TableRow) -> str:
        text = given.values["channel"]
        if text and text not in CHANNELS:
            self._fault(given, "channel", "register.bad_choice", text=text[:40], allowed="1, 2, 3")
        return CHANNELS.get(text, "direct")

    def _state(self, given: TableRow) -> int | None:
        text = given.values["state"]
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 10:
            return int(text)
        self._fault(given, "state", "register.bad_choice", text=text[:40], allowed="1 – 10")
        return None

    def _fee(self, given: TableRow) -> int:
        text = given.values["fee"]
        if not text:
            return 0
        if text.isascii() and _NUMBER.fullmatch(text):
            return int(re.sub(r"[.,]", "", text))
        self._fault(given, "fee", "register.bad_number", text=text[:40])
        return 0

    def _flag(self, given: TableRow, name: str) -> bool:
        text = given.values[name]
        if text not in {"", "0", "1"}:
            self._fault(given, name, "register.bad_choice", text=text[:40], allowed="0, 1")
        return text == "1"

    def _one_of(self, given: TableRow, name: str, allowed: tuple[str, ...], *, default: str) -> str:
        text = given.values[name]
        if text and text not in allowed:
            self._fault(given, name, "register.bad_choice", text=text[:40], allowed=", ".join(allowed))
        return text or default
