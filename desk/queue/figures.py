"""Thời gian chờ, thời gian phục vụ: a day's queue in numbers, of kinds and never of people."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from desk.queue.kinds import queue_settings
from desk.queue.rows import KindFigures
from desk.queue.tickets import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk.office.opened import Office
    from models.queue import QueueTicket


def figures(office: Office, day: date) -> tuple[KindFigures, ...]:
    """The figures of a day by the kind a ticket was given out for, in the office's order of kinds."""
    from sqlalchemy import select

    from models.queue import QueueTicket

    with office.read() as session:
        kinds = queue_settings(session, office.card.counter, day).kinds
        rows = session.scalars(select(QueueTicket).where(QueueTicket.day == day)).all()
        english = office.lang == "en"
        names = {one.code: one.name_en if english else one.name for one in kinds}
        codes = [*names, *sorted({row.series for row in rows} - set(names))]
        return tuple(
            _of_kind(code, names.get(code, code), [row for row in rows if row.series == code])
            for code in codes
        )


def _of_kind(code: str, name: str, rows: Sequence[QueueTicket]) -> KindFigures:
    called = [row.waited_s for row in rows if row.calls]
    served = [row.served_s for row in rows if row.state == "served"]
    count = {state: sum(row.state == state for row in rows) for state in ("served", "no_show", "expired")}
    return KindFigures(
        kind=code,
        name=name,
        issued=len(rows),
        served=count["served"],
        no_show=count["no_show"],
        open=sum(row.state in OPEN for row in rows),
        expired=count["expired"],
        wait_median_s=round(median(called)) if called else None,
        wait_most_s=max(called, default=None),
        service_median_s=round(median(served)) if served else None,
    )
