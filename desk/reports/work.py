"""Khối lượng công việc của một kỳ: the balance by who resolves and by who received; both sum to II.06a."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet
from desk.reports.rows import Column, Report, Table

if TYPE_CHECKING:
    from datetime import date

    from desk.numbers.judging import Judged
    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from printing.words import Words

FORM = "bc_khoi_luong"
_TEXTS = {"role": 0.07, "unit": 0.21, "person": 0.145}
_SUMS = {
    "received_total": "{received_new}+{carried_in}",
    "settled_total": "{settled_early}+{settled_on_time}+{settled_late}",
    "pending_total": "{pending_in_term}+{pending_late}",
}
_Groups = dict[tuple[str, str], dict[str, int]]


def workload(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """Count every dossier of the period once for who held it last, and once for who received it."""
    from desk.numbers.history_load import period
    from desk.process.units import ONE_STOP, counter_codes
    from desk.reports.judged import facts, judged

    end = period(first, last)[1]
    holders: _Groups = {}
    clerks: _Groups = {}
    with office.read() as session:
        counter = counter_codes(session) | {ONE_STOP}
        known = facts(session, first, last)
        for one in judged(session, first, last, tell=tell):
            told = known[one.history.code]
            hand = told.last_hand(end, counter)
            at = (hand.unit, hand.person) if hand else (ONE_STOP, told.clerk)
            _add(holders, at, one)
            _add(clerks, (ONE_STOP, told.clerk), one)
    return Report(
        words=words,
        first=first,
        last=last,
        tables=(_table(words, "holder", holders), _table(words, "clerk", clerks)),
    )


def _add(groups: _Groups, key: tuple[str, str], one: Judged) -> None:
    row = groups.setdefault(key, {})
    now = one.at_end
    if now.settled:
        keys = ["settled_total", f"settled_{now.timing()}"]
    else:
        keys = ["pending_total", "pending_late" if one.overdue else "pending_in_term"]
    for name in ("received_total", "carried_in" if one.carried_in else "received_new", *keys):
        row[name] = row.get(name, 0) + 1


def _table(words: Words, role: str, groups: _Groups) -> Table:
    columns = _columns(words)
    keys = [one.key for one in columns if one.summed]
    rows: list[dict[str, Any]] = []
    for (unit, person), numbers in sorted(
        groups.items(), key=lambda one: (-one[1]["received_total"], one[0])
    ):
        told = {"role": words.text(role), "unit": unit, "person": person or words.text("nobody")}
        rows.append({"no": len(rows) + 1, **told, **{key: numbers.get(key, 0) for key in keys}})
    return Table(
        sheet=words.text(f"sheet_{role}s"),
        title=words.text(f"{role}s_title"),
        columns=columns,
        rows=tuple(rows),
        total=words.text("total"),
        total_under="unit",
    )


def _columns(words: Words) -> tuple[Column, ...]:
    found = []
    for key, heading in zip(words.items("keys"), words.items("columns"), strict=True):
        counted = key not in {"no", *_TEXTS}
        found.append(
            Column(
                key=key,
                heading=heading,
                kind="text" if key in _TEXTS else "count",
                share=_TEXTS.get(key, 0.035 if key == "no" else 0.054),
                formula=_SUMS.get(key, ""),
                summed=counted,
            )
        )
    return tuple(found)
