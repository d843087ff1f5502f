"""Danh sách hồ sơ đã tiếp nhận: the dossiers of a visit on one paper, beside or instead of receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.finding.codes import payload
from desk.intake.visits import members, together
from desk.paper import facts
from desk.paper.sheets import header_of, transfer_sheet
from desk.paying.transfer import owed_together
from desk.rows import State
from printing import phrases
from printing.visits import VisitEntry, VisitSheet

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.rows import DossierView
    from printing.words import Words

FORM = "ds_tiep_nhan"


def visit_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> VisitSheet:
    """The list of the visit a dossier belongs to, in the order of reception; alone where it is the only one.

    Raises:
        InputError: `form.wrong_state` where none of them was ever accepted.
    """
    views = members(office, view)
    if not any(facts.accepted(one) for one in views):
        raise facts.wrong_state(view, FORM)
    first = views[0]
    card = office.identity.card_on(first.received_at.date())
    fees = together(views)
    return VisitSheet(
        words=words,
        header=header_of(card, day=first.received_at),
        code=view.visit_no or view.code,
        qr=payload(office.card.code, office.keys.ring.current, view.visit_no) if view.visit_no else "",
        applicant=view.applicant_name,
        on_behalf_of=facts.owner_name(view) if facts.represented_by(view) else "",
        received_at=phrases.moment(first.received_at),
        received_short=phrases.moment_short(first.received_at),
        count=words.text("dossiers", n=phrases.count(len(views))),
        entries=tuple(_entry(place, one, words) for place, one in enumerate(views, start=1)),
        clerk=first.clerk,
        hotline=card.hotline,
        fee_total=phrases.money(fees) if fees else "",
        transfer=transfer_sheet(owed_together(office, views), words),
        copy_marks=(words.text("copy_keep"), words.text("copy_give")),
        reprint=reprint,
        training=card.training,
    )


def _entry(place: int, view: DossierView, words: Words) -> VisitEntry:
    due = view.clock.get("due_original") or view.due_at
    waiting = view.state is State.SUPPLEMENT and due is None
    owed = view.fee_amount and view.fee_method != "exempt"
    paid = words.text("paid" if view.fee_paid else "unpaid")
    fee = f"{phrases.money(view.fee_amount)} — {paid}" if owed else ""
    return VisitEntry(
        no=str(place),
        code=view.code,
        qr=view.receipt_payload,
        request=facts.request_of(view),
        due=words.text("waiting") if waiting else phrases.moment(due) if due else words.text("no_due"),
        due_short=(
            words.text("waiting") if waiting else phrases.moment_short(due) if due else words.text("no_due")
        ),
        fee=fee,
        note=words.text("supplement_note") if waiting else "",
        provisional=view.provisional,
    )
