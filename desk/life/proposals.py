"""What a screen proposes before an act: a new date, the papers that may be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows import ComponentCard

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.rows import DuePromise

MOST_DAYS = 5  # a proposal is modest: nobody waits the full thirty days twice without a word


def propose_due(office: Office, code: str) -> DuePromise:
    """Return a date for an extension: the term again, five working days at most, after now and the old date.

    Raises:
        InputError: `extend.no_due` where there is no date to move.
    """
    from desk.dates.calendar import office_calendar
    from desk.dates.due import Term, promise
    from desk.errors import InputError
    from desk.record.dossiers import by_code

    with office.read() as session:
        row = by_code(session, office, code)
        if row.due_current is None:
            raise InputError("extend.no_due", code=row.code)
        since = max(row.due_current, office.clock.now())
        days = min(row.term_limit or 1, MOST_DAYS) if row.term_unit in {"working_day", "calendar_day"} else 1
        return promise(Term(days, "working_day"), since, office_calendar(session), lang=office.lang)


def supplement_choices(office: Office, code: str) -> tuple[ComponentCard, ...]:
    """Return the checklist of a dossier's procedure with further papers it has, by number."""
    from desk.catalogue.lookup import card_of
    from desk.record.dossiers import by_code
    from models.tables import Procedure

    with office.read() as session:
        row = by_code(session, office, code)
        stored = session.get(Procedure, row.procedure_id) if row.procedure_id else None
        listed = {one.no: one for one in card_of(stored).components} if stored is not None else {}
        own = {one.no: ComponentCard(no=one.no, name=one.name, mandatory=False) for one in row.components}
    return tuple(card for _, card in sorted({**own, **listed}.items()))
