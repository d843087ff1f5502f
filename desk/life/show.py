"""Hồ sơ: everything on record about one dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.rows import ComponentRow, DossierView, ProcedureCard, State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.office.opened import Office
    from desk.rows import EventRow
    from models.tables import Dossier


def show(office: Office, code: str) -> DossierView:
    """Return the dossier meant by a code or a receipt's text, with its whole history."""
    from desk.record.dossiers import by_code

    with office.read() as session:
        return view_of(session, office, by_code(session, office, code))


def view_of(session: Session, office: Office, row: Dossier) -> DossierView:
    """Freeze a stored dossier; the procedure is as it was at reception, its checklist as it is now."""
    from desk.certify.books import lines_of
    from desk.dates.calendar import office_calendar
    from desk.finding.codes import payload
    from desk.intake.visits import sisters
    from desk.life import beside
    from desk.life.act import next_acts
    from desk.life.countdowns import countdowns
    from desk.life.offers import offers
    from desk.life.sides import side_states
    from desk.life.stored_papers import attachment_rows, result_rows
    from desk.paying.lines import items_of
    from desk.paying.receipt_book import of_dossier as receipts_of
    from desk.people.reuse import reused_rows
    from desk.process import holdings
    from desk.record.events import of_dossier

    events = of_dossier(session, row.id)
    person = row.applicant
    now = office.clock.now()
    calendar = office_calendar(session)
    files = attachment_rows(office.data, row, more=reused_rows(session, office.data, row))
    results = result_rows(row, files)
    due = countdowns(session, row, now, lang=office.lang, calendar=calendar)
    return DossierView(
        code=row.code,
        provisional=row.provisional,
        official_code=row.official_code,
        state=State(row.state),
        procedure=_procedure(session, row),
        applicant_name=person.full_name,
        applicant_kind=person.kind,
        id_number=person.id_number or person.tax_code,
        birth_date=person.birth_date,
        sex=person.sex,
        address=person.address,
        phone=person.phone,
        email=person.email,
        on_behalf_of=row.on_behalf_of,
        channel=row.channel,
        assisted_online=row.assisted_online,
        received_at=row.received_at,
        clock=_clock(row, events, now, calendar),
        due_at=row.due_current,
        due_reason=tuple(row.due_reason or ()),
        components=tuple(
            ComponentRow(
                no=one.no,
                name=one.name,
                kind=one.kind,
                copies=one.copies,
                pages=one.pages,
                original_kept=one.original_kept,
                given_back_at=one.given_back_at,
                reused=one.reused_from is not None,
            )
            for one in row.components
        ),
        attachments=files,
        answers=row.answers or {},
        copies=row.copies,
        fee_amount=row.fee_amount,
        fee_method=row.fee_method,
        fee_paid=row.fee_paid,
        return_by=row.return_by,
        returned_by=row.returned_by,
        note=row.note,
        result=row.result,
        rating=row.rating,
        clerk=row.clerk,
        events=events,
        next_acts=next_acts(State(row.state)),
        receipt_payload=payload(
            office.card.code, office.keys.ring.current, row.code, office.card.extra.get("lookup_url")
        ),
        actions=offers(session, row, events, now, lang=office.lang),
        side=side_states(row, due, lang=office.lang),
        countdowns=due,
        holdings=holdings.of(session, row.id, now=now),
        remarks=beside.remarks(session, row, events),
        corrections=beside.corrections(session, row, events),
        register=beside.register_text(row),
        group_no=row.group_no,
        visit_no=row.visit_no,
        sisters=sisters(session, row),
        competent_unit=row.competent_unit,
        reception_point=row.reception_point,
        returned_to=row.returned_to,
        unit=row.unit,
        holder=row.holder,
        representative=person.representative,
        results=tuple(one for one in results if one.replaced_at is None),
        results_before=tuple(one for one in results if one.replaced_at is not None),
        certified=lines_of(session, row.id),
        fee_items=items_of(row),
        fee_reason=row.fee_reason,
        fee_receipts=receipts_of(session, row.id, row.code),
    )


def _procedure(session: Session, row: Dossier) -> ProcedureCard:
    from desk.catalogue.lookup import card_of
    from models.tables import Procedure

    stored = session.get(Procedure, row.procedure_id) if row.procedure_id else None
    now = card_of(stored) if stored is not None else None
    return ProcedureCard(
        code=row.procedure_code,
        name=row.procedure_name,
        field=row.field,
        level=now.level if now else "",
        time_limit=row.term_limit,
        time_unit=row.term_unit,
        fee=now.fee if now else None,
        online_level=now.online_level if now else "",
        components=now.components if now else (),
        source=now.source if now else "",
        confidence=now.confidence if now else "",
    )


def _clock(row: Dossier, events: Sequence[EventRow], now: datetime, calendar: WorkCalendar) -> dict[str, Any]:
    """Start, pauses, due moments and ends, and the working minutes used so far, pauses aside."""
    from desk.life.clockwork import ended_at, pauses, used_minutes

    waited = pauses(events)
    ended = ended_at(row, events)
    return {
        "start_at": row.clock_start_at,
        "pauses": waited,
        "due_original": row.due_original,
        "due_current": row.due_current,
        "finished_at": row.finished_at,
        "returned_at": row.returned_at,
        "ended_at": ended,
        "used_minutes": used_minutes(calendar, row.clock_start_at, ended or now, waited),
    }
