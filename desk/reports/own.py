"""Báo cáo riêng: the reports an office added by a template of its own, by the names they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from desk.office.opened import Office

_PREFIX = "bc_"


def own_names(office: Office, day: date) -> tuple[str, ...]:
    """The names of the office's own reports begun by a day and not given up since."""
    from desk.paper.template_store import by_day, own_reports, rows, words_in

    with office.read() as session:
        begun = [one for one in own_reports(session) if min(by_day(rows(session, one))) <= day]
        used = [one for one in begun if words_in(session, one, day).items("source")]
    return tuple(one.removeprefix(_PREFIX) for one in used)


def form_named(name: str) -> str:
    """The key of an own report's template, by the name it is asked for."""
    return f"{_PREFIX}{name}"
