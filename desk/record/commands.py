"""Whether a command was done already, and what it was answered: asked before anything of it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.office.opened import Office
    from desk.rows import Note


def was_done(office: Office, command_id: str | None) -> bool:
    """Whether what was asked under this id is in the record: killed after it, before tidying up."""
    from models.tables import Command

    if not command_id:
        return False
    with office.read() as session:
        return session.get(Command, command_id) is not None


def answer_of(office: Office, command_id: str | None, *, verb: str) -> dict[str, Any] | None:
    """What was answered to this command the first time; None where it was not done yet.

    Raises:
        InputError: `command.other_verb`, where the id belongs to another piece of work.
    """
    from models.tables import Command

    if command_id is None:
        return None
    with office.read() as session:
        row = session.get(Command, command_id)
        if row is None:
            return None
        if row.verb != verb:
            raise InputError("command.other_verb", verb=row.verb)
        return dict(row.answer or {})


def kept(notes: Sequence[Note]) -> list[dict[str, str]]:
    """Notes as they are kept with an answer."""
    return [{"code": one.code, "message": one.message} for one in notes]


def told_again(answer: Mapping[str, Any], key: str) -> tuple[Note, ...]:
    """Notes kept with an answer, as they were told the first time; none in an answer of before they were."""
    from desk.rows import Note

    return tuple(Note(one["code"], one["message"]) for one in answer.get(key, ()))
