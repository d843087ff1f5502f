"""Rows as the JSON keys of the command line: names and forms as promised, moments at +07:00."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.paying.lines import item_data, line_data
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from desk.paying.rows import ReceiptRow
    from desk.rows import (
        Acted,
        AttachmentRow,
        DossierView,
        DuePromise,
        EventRow,
        Found,
        IdentityCard,
        Note,
        ProcedureCard,
        Received,
        State,
    )


def moment(value: datetime | None) -> str | None:
    """A moment as text, or null."""
    return None if value is None else iso(value)


def day(value: date | None) -> str | None:
    """A date as text, or null."""
    return None if value is None else value.isoformat()


def notes(rows: Iterable[Note]) -> list[dict[str, str]]:
    """Warnings or problems as `code` and `message`."""
    return [{"code": row.code, "message": row.message} for row in rows]


def state_fields(state: State, lang: str) -> dict[str, Any]:
    """The national code and its name beside it."""
    return {"state": int(state), "state_name": sentence(f"state.{int(state)}", lang)}


def attachment(row: AttachmentRow) -> dict[str, Any]:
    """One stored PDF."""
    return {
        "component": row.component,
        "role": row.role,
        "file": str(row.file),
        "pages": row.pages,
        "bytes": row.bytes,
        "sha256": row.sha256,
        **({"result": row.result} if row.result else {}),
    }


def filed(row: AttachmentRow) -> dict[str, Any]:
    """One stored PDF with what is known of its paper."""
    from desk.cli import life_shapes

    return {**attachment(row), "paper": life_shapes.paper(row.paper)}


def received(row: Received, lang: str) -> dict[str, Any]:
    """The answer of `receive`."""
    answer = {
        "code": row.code,
        "provisional": row.provisional,
        **state_fields(row.state, lang),
        "received_at": moment(row.received_at),
        "due_at": moment(row.due_at),
        "due_reason": list(row.due_reason),
        "receipt_pdf": str(row.receipt_pdf) if row.receipt_pdf else None,
        "attachments": [attachment(one) for one in row.attachments],
        "warnings": notes(row.warnings),
        **({"group_no": row.group_no} if row.group_no else {}),
        **({"visit_no": row.visit_no} if row.visit_no else {}),
    }
    return {**answer, "repeated": True} if row.repeated else answer


def acted(row: Acted, lang: str) -> dict[str, Any]:
    """The answer of `act`."""
    answer = {
        "code": row.code,
        **state_fields(row.state, lang),
        "due_at": moment(row.due_at),
        "event_seq": row.event_seq,
        "printed": [str(file) for file in row.printed],
        "warnings": notes(row.warnings),
    }
    return {**answer, "repeated": True} if row.repeated else answer


def event(row: EventRow) -> dict[str, Any]:
    """One line of the history."""
    return {
        "seq": row.seq,
        "at": moment(row.at),
        "actor": row.actor,
        "verb": row.verb,
        "details": dict(row.details),
        "prev": row.prev,
        "hash": row.hash,
    }


def procedure(row: ProcedureCard) -> dict[str, Any]:
    """A procedure without its checklist."""
    return {
        "code": row.code,
        "name": row.name,
        "field": row.field,
        "level": row.level,
        "time_limit": row.time_limit,
        "time_unit": row.time_unit,
        "fee": row.fee,
        **({"fees": [line_data(one) for one in row.fees]} if row.fees else {}),
        "online_level": row.online_level,
    }


def fee(row: DossierView) -> dict[str, Any]:
    """What a dossier costs, of what lines, and how it was paid or why it is exempt."""
    return {
        "amount": row.fee_amount,
        "method": row.fee_method,
        "paid": row.fee_paid,
        **({"lines": [item_data(one) for one in row.fee_items]} if row.fee_items else {}),
        **({"reason": row.fee_reason} if row.fee_reason else {}),
    }


def clock(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Start, pauses, due moments and the ends; every moment as text."""
    pauses = [
        {"from": moment(one["from"]), "to": moment(one["to"]), "reason": one["reason"]}
        for one in fields["pauses"]
    ]
    moments = ("start_at", "due_original", "due_current", "finished_at", "returned_at")
    told: dict[str, Any] = {**{key: moment(fields[key]) for key in moments}, "pauses": pauses}
    if "used_minutes" in fields:
        told |= {"ended_at": moment(fields["ended_at"]), "used_minutes": fields["used_minutes"]}
    return told


