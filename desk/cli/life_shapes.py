"""A dossier's life as JSON: acts offered, countdowns, side-states, hands, remarks, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.cli import shapes

if TYPE_CHECKING:
    from desk.certify.rows import BookLine
    from desk.process.rows import HoldingRow
    from desk.rows import ComponentRow, Countdown, DossierView, NextAct, PaperRow, ResultRow, SideStates


def component(row: ComponentRow) -> dict[str, Any]:
    """One paper as received."""
    return {
        "no": row.no,
        "name": row.name,
        "kind": row.kind,
        "copies": row.copies,
        "pages": row.pages,
        "original_kept": row.original_kept,
        "given_back_at": shapes.moment(row.given_back_at),
        "reused": row.reused,
    }


def paper(row: PaperRow) -> dict[str, Any]:
    """What is known of a digitised paper (NĐ 118/2025 Đ.19.2)."""
    return {
        "title": row.title,
        "doc_type": row.doc_type,
        "abstract": row.abstract,
        "valid_until": shapes.day(row.valid_until),
        "scope": row.scope,
        "number": row.number,
        "issued_on": shapes.day(row.issued_on),
        "issuer": row.issuer,
    }


def result(row: ResultRow) -> dict[str, Any]:
    """One version of one result paper."""
    return {
        "no": row.no,
        "version": row.version,
        "number": row.number or None,
        "date": shapes.day(row.issued_on),
        "title": row.title or None,
        "electronic": row.electronic,
        "signed": row.signed,
        "recorded_at": shapes.moment(row.recorded_at),
        "replaced_at": shapes.moment(row.replaced_at),
        "file": shapes.attachment(row.file) if row.file else None,
    }


def life(row: DossierView) -> dict[str, Any]:
    """What `show` tells of a dossier's life beside its state, clock and events."""
    return {
        "actions": [action(one) for one in row.actions],
        "countdowns": [countdown(one) for one in row.countdowns],
        "side": side(row.side),
        "unit": row.unit,
        "holder": row.holder,
        "holdings": [_holding(one) for one in row.holdings],
        "remarks": [
            {
                "event_seq": one.event_seq,
                "at": shapes.moment(one.at),
                "actor": one.actor,
                "verb": one.verb,
                "text": one.text,
            }
            for one in row.remarks
        ],
        "corrections": [
            {
                "event_seq": one.event_seq,
                "at": shapes.moment(one.at),
                "actor": one.actor,
                "field": one.field,
                "old": one.old,
                "new": one.new,
            }
            for one in row.corrections
        ],
        "register": row.register,
        "group_no": row.group_no,
        "visit_no": row.visit_no,
        "sisters": [
            {
                "code": one.code,
                "procedure": one.procedure_code,
                "state": int(one.state),
                "due_at": shapes.moment(one.due_at),
            }
            for one in row.sisters
        ],
        "competent_unit": row.competent_unit,
        "reception_point": row.reception_point,
        "returned_to": dict(row.returned_to) if row.returned_to else None,
        "returned_by": row.returned_by,
    }


def action(row: NextAct) -> dict[str, Any]:
    """One act allowed now."""
    return {
        "verb": row.verb,
        "label": row.label,
        "key": row.key,
        "form": row.form or None,
        "needs_override": row.needs_override,
        "required": list(row.required),
        "confirm": row.confirm,
    }


def countdown(row: Countdown) -> dict[str, Any]:
    """One thing that is due."""
    return {
        "key": row.key,
        "label": row.label,
        "basis": row.basis,
        "due_at": shapes.moment(row.due_at),
        "minutes_left": row.minutes_left,
        "minutes_over": row.minutes_over,
        "level": row.level,
    }


def side(row: SideStates) -> dict[str, Any]:
    """The side-states with their names beside them."""
    return {
        "delivery": row.delivery,
        "finance": row.finance,
        "sync": row.sync,
        "digitisation": row.digitisation,
        "warning": row.warning,
        "words": dict(row.words),
    }


def _holding(one: HoldingRow) -> dict[str, Any]:
    return {
        "no": one.no,
        "from_unit": one.from_unit,
        "from_holder": one.from_holder,
        "to_unit": one.to_unit,
        "to_holder": one.to_holder,
        "step": one.step_name,
        "planned_minutes": one.planned_minutes,
        "used_minutes": one.used_minutes,
        "given_at": shapes.moment(one.given_at),
        "left_at": shapes.moment(one.left_at),
        "due_at": shapes.moment(one.due_at),
        "verdict": one.verdict,
        "batch": one.batch,
    }


def book_line(row: BookLine) -> dict[str, Any]:
    """One line of a certification book."""
    return {
        "no": row.no,
        "name": row.name,
        "pages": row.pages,
        "copies": row.copies,
        "electronic": row.electronic,
        "fee": row.fee,
        "book": row.book,
        "year": row.year,
        "volume": row.volume,
        "number": row.number,
        "register": row.text or None,
        "signer": row.signer,
        "certified_at": shapes.moment(row.certified_at),
        "struck_at": shapes.moment(row.struck_at),
        "struck_reason": row.struck_reason,
    }
