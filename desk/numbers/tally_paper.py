"""Bảng kê ngày trên giấy: the tally as a sheet, with the proof of its signed file where the day is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper.forms import words_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from desk.office.opened import Office
    from desk.rows import ClosedDay, DaySheet, IndicatorValue
    from printing.sheets import IndicatorRow, TallyRow, TallySheet
    from printing.words import Words

FORM = "bang_ke_ngay"


def tally_pdf(office: Office, day: date) -> bytes:
    """A day's tally as PDF bytes: counted now, with the newest signed file where there is one."""
    from desk.paper.receipts import drawn

    return drawn(office, tally_sheet(office, day), "a4").pdf


def print_tally(office: Office, day: date) -> Path:
    """Write a day's tally into `prints/` and return the file."""
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    target = office.paths.prints / f"{FORM}-{office.card.code}-{day.isoformat()}.pdf"
    with surroundings():
        write_file(target, tally_pdf(office, day))
    return target


def tally_sheet(office: Office, day: date) -> TallySheet:
    """The frozen sheet of a day: rows by field, totals, indicators, money, proof."""
    from desk.numbers.closing import day_sheet
    from desk.numbers.tally import tally
    from desk.paper.sheets import header_of
    from desk.wording import sentence
    from printing import phrases
    from printing.sheets import TallySheet

    counted, seen = tally(office, day, day), day_sheet(office, day)
    chosen = words_on(office, FORM, day)
    keys = chosen.items("keys")
    return TallySheet(
        words=chosen,
        header=header_of(office.card, day=day),
        period=chosen.text("period_day", date=phrases.numeric_date(day)),
        rows=tuple(_row(row["field"], row, keys) for row in counted.by_field),
        total=_row(chosen.text("total"), counted.total, keys),
        indicators=tuple(_indicator(one, chosen) for one in counted.indicators if one.denominator),
        sums=(
            (sentence("tally.sum_cash"), phrases.money(seen.cash_expected)),
            (sentence("tally.sum_online"), phrases.money(seen.paid_online)),
            *_counted(seen),
        ),
        told=_told(seen),
        carried=_carried(seen),
        **_proof(seen.closed),
        maker=office.actor.full_name,
        training=office.card.training,
    )


def _carried(seen: DaySheet) -> tuple[str, ...]:
    """The open points under their heading; nothing where all is done."""
    from desk.wording import sentence

    found = tuple(point.text for point in seen.points if not point.done)
    return (sentence("tally.carried"), *found) if found else ()


def _counted(seen: DaySheet) -> tuple[tuple[str, str], ...]:
    """Cash as it was counted, and what it differed by at that moment."""
    from desk.wording import sentence
    from printing import phrases

    counted = seen.counted
    if counted is None:
        return ()
    amount = phrases.money(counted.counted)
    if counted.expected != seen.cash_expected:
        amount = sentence("tally.counted_before", counted=amount, expected=phrases.money(counted.expected))
    found = [(sentence("tally.sum_counted"), amount)]
    if counted.difference:
        amount = phrases.money(abs(counted.difference))
        sign = "−" if counted.difference < 0 else "+"
        found.append((sentence("tally.sum_difference"), f"{sign}{amount}"))
    return tuple(found)


def _told(seen: DaySheet) -> tuple[tuple[str, str], ...]:
    """Numbers given out, a difference's reason, days opened again, a closing that came late."""
    from desk.wording import sentence
    from printing import phrases

    found = [
        (sentence("tally.numbers"), f"{run.head}-{run.first:04d} … {run.last:04d}") for run in seen.numbers
    ]
    if seen.counted is not None and seen.counted.reason:
        found.append((sentence("tally.cash_reason"), seen.counted.reason))
    for one in seen.reopenings:
        said = f"{one.reason} ({one.by}, {phrases.moment(one.at)})"
        found.append((sentence("tally.reopened", revision=one.revision), said))
    if seen.closed is not None and seen.closed.late and seen.closed.closed_at is not None:
        found.append((sentence("tally.late"), phrases.moment(seen.closed.closed_at)))
    return tuple(found)


def _row(name: str, numbers: Mapping[str, Any], keys: tuple[str, ...]) -> TallyRow:
    from printing.phrases import grouped
    from printing.sheets import TallyRow

    return TallyRow(name=name, values=tuple(grouped(int(numbers[key])) for key in keys))


def _indicator(one: IndicatorValue, chosen: Words) -> IndicatorRow:
    from desk.wording import sentence
    from printing.phrases import grouped, percent
    from printing.sheets import IndicatorRow

    met = "" if one.met is None else chosen.text("met" if one.met else "not_met")
    return IndicatorRow(
        name=sentence(f"indicator.{one.key}"),
        numerator=grouped(one.numerator),
        denominator=grouped(one.denominator),
        rate=percent(one.rate),
        target="" if one.target is None else percent(one.target),
        met=met,
    )


def _proof(closed: ClosedDay | None) -> dict[str, str]:
    """File, hashes, chain head and key of the newest signed tally, read from the file itself."""
    import json

    if closed is None:
        return {}
    try:
        signed = json.loads(closed.file.read_text(encoding="utf-8"))
        content = signed["tally"]
    except (OSError, ValueError, KeyError, TypeError):
        signed, content = {}, {}  # gone or changed on the disk: `check` tells, closing again lays it back
    return {
        "revision": str(closed.revision),
        "file": closed.file.name,
        "sha256": closed.sha256,
        "previous_sha256": closed.previous_sha256 or "",
        "audit_head": _text(content.get("audit_head")),
        "key_id": _text(signed.get("key_id")),
    }


def _text(value: Any) -> str:  # noqa: ANN401 - a value of a signed file
    if isinstance(value, dict):
        return " · ".join(str(one) for one in value.values())
    return str(value or "")
