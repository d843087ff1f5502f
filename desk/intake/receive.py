"""Tiếp nhận: one dossier received, once, with its papers digitised and its receipt printed.

Order: look up and promise → digitise aside → one write transaction with the number taken late →
commit → print. What fails before the commit leaves nothing; a failing printer undoes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import iso, parse_moment
from desk.errors import DeskError, InputError
from desk.imaging.filing import StagedPdf, Staging, put_in_place, told_by
from desk.imaging.pages import check_pages
from desk.intake.receive_file import ReceiveCommand, command_from, parse_receive
from desk.intake.reception import Person, missing_components, named_components, person_of, represented_of
from desk.rows import AttachmentRow, Note, Received, State
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from desk.intake.receive_file import GivenComponent
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import DuePromise, ProcedureCard
    from models.tables import Dossier

__all__ = ["ReceiveCommand", "command_from", "parse_receive", "receive"]

VERB = "dossier.receive"
NOW_TOLERANCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Everything decided before the transaction begins."""

    command: ReceiveCommand
    received_at: datetime
    procedure_id: int
    procedure: ProcedureCard
    person: Person
    represented: Mapping[str, str] | None
    components: tuple[tuple[GivenComponent, str], ...]
    promise: DuePromise
    warnings: tuple[Note, ...]


def receive(
    office: Office,
    command: ReceiveCommand,
    *,
    report: Callable[[int, int], None] | None = None,
    paper: str | None = None,
) -> Received:
    """Receive a dossier and print its paper; the same command again answers the first answer with `repeated`.

    Raises:
        InputError: nothing was changed; e.g. `procedure.unknown`, `receive.future`, `page.unreadable`.
        SurroundingsError: disk or record failed; nothing was received.
    """
    done = commit_reception(office, command, report=report)
    return done if done.repeated and done.receipt_pdf is not None else _printed(office, done, paper)


def commit_reception(
    office: Office, command: ReceiveCommand, *, report: Callable[[int, int], None] | None = None
) -> Received:
    """Receive a dossier without printing; `receipt_pdf` is None unless it was printed before."""
    earlier = _earlier_answer(office, command.command_id)
    if earlier is not None:
        return _restored(office, earlier)
    check_pages(command.pages)
    ready = _prepare(office, command)
    with Staging(office) as staging:
        staged = _digitise(staging, ready, report)
        with office.write(VERB, command_id=command.command_id) as uow:
            if uow.repeated_answer is not None:
                return _restored(office, uow.repeated_answer)
            answer = _write(uow, ready, staged)
            uow.commit(answer)
    return _restored(office, answer, repeated=False)


def _earlier_answer(office: Office, command_id: str) -> dict[str, Any] | None:
    from models.tables import Command

    with office.read() as session:
        row = session.get(Command, command_id)
        if row is None:
            return None
        if row.verb != VERB:
            raise InputError("command.other_verb", verb=row.verb)
        return dict(row.answer or {})


def _prepare(office: Office, command: ReceiveCommand) -> _Prepared:
    from desk.catalogue.lookup import card_of, in_force
    from desk.dates.calendar import office_calendar
    from desk.dates.due import promise
    from desk.finding.codes import official_code_notes

    received_at = _moment(office, command.received_at)
    person, warnings = person_of(command, lang=office.lang)
    represented, more_warnings = represented_of(command.on_behalf_of, lang=office.lang)
    with office.read() as session:
        row = in_force(session, command.procedure, received_at.date())
        procedure_id, card = row.id, card_of(row)
        due = promise(card, received_at, office_calendar(session), lang=office.lang)
    if command.supplement is not None:
        due = replace(due, due_at=None, reason=(), warnings=())
    return _Prepared(
        command=command,
        received_at=received_at,
        procedure_id=procedure_id,
        procedure=card,
        person=person,
        represented=represented,
        components=named_components(command.components, card),
        promise=due,
        warnings=(
            *warnings,
            *(one for one in more_warnings if one not in warnings),
            *(official_code_notes(command.official_code, lang=office.lang) if command.official_code else ()),
            *missing_components(command.components, card, lang=office.lang),
            *(note("receive.unknown_key", office.lang, key=key) for key in command.unknown_keys),
            *due.warnings,
        ),
    )


def _moment(office: Office, given: datetime | None) -> datetime:
    now = office.clock.now()
    if given is None:
        return now
    if given > now:
        raise InputError("receive.future", received_at=iso(given), now=iso(now))
    if not office.card.training and now - given > NOW_TOLERANCE:
        raise InputError("receive.backdated", received_at=iso(given), now=iso(now))
    return given


