"""Mẫu 03, 04, 05: the refusal, the apology and the stop notice, each from the act it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.paper import facts
from desk.paper.extras import extras_of
from desk.paper.sheets import header_of
from desk.rows import State
from desk.wording import sentence
from printing import phrases
from printing.letters import LetterSheet, Line, Passage, Signer

if TYPE_CHECKING:
    from datetime import datetime

    from desk.office.opened import Office
    from desk.rows import DossierView, EventRow
    from printing.words import Words

REFUSED, EXTENDED, STOPPED = "dossier.refused", "dossier.extended", "dossier.stopped"


def refusal_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> LetterSheet:
    """Phiếu từ chối from the refusal (field list: forms.md §3); its reason is a legal one."""
    event = facts.newest(view, "phieu_tu_choi", REFUSED)
    card = office.identity.card_on(event.at.date())
    hint = words.text("sign_hint")
    return LetterSheet(
        words=words,
        header=header_of(card, day=event.at),
        code=view.code,
        qr=view.receipt_payload,
        provisional=view.provisional,
        parts=(
            Line(words.text("applicant"), facts.owner_name(view), bold=True),
            Line(words.text("on_behalf_of"), facts.represented_by(view), fill_in=False),
            *_reach(view, words),
            Line(words.text("request"), facts.request_of(view)),
            Passage(words.text("notice", unit=card.name)),
            *_why(event, words),
            Passage(words.text("close")),
        ),
        signers=(
            Signer(words.text("sign_applicant"), hint),
            Signer(words.text("sign_clerk"), hint, view.clerk),
        ),
        copy_marks=(words.text("copy_keep"), words.text("copy_give")),
        reprint=reprint,
        training=card.training,
    )


def apology_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> LetterSheet:
    """Văn bản xin lỗi from the newest extension (field list: forms.md §4; NĐ 118/2025 Đ.19.6)."""
    event = facts.newest(view, "vb_xin_loi", EXTENDED)
    card = office.identity.card_on(event.at.date())
    resolver = extras_of(office, view.code).competent_unit or card.parent
    due = _due_before(view, event)
    new_due = facts.moment_of(event, "due_current", "due_at") or view.due_at
    told = phrases.moment(due) if due else words.text("no_due")
    late = due is not None and event.at > due
    return LetterSheet(
        words=words,
        header=header_of(card, day=event.at, number=words.text("number", n=words.text("number_blank"))),
        code=view.code,
        qr=view.receipt_payload,
        provisional=view.provisional,
        parts=(
            Line(words.text("to"), facts.owner_name(view), bold=True),
            *_reach(view, words),
            Passage(
                words.text(
                    "received",
                    received=phrases.numeric_date(view.received_at),
                    unit=card.name,
                    request=facts.request_of(view),
                    field=view.procedure.field,
                    code=view.code,
                    due=told,
                )
            ),
            Passage(words.text("late" if late else "expected_late", resolver=resolver)),
            *_why(event, words),
            Passage(
                words.text(
                    "apology",
                    resolver=_opening(resolver),
                    due=phrases.moment(new_due) if new_due else words.text("no_due"),
                ),
                style="bold",
            ),
            Passage(words.text("once"), style="italic"),
            Passage(words.text("close")),
        ),
        signers=(Signer(words.text("sign_head"), words.text("sign_hint")),),
        recipients=words.items("recipient_lines"),
        reprint=reprint,
        training=card.training,
    )


def stop_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> LetterSheet:
    """Thông báo dừng from the stop (data: forms.md §5; NĐ 118/2025 Đ.19.5 and Đ.21)."""
    event = facts.newest(view, "tb_dung", STOPPED)
    card = office.identity.card_on(event.at.date())
    kept = "; ".join(extras_of(office, view.code).kept)
    number = words.text("number", n=words.text("number_blank"))
    return LetterSheet(
        words=words,
        header=header_of(card, day=event.at, number=number),
        code=view.code,
        qr=view.receipt_payload,
        provisional=view.provisional,
        parts=(
            Line(words.text("to"), facts.owner_name(view), bold=True),
            Line(words.text("on_behalf_of"), facts.represented_by(view), fill_in=False),
            *_reach(view, words),
            Line(words.text("request"), facts.request_of(view)),
            Line(words.text("received"), phrases.numeric_date(view.received_at)),
            *_asked(view, event, words),
            Passage(words.text("notice", unit=card.name, moment=phrases.moment(event.at))),
            *_why(event, words),
            Line(words.text("papers_back"), kept or words.text("papers_none")),
            Line(words.text("fee_paid"), _fee(view, words)),
            Passage(words.text("close")),
        ),
        signers=(
            Signer(words.text("sign_applicant"), words.text("sign_hint")),
            Signer(words.text("sign_head"), words.text("sign_head_hint")),
        ),
        reprint=reprint,
        training=card.training,
    )


def _reach(view: DossierView, words: Words) -> tuple[Line, ...]:
    """How to reach whose dossier it is."""
    return (
        Line(words.text("address"), facts.owner(view, "address", view.address)),
        Line(words.text("phone"), view.phone or ""),
        Line(words.text("email"), view.email or "", fill_in=False),
    )


def _why(event: EventRow, words: Words) -> tuple[Line, ...]:
    """The reason with its legal basis."""
    return (
        Line(words.text("reason"), str(event.details.get("reason") or "")),
        Line(words.text("legal_basis"), str(event.details.get("legal_basis") or ""), fill_in=False),
    )


def _asked(view: DossierView, event: EventRow, words: Words) -> tuple[Line, ...]:
    """Who asked to stop and when, where somebody did; and the step the dossier stood at."""
    earlier = facts.before(view, event)
    asked = next((one for one in reversed(earlier) if one.details.get("state") == State.WITHDRAWING), None)
    stood = facts.state_before(view, asked or event)
    lines = []
    if asked is not None:
        lines = [
            Line(words.text("asked_by"), view.applicant_name),
            Line(words.text("asked_on"), phrases.moment(asked.at)),
        ]
    return (*lines, Line(words.text("stage"), sentence(f"state.{int(stood)}") if stood else ""))


def _fee(view: DossierView, words: Words) -> str:
    if not view.fee_paid or view.fee_amount <= 0:
        return words.text("fee_none")
    return words.text("fee_note", amount=phrases.money(view.fee_amount))


def _due_before(view: DossierView, event: EventRow) -> datetime | None:
    """The moment promised until this extension: that of the newest earlier act that moved it."""
    told = facts.moment_of(event, "due_before")
    if told is not None:
        return told
    for one in reversed(facts.before(view, event)):
        found = facts.moment_of(one, "due_current", "due_at")
        if found is not None:
            return found
    return facts.moment_of(event, "due_original") or view.clock.get("due_original")


def _opening(name: str) -> str:
    """A name at the head of a sentence: its first letter a capital."""
    return name[:1].upper() + name[1:]
