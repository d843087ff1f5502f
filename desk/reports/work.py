"""Khối lượng công việc của một kỳ: the balance by who resolves and by who received; both sum to II.06a."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desk.paper.telling import quiet
from desk.reports.known import counted, work_part
from desk.reports.layout import lined, table
from desk.reports.rows import Report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.rows import Table
    from printing.words import Words

    Groups = dict[tuple[str, str], Counter[str]]


def workload(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """Count every dossier of the period once for who held it last, and once for who received it."""
    from desk.numbers.catalogue_marks import load_catalogue
    from desk.numbers.history_load import period
    from desk.numbers.tally import numbers_of
    from desk.process.units import ONE_STOP, counter_codes
    from desk.reports.counting import further
    from desk.reports.judged import facts, judged

    within = period(first, last)
    holders: Groups = {}
    clerks: Groups = {}
    with office.read() as session:
        counter = counter_codes(session) | {ONE_STOP}
        known, catalogue = facts(session, first, last), load_catalogue(session, last)
        for one in judged(session, first, last, tell=tell):
            told = known[one.history.code]
            hand = told.last_hand(within[1], counter)
            at = (hand.unit, hand.person) if hand else (ONE_STOP, told.clerk)
            numbers = {**numbers_of(one, catalogue), **further(one, within, count=1, fee=one.at_end.fee)}
            for groups, place in ((holders, at), (clerks, (ONE_STOP, told.clerk))):
                groups.setdefault(place, Counter()).update(numbers)
    tables = (_table(words, "holder", holders), _table(words, "clerk", clerks))
    return Report(words=words, first=first, last=last, tables=tables)


def _table(words: Words, role: str, groups: Groups) -> Table:
    """Those with most to do first."""
    none: Mapping[str, int] = dict.fromkeys(sorted(counted()), 0)
    ordered = sorted(groups.items(), key=lambda one: (-one[1]["received_total"], one[0]))
    return table(
        work_part(),
        lined(words),
        [
            {
                "role": words.text(role), "unit": unit, "person": person or words.text("nobody"),
                **none, **numbers,
            }
            for (unit, person), numbers in ordered
        ],
        sheet=words.text(f"sheet_{role}s"),
        title=words.text(f"{role}s_title"),
        total=words.text("total"),
        under=("unit",),
    )  # fmt: skip
