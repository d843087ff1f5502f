"""From a dossier's frozen view to the frozen sheet a layout prints: every value a ready string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper import facts
from desk.paper.extras import Extras, extras_of, register_texts, rule_on, running_number
from desk.rows import State
from printing import phrases
from printing.sheets import FeeRow, Header, PaperRow, ReceiptSheet, SupplementSheet, TransferSheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.office.opened import Office
    from desk.paying.transfer import Transfer
    from desk.rows import ComponentRow, DossierView, EventRow, OfficeCard
    from desk.rows.fees import FeeItem
    from printing.words import Words

ASKED = "dossier.supplement_requested"
CERTIFICATION = "Chứng thực"
_KINDS = {"original": "original", "certified_copy": "certified", "copy": "copy"}


def header_of(card: OfficeCard, *, day: Any, number: str = "") -> Header:  # noqa: ANN401 - a date or a moment
    """The head of a form as NĐ 30/2020 lays it out."""
    return Header(
        parent=card.parent.upper(),
        issuer=card.name.upper(),
        place_date=phrases.place_date(card.place, day),
        number=number,
    )


def receipt_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> ReceiptSheet:
    """The receipt of a dossier (field list: forms.md §1)."""
    if not facts.accepted(view):
        raise facts.wrong_state(view, words.key)  # never accepted: nothing is promised
    card = office.identity.card_on(view.received_at.date())
    kept = extras_of(office, view.code) if view.events else Extras()  # a draft has no history yet
    volume, volume_number = register_texts(kept)
    due = view.clock.get("due_original") or view.due_at  # an extension has a paper of its own
    certification = view.procedure.field == CERTIFICATION
    pages = sum(component.pages for component in view.components)
    return ReceiptSheet(
        words=words,
        header=header_of(card, day=view.received_at),
        code=view.code,
        qr=view.receipt_payload,
        unit=card.name,
        applicant=facts.owner_name(view),
        on_behalf_of=facts.represented_by(view),
        representative=kept.representative,
        point=kept.point,
        group=kept.group_no,
        volume=volume,
        volume_number=volume_number,
        competent_unit=kept.competent_unit,
        id_number=facts.owner(view, "id_number", view.id_number) or facts.owner(view, "tax_code", None),
        address=facts.owner(view, "address", view.address),
        phone=view.phone or "",
        email=view.email or "",
        request=facts.request_of(view),
        provisional=view.provisional,
        received_at=phrases.moment(view.received_at),
        received_short=phrases.moment_short(view.received_at),
        due_at=phrases.moment(due) if due else words.text("no_due"),
        due_short=phrases.moment_short(due) if due else words.text("no_due"),
        term=term_of(view.procedure.time_limit, view.procedure.time_unit, words),
        return_by=words.text(f"return_{view.return_by}"),
        clerk=view.clerk,
        papers=() if certification else tuple(paper_row(one, words) for one in view.components),
        fee_rows=_fee_rows(view) if certification else (),
        fee_total=_fee_total(view, words) if certification else "",
        papers_short=words.text(
            "papers_short" if pages else "papers_unscanned", kinds=len(view.components), pages=pages
        ),
        quantity=phrases.count(view.copies),
        **_fee(view, words),
        transfer=_transfer(office, view, words),
        hotline=card.hotline,
        copy_marks=(words.text("copy_keep"), words.text("copy_give")),
        reprint=reprint,
        lost=bool(view.returned_to and view.returned_to.get("lost_receipt")),
        training=card.training,
    )


def _fee_total(view: DossierView, words: Words) -> str:
    """The sum under table C; one that is waived is said to be, so that nobody reads a sum to pay."""
    amount = phrases.money(view.fee_amount)
    if view.fee_method != "exempt":
        return amount
    return words.text("fee_waived", amount=amount) if view.fee_amount else words.text("exempt")


def _fee(view: DossierView, words: Words) -> dict[str, str]:
    if view.fee_amount <= 0 and view.fee_method == "none":
        return {}
    if view.fee_method == "exempt":
        return {"fee": words.text("exempt")}
    state = words.text("paid") if view.fee_paid else words.text("unpaid")
    return {
        "fee": phrases.money(view.fee_amount) + _made_of(view.fee_items),
        "fee_state": state if view.fee_amount > 0 else "",
    }


def _made_of(items: Sequence[FeeItem]) -> str:
    """What a fee of several lines consists of, in brackets; a single line of one says nothing more."""
    if not items or (len(items) == 1 and items[0].quantity == 1):
        return ""
    said = (
        f"{one.name} {f'{one.quantity} × ' if one.quantity > 1 else ''}{phrases.money(one.amount)}"
        for one in items
    )
    return f" ({'; '.join(said)})"


def _transfer(office: Office, view: DossierView, words: Words) -> TransferSheet | None:
    """How to transfer what is owed; a draft has no code to transfer it under yet."""
    from desk.paying.transfer import owed_by

    return transfer_sheet(owed_by(office, view) if view.events else None, words)


def transfer_sheet(owed: Transfer | None, words: Words) -> TransferSheet | None:
    """A transfer as a paper shows it; None where nothing is owed."""
    if owed is None:
        return None
    return TransferSheet(
        payload=owed.payload,
        bank=owed.bank_name or words.text("transfer_bank_code", code=owed.bank),
        account=owed.account,
        holder=owed.holder,
        amount=phrases.money(owed.amount),
        purpose=owed.purpose,
    )


def term_of(limit: int | None, unit: str | None, words: Words) -> str:
    """The term as the form says it: "03 ngày làm việc", "Trong ngày"."""
    if unit == "same_day":
        return words.text("term_same_day")
    if unit is None or limit is None:
        return words.text("no_term")
    return words.text(f"term_{unit}", n=phrases.count(limit))


def paper_row(component: ComponentRow, words: Words) -> PaperRow:
    """One paper in table A: its copies stand in the column of its kind."""
    column = _KINDS.get(component.kind)
    values = {column: phrases.count(component.copies)} if column and component.copies else {}
    notes = {"reused": "reused", "electronic": "electronic"}
    note = words.text(notes[component.kind]) if component.kind in notes else ""
    return PaperRow(no=str(component.no), name=component.name, note=note, **values)


def _fee_rows(view: DossierView) -> tuple[FeeRow, ...]:
    """Table C: from the certification book where the papers stand in it, else as handed in."""
    if not view.certified:
        return tuple(_fee_row(one) for one in view.components)
    return tuple(
        FeeRow(
            no=str(one.no),
            name=one.name,
            pages=phrases.count(one.pages),
            copies=phrases.count(one.copies),
            fee=phrases.money(one.fee),
        )
        for one in view.certified
    )


def _fee_row(component: ComponentRow) -> FeeRow:
    return FeeRow(
        no=str(component.no),
        name=component.name,
        pages=phrases.count(component.pages) if component.pages else "",
        copies=phrases.count(component.copies),
    )


def supplement_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> SupplementSheet:
    """The request for what is missing, from the newest such event (field list: forms.md §2)."""
    asked = facts.newest(view, words.key, ASKED)
    details: Mapping[str, Any] = asked.details
    card = office.identity.card_on(asked.at.date())
    number = int(details.get("request_no", sum(1 for one in view.events if one.verb == ASKED)))
    slip = words.text("number", n=f"{running_number(office, asked):02d}")
    deadline, note = _deadline(office, view, asked, words)
    return SupplementSheet(
        words=words,
        header=header_of(card, day=asked.at, number=slip),
        code=view.code,
        qr=view.receipt_payload,
        applicant=facts.owner_name(view),
        provisional=view.provisional,
        request=facts.request_of(view),
        reason=str(details.get("reason", "")),
        clerk=view.clerk,
        items=tuple(_asked_row(row, view) for row in details.get("components", ())),
        address=facts.owner(view, "address", view.address),
        phone=view.phone or "",
        email=view.email or "",
        legal_basis=str(details.get("legal_basis") or ""),
        contact_unit=card.name,
        contact_phone=card.hotline,
        deadline=deadline,
        note=note,
        copy_marks=(words.text("copy_keep"), words.text("copy_give")),
        request_no=phrases.count(number),
        reprint=reprint,
        training=card.training,
    )


def _deadline(office: Office, view: DossierView, asked: EventRow, words: Words) -> tuple[str, str]:
    """Until when to supplement, and what follows; the last day is told only once the dossier was accepted.

    NĐ 118/2025 Đ.19.5: fifteen days, then the term begins anew or the dossier is closed.
    """
    before = facts.before(view, asked)
    if not any(event.details.get("state") in facts.ACCEPTED for event in before if event.verb != ASKED):
        return words.text("deadline_default"), ""
    days = rule_on(office, "clock.supplement_days", asked.at.date())
    until = facts.moment_of(asked, "supplement_due_at")
    if until is None and view.state == State.SUPPLEMENT:
        until = extras_of(office, view.code).supplement_due_at
    if until is None:
        return words.text("deadline_open", n=days), words.text("restart_note")
    told = words.text("deadline_accepted", n=days, date=phrases.numeric_date(until))
    return told, words.text("restart_note")


def _asked_row(row: Mapping[str, Any], view: DossierView) -> PaperRow:
    names = {one.no: one.name for one in view.procedure.components}
    no = row.get("no")
    return PaperRow(no=str(no or ""), name=str(row.get("name") or names.get(no or 0, "")))
