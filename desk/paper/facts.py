"""What a form tells beside the dossier's view: the newest act of a kind, and whose dossier it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.rows import State

if TYPE_CHECKING:
    from datetime import datetime

    from desk.rows import DossierView, EventRow

ACCEPTED = frozenset({State.RECEIVED, State.PROCESSING, State.PAYMENT, State.READY, State.RETURNED})


def newest(view: DossierView, form: str, verb: str) -> EventRow:
    """The newest event of `verb`: what a form about that act tells of.

    Raises:
        InputError: `form.wrong_state` where the act never happened.
    """
    found = last(view, verb)
    if found is None:
        raise wrong_state(view, form)
    return found


def last(view: DossierView, *verbs: str) -> EventRow | None:
    """The newest event of any of `verbs`, or none."""
    return next((event for event in reversed(view.events) if event.verb in verbs), None)


def before(view: DossierView, event: EventRow) -> tuple[EventRow, ...]:
    """What happened to the dossier before an event."""
    return tuple(one for one in view.events if one.seq < event.seq)


def state_before(view: DossierView, event: EventRow) -> State | None:
    """The state the dossier stood in when the event came."""
    told = (one.details.get("state") for one in before(view, event))
    states = [state for state in told if isinstance(state, int)]
    return State(states[-1]) if states else None


def accepted(view: DossierView) -> bool:
    """Whether the dossier was ever officially received: only then a receipt promises anything."""
    told = (event.details.get("state") for event in view.events)
    return view.state in ACCEPTED or any(state in ACCEPTED for state in told)


def wrong_state(view: DossierView, form: str) -> InputError:
    """The refusal of a form whose act never happened."""
    from desk.paper.forms import shipped

    title = shipped(form)[-1].title.replace("\n", " ")
    return InputError("form.wrong_state", form=form, title=title, code=view.code, state=int(view.state))


def owner_name(view: DossierView) -> str:
    """Chủ hồ sơ: the represented person where one is represented, else who stands at the counter."""
    return owner(view, "full_name", view.applicant_name)


def owner(view: DossierView, key: str, own: str | None) -> str:
    """A field of whose dossier it is: the represented person's, where one is represented."""
    source = view.on_behalf_of.get(key) if view.on_behalf_of else own
    return str(source or "")


def represented_by(view: DossierView) -> str:
    """Người nộp thay: who handed the papers in for somebody else, or ""."""
    return view.applicant_name if view.on_behalf_of else ""


def request_of(view: DossierView) -> str:
    """What is asked for: the procedure's name and code."""
    return f"{view.procedure.name} (mã {view.procedure.code})"


def moment_of(event: EventRow, *keys: str) -> datetime | None:
    """The first of the event's moments under `keys`, or none."""
    from desk.clock import parse_moment

    text = next((event.details[key] for key in keys if event.details.get(key)), None)
    return parse_moment(str(text)) if text else None