def view(row: DossierView, lang: str) -> dict[str, Any]:
    """The answer of `show`: everything on record."""
    from desk.cli import life_shapes

    components = [life_shapes.component(one) for one in row.components]
    return {
        "code": row.code,
        "provisional": row.provisional,
        "official_code": row.official_code,
        **state_fields(row.state, lang),
        "procedure": row.procedure.code,
        "procedure_name": row.procedure.name,
        "field": row.procedure.field,
        "applicant": _applicant(row),
        "on_behalf_of": dict(row.on_behalf_of) if row.on_behalf_of else None,
        "phone": row.phone,
        "email": row.email,
        "channel": row.channel,
        "assisted_online": row.assisted_online,
        "received_at": moment(row.received_at),
        "due_at": moment(row.due_at),
        "due_reason": list(row.due_reason),
        "clock": clock(row.clock),
        "components": components,
        "attachments": [filed(one) for one in row.attachments],
        "answers": dict(row.answers),
        "copies": row.copies,
        "fee": fee(row),
        "return_by": row.return_by,
        "note": row.note,
        "result": dict(row.result) if row.result else None,
        "results": [life_shapes.result(one) for one in row.results],
        "results_before": [life_shapes.result(one) for one in row.results_before],
        **({"certified": [life_shapes.book_line(one) for one in row.certified]} if row.certified else {}),
        **({"fee_receipts": [fee_receipt(one) for one in row.fee_receipts]} if row.fee_receipts else {}),
        "rating": row.rating,
        "clerk": row.clerk,
        "next_acts": list(row.next_acts),
        **life_shapes.life(row),
        "receipt_payload": row.receipt_payload,
        "events": [event(one) for one in row.events],
    }


def _applicant(row: DossierView) -> dict[str, Any]:
    return {
        "kind": row.applicant_kind,
        "full_name": row.applicant_name,
        "id_number": row.id_number,
        "birth_date": day(row.birth_date),
        "sex": row.sex,
        "address": row.address,
        **({"representative": dict(row.representative)} if row.representative else {}),
    }


def found(row: Found, lang: str) -> dict[str, Any]:
    """The answer of `find`."""
    matches = [
        {
            "code": one.code,
            "applicant": one.applicant,
            "procedure": one.procedure,
            **state_fields(one.state, lang),
            "due_at": moment(one.due_at),
            "id_masked": one.id_masked,
            "where": one.where,
            **({"owner": one.owner} if one.owner else {}),
            **({"snippet": one.snippet} if one.snippet else {}),
        }
        for one in row.matches
    ]
    return {"matches": matches, "ms": round(row.ms, 1)}


def card(row: IdentityCard) -> dict[str, Any]:
    """The fields of an identity card."""
    return {
        "number": row.number,
        "old_number": row.old_number,
        "full_name": row.full_name,
        "birth_date": day(row.birth_date),
        "sex": row.sex,
        "address": row.address,
        "issued_on": day(row.issued_on),
        "warnings": notes(row.warnings),
    }


def promise(row: DuePromise) -> dict[str, Any]:
    """The answer of `due`."""
    return {
        "due_at": moment(row.due_at),
        "due_date": day(row.due_at.date()) if row.due_at else None,
        "reason": list(row.reason),
        "warnings": notes(row.warnings),
    }


def fee_receipt(row: ReceiptRow) -> dict[str, Any]:
    """One number of a fee receipt."""
    return {
        "receipt_no": row.text,
        "series": row.series,
        "number": row.number,
        "kind": row.kind,
        "code": row.code or None,
        "amount": row.amount,
        "method": row.method,
        "link": row.link or None,
        "issued_at": moment(row.issued_at),
        "counter": row.counter,
        "voided_at": moment(row.voided_at),
        "void_reason": row.void_reason,
    }
