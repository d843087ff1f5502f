"""Từ chối tiếp nhận, giải quyết: a legal reason and its basis, and the paper that says so (Mẫu 03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.life.accepting import text
from desk.life.clockwork import still
from desk.life.limits import MAX_REASON
from desk.life.verb import Ready, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.imaging.filing import Staging
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.tables import Dossier

MAX_BASIS = 500


def prepare_refusal(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check the reason and the law behind it; both are printed."""
    del office, base, staging
    return Ready(
        values={
            "reason": form.required_text("reason", limit=MAX_REASON),
            "legal_basis": form.required_text("legal_basis", limit=MAX_BASIS),
        }
    )


def write_refusal(uow: UnitOfWork, row: Dossier, ready: Ready) -> Mapping[str, Any]:
    """Refuse now: the clock ends, what the unit held comes back to the counter."""
    details = dict(ready.values)
    if row.accept_due_at is not None:
        details["accept_due_at"] = text(row.accept_due_at)
    end(uow, row)
    return details


def end(uow: UnitOfWork, row: Dossier) -> None:
    """Nothing runs any more, and the dossier is back at the counter."""
    from desk.process import holdings

    still(row)
    holdings.end(uow, row)


VERBS = (
    Verb(
        name="refuse",
        event="dossier.refused",
        prepare=prepare_refusal,
        write=write_refusal,
        required=("reason", "legal_basis"),
        form="phieu_tu_choi",
        key="X",
        confirm=True,
    ),
)
