"""What may be done to a dossier: one table of verbs, one way to do them.

A verb says from which states it goes, where to, which keys it must have, how it makes ready outside
the transaction (e.g. digitises) and how it writes inside. What is allowed next is read from the same
table, never set by a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.imaging.filing import StagedPdf, Staging, told_by
from desk.jsonform import Form, read_json_object
from desk.rows import Acted, Note, State
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.tables import Dossier

MAX_COMMAND_ID = 200
LATER = frozenset(
    {
        "request-supplement",
        "supplement",
        "refuse",
        "hand-over",
        "await-payment",
        "paid",
        "extend",
        "withdraw",
        "stop",
        "resume",
        "correct",
        "reconcile",
        "rate",
        "note",
    }
)


@dataclass(frozen=True, slots=True)
class ActPayload:
    """The keys of an `act` file and the folder its page paths start from."""

    data: Mapping[str, Any]
    base: Path


@dataclass(frozen=True, slots=True)
class Ready:
    """What a verb made ready before the transaction: checked values and digitised papers."""

    values: Mapping[str, Any]
    staged: tuple[StagedPdf, ...] = ()
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Verb:
    """One act: its guard, its two halves and the event it leaves."""

    name: str
    event: str
    from_states: frozenset[State]
    to_state: State | None  # None keeps the state
    required: tuple[str, ...]
    prepare: Callable[[Office, Form, Path, Staging], Ready]
    write: Callable[[UnitOfWork, Dossier, Ready], Mapping[str, Any]]


def read_payload(path: Path) -> ActPayload:
    """Read an `act` file; page paths are relative to it."""
    return ActPayload(data=read_json_object(path), base=path.resolve().parent)


def verbs() -> Mapping[str, Verb]:
    """Every verb this program can do, by name."""
    from desk.life import returns

    return {verb.name: verb for verb in returns.VERBS}


def next_acts(state: State) -> tuple[str, ...]:
    """The verbs allowed from a state, in the order of the table."""
    return tuple(verb.name for verb in verbs().values() if state in verb.from_states)


def act(
    office: Office,
    code: str,
    verb: str,
    payload: Mapping[str, Any] | ActPayload | None = None,
    *,
    command_id: str | None = None,
) -> Acted:
    """Act upon a dossier now; the same command id a second time answers the first answer.

    Raises:
        InputError: `act.unknown_verb`, `command.not_yet`, `act.wrong_state`, `act.missing_key`,
            `act.bad_value`, `dossier.not_found`; nothing was changed.
    """
    chosen = _chosen(verb)
    _check_id(command_id)
    given = payload if isinstance(payload, ActPayload) else ActPayload(payload or {}, Path.cwd())
    earlier = _earlier_answer(office, chosen, command_id)
    if earlier is not None:
        return _restored(office, earlier, code=code)
    stored_code = _check_before(office, code, chosen)
    form = Form(given.data, code="act")
    for key in chosen.required:
        if not form.has(key):
            raise form.missing(key)
    with Staging(office) as staging:
        ready = chosen.prepare(office, form, given.base, staging)
        with office.write(f"act.{verb}", command_id=command_id) as uow:
            if uow.repeated_answer is not None:
                return _restored(office, uow.repeated_answer, code=code)
            answer = _write(uow, stored_code, chosen, ready)
            answer["warnings"] = [
                {"code": one.code, "message": one.message} for one in _told(office, form, ready)
            ]
            uow.commit(answer)
    return _answered(answer)


def _told(office: Office, form: Form, ready: Ready) -> tuple[Note, ...]:
    unknown = tuple(note("act.unknown_key", office.lang, key=key) for key in form.unknown())
    return (*ready.warnings, *told_by(ready.staged, lang=office.lang), *unknown)


def _check_id(command_id: str | None) -> None:
    """A command id is short plain text; one that no database can keep is refused, not tried."""
    if command_id is None:
        return
    if not 0 < len(command_id) <= MAX_COMMAND_ID or not command_id.isprintable():
        raise InputError("act.bad_value", key="command_id", expected="text", limit=MAX_COMMAND_ID)


def _chosen(verb: str) -> Verb:
    known = verbs()
    if verb in known:
        return known[verb]
    if verb in LATER:
        raise InputError("command.not_yet", command=f"act {verb}")
    raise InputError("act.unknown_verb", verb=verb[:40], allowed=[*known])


def _earlier_answer(office: Office, verb: Verb, command_id: str | None) -> dict[str, Any] | None:
    if command_id is None:
        return None
    from models.tables import Command

    with office.read() as session:
        row = session.get(Command, command_id)
        if row is None:
            return None
        if row.verb != f"act.{verb.name}":
            raise InputError("command.other_verb", verb=row.verb)
        return dict(row.answer or {})


def _check_before(office: Office, code: str, verb: Verb) -> str:
    """Refuse early, before pages are digitised; the transaction checks again."""
    from desk.record.dossiers import by_code

    with office.read() as session:
        row = by_code(session, office, code)
        _check_state(row, verb)
        return row.code


def _check_state(row: Dossier, verb: Verb) -> None:
    if State(row.state) not in verb.from_states:
        raise InputError(
            "act.wrong_state",
            code=row.code,
            verb=verb.name,
            state=row.state,
            allowed_from=sorted(int(one) for one in verb.from_states),
            next_acts=list(next_acts(State(row.state))),
        )


def _write(uow: UnitOfWork, code: str, verb: Verb, ready: Ready) -> dict[str, Any]:
    from sqlalchemy import select

    from desk.clock import iso
    from models.tables import Dossier

    row = uow.session.scalars(select(Dossier).where(Dossier.code == code)).one()
    _check_state(row, verb)
    if verb.to_state is not None:
        row.state = int(verb.to_state)
    told = verb.write(uow, row, ready)
    event = uow.record(
        verb.event,
        subject=row.code,
        dossier_id=row.id,
        details={"code": row.code, "state": int(row.state), **told},
    )
    return {
        "code": row.code,
        "state": int(row.state),
        "due_at": iso(row.due_current) if row.due_current else None,
        "event_seq": event.seq,
    }


def _restored(office: Office, answer: Mapping[str, Any], *, code: str) -> Acted:
    from desk.record.dossiers import by_code

    with office.read() as session:
        if by_code(session, office, code).code != answer["code"]:
            raise InputError("command.other_verb", verb=answer["code"])
    return _answered(answer, repeated=True)


def _answered(answer: Mapping[str, Any], *, repeated: bool = False) -> Acted:
    from desk.clock import parse_moment

    return Acted(
        code=answer["code"],
        state=State(answer["state"]),
        due_at=parse_moment(answer["due_at"]) if answer["due_at"] else None,
        event_seq=answer["event_seq"],
        warnings=tuple(Note(one["code"], one["message"]) for one in answer.get("warnings", ())),
        repeated=repeated,
    )