def _digitise(
    staging: Staging, ready: _Prepared, report: Callable[[int, int], None] | None
) -> list[StagedPdf]:
    total = len(ready.command.pages)
    done = 0
    staged = []
    for component, name in ready.components:
        if not component.pages:
            continue
        before = done

        def told(pages: int, _of: int, before: int = before) -> None:
            if report is not None:
                report(before + pages, total)

        staged.append(
            staging.digitise(
                component.pages, component=component.no, role="component", slug=name, report=told
            )
        )
        done += len(component.pages)
    return staged


def _write(uow: UnitOfWork, ready: _Prepared, staged: list[StagedPdf]) -> dict[str, Any]:
    from desk.intake.reception_rows import dossier_row, event_details, take_code

    row = dossier_row(
        uow, ready.command, ready.procedure, ready.person,
        represented=ready.represented, components=ready.components,
    )  # fmt: skip
    row.procedure_id = ready.procedure_id
    row.received_at = ready.received_at
    row.state = State.SUPPLEMENT if ready.command.supplement else State.RECEIVED
    row.clock_start_at = None if ready.command.supplement else ready.received_at
    row.due_original = row.due_current = ready.promise.due_at
    row.due_reason = list(ready.promise.reason)
    for component in row.components:
        component.pages = next((one.pages for one in staged if one.component == component.no), 0)
    row.code, row.provisional = take_code(uow, ready.command.official_code, ready.received_at)
    uow.session.add(row)
    uow.session.flush()
    attachments = put_in_place(uow, dossier_id=row.id, code=row.code, staged=staged)
    uow.record(
        "dossier.received",
        subject=row.code,
        dossier_id=row.id,
        details=event_details(row, digitised=len(staged)),
    )
    _ask_supplement(uow, row, ready.command)
    told = told_by(staged, lang=uow.office.lang)
    return {
        "code": row.code,
        "provisional": row.provisional,
        "state": int(row.state),
        "received_at": iso(row.received_at),
        "due_at": iso(row.due_current) if row.due_current else None,
        "due_reason": row.due_reason,
        "form": form_of(State(row.state)),
        "attachments": [
            {
                "component": one.component_no,
                "file": one.file,
                "pages": one.pages,
                "bytes": one.bytes,
                "sha256": one.sha256,
            }
            for one in attachments
        ],
        "warnings": [{"code": one.code, "message": one.message} for one in (*ready.warnings, *told)],
    }


def _ask_supplement(uow: UnitOfWork, row: Dossier, command: ReceiveCommand) -> None:
    if command.supplement is None:
        return
    names = {one.no: one.name for one in row.components}
    wanted = [
        {"no": one.get("no"), "name": one.get("name") or names.get(one.get("no", 0), "")}
        for one in command.supplement.components
    ]
    uow.record(
        "dossier.supplement_requested",
        subject=row.code,
        dossier_id=row.id,
        details={
            "code": row.code,
            "state": int(row.state),
            "components": wanted,
            "reason": command.supplement.reason,
            "request_no": 1,
        },
    )


def form_of(state: State) -> str:
    """The form a reception ends with: the receipt, or the request for what is missing."""
    return "phieu_bo_sung" if state == State.SUPPLEMENT else "giay_tiep_nhan"


def _restored(office: Office, answer: Mapping[str, Any], *, repeated: bool = True) -> Received:
    """The answer as it was given the first time, its paths in this data folder."""
    printed = print_place(office, answer["code"], answer["form"])
    return Received(
        code=answer["code"],
        provisional=answer["provisional"],
        state=State(answer["state"]),
        received_at=parse_moment(answer["received_at"]),
        due_at=parse_moment(answer["due_at"]) if answer["due_at"] else None,
        due_reason=tuple(answer["due_reason"]),
        receipt_pdf=printed if printed.is_file() else None,
        attachments=tuple(
            AttachmentRow(
                component=one["component"],
                file=office.data / one["file"],
                pages=one["pages"],
                bytes=one["bytes"],
                sha256=one["sha256"],
            )
            for one in answer["attachments"]
        ),
        warnings=tuple(Note(one["code"], one["message"]) for one in answer["warnings"]),
        repeated=repeated,
    )


def print_place(office: Office, code: str, form: str) -> Path:
    """Where a printed form of a dossier is kept."""
    return office.paths.prints / f"{code}_{form}.pdf"


def _printed(office: Office, row: Received, paper: str | None) -> Received:
    """Print after the commit; a failure becomes a warning, the reception stands."""
    from desk.paper.receipts import usual_paper, write_form

    form = form_of(row.state)
    try:
        file = print_place(office, row.code, form)
        done = write_form(office, form, row.code, paper=paper or usual_paper(office), out=file)
    except (DeskError, OSError) as failure:
        code = failure.code if isinstance(failure, DeskError) else "surroundings.os"
        warning = note("print.failed", office.lang, code=row.code, reason=code)
        return replace(row, receipt_pdf=None, warnings=(*row.warnings, warning))
    return replace(row, receipt_pdf=file, warnings=(*row.warnings, *done.warnings))
