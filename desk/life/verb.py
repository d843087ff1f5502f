"""What one act is made of: how it makes ready outside the transaction and how it writes inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.life.states import sources
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desk.imaging.filing import StagedPdf, Staging
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import EventRow, Note
    from models.tables import Dossier


@dataclass(frozen=True, slots=True)
class Ready:
    """What a verb made ready before the transaction: checked values and digitised papers."""

    values: Mapping[str, Any]
    staged: tuple[StagedPdf, ...] = ()
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What a verb wrote: what its event tells, what it warns of, where it led, which papers it prints.

    `target` is needed only where the table of transitions knows more than one way; `forms` None means the
    verb's own form, if it has one; `kept` is for `after`, it is told to nobody.
    """

    details: Mapping[str, Any]
    warnings: tuple[Note, ...] = ()
    target: State | None = None
    forms: tuple[str, ...] | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verb:
    """One act: its two halves, the event it leaves, the paper it prints.

    `write` sees the dossier in the state it comes from; the engine moves it. `after` runs in the same
    transaction with the event already in the chain, for rows that point to it.
    """

    name: str
    event: str
    prepare: Callable[[Office, Form, Path, Staging], Ready]
    write: Callable[[UnitOfWork, Dossier, Ready], Mapping[str, Any] | Done]
    required: tuple[str, ...] = ()
    after: Callable[[UnitOfWork, Dossier, Done, EventRow], None] | None = None
    form: str = ""
    key: str = ""  # the letter of its short cut
    confirm: bool = False  # cannot be taken back: asked for twice
    from_states: frozenset[State] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "from_states", sources(self.name))


def wrong_state(row: Dossier, verb: str) -> InputError:
    """The refusal of an act from a state the table of transitions does not know for it."""
    from desk.life.states import allowed

    return InputError(
        "act.wrong_state",
        code=row.code,
        verb=verb,
        state=row.state,
        allowed_from=sorted(int(one) for one in sources(verb)),
        next_acts=list(allowed(State(row.state))),
    )


def no_keys(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Make ready an act that has no keys of its own."""
    del office, form, base, staging
    return Ready(values={})
