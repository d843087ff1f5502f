"""Giấy tờ của hồ sơ đã nhận: a dossier received another way gets into the certification book too.

What came online or through the ordinary reception has no rows of name × pages × copies. They are noted while
the dossier is at work; the numbers are taken when its result is ready, as those of a dated one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.certify import books
from desk.certify.certifying import line_from, line_json
from desk.certify.quoting import price
from desk.certify.rows import Noted
from desk.errors import InputError
from desk.rows import Note, State
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.certify.given import GivenDocument
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork

PLANNED = "certification.planned"
_VERB = "certification.plan"
_AT_WORK = frozenset({State.RECEIVED, State.PROCESSING})


def note_papers(
    office: Office,
    code: str,
    documents: Sequence[GivenDocument],
    *,
    signer: str | None = None,
    command_id: str | None = None,
) -> Noted:
    """Note the papers of a dossier in state 2 or 4; a repeat answers the first answer.

    Raises:
        InputError: `dossier.not_found`, `act.wrong_state`, `certify.not_express`, `certify.papers_noted`;
            nothing was changed.
    """
    with office.write(_VERB, command_id=command_id) as uow:
        if uow.repeated_answer is not None:
            return _restored(uow.repeated_answer)
        answer = _write(uow, code, documents, signer)
        uow.commit(answer)
    return _restored(answer)


def _write(
    uow: UnitOfWork, code: str, documents: Sequence[GivenDocument], signer: str | None
) -> dict[str, Any]:
    from desk.life.verb import wrong_state
    from desk.record.dossiers import by_code

    row = by_code(uow.session, uow.office, code)
    uow.session.refresh(row, with_for_update=True)
    if State(row.state) not in _AT_WORK:
        raise wrong_state(row, "result-ready")
    if books.lines_of(uow.session, row.id):
        raise InputError("certify.papers_noted", code=row.code)
    lang = uow.office.lang
    found = price(books.rules_on(uow.session, uow.now.date()), row.procedure_code, documents, lang=lang)
    books.plan(uow, row, documents, found, signer=signer)
    uow.record(
        PLANNED,
        subject=row.code,
        dossier_id=row.id,
        details={"code": row.code, "state": int(row.state), "papers": len(documents)},
    )
    told = []
    if row.fee_amount != found.total and row.fee_method != "exempt":
        told.append(note("certify.fee_on_record", lang, given=row.fee_amount, due=found.total))
    return {
        "code": row.code,
        "state": int(row.state),
        "lines": [line_json(one) for one in books.lines_of(uow.session, row.id)],
        "total": found.total,
        "warnings": [{"code": one.code, "message": one.message} for one in told],
    }


def _restored(answer: Mapping[str, Any]) -> Noted:
    return Noted(
        code=answer["code"],
        state=State(answer["state"]),
        lines=tuple(line_from(one) for one in answer["lines"]),
        total=answer["total"],
        warnings=tuple(Note(one["code"], one["message"]) for one in answer["warnings"]),
    )
