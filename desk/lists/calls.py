"""Danh sách liên hệ: whom to tell that a result is ready, papers are missing or a date is missed.

NĐ 118/2025 Đ.19.6 and Đ.22: the citizen is told by phone, message or mail. Every attempt is kept with its
outcome; after so many (`calls.max_attempts`) nobody tries any more. The log never names the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.lists.call_search import KINDS, Waiting, first_waiting, waiting_in
from desk.lists.rows import CallDone, CallItem, CallsExported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork

OUTCOMES = ("reached", "no_answer", "wrong_number", "failed")
CHANNELS = ("phone", "sms", "email", "other")
RECORDABLE = (*KINDS, "other")
EVENT = "call.recorded"
LIMIT = 500
MOST_EXPORTED = 10_000
MAX_NOTE = 500
COLUMNS = ("phone", "text")


def calls(office: Office, kinds: Sequence[str] = (), *, limit: int = LIMIT) -> tuple[CallItem, ...]:
    """Whom to tell what today: lateness first, then missing papers, then results.

    Raises:
        InputError: `call.bad_value`.
    """
    _check_kinds(kinds)
    with office.read() as session:
        found = waiting_in(session, office.clock.now(), kinds=kinds or KINDS, limit=limit)
        return _items(session, office, found)


def first_calls(session: Session, office: Office, *, limit: int) -> tuple[tuple[CallItem, ...], int]:
    """The first of today's calls, and how many there are in all; inside a session that is open already."""
    found, total = first_waiting(session, office.clock.now(), limit=limit)
    return _items(session, office, found), total


def record_call(
    office: Office, code: str, kind: str, *, outcome: str, channel: str = "phone", note: str = ""
) -> CallDone:
    """Record one attempt and how it ended; the words of `note` stay out of the log.

    Raises:
        InputError: `call.bad_value`, `call.not_due` where there is nothing of this kind to tell,
            `dossier.not_found`.
    """
    from desk.lettering import clean_text
    from desk.record.dossiers import by_code

    for key, value, allowed in (
        ("kind", kind, RECORDABLE), ("outcome", outcome, OUTCOMES), ("channel", channel, CHANNELS),
    ):  # fmt: skip
        if value not in allowed:
            raise InputError("call.bad_value", key=key, value=value[:40], allowed=list(allowed))
    words = clean_text(note)
    if words is None or len(words) > MAX_NOTE:
        raise InputError("call.long_note", limit=MAX_NOTE)
    with office.read() as session:
        stored = by_code(session, office, code)
        dossier_id = stored.id
    with office.write("call.record") as uow:
        from models.tables import Dossier

        row = uow.session.get_one(Dossier, dossier_id)
        told = waiting_in(uow.session, uow.now, kinds=KINDS, only=row.id, all_attempts=True)
        mine = next((one for one in told if one.kind == kind), None)
        if mine is None and kind != "other":
            raise InputError("call.not_due", code=row.code, kind=kind, state=int(row.state))
        attempts = mine.attempts if mine is not None else _others(uow.session, row.id)
        done = _write(
            uow,
            Waiting(row.id, row.code, kind, int(row.state), None, None, attempts=attempts),
            outcome=outcome,
            channel=channel,
            note=words,
        )
        uow.commit()
    return done


def export_calls(office: Office, path: Path, kinds: Sequence[str] = ()) -> CallsExported:
    """Write phone and text for an SMS gateway; each row is recorded as an attempt, and written once only.

    The file and the record stand or fall together.

    Raises:
        InputError: `call.bad_value`, `file.exists`.
        SurroundingsError: the file could not be written; nothing was recorded.
    """
    from desk.importing import export_table
    from desk.lists.phones import dialled

    _check_kinds(kinds)
    if path.exists():
        raise InputError("file.exists", file=path.name)
    with office.write("call.export") as uow:
        found = [
            one
            for one in waiting_in(uow.session, uow.now, kinds=kinds or KINDS, limit=MOST_EXPORTED)
            if not one.exported
        ]
        by_key = {(one.code, one.kind): one for one in found}
        rows: list[Mapping[str, object]] = []
        for item in _items(uow.session, office, found):
            number = dialled(item.phone)
            if number is None:
                continue
            rows.append({"phone": number, "text": item.script})
            _write(uow, by_key[item.code, item.kind], outcome="exported", channel="sms", note="")
        if rows:
            uow.on_rollback(lambda: path.unlink(missing_ok=True))
            export_table(office, path, COLUMNS, rows)
            uow.commit()
    return CallsExported(rows=len(rows), skipped=len(found) - len(rows))


def _write(uow: UnitOfWork, one: Waiting, *, outcome: str, channel: str, note: str) -> CallDone:
    from desk.office.rules import rule
    from models.tables import Call

    attempt = one.attempts + 1
    uow.session.add(
        Call(
            dossier_id=one.dossier_id,
            kind=one.kind,
            attempt=attempt,
            at=uow.now,
            actor=uow.office.actor.username,
            channel=channel,
            outcome=outcome,
            note=note,
        )
    )
    event = uow.record(
        EVENT,
        subject=one.code,
        dossier_id=one.dossier_id,
        details={
            "code": one.code,
            "state": one.state,
            "kind": one.kind,
            "attempt": attempt,
            "outcome": outcome,
            "channel": channel,
        },
    )
    most = int(rule(uow.session, "calls.max_attempts", on=uow.now.date()))
    return CallDone(one.code, one.kind, attempt, outcome, event.seq, left=max(0, most - attempt))


def _others(session: Session, dossier_id: int) -> int:
    from sqlalchemy import func, select

    from models.tables import Call

    query = select(func.count()).where(Call.dossier_id == dossier_id, Call.kind == "other")
    return int(session.scalar(query) or 0)


def _check_kinds(kinds: Sequence[str]) -> None:
    for kind in kinds:
        if kind not in KINDS:
            raise InputError("call.bad_value", key="kind", value=kind[:40], allowed=list(KINDS))


def _items(session: Session, office: Office, found: Sequence[Waiting]) -> tuple[CallItem, ...]:
    from sqlalchemy import select

    from desk.lists.scripts import Scripts
    from models.tables import Applicant, Dossier

    people = {}
    ids = sorted({one.dossier_id for one in found})
    for start in range(0, len(ids), LIMIT):
        rows = session.execute(
            select(Dossier.id, Dossier.procedure_name, Applicant.full_name, Applicant.phone)
            .join(Applicant, Applicant.id == Dossier.applicant_id)
            .where(Dossier.id.in_(ids[start : start + LIMIT]))
        )
        people.update({row.id: row for row in rows})
    scripts = Scripts.of(session, office)
    return tuple(
        CallItem(
            code=one.code,
            kind=one.kind,
            applicant=people[one.dossier_id].full_name,
            phone=people[one.dossier_id].phone or "",
            script=scripts.words(
                one, name=people[one.dossier_id].full_name, procedure=people[one.dossier_id].procedure_name
            ),
            attempts=one.attempts,
            last_at=one.last_at,
            last_outcome=one.last_outcome,
            due_at=one.due_at,
        )
        for one in found
    )
