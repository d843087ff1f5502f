"""Danh sách bàn giao: what went from one hand to another in one batch, for both sides to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.paper import facts
from desk.paper.sheets import header_of
from desk.paper.template_store import words_in
from printing import phrases
from printing.books import HandoverSheet
from printing.letters import Line, Signer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import DossierView
    from models.tables import Dossier, Holding
    from printing.words import Words

FORM = "ban_giao"


def batch_sheet(office: Office, batch: str, *, reprint: int = 0) -> HandoverSheet:
    """The list of a batch as it was handed over.

    Raises:
        InputError: `handover.unknown_batch`.
    """
    from sqlalchemy import select

    from models.tables import Dossier, Holding

    with office.read() as session:
        pairs = session.execute(
            select(Holding, Dossier)
            .join(Dossier, Dossier.id == Holding.dossier_id)
            .where(Holding.batch == batch)
            .order_by(Holding.event_seq, Holding.id)
        ).all()
        if not pairs:
            raise InputError("handover.unknown_batch", batch=batch[:40])
        found = [(one, row) for one, row in pairs]
        words = words_in(session, FORM, found[0][0].given_at.date(), told_before=found[0][0].event_seq)
        return _sheet(office, session, found, words, reprint=reprint)


def handover_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> HandoverSheet:
    """The list of the newest batch a dossier went in; alone where it was handed over by itself."""
    from sqlalchemy import select

    from models.tables import Dossier, Holding

    with office.read() as session:
        row = session.scalars(select(Dossier).where(Dossier.code == view.code)).one()
        last = session.scalars(
            select(Holding).where(Holding.dossier_id == row.id).order_by(Holding.no.desc()).limit(1)
        ).first()
        if last is None:
            raise facts.wrong_state(view, words.key)
        if last.batch:
            return batch_sheet(office, last.batch, reprint=reprint)
        return _sheet(office, session, [(last, row)], words, code=view.code, reprint=reprint)


def _sheet(
    office: Office,
    session: Session,
    pairs: Sequence[tuple[Holding, Dossier]],
    words: Words,
    *,
    code: str = "",
    reprint: int = 0,
) -> HandoverSheet:
    from desk.process.steps import resolving_unit

    first = pairs[0][0]
    card = office.identity.card_on(first.given_at.date())
    hint = words.text("sign_hint")
    units = dict.fromkeys(resolving_unit(session, row) for _, row in pairs)
    number = words.text("batch", batch=first.batch) if first.batch else ""
    return HandoverSheet(
        words=words,
        header=header_of(card, day=first.given_at, number=number),
        batch=first.batch or "",
        code=code,
        lines=(
            Line(words.text("from_unit"), _side(first.from_unit, first.from_holder)),
            Line(words.text("to_unit"), _side(first.to_unit, first.to_holder), bold=True),
            Line(words.text("unit"), "; ".join(units)),
            Line(words.text("at"), phrases.moment(first.given_at)),
            Line(words.text("total"), words.text("count", n=phrases.count(len(pairs))), bold=True),
        ),
        rows=tuple(_row(place, row, words) for place, (_, row) in enumerate(pairs, start=1)),
        signers=(
            Signer(words.text("sign_giver"), hint, first.from_holder),
            Signer(words.text("sign_taker"), hint, first.to_holder),
        ),
        reprint=reprint,
        training=card.training,
    )


def _side(unit: str, holder: str) -> str:
    """A unit and who signs for it."""
    return f"{unit} — {holder}" if holder else unit


def _row(place: int, row: Dossier, words: Words) -> tuple[str, ...]:
    """Number, code, procedure, whose dossier, due, how many papers go along."""
    owner = (row.on_behalf_of or {}).get("full_name") or row.applicant.full_name
    due = row.due_current
    return (
        str(place),
        row.code,
        row.procedure_name,
        str(owner),
        phrases.numeric_date(due) if due else words.text("no_due"),
        words.text("papers", n=phrases.count(len(row.components))),
    )


def handover_pdf(office: Office, batch: str, paper: str = "a4") -> bytes:
    """The list of a batch as PDF bytes, nothing recorded."""
    from desk.paper.forms import check_paper
    from desk.paper.receipts import drawn

    check_paper(FORM, paper)
    return drawn(office, batch_sheet(office, batch), paper).pdf


def write_handover(office: Office, batch: str) -> Path:
    """Write the list of a batch into `prints/` and return the file."""
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    target = office.paths.prints / f"{FORM}-{_file_name(batch)}.pdf"
    with surroundings():
        write_file(target, handover_pdf(office, batch))
    return target.absolute()


def _file_name(batch: str) -> str:
    """A batch number as part of a file name."""
    return "".join(char if char.isascii() and (char.isalnum() or char in "-.") else "-" for char in batch)
