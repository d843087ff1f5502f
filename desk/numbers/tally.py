"""Bảng tổng hợp (II.06a và các cột thêm): counted from histories, so that totals reconcile by construction.

Pure: the same histories give the same numbers on every engine, system, locale and time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.numbers.grouped import add_groups
from desk.numbers.history_load import load_histories, period
from desk.numbers.indicators import Counts, indicators_of
from desk.numbers.judging import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.numbers.fast import Material
    from desk.numbers.histories import DossierHistory
    from desk.numbers.indicators import Catalogue
    from desk.numbers.judging import Judged
    from desk.office.opened import Office
    from desk.rows import IndicatorValue

BALANCE_KEYS = (
    "received_total", "received_online", "received_other", "carried_in", "settled_total", "settled_early",
    "settled_on_time", "settled_late", "pending_total", "pending_in_term", "pending_late",
)  # fmt: skip
FURTHER_KEYS = (
    "supplement_waiting", "refused", "stopped", "withdrawn", "returned",
    "received_online_full", "received_online_part", "received_direct", "received_postal",
    "received_non_territorial", "received_assisted", "late_with_apology",
    "returned_direct", "returned_postal", "returned_electronic",
    "digitised_component", "digitised_result", "reused_data",
    "fee_dossiers", "fee_paid_online", "fee_paid_cash", "fee_amount",
)  # fmt: skip
NUMBER_KEYS = BALANCE_KEYS + FURTHER_KEYS
_ENDED = {3: "refused", 8: "stopped"}
_WAITING = {5: "supplement_waiting", 7: "withdrawn"}
_RETURNED_BY = {"postal": "returned_postal", "electronic": "returned_electronic"}


@dataclass(frozen=True, slots=True)
class Tally:
    """Số liệu một kỳ: rows by procedure, by field, the total and the indicators.

    `rows` have `procedure`, `name`, `field` and every number key, sorted by the first three. `by_point`
    has `point`, `name` and the balance keys; it is told beside the signed numbers, never in them.
    """

    first: date
    last: date
    rows: tuple[Mapping[str, Any], ...]
    by_field: tuple[Mapping[str, Any], ...]
    total: Mapping[str, int]
    indicators: tuple[IndicatorValue, ...]
    by_point: tuple[Mapping[str, Any], ...] = ()

    def numbers(self) -> dict[str, Any]:
        """Return the part that is signed and compared: `rows`, `total`, `indicators`."""
        return {
            "rows": [dict(row) for row in self.rows],
            "total": dict(self.total),
            "indicators": [indicator_json(one) for one in self.indicators],
        }

    def as_json(self) -> dict[str, Any]:
        """Return the whole answer of the `tally` command."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "by_field": [dict(row) for row in self.by_field],
            "by_point": [dict(row) for row in self.by_point],
            **self.numbers(),
        }


def indicator_json(one: IndicatorValue) -> dict[str, Any]:
    """Return an indicator as the keys of the contract."""
    return {
        "key": one.key,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "rate": one.rate,
        "target": one.target,
        "met": one.met,
    }


@dataclass(slots=True)
class _Book:
    catalogue: Catalogue
    rows: dict[tuple[str, str, str], dict[str, int]] = field(default_factory=dict)
    points: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, one: Judged) -> None:
        """Add a dossier."""
        history = one.history
        numbers = self.numbers(one)
        if numbers:
            fee = numbers.pop("fee_amount", 0)
            self.put_row((history.procedure, history.name, history.field), numbers, fee=fee)
            self.put_point(history.point, numbers)

    def put_row(
        self, place: tuple[str, str, str], keys: Iterable[str], *, count: int = 1, fee: int = 0
    ) -> None:
        """Count a dossier under these keys, or so many that count alike, with the sum of what they paid."""
        row = self.rows.get(place)
        if row is None:
            row = self.rows[place] = dict.fromkeys(NUMBER_KEYS, 0)
        for key in keys:
            row[key] += count
        row["fee_amount"] += fee

    def put_point(self, point: str, keys: Iterable[str], *, count: int = 1) -> None:
        """Count them under their reception point, which has the balance alone."""
        part = self.points.get(point)
        if part is None:
            part = self.points[point] = dict.fromkeys(BALANCE_KEYS, 0)
        for key in keys:
            if key in part:
                part[key] += count

    def numbers(self, one: Judged) -> dict[str, int]:
        """Return the keys a dossier counts under: 1 each, and its fee where it was paid."""
        found: dict[str, int] = {}
        if one.belongs:
            found["received_total"] = 1
            if one.carried_in:
                found["carried_in"] = 1
            else:
                self._received(one, found)
            self._ended(one, found)
        if one.returned_in:
            found["returned"] = 1
            found[_RETURNED_BY.get(one.at_end.returned_by or "", "returned_direct")] = 1
        return found

    def _received(self, one: Judged, found: dict[str, int]) -> None:
        history, now = one.history, one.at_end
        online = history.channel == "online"
        marks = self.catalogue.get(history.procedure)
        found["received_online" if online else "received_other"] = 1
        if online and marks is not None and marks.full:
            found["received_online_full"] = 1
        elif online and marks is not None and marks.part:
            found["received_online_part"] = 1
        elif not online:
            found["received_postal" if history.channel == "postal" else "received_direct"] = 1
        if marks is not None and marks.non_territorial:
            found["received_non_territorial"] = 1
        if history.assisted_online:
            found["received_assisted"] = 1
        if now.component_files:
            found["digitised_component"] = 1
        if now.reused:
            found["reused_data"] = 1
        if now.fee > 0:
            found["fee_dossiers"] = 1
            if now.fee_method in {"online", "cash"}:
                found[f"fee_paid_{now.fee_method}"] = 1
                found["fee_amount"] = now.fee

    @staticmethod
    def _ended(one: Judged, found: dict[str, int]) -> None:
        now = one.at_end
        if not now.settled:
            found["pending_total"] = 1
            found["pending_late" if one.overdue else "pending_in_term"] = 1
            if now.state in _WAITING:
                found[_WAITING[now.state]] = 1
            return
        timing = now.timing()
        found["settled_total"] = 1
        found[f"settled_{timing}"] = 1
        if timing == "late" and now.extended:
            found["late_with_apology"] = 1
        if now.settled_by in _ENDED:
            found[_ENDED[now.settled_by]] = 1
        if now.by_result and now.result_files:
            found["digitised_result"] = 1


