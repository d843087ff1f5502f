"""Đính chính: a field of the record was wrong, or the result itself was.

Nothing is edited away: the old and the new value stand in the table `correction`, the words of the reason
in `remark`, and the event tells the names of the fields only. A corrected field is checked as at reception.
A wrong result goes back to work and is put right within three working days (NĐ 118/2025 Đ.23).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.folding import fold
from desk.intake.receive_file import command_from
from desk.intake.reception import represented_of
from desk.life.accepting import text
from desk.life.limits import MAX_REASON
from desk.life.results import amend, counted, results_from, staged_of, take_summary
from desk.life.verb import Done, Ready, Verb, wrong_state
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.imaging.filing import Staging
    from desk.intake.receive_file import ReceiveCommand
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import EventRow
    from models.tables import Dossier

PERSON = ("full_name", "id_number", "tax_code", "birth_date", "sex", "address")
CONTACT = ("phone", "email")
DOSSIER = ("note", "return_by", "copies", "answers", "on_behalf_of")
FEE = ("fee_amount", "fee_method")
RESULT = ("result_number", "result_date", "result_title")
FIELDS = (*PERSON, *CONTACT, *DOSSIER, *FEE, *RESULT)
_NESTED = {"applicant": "", "fee": "fee_", "result": "result_"}
_NEVER_EMPTY = frozenset({"full_name", "return_by", "copies", "fee_amount", "fee_method"})


def prepare_correction(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check the names of the fields; their values are checked beside the dossier they belong to."""
    del office
    given = _flat(form)
    error = form.flag("result_error", default=False)
    reason = form.required_text("reason", limit=MAX_REASON)
    results = results_from(form, base, staging)
    if not given and not error and not results:
        raise form.bad("set", expected="object")
    return Ready(
        values={"set": given, "result_error": error, "reason": reason, "results": results},
        staged=staged_of(results),
    )


def _flat(form: Form) -> dict[str, Any]:
    """The fields by their flat names; `applicant`, `fee` and `result` may also be given as objects."""
    found: dict[str, Any] = {}
    for key, value in form.mapping("set").items():
        if key in _NESTED and isinstance(value, dict):
            found |= {f"{_NESTED[key]}{name}": one for name, one in value.items()}
            continue
        head, dot, tail = key.partition(".")
        found[f"{_NESTED[head]}{tail}" if dot and head in _NESTED else key] = value
    for name in found:
        if name not in FIELDS:
            raise form.bad(f"set.{name}", allowed=list(FIELDS))
    return found


