"""Bàn giao theo lô: receipts scanned one after the other go to a unit under one batch number.

What can go, goes, each dossier by the verb `hand-over` in a transaction of its own; what cannot is named with
its reason and holds up nothing. The batch is known by its command id: repeated after a power cut it goes on
where it stopped, under the same number; repeated when done it answers the first answer.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.errors import DeskError, InputError
from desk.process.rows import HandoverDone
from desk.process.units import MAX_UNIT, spelled_as_known
from desk.record.commands import answer_of
from desk.rows import Note, State
from desk.wording import note, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desk.office.opened import Office

MAX_BATCH = 500
LISTED = "handover.listed"
_VERB = "handover"
_BEGUN = "handover.begin"
Refused = list[tuple[str, Note]]


@dataclass(frozen=True, slots=True)
class _Request:
    """A batch as asked for: where to, and the id that makes it one."""

    to: str
    holder: str
    command_id: str
    warnings: tuple[Note, ...]

    def part(self, name: str) -> str:
        """A command id for one part of the batch; as long as any id may be."""
        digest = hashlib.sha256(self.command_id.encode()).hexdigest()[:32]
        return f"{_VERB}:{digest}:{name}"


def hand_over(
    office: Office, codes: Sequence[str], *, to: str, holder: str = "", command_id: str | None = None
) -> HandoverDone:
    """Hand dossiers over to a unit as one batch and print its list.

    Args:
        office: the open office.
        codes: codes or texts of receipts, as scanned; the same dossier twice counts once.
        to: the unit; a name nobody has used before is taken with a warning.
        holder: who takes them there, if known.
        command_id: made by the client; without one each call is a new batch.

    Raises:
        InputError: `handover.no_unit`, `handover.no_codes`, `handover.too_many`, `command.bad_id`,
            `command.other_verb`; nothing was handed over.
    """
    request = _request(office, codes, to=to, holder=holder, command_id=command_id)
    earlier = answer_of(office, request.command_id, verb=_VERB)
    if earlier is not None:
        return _answered(office, earlier, repeated=True)
    found, refused = _resolved(office, codes)
    if not found:  # nothing is kept of a request that was refused whole: a repeat looks anew
        return _answered(office, _told_of(request, None, (), refused, ()), repeated=False)
    batch = _begun(office, request)
    acted, warnings = _gone(office, request, found, batch=batch, refused=refused)
    return _finished(office, request, _told_of(request, batch, acted, refused, warnings))


def _told_of(
    request: _Request, batch: str | None, acted: Sequence[str], refused: Refused, warnings: Sequence[Note]
) -> Mapping[str, Any]:
    """The answer as it is kept under the command id."""
    return {
        "batch": batch if acted else None,
        "to": request.to,
        "holder": request.holder,
        "acted": list(acted),
        "refused": [[code, one.code, one.message] for code, one in refused],
        "warnings": [[one.code, one.message] for one in dict.fromkeys((*request.warnings, *warnings))],
    }


def _request(
    office: Office, codes: Sequence[str], *, to: str, holder: str, command_id: str | None
) -> _Request:
    from desk.lettering import clean_text

    unit, name = clean_text(to), clean_text(holder)
    if not unit or len(unit) > MAX_UNIT or name is None or len(name) > MAX_UNIT:
        raise InputError("handover.no_unit")
    if not codes:
        raise InputError("handover.no_codes")
    if len(codes) > MAX_BATCH:
        raise InputError("handover.too_many", limit=MAX_BATCH)
    if command_id is not None and not (0 < len(command_id) <= 200 and command_id.isprintable()):
        raise InputError("command.bad_id")
    with office.read() as session:
        known = spelled_as_known(session, unit)
    warnings = () if known else (note("handover.new_unit", office.lang, unit=unit),)
    return _Request(known or unit, name, command_id or secrets.token_hex(16), warnings)


def _resolved(office: Office, codes: Sequence[str]) -> tuple[list[str], Refused]:
    """The dossiers meant, each once, apart from what is none or may not be handed over now."""
    from desk.life.states import targets
    from desk.life.verb import wrong_state
    from desk.record.dossiers import by_code

    found: dict[str, None] = {}
    refused: dict[str, Note] = {}
    with office.read() as session:
        for text in codes:
            try:
                row = by_code(session, office, text)
            except InputError as failure:
                refused[text.strip()[:80]] = _told(office, failure)
                continue
            if targets("hand-over", State(row.state)):
                found[row.code] = None
            else:
                refused[row.code] = _told(office, wrong_state(row, "hand-over"))
    return list(found), list(refused.items())


def _begun(office: Office, request: _Request) -> str:
    """Take the batch number; a repeat of the command finds the number taken before."""
    with office.write(_BEGUN, command_id=request.part("begin")) as uow:
        if uow.repeated_answer is not None:
            return str(uow.repeated_answer["batch"])
        day = f"BG-{uow.now:%y%m%d}"
        batch = f"{day}-{uow.next_number(day):03d}"
        uow.commit({"batch": batch})
    return batch


def _gone(
    office: Office, request: _Request, found: Sequence[str], *, batch: str, refused: Refused
) -> tuple[list[str], list[Note]]:
    """Hand over one by one; what is refused now (another counter was faster) is added to `refused`."""
    from desk.life.act import commit_act

    acted: list[str] = []
    warnings: dict[Note, None] = {}
    keys = {"to": request.to, "holder": request.holder, "batch": batch}
    for code in found:
        try:
            done = commit_act(office, code, "hand-over", keys, command_id=request.part(code))
        except InputError as failure:
            refused.append((code, _told(office, failure)))
            continue
        acted.append(done.code)
        warnings.update(dict.fromkeys(done.warnings))
    return acted, list(warnings)


def _finished(office: Office, request: _Request, answer: Mapping[str, Any]) -> HandoverDone:
    """Keep the answer under the command id and tell the batch in the log; names of people stay out of it."""
    with office.write(_VERB, command_id=request.command_id) as uow:
        if uow.repeated_answer is not None:
            return _answered(office, uow.repeated_answer, repeated=True)
        if answer["batch"] is not None:
            uow.record(
                LISTED,
                subject=answer["batch"],
                details={
                    "batch": answer["batch"],
                    "to": answer["to"],
                    "codes": answer["acted"],
                    "refused": len(answer["refused"]),
                },
            )
        uow.commit(answer)
    return _answered(office, answer, repeated=False)


def _answered(office: Office, answer: Mapping[str, Any], *, repeated: bool) -> HandoverDone:
    warnings = [Note(code, message) for code, message in answer["warnings"]]
    file, trouble = _list_of(office, answer["batch"])
    return HandoverDone(
        batch=answer["batch"],
        to=answer["to"],
        holder=answer["holder"],
        acted=tuple(answer["acted"]),
        refused=tuple((code, Note(kind, message)) for code, kind, message in answer["refused"]),
        list_pdf=file,
        warnings=(*warnings, *trouble),
        repeated=repeated,
    )


def _list_of(office: Office, batch: str | None) -> tuple[Path | None, tuple[Note, ...]]:
    """Print the batch's list; a failing printer undoes nothing that was handed over."""
    if batch is None:
        return None, ()
    from desk.paper.handing import write_handover

    try:
        return write_handover(office, batch), ()
    except (DeskError, OSError) as failure:
        code = failure.code if isinstance(failure, DeskError) else "surroundings.os"
        return None, (note("print.failed", office.lang, code=batch, reason=code),)


def _told(office: Office, failure: InputError) -> Note:
    details = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in failure.details.items()
    }
    return Note(failure.code, sentence(failure.code, office.lang, **details))
