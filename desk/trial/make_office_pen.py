"""How the acts of a fictional dossier are written: its row, its clock, its events, its hands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.dates.due import Term
from desk.process.units import ONE_STOP
from desk.trial.make_office_rows import Asked, Made, Scheduled, text

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from desk.office.opened import Office
    from desk.rows import State
    from desk.trial.make_office_dates import DueBook

_HOLDERS = ("Chuyên viên Mẫu Một", "Chuyên viên Mẫu Hai", "Chuyên viên Mẫu Ba")
_NULLS = frozenset({"clock_start_at", "due_original", "due_current", "transfer_due_at", "accept_due_at"})


class NotYetError(Exception):
    """The next act lies in the future: the dossier stands where it is."""


@dataclass(slots=True)
class Pen:
    """One dossier on its way and how its acts are written; one after `now` raises `NotYetError`."""

    made: Made
    asked: Asked
    random: Random
    dates: DueBook
    office: Office
    now: datetime
    at: datetime
    handed: bool = False
    holding: dict[str, Any] | None = None
    holdings: int = 0

    @property
    def row(self) -> dict[str, Any]:
        """The dossier's row."""
        return self.made.dossier

    def _move(self, at: datetime) -> None:
        if at > self.now:
            raise NotYetError
        self.at = max(at, self.at)

    def _act(
        self,
        verb: str,
        state: State,
        *,
        enters: bool = False,
        holding: dict[str, Any] | None = None,
        remark: str | None = None,
        **details: Any,  # noqa: ANN401 - what the verb tells
    ) -> None:
        self.row["state"] = int(state)
        told = {key: value for key, value in details.items() if value is not None or key in _NULLS}
        self._add(verb, {"code": self.row["code"], "state": int(state), **told}, enters=enters,
                  holding=holding, remark=remark)  # fmt: skip

    def _add(
        self,
        verb: str,
        details: dict[str, Any],
        *,
        enters: bool = False,
        holding: dict[str, Any] | None = None,
        remark: str | None = None,
    ) -> None:
        self.made.acts.append(
            Scheduled(self.at, self.row["id"], verb, details, enters=enters, holding=holding, remark=remark)
        )

    def _unentered(self) -> bool:
        return not any(one.enters for one in self.made.acts)

    def _asked_for(self, times: int, *, reason: str) -> dict[str, Any]:
        name = self.made.components[0]["name"] if self.made.components else "Giấy tờ khác 1"
        return {
            "components": [{"no": 1, "name": name}], "reason": reason, "request_no": times,
            "supplement_due_at": text(self.row["supplement_due_at"]),
        }  # fmt: skip

    def _begin(self, *, arrived: bool = False) -> None:
        """Start the clock now, or leave it to the competent unit."""
        self._still()
        row = self.row
        forward = self.dates.due(Term(1, "working_day"), self.at) if row["competent_unit"] else None
        row["transfer_due_at"] = forward or self.dates.transfer(self.at)
        if row["competent_unit"] and not arrived:
            return
        row["clock_start_at"] = self.at
        row["due_original"] = row["due_current"] = self.dates.due(self.asked.term, self.at)
        row["unfit_due_at"] = self.dates.due(Term(3, "working_day"), self.at)

    def _await(self) -> None:
        self._still()
        self.row["supplement_due_at"] = self.dates.due(Term(15, "calendar_day"), self.at)

    def _still(self) -> None:
        self.row.update(accept_due_at=None, transfer_due_at=None, unfit_due_at=None, supplement_due_at=None)

    def _held(self, unit: str) -> dict[str, Any]:
        before, self.holdings = self.holding, self.holdings + 1
        holder = self.random.choice(_HOLDERS)
        if before is not None:
            before["left_at"] = self.at
        self.holding = {
            "dossier_id": self.row["id"], "no": self.holdings,
            "from_unit": before["to_unit"] if before else ONE_STOP,
            "from_holder": before["to_holder"] if before else self.office.actor.full_name,
            "to_unit": unit, "to_holder": holder, "step_no": None, "step_name": "", "planned_minutes": None,
            "given_at": self.at, "left_at": None, "batch": None,
        }  # fmt: skip
        self.row.update(unit=unit, holder=holder)
        return self.holding

    def _home(self) -> None:
        """Nothing runs any more, and the dossier is back at the counter."""
        self._still()
        if self.holding is not None:
            self.holding["left_at"] = self.at
            self.holding = None
            self.row.update(unit=self.office.card.code, holder=self.office.actor.full_name)
