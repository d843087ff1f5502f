"""Whether a command was done already: what is asked before anything of it is offered again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.office.opened import Office


def was_done(office: Office, command_id: str | None) -> bool:
    """Whether what was asked under this id is in the record: killed after it, before tidying up."""
    from models.tables import Command

    if not command_id:
        return False
    with office.read() as session:
        return session.get(Command, command_id) is not None
