"""What becomes of a fictional dossier: lawful acts, each written as the verbs write it, until now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.dates.due import Term
from desk.rows import State
from desk.trial.make_office_pen import NotYetError, Pen
from desk.trial.make_office_rows import clock_details, received_details, text

if TYPE_CHECKING:
    from collections.abc import Callable

_BASIS = "NĐ 118/2025/NĐ-CP"
_WHY = "Theo tình huống tập huấn"


class Life(Pen):
    """One dossier's acts; each happens a plausible while after the one before."""

    __slots__ = ()

    # the reception
    def registered(self) -> None:
        """An online dossier arrives and waits for its acceptance."""
        self.row["accept_due_at"] = self.dates.due(Term(8, "working_hour"), self.at)
        self._add("dossier.registered", received_details(self.row))

    def received(self) -> None:
        """Taken in with its promise."""
        self.row["state"] = int(State.RECEIVED)
        self._begin()
        self._add("dossier.received", received_details(self.row), enters=True)

    def received_short(self) -> None:
        """Taken in, but sent for more papers at once."""
        self.row["state"] = int(State.SUPPLEMENT)
        self._await()
        self._add("dossier.received", received_details(self.row), enters=True)
        self._act("dossier.supplement_requested", State.SUPPLEMENT, **self._asked_for(1, reason=_WHY))

    def accept(self) -> None:
        """The online dossier is accepted."""
        self._move(self.dates.later(self.random, self.at))
        due = self.row["accept_due_at"]
        self._begin()
        self._act("dossier.accepted", State.RECEIVED, enters=self._unentered(), **clock_details(self.row),
                  accept_due_at=text(due))  # fmt: skip

    # on the way
    def hand_over(self, *, days: int = 0, to: str = "") -> None:
        """On to the unit that resolves it, or from there to another."""
        self._move(self.dates.later(self.random, self.at, days=days))
        row, unit = self.row, to or row_unit(self)
        details: dict[str, Any] = {"to": unit}
        if row["state"] == State.RECEIVED:
            details["transfer_due_at"] = text(row["transfer_due_at"])
        if row["clock_start_at"] is None:
            self._begin(arrived=True)
            details |= clock_details(row)
        row["transfer_due_at"] = None
        self._act("dossier.handed_over", State.PROCESSING, holding=self._held(unit), **details)
        self.handed = True

    def ask(self, *, days: int = 1) -> None:
        """Something is missing: the clock stops."""
        self._move(self.dates.later(self.random, self.at, days=days))
        self._await()
        self._act("dossier.supplement_requested", State.SUPPLEMENT, legal_basis=f"{_BASIS} Đ.19.5",
                  **self._asked_for(1, reason=_WHY))  # fmt: skip

    def supplement(self) -> None:
        """The papers come: the clock runs from zero."""
        self._move(self.dates.later(self.random, self.at, days=self.random.randrange(1, 8)))
        self._begin(arrived=self.handed)
        state = State.PROCESSING if self.handed else State.RECEIVED
        self._act("dossier.supplemented", state, components=[1], digitised=0, reused=0, request_no=1,
                  enters=self._unentered(), **clock_details(self.row))  # fmt: skip

    def await_payment(self) -> None:
        """Money is owed; the clock rests."""
        self._move(self.dates.later(self.random, self.at, days=1))
        self.row.update(fee_amount=45_000, fee_method="none", fee_paid=False)
        self._act("dossier.payment_awaited", State.PAYMENT, amount=45_000, fee=45_000, fee_method="none")

    def pay(self) -> None:
        """The money came; both dates move by what was waited."""
        from desk.life.payment import moved

        since = self.at
        self._move(self.dates.later(self.random, self.at, days=self.random.randrange(1, 4)))
        row, before = self.row, clock_details(self.row)
        for key in ("due_original", "due_current"):
            row[key] = moved(row[key], since, self.at, self.dates.calendar, unit=row["term_unit"])
        row.update(fee_method="online", fee_paid=True)
        changed = {key: value for key, value in clock_details(row).items() if key != "clock_start_at"}
        told: dict[str, Any] = changed if any(before[key] != value for key, value in changed.items()) else {}
        self._act("dossier.paid", State.PROCESSING, amount=45_000, method="online", fee=45_000,
                  waited_from=iso(since), **told)  # fmt: skip

    def extend(self) -> None:
        """An apology and a later date, before the present one."""
        due = self.row["due_current"]
        if due is None:
            return
        at = self.dates.at_work(self.random, self.at + (due - self.at) * 0.5)
        if at >= due:
            return
        self._move(at)
        new = self.dates.calendar.closing(
            self.dates.calendar.next_worked(due.date(), self.random.randrange(2, 8))
        )
        self.row["due_current"] = new
        self._act("dossier.extended", State(self.row["state"]), due_before=text(due), due_current=text(new),
                  reason=_WHY, extension_no=1)  # fmt: skip

    # the ends
    def ready(self, *, late: bool = False) -> None:
        """The result is there: in good time, on the day, or late."""
        due = self.row["due_current"] or self.dates.later(self.random, self.at, days=5)
        share = self.random.uniform(1.05, 1.6) if late else self.random.uniform(0.1, 0.95)
        at = self.dates.at_work(self.random, self.at + max(due - self.at, timedelta(minutes=30)) * share)
        self._move(at if late or self.at > due else max(self.at, min(at, due)))
        row = self.row
        row["finished_at"] = row["finished_at"] or self.at
        row["result"] = {"electronic": row["channel"] == "online"}
        self._home()
        self._act("dossier.result_ready", State.READY, finished_at=iso(row["finished_at"]),
                  electronic=row["result"]["electronic"], result_files=0, results=1)  # fmt: skip

    def give(self) -> None:
        """Handed to the citizen; some say how content they were."""
        slow = self.random.random() < 0.01
        self._move(self.dates.later(self.random, self.at, days=90 if slow else self.random.randrange(4)))
        row = self.row
        row["returned_at"], row["returned_to"] = self.at, {"kind": "self"}
        self._act("dossier.returned", State.RETURNED, returned_at=iso(self.at), by=row["return_by"],
                  to="self", signed=False)  # fmt: skip
        for paper in self.made.components:
            if paper["original_kept"]:
                paper["given_back_at"] = self.at

    def rate(self) -> None:
        """One to five, mostly good."""
        self._move(self.at + timedelta(seconds=self.random.randrange(20, 200)))
        score = self.random.choices((1, 2, 3, 4, 5), weights=(1, 1, 4, 30, 64))[0]
        self.row["rating"] = score
        self._act("dossier.rated", State(self.row["state"]), score=score, by="citizen")

    def mend(self) -> None:
        """An error in the result: back to work, the first settling moment stands."""
        self._move(self.dates.later(self.random, self.at, days=2))
        row = self.row
        row["due_current"], row["returned_at"] = self.dates.due(Term(3, "working_day"), self.at), None
        self._act("dossier.corrected", State.PROCESSING, remark=_WHY, fields=[], result_error=True,
                  due_current=text(row["due_current"]))  # fmt: skip

    def refuse(self) -> None:
        """Not accepted, with the law's reason."""
        self._move(self.dates.later(self.random, self.at))
        waiting = self.row["accept_due_at"]
        due: dict[str, Any] = {"accept_due_at": text(waiting)} if waiting else {}
        self._home()
        self._act("dossier.refused", State.REFUSED, reason=_WHY, legal_basis=f"{_BASIS} Đ.17.1", **due)

    def withdraw(self) -> None:
        """The applicant asks to stop."""
        self._move(self.dates.later(self.random, self.at))
        self._still()
        self._act("dossier.withdrawn", State.WITHDRAWING, reason=_WHY)

    def resume(self) -> None:
        """The applicant thought again."""
        self._move(self.dates.later(self.random, self.at, days=1))
        self._act("dossier.resumed", State.PROCESSING, reason=_WHY)

    def stop(self, *, unanswered: bool = False) -> None:
        """Closed at the applicant's wish, or because the papers never came."""
        due = self.row["supplement_due_at"]
        at = self.dates.later(self.random, due, days=1) if unanswered and due else None
        self._move(at or self.dates.later(self.random, self.at, days=1))
        self._home()
        basis = f"{_BASIS} Đ.19.5" if unanswered else f"{_BASIS} Đ.21"
        self._act("dossier.stopped", State.STOPPED, reason=_WHY, legal_basis=basis)

    # beside the way
    def reconcile(self) -> None:
        """The official number becomes known."""
        at = self.dates.later(self.random, self.at)
        self._move(at)
        code = f"H99.01-{self.row['received_at']:%y%m%d}-{self.row['id'] % 10**6:06d}"
        self.row.update(official_code=code, official_at=self.at)
        self._act("dossier.reconciled", State(self.row["state"]), official_code=code, provisional=False)

    def note(self) -> None:
        """Some words beside the log."""
        self._move(self.dates.later(self.random, self.at))
        words = "Đã gọi điện nhắc bổ sung."
        self._act("dossier.noted", State(self.row["state"]), remark=words, letters=len(words))


def row_unit(life: Life) -> str:
    """Where a dossier goes when nobody names a unit."""
    return str(life.row["competent_unit"] or life.asked.unit)


def live(life: Life, fate: Callable[[Life], None]) -> None:
    """Live a fate as far as `now` knows."""
    try:
        fate(life)
    except NotYetError:
        return
