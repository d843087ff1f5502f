"""Tiếp nhận: one dossier received, once, with its papers digitised and its receipt printed.

Order: look up → digitise aside → one write transaction with the number taken late → commit → print. What
fails before the commit leaves nothing; a failing printer undoes nothing. An online dossier may be
registered only: it waits in state 1 for its acceptance, without a receipt (NĐ 118/2025 Đ.17.2).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import iso, parse_moment
from desk.errors import InputError
from desk.imaging.pages import check_pages
from desk.intake.opening import make_paper, opened, print_place
from desk.intake.receive_file import ReceiveCommand, command_from, parse_receive
from desk.record.commands import answer_of, kept, told_again
from desk.rows import AttachmentRow, Received, State
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.intake.writing import Prepared
    from desk.office.opened import Office
    from desk.rows import Note, ProcedureCard
    from models.tables import Applicant

__all__ = ["ReceiveCommand", "command_from", "parse_receive", "receive"]

VERB = "dossier.receive"
NOW_TOLERANCE = timedelta(seconds=60)


def receive(
    office: Office,
    command: ReceiveCommand,
    *,
    report: Callable[[int, int], None] | None = None,
    paper: str | None = None,
    queued: bool = False,
    beside: Sequence[Note] = (),
) -> Received:
    """Receive a dossier and print its paper; the same command again answers the first answer with `repeated`.

    `queued`: the paper also goes to this counter's printer, by a job written with the dossier itself.
    `beside`: what is told of the office with this answer; a repeat tells it again.

    Raises:
        InputError: nothing was changed; e.g. `procedure.unknown`, `receive.future`, `page.unreadable`,
            `reuse.expired`.
        SurroundingsError: disk or record failed; nothing was received.
    """
    done = commit_reception(office, command, report=report, paper=paper, queued=queued, beside=beside)
    if form_of(done.state) is None or (done.repeated and done.receipt_pdf is not None):
        return done
    return _printed(office, done, paper)


def commit_reception(
    office: Office,
    command: ReceiveCommand,
    *,
    report: Callable[[int, int], None] | None = None,
    paper: str | None = None,
    queued: bool = False,
    beside: Sequence[Note] = (),
) -> Received:
    """Receive a dossier without printing; `receipt_pdf` is None unless it was printed before."""
    from desk.intake.writing import write_reception
    from desk.paper.receipts import usual_paper
    from desk.printing.queue import enqueue

    earlier = answer_of(office, command.command_id, verb=VERB)
    if earlier is not None:
        return _restored(office, earlier)
    check_pages(command.pages)
    ready = prepare(office, command)
    usual = usual_paper(office) if queued else ""
    opening = opened(office, ready, verb=VERB, command_id=command.command_id, report=report)
    with opening as (uow, staged):
        if uow.repeated_answer is not None:
            return _restored(office, uow.repeated_answer)
        answer = {**write_reception(uow, ready, staged), "beside": kept(beside)}
        if queued and answer["form"]:
            answer["job"] = enqueue(uow, form=answer["form"], code=answer["code"], paper=paper or usual)
        uow.commit(answer)
    return _restored(office, answer, repeated=False)


def prepare(office: Office, command: ReceiveCommand) -> Prepared:
    """Everything decided before the transaction begins."""
    from desk.catalogue.lookup import card_of, in_force
    from desk.intake.papers import described, used_again
    from desk.intake.reception import (
        expired_papers,
        named_components,
        person_of,
        represented_of,
    )
    from desk.intake.reception_rows import applicant_snapshot, owner_snapshot
    from desk.intake.writing import Prepared
    from desk.office.points import point_of

    received_at = _moment(office, command.received_at)
    day, lang = received_at.date(), office.lang
    person, warnings = person_of(command, lang=lang)
    represented, more = represented_of(command.on_behalf_of, lang=lang, on=day)
    with office.read() as session:
        row = in_force(session, command.procedure, day)
        if row.suspended:
            raise InputError("procedure.suspended", procedure=command.procedure)
        procedure_id, card = row.id, card_of(row)
        components = named_components(command.components, card)
        papers = described(components, card.components)
        owner = owner_snapshot(represented) if represented else applicant_snapshot(command, person)
        reused = used_again(session, office, papers, owner, on=day)
        point = point_of(session, office, command.reception_point)
        warnings = (*warnings, *_name_notes(session, applicant_snapshot(command, person), lang))
    return Prepared(
        command=command,
        received_at=received_at,
        procedure_id=procedure_id,
        procedure=card,
        person=person,
        represented=represented,
        owner=owner,
        papers=papers,
        reused=reused,
        point=point,
        warnings=(
            *warnings,
            *(one for one in more if one not in warnings),
            *_code_notes(command.official_code, lang),
            *_missing(command, card, lang),
            *expired_papers(components, on=day, lang=lang),
            *(note("receive.unknown_key", lang, key=key) for key in command.unknown_keys),
            *_exempt_notes(command, lang),
            *(note("text.hidden_letters", lang, key=key) for key in command.hidden_keys),
        ),
    )


def _exempt_notes(command: ReceiveCommand, lang: str) -> tuple[Note, ...]:
    """Miễn phí: an exemption without its reason is told, for the file of a reception need not give one."""
    if command.fee_method != "exempt" or command.fee_reason:
        return ()
    return (note("fee.no_reason", lang),)


def _missing(command: ReceiveCommand, card: ProcedureCard, lang: str) -> tuple[Note, ...]:
    """What is missing of the checklist; papers that are certified stand for it."""
    from desk.intake.reception import missing_components

    if command.certifies:
        return ()
    return missing_components(command.components, card, lang=lang, facts=_facts(command))


def _name_notes(session: Session, person: Applicant, lang: str) -> tuple[Note, ...]:
    """A number known under another name is a slip of the hand more often than a new name."""
    from desk.people.register import entry_for

    known = entry_for(session, person)
    differs = known is not None and known.name_fold != person.name_fold
    return (note("applicant.other_name", lang),) if differs else ()


def _code_notes(official: str | None, lang: str) -> tuple[Note, ...]:
    from desk.finding.codes import official_code_notes

    return official_code_notes(official, lang=lang) if official else ()


def _facts(command: ReceiveCommand) -> frozenset[str]:
    """What decides which lines of a checklist apply."""
    told = {
        "on_behalf": command.on_behalf_of is not None,
        "organisation": command.applicant.kind == "organisation",
        "group": command.new_group or command.group is not None,
    }
    return frozenset(key for key, there in told.items() if there)


def _moment(office: Office, given: datetime | None) -> datetime:
    now = office.clock.now()
    if given is None:
        return now
    if given > now:
        raise InputError("receive.future", received_at=iso(given), now=iso(now))
    if not office.card.training and now - given > NOW_TOLERANCE:
        raise InputError("receive.backdated", received_at=iso(given), now=iso(now))
    return given


def form_of(state: State) -> str | None:
    """The form a reception ends with: the receipt, or the request for what is missing; none in state 1."""
    if state == State.NEW:
        return None
    return "phieu_bo_sung" if state == State.SUPPLEMENT else "giay_tiep_nhan"


def _restored(office: Office, answer: Mapping[str, Any], *, repeated: bool = True) -> Received:
    """The answer as it was given the first time, its paths in this data folder."""
    form = answer["form"]
    printed = print_place(office, answer["code"], form) if form else None
    return Received(
        code=answer["code"],
        provisional=answer["provisional"],
        state=State(answer["state"]),
        received_at=parse_moment(answer["received_at"]),
        due_at=parse_moment(answer["due_at"]) if answer["due_at"] else None,
        due_reason=tuple(answer["due_reason"]),
        receipt_pdf=printed if printed is not None and printed.is_file() else None,
        attachments=tuple(
            AttachmentRow(
                component=one["component"],
                file=office.data / one["file"],
                pages=one["pages"],
                bytes=one["bytes"],
                sha256=one["sha256"],
                role=one.get("role", "component"),
            )
            for one in answer["attachments"]
        ),
        warnings=told_again(answer, "warnings"),
        repeated=repeated,
        group_no=answer.get("group_no"),
        visit_no=answer.get("visit_no"),
        job=answer.get("job"),
        beside=told_again(answer, "beside"),
    )


def _printed(office: Office, row: Received, paper: str | None) -> Received:
    """Print after the commit; the reception stands whatever becomes of its paper."""
    file, warnings = make_paper(office, row.code, form_of(row.state) or "", paper)
    return replace(row, receipt_pdf=file, warnings=(*row.warnings, *warnings))
