"""Người đến nhận: collecting without the receipt, and the originals that go with the result.

Who lost the receipt shows papers and tells about the dossier (NĐ 118/2025 Đ.6.2.b): the number shown must
be that of the applicant, of who came for an organisation, or of whose dossier it is; else it takes somebody
who may allow it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.people.originals import hand_back, still_kept
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.jsonform import Form
    from desk.life.verb import Done
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import Dossier

RECEIPT = "giay_tiep_nhan"
MAX_BACK = 99


def asked(form: Form) -> dict[str, Any]:
    """The keys of a `return` file about originals and a lost receipt, checked for form."""
    from desk.life.limits import override_of

    child = form.child("lost_receipt")
    lost: dict[str, Any] | None = None
    if child is not None:
        if not child.flag("checked_id", default=False):
            raise InputError("return.lost_not_checked", key=child.key("checked_id"))
        lost = {"checked_id": True, "note": child.text("note", limit=1000)}
    return {
        "give_back": form.numbers("give_back", limit=MAX_BACK, lowest=1, highest=999),
        "lost": {key: value for key, value in lost.items() if value is not None} if lost else None,
        "override": override_of(form) if lost else None,
    }


def collected(uow: UnitOfWork, row: Dossier, values: Mapping[str, Any], told: Mapping[str, Any]) -> Done:
    """Record what went with the result; the words of the clerk stay with the dossier, not in the log.

    Raises:
        InputError: `return.lost_not_holder`, `originals.not_kept`; nothing was changed.
    """
    from desk.life.verb import Done

    details = dict(told)
    if values["lost"] is not None:
        _may_collect(uow.session, row, values, on=uow.now.date())
        row.returned_to = {**(row.returned_to or {}), "lost_receipt": dict(values["lost"])}
        details["lost_receipt"] = True
        if values["override"] is not None:
            row.returned_to = {**row.returned_to, "override": dict(values["override"])}
            details["override"] = values["override"]["role"]
    if values["give_back"]:
        details["given_back"] = hand_back(row, values["give_back"], at=uow.now)
    kept = [one.no for one in still_kept(row)]
    if kept:
        details["originals_remaining"] = kept
    return Done(
        details=details,
        warnings=_remaining(kept, uow.office.lang),
        forms=(RECEIPT,) if values["lost"] is not None else None,
    )


def _remaining(kept: list[int], lang: str) -> tuple[Note, ...]:
    if not kept:
        return ()
    return (note("originals.remaining", lang, numbers=", ".join(map(str, kept))),)


def _may_collect(session: Session, row: Dossier, values: Mapping[str, Any], *, on: date) -> None:
    from desk.office.rules import rule

    override = values["override"]
    if override is not None:
        roles = list(rule(session, "override.roles", on=on))
        if override["role"] not in roles:
            raise InputError("act.bad_value", key="override.role", allowed=roles)
        return
    to = values["to"]
    number = str(to.get("id_number") or "").upper()
    if to["kind"] != "self" or number not in _numbers(row):
        raise InputError("return.lost_not_holder", code=row.code)


def _numbers(row: Dossier) -> set[str]:
    """The numbers of those who may collect on their own papers."""
    people = [row.applicant, *([row.owner] if row.owner is not None else [])]
    found = {number for one in people for number in (one.id_number, one.tax_code) if number}
    representative = (row.applicant.representative or {}).get("id_number")
    return {*found, representative} if representative else found