def write_correction(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Change the fields now; with an error in the result the dossier goes back to work."""
    source = State(row.state)
    if ready.values["result_error"] and source != State.RETURNED:
        raise wrong_state(row, "correct")
    changes = _changes(row, ready.values["set"])
    found = amend(uow, row, ready.values["results"])
    if not changes and not found.changes and not ready.values["result_error"]:
        raise InputError("correct.nothing", code=row.code)
    details: dict[str, Any] = {"fields": sorted({*changes, *found.changes})}
    for name, (_, new) in changes.items():
        if name == "on_behalf_of":
            _put_owner(uow, row, new)
        else:
            _put(row, name, new)
    if any(name in RESULT for name in changes):
        take_summary(row)
    if found.changes:
        changes |= found.changes
        details |= counted(row)
    if any(name in FEE for name in changes):
        details |= {"fee": row.fee_amount, "fee_method": row.fee_method}
    if not ready.values["result_error"]:
        return Done(
            details=details, target=source, kept={"changes": changes, "reason": ready.values["reason"]}
        )
    kept = {
        "changes": {**changes, "returned_at": (text(row.returned_at), None)},
        "reason": ready.values["reason"],
    }
    row.due_current = _fix_due(uow)
    row.returned_at = None
    details |= {"result_error": True, "due_current": text(row.due_current)}
    return Done(details=details, target=State.PROCESSING, kept=kept)


def _fix_due(uow: UnitOfWork) -> Any:  # noqa: ANN401 - a moment, or none beyond the calendar
    from desk.dates.calendar import office_calendar
    from desk.dates.due import Term, promise
    from desk.office.rules import rule

    days = int(rule(uow.session, "clock.result_fix_days", on=uow.now.date()))
    return promise(Term(days, "working_day"), uow.now, office_calendar(uow.session)).due_at


def _changes(row: Dossier, given: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Old and new value of every field that really changes."""
    checked = _checked(row, given)
    found = {}
    for name in given:
        old, new = _stored(row, name), checked[name]
        if new is None and name in _NEVER_EMPTY:
            raise InputError("act.bad_value", key=f"set.{name}", expected="value")
        if old != new:
            found[name] = (old, new)
    return found


def _checked(row: Dossier, given: Mapping[str, Any]) -> dict[str, Any]:
    """The new values, held to the rules of a reception; a complaint names the field as it was given."""
    there = {name: value for name, value in given.items() if value not in (None, "")}
    _check_money(row, given)
    _check_result(row, given)
    person = row.applicant
    data = {
        "command_id": "correct",
        "channel": row.channel,
        "procedure": row.procedure_code or "-",
        "applicant": {
            "kind": person.kind,
            "full_name": person.full_name,
            **({"tax_code": person.tax_code} if person.tax_code else {}),
            **{name: there[name] for name in PERSON if name in there},
        },
        **{name: there[name] for name in (*CONTACT, *DOSSIER) if name in there},
        "fee": {"amount": there.get("fee_amount", 0), "method": there.get("fee_method", "none")},
    }
    try:
        command = command_from(data, base=Path())
    except InputError as failure:
        key = str(failure.details.get("key", "")).removeprefix("applicant.").replace("fee.", "fee_")
        raise InputError("act.bad_value", **{**failure.details, "key": f"set.{key}"}) from failure
    return {name: _value_of(row, command, there, name) for name in given}


def _value_of(row: Dossier, command: ReceiveCommand, there: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any field
    if name == "answers":
        return {**(row.answers or {}), **command.answers}
    if name == "note":
        return command.note
    if name == "on_behalf_of":
        return represented_of(command.on_behalf_of, lang="vi")[0]
    if name not in there:
        return None
    if name in PERSON:
        value = getattr(command.applicant, name)
        return value.isoformat() if isinstance(value, date) else value
    if name in RESULT:
        return str(there[name])
    value = getattr(command, name)
    if name == "phone":
        return "".join(mark for mark in value if mark.isdigit() or mark == "+")
    return value


def _check_money(row: Dossier, given: Mapping[str, Any]) -> None:
    """A fee can be corrected until it is paid; then money is another payment, not a correction."""
    for name in FEE:
        if name in given and row.fee_paid:
            raise InputError("act.bad_value", key=f"set.{name}", expected="unpaid")
    if given.get("fee_method") not in {None, "exempt", "none"}:
        raise InputError("act.bad_value", key="set.fee_method", allowed=["exempt", "none"])


def _check_result(row: Dossier, given: Mapping[str, Any]) -> None:
    from desk.jsonform import Form

    for name in RESULT:
        if name not in given:
            continue
        if row.result is None:
            raise InputError("act.bad_value", key=f"set.{name}", expected="result")
        form = Form({name: given[name]}, code="act", prefix="set.")
        if name == "result_date":
            form.day(name)
        else:
            form.text(name, limit=500)


def _stored(row: Dossier, name: str) -> Any:  # noqa: ANN401 - any field
    """The value on record, as JSON keeps it."""
    if name in RESULT:
        return (row.result or {}).get(name.removeprefix("result_"))
    value = getattr(row.applicant if name in (*PERSON, *CONTACT) else row, name)
    if name == "answers":
        return dict(value or {})
    return value.isoformat() if isinstance(value, date) else value


def _put(row: Dossier, name: str, value: Any) -> None:  # noqa: ANN401 - any field
    """Write one field, with what is derived from it for searching."""
    if name in RESULT:
        row.result = {**(row.result or {}), name.removeprefix("result_"): value}
        return
    if name not in (*PERSON, *CONTACT):
        setattr(row, name, value)
        return
    person = row.applicant
    if name == "birth_date":
        person.birth_date = date.fromisoformat(value) if value else None
        return
    setattr(person, name, value)
    person.name_fold = fold(person.full_name)
    identity = person.id_number or person.tax_code
    person.id_tail = identity[-4:] if identity else None
    person.phone_tail = person.phone[-4:] if person.phone else None


def _put_owner(uow: UnitOfWork, row: Dossier, fields: Mapping[str, Any] | None) -> None:
    """Whose dossier it is: the words on record, and the snapshot they are found by."""
    from desk.intake.reception_rows import owner_snapshot

    wrong = row.owner
    row.on_behalf_of = dict(fields) if fields else None
    row.owner = owner_snapshot(fields) if fields else None
    if wrong is not None:
        uow.session.flush()
        uow.session.delete(wrong)


def keep_words(uow: UnitOfWork, row: Dossier, done: Done, event: EventRow) -> None:
    """Keep old and new values and the reason beside the log, which names nobody."""
    from desk.people.register import remember
    from models.tables import Correction, Remark

    changes = done.kept["changes"]
    for name, (old, new) in changes.items():
        uow.session.add(Correction(dossier_id=row.id, event_seq=event.seq, field=name, old=old, new=new))
    uow.session.add(Remark(dossier_id=row.id, event_seq=event.seq, text=done.kept["reason"]))
    if any(name in (*PERSON, *CONTACT) for name in changes):
        checked = any(name in PERSON for name in changes)  # put right with the papers at hand, as a card is
        remember(uow, row.applicant, answers={}, at=row.received_at, card=checked)
    if "on_behalf_of" in changes and row.owner is not None:
        remember(uow, row.owner, answers={}, at=uow.now)


VERBS = (
    Verb(
        name="correct",
        event="dossier.corrected",
        prepare=prepare_correction,
        write=write_correction,
        required=("set", "reason"),
        after=keep_words,
        key="S",
    ),
)
