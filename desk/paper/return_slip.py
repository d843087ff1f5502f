"""Phiếu trả kết quả: every result of a dossier by name, number and day, for who receives it to sign for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desk.paper import facts
from desk.paper.extras import extras_of
from desk.paper.sheets import header_of
from desk.wording import sentence
from printing import phrases
from printing.letters import LetterSheet, Line, Passage, Signer

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.rows import DossierView, ResultRow
    from printing.words import Words

READY = "dossier.result_ready"
FORM = "phieu_tra"


def return_slip(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> LetterSheet:
    """The slip from the results as they stand; before the return the moment and the receiver stay dotted.

    Raises:
        InputError: `form.wrong_state` where there is no result.
    """
    if not view.results:
        raise facts.wrong_state(view, FORM)
    event = facts.newest(view, FORM, READY)
    card = office.identity.card_on(event.at.date())
    hint = words.text("sign_hint")
    returned = _moment(view, "returned_at")
    return LetterSheet(
        words=words,
        header=header_of(card, day=returned or event.at),
        code=view.code,
        qr=view.receipt_payload,
        provisional=view.provisional,
        parts=(
            Line(words.text("to"), facts.owner_name(view), bold=True),
            Line(words.text("on_behalf_of"), facts.represented_by(view), fill_in=False),
            Line(words.text("address"), facts.owner(view, "address", view.address)),
            Line(words.text("phone"), view.phone or ""),
            Line(words.text("request"), facts.request_of(view)),
            Line(words.text("received"), phrases.numeric_date(view.received_at)),
            Line(words.text("ready"), phrases.moment(event.at)),
            Line(words.text("returned"), phrases.moment(returned) if returned else ""),
            Line(words.text("receiver"), _receiver(view, words)),
            Line(sentence("signature.title"), _signature(view), fill_in=False),
            Line(words.text("return_by"), words.text(f"return_{view.returned_by or view.return_by}")),
            Passage(words.text("results", n=phrases.count(len(view.results))), style="bold", indent=False),
            *(_result(place, one, view, words) for place, one in enumerate(view.results, start=1)),
            *_originals(office, view, words),
            Passage(words.text("close"), style="italic"),
        ),
        signers=(
            Signer(words.text("sign_receiver"), hint),
            Signer(words.text("sign_giver"), hint, office.actor.full_name),
        ),
        reprint=reprint,
        training=card.training,
    )


def _moment(view: DossierView, key: str) -> datetime | None:
    found = view.clock.get(key)
    return found if isinstance(found, datetime) else None


def _receiver(view: DossierView, words: Words) -> str:
    """Who took it; a name is told of somebody else only."""
    if view.returned_to is None or view.clock.get("returned_at") is None:
        return ""
    if view.returned_to.get("kind") == "authorised":
        return words.text("receiver_authorised", name=str(view.returned_to.get("name") or ""))
    return words.text("receiver_self")


def _signature(view: DossierView) -> str:
    """How it was signed for; nothing before the return, or where nobody signs."""
    told = view.returned_to or {}
    kind = told.get("signature")
    if kind is None or view.clock.get("returned_at") is None:
        return ""
    pages = sum(one.pages for one in view.attachments if one.role == "signature")
    code = "signature.paper_scanned" if kind == "paper" and pages else f"signature.{kind}"
    return sentence(code, pages=pages, reason=str(told.get("signature_reason") or ""))


def _result(place: int, one: ResultRow, view: DossierView, words: Words) -> Line:
    """One result: what it is called, then what is known of it."""
    signed = {True: "result_signed", False: "result_unsigned", None: ""}[one.signed]
    told = (
        words.text("result_number", number=one.number) if one.number else "",
        words.text("result_date", date=phrases.numeric_date(one.issued_on)) if one.issued_on else "",
        words.text("result_electronic" if one.electronic else "result_paper"),
        words.text(signed) if signed else "",
        words.text("result_scanned", pages=phrases.count(one.file.pages)) if one.file else "",
    )
    title = words.text("result_line", n=str(place), title=one.title or view.procedure.name)
    return Line(title + ":", ", ".join(part for part in told if part))


def _originals(office: Office, view: DossierView, words: Words) -> tuple[Line, ...]:
    """Originals that go back with the result, and those still kept."""
    back = "; ".join(one.name for one in view.components if one.given_back_at is not None)
    left = "; ".join(extras_of(office, view.code).kept)
    return (
        Line(words.text("papers_back"), back, fill_in=False),
        Line(words.text("papers_left"), left, fill_in=False),
    )
