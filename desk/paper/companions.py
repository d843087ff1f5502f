"""Phiếu gửi bưu chính, nhãn bìa hồ sơ, tờ khai trắng: the prints that go with a dossier (forms.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.paper import facts
from desk.paper.extras import extras_of
from desk.paper.sheets import header_of
from printing import phrases
from printing.labels import PostalSheet, Sticker, StickerSheet
from printing.letters import LetterSheet, Line, Passage, Signer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office.opened import Office
    from desk.rows import DossierView
    from printing.words import Words

_CONTENT_LINES = 5


def postal_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> PostalSheet:
    """The slip for the post and the label of the parcel; what the post does not know is left to the pen."""
    now = office.clock.now()
    card = office.identity.card_on(now.date())
    name, address = facts.owner_name(view), facts.owner(view, "address", view.address)
    phone = view.phone or ""
    hint = words.text("sign_hint")
    numbers = [one.number for one in view.results if one.number]
    number = ", ".join(numbers)
    content = (
        words.text("content_result", number=number).rstrip() if view.result else words.text("content_papers")
    )
    return PostalSheet(
        words=words,
        header=header_of(card, day=now),
        code=view.code,
        qr=view.receipt_payload,
        provisional=view.provisional,
        lines=(
            Line(words.text("sender"), card.name),
            Line(words.text("receiver"), name, bold=True),
            Line(words.text("address"), address),
            Line(words.text("phone"), phone),
            Line(words.text("request"), facts.request_of(view)),
            Line(words.text("content"), content),
            Line(
                words.text("return_by"), words.text("return_postal")
            ),  # a slip for the post says nothing else
            Line(words.text("pieces"), "01"),
            Line(words.text("tracking"), str((view.returned_to or {}).get("parcel") or "")),
            Line(words.text("fee_by")),
            Line(words.text("handed")),
        ),
        sender=tuple(line for line in (card.name, card.address, card.hotline) if line),
        receiver=tuple(
            line for line in (name, address, words.text("label_phone", phone=phone) if phone else "") if line
        ),
        signers=(
            Signer(words.text("sign_giver"), hint, office.actor.full_name),
            Signer(words.text("sign_taker"), hint),
        ),
        reprint=reprint,
        training=card.training,
    )


def sticker_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> StickerSheet:
    """One folder's sticker: barcode, code, procedure and two days; a second one looks like the first."""
    del reprint
    return stickers(office, (view,), words)


def stickers(office: Office, views: Sequence[DossierView], words: Words) -> StickerSheet:
    """The stickers of several folders on as few sheets as they need."""
    card = office.card
    return StickerSheet(
        words=words,
        office=card.name,
        stickers=tuple(
            Sticker(
                code=view.code,
                procedure=view.procedure.name,
                received=phrases.numeric_date(view.received_at),
                due=phrases.numeric_date(view.due_at) if view.due_at else words.text("no_due"),
                provisional=view.provisional,
            )
            for view in views
        ),
        training=card.training,
    )


def declaration_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> LetterSheet:
    """A blank declaration: the person from the record, what is asked for left to the pen."""
    card = office.identity.card_on(view.received_at.date())
    kept = extras_of(office, view.code)
    header = header_of(card, day=view.received_at)
    papers = tuple(Line(f"{one.no}.", one.name) for one in view.components)
    return LetterSheet(
        words=words,
        header=header,
        code=view.code,
        provisional=view.provisional,
        parts=(
            Line(words.text("to"), kept.competent_unit or card.parent, bold=True),
            Line(words.text("request"), facts.request_of(view), bold=True),
            Passage(words.text("person"), style="bold", indent=False),
            *_person(view, words),
            Line(words.text("phone"), view.phone or ""),
            Line(words.text("email"), view.email or ""),
            Line(words.text("on_behalf_of"), facts.represented_by(view), fill_in=False),
            Passage(words.text("content"), style="bold", indent=False),
            *(Line(f"{ask.label}:", str(view.answers.get(ask.key) or "")) for ask in view.procedure.asks),
            *([Line("")] * _CONTENT_LINES),
            Passage(words.text("papers"), style="bold", indent=False),
            *(papers or (Line("1."), Line("2."))),
            Passage(words.text("promise")),
        ),
        signers=(Signer(words.text("sign_declarant"), words.text("sign_hint")),),
        reprint=reprint,
        training=card.training,
    )


def _person(view: DossierView, words: Words) -> tuple[Line, ...]:
    """Whose request it is; the number of an organisation is its tax code."""
    whose = view.on_behalf_of or {}
    organisation = (whose.get("kind") if whose else view.applicant_kind) == "organisation"
    name, address = facts.owner_name(view), facts.owner(view, "address", view.address)
    number = facts.owner(view, "id_number", view.id_number) or facts.owner(view, "tax_code", None)
    if organisation:
        return (
            Line(words.text("organisation"), name, bold=True),
            Line(words.text("tax_code"), number),
            Line(words.text("address"), address),
        )
    born, sex = (None, None) if whose else (view.birth_date, view.sex)
    return (
        Line(words.text("full_name"), name, bold=True),
        Line(
            words.text("birth_date"), phrases.numeric_date(born) if born else _born(whose.get("birth_date"))
        ),
        Line(words.text("sex"), words.text(sex or str(whose["sex"])) if sex or whose.get("sex") else ""),
        Line(words.text("id_number"), number),
        Line(words.text("address"), address),
    )


def _born(text: object) -> str:
    """A birth date kept as ISO text, as forms write it."""
    from datetime import date

    return phrases.numeric_date(date.fromisoformat(str(text)[:10])) if text else ""
