"""What may be done to a dossier: one table of verbs, one way to do them.

A verb says which keys it must have, how it makes ready outside the transaction (e.g. digitises) and how it
writes inside. From which states it goes and where to stands in `desk.life.states`; what is allowed next is
read from there, never set by a screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import DeskError, InputError
from desk.imaging.filing import Staging, told_by
from desk.imaging.paper_facts import concern_of
from desk.jsonfile import read_json_object
from desk.jsonform import Form
from desk.life.states import allowed, is_lawful, targets
from desk.life.verb import Done, Ready, Verb, wrong_state
from desk.record.commands import answer_of, kept, told_again
from desk.rows import Acted, Note, State
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork

__all__ = ["ActPayload", "Ready", "Verb", "act", "commit_act", "next_acts", "read_payload", "verbs"]

MAX_COMMAND_ID = 200


@dataclass(frozen=True, slots=True)
class ActPayload:
    """The keys of an `act` file and the folder its page paths start from."""

    data: Mapping[str, Any]
    base: Path


def read_payload(path: Path) -> ActPayload:
    """Read an `act` file; page paths are relative to it."""
    return ActPayload(data=read_json_object(path), base=path.resolve().parent)


def verbs() -> Mapping[str, Verb]:
    """Every verb this program can do, by name, in the order of the table of transitions."""
    from desk.life import (
        accepting,
        correction,
        extension,
        handing,
        payment,
        refusal,
        returns,
        small_acts,
        states,
        supplement,
        withdrawal,
    )

    shelves = (
        accepting, handing, returns, supplement, payment, extension, refusal, withdrawal, correction,
        small_acts,
    )  # fmt: skip
    known = {verb.name: verb for shelf in shelves for verb in shelf.VERBS}
    return {name: known[name] for name in states.VERBS}


def next_acts(state: State) -> tuple[str, ...]:
    """The verbs allowed from a state, in the order of the table."""
    return allowed(state)


def act(
    office: Office,
    code: str,
    verb: str,
    payload: Mapping[str, Any] | ActPayload | None = None,
    *,
    command_id: str | None = None,
    queued: bool = False,
    beside: Sequence[Note] = (),
) -> Acted:
    """Act upon a dossier now and print what the act prints; the same command id answers the first answer.

    `queued`: what it prints also goes to this counter's printer, by jobs written with the act itself.
    `beside`: what is told of the office with this answer; a repeat tells it again.

    Raises:
        InputError: `act.unknown_verb`, `act.wrong_state`, `act.missing_key`, `act.bad_value`,
            `dossier.not_found` and those of the verbs; nothing was changed.
        SurroundingsError: disk or record failed; nothing was changed.
    """
    answer, repeated = _committed(
        office, code, verb, payload, command_id=command_id, queued=queued, beside=beside
    )
    return _printed(office, _answered(answer, repeated=repeated), answer)


def commit_act(
    office: Office,
    code: str,
    verb: str,
    payload: Mapping[str, Any] | ActPayload | None = None,
    *,
    command_id: str | None = None,
) -> Acted:
    """Act upon a dossier without printing; `printed` is empty."""
    answer, repeated = _committed(office, code, verb, payload, command_id=command_id)
    return _answered(answer, repeated=repeated)


def _committed(
    office: Office,
    code: str,
    verb: str,
    payload: Mapping[str, Any] | ActPayload | None,
    *,
    command_id: str | None,
    queued: bool = False,
    beside: Sequence[Note] = (),
) -> tuple[Mapping[str, Any], bool]:
    """The answer as it is kept with the command, and whether it had been given before."""
    chosen = _chosen(verb)
    _check_id(command_id)
    given = payload if isinstance(payload, ActPayload) else ActPayload(payload or {}, Path.cwd())
    earlier = answer_of(office, command_id, verb=f"act.{chosen.name}")
    if earlier is not None:
        return _of_this_dossier(office, earlier, code=code), True
    stored_code = _check_before(office, code, chosen)
    form = Form(given.data, code="act")
    for key in chosen.required:
        if not form.has(key):
            raise form.missing(key)
    with Staging(office, partial(concern_of, office, stored_code)) as staging:
        ready = chosen.prepare(office, form, given.base, staging)
        with office.write(f"act.{verb}", command_id=command_id) as uow:
            if uow.repeated_answer is not None:
                return _of_this_dossier(office, uow.repeated_answer, code=code), True
            answer, told = _write(uow, stored_code, chosen, ready)
            notes = (
                *ready.warnings,
                *told,
                *told_by(ready.staged, lang=office.lang),
                *_unknown(form, office),
            )
            answer["warnings"], answer["beside"] = kept(notes), kept(beside)
            if queued:
                answer["jobs"] = _queue(uow, stored_code, answer["forms"])
            uow.commit(answer)
    return answer, False


def _queue(uow: UnitOfWork, code: str, forms: list[list[str]]) -> list[int]:
    """A print job for every paper of the act; none for a form this machine keeps as PDF only."""
    from desk.paper.receipts import usual_paper
    from desk.printing.queue import enqueue

    made = (enqueue(uow, form=form, code=code, paper=usual_paper(uow.office, form)) for form, _name in forms)
    return [job for job in made if job is not None]


def act_in(uow: UnitOfWork, code: str, verb: str, payload: Mapping[str, Any]) -> None:
    """Act upon a dossier inside a transaction begun elsewhere, e.g. for every row of a table."""
    chosen = _chosen(verb)
    with Staging(uow.office, partial(concern_of, uow.office, code)) as staging:
        ready = chosen.prepare(uow.office, Form(payload, code="act"), Path.cwd(), staging)
        _write(uow, code, chosen, ready)


def _unknown(form: Form, office: Office) -> tuple[Note, ...]:
    lang = office.lang
    return (
        *(note("act.unknown_key", lang, key=key) for key in form.unknown_within()),
        *(note("text.hidden_letters", lang, key=key) for key in form.hidden()),
    )


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
    raise InputError("act.unknown_verb", verb=verb[:40], allowed=[*known])


def _check_before(office: Office, code: str, verb: Verb) -> str:
    """Refuse early, before pages are digitised; the transaction checks again."""
    from desk.record.dossiers import by_code

    with office.read() as session:
        row = by_code(session, office, code)
        if not targets(verb.name, State(row.state)):
            raise wrong_state(row, verb.name)
        return row.code


def _write(uow: UnitOfWork, code: str, verb: Verb, ready: Ready) -> tuple[dict[str, Any], tuple[Note, ...]]:
    from sqlalchemy import select

    from desk.clock import iso
    from desk.life.papers import names_for
    from models.tables import Dossier

    # Locked until the end: of two hands on one dossier the second sees what the first did (PostgreSQL).
    row = uow.session.scalars(select(Dossier).where(Dossier.code == code).with_for_update()).one()
    source = State(row.state)
    ways = targets(verb.name, source)
    if not ways:
        raise wrong_state(row, verb.name)
    written = verb.write(uow, row, ready)
    done = written if isinstance(written, Done) else Done(details=written)
    target = done.target or ways[0]
    if not is_lawful(source, verb.name, target):
        message = f"{verb.name} may not lead from {int(source)} to {int(target)}"
        raise RuntimeError(message)
    row.state = int(target)
    event = uow.record(
        verb.event,
        subject=row.code,
        dossier_id=row.id,
        details={"code": row.code, "state": int(row.state), **done.details},
    )
    if verb.after is not None:
        verb.after(uow, row, done, event)
    forms = done.forms if done.forms is not None else (verb.form,) if verb.form else ()
    answer = {
        "code": row.code,
        "state": int(row.state),
        "due_at": iso(row.due_current) if row.due_current else None,
        "event_seq": event.seq,
        "forms": names_for(uow.office, row.code, forms),
    }
    return answer, done.warnings


def _of_this_dossier(office: Office, answer: Mapping[str, Any], *, code: str) -> Mapping[str, Any]:
    from desk.record.dossiers import by_code

    with office.read() as session:
        if by_code(session, office, code).code != answer["code"]:
            raise InputError("command.other_verb", verb=answer["code"])
    return answer


def _answered(answer: Mapping[str, Any], *, repeated: bool = False) -> Acted:
    from desk.clock import parse_moment

    return Acted(
        code=answer["code"],
        state=State(answer["state"]),
        due_at=parse_moment(answer["due_at"]) if answer["due_at"] else None,
        event_seq=answer["event_seq"],
        warnings=told_again(answer, "warnings"),
        repeated=repeated,
        jobs=tuple(answer.get("jobs", ())),
        beside=told_again(answer, "beside"),
    )


def _printed(office: Office, row: Acted, answer: Mapping[str, Any]) -> Acted:
    """Print after the commit; a failure becomes a warning, the act stands. A repeat prints what lacks."""
    from desk.paper.receipts import write_form

    printed: list[Path] = []
    warnings: list[Note] = []
    for form, name in answer.get("forms", ()):
        file = office.paths.prints / name
        try:
            if not (row.repeated and file.is_file()):
                warnings += write_form(office, form, row.code, paper=None, out=file).warnings
        except (DeskError, OSError) as failure:
            code = failure.code if isinstance(failure, DeskError) else "surroundings.os"
            warnings.append(note("print.failed", office.lang, code=row.code, reason=code))
            continue
        printed.append(file)
    return replace(row, printed=tuple(printed), warnings=(*row.warnings, *warnings))
