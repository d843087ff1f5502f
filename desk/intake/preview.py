"""Xem trước giấy hẹn: the receipt a half-filled reception would get, drawn by the renderer that prints.

Nothing is kept and nothing is refused: a field not yet right is left blank until it is.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from desk.errors import DeskError, InputError
from desk.rows import ComponentRow, DossierView, EventRow, ProcedureCard, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from desk.intake.reception import Person
    from desk.office.opened import Office

Value = TypeVar("Value")
_NO_PROCEDURE = ProcedureCard(
    code="",
    name="",
    field="",
    level="",
    time_limit=None,
    time_unit=None,
    fee=None,
    online_level="",
    components=(),
    source="",
    confidence="",
)


def preview_pdf(office: Office, draft: Mapping[str, Any], paper: str = "a5") -> bytes:
    """What a draft would be printed with: the receipt, or the request for what is missing.

    The draft has the keys of the `receive` file, any of which may be missing.
    """
    from desk.paper.receipts import RECEIPT, SUPPLEMENT, drawn, sheet_of

    view = draft_view(office, draft)
    asked = draft.get("supplement")
    if isinstance(asked, dict) and view.procedure.code:
        view = _asking(office, view, asked)
    form = SUPPLEMENT if view.state == State.SUPPLEMENT else RECEIPT
    return drawn(office, sheet_of(office, form, view), paper).pdf


def _asking(office: Office, view: DossierView, asked: Mapping[str, Any]) -> DossierView:
    """The draft as it would stand with its supplement request: nothing promised, one event that asks."""
    wanted = [dict(row) for row in asked.get("components", ()) if isinstance(row, dict)]
    details = {"components": wanted, "reason": str(asked.get("reason", "")), "request_no": 1}
    event = EventRow(
        seq=0, at=office.clock.now(), actor=office.actor.username,
        verb="dossier.supplement_requested", details=details, prev="", hash="",
    )  # fmt: skip
    return replace(view, state=State.SUPPLEMENT, due_at=None, due_reason=(), events=(event,))


def draft_view(office: Office, draft: Mapping[str, Any]) -> DossierView:
    """A draft as the dossier it would become, received now, its number still open (0000)."""
    from desk.finding.codes import payload
    from desk.intake.receive_file import FEE_METHODS, RETURN_BY
    from desk.jsonform import Form
    from desk.paying.lines import given_items

    now = office.clock.now()
    form = Form(draft, code="receive")
    card, due_at, reason = _promised(office, _lenient(lambda: form.text("procedure", limit=40)), now)
    person = _person(draft)
    fee = _lenient(lambda: form.child("fee"))
    amount = _lenient(lambda: fee.whole("amount", default=0, lowest=0, highest=10**12)) if fee else 0
    method = _lenient(lambda: fee.choice("method", FEE_METHODS, default="none")) if fee else "none"
    code = _open_code(office, _lenient(lambda: form.text("official_code", limit=62)), now)
    return DossierView(
        code=code,
        provisional=not office.card.training and code.startswith("TAM-"),
        official_code=None,
        state=State.RECEIVED,
        procedure=card,
        applicant_name=person.full_name if person else "",
        applicant_kind=person.kind if person else "citizen",
        id_number=(person.id_number or person.tax_code) if person else None,
        birth_date=person.birth_date if person else None,
        sex=person.sex if person else None,
        address=person.address if person else None,
        phone=_lenient(lambda: form.text("phone", limit=20)),
        email=_lenient(lambda: form.text("email", limit=254)),
        on_behalf_of=_represented(draft),
        channel="direct",
        assisted_online=False,
        received_at=now,
        clock={},
        due_at=due_at,
        due_reason=reason,
        components=_components(draft, card),
        attachments=(),
        answers={},
        copies=_lenient(lambda: form.whole("copies", default=1, lowest=1, highest=99)) or 1,
        fee_amount=amount or 0,
        fee_method=method or "none",
        fee_items=(_lenient(lambda: given_items(fee)) or ()) if fee else (),
        fee_paid=bool(amount) and method in {"cash", "online"},
        return_by=_lenient(lambda: form.choice("return_by", RETURN_BY, default="counter")) or "counter",
        note="",
        result=None,
        rating=None,
        clerk=office.actor.full_name,
        events=(),
        next_acts=(),
        receipt_payload=payload(
            office.card.code, office.keys.ring.current, code, office.card.extra.get("lookup_url")
        ),
    )


def _lenient(ask: Callable[[], Value]) -> Value | None:
    try:
        return ask()
    except InputError:
        return None


def _promised(
    office: Office, procedure: str | None, now: datetime
) -> tuple[ProcedureCard, datetime | None, tuple[str, ...]]:
    from desk.catalogue.lookup import card_of, in_force
    from desk.dates.calendar import office_calendar
    from desk.dates.due import promise

    if procedure is None:
        return _NO_PROCEDURE, None, ()
    try:
        with office.read() as session:
            card = card_of(in_force(session, procedure, now.date()))
            due = promise(card, now, office_calendar(session), lang=office.lang)
    except DeskError:
        return _NO_PROCEDURE, None, ()
    return card, due.due_at, due.reason


def _person(draft: Mapping[str, Any]) -> Person | None:
    from desk.intake.receive_file import person_from
    from desk.intake.reception import merged
    from desk.jsonform import Form

    given = draft.get("applicant")
    if not isinstance(given, dict):
        return None
    return _lenient(
        lambda: merged(person_from(Form(given, code="receive", prefix="applicant.")), lang="vi")[0]
    )


def _represented(draft: Mapping[str, Any]) -> Mapping[str, Any] | None:
    from desk.intake.receive_file import GivenRepresented, person_from
    from desk.intake.reception import represented_of
    from desk.jsonform import Form

    given = draft.get("on_behalf_of")
    if not isinstance(given, dict):
        return None
    form = Form(given, code="receive", prefix="on_behalf_of.")
    return _lenient(lambda: represented_of(GivenRepresented(person_from(form)), lang="vi")[0])


def _components(draft: Mapping[str, Any], card: ProcedureCard) -> tuple[ComponentRow, ...]:
    from desk.intake.receive_file import components_from
    from desk.intake.reception import named_components
    from desk.jsonform import Form

    form = Form(draft, code="receive")
    given = _lenient(lambda: components_from(form, Path.cwd())) or ()
    return tuple(
        ComponentRow(no=one.no, name=name, kind=one.kind, copies=one.copies, pages=len(one.pages))
        for one, name in named_components(given, card)
    )


def _open_code(office: Office, official: str | None, now: datetime) -> str:
    if official:
        return official.upper()
    from desk.record.numbering import series

    with office.read() as session:
        name, _ = series(session, office.card, now.date())
    return f"{name}-0000"