def numbers_of(one: Judged, catalogue: Catalogue) -> Mapping[str, int]:
    """The number keys one dossier counts under, for whoever groups them otherwise."""
    return _Book(catalogue=catalogue).numbers(one)


def tally_of(
    histories: Iterable[DossierHistory],
    first: date,
    last: date,
    *,
    catalogue: Catalogue | None = None,
    targets: Mapping[str, float | None] | None = None,
    points: Mapping[str, str] | None = None,
    ready: Material | None = None,
) -> Tally:
    """Count a period from histories; always `received_total = settled_total + pending_total`.

    Args:
        histories: any superset of the dossiers that matter; others count nothing.
        first: the first local day of the period.
        last: its last local day.
        catalogue: marks of procedures by code, for the indicators that ask for them.
        targets: percent by indicator key.
        points: names of reception points by code.
        ready: dossiers counted out of the derived rows, beside the histories.
    """
    start, end = period(first, last)
    book = _Book(catalogue=catalogue or {})
    counts = Counts(catalogue=catalogue or {}, start=start, end=end)
    for history in histories:
        one = judge(history, start, end)
        if one is not None:
            book.add(one)
            counts.add(one)
    if ready is not None:
        add_groups(ready, counts, book)
    rows = [
        {"procedure": key[0], "name": key[1], "field": key[2], **book.rows[key]} for key in sorted(book.rows)
    ]
    return Tally(
        first=first,
        last=last,
        rows=tuple(rows),
        by_field=tuple(_by_field(rows)),
        total=_sum(rows),
        indicators=indicators_of(counts, targets=targets),
        by_point=tuple(
            {"point": code, "name": (points or {}).get(code, code), **book.points[code]}
            for code in sorted(book.points)
        ),
    )


def _by_field(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for name in sorted({row["field"] for row in rows}):
        yield {"field": name, **_sum([row for row in rows if row["field"] == name])}


def _sum(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {key: sum(row[key] for row in rows) for key in NUMBER_KEYS}


def tally(office: Office, first: date, last: date) -> Tally:
    """Count a period of this office from its record.

    Raises:
        InputError: `tally.bad_period` where the last day lies before the first.
    """
    from desk.numbers.fast import material

    period(first, last)
    with office.read() as session:
        return tally_in(session, first, last, ready=material(office, session, first, last))


def tally_in(session: Session, first: date, last: date, *, ready: Material | None = None) -> Tally:
    """Count a period within an open session, e.g. inside the transaction that closes the day.

    What is `ready` is the whole material; without it the log is read, as it always is for what is signed.
    """
    from desk.numbers.catalogue_marks import load_catalogue
    from desk.numbers.indicators import load_targets

    period(first, last)
    return tally_of(
        load_histories(session, first, last) if ready is None else (),
        ready=ready,
        first=first,
        last=last,
        catalogue=load_catalogue(session, last),
        targets=load_targets(session, last),
        points=point_names(session),
    )


def point_names(session: Session) -> dict[str, str]:
    """Names of reception points by code; the main one has none."""
    from desk.office.points import points
    from desk.wording import sentence

    return {"": sentence("point.main", "vi"), **{one.code: one.name for one in points(session)}}
