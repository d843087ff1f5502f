"""Rút, giải quyết tiếp, dừng: the applicant asks to stop, thinks again, or the dossier is closed.

Sources: NĐ 118/2025 Đ.21 (at the applicant's wish, until the decision), Đ.19.5 (fifteen days without the
supplement). Withdrawing ends an open pause: from then on the dossier is judged by its date again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.life.accepting import RECEIPT, start
from desk.life.clockwork import still
from desk.life.limits import MAX_REASON
from desk.life.refusal import MAX_BASIS, end
from desk.life.verb import Done, Ready, Verb
from desk.rows import State
from desk.wording import note, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.imaging.filing import Staging
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import Dossier


def prepare_wish(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Take the reason, if one was told."""
    del office, base, staging
    return Ready(values={"reason": form.text("reason", limit=MAX_REASON)})


def write_withdrawal(uow: UnitOfWork, row: Dossier, ready: Ready) -> Mapping[str, Any]:
    """Record the wish now; companion deadlines rest until the dossier is stopped or goes on."""
    del uow
    still(row)
    return _reason(ready)


def write_resumption(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Go on now: reopened, so what was settled before no longer is; the clock starts where it never ran."""
    row.finished_at = None
    if row.clock_start_at is None:
        due, facts = start(uow, row)
        forms = (RECEIPT,) if row.clock_start_at is not None else ()
        return Done(details={**_reason(ready), **facts}, warnings=due.warnings, forms=forms)
    late = row.due_current is not None and uow.now > row.due_current
    notes: tuple[Note, ...] = (note("resume.due_passed", uow.office.lang),) if late else ()
    return Done(details=_reason(ready), warnings=notes)


def _reason(ready: Ready) -> dict[str, Any]:
    return {"reason": ready.values["reason"]} if ready.values["reason"] else {}


def prepare_stop(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check the reason; the law behind it may follow from where the dossier stands."""
    del office, base, staging
    return Ready(
        values={
            "reason": form.required_text("reason", limit=MAX_REASON),
            "legal_basis": form.text("legal_basis", limit=MAX_BASIS),
        }
    )


def write_stop(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Close now: at the applicant's wish (Đ.21), or because the supplement never came (Đ.19.5)."""
    lang = uow.office.lang
    own = {State.SUPPLEMENT: "stop.basis.supplement", State.WITHDRAWING: "stop.basis.withdrawal"}
    code = own.get(State(row.state))
    basis = ready.values["legal_basis"] or (sentence(code, "vi") if code else None)
    notes: list[Note] = []
    if basis is None:
        notes.append(note("stop.no_basis", lang))
    waiting = row.supplement_due_at
    if row.state == State.SUPPLEMENT and waiting is not None and uow.now <= waiting:
        notes.append(note("stop.before_closing", lang, due=f"{waiting:%d/%m/%Y}"))
    end(uow, row)
    details = {"reason": ready.values["reason"], "legal_basis": basis}
    return Done(
        details={key: value for key, value in details.items() if value is not None}, warnings=tuple(notes)
    )


VERBS = (
    Verb(name="withdraw", event="dossier.withdrawn", prepare=prepare_wish, write=write_withdrawal, key="R"),
    Verb(name="resume", event="dossier.resumed", prepare=prepare_wish, write=write_resumption, key="L"),
    Verb(
        name="stop",
        event="dossier.stopped",
        prepare=prepare_stop,
        write=write_stop,
        required=("reason",),
        form="tb_dung",
        key="D",
        confirm=True,
    ),
)
