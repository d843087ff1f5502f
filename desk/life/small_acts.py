"""Đối soát mã, đánh giá, ghi chú: acts that leave a dossier where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.intake.receive_file import command_from
from desk.life.verb import Done, Ready, Verb
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from desk.imaging.filing import Staging
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import EventRow
    from models.tables import Dossier

MAX_WORDS = 4000
SCORERS = ("citizen", "clerk")
_RECEPTION = {"channel": "direct", "procedure": "-", "applicant": {"full_name": "-"}, "command_id": "-"}


def official_code_of(form: Form) -> str:
    """The official code of an act, checked as a reception does: loosely, its form is the portal's own."""
    given = form.required_text("official_code", limit=100)
    try:
        code = command_from({**_RECEPTION, "official_code": given}, base=Path()).official_code
    except InputError as failure:
        raise form.bad("official_code", expected="code") from failure
    if code is None:
        raise form.missing("official_code")
    return code


def prepare_reconciliation(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check the official code and tell what looks odd about it."""
    from desk.finding.codes import official_code_notes

    del base, staging
    code = official_code_of(form)
    return Ready(values={"official_code": code}, warnings=tuple(official_code_notes(code, lang=office.lang)))


def write_reconciliation(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Take the official number in; the old one stays on the papers already printed and is still found."""
    code = ready.values["official_code"]
    if is_taken(uow.session, code):
        raise InputError("official_code.taken", official_code=code)
    before = row.official_code
    row.official_code, row.official_at, row.provisional = code, uow.now, False
    details = {"official_code": code, "provisional": False}
    if before is not None:
        details["before"] = before
    return Done(details=details, target=State(row.state), kept={"old": before, "new": code})


def is_taken(session: Session, code: str, *, beside: int = 0) -> bool:
    """Whether a dossier has this number, or had it before; `beside` is one that does not count."""
    from sqlalchemy import or_, select

    from models.tables import Correction, Dossier

    now = select(Dossier.id).where(
        or_(Dossier.code == code, Dossier.official_code == code), Dossier.id != beside
    )
    if session.execute(now.limit(1)).first() is not None:
        return True
    once = select(Correction.id).where(Correction.field == "official_code", Correction.old == code).limit(1)
    return session.execute(once).first() is not None


def keep_number(uow: UnitOfWork, row: Dossier, done: Done, event: EventRow) -> None:
    """Keep an official number that was replaced, so that it is found still.

    Asked once more whether the number is free: events are written by one transaction at a time.
    """
    from models.tables import Correction

    if is_taken(uow.session, done.kept["new"], beside=row.id):
        raise InputError("official_code.taken", official_code=done.kept["new"])
    if done.kept["old"] is not None:
        uow.session.add(
            Correction(
                dossier_id=row.id,
                event_seq=event.seq,
                field="official_code",
                old=done.kept["old"],
                new=done.kept["new"],
            )
        )


def prepare_rating(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check the score, one to five, and who pressed it."""
    del office, base, staging
    return Ready(
        values={
            "score": form.whole("score", lowest=1, highest=5),
            "by": form.choice("by", SCORERS, default=SCORERS[0]),
        }
    )


def write_rating(uow: UnitOfWork, row: Dossier, ready: Ready) -> Mapping[str, Any]:
    """Record how content the citizen was; the newest score counts (NĐ 118/2025 Đ.32)."""
    del uow
    row.rating = ready.values["score"]
    return dict(ready.values)


def prepare_note(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Take the words; they may name people, so they stay beside the log."""
    del office, base, staging
    return Ready(values={"text": form.required_text("text", limit=MAX_WORDS)})


def write_note(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Leave an event that tells there is a note, no more."""
    del uow
    words = str(ready.values["text"])
    return Done(details={"letters": len(words)}, target=State(row.state), kept={"text": words})


def keep_note(uow: UnitOfWork, row: Dossier, done: Done, event: EventRow) -> None:
    """Keep the words themselves."""
    from models.tables import Remark

    uow.session.add(Remark(dossier_id=row.id, event_seq=event.seq, text=done.kept["text"]))


VERBS = (
    Verb(
        name="reconcile",
        event="dossier.reconciled",
        prepare=prepare_reconciliation,
        write=write_reconciliation,
        required=("official_code",),
        after=keep_number,
        key="M",
    ),
    Verb(
        name="rate",
        event="dossier.rated",
        prepare=prepare_rating,
        write=write_rating,
        required=("score",),
        key="V",
    ),
    Verb(
        name="note",
        event="dossier.noted",
        prepare=prepare_note,
        write=write_note,
        required=("text",),
        after=keep_note,
        key="I",
    ),
)
